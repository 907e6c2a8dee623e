"""Borders and figures for the tests of maps and pages: squares side by side, so that neighbours share their corners."""

from datetime import date
from decimal import Decimal

from gromada.territory.models import Boundary, Unit, UnitFigure


def square(column: int, row: int, side: int = 100) -> list:
    left, top = column * side, row * side
    return [[[[left, top], [left + side, top], [left + side, top + side], [left, top + side], [left, top]]]]


def bordered(*, level="gmina") -> dict[str, Unit]:
    """A square border for every unit of the level, ten in a row, in the order of their codes."""
    units = list(Unit.objects.filter(level=level, is_current=True).order_by("code"))
    Boundary.objects.bulk_create(
        Boundary(
            unit=unit, vintage=date(2021, 1, 1), shape=square(turn % 10, turn // 10), box=[0, 0, 1, 1], area=10_000
        )
        for turn, unit in enumerate(units)
    )
    return {unit.code: unit for unit in units}


def measured(code: str, year: int, values: dict[str, str], source: str = "GUS BDL") -> None:
    """A figure of each gmina: code → value."""
    units = {unit.code: unit for unit in Unit.objects.filter(level="gmina", code__in=values)}
    UnitFigure.objects.bulk_create(
        [UnitFigure(unit=units[unit], indicator=code, year=year, value=Decimal(value), source=source)
         for unit, value in values.items()],
        update_conflicts=True, unique_fields=["unit", "indicator", "year"], update_fields=["value", "source"],
    )  # fmt: skip
