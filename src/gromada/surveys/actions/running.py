"""Opening, renewing, closing a survey, and showing its results to everybody."""

import hashlib
import json
from datetime import date

from gromada.core import audit, workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.surveys.models import Survey, SurveyVersion
from gromada.surveys.rules.checking import check, check_successor
from gromada.surveys.rules.form import form_of
from gromada.surveys.states import SurveyState


@action
def open_survey(*, survey: Survey, by: Actor, on: date) -> Survey:
    """People can answer from now on: version 1 of the questionnaire is sealed. Refused while something is missing in it."""
    require(by, "surveys.open", survey)
    check(form_of(survey.form), complete=True)
    if survey.ends_on and survey.ends_on < on:
        raise Refusal(_("The last day has passed. Set a later one on the card of the survey."))
    _seal(survey, on)
    workflow.move(survey, to=SurveyState.OPEN, by=by, on=on)
    return survey


@action
def renew_survey(*, survey: Survey, by: Actor, on: date) -> SurveyVersion:
    """Put the changed questionnaire before people as the next version; who began with the one before may finish it.

    Refused: the survey is not open, nothing changed, a question became another kind under its old code.
    """
    require(by, "surveys.write", survey)
    if survey.state != SurveyState.OPEN:
        raise Refusal(_("Only an open survey has a next version."))
    last = survey.versions.order_by("-number").first()
    if _digest(survey.form) == last.digest:
        raise Refusal(_("Nothing has changed since version %(number)d.") % {"number": last.number})
    new = form_of(survey.form)
    check(new, complete=True)
    for version in survey.versions.order_by("number"):
        check_successor(form_of(version.form), new)
    version = _seal(survey, on)
    audit.record(by=by, deed="surveys.write", obj=survey, on=on, fields=["version"])
    return version


def _seal(survey: Survey, on: date) -> SurveyVersion:
    return SurveyVersion.objects.create(
        survey=survey,
        number=survey.versions.count() + 1,
        form=survey.form,
        digest=_digest(survey.form),
        valid_from=on,
    )


def _digest(form: dict) -> str:
    text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@action
def close_survey(*, survey: Survey, by: Actor, on: date) -> Survey:
    """No more answers, online or on paper. Key the papers first: a closed survey is not opened again."""
    require(by, "surveys.close", survey)
    workflow.move(survey, to=SurveyState.CLOSED, by=by, on=on)
    return survey


@action
def publish_results(*, survey: Survey, by: Actor, on: date) -> Survey:
    """Everybody with the link sees the counts, none below five and none of what people wrote. Only of a closed survey."""
    require(by, "surveys.publish", survey)
    return _shown(survey, by, on, "surveys.publish", is_published=True)


@action
def withdraw_results(*, survey: Survey, by: Actor, on: date) -> Survey:
    """Take the public page of results back."""
    require(by, "surveys.withdraw", survey)
    if not survey.is_published:
        raise Refusal(_("The results are not public."))
    return _shown(survey, by, on, "surveys.withdraw", is_published=False)


def _shown(survey: Survey, by: Actor, on: date, deed: str, *, is_published: bool) -> Survey:
    survey.is_published = is_published
    survey.save(update_fields=["is_published"])
    audit.record(by=by, deed=deed, obj=survey, on=on, fields=["is_published"])
    return survey
