"""Units by code and by name, and where they lie."""

from gromada.core.permissions import Refusal
from gromada.core.text import _, fold
from gromada.territory.models import Unit
from gromada.territory.states import Level


def unit_by_code(code: str, level: str = "gmina") -> Unit | None:
    return Unit.objects.select_related("parent__parent").filter(level=level, code=code).first()


def current_gminas() -> list[Unit]:
    """Every gmina that the register has today, by code, each with its powiat and voivodeship. One query."""
    rows = Unit.objects.current().filter(level=Level.GMINA).select_related("parent__parent")
    return list(rows.order_by("code"))


def find_units(text: str, *, level: str = "gmina", most: int = 20) -> list[Unit]:
    """Units whose name begins with what was typed, marks and case aside: `lodz` finds Łódź."""
    rows = Unit.objects.current().filter(level=level, name_folded__startswith=fold(text))
    rows = rows.select_related("parent__parent")
    return list(rows.order_by("name_key", "pk")[:most])


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
