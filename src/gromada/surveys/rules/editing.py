"""Changing a questionnaire while it is written: adding, moving and removing parts and questions; each gives a new form."""

from dataclasses import replace

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.surveys.rules.form import Choice, Form, Question, Section, Words


def free_code(form: Form, stem: str) -> str:
    """A code that neither a question nor a part has: q1, q2 …"""
    taken = {section.code for section in form.sections} | {question.code for question in form.questions()}
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def put_section(form: Form, section: Section) -> Form:
    """The part in the place of the one of its code, else at the end."""
    if form.section(section.code):
        return form.with_section(section)
    return replace(form, sections=(*form.sections, section))


def remove_section(form: Form, code: str) -> Form:
    return replace(form, sections=tuple(row for row in form.sections if row.code != code))


def put_question(form: Form, section_code: str, question: Question) -> Form:
    """The question in the place of the one of its code in the part, else at the part's end."""
    section = _section(form, section_code)
    if any(row.code == question.code for row in section.questions):
        rows = tuple(question if row.code == question.code else row for row in section.questions)
    else:
        rows = (*section.questions, question)
    return form.with_section(replace(section, questions=rows))


def remove_question(form: Form, code: str) -> Form:
    return Form(
        tuple(
            replace(section, questions=tuple(row for row in section.questions if row.code != code))
            for section in form.sections
        )
    )


def move(form: Form, code: str, step: int) -> Form:
    """A part or a question one place up (-1) or down (1); from the edge of its part a question goes to the next part."""
    places = [section.code for section in form.sections]
    if code in places:
        rows = _swapped(list(form.sections), places.index(code), step)
        return form if rows is None else replace(form, sections=tuple(rows))
    for turn, section in enumerate(form.sections):
        codes = [row.code for row in section.questions]
        if code not in codes:
            continue
        rows = _swapped(list(section.questions), codes.index(code), step)
        if rows is not None:
            return form.with_section(replace(section, questions=tuple(rows)))
        return _across(form, turn, code, step)
    return form


def _swapped(rows: list, place: int, step: int) -> list | None:
    other = place + step
    if not 0 <= other < len(rows):
        return None
    rows[place], rows[other] = rows[other], rows[place]
    return rows


def _across(form: Form, turn: int, code: str, step: int) -> Form:
    if not 0 <= turn + step < len(form.sections):
        return form
    question = form.question(code)
    moved = remove_question(form, code)
    target = moved.sections[turn + step]
    rows = (question, *target.questions) if step > 0 else (*target.questions, question)
    return moved.with_section(replace(target, questions=rows))


def _section(form: Form, code: str) -> Section:
    found = form.section(code)
    if found is None:
        raise Refusal(_("The form has no part “%(code)s”. Reload the page.") % {"code": code})
    return found


# Answers to choose, as they are typed: one a line, "1 = Tak | Yes" --------------------------------------------------


def choices_of(text: str, known: tuple[Choice, ...] = ()) -> tuple[Choice, ...]:
    """The answers of typed lines. A line without a code gets that of the answer with the same words, else a free number."""
    lines = [_line(row) for row in text.splitlines() if row.strip()]
    by_words = {choice.text.pl: choice.code for choice in known if choice.text.pl}
    taken = {code for code, _words in lines if code}
    made = []
    for given, words in lines:
        code = given or by_words.get(words.pl, "")
        if not code or (not given and code in taken):
            code = _free_number(taken)
        taken.add(code)
        made.append(Choice(code, words))
    return tuple(made)


def _line(row: str) -> tuple[str, Words]:
    head, sign, rest = row.partition("=")
    code, told = (head.strip(), rest) if sign and " " not in head.strip() else ("", row)
    polish, _bar, english = told.partition("|")
    return code, Words(polish.strip(), english.strip())


def _free_number(taken: set[str]) -> str:
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)


def lines_of(choices: tuple[Choice, ...]) -> str:
    """Answers to choose as they are typed."""
    rows = []
    for choice in choices:
        words = choice.text.pl + (f" | {choice.text.en}" if choice.text.en else "")
        rows.append(f"{choice.code} = {words}".rstrip(" ="))
    return "\n".join(rows)
