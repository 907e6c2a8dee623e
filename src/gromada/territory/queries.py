"""Reads of this room: units by code and by name, and their figures."""

from collections.abc import Iterable
from decimal import Decimal

from gromada.core.permissions import Refusal
from gromada.core.text import _, fold
from gromada.territory.models import Unit, UnitFigure
from gromada.territory.states import Level

POPULATION = "population"


def unit_by_code(code: str, level: str = "gmina") -> Unit | None:
    return Unit.objects.select_related("parent__parent").filter(level=level, code=code).first()


def find_units(text: str, *, level: str = "gmina", most: int = 20) -> list[Unit]:
    """Units whose name begins with what was typed, marks and case aside: `lodz` finds Łódź."""
    rows = Unit.objects.filter(level=level, name_folded__startswith=fold(text)).select_related("parent__parent")
    return list(rows.order_by("name_key", "pk")[:most])


def population(units: Iterable[Unit]) -> dict[int, tuple[int, int]]:
    """The latest population known of each unit: unit key → (people, year)."""
    rows = UnitFigure.objects.filter(indicator=POPULATION, unit__in=list(units)).order_by("unit_id", "year")
    return {row.unit_id: (int(Decimal(row.value)), row.year) for row in rows}


def region_of(unit: Unit) -> Unit:
    """The voivodeship a unit lies in. Raises Refusal when the register does not say."""
    above = unit
    while above is not None and above.level != Level.VOIVODESHIP:
        above = above.parent
    if above is None:
        raise Refusal(
            _("The register does not say in which voivodeship %(unit)s lies. Load it first.") % {"unit": unit.name}
        )
    return above
