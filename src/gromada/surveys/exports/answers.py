"""Answers for a spreadsheet: one row a form, one column a question; nothing that somebody typed is run as a formula."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from gromada.core import render, tables
from gromada.core.text import _
from gromada.surveys.rules.form import TEXTS, Question
from gromada.surveys.states import Channel

Forms = Iterable[tuple[Any, dict[str, Any]]]  # the row and its answers, as queries.answered_forms gives them


def answers_csv(questions: list[Question], forms: Forms, language: str, *, with_texts: bool) -> bytes:
    """CSV as Polish Excel opens it."""
    shown = _shown(questions, with_texts=with_texts)
    return tables.csv_bytes(_head(shown, language), _rows(shown, forms, language))


def answers_xlsx(  # noqa: PLR0913 - a file has this many settings
    questions: list[Question], forms: Forms, language: str, *, with_texts: bool, as_of: date, title: str
) -> bytes:
    """A workbook with the same rows."""
    shown = _shown(questions, with_texts=with_texts)
    head = [str(words) for words in _head(shown, language)]
    sheet = render.Sheet(
        str(_("Answers")), head, list(_rows(shown, forms, language)), widths=(8, 12, 12, 12, *[24] * len(shown))
    )
    return render.xlsx([sheet], as_of=as_of, title=title)


def _shown(questions: list[Question], *, with_texts: bool) -> list[Question]:
    return [question for question in questions if with_texts or question.kind not in TEXTS]


def _head(shown: list[Question], language: str) -> list[str]:
    fixed = [str(words) for words in (_("No."), _("Day"), _("How"), _("Paper number"))]
    return fixed + [f"{question.code}: {question.text.told(language)}" for question in shown]


def _rows(shown: list[Question], forms: Forms, language: str) -> Iterator[list]:
    for place, (row, answers) in enumerate(forms, 1):
        fixed = [place, row.given_on, str(Channel(row.channel).label), row.paper_number]
        yield fixed + [_cell(question, answers.get(question.code), language) for question in shown]


def _cell(question: Question, value: Any, language: str) -> Any:
    if value is None:
        return None
    if question.kind == "many":
        return "; ".join(_words(question, code, language) for code in value)
    if question.kind == "one":
        return _words(question, value, language)
    if question.kind in {"number", "scale"}:
        return Decimal(value)
    return date.fromisoformat(value) if question.kind == "date" else value


def _words(question: Question, code: str, language: str) -> str:
    choice = question.choice(code)
    return choice.text.told(language) if choice else code
