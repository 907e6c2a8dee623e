"""Results: for those who made the survey, for everybody once published, and as files."""

from decimal import Decimal

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.views.decorators.http import require_POST, require_safe

from gromada.core import clock
from gromada.core.asking import answer
from gromada.core.money import format_number
from gromada.core.permissions import may
from gromada.core.text import _, _n
from gromada.core.workflow import Button, button
from gromada.surveys import actions, exports, queries
from gromada.surveys.permissions import MAKERS
from gromada.surveys.rules.form import TEXTS, Question
from gromada.surveys.states import SurveyState
from gromada.surveys.views.writing import file_answer, page_of, tongue, words_of


@require_safe
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question with its bars and its table, online and on paper."""
    found = queries.results(request.actor, pk)
    survey, actor = found.survey, request.actor
    context = _context(found) | {
        "may_read": may(actor, "surveys.read_texts", survey),
        "buttons": _buttons(actor, survey),
        "is_open": survey.state == SurveyState.OPEN,
    }
    return render(request, "surveys/results.html", context)


def _buttons(actor, survey) -> list[Button]:
    if actor.role not in MAKERS and not actor.is_trusted:
        return []
    if survey.is_published:
        return [button(actor, "surveys.withdraw", survey)]
    return [button(actor, "surveys.publish", survey, primary=True)]


@login_not_required
@require_safe
def public_results(request: HttpRequest, slug: str) -> HttpResponse:
    """The counts for everybody: none below five, no split, nothing that somebody wrote."""
    found = queries.public_results(slug)
    return render(request, "surveys/public_results.html", _context(found))


def _context(found: queries.Results) -> dict:
    sentence = _n("%(count)d person answered", "%(count)d people answered", found.answered)
    rows = [_shown(place, result) for place, result in enumerate(found.results, 1)]
    return {
        "survey": found.survey,
        "called": words_of(found.survey, "title"),
        "title": str(sentence % {"count": found.answered}) if found.answered else _("Nobody has answered yet"),
        "found": found,
        "rows": rows,
        "leading": next((row["finding"] for row in rows if row["question"].kind == "many" and row["finding"]), ""),
    }


def _shown(place: int, result: queries.Result) -> dict:
    """One result in words, bars and rows."""
    question, figures = result.question, result.figures
    lines = [(_words(question, row.code), row) for row in figures.rows]
    whole = max((row.count or 0 for row in figures.rows), default=0)
    bars = [(words, _figure(row), (row.count or 0) / whole if whole else 0) for words, row in lines]
    return {
        "number": place,
        "question": question,
        "text": question.text.told(tongue()),
        "answered": figures.answered,
        "figures": figures,
        "finding": _finding(question, figures, lines),
        "bars": bars,
        "lines": [(words, row, _figure(row)) for words, row in lines],
        "is_text": question.kind in TEXTS,
    }


def _figure(row) -> str:
    if row.why == "small":
        return str(_("below 5"))
    if row.why:
        return str(_("not shown"))
    return f"{format_number(row.count)} ({row.share}%)"


def _words(question: Question, code: str) -> str:
    """An answer in words: of a scale the point with its words, of days the month."""
    if question.kind == "date":
        year, _dash, month = code.partition("-")
        return f"{MONTHS[int(month)]} {year}"
    choice = question.choice(code)
    told = choice.text.told(tongue()) if choice else ""
    if question.kind == "scale":
        return f"{code}, {told}" if told else code
    return told or code


def _finding(question: Question, figures, lines) -> str:
    """What the result says, in a sentence."""
    if not figures.answered:
        return ""
    if figures.mean is not None:
        facts = {"mean": _decimal(figures.mean), "median": _decimal(figures.median)}
        return str(_("On average %(mean)s; half answered %(median)s or less") % facts)
    shown = [(words, row) for words, row in lines if row.count]
    if not shown or question.kind in TEXTS:
        return ""
    words, row = max(shown, key=lambda pair: pair[1].count)
    return str(_("Most often: %(answer)s (%(share)s%%)") % {"answer": words, "share": row.share})


def _decimal(value: Decimal) -> str:
    return format_number(value, 0 if value == value.to_integral_value() else 1)


@require_safe
def texts(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """What people wrote to one question; each opening is logged."""
    found = queries.texts(request.actor, pk, code, request.GET.get("after"))
    return render(
        request,
        "surveys/texts.html",
        {
            "found": found,
            "survey": found.survey,
            "called": words_of(found.survey, "title"),
            "title": found.question.text.told(tongue()),
        },
    )


@require_safe
def answers_csv(request: HttpRequest, pk: int) -> HttpResponse:
    survey, asked, rows, with_texts = _rows(request, pk)
    content = exports.answers_csv(asked, rows, tongue(), with_texts=with_texts)
    return file_answer(content, exports.CSV, f"{survey.slug}.csv")


@require_safe
def answers_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    survey, asked, rows, with_texts = _rows(request, pk)
    title = words_of(survey, "title")
    content = exports.answers_xlsx(asked, rows, tongue(), with_texts=with_texts, as_of=clock.today(), title=title)
    return file_answer(content, exports.XLSX, f"{survey.slug}-odpowiedzi.xlsx")


def _rows(request: HttpRequest, pk: int):
    """Every answer; what people wrote only for the gmina's own people."""
    survey = queries.survey_to_do(request.actor, pk)
    with_texts = may(request.actor, "surveys.read_texts", survey)
    rows = queries.answered_forms(survey, request.actor, with_texts=with_texts)
    return survey, queries.everything_asked(survey), rows, with_texts


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    survey = queries.survey_to_do(request.actor, pk)
    link = request.build_absolute_uri(reverse("surveys:public_results", args=[survey.slug]))
    done = _("The results are public at %(link)s.") % {"link": link}
    return answer(
        request,
        actions.publish_results,
        done=done,
        to=page_of(survey),
        survey=survey,
        by=request.actor,
        on=clock.today(),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    survey = queries.survey_to_do(request.actor, pk)
    done = _("The results are no longer public.")
    return answer(
        request,
        actions.withdraw_results,
        done=done,
        to=page_of(survey),
        survey=survey,
        by=request.actor,
        on=clock.today(),
    )
