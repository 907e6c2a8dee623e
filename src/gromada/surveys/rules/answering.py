"""Answers to a questionnaire: which questions are asked at all, what is a rightful answer, and what to say when it is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.surveys.rules.checking import number
from gromada.surveys.rules.form import LONGEST, Comparison, Condition, Form, Question, Section

Answers = dict[str, Any]
DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y")


class BadAnswer(Refusal):
    """An answer that cannot be taken; `code` is the question, which a form calls its `field`."""

    def __init__(self, code: str, sentence):
        super().__init__(sentence)
        self.code = self.field = code


@dataclass(frozen=True)
class Settled:
    """Answers as they are kept, and what is wrong with the others, question by question."""

    answers: Answers
    problems: tuple[BadAnswer, ...] = ()


def holds(condition: Condition | None, answers: Mapping[str, Any]) -> bool:
    """Whether the question is asked, given the answers so far. What was not answered is empty, as in XForms."""
    if condition is None:
        return True
    found = (_test_holds(test, answers.get(test.question)) for test in condition.tests)
    return any(found) if condition.join == "or" else all(found)


def _test_holds(test: Comparison, given: Any) -> bool:
    if test.sign in {"has", "lacks"}:
        return (test.value in (given or ())) == (test.sign == "has")
    told = "" if given is None else str(given)
    if test.sign in {"=", "!="}:
        return _same(told, test.value) == (test.sign == "=")
    left, right = number(told), number(test.value)
    if left is None or right is None:
        return False
    return {">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right}[test.sign]


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    left, right = number(one), number(other)
    return left is not None and left == right


def asked_in(section: Section, answers: Mapping[str, Any]) -> list[Question]:
    """The questions of a section that these answers lead to, notes too; none when the section is passed over."""
    if not holds(section.condition, answers):
        return []
    known, found = dict(answers), []
    for question in section.questions:
        if holds(question.condition, known):
            found.append(question)
        else:
            known.pop(question.code, None)
    return found


def read(question: Question, given: Sequence[str]) -> Any:
    """What was sent for a question, as it is kept; None for nothing. BadAnswer in words for whoever answers."""
    texts = [text.replace("\r\n", "\n").replace("\x00", "").strip() for text in given]
    texts = [text for text in texts if text]
    if not texts or question.kind == "note":
        return None
    if question.kind == "many":
        return _chosen(question, texts)
    if len(texts) > 1:
        raise BadAnswer(question.code, _("Choose one answer."))
    if question.kind in {"one", "scale"}:
        return _chosen(question, texts)[0]
    return {"number": _number, "date": _day}.get(question.kind, _text)(question, texts[0])


def _chosen(question: Question, codes: Sequence[str]) -> list[str]:
    known = [choice.code for choice in question.choices]
    if any(code not in known for code in codes):
        raise BadAnswer(question.code, _("This answer is not among those to choose from. Choose again."))
    return [code for code in known if code in codes]


def _number(question: Question, text: str) -> str:
    value = number(text)
    if value is None or (question.whole and value != value.to_integral_value()):
        sentence = _("Write a whole number, in digits.") if question.whole else _("Write a number, in digits.")
        raise BadAnswer(question.code, sentence)
    if not question.whole and value != round(value, 2):
        raise BadAnswer(question.code, _("Write at most two digits after the comma."))
    low, high = question.low, question.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise BadAnswer(question.code, _bounds(low, high))
    return f"{value.normalize():f}"


def _bounds(low: Decimal | None, high: Decimal | None):
    if low is None:
        return _("Write a number not greater than %(high)s.") % {"high": high}
    if high is None:
        return _("Write a number not less than %(low)s.") % {"low": low}
    return _("Write a number from %(low)s to %(high)s.") % {"low": low, "high": high}


def _day(question: Question, text: str) -> str:
    for form in DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
        if date(1900, 1, 1) <= day <= date(2100, 12, 31):
            return day.isoformat()
    raise BadAnswer(question.code, _("Write the day like this: 16.07.2009."))


def _text(question: Question, text: str) -> str:
    most = LONGEST[question.kind]
    if len(text) > most:
        raise BadAnswer(
            question.code,
            _("This text has %(long)d signs; we take up to %(most)d. Make it shorter.")
            % {"long": len(text), "most": most},
        )
    return text


def settle(form: Form, given: Mapping[str, Sequence[str]]) -> Settled:
    """All answers at once: those of questions that are not asked fall away, missing and wrong ones are told.

    `given`: code of the question → the values sent. A code that the form does not have is told too.
    """
    answers: Answers = {}
    wrong: list[BadAnswer] = []
    known = {question.code for question in form.questions()}
    wrong += [BadAnswer(code, _("The form does not ask this.")) for code in given if code not in known]
    for section in form.sections:
        if not holds(section.condition, answers):
            continue
        for question in section.questions:
            if not holds(question.condition, answers):
                continue
            try:
                value = read(question, given.get(question.code, ()))
            except BadAnswer as bad:
                wrong.append(bad)
                continue
            if value is not None:
                answers[question.code] = value
            elif question.required and question.is_asked:
                wrong.append(BadAnswer(question.code, missing(question)))
    return Settled(answers, tuple(wrong))


def missing(question: Question):
    """What to say when a question that must be answered is not."""
    if question.kind in {"one", "scale"}:
        return _("Choose one answer.")
    if question.kind == "many":
        return _("Choose at least one answer.")
    return _("Answer this question.")


def as_sent(answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Answers as a form would send them again."""
    return {code: list(value) if isinstance(value, list) else [str(value)] for code, value in answers.items()}


def is_blank(answers: Mapping[str, Any]) -> bool:
    return not any(value not in (None, "", []) for value in answers.values())
