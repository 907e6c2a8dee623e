"""Taking answers, online and from paper: checked by the rules, kept once, counted at once."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.surveys.actions.writing import FieldRefusal
from gromada.surveys.models import AnswerTry, Response, Survey, SurveyCode, SurveyVersion, Tally
from gromada.surveys.queries.reading import address_index, check_address, code_index
from gromada.surveys.rules.answering import BadAnswer, is_blank, settle
from gromada.surveys.rules.counting import Count, added_up, counts_of
from gromada.surveys.rules.form import TEXTS, Form, form_of
from gromada.surveys.rules.running import (
    MINUTES,
    Again,
    check_paper_day,
    check_takes_answers,
    needs_code,
    plain_code,
)
from gromada.surveys.states import Channel

Given = Mapping[str, Sequence[str]]


@action
def give_answers(  # noqa: PLR0913 - an answer and the ways to keep it from being given twice
    *,
    version: SurveyVersion,
    given: Given,
    key: str,
    address: str,
    code: str = "",
    by: Actor,
    on: date,
    moment: datetime,
) -> Response:
    """Keep one resident's answers and count them. The same `key` (a form sent twice) is one answer.

    `given`: code of the question → the values sent; they are checked here against the version of the form that the person
    saw. Raises NotNow after the end, TooMany from one address, Again for a used code, BadAnswer for a wrong answer.
    """
    survey = Survey.objects.select_for_update().get(pk=version.survey_id)
    kept = Response.objects.filter(survey=survey, key=key).first()
    if kept:
        return kept
    check_takes_answers(survey.state, survey.opens_on, survey.ends_on, on)
    check_address(address, moment, has_codes=needs_code(survey.access))
    form = form_of(version.form)
    answers = _settled(form, given)
    if needs_code(survey.access):
        _use_code(survey, code, on)
    else:
        _note_try(address, moment)
    row = _kept(survey, version, form, answers, {"channel": Channel.ONLINE, "given_on": on, "key": key})
    audit.record(by=by, deed="surveys.answer", obj=survey, on=on)
    return row


def _settled(form: Form, given: Given) -> dict[str, Any]:
    found = settle(form, given)
    if found.problems:
        raise found.problems[0]
    if is_blank(found.answers):
        raise BadAnswer("", _("Nothing is answered yet. Answer at least one question."))
    return found.answers


def _use_code(survey: Survey, code: str, on: date) -> None:
    """Day alone, not the moment: nothing is to join a code with an answer."""
    plain = plain_code(code)
    used = plain and SurveyCode.objects.filter(survey=survey, code_index=code_index(plain), used_on=None).update(
        used_on=on
    )
    if not used:
        raise Again(
            _("This code does not open the survey: it was used already, or a letter is wrong. Check it with the paper.")
        )


def _kept(survey: Survey, version: SurveyVersion, form: Form, answers: dict, facts: dict) -> Response:
    """The row and its counts."""
    plain, texts = _parted(form, answers)
    row = Response.objects.create(survey=survey, version=version, answers=plain, texts=texts, **facts)
    _count(survey, facts["channel"], counts_of(form, answers))
    return row


def _parted(form: Form, answers: dict) -> tuple[dict, str]:
    """What is counted, and the open texts as one text for the vault."""
    open_codes = {question.code for question in form.asked() if question.kind in TEXTS}
    plain = {code: value for code, value in answers.items() if code not in open_codes}
    texts = {code: value for code, value in answers.items() if code in open_codes}
    return plain, json.dumps(texts, ensure_ascii=False) if texts else ""


def _count(survey: Survey, channel: str, counts: Sequence[Count], *, sign: int = 1) -> None:
    """Add one person's counts (or take them back): the rows that are not there yet are made, then all grow by one."""
    wanted = {(one.question, one.bucket): one for one in counts}
    rows = _tallies(survey, channel, wanted)
    new = [pair for pair in wanted if pair not in rows]
    if new:
        Tally.objects.bulk_create(
            [Tally(survey=survey, question=pair[0], bucket=pair[1], channel=channel) for pair in new],
            ignore_conflicts=True,
        )
        rows = _tallies(survey, channel, wanted)
    Tally.objects.filter(pk__in=sorted(rows.values())).update(count=F("count") + sign)
    for pair, one in wanted.items():
        if one.total:
            Tally.objects.filter(pk=rows[pair]).update(total=F("total") + sign * one.total)


def _tallies(survey: Survey, channel: str, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The rows of these buckets. One query, narrowed by question; a question has few buckets."""
    questions = sorted({question for question, _bucket in wanted})
    rows = Tally.objects.filter(survey=survey, channel=channel, question__in=questions)
    found = rows.order_by("pk").values_list("question", "bucket", "pk")
    return {(question, bucket): pk for question, bucket, pk in found if (question, bucket) in set(wanted)}


@action
def note_try(*, address: str, by: Actor, moment: datetime) -> None:  # noqa: ARG001 - an action names its actor
    """Count a wrong code from an address; tries older than an hour are forgotten."""
    _note_try(address, moment)


def _note_try(address: str, moment: datetime) -> None:
    AnswerTry.objects.filter(moment__lt=moment - timedelta(minutes=MINUTES)).delete()
    AnswerTry.objects.create(address_index=address_index(address), moment=moment)


# Paper ---------------------------------------------------------------------------------------------------------------


@action
def key_paper(  # noqa: PLR0913 - a paper has this many facts
    *, survey: Survey, given: Given, paper_number: str, given_on: date | None = None, by: Actor, on: date
) -> Response:
    """Key one paper form, under the number written on it. Refused: a number that was keyed already, a day outside the survey."""
    require(by, "surveys.key", survey)
    Survey.objects.select_for_update().get(pk=survey.pk)
    number = "".join(paper_number.split()).upper()
    if not number or len(number) > 20:
        raise FieldRefusal(_("Write the number that stands on the paper, at most 20 signs."), field="paper_number")
    given_on = given_on or min(on, survey.ends_on or on)
    check_paper_day(given_on, survey.opens_on, survey.ends_on, on)
    version = survey.versions.order_by("-number").first()
    form = form_of(version.form)
    answers = _settled(form, given)
    facts = {
        "channel": Channel.PAPER,
        "given_on": given_on,
        "key": secrets.token_hex(16),
        "paper_number": number,
        "keyed_by_id": by.person_id,
    }
    try:
        with transaction.atomic():
            row = _kept(survey, version, form, answers, facts)
    except IntegrityError as error:
        raise FieldRefusal(
            _("Paper %(number)s is keyed already. Check the number on it.") % {"number": number}, field="paper_number"
        ) from error
    audit.record(by=by, deed="surveys.key", obj=survey, on=on)
    return row


@action
def take_back_paper(*, survey: Survey, by: Actor, on: date) -> str:
    """Take back the paper that this person keyed last; its counts go too. Returns its number."""
    require(by, "surveys.key", survey)
    Survey.objects.select_for_update().get(pk=survey.pk)
    mine = Q(keyed_by_id=by.person_id) if by.person_id else Q(keyed_by=None)
    row = survey.responses.filter(mine, channel=Channel.PAPER).select_related("version").order_by("-pk").first()
    if row is None:
        raise Refusal(_("There is no paper that you keyed."))
    form = form_of(row.version.form)
    answers = row.answers | (json.loads(row.texts) if row.texts else {})
    _count(survey, Channel.PAPER, counts_of(form, answers), sign=-1)
    row.delete()
    audit.record(by=by, deed="surveys.key", obj=survey, on=on, fields=["taken_back"])
    return row.paper_number


# Many at once --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AnsweredForm:
    """One answered form among many: the values sent, the channel, the day, the number of a paper."""

    given: Given
    channel: str
    given_on: date
    paper_number: str = ""


@action
def load_answers(*, survey: Survey, rows: Sequence[AnsweredForm], by: Actor, on: date) -> int:
    """Take many answered forms at once, all or none: what another tool collected, or a demo. Returns how many.

    Each is checked as one from the page; Refusal names the row.
    """
    require(by, "surveys.key", survey)
    Survey.objects.select_for_update().get(pk=survey.pk)
    version = survey.versions.order_by("-number").first()
    form = form_of(version.form)
    made, counts = [], {channel: [] for channel in Channel.values}
    for place, one in enumerate(rows, 1):
        found = settle(form, one.given)
        if found.problems:
            bad = found.problems[0]
            raise Refusal(
                _("Row %(row)d, question %(code)s: %(sentence)s")
                % {"row": place, "code": bad.code, "sentence": bad.sentence}
            )
        plain, texts = _parted(form, found.answers)
        made.append(
            Response(
                survey=survey,
                version=version,
                channel=one.channel,
                given_on=one.given_on,
                key=secrets.token_hex(16),
                paper_number=one.paper_number,
                keyed_by_id=by.person_id,
                answers=plain,
                texts=texts,
            )
        )
        counts[one.channel] += counts_of(form, found.answers)
    Response.objects.bulk_create(made, batch_size=500)
    for channel, found in counts.items():
        _add_all(survey, channel, added_up(found))
    audit.record(by=by, deed="surveys.key", obj=survey, on=on, fields=["many"])
    return len(made)


def _add_all(survey: Survey, channel: str, counts: Sequence[Count]) -> None:
    wanted = {(one.question, one.bucket): one for one in counts}
    there = {(row.question, row.bucket): row for row in survey.tallies.filter(channel=channel).order_by("pk")}
    new = [
        Tally(survey=survey, question=pair[0], bucket=pair[1], channel=channel, count=one.number, total=one.total)
        for pair, one in wanted.items()
        if pair not in there
    ]
    Tally.objects.bulk_create(new)
    grown = [row for pair, row in there.items() if pair in wanted]
    for row in grown:
        row.count += wanted[row.question, row.bucket].number
        row.total += wanted[row.question, row.bucket].total
    Tally.objects.bulk_update(grown, ["count", "total"], batch_size=500)
