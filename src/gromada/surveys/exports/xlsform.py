"""XLSForm out: our questionnaire as a workbook that pyxform, ODK and KoboToolbox take."""

from collections.abc import Sequence
from datetime import date

from gromada.core import render
from gromada.surveys.rules import xlsform
from gromada.surveys.rules.form import CHOOSING, Choice, Form, Question, Words

TYPES = {"number": "integer", "date": "date", "text": "text", "long": "text", "note": "note"}
APPEARANCE = {"long": "multiline", "scale": "likert"}


def write_xlsform(form: Form, *, title: Words, form_id: str, version: str, as_of: date) -> bytes:
    """The workbook with the sheets survey, choices and settings; reading it back gives the same questionnaire."""
    languages = _languages(form)
    names = [xlsform.POLISH if language == "pl" else xlsform.ENGLISH for language in languages]
    survey = [
        "type", "name", *(f"label::{name}" for name in names), *(f"hint::{name}" for name in names), "required",
        "relevant", "constraint", "appearance",
    ]  # fmt: skip
    rows = []
    for section in form.sections:
        when = xlsform.relevant_of(section.condition, form)
        blank = [""] * len(languages)
        rows.append(["begin_group", section.code, *_told(section.title, languages), *blank, "", when, "", ""])
        rows += [_row(question, form, languages) for question in section.questions]
        rows.append(["end_group"])
    choices = ["list_name", "name", *(f"label::{name}" for name in names)]
    settings = ["form_title", "form_id", "version", "default_language"]
    sheets = [
        render.Sheet("survey", survey, rows, widths=(22, 18, *[40] * len(names), *[24] * len(names), 10, 30, 20, 12)),
        render.Sheet("choices", choices, _choices(form, languages), widths=(18, 14, *[40] * len(names))),
        render.Sheet(
            "settings", settings, [[title.told(languages[0]), form_id, version, names[0]]], widths=(40, 30, 14, 16)
        ),
    ]
    return render.xlsx(sheets, as_of=as_of, title=title.told(languages[0]))


def xlsform_of(shown) -> bytes:
    """The questionnaire of a survey (queries.SurveyPage) as it stands now; its name there is the public address."""
    survey = shown.survey
    facts = {"form_id": survey.slug.replace("-", "_"), "version": str(shown.version.number if shown.version else 0)}
    title = Words(survey.title_pl, survey.title_en)
    as_of = shown.version.valid_from if shown.version else survey.state_since
    return write_xlsform(shown.form, title=title, as_of=as_of, **facts)


def _languages(form: Form) -> list[str]:
    """The languages any text is in, Polish first."""
    texts = [section.title for section in form.sections]
    for question in form.questions():
        texts += [question.text, question.hint, *(choice.text for choice in question.choices)]
    found = [language for language in ("pl", "en") if any(getattr(words, language) for words in texts)]
    return found or ["pl"]


def _told(words: Words, languages: Sequence[str]) -> list[str]:
    return [getattr(words, language) for language in languages]


def _list_of(question: Question) -> str:
    return f"{question.code}_answers"


def _row(question: Question, form: Form, languages: Sequence[str]) -> list[str]:
    kind = TYPES.get(question.kind, "")
    if question.kind in CHOOSING:
        kind = f"{'select_multiple' if question.kind == 'many' else 'select_one'} {_list_of(question)}"
    if question.kind == "number" and not question.whole:
        kind = "decimal"
    return [
        kind,
        question.code,
        *_told(question.text, languages),
        *_told(question.hint, languages),
        "yes" if question.required else "",
        xlsform.relevant_of(question.condition, form),
        xlsform.constraint_of(question),
        APPEARANCE.get(question.kind, ""),
    ]


def _choices(form: Form, languages: Sequence[str]) -> list[list[str]]:
    return [
        [_list_of(question), choice.code, *_point(choice, question, languages)]
        for question in form.questions()
        for choice in question.choices
    ]


def _point(choice: Choice, question: Question, languages: Sequence[str]) -> list[str]:
    """A point of a scale without words is called by its number: other tools show nothing else."""
    told = _told(choice.text, languages)
    return [words or choice.code for words in told] if question.kind == "scale" else told
