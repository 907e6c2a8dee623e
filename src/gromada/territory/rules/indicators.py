"""The indicators that we know: their names, units of measure, dimension (R17), plausible range; and what derives from others.

A value out of its range is shown as doubtful and never dropped. Sources: GUS BDL, PKW, GUGiK, PSP; domain.md 4.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

GEO, DEMO, SOCIO = "geographic", "demographic", "socio_economic"
DERIVED_FROM = ("population", "pre_working", "post_working", "voters", "ballots")
OWN = "Gromada"  # the first word of the source of every figure that we computed ourselves


@dataclass(frozen=True)
class Known:
    """One indicator. `is_additive`: a powiat's figure is the sum of its gminas', otherwise a mean weighted by people."""

    code: str
    name_pl: str
    name_en: str
    unit_pl: str
    unit_en: str
    dimension: str
    is_additive: bool
    decimals: int
    low: Decimal | None
    high: Decimal | None


def _known(  # noqa: PLR0913, PLR0917 - a line of the list below
    code: str, name_pl: str, name_en: str, unit: tuple[str, str], dimension: str, decimals: int, low: str, high: str
) -> Known:
    bounds = [Decimal(text) if text else None for text in (low, high)]
    return Known(code, name_pl, name_en, *unit, dimension, unit in _COUNTED, decimals, *bounds)


_PEOPLE, _FAMILIES, _EVENTS, _KM2 = ("osoby", "people"), ("rodziny", "families"), ("sztuki", "pieces"), ("km²", "km²")
_PAPERS = ("karty", "papers")
_COUNTED = (_PEOPLE, _FAMILIES, _EVENTS, _KM2, _PAPERS)
_SHARE, _PLN, _KM = ("%", "%"), ("zł", "PLN"), ("km", "km")
_PER_1000 = ("na 1000 osób", "per 1,000 people")
_PER_100 = ("na 100 w wieku produkcyjnym", "per 100 of working age")

KNOWN: dict[str, Known] = {
    row.code: row
    for row in (
        _known("population", "Ludność", "Population", _PEOPLE, DEMO, 0, "500", "2000000"),
        _known("population_change", "Zmiana liczby ludności", "Population change", _SHARE, DEMO, 1, "-20", "40"),
        _known("pre_working", "Ludność w wieku przedprodukcyjnym", "People of pre-working age", _PEOPLE, DEMO, 0, "50", ""),
        _known("working", "Ludność w wieku produkcyjnym", "People of working age", _PEOPLE, DEMO, 0, "300", ""),
        _known("post_working", "Ludność w wieku poprodukcyjnym", "People of post-working age", _PEOPLE, DEMO, 0, "100", ""),
        _known("pre_working_share", "Udział osób w wieku przedprodukcyjnym", "Share of pre-working age", _SHARE, DEMO, 2,
               "8", "35"),
        _known("post_working_share", "Udział osób w wieku poprodukcyjnym", "Share of post-working age", _SHARE, DEMO, 2,
               "8", "45"),
        _known("dependency", "Obciążenie demograficzne", "Dependency ratio", _PER_100, DEMO, 1, "40", "120"),
        _known("women_per_100_men", "Kobiety na 100 mężczyzn", "Women per 100 men", ("osoby na 100", "per 100"), DEMO, 0,
               "80", "130"),
        _known("net_migration", "Saldo migracji", "Net migration", _PER_1000, DEMO, 1, "-30", "60"),
        _known("births", "Urodzenia żywe", "Live births", _PEOPLE, DEMO, 0, "0", ""),
        _known("deaths", "Zgony", "Deaths", _PEOPLE, DEMO, 0, "0", ""),
        _known("area", "Powierzchnia", "Area", _KM2, GEO, 0, "2", "700"),
        _known("density", "Gęstość zaludnienia", "Population density", ("osoby na km²", "people per km²"), GEO, 0, "4", "4500"),
        _known("distance_to_capital", "Odległość od stolicy województwa", "Distance to the voivodeship's capital", _KM, GEO,
               1, "0", "200"),
        _known("unemployment", "Bezrobotni wśród osób w wieku produkcyjnym", "Unemployed among people of working age",
               _SHARE, SOCIO, 1, "0", "25"),
        _known("income_per_head", "Dochody budżetu gminy na mieszkańca", "Income of the gmina's budget per head", _PLN,
               SOCIO, 2, "2500", "20000"),
        _known("own_income_per_head", "Dochody własne gminy na mieszkańca", "Own income of the gmina per head", _PLN, SOCIO,
               2, "500", "20000"),
        _known("pit_per_head", "Udział gminy w PIT na mieszkańca", "The gmina's share of PIT per head", _PLN, SOCIO, 2,
               "150", "5000"),
        _known("spending_per_head", "Wydatki budżetu gminy na mieszkańca", "Spending of the gmina's budget per head", _PLN,
               SOCIO, 2, "2500", "20000"),
        _known("family_benefit", "Rodziny ze świadczeniem wychowawczym", "Families with the child benefit", _FAMILIES,
               SOCIO, 0, "0", ""),
        _known("cultural_events", "Imprezy kulturalne", "Cultural events", _EVENTS, SOCIO, 0, "0", "30000"),
        _known("event_participants", "Uczestnicy imprez kulturalnych", "Participants of cultural events", _PEOPLE, SOCIO, 0,
               "0", ""),
        _known("water_supply", "Mieszkańcy z wodociągiem", "People with mains water", _SHARE, SOCIO, 1, "0", "100"),
        _known("sewerage", "Mieszkańcy z kanalizacją", "People with sewerage", _SHARE, SOCIO, 1, "0", "100"),
        _known("gas", "Mieszkańcy z gazem z sieci", "People with mains gas", _SHARE, SOCIO, 1, "0", "100"),
        _known("voters", "Uprawnieni do głosowania", "People entitled to vote", _PEOPLE, SOCIO, 0, "300", ""),
        _known("ballots", "Ważne karty do głosowania", "Valid ballot papers", _PAPERS, SOCIO, 0, "100", ""),
        _known("turnout", "Frekwencja wyborcza", "Turnout", _SHARE, SOCIO, 2, "15", "95"),
        _known("vaccinated", "Zaszczepieni przeciw COVID-19", "Vaccinated against COVID-19", _PEOPLE, SOCIO, 0, "0", ""),
        _known("fire_brigade_events", "Zdarzenia straży pożarnej", "Events of the fire brigade", _EVENTS, SOCIO, 0, "0", ""),
    )
}  # fmt: skip


def is_plausible(code: str, value: Decimal) -> bool:
    """Whether the value lies in the range that the list above gives a gmina; an indicator not on it has no range."""
    known = KNOWN.get(code)
    if known is None:
        return True
    return not (known.low is not None and value < known.low) and not (known.high is not None and value > known.high)


Values = Mapping[tuple[str, int], Decimal]


def derived(values: Values) -> dict[tuple[str, int], Decimal]:
    """What follows for one unit from the figures it has: (indicator, year) → value.

        Working age = population less pre- and post-working age; shares of the population in %; dependency = people of pre- and
    post-working age per 100 of working age (GUS); population change in % against the earliest year that is known and at
        least 3 years back; turnout = valid ballot papers in % of voters (PKW). Nothing is derived that is given already.
    """
    found: dict[tuple[str, int], Decimal] = {}
    for code, year in values:
        if code == "population" and values[code, year] > 0:
            found.update(_ages(values, year))
            found.update(_change(values, year))
        if code == "voters" and values[code, year] > 0 and ("ballots", year) in values:
            found["turnout", year] = _rounded(100 * values["ballots", year] / values[code, year], 2)
    return {key: value for key, value in found.items() if key not in values}


def _ages(values: Values, year: int) -> dict[tuple[str, int], Decimal]:
    people = values["population", year]
    young, old = values.get(("pre_working", year)), values.get(("post_working", year))
    shares = {"pre_working_share": young, "post_working_share": old}
    found = {(code, year): _rounded(100 * part / people, 2) for code, part in shares.items() if part is not None}
    if young is None or old is None:
        return found
    working = people - young - old
    found["working", year] = working
    if working > 0:
        found["dependency", year] = _rounded(100 * (young + old) / working, 1)
    return found


def _change(values: Values, year: int) -> dict[tuple[str, int], Decimal]:
    before = [was for code, was in values if code == "population" and was <= year - 3 and values[code, was] > 0]
    if not before:
        return {}
    base = values["population", min(before)]
    return {("population_change", year): _rounded(100 * (values["population", year] - base) / base, 1)}


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
