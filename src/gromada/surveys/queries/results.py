"""Results of a survey: read from the counts alone; what people wrote is opened page by page and the reading is logged."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404

from gromada.core import audit, pages
from gromada.core.permissions import Actor, require
from gromada.surveys.models import Response, Survey, SurveyVersion, Tally
from gromada.surveys.queries.reading import public_version, survey_to_do
from gromada.surveys.rules.counting import EVERYBODY, Figures, figures, for_public
from gromada.surveys.rules.form import TEXTS, Form, Question, form_of
from gromada.surveys.states import Channel


@dataclass(frozen=True)
class Result:
    question: Question
    figures: Figures


@dataclass(frozen=True)
class Results:
    """All results of a survey, in the order of the last version of its questionnaire."""

    survey: Survey
    form: Form
    answered: int
    paper: int
    results: list[Result]

    @property
    def online(self) -> int:
        return self.answered - self.paper


def results(actor: Actor, pk: int) -> Results:
    """For staff: every count, and how many came on paper. Three queries, however many have answered."""
    survey = survey_to_do(actor, pk)
    version = SurveyVersion.objects.filter(survey=survey).order_by("-number").first()
    return _results(survey, form_of(version.form) if version else form_of(survey.form))


def public_results(slug: str) -> Results:
    """For everybody: without what would let a person be recognised. Http404 until published. Two queries."""
    version = public_version(slug)
    if not version.survey.is_published:
        raise Http404
    found = _results(version.survey, form_of(version.form))
    shown = [Result(row.question, for_public(row.question, row.figures)) for row in found.results]
    return Results(found.survey, found.form, found.answered, 0, shown)


def results_of(survey: Survey) -> Results:
    """The results for the rooms above: a strategy that rests on the survey, its document. Two queries."""
    version = SurveyVersion.objects.filter(survey=survey).order_by("-number").first()
    return _results(survey, form_of(version.form if version else survey.form))


def _results(survey: Survey, form: Form) -> Results:
    tallies: dict[str, dict[tuple[str, str], tuple[int, Decimal]]] = {}
    rows = Tally.objects.filter(survey=survey).order_by("pk")
    for question, bucket, channel, count, total in rows.values_list("question", "bucket", "channel", "count", "total"):
        tallies.setdefault(question, {})[bucket, channel] = (count, total)
    everybody = tallies.get(EVERYBODY, {})
    counts = {channel: everybody.get((EVERYBODY, channel), (0, 0))[0] for channel in Channel.values}
    made = [Result(question, figures(question, tallies.get(question.code, {}))) for question in form.asked()]
    return Results(survey, form, sum(counts.values()), counts[Channel.PAPER], made)


@dataclass(frozen=True)
class Texts:
    """A page of what people wrote to one question."""

    survey: Survey
    question: Question
    page: pages.Page
    rows: list[tuple[Response, str]]


def texts(actor: Actor, pk: int, code: str, after: str | None = None) -> Texts:
    """What people wrote to a question, fifty forms a page; opening it is logged. Only for the gmina's own people."""
    survey = survey_to_do(actor, pk)
    require(actor, "surveys.read_texts", survey)
    version = SurveyVersion.objects.filter(survey=survey).order_by("-number").first()
    question = form_of(version.form).question(code) if version else None
    if question is None or question.kind not in TEXTS:
        raise Http404
    rows = Response.objects.filter(survey=survey).exclude(texts="")
    page = pages.page(rows, order=("pk",), after=after)
    audit.opened(by=actor, obj=survey, what=f"texts of {code}"[:60])
    found = [(row, json.loads(row.texts).get(code, "")) for row in page]
    return Texts(survey, question, page, [(row, text) for row, text in found if text])


def answered_forms(survey: Survey, actor: Actor, *, with_texts: bool) -> Iterator[tuple[Response, dict[str, Any]]]:
    """Every answered form, one by one in the order they came, for a file. With texts the opening is logged."""
    if with_texts:
        require(actor, "surveys.read_texts", survey)
        audit.opened(by=actor, obj=survey, what="texts of all answers")
    rows = Response.objects.filter(survey=survey)
    rows = rows if with_texts else rows.defer("texts")
    for row in rows.order_by("pk").iterator(chunk_size=1000):
        texts_of = json.loads(row.texts) if with_texts and row.texts else {}
        yield row, row.answers | texts_of


def everything_asked(survey: Survey) -> list[Question]:
    """Every question that any version asked, in order: the columns of a file."""
    found: dict[str, Question] = {}
    for version in SurveyVersion.objects.filter(survey=survey).order_by("-number"):
        for question in form_of(version.form).asked():
            found.setdefault(question.code, question)
    return list(found.values())
