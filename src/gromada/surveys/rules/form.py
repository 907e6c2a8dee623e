"""A questionnaire as plain data: sections, questions, answers to choose, conditions; in Polish and English at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

CHOOSING = ("one", "many", "scale")
TEXTS = ("text", "long")
LONGEST = {"text": 200, "long": 2000}


@dataclass(frozen=True)
class Words:
    """One text in both languages; where one is missing the other is shown."""

    pl: str = ""
    en: str = ""

    def told(self, language: str) -> str:
        return (self.en or self.pl) if language.startswith("en") else (self.pl or self.en)

    def __bool__(self) -> bool:
        return bool(self.pl or self.en)


@dataclass(frozen=True)
class Choice:
    """An answer to choose; its code stays when its words change."""

    code: str
    text: Words


@dataclass(frozen=True)
class Comparison:
    """`question` `sign` `value`: = != > >= < <= for one answer, `has` and `lacks` for any number of answers."""

    question: str
    sign: str
    value: str


@dataclass(frozen=True)
class Condition:
    """When a question or a section is asked at all: all tests hold ("and") or at least one ("or")."""

    tests: tuple[Comparison, ...]
    join: str = "and"


@dataclass(frozen=True)
class Question:
    """One question. `low` and `high` bound a number (`whole`: without decimals); a scale's choices are its points."""

    code: str
    kind: str
    text: Words
    hint: Words = Words()
    required: bool = False
    choices: tuple[Choice, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = True
    condition: Condition | None = None

    @property
    def is_asked(self) -> bool:
        return self.kind != "note"

    def choice(self, code: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class Section:
    """Questions on one page of the form."""

    code: str
    title: Words = Words()
    questions: tuple[Question, ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True)
class Form:
    """The whole questionnaire."""

    sections: tuple[Section, ...] = ()

    def questions(self) -> Iterator[Question]:
        """Every question in order, notes too."""
        for section in self.sections:
            yield from section.questions

    def asked(self) -> list[Question]:
        """The questions that take an answer, in order."""
        return [question for question in self.questions() if question.is_asked]

    def question(self, code: str) -> Question | None:
        return next((question for question in self.questions() if question.code == code), None)

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    def with_section(self, section: Section) -> "Form":
        """The same form with this section in the place of the one of its code."""
        return replace(self, sections=tuple(section if row.code == section.code else row for row in self.sections))


# Plain data out and in -----------------------------------------------------------------------------------------------


def data_of(form: Form) -> dict[str, Any]:
    """The form as JSON keeps it; what is empty is left out, so the same form always gives the same text."""
    return {"sections": [_section_data(section) for section in form.sections]}


def _section_data(section: Section) -> dict[str, Any]:
    made: dict[str, Any] = {"code": section.code}
    made |= _words_data("title", section.title) | _condition_data(section.condition)
    return made | {"questions": [_question_data(question) for question in section.questions]}


def _question_data(question: Question) -> dict[str, Any]:
    made: dict[str, Any] = {"code": question.code, "kind": question.kind}
    made |= _words_data("text", question.text) | _words_data("hint", question.hint)
    if question.required:
        made["required"] = True
    if question.choices:
        made["choices"] = [{"code": row.code} | _words_data("text", row.text) for row in question.choices]
    for name in ("low", "high"):
        if getattr(question, name) is not None:
            made[name] = str(getattr(question, name))
    if question.kind == "number" and not question.whole:
        made["whole"] = False
    return made | _condition_data(question.condition)


def _words_data(name: str, words: Words) -> dict[str, Any]:
    told = {language: text for language, text in (("pl", words.pl), ("en", words.en)) if text}
    return {name: told} if told else {}


def _condition_data(condition: Condition | None) -> dict[str, Any]:
    if condition is None:
        return {}
    tests = [[test.question, test.sign, test.value] for test in condition.tests]
    return {"when": {"tests": tests} | ({"join": "or"} if condition.join == "or" else {})}


def form_of(data: dict[str, Any]) -> Form:
    """The form that plain data (ours: `data_of`, or a ready questionnaire) describe."""
    return Form(tuple(_section_of(row) for row in data.get("sections", ())))


def _section_of(row: dict[str, Any]) -> Section:
    questions = tuple(_question_of(one) for one in row.get("questions", ()))
    return Section(row["code"], _words_of(row, "title"), questions, _condition_of(row))


def _question_of(row: dict[str, Any]) -> Question:
    bounds = {name: None if row.get(name) is None else Decimal(str(row[name])) for name in ("low", "high")}
    return Question(
        code=row["code"],
        kind=row["kind"],
        text=_words_of(row, "text"),
        hint=_words_of(row, "hint"),
        required=bool(row.get("required")),
        choices=tuple(Choice(str(one["code"]), _words_of(one, "text")) for one in row.get("choices", ())),
        whole=bool(row.get("whole", True)),
        condition=_condition_of(row),
        **bounds,
    )


def _words_of(row: dict[str, Any], name: str) -> Words:
    told = row.get(name) or {}
    return Words(str(told.get("pl", "")), str(told.get("en", "")))


def _condition_of(row: dict[str, Any]) -> Condition | None:
    when = row.get("when")
    if not when:
        return None
    return Condition(tuple(Comparison(*map(str, one)) for one in when["tests"]), when.get("join", "and"))
