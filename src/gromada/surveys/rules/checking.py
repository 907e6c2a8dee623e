"""What is wrong with a questionnaire, each with its place and a sentence that says what to do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.surveys.rules.form import CHOOSING, Comparison, Condition, Form, Question, Section
from gromada.surveys.states import Kind

MOST_SECTIONS, MOST_QUESTIONS, MOST_CHOICES, MOST_TESTS = 40, 200, 60, 6
LONGEST_TEXT = 500
CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,39}\Z")
CHOICE_CODE = re.compile(r"[A-Za-z0-9_.-]{1,40}\Z")
ORDER = (">", ">=", "<", "<=")
EQUALITY = ("=", "!=")
SIGNS = {"many": ("has", "lacks"), "scale": EQUALITY + ORDER, "number": EQUALITY + ORDER, "note": ()}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: the code of the question or the section, "" for the whole form."""

    place: str
    sentence: Any

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else str(self.sentence)


def problems(form: Form, *, complete: bool = False) -> list[Problem]:
    """Everything wrong with the form. `complete`: also what may be missing while it is still being written."""
    found = [*_size(form), *_codes(form)]
    for section in form.sections:
        if complete and not section.questions:
            found.append(Problem(section.code, _("This part has no questions. Add one or remove the part.")))
        for question in section.questions:
            found += _of_question(question)
    found += _conditions(form)
    if complete and not form.asked():
        found.append(Problem("", _("The survey asks nothing yet. Add at least one question.")))
    return found


def check(form: Form, *, before: Form | None = None, complete: bool = False) -> None:
    """Refusal with the first problem; with `before`, only one that the form did not have already."""
    known = {str(problem) for problem in problems(before)} if before else set()
    for problem in problems(form, complete=complete):
        if str(problem) not in known:
            raise Refusal(str(problem))


def check_successor(old: Form, new: Form) -> None:
    """Answers of both versions are counted together, so a code that was used keeps its kind of question; else Refusal."""
    for question in new.asked():
        earlier = old.question(question.code)
        if earlier is not None and earlier.is_asked and earlier.kind != question.kind:
            raise Refusal(
                _(
                    "The question “%(code)s” was open for answers as another kind of question. "
                    "Remove it and add a new one, so that the answers are not mixed."
                )
                % {"code": question.code}
            )


def _size(form: Form) -> Iterator[Problem]:
    if len(form.sections) > MOST_SECTIONS or sum(1 for _one in form.questions()) > MOST_QUESTIONS:
        yield Problem(
            "",
            _("A survey has at most %(sections)d parts and %(questions)d questions. Make it shorter.")
            % {"sections": MOST_SECTIONS, "questions": MOST_QUESTIONS},
        )


def _codes(form: Form) -> Iterator[Problem]:
    seen: set[str] = set()
    for code in [section.code for section in form.sections] + [question.code for question in form.questions()]:
        if not CODE.match(code):
            yield Problem(code, _("A code begins with a letter and has letters, digits and _ only, at most 40 signs."))
        if code in seen:
            yield Problem(code, _("Two questions or parts have this code. Give one of them another code."))
        seen.add(code)


def _of_question(question: Question) -> Iterator[Problem]:
    place = question.code
    if question.kind not in Kind.values:
        yield Problem(place, _("There is no such kind of question: %(kind)s.") % {"kind": question.kind})
    if not question.text:
        yield Problem(place, _("The question has no words. Write what you ask."))
    texts = (question.text, question.hint, *(choice.text for choice in question.choices))
    if any(len(text) > LONGEST_TEXT for words in texts for text in (words.pl, words.en)):
        yield Problem(place, _("A text is longer than %(most)d signs. Make it shorter.") % {"most": LONGEST_TEXT})
    if question.kind in CHOOSING:
        yield from _of_choices(question)
    if question.low is not None and question.high is not None and question.low > question.high:
        yield Problem(place, _("The least number is greater than the greatest one. Correct one of them."))


def _of_choices(question: Question) -> Iterator[Problem]:
    codes = [choice.code for choice in question.choices]
    if len(codes) < 2:
        yield Problem(question.code, _("There are fewer than two answers to choose from. Add answers."))
    if len(codes) > MOST_CHOICES:
        yield Problem(question.code, _("There are more than %(most)d answers to choose from.") % {"most": MOST_CHOICES})
    for code in dict.fromkeys(codes):
        if codes.count(code) > 1:
            yield Problem(question.code, _("Two answers have the code “%(code)s”.") % {"code": code})
        if not CHOICE_CODE.match(code):
            yield Problem(
                question.code,
                _("The code of an answer has letters, digits and _ only, not “%(code)s”.") % {"code": code},
            )
    if question.kind == "scale":
        points = [int(code) for code in codes if code.isdigit()]
        if len(points) != len(codes) or points != list(range(points[0], points[0] + len(points))):
            yield Problem(question.code, _("The points of a scale are numbers that follow each other, such as 1 to 5."))
    elif any(not choice.text for choice in question.choices):
        yield Problem(question.code, _("An answer to choose has no words."))


# Conditions ----------------------------------------------------------------------------------------------------------


def _conditions(form: Form) -> Iterator[Problem]:
    asked_before: set[str] = set()
    needs = _needs(form)
    for section in form.sections:
        yield from _of_condition(form, section, asked_before, needs)
        for question in section.questions:
            yield from _of_condition(form, question, asked_before, needs)
            asked_before.add(question.code)


def _needs(form: Form) -> dict[str, set[str]]:
    """Which questions the asking of each question depends on, through its section too."""
    made: dict[str, set[str]] = {}
    for section in form.sections:
        above = _named(section.condition)
        for question in section.questions:
            made.setdefault(question.code, set()).update(above, _named(question.condition))
    return made


def _named(condition: Condition | None) -> set[str]:
    return {test.question for test in condition.tests} if condition else set()


def _of_condition(form: Form, item: Section | Question, asked_before: set[str], needs) -> Iterator[Problem]:
    condition = item.condition
    if condition is None:
        return
    if not 1 <= len(condition.tests) <= MOST_TESTS or condition.join not in {"and", "or"}:
        yield Problem(item.code, _("A condition has 1 to %(most)d parts.") % {"most": MOST_TESTS})
    inside = [question.code for question in item.questions] if isinstance(item, Section) else [item.code]
    for test in condition.tests:
        named = {"question": test.question}
        question = form.question(test.question)
        if question is None:
            yield Problem(item.code, _("The condition asks about “%(question)s”, which is not in the form.") % named)
        elif _goes_round(test.question, inside, needs):
            yield Problem(item.code, _("The condition goes in a circle through “%(question)s”. Break it.") % named)
        elif test.question not in asked_before:
            yield Problem(
                item.code,
                _("The condition asks about “%(question)s”, which comes later. Move that question up.") % named,
            )
        else:
            yield from _of_test(item.code, test, question)


def _goes_round(start: str, targets: list[str], needs: dict[str, set[str]]) -> bool:
    waiting, seen = [start], set()
    while waiting:
        code = waiting.pop()
        if code in targets:
            return True
        if code not in seen:
            seen.add(code)
            waiting += needs.get(code, ())
    return False


def _of_test(place: str, test: Comparison, question: Question) -> Iterator[Problem]:
    if test.sign not in SIGNS.get(question.kind, EQUALITY):
        yield Problem(
            place,
            _("The condition cannot compare “%(question)s” with “%(sign)s”: it is another kind of question.")
            % {"question": question.code, "sign": test.sign},
        )
        return
    is_blank = test.value == "" and test.sign in EQUALITY
    if question.kind in CHOOSING and not is_blank and question.choice(test.value) is None:
        yield Problem(
            place,
            _("The condition asks for the answer “%(value)s”, which “%(question)s” does not have.")
            % {"value": test.value, "question": question.code},
        )
    if question.kind == "number" and not is_blank and number(test.value) is None:
        yield Problem(
            place,
            _("The condition compares “%(question)s” with “%(value)s”, which is not a number.")
            % {"value": test.value, "question": question.code},
        )


def number(text: str) -> Decimal | None:
    """What somebody typed as a number, with a comma or a point; None when it is none."""
    plain = "".join(str(text).split()).replace(",", ".").replace("−", "-")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 12 else None
