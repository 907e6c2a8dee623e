"""Measured figures of units: the latest of each, and as a matrix for reckoning."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from gromada.territory.models import Boundary, Indicator, Unit, UnitFigure
from gromada.territory.rules import KNOWN

POPULATION = "population"
_COVERED = Decimal("0.9")

Wanted = tuple[str, int | None]


def population(units: Iterable[Unit]) -> dict[int, tuple[int, int]]:
    """The latest population known of each unit: unit key → (people, year)."""
    rows = UnitFigure.objects.filter(indicator=POPULATION, unit__in=list(units)).order_by("unit_id", "year")
    return {row.unit_id: (int(Decimal(row.value)), row.year) for row in rows}


def indicators() -> dict[str, Indicator]:
    """The indicators of which figures were loaded, by code."""
    return {row.code: row for row in Indicator.objects.order_by("code")}


def indicator_name(code: str) -> str:
    """The name of an indicator that we know, in the language of the reader; of another, its code."""
    known = KNOWN.get(code)
    if known is None:
        return code
    return known.name_pl if (get_language() or "pl").startswith("pl") else known.name_en


@dataclass(frozen=True)
class FiguresMatrix:
    """Figures of many units for reckoning, with the year that was taken and the imports (loads) they came from."""

    values: dict[str, dict[int, Decimal]]
    years: dict[str, int | None]
    loads: tuple[int, ...]


def figures_matrix(wanted: Sequence[Wanted], units: Iterable[Unit | int]) -> FiguresMatrix:
    """Values by indicator and unit key, of the year asked for each indicator or (None) the latest well covered one.

    One year for all units, so that they can be compared: without a year it is the latest that has at least nine tenths of
    the values of the best covered year. A unit without a value is absent. One query; an indicator is asked for once.
    """
    keys = {unit if isinstance(unit, int) else unit.pk for unit in units}
    asked = dict(wanted)
    rows = [
        row
        for row in UnitFigure.objects.filter(indicator__in=list(asked)).values_list(
            "indicator", "year", "unit_id", "value", "load_id"
        )
        if row[2] in keys
    ]
    years = {code: year if year is not None else _latest(row[1] for row in rows if row[0] == code)
             for code, year in asked.items()}  # fmt: skip
    values: dict[str, dict[int, Decimal]] = {code: {} for code in asked}
    loads = set()
    for code, year, unit, value, load in rows:
        if year == years[code]:
            values[code][unit] = Decimal(value)
            loads.add(load)
    return FiguresMatrix(values, years, tuple(sorted(loads - {None})))


def _latest(years: Iterable[int]) -> int | None:
    counts = Counter(years)
    best = max(counts.values(), default=0)
    return max((year for year, count in counts.items() if count >= best * _COVERED), default=None)


@dataclass(frozen=True)
class StoredFigure:
    """A figure as it is stored: its row, value and source."""

    pk: int
    value: Decimal
    source: str


def stored_figures(codes: Iterable[str]) -> dict[tuple[int, str, int], StoredFigure]:
    """Every figure of these indicators: (unit key, indicator, year) → what is stored. One query."""
    rows = UnitFigure.objects.filter(indicator__in=sorted(codes))
    return {
        (unit, code, year): StoredFigure(pk, Decimal(value), source)
        for pk, unit, code, year, value, source in rows.values_list(
            "pk", "unit_id", "indicator", "year", "value", "source"
        )
    }


def stored_boundaries(vintage: date) -> dict[int, tuple[int, list]]:
    """The borders of a vintage: unit key → (row, shape). One query."""
    rows = Boundary.objects.filter(vintage=vintage).values_list("unit_id", "pk", "shape")
    return {unit: (pk, shape) for unit, pk, shape in rows}
