"""XLSForm in: a workbook of ODK or KoboToolbox becomes our questionnaire, or is refused with sheet, row and sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from gromada.core import tables
from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.surveys.rules import xlsform
from gromada.surveys.rules.checking import problems
from gromada.surveys.rules.editing import free_code
from gromada.surveys.rules.form import Choice, Condition, Form, Question, Section, Words

YES = {"yes", "true", "true()", "1", "tak", "prawda"}
UNSUPPORTED = {
    "calculation": _("A calculation is not supported. Leave the column “%(column)s” empty."),
    "choice_filter": _("Answers that depend on another answer are not supported. Leave “%(column)s” empty."),
    "repeat_count": _("A loop is not supported. Leave the column “%(column)s” empty."),
    "trigger": _("Recalculating is not supported. Leave the column “%(column)s” empty."),
}
MEDIA = ("media::", "image", "audio", "video", "big-image")
KNOWN = {"type", "name", "required", "relevant", "constraint", "appearance", "parameters", "label", "hint"}


@dataclass(frozen=True)
class Mistake:
    """What cannot be taken, and where a person finds it: sheet, row as the spreadsheet counts, column."""

    sheet: str
    row: int
    column: str
    sentence: Any

    def __str__(self) -> str:
        place = _("sheet “%(sheet)s”, row %(row)d") % {"sheet": self.sheet, "row": self.row} if self.row else ""
        place = place or (_("sheet “%(sheet)s”") % {"sheet": self.sheet} if self.sheet else "")
        column = f", {self.column}" if self.column else ""
        return f"{place}{column}: {self.sentence}" if place else str(self.sentence)


class UnreadableForm(Refusal):
    """A workbook that did not become a questionnaire; `mistakes` is everything found, the sentence the first of it."""

    def __init__(self, mistakes: list[Mistake]):
        super().__init__(str(mistakes[0]))
        self.mistakes = mistakes


@dataclass(frozen=True)
class ReadForm:
    """What an XLSForm became: title, questionnaire, and what was left out on the way."""

    title: Words
    form: Form
    notes: list[str] = field(default_factory=list)


@dataclass
class _Row:
    """A row of a sheet by the names of its columns."""

    sheet: str
    number: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    def mistake(self, column: str, sentence: Any) -> Mistake:
        return Mistake(self.sheet, self.number, column, sentence)


def read_xlsform(content: bytes, name: str) -> ReadForm:
    """The questionnaire of an XLSForm workbook. UnreadableForm with every mistake, also for a file that is no workbook.

    First read by our own rules, which name sheet and row; what passes is also converted by pyxform, as ODK would.
    """
    try:
        sheets = {sheet.name.strip().lower(): sheet for sheet in tables.sheets(content, name)}
    except tables.UnreadableTable as error:
        raise UnreadableForm([Mistake("", 0, "", str(error))]) from error
    if "survey" not in sheets:
        sentence = _("There is no sheet “survey”. An XLSForm has the sheets survey, choices and settings.")
        raise UnreadableForm([Mistake("", 0, "", sentence)])
    settings = next(_rows(sheets["settings"]), None) if "settings" in sheets else None
    reading = _Reading(default=_default_language(settings))
    choices = reading.lists(_rows(sheets["choices"])) if "choices" in sheets else {}
    form = reading.form(list(_rows(sheets["survey"])), choices)
    if not reading.mistakes:
        reading.check(form)
    if not reading.mistakes:
        reading.mistakes += _checked_by_pyxform(content)
    if reading.mistakes:
        raise UnreadableForm(reading.mistakes)
    title = settings.get("form_title") if settings else ""
    return ReadForm(reading.words({"": title}), form, reading.notes)


def _rows(sheet: tables.Sheet) -> Iterator[_Row]:
    """The rows under the head that hold anything; the number is that of the spreadsheet."""
    head = [_column(cell) for cell in sheet.rows[0]] if sheet.rows else []
    for number, row in enumerate(sheet.rows[1:], 2):
        cells = {name: _text(cell) for name, cell in zip(head, row, strict=False) if name and _text(cell)}
        if cells:
            yield _Row(sheet.name, number, cells)


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell).strip()


def _column(cell: object) -> str:
    """A head as XLSForm means it: `Label::Polski (pl)` keeps its language, `list name` is `list_name`."""
    name = re.sub(r"\s*::?\s*", "::", _text(cell), count=1)
    head, mark, language = name.partition("::")
    head = head.strip().lower().replace(" ", "_").replace("bind::", "")
    head = {"value": "name", "caption": "label", "relevance": "relevant", "list": "list_name"}.get(head, head)
    return f"{head}{mark}{language}"


def _default_language(settings: _Row | None) -> str:
    return xlsform.language_of(settings.get("default_language") if settings else "") or "pl"


def _checked_by_pyxform(content: bytes) -> list[Mistake]:
    try:
        convert(content, file_type=".xlsx", warnings=[])
    except PyXFormError as error:
        told = " ".join(str(error).split())[:300]
        return [Mistake("", 0, "", _("The XLSForm checker (pyxform) says: %(words)s") % {"words": told})]
    return []


@dataclass
class _Reading:
    """Reads row after row and gathers what is wrong, so that all of it is told at once."""

    default: str
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: dict[str, _Row] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    sections: list[Section] = field(default_factory=list)
    groups: list[tuple[_Row, Condition | None]] = field(default_factory=list)
    is_loose: bool = False  # the last part gathers questions that stand in no group

    def words(self, cells: dict[str, str], name: str = "") -> Words:
        """The texts of a column in both languages; a column without a language is in the form's own."""
        found: dict[str, str] = {}
        for column, text in cells.items():
            head, _mark, language = column.partition("::")
            if head != name:
                continue
            ours = xlsform.language_of(language) if language else self.default
            if ours:
                found[ours] = re.sub(r"\s+\n", "\n", text)
            elif language not in self.languages:
                self.languages.add(language)
                self.notes.append(
                    str(_("The language “%(name)s” was left out: we keep Polish and English.") % {"name": language})
                )
        return Words(**found)

    def lists(self, rows: Iterator[_Row]) -> dict[str, tuple[Choice, ...]]:
        """Answers to choose, by the name of their list."""
        found: dict[str, list[Choice]] = {}
        for row in rows:
            if not row.get("list_name") or not row.get("name"):
                self.mistakes.append(row.mistake("", _("Give the answer its list (list_name) and its code (name).")))
                continue
            found.setdefault(row.get("list_name"), []).append(Choice(row.get("name"), self.words(row.cells, "label")))
        return {name: tuple(choices) for name, choices in found.items()}

    def form(self, rows: list[_Row], choices: dict[str, tuple[Choice, ...]]) -> Form:
        """Groups become parts; questions outside of groups make a part of their own; groups inside groups are opened up."""
        for row in rows:
            try:
                self._row(row, choices)
            except Refusal as refusal:
                self.mistakes.append(row.mistake(refusal.rule or "type", refusal.sentence))
        if self.groups:
            self.mistakes.append(self.groups[-1][0].mistake("type", _("This group has no end (end_group).")))
        return self._fitted()

    def _row(self, row: _Row, choices: dict[str, tuple[Choice, ...]]) -> None:
        asked = xlsform.asked_type(row.get("type"))
        if asked.kind == "left out":
            self.notes.append(
                str(
                    _("Row %(row)d (%(type)s) was left out: it asks nothing of residents.")
                    % {"row": row.number, "type": row.get("type")}
                )
            )
        elif asked.kind == "group":
            self._open(row)
        elif asked.kind == "end":
            if not self.groups:
                raise Refusal(_("This end_group closes no group."))
            self.groups.pop()
        else:
            self._supported(row)
            self._add(self._question(row, asked, choices))

    def _open(self, row: _Row) -> None:
        self._supported(row)
        condition = self._read("relevant", xlsform.condition_of, row.get("relevant"))
        if not self.groups:
            self._place(row)
            self.sections.append(Section(row.get("name"), self.words(row.cells, "label"), condition=condition))
            self.is_loose = False
        self.groups.append((row, condition))
        title = self.words(row.cells, "label")
        if len(self.groups) > 1 and title:
            self._place(row)
            self._add(Question(row.get("name"), "note", title))

    def _place(self, row: _Row) -> None:
        self.places.setdefault(row.get("name"), row)

    def _add(self, question: Question) -> None:
        """Into the group at hand; outside of groups into a part that gathers loose questions."""
        if not self.groups and not (self.is_loose and self.sections):
            self.sections.append(Section(""))
            self.is_loose = True
        for _row, condition in self.groups[1:]:
            joined = self._read("relevant", xlsform.both, condition, question.condition)
            question = replace(question, condition=joined)
        last = self.sections[-1]
        self.sections[-1] = replace(last, questions=(*last.questions, question))

    def _read(self, column: str, reader, *given, **options):
        """What a cell says; a refusal remembers its column."""
        try:
            return reader(*given, **options)
        except Refusal as refusal:
            raise Refusal(refusal.sentence, rule=column) from refusal

    def _supported(self, row: _Row) -> None:
        """Refusal for a column that would change the meaning if it were left out; a note for one that would not."""
        for column in row.cells:
            head = column.partition("::")[0]
            if head in UNSUPPORTED:
                raise Refusal(UNSUPPORTED[head] % {"column": column}, rule=column)
            if column.lower().startswith(MEDIA):
                raise Refusal(
                    _("Pictures and recordings are not supported. Leave “%(column)s” empty.") % {"column": column},
                    rule=column,
                )
            if head not in KNOWN and head not in self.languages:
                self.languages.add(head)
                self.notes.append(str(_("The column “%(column)s” was left out.") % {"column": column}))

    def _question(self, row: _Row, asked: xlsform.Asked, choices: dict[str, tuple[Choice, ...]]) -> Question:
        self._place(row)
        kind, low, high, options = asked.kind, None, None, ()
        appearance = row.get("appearance").lower()
        if asked.list_name or kind in {"one", "many"}:
            if asked.list_name not in choices:
                raise Refusal(
                    _("The list of answers “%(list)s” is not in the sheet “choices”.") % {"list": asked.list_name}
                )
            options = choices[asked.list_name]
            if kind == "one" and "likert" in appearance and all(choice.code.isdigit() for choice in options):
                kind, options = "scale", tuple(_bare_point(choice) for choice in options)
        elif kind == "range":
            first, last = self._read("parameters", xlsform.points_of, row.get("parameters"))
            kind, options = "scale", tuple(Choice(str(point), Words()) for point in range(first, last + 1))
        elif kind == "text" and "multiline" in appearance:
            kind = "long"
        if kind == "number":
            low, high = self._read("constraint", xlsform.bounds_of, row.get("constraint"), whole=asked.whole)
        elif row.get("constraint"):
            raise Refusal(
                _("A rule for the answer is supported for numbers only. Leave the column empty."), rule="constraint"
            )
        return Question(
            code=row.get("name"),
            kind=kind,
            text=self.words(row.cells, "label"),
            hint=self.words(row.cells, "hint"),
            required=row.get("required").lower() in YES,
            choices=options,
            low=low,
            high=high,
            whole=asked.whole,
            condition=self._read("relevant", xlsform.condition_of, row.get("relevant")),
        )

    def _fitted(self) -> Form:
        """Codes for the parts that have none, and conditions in the words of the questions they ask about."""
        form = Form(tuple(self.sections))
        made = []
        for section in form.sections:
            code = section.code or free_code(Form((*made, *form.sections)), "part")
            questions = tuple(replace(row, condition=xlsform.fitted(row.condition, form)) for row in section.questions)
            made.append(Section(code, section.title, questions, xlsform.fitted(section.condition, form)))
        return Form(tuple(made))

    def check(self, form: Form) -> None:
        """What our rules say of the form, at the row it came from."""
        for problem in problems(form, complete=True):
            row = self.places.get(problem.place)
            self.mistakes.append(
                row.mistake("", problem.sentence) if row else Mistake("survey", 0, problem.place, problem.sentence)
            )


def _bare_point(choice: Choice) -> Choice:
    """A point of a scale whose words are only its number has no words."""
    told = {
        name: "" if getattr(choice.text, name) == choice.code else getattr(choice.text, name) for name in ("pl", "en")
    }
    return Choice(choice.code, Words(**told))
