"""Walking through a questionnaire part by part: which part comes next, given the answers so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gromada.surveys.rules.answering import Answers, BadAnswer, asked_in, missing, read
from gromada.surveys.rules.form import Form, Question


def next_part(form: Form, place: int, answers: Mapping[str, Any], step: int = 1) -> int | None:
    """The next part (or the one before, step -1) that asks anything of this person; None behind the last."""
    place += step
    while 0 <= place < len(form.sections):
        if asked_in(form.sections[place], answers):
            return place
        place += step
    return None


@dataclass(frozen=True)
class Sent:
    """One part as it came back: the answers so far, what is wrong, and questions that the answers have brought up."""

    answers: Answers
    problems: tuple[BadAnswer, ...]
    asked: tuple[Question, ...]
    new: tuple[Question, ...]

    @property
    def is_done(self) -> bool:
        return not self.problems and not self.new


def take(
    form: Form, place: int, answers: Mapping[str, Any], shown: Sequence[str], given: Mapping[str, Sequence[str]]
) -> Sent:
    """Read what was sent for the part at `place`, of which the questions `shown` stood on the page."""
    section = form.sections[place]
    own = {question.code for question in section.questions}
    known = {code: value for code, value in answers.items() if code not in own}
    found: dict[str, BadAnswer] = {}
    for question in section.questions:
        if question.code not in shown:
            continue
        try:
            value = read(question, given.get(question.code, ()))
        except BadAnswer as bad:
            found[question.code] = bad
            continue
        if value is not None:
            known[question.code] = value
        elif question.required and question.is_asked:
            found[question.code] = BadAnswer(question.code, missing(question))
    asked = asked_in(section, known)
    codes = {question.code for question in asked}
    kept = {code: value for code, value in known.items() if code not in own or code in codes}
    problems = tuple(bad for code, bad in found.items() if code in codes)
    new = tuple(question for question in asked if question.code not in shown)
    return Sent(kept, problems, tuple(asked), new)


def counted(form: Form, place: int, answers: Mapping[str, Any]) -> tuple[int, int]:
    """Which part of how many this is, among those that ask something of this person."""
    there = [turn for turn, section in enumerate(form.sections) if asked_in(section, answers)]
    return sum(1 for turn in there if turn <= place), len(there)
