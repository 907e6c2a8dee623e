"""How units and figures are written on the pages of this room, in the language of the page."""

from decimal import Decimal

from django.utils.translation import get_language

from gromada.core.money import format_number
from gromada.core.text import _
from gromada.territory.states import Kind, Level

_GMINAS = {
    Kind.URBAN: _("urban gmina"),
    Kind.RURAL: _("rural gmina"),
    Kind.URBAN_RURAL: _("urban-rural gmina"),
    Kind.NONE: _("gmina"),
}
_LEVELS = {Level.POWIAT: _("powiat"), Level.VOIVODESHIP: _("voivodeship"), Level.COUNTRY: _("country")}


def kind(unit) -> str:
    """ "rural gmina", "powiat"; a city with the rights of a powiat is a powiat whose name begins with a capital."""
    if unit.level != Level.GMINA:
        return str(_LEVELS[unit.level])
    return str(_GMINAS[unit.kind])


def gmina_kind(code: str) -> str:
    return str(_GMINAS.get(code, _GMINAS[Kind.NONE]))


def name(indicator) -> str:
    """What the indicator is called in the language of the page."""
    return indicator.name_pl if (get_language() or "").startswith("pl") else indicator.name_en


def unit(indicator) -> str:
    return indicator.unit_pl if (get_language() or "").startswith("pl") else indicator.unit_en


def number(indicator, value: Decimal | None) -> str:
    return "" if value is None else format_number(Decimal(value), indicator.decimals)


def with_unit(indicator, value: Decimal | None) -> str:
    """`17 404 osoby` is no Polish; people and pieces are counted without their word, all else has its unit."""
    written = number(indicator, value)
    return written if indicator.is_additive or not written else f"{written} {unit(indicator)}"


def label(unit_row) -> str:
    """A unit as one names it in a sentence: "powiat hrubieszowski", "województwo lubelskie"; a city bears its name alone."""
    if unit_row.level == Level.POWIAT and unit_row.name[:1].islower():
        return str(_("powiat %(name)s") % {"name": unit_row.name})
    if unit_row.level == Level.VOIVODESHIP:
        return str(_("voivodeship %(name)s") % {"name": unit_row.name})
    return unit_row.name


def where(unit_row) -> str:
    """Powiat and voivodeship of a unit, as far as it has them."""
    names = []
    above = unit_row.parent
    while above is not None and above.level != Level.COUNTRY:
        names.append(above.name if above.level == Level.VOIVODESHIP else label(above))
        above = above.parent
    return ", ".join(names)
