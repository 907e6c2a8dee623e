"""A small country for choosing gminas: two voivodeships, figures of two indicators, two gminas of one name."""

from datetime import date
from decimal import Decimal

from gromada.core.permissions import SYSTEM
from gromada.programmes.definitions import recipe_of
from gromada.territory import actions as territory

SINCE = {"valid_from": date(2005, 1, 1), "by": SYSTEM}
# Code, name, unemployment, turnout: six eligible in two voivodeships, and a town that is not.
GMINAS = (
    ("0601012", "Bór", 12, 40), ("0601022", "Brzeg", 9, 45), ("0601033", "Dąbrowa", 6, 50), ("0601011", "Bór", 3, 60),
    ("1001012", "Dąbrowa", 8, 44), ("1001022", "Gaj", 5, 52), ("1001032", "Jar", 2, 58),
)  # fmt: skip
MEASURES = (
    {"indicator": "unemployment", "weight": "0.6"},
    {"indicator": "turnout", "weight": "0.4", "direction": "lower"},
)


def country():
    """The units and their figures, through real actions; unit by code."""
    found = {}
    for code, name, powiat in (("06", "lubelskie", "borski"), ("10", "łódzkie", "gajowski")):
        region = territory.record_unit(level="voivodeship", code=code, name=name, **SINCE)
        below = territory.record_unit(level="powiat", code=f"{code}01", name=powiat, parent=region, **SINCE)
        for terc, gmina, unemployment, turnout in GMINAS:
            if terc.startswith(code):
                unit = territory.record_unit(level="gmina", code=terc, kind=terc[-1], name=gmina, parent=below, **SINCE)
                measure(unit, "unemployment", unemployment)
                measure(unit, "turnout", turnout)
                found[terc] = unit
    return found


def measure(unit, indicator, value, year=2006):
    return territory.record_figure(
        unit=unit, indicator=indicator, year=year, value=Decimal(value), source="GUS BDL", by=SYSTEM
    )


def recipe(**changes):
    """Three of the six, from one list."""
    plain = {"gminas": 3, "unit_kinds": ["2", "3"], "voivodeships": ["06", "10"], "measures": list(MEASURES)}
    return recipe_of(plain | changes)
