"""How gminas are chosen: the figures a recipe needs, what it gives, and what is kept of it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from gromada.core.pages import Page, page
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _, fold, join_and
from gromada.programmes import definitions
from gromada.programmes.definitions import Recipe
from gromada.programmes.models import Programme, SelectionRow, SelectionRun
from gromada.programmes.rules import selecting
from gromada.programmes.rules.selecting import Candidate, Outcome, Step
from gromada.programmes.states import SelectionState
from gromada.territory import queries as territory
from gromada.territory.models import Unit, UnitFigure

NEEDED = ("programme__version", "programme__account")
PLACES = 9


@dataclass(frozen=True)
class Inputs:
    """What a recipe is followed with: every eligible gmina with its figures, and where those come from."""

    candidates: list[Candidate]
    units: Mapping[str, Unit]
    regions: Mapping[str, Unit]
    years: Mapping[str, int | None]
    sources: Mapping[str, list[str]]
    loads: tuple[int, ...]


@dataclass(frozen=True)
class Computed:
    """What a recipe gives, nothing of it written."""

    recipe: Recipe
    inputs: Inputs
    outcome: Outcome


def eligible_gminas(recipe: Recipe) -> list[Unit]:
    """Gminas on the register today of the kinds and voivodeships that the recipe lets in, by code. One query."""
    return [
        unit
        for unit in territory.current_gminas()
        if (not recipe.unit_kinds or unit.kind in recipe.unit_kinds)
        and (not recipe.voivodeships or unit.code[:2] in recipe.voivodeships)
    ]


def inputs(recipe: Recipe) -> Inputs:
    """Everything the recipe needs. Three queries."""
    units = eligible_gminas(recipe)
    wanted = [(measure.indicator, measure.year) for measure in recipe.measures]
    found = territory.figures_matrix(wanted, units)
    candidates = [
        Candidate(unit.code, unit.name, unit.code[:2], tuple(found.values[code].get(unit.pk) for code, _year in wanted))
        for unit in units
    ]
    regions = {unit.code[:2]: territory.region_of(unit) for unit in units}
    return Inputs(
        candidates, {unit.code: unit for unit in units}, regions, found.years, _sources(found.years), found.loads
    )


def _sources(years: Mapping[str, int | None]) -> dict[str, list[str]]:
    asked = Q(pk__in=[])
    for code, year in years.items():
        if year is not None:
            asked |= Q(indicator=code, year=year)
    found: dict[str, list[str]] = {code: [] for code in years}
    rows = UnitFigure.objects.filter(asked).order_by("indicator", "source").values_list("indicator", "source")
    for code, source in rows.distinct():
        found[code].append(source)
    return found


def loaded_indicators() -> list[str]:
    """The indicators of which figures were loaded, by code. One query."""
    return sorted(UnitFigure.objects.order_by().values_list("indicator", flat=True).distinct())


def computed(recipe: Recipe, programme: Programme | None = None) -> Computed:
    """Follow the recipe with the figures of today; nothing is written. Raises Refusal, the first thing that is wrong."""
    recipe = definitions.completed(recipe, programme.definition if programme else None)
    more = UnitFigure.objects.filter(indicator__in=[measure.indicator for measure in recipe.measures])
    known = set(more.order_by().values_list("indicator", flat=True).distinct())
    problem = next(definitions.check_recipe(recipe, more=known), None)
    if problem is not None:
        raise Refusal(f"{problem.sentence} {problem.hint}".strip(), rule=problem.code, source=problem.source)
    given = inputs(recipe)
    return Computed(recipe, given, selecting.select(recipe, given.candidates, given.years))


def facts_of(result: Computed) -> dict[str, Any]:
    """What is kept of a result beside its rows."""
    outcome, given = result.outcome, result.inputs
    return {
        "eligible": len(outcome.rows),
        "selected": sum(row.is_in for row in outcome.rows),
        "named": sum(row.is_named for row in outcome.rows),
        "years": dict(given.years),
        "sources": dict(given.sources),
        "missing": dict(outcome.missing),
        "loads": list(given.loads),
        "cuts": [asdict(cut) for cut in outcome.cuts],
    }


def stored_steps(steps: Iterable[Step]) -> list[list]:
    """The steps as short lists, numbers with nine decimals: what is kept for every gmina."""
    return [
        [
            step.indicator,
            None if step.raw is None else selecting.plain(step.raw),
            step.filled,
            *(
                None if value is None else round(value, PLACES)
                for value in (step.prepared, step.scaled, step.signed, step.weight, step.part)
            ),
        ]
        for step in steps
    ]


def steps_of(row: SelectionRow) -> list[Step]:
    """The kept steps of a gmina, read back."""
    return [Step(indicator, None if raw is None else Decimal(raw), *rest) for indicator, raw, *rest in row.steps]


# What is kept ---------------------------------------------------------------------------------------------------------


def latest_selection(programme: Programme) -> SelectionRun | None:
    """The list in force: the decided one, else the newest that is still a trial. None before any was made."""
    rows = SelectionRun.objects.filter(programme=programme).exclude(state=SelectionState.REPLACED)
    decided = rows.filter(state=SelectionState.DECIDED).first()
    return decided or rows.order_by("-made_at", "-pk").first()


def selections(programme: Programme) -> list[SelectionRun]:
    """Every list of the programme, the newest first; what was decided before the trials. One query."""
    rows = SelectionRun.objects.filter(programme=programme).order_by("-made_at", "-pk")
    return sorted(rows, key=lambda row: row.state != SelectionState.DECIDED)


def selection(pk: int) -> SelectionRun | None:
    return SelectionRun.objects.select_related(*NEEDED).filter(pk=pk).first()


def chosen_units(run: SelectionRun) -> list[Unit]:
    """The chosen gminas with powiat and voivodeship, in the order of codes. One query."""
    rows = run.rows.filter(is_in=True).select_related("unit__parent__parent").order_by("code")
    return [row.unit for row in rows.defer("steps")]


@dataclass(frozen=True)
class Filter:
    """What of a list is shown: one voivodeship, those in or out, a part of the name."""

    region: str = ""
    show: str = ""
    find: str = ""


def selection_rows(run: SelectionRun, asked: Filter, *, after: str | None = None, size: int = 50) -> Page:
    """A page of the list, by place. One query."""
    rows = _filtered(run, asked).select_related("unit__parent", "region").defer("steps")
    return page(rows, order=("place", "pk"), after=after, size=size)


def all_rows(run: SelectionRun) -> list[SelectionRow]:
    """The whole list by place, for the workbook. One query."""
    return list(run.rows.select_related("unit__parent", "region").order_by("place"))


def _filtered(run: SelectionRun, asked: Filter):
    rows = run.rows.all()
    if asked.region:
        rows = rows.filter(region__code=asked.region)
    if asked.show in {"in", "out"}:
        rows = rows.filter(is_in=asked.show == "in")
    if asked.find:
        rows = rows.filter(Q(unit__name_folded__contains=fold(asked.find)) | Q(code__startswith=asked.find))
    return rows


@dataclass(frozen=True)
class RegionCount:
    """A voivodeship in a list: how many of its eligible gminas are in."""

    code: str
    name: str
    chosen: int
    eligible: int


def regions_of(run: SelectionRun) -> list[RegionCount]:
    """The voivodeships of a list in Polish order. One query."""
    rows = run.rows.order_by("region__name_key").values_list("region__code", "region__name", "region__name_key")
    counted = rows.annotate(chosen=Count("pk", filter=Q(is_in=True)), eligible=Count("pk"))
    return [RegionCount(code, name, chosen, eligible) for code, name, _key, chosen, eligible in counted]


@dataclass(frozen=True)
class Spot:
    """A gmina of a list in a few words: for maps, histograms and comparisons."""

    row: int
    code: str
    name: str
    region: str
    place: int
    score: float | None
    is_in: bool
    is_named: bool


def spots(run: SelectionRun) -> list[Spot]:
    """Every gmina of a list by place. One query."""
    columns = ("pk", "code", "unit__name", "region__name", "place", "score", "is_in", "is_named")
    return [Spot(*row) for row in run.rows.order_by("place").values_list(*columns)]


def selection_row(pk: int) -> SelectionRow | None:
    related = (*(f"run__{name}" for name in NEEDED), "unit__parent", "region")
    return SelectionRow.objects.select_related(*related).filter(pk=pk).first()


def may_see_row(actor: Actor, row: SelectionRow) -> bool:
    """Everybody of a gmina may read why it is, or is not, on a list that was decided."""
    return actor.scope_kind == "gmina" and actor.unit_id == row.unit_id and row.run.state == SelectionState.DECIDED


def row_in_force(programme: Programme, unit: Unit) -> SelectionRow | None:
    """A gmina's place in the decided list. One query."""
    rows = SelectionRow.objects.select_related("run").defer("steps")
    return rows.filter(run__programme=programme, run__state=SelectionState.DECIDED, unit=unit).first()


def find_row(rows: Iterable[Any], text: str, *, names: Mapping[str, str]) -> str:
    """The code that a person means by a code or a name, among the codes of a list. Raises Refusal; it never guesses."""
    codes = set(rows)
    if text in codes:
        return text
    found = sorted(code for code, name in names.items() if fold(name) == fold(text))
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            _("“%(name)s” fits several gminas: %(gminas)s. Give the code.")
            % {"name": text, "gminas": join_and([f"{names[code]} ({code})" for code in found])}
        )
    raise Refusal(
        _("“%(name)s” is not among the eligible gminas: check the code, or whether its kind and voivodeship take part.")
        % {"name": text},
        source="R16",
    )
