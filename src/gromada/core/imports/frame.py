"""What an import is made of: the files and choices, the plan of changes, problems with their place, what undoes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.db import models

from gromada.core.permissions import PUBLIC, Actor


@dataclass(frozen=True)
class File:
    """A file as it came: its bare name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Problem:
    """What stands in the way, where (file, sheet, row as a person counts them from 1, column by heading or letter)."""

    message: Any
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Change:
    """What the import does with one row or object: `label` is what a person knows it by, `note` what changes in it."""

    act: Literal["add", "update", "skip"]
    label: str
    note: str = ""
    file: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Question:
    """What only a person can decide (a name that fits two gminas); `key` is stable, choices are (value, words)."""

    key: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    file: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Option:
    """What is asked beside the files: a choice of (value, words), or free text where there are no choices."""

    name: str
    label: Any
    choices: tuple[tuple[str, Any], ...] = ()
    hint: Any = ""
    required: bool = False


@dataclass(frozen=True)
class Asked:
    """One wish to import: files, options by name, answers by question key, the day of the deed, who asks."""

    files: tuple[File, ...]
    on: date
    options: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    by: Actor = PUBLIC


@dataclass
class Plan:
    """What would happen. With a problem or an open question nothing is written; `remarks` are worth knowing and stop nothing.

    `facts` are the figures the command line prints (`{"units": {"gminas": 2477}}`); `payload` is what `write` needs.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    payload: Any = None

    def count(self, act: str) -> int:
        return sum(1 for change in self.changes if change.act == act)

    @property
    def may_be_written(self) -> bool:
        return not self.problems and not self.questions


@dataclass
class Undo:
    """What takes an import back: the keys of the rows it added, and what the changed rows held before, by model."""

    added: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    before: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def note_added(self, rows: Iterable[models.Model]) -> None:
        for row in rows:
            self.added[row._meta.label].append(row.pk)

    def note_before(self, row: models.Model, fields: Iterable[str]) -> None:
        """Keep what `row` holds now in `fields` (attnames), before it is changed. JSON must be able to hold the values."""
        self.before[row._meta.label].append({"pk": row.pk, **{name: getattr(row, name) for name in fields}})


@dataclass(frozen=True)
class Importer:
    """A kind of import. `read` parses and compares and never writes; `write` does what the plan says, all of it.

    `write(plan, run, *, by, on, undo, tell)`: `run` is the ImportRun (a row may point to it as its load), `undo` takes note
    of every row added or changed, `tell(done, total)` shows progress. Both are called inside one transaction.
    """

    kind: str
    title: Any
    hint: Any
    deed: str
    endings: tuple[str, ...]
    read: Callable[[Asked], Plan]
    write: Callable[..., None]
    options: tuple[Option, ...] = ()
    source: str = ""


_importers: dict[str, Importer] = {}


def register(row: Importer) -> Importer:
    _importers[row.kind] = row
    return row


def importer(kind: str) -> Importer | None:
    return _importers.get(kind)


def importers() -> list[Importer]:
    return [_importers[kind] for kind in sorted(_importers)]
