"""What an import of this room writes, in bulk: the register with its history, figures with their indicators, borders."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gromada.core.imports import Undo
from gromada.core.models import ImportRun
from gromada.core.permissions import Actor, require
from gromada.core.text import fold, polish_key
from gromada.core.workflow import action
from gromada.territory.models import Boundary, Edition, Indicator, Unit, UnitFigure, UnitVersion
from gromada.territory.rules import KNOWN, LEVELS, Facts, Register, Span, Story

BATCH = 500
_UNIT = ("code", "kind", "name", "name_key", "name_folded", "parent_id", "is_current")
_VERSION = ("code", "kind", "name", "parent_id", "valid_from", "valid_until")

Tell = Callable[[int, int], None]


@action
def load_register(  # noqa: PLR0913 - an import has this many sides
    *,
    register: Register,
    editions: Sequence[tuple[date, str]],
    run: ImportRun | None,
    undo: Undo,
    tell: Tell,
    by: Actor,
) -> None:
    """Write what editions (day, form) changed in the register: units that are new, versions that begin, end or move.

    Nothing is deleted: a unit that is gone keeps its row and its history, and leaves the lists of current units.
    """
    require(by, "territory.import")
    changed = [story for story in register.stories.values() if story.is_changed]
    known = set(Edition.objects.values_list("as_of", flat=True))
    new = {day: form for day, form in editions if day not in known}
    undo.note_added(Edition.objects.bulk_create([Edition(as_of=day, form=form, load=run) for day, form in new.items()]))
    keys = _write_new_units(changed, undo)
    tell(1, 3)
    _write_known_units([story for story in changed if not story.is_new], keys, undo)
    tell(2, 3)
    _write_versions(changed, keys, undo)
    tell(3, 3)


def _write_new_units(stories: Iterable[Story], undo: Undo) -> dict[int, int]:
    """Rows of new units, from above to below; the keys they got, by the keys they had while there was no row."""
    keys: dict[int, int] = {}
    made = []
    for level in LEVELS:
        new = [story for story in stories if story.is_new and story.level == level]
        rows = Unit.objects.bulk_create([Unit(level=level, **_columns(story, keys)) for story in new], BATCH)
        keys.update((story.key, row.pk) for story, row in zip(new, rows, strict=True))
        made.append(rows)
    # Undoing takes them in this order: no unit goes before those that lie in it.
    for rows in reversed(made):
        undo.note_added(rows)
    return keys


def _columns(story: Story, keys: dict[int, int]) -> dict:
    last = story.last
    return {**_named(last.facts, keys), "name_key": polish_key(last.facts.name), "name_folded": fold(last.facts.name),
            "is_current": last.until is None}  # fmt: skip


def _named(facts: Facts, keys: dict[int, int]) -> dict:
    return {"code": facts.code, "kind": facts.kind, "name": facts.name, "parent_id": keys.get(facts.above, facts.above)}


def _write_known_units(stories: Iterable[Story], keys: dict[int, int], undo: Undo) -> None:
    rows = Unit.objects.in_bulk([story.key for story in stories])
    changed = []
    for story in stories:
        row, columns = rows[story.key], _columns(story, keys)
        if any(getattr(row, name) != value for name, value in columns.items()):
            undo.note_before(row, _UNIT)
            for name, value in columns.items():
                setattr(row, name, value)
            changed.append(row)
    Unit.objects.bulk_update(changed, _UNIT, BATCH)


def _write_versions(stories: Iterable[Story], keys: dict[int, int], undo: Undo) -> None:
    spans = [(keys.get(story.key, story.key), span) for story in stories for span in story.spans]
    moved = {span.pk: span for _key, span in spans if span.pk is not None and span.is_changed}
    rows = list(UnitVersion.objects.filter(pk__in=moved).order_by("pk"))
    for row in rows:
        undo.note_before(row, _VERSION)
        for name, value in _version(moved[row.pk], keys).items():
            setattr(row, name, value)
    # Former versions end before new ones begin: a unit has one open version at any moment.
    UnitVersion.objects.bulk_update(rows, _VERSION, BATCH)
    new = [UnitVersion(unit_id=key, **_version(span, keys)) for key, span in spans if span.pk is None]
    undo.note_added(UnitVersion.objects.bulk_create(new, BATCH))


def _version(span: Span, keys: dict[int, int]) -> dict:
    return {**_named(span.facts, keys), "valid_from": span.start, "valid_until": span.until}


@dataclass(frozen=True)
class NewFigure:
    """A figure to be written; `pk` is the row whose value it replaces."""

    unit_id: int
    indicator: str
    year: int
    value: Decimal
    source: str
    pk: int | None = None


@action
def load_figures(*, figures: Sequence[NewFigure], run: ImportRun | None, undo: Undo, tell: Tell, by: Actor) -> None:
    """Write measured values with source, year and load; an indicator met for the first time gets its row."""
    require(by, "territory.import")
    undo.note_added(know_indicators({figure.indicator for figure in figures}))
    new = [figure for figure in figures if figure.pk is None]
    old = {figure.pk: figure for figure in figures if figure.pk is not None}
    for start in range(0, len(new), BATCH * 10):
        part = [
            UnitFigure(unit_id=row.unit_id, indicator=row.indicator, year=row.year, value=row.value, source=row.source,
                       load=run)
            for row in new[start : start + BATCH * 10]
        ]  # fmt: skip
        undo.note_added(UnitFigure.objects.bulk_create(part, BATCH))
        tell(min(start + BATCH * 10, len(new)), len(figures))
    rows = list(UnitFigure.objects.filter(pk__in=old).order_by("pk"))
    for row in rows:
        undo.note_before(row, ("value", "source", "load_id"))
        row.value, row.source, row.load = old[row.pk].value, old[row.pk].source, run
    UnitFigure.objects.bulk_update(rows, ("value", "source", "load"), BATCH)
    tell(len(figures), len(figures))


def know_indicators(codes: Iterable[str]) -> list[Indicator]:
    """Rows for those of the indicators that have none yet; the rows made."""
    wanted = [code for code in sorted(codes) if code in KNOWN]
    have = set(Indicator.objects.filter(code__in=wanted).values_list("code", flat=True))
    return Indicator.objects.bulk_create([Indicator(**vars(KNOWN[code])) for code in wanted if code not in have])


@dataclass(frozen=True)
class NewBoundary:
    """A border to be written: its shape in the map's units; `pk` is the row whose shape it replaces."""

    unit_id: int
    shape: list
    box: list[int]
    area: int
    pk: int | None = None


@action
def load_boundaries(  # noqa: PLR0913 - an import has this many sides
    *, boundaries: Sequence[NewBoundary], vintage: date, run: ImportRun | None, undo: Undo, tell: Tell, by: Actor
) -> None:
    """Write the borders of one vintage; those of other days stay beside them."""
    require(by, "territory.import")
    new = [
        Boundary(unit_id=row.unit_id, vintage=vintage, shape=row.shape, box=row.box, area=row.area, load=run)
        for row in boundaries
        if row.pk is None
    ]
    undo.note_added(Boundary.objects.bulk_create(new, BATCH))
    changed = {row.pk: row for row in boundaries if row.pk is not None}
    rows = list(Boundary.objects.filter(pk__in=changed).order_by("pk"))
    for row in rows:
        undo.note_before(row, ("shape", "box", "area", "load_id"))
        told = changed[row.pk]
        row.shape, row.box, row.area, row.load = told.shape, told.box, told.area, run
    Boundary.objects.bulk_update(rows, ("shape", "box", "area", "load"), BATCH)
    tell(len(boundaries), len(boundaries))
