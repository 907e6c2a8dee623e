"""Among whom money is divided, with how many people and how great a need: nothing of it is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.db.models import Sum
from django.utils.translation import get_language

from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _, join_and
from gromada.programmes.definitions import AllocationPart
from gromada.programmes.models import Allocation, FixedAmount, Participation, Programme, SelectionRow
from gromada.programmes.queries.of_programmes import participations
from gromada.programmes.queries.of_selections import latest_selection
from gromada.territory import queries as territory
from gromada.territory.models import Unit, UnitFigure

SCOPES = ("waiting", "selection", "table", "all")
SCORE = "score"
BY_HEADS = AllocationPart(rule="per_head")
MILLION = 10**6


@dataclass(frozen=True)
class Candidate:
    """A gmina among which money is divided; `decided`: what it has already, `need`: the indicator's own value."""

    unit: Unit
    region: Unit
    participation: Participation | None = None
    people: int = 0
    year: int | None = None
    need: Fraction | None = None
    fixed: Decimal | None = None
    fixed_source: str = ""
    decided: Decimal | None = None

    @property
    def code(self) -> str:
        return self.unit.code


@dataclass(frozen=True)
class Need:
    """What need was taken: the indicator (or the score of the selection), its name, its year, the mean it is compared with.

    `unknown`: codes of gminas without a figure, which count as the mean.
    """

    code: str = ""
    name: str = ""
    year: int | None = None
    direction: str = "higher"
    mean: Fraction = Fraction(0)
    unknown: tuple[str, ...] = ()


# Among whom -----------------------------------------------------------------------------------------------------------


def candidates(actor: Actor, programme: Programme, *, scope: str = "", region: str = "") -> tuple[str, list[Candidate]]:
    """The scope taken and its gminas by code: those that wait, else those selected, else those of the table, else all."""
    rows = participations(actor, programme)
    sums = Allocation.objects.filter(participation__programme=programme).order_by()
    decided = dict(sums.values_list("participation_id").annotate(Sum("amount")))
    fixed = {
        row.unit_id: row
        for row in FixedAmount.objects.filter(programme=programme).select_related("unit__parent__parent")
    }
    waiting = [row for row in rows if row.pk not in decided]
    if not scope:
        scope = "waiting" if waiting else _next_scope(actor, programme, rows, decided, fixed)
    if scope == "waiting":
        found = [Candidate(row.unit, row.region, row) for row in waiting]
    elif scope == "all":
        found = [Candidate(row.unit, row.region, row, decided=decided.get(row.pk)) for row in rows]
    elif actor.sees_country:
        found = _outside(programme, scope, rows, decided, fixed)
    else:
        found = []
    found = [row for row in found if region in {"", row.region.code}]
    return scope, sorted(_with_people(programme, found, fixed), key=lambda row: row.code)


def _next_scope(actor: Actor, programme: Programme, rows: list[Participation], decided: Mapping, fixed: Mapping) -> str:
    for scope in ("selection", "table"):
        if actor.sees_country and _outside(programme, scope, rows, decided, fixed):
            return scope
    return "all" if rows else "waiting"


def _outside(
    programme: Programme, scope: str, rows: list[Participation], decided: Mapping, fixed: Mapping
) -> list[Candidate]:
    """Gminas of the latest selection, or of the imported table, that have no amount yet; many do not take part yet."""
    known = {row.unit_id: row for row in rows}
    if scope == "selection":
        run = latest_selection(programme)
        chosen = (
            SelectionRow.objects.filter(run=run, is_in=True).order_by("code") if run else SelectionRow.objects.none()
        )
        places = dict(chosen.values_list("unit_id", "region_id"))
        regions = {unit.pk: unit for unit in Unit.objects.filter(pk__in=set(places.values())).order_by("pk")}
        units = Unit.objects.filter(pk__in=chosen.order_by().values("unit_id")).order_by("code")
        found = [(unit, regions[places[unit.pk]]) for unit in units]
    else:
        found = [(row.unit, territory.region_of(row.unit)) for row in fixed.values()]
    return [
        Candidate(unit, region, known.get(unit.pk))
        for unit, region in found
        if unit.pk not in known or known[unit.pk].pk not in decided
    ]


def _with_people(programme: Programme, found: list[Candidate], fixed: Mapping) -> list[Candidate]:
    """People of each, and the amount that a table, or the programme's file, fixes for it; the table wins."""
    people = _people([row.unit.pk for row in found])
    named = {part.code: part for part in (programme.definition.allocation or BY_HEADS).fixed}
    rows = []
    for row in found:
        count, year = people.get(row.unit.pk, (0, None))
        table, own = fixed.get(row.unit.pk), named.get(row.unit.code)
        sure = table or own
        fixed_now, source = (sure.amount, sure.source) if sure else (None, "")
        rows.append(
            Candidate(row.unit, row.region, row.participation, count, year, None, fixed_now, source, row.decided)
        )
    return rows


def _people(keys: list[int]) -> dict[int, tuple[int, int]]:
    """The latest population known of each unit: key → (people, year). Columns alone, for the whole country is asked often."""
    rows = UnitFigure.objects.filter(indicator=territory.POPULATION, unit__in=keys).order_by("unit_id", "year")
    return {unit: (int(value), year) for unit, value, year in rows.values_list("unit_id", "value", "year")}


# By which numbers -----------------------------------------------------------------------------------------------------


def with_needs(programme: Programme, found: list[Candidate], part: AllocationPart) -> tuple[list[Candidate], Need]:
    """The need of each as the rule takes it: against the mean of those whose amount is computed, six decimals."""
    if not part.need_power or part.rule != "formula" or all(row.fixed is not None for row in found):
        return found, Need()
    values, need = _scores(programme, found) if part.need == SCORE else _figures(found, part)
    free = [row for row in found if row.fixed is None]
    unknown = [row for row in free if row.unit.pk not in values]
    if 2 * len(unknown) > len(free) or len(unknown) == len(free):
        raise Refusal(
            _("%(indicator)s is not known for %(gminas)s. Load it, or set the weight of need to 0.")
            % {"indicator": need.name, "gminas": join_and([row.unit.name for row in unknown[:10]])}
        )
    taken = [values[row.unit.pk] for row in free if row.unit.pk in values]
    mean = sum(taken, Fraction(0)) / len(taken)
    spread = max(taken) - min(taken)
    found = [
        replace(row, need=_relative(values.get(row.unit.pk), mean, spread, part)) if row.fixed is None else row
        for row in found
    ]
    return found, replace(need, mean=mean, unknown=tuple(row.code for row in unknown))


def _relative(value: Fraction | None, mean: Fraction, spread: Fraction, part: AllocationPart) -> Fraction:
    """1 for the mean, and where nothing is known; more for more need. A score, which may be below zero, is laid between
    0 and 2 instead.
    """
    if value is None:
        return Fraction(1)
    if part.need == SCORE:
        found = 1 + (value - mean) / spread if spread else Fraction(1)
    elif part.need_direction == "lower":
        found = mean / value if value > 0 else Fraction(0)
    else:
        found = value / mean if mean > 0 else Fraction(0)
    return Fraction(round(found * MILLION), MILLION)


def _figures(found: list[Candidate], part: AllocationPart) -> tuple[dict[int, Fraction], Need]:
    figures = territory.figures_matrix([(part.need, None)], [row.unit for row in found])
    values = {unit: Fraction(value) for unit, value in figures.values[part.need].items()}
    name = indicator_names([part.need])[part.need]
    return values, Need(part.need, name, figures.years[part.need], part.need_direction)


def _scores(programme: Programme, found: list[Candidate]) -> tuple[dict[int, Fraction], Need]:
    run = latest_selection(programme)
    rows = (
        SelectionRow.objects.filter(run=run, score__isnull=False, unit__in=[row.unit for row in found]) if run else []
    )
    values = {unit: Fraction(score) for unit, score in rows.order_by().values_list("unit_id", "score")} if run else {}
    return values, Need(SCORE, str(_("the score of the selection")))


def indicator_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of indicators in the language of the page; a code that is not in the list stays itself. One query."""
    known, language = territory.indicators(), (get_language() or "pl")[:2]
    found = {}
    for code in codes:
        row = known.get(code)
        found[code] = (getattr(row, f"name_{language}", "") or row.name_pl) if row else code
    return found
