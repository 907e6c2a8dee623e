"""One indicator over the country, all indicators with their years and sources, and what is missing or doubtful in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import Substr

from gromada.core.imports import runs
from gromada.core.models import ImportRun
from gromada.core.pages import Page, page
from gromada.territory.models import Boundary, Unit, UnitFigure
from gromada.territory.queries.of_profiles import meaning, meanings
from gromada.territory.rules.maps import GRID
from gromada.territory.states import Level


@dataclass(frozen=True)
class Covered:
    """One indicator in one year: of how many gminas it is known, between which values, from where."""

    code: str
    year: int
    count: int
    low: Decimal
    high: Decimal
    source: str
    has_more_sources: bool
    load: int | None


def _gminas() -> Q:
    return Q(unit__level=Level.GMINA, unit__is_current=True)


def gmina_count(within: str = "") -> int:
    return Unit.objects.current().filter(level=Level.GMINA, code__startswith=within).count()


def gmina_codes(within: str = "") -> list[str]:
    rows = Unit.objects.current().filter(level=Level.GMINA, code__startswith=within).order_by("code")
    return list(rows.values_list("code", flat=True))


def coverage() -> list[Covered]:
    """Every indicator and year: how many gminas of today have it, between which values, from where. One query."""
    rows = UnitFigure.objects.filter(_gminas()).order_by("indicator", "-year").values("indicator", "year")
    rows = rows.annotate(
        count=Count("pk"),
        low=Min("value"),
        high=Max("value"),
        first_source=Min("source"),
        last_source=Max("source"),
        last_load=Max("load"),
    )
    return [
        Covered(
            row["indicator"], row["year"], row["count"], row["low"], row["high"], row["first_source"],
            row["first_source"] != row["last_source"], row["last_load"],
        )
        for row in rows
    ]  # fmt: skip


def strange_counts(covered: Iterable[Covered]) -> dict[tuple[str, int], int]:
    """How many values lie out of their plausible range, of the tables of which any does. One query."""
    known = meanings()
    beyond = Q(pk=None)
    for one in covered:
        outside = _outside(known.get(one.code), one)
        if outside is not None:
            beyond |= Q(indicator=one.code, year=one.year) & outside
    rows = UnitFigure.objects.filter(_gminas(), beyond).order_by("indicator", "year").values("indicator", "year")
    return {(row["indicator"], row["year"]): row["count"] for row in rows.annotate(count=Count("pk"))}


def _outside(meaning, one: Covered | None = None) -> Q | None:
    """Values below or above the plausible range; None where there is no range, or `one` says that all lie in it."""
    found = []
    if meaning is not None and meaning.low is not None and (one is None or one.low < meaning.low):
        found.append(Q(value__lt=meaning.low))
    if meaning is not None and meaning.high is not None and (one is None or one.high > meaning.high):
        found.append(Q(value__gt=meaning.high))
    return reduce(or_, found) if found else None


def years_of(code: str) -> list[int]:
    """The years of which gminas have the indicator, the latest first."""
    rows = UnitFigure.objects.filter(_gminas(), indicator=code).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


@dataclass(frozen=True)
class Value:
    """The value of one gmina, with what is needed to name it."""

    code: str
    value: Decimal
    name: str
    kind: str
    powiat: str
    source: str
    load: int | None


def values_of(code: str, year: int, within: str = "") -> list[Value]:
    """The indicator of every gmina of today in a year, the greatest first. One query of at most some 2,500 rows."""
    rows = UnitFigure.objects.filter(_gminas(), indicator=code, year=year, unit__code__startswith=within)
    return [
        Value(*row)
        for row in rows.order_by("-value", "unit__code").values_list(
            "unit__code", "value", "unit__name", "unit__kind", "unit__parent__name", "source", "load_id"
        )
    ]


def figures_of(code: str, year: int, *, within: str = "", after: str | None = None, size: int = 100) -> Page:
    """The same in pages, the greatest first, each row with its unit, powiat and voivodeship."""
    rows = UnitFigure.objects.filter(_gminas(), indicator=code, year=year, unit__code__startswith=within)
    return page(rows.select_related("unit__parent__parent"), order=("-value", "pk"), after=after, size=size)


def is_whole() -> bool:
    """Whether the register here is that of the country (16 voivodeships), and not a part of it."""
    return Unit.objects.current().filter(level=Level.VOIVODESHIP).count() >= len(GRID)


def voivodeships() -> list[Unit]:
    return list(Unit.objects.current().filter(level=Level.VOIVODESHIP).order_by("name_key", "pk"))


# The quality of the data --------------------------------------------------------------------------------------------


def missing(code: str, year: int, *, after: str | None = None, size: int = 50) -> Page:
    """Gminas of today without the indicator in the year, by name."""
    have = UnitFigure.objects.filter(indicator=code, year=year).values("unit")
    rows = Unit.objects.current().filter(level=Level.GMINA).exclude(pk__in=have)
    return page(rows.select_related("parent__parent"), after=after, size=size)


def strange(code: str, year: int, *, most: int = 50) -> list[UnitFigure]:
    """Figures out of the plausible range, the greatest first; none for an indicator without a range."""
    beyond = _outside(meaning(code))
    if beyond is None:
        return []
    rows = UnitFigure.objects.filter(_gminas(), beyond, indicator=code, year=year)
    return list(rows.select_related("unit__parent__parent").order_by("-value", "pk")[:most])


@dataclass(frozen=True)
class Doubt:
    """What an import could not join without a word: the run, how many words, and the first of them."""

    run: ImportRun
    count: int
    first: tuple


def doubts(*, most: int = 8) -> list[Doubt]:
    """The latest imports of this room that were written with remarks, each with its first ones.

    One query, and one more for each import that this process has not read yet.
    """
    kinds = ("territory", "indicators", "boundaries")
    rows = ImportRun.objects.filter(kind__in=kinds, state="applied", counts__remarks__gt=0).order_by("-pk")[:most]
    return [Doubt(run, run.counts["remarks"], _remarks(run.pk, run.plan_digest)) for run in rows]


@lru_cache(maxsize=64)
def _remarks(pk: int, digest: str, words: int = 4) -> tuple:  # noqa: ARG001 - the digest is the key of what is kept
    run = ImportRun.objects.select_related("trace").defer("trace__undo").get(pk=pk)
    once = {str(one.message): one for one in runs.preview_of(run).remarks}
    return tuple(once.values())[:words]


@dataclass(frozen=True)
class Shared:
    """A name that several gminas bear, and whether even the powiat does not tell them apart."""

    name: str
    count: int
    in_one_powiat: bool


def shared_names(*, most: int = 20) -> tuple[int, list[Shared]]:
    """How many names more than one gmina bears, and the ones borne most often. Two queries."""
    rows = Unit.objects.current().filter(level=Level.GMINA).order_by("name_folded").values("name_folded")
    rows = rows.annotate(count=Count("pk"), name=Min("name"), powiats=Count(Substr("code", 1, 4), distinct=True))
    several = [Shared(row["name"], row["count"], row["powiats"] < row["count"]) for row in rows.filter(count__gt=1)]
    return len(several), sorted(several, key=lambda one: (-one.count, one.name))[:most]


def without_boundary() -> int:
    """How many gminas of today have no border to be drawn with."""
    drawn = Boundary.objects.filter(unit__level=Level.GMINA, unit__is_current=True).values("unit").distinct().count()
    return gmina_count() - drawn
