"""One unit beside those above it: its figures through the years, weighed means and sums, its neighbours and namesakes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.db.models import Case, Count, F, FloatField, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from gromada.core.pages import Page, page
from gromada.territory.models import Indicator, Unit, UnitFigure, UnitVersion
from gromada.territory.queries.of_figures import POPULATION
from gromada.territory.rules import comparing
from gromada.territory.rules.indicators import KNOWN, Known
from gromada.territory.states import Level

AREA, DENSITY = "area", "density"
Key = tuple[str, int]


def meanings() -> dict[str, Indicator | Known]:
    """What each indicator is called and measured in: as loaded, else as we know it; by code."""
    return dict(KNOWN) | {row.code: row for row in Indicator.objects.order_by("code")}


def meaning(code: str) -> Indicator | Known | None:
    return Indicator.objects.filter(code=code).first() or KNOWN.get(code)


# Finding ------------------------------------------------------------------------------------------------------------


def found(text: str, *, after: str | None = None, size: int = 50) -> Page:
    """Units that a search may mean, in the order of their names, each with powiat and voivodeship; nothing asked: voivodeships.

    By the beginning of a word of the name (marks and case aside), by the beginning of a code, by a powiat or voivodeship
    after a comma. One query.
    """
    wish = comparing.wanted(text)
    rows = Unit.objects.current().exclude(level=Level.COUNTRY).select_related("parent__parent")
    if wish.code:
        rows = rows.filter(code__startswith=wish.code)
    elif wish.name:
        rows = rows.filter(_named(wish.name))
    else:
        rows = rows.filter(level=Level.VOIVODESHIP)
    if wish.level:
        rows = rows.filter(level=wish.level)
    if wish.within:
        begins = {"name_folded__startswith": wish.within}
        rows = rows.filter(_above("parent", begins) | _above("parent__parent", begins))
    return page(rows, after=after, size=size)


def _named(name: str) -> Q:
    return Q(name_folded__startswith=name) | Q(name_folded__contains=f" {name}") | Q(name_folded__contains=f"-{name}")


def _above(way: str, begins: Mapping[str, str]) -> Q:
    return Q(**{f"{way}__{name}": value for name, value in begins.items()})


def namesakes(units) -> dict[str, int]:
    """How many gminas bear the name, for names of these units that more than one bears."""
    names = {unit.name_folded for unit in units if unit.level == Level.GMINA}
    rows = Unit.objects.current().filter(level=Level.GMINA, name_folded__in=names).order_by("name_folded")
    counted = rows.values("name_folded").annotate(count=Count("pk"))
    return {row["name_folded"]: row["count"] for row in counted if row["count"] > 1}


def others_of_the_name(unit: Unit) -> list[Unit]:
    """Other gminas that bear the name of this one."""
    if unit.level != Level.GMINA:
        return []
    rows = Unit.objects.current().filter(level=Level.GMINA, name_folded=unit.name_folded).exclude(pk=unit.pk)
    return list(rows.select_related("parent__parent").order_by("code"))


def unit_of(code: str) -> Unit | None:
    """The unit of a code of 2, 4 or 7 digits; of six digits the gmina that bears them, whatever its kind today."""
    levels = {2: Level.VOIVODESHIP, 4: Level.POWIAT, 6: Level.GMINA, 7: Level.GMINA}
    rows = Unit.objects.select_related("parent__parent").filter(level=levels.get(len(code), Level.COUNTRY))
    if len(code) == 6:
        return rows.filter(code__startswith=code).order_by("-is_current", "code").first()
    return rows.filter(code=code).first()


def children(unit: Unit) -> list[Unit]:
    """The units right below, by name."""
    return list(Unit.objects.current().filter(parent=unit).order_by("name_key", "pk"))


def versions(unit: Unit) -> list[UnitVersion]:
    """Its names, codes and kinds through time, the latest first."""
    return list(unit.versions.select_related("parent").order_by("-valid_from"))


# Figures beside those above -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One indicator of a unit: the latest year, its value, that of the units above, and all years for a trend.

    `gaps`: how many gminas of the column have no value, where its figure is a sum.
    """

    code: str
    year: int
    values: tuple[Decimal | None, ...]
    gaps: tuple[int, ...]
    series: tuple[tuple[tuple[int, Decimal], ...], ...]
    sources: tuple[str, ...]
    load: int | None

    @property
    def value(self) -> Decimal | None:
        return self.values[0]


@dataclass(frozen=True)
class Profile:
    """The columns (the unit first, then what is above it, the country as None) and a line for each indicator."""

    columns: tuple[Unit | None, ...]
    lines: tuple[Line, ...] = field(default=())


def profile(unit: Unit) -> Profile:
    """All figures of the unit beside its powiat, its voivodeship and the country.

    Above a gmina additive figures are sums; density is people by area; all others are means weighted by the people of the year
    nearest to the figure (domain.md 4.1). Country and voivodeship are reckoned once a process for
    each state of the figures.
    """
    columns = _columns(unit)
    years = tuple(
        UnitFigure.objects.filter(indicator=POPULATION).order_by("year").values_list("year", flat=True).distinct()
    )
    own, sources, loads = _own(unit)
    additive = {code for code, one in meanings().items() if one.is_additive}
    stamp = _stamp()
    columns_of = []
    for column in columns:
        if column is not None and column.level == Level.GMINA:
            columns_of.append(Column(own))
        elif column is not None and column.level == Level.POWIAT:
            columns_of.append(_combined(_reckoned(_figures(column.code), years), additive))
        else:
            columns_of.append(_combined(_kept(column.code if column else "", years, stamp), additive))
    lines = []
    for code in sorted({code for column in columns_of for code, _ in column.values}):
        mine = sorted(year for one, year in columns_of[0].values if one == code)
        if not mine:
            continue
        key = code, mine[-1]
        lines.append(
            Line(
                code,
                mine[-1],
                tuple(column.values.get(key) for column in columns_of),
                tuple(column.gaps.get(key, 0) for column in columns_of),
                tuple(column.series(code) for column in columns_of),
                sources.get(code, ()),
                loads.get(code),
            )
        )
    return Profile(tuple(columns), tuple(lines))


@dataclass(frozen=True)
class Column:
    """Figures of one column; of a sum how many gminas are missing in it."""

    values: dict[Key, Decimal]
    gaps: dict[Key, int] = field(default_factory=dict)

    def series(self, code: str) -> tuple[tuple[int, Decimal], ...]:
        """The years of an indicator for a trend: of sums only those that lack as few gminas as the best year."""
        years = [(year, value) for (one, year), value in self.values.items() if one == code]
        least = min((self.gaps.get((code, year), 0) for year, _ in years), default=0)
        return tuple(sorted(pair for pair in years if self.gaps.get((code, pair[0]), 0) == least))


def _columns(unit: Unit) -> list[Unit | None]:
    chain: list[Unit | None] = [unit]
    above = unit.parent
    while above is not None and above.level != Level.COUNTRY:
        chain.append(above)
        above = above.parent
    return [*chain, None]


def _own(unit: Unit) -> tuple[dict[Key, Decimal], dict[str, tuple[str, ...]], dict[str, int]]:
    values, sources, loads = {}, {}, {}
    for row in UnitFigure.objects.filter(unit=unit).order_by("year", "pk"):
        values[row.indicator, row.year] = row.value
        sources[row.indicator] = (row.source,)
        loads[row.indicator] = row.load_id
    return values, sources, loads


def _figures(code: str) -> QuerySet:
    """Figures of the gminas of today whose codes begin so: of a powiat, a voivodeship, or (no code) the country."""
    return UnitFigure.objects.filter(unit__level=Level.GMINA, unit__is_current=True, unit__code__startswith=code)


Sums = dict[Key, tuple[Decimal, int, float | None]]
# A sum in which more gminas are missing is no figure of the whole.
_COVERED = 0.95


def _reckoned(rows: QuerySet, years: tuple[int, ...]) -> Sums:
    """(indicator, year) → sum, how many gminas, and the mean weighted by people where these are known. Two queries."""
    sums = {
        (row["indicator"], row["year"]): (row["total"], row["count"])
        for row in rows.order_by("indicator", "year")
        .values("indicator", "year")
        .annotate(total=Sum("value"), count=Count("pk"))
    }
    means: dict[Key, float] = {}
    if years:
        measured = {year for _, year in sums}
        cases = [When(year=year, then=Value(comparing.nearest(year, years))) for year in measured]
        people = Cast("unit__figures__value", FloatField())
        weighed = rows.filter(
            unit__figures__indicator=POPULATION,
            unit__figures__year=Case(*cases, default=F("year"), output_field=IntegerField()),
        )
        for row in (
            weighed.order_by("indicator", "year")
            .values("indicator", "year")
            .annotate(heads=Sum(people), product=Sum(Cast("value", FloatField()) * people))
        ):
            if row["heads"]:
                means[row["indicator"], row["year"]] = row["product"] / row["heads"]
    return {key: (total, count, means.get(key)) for key, (total, count) in sums.items()}


def _combined(sums: Sums, additive: set[str]) -> Column:
    """Sums where they make sense, density from people and area, else weighted means."""
    whole = max((count for _, count, _ in sums.values()), default=0)
    column = Column({})
    for (code, year), (total, count, mean) in sums.items():
        if code in additive and count >= whole * _COVERED:
            column.values[code, year] = total
            column.gaps[code, year] = whole - count
        elif code not in additive and mean is not None:
            column.values[code, year] = Decimal(str(round(mean, 6)))
    for code, year in sums:
        if code == DENSITY:
            people, area = _near(column, POPULATION, year), _near(column, AREA, year)
            if people and area:
                column.values[code, year] = Decimal(people) / Decimal(area)
    return column


def _near(column: Column, code: str, year: int) -> Decimal | None:
    best = comparing.nearest(year, [one for found_code, one in column.values if found_code == code])
    return None if best is None else column.values[code, best]


def _stamp() -> tuple:
    """Changes whenever a figure or the register does: how many figures, the last key, the sum of all; units and versions."""
    told = UnitFigure.objects.aggregate(count=Count("pk"), last=Max("pk"), total=Sum("value"))
    units = Unit.objects.current().aggregate(count=Count("pk"), last=Max("pk"))
    return (*map(str, told.values()), *units.values(), UnitVersion.objects.aggregate(last=Max("pk"))["last"])


@lru_cache(maxsize=24)
def _kept(code: str, years: tuple[int, ...], stamp: tuple) -> Sums:  # noqa: ARG001 - the stamp is the key of what is kept
    """The sums of the country (no code) or a voivodeship: they are asked for by every unit within."""
    return _reckoned(_figures(code), years)
