"""The form on paper: A4, numbered questions, boxes with the numbers that whoever keys the paper types."""

from datetime import date

from django.utils.translation import override

from gromada.core import render
from gromada.core.text import _
from gromada.surveys.rules.form import Comparison, Condition, Form, Question, Section, Words, form_of
from gromada.surveys.states import Access, Kind

SIGNS = {"=": "=", "!=": "≠", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}


def paper_form(survey, version, *, language: str, as_of: date, link: str = "") -> bytes:
    """The questionnaire as tagged PDF in a language. Of a draft it is a proof and says so."""
    form = form_of(version.form if version else survey.form)
    with override(language):
        data = _data(survey, form, language, number=version.number if version else None, link=link)
        title = Words(survey.title_pl, survey.title_en).told(language)
        return render.pdf("surveys/paper_form", data, as_of=as_of, language=language, title=title)


def numbers_of(form: Form) -> dict[str, int]:
    """The number of each question on paper and on the keying page."""
    return {question.code: place for place, question in enumerate(form.asked(), 1)}


def kind_name(question: Question) -> str:
    """What a question asks for, in words."""
    return str(Kind(question.kind).label)


def when(condition: Condition | None, form: Form, language: str) -> str:
    """A condition in words, by the numbers of the questions; "" for none."""
    return _when(condition, form, numbers_of(form), language)


def _data(survey, form: Form, language: str, *, number: int | None, link: str) -> dict:
    numbers = numbers_of(form)
    title = Words(survey.title_pl, survey.title_en).told(language)
    return {
        "head": {"left": str(survey.unit.name), "right": str(_("Paper number:")) + " ______________"},
        "folio": {
            "left": _version(number),
            "page": str(_("page {n} of {total}")),
        },
        "title": title,
        "intro": Words(survey.intro_pl, survey.intro_en).told(language),
        "how": _how(survey, link),
        "sections": [_section(section, form, numbers, language) for section in form.sections],
        "thanks": str(_("Thank you. Put the form into the box, or give it to the person who brought it.")),
    }


def _version(number: int | None) -> str:
    return str(_("Version %(number)d of the form") % {"number": number}) if number else str(_("A proof: not open yet"))


def _how(survey, link: str) -> list[str]:
    rows = [
        _("Mark one box with a cross, unless the question says otherwise. Leave out what you do not want to answer.")
    ]
    rows.append(_("We do not ask for your name. Do not write it."))
    if survey.ends_on:
        rows.append(_("We take forms until %(day)s.") % {"day": f"{survey.ends_on:%d.%m.%Y}"})
    if link and survey.access != Access.CODE:
        rows.append(_("You can also answer on a phone: %(link)s") % {"link": link})
    return [str(row) for row in rows]


def _section(section: Section, form: Form, numbers: dict[str, int], language: str) -> dict:
    return {
        "title": section.title.told(language),
        "when": _when(section.condition, form, numbers, language),
        "questions": [_question(question, form, numbers, language) for question in section.questions],
    }


def _question(question: Question, form: Form, numbers: dict[str, int], language: str) -> dict:
    hints = [question.hint.told(language)]
    if question.kind == "many":
        hints.append(str(_("You may mark more than one.")))
    if question.kind == "date":
        hints.append(str(_("day.month.year, for example 16.07.2009")))
    choices = [
        {"number": str(place), "text": choice.text.told(language)} for place, choice in enumerate(question.choices, 1)
    ]
    if question.kind == "scale":
        choices = [{"number": choice.code, "text": choice.text.told(language)} for choice in question.choices]
    return {
        "number": str(numbers[question.code]) if question.is_asked else "",
        "kind": question.kind,
        "text": question.text.told(language),
        "hint": " ".join(hint for hint in hints if hint),
        "when": _when(question.condition, form, numbers, language),
        "choices": choices,
    }


def _when(condition: Condition | None, form: Form, numbers: dict[str, int], language: str) -> str:
    """For whom a question is, in words: on paper nothing hides it."""
    if condition is None:
        return ""
    join = f" {_('and') if condition.join == 'and' else _('or')} "
    told = join.join(_test(test, form, numbers, language) for test in condition.tests)
    return str(_("Answer only if: %(condition)s.") % {"condition": told})


def _test(test: Comparison, form: Form, numbers: dict[str, int], language: str) -> str:
    question = form.question(test.question)
    choice = question.choice(test.value)
    value = (choice.text.told(language) or choice.code) if choice else test.value
    facts = {"number": numbers[test.question], "value": value, "sign": SIGNS.get(test.sign, "")}
    if test.value == "":
        sentence = _("question %(number)s is answered") if test.sign == "!=" else _("question %(number)s is left empty")
    elif test.sign in {"=", "has"} and choice:
        sentence = _("in question %(number)s you marked “%(value)s”")
    elif test.sign in {"!=", "lacks"} and choice:
        sentence = _("in question %(number)s you did not mark “%(value)s”")
    else:
        sentence = _("the answer to question %(number)s is %(sign)s %(value)s")
    return str(sentence % facts)
