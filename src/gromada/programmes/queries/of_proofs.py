"""Lists of gminas held against themselves and each other: does one come out again, who enters, who leaves, how firm it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gromada.core.permissions import Refusal
from gromada.programmes import definitions
from gromada.programmes.models import Participation, Programme, SelectionRun, Sensitivity
from gromada.programmes.queries.of_selections import Spot, all_rows, inputs, spots, steps_of
from gromada.programmes.rules import selecting
from gromada.programmes.rules.naming import Gmina, Register
from gromada.programmes.rules.selecting import Candidate, Chosen, Cut
from gromada.territory import queries as territory
from gromada.territory.models import Unit, UnitVersion


def chosen_again(run: SelectionRun) -> tuple[list[Chosen], list[Cut]]:
    """The rows as they were kept, as the rules know them. One query."""
    found = []
    for row in all_rows(run):
        steps = tuple(steps_of(row))
        gmina = Candidate(row.code, row.unit.name, row.region.code, tuple(step.raw for step in steps))
        found.append(
            Chosen(
                gmina,
                row.cell,
                row.score,
                row.place,
                row.place_in_cell,
                row.is_in,
                row.is_named,
                row.margin,
                row.places,
                steps,
            )
        )
    return found, [Cut(**cut) for cut in run.facts.get("cuts", [])]


@dataclass(frozen=True)
class Proof:
    """Whether a list comes out again: from what was kept, and from the figures that the register holds today."""

    again: str
    is_same: bool
    figures_changed: int | None
    today_refused: str = ""

    @property
    def is_same_today(self) -> bool:
        return self.figures_changed == 0


def proof(run: SelectionRun) -> Proof:
    """Compute the list again out of the figures it keeps, and look whether today's figures are the same. Four queries."""
    if run.is_official:
        now = official_digest([row.code for row in all_rows(run)], run.title)
        return Proof(now, now == run.digest, None)
    recipe = definitions.recipe_in(run.recipe)
    rows, _cuts = chosen_again(run)
    kept = {row.candidate.code: row.candidate for row in rows}
    again = selecting.select(recipe, kept.values(), run.facts["years"])
    held = selecting.result_digest(recipe, again.inputs_digest, rows)
    is_same = again.digest == run.digest == held
    try:
        today = {gmina.code: gmina for gmina in inputs(recipe).candidates}
    except Refusal as refusal:
        return Proof(again.digest, is_same, None, str(refusal))
    changed = sum(_told(kept.get(code)) != _told(today.get(code)) for code in {*kept, *today})
    return Proof(again.digest, is_same, changed)


def _told(gmina: Candidate | None) -> list | None:
    return None if gmina is None else [None if value is None else selecting.plain(value) for value in gmina.values]


def official_digest(codes: Iterable[str], title: str) -> str:
    """The checksum of an official list: its codes and what it is called."""
    return selecting.sha(["official", title, sorted(codes)])


@dataclass(frozen=True)
class Move:
    """A gmina in two lists: where it stands in each; a list that does not have it says None."""

    code: str
    name: str
    region: str
    before: Spot | None
    after: Spot | None

    @property
    def row(self) -> int:
        """Where its explanation stands: in the second list, or in the only one that has it."""
        return (self.after or self.before).row

    @property
    def moved(self) -> int | None:
        """Places gained (more than nought) or lost; None where a list has no score for it."""
        if not (self.before and self.after) or self.before.score is None or self.after.score is None:
            return None
        return self.before.place - self.after.place


@dataclass(frozen=True)
class Comparison:
    """Two lists side by side: who enters, who leaves, who stays, by name."""

    entering: list[Move]
    leaving: list[Move]
    staying: list[Move]
    moved_most: list[Move]


def comparison(before: SelectionRun, after: SelectionRun) -> Comparison:
    """Who is in the second list and not in the first, and the other way round. Two queries."""
    first, second = ({spot.code: spot for spot in spots(run)} for run in (before, after))
    moves = []
    for code in sorted({*first, *second}):
        spot = second.get(code) or first[code]
        moves.append(Move(code, spot.name, spot.region, first.get(code), second.get(code)))
    was, now = _is_in("before"), _is_in("after")
    stirred = [move for move in moves if move.moved]
    return Comparison(
        [move for move in moves if now(move) and not was(move)],
        [move for move in moves if was(move) and not now(move)],
        [move for move in moves if was(move) and now(move)],
        sorted(stirred, key=lambda move: (-abs(move.moved), move.code))[:20],
    )


def _is_in(side: str) -> Callable[[Move], bool]:
    def tell(move: Move) -> bool:
        spot = getattr(move, side)
        return bool(spot and spot.is_in)

    return tell


def latest_sensitivity(run: SelectionRun) -> Sensitivity | None:
    return run.sensitivities.order_by("-pk").first()


def not_joined(run: SelectionRun) -> list[Unit]:
    """Chosen gminas that do not take part yet. One query."""
    there = Participation.objects.filter(programme=run.programme).order_by().values("unit_id")
    rows = run.rows.filter(is_in=True).exclude(unit__in=there).select_related("unit__parent__parent").order_by("code")
    return [row.unit for row in rows.defer("steps")]


def beside(run: SelectionRun) -> list[Participation]:
    """Gminas that take part and are not on this list: they stay, and the office decides about them. One query."""
    chosen = run.rows.filter(is_in=True).order_by().values("unit_id")
    rows = Participation.objects.filter(programme=run.programme).exclude(unit__in=chosen)
    return list(rows.select_related("unit", "region").order_by("unit__name_key", "pk"))


# An official list -----------------------------------------------------------------------------------------------------


def register_of(programme: Programme) -> Register:
    """Every gmina of today's register under all its names and codes, for matching a list with it. Two queries."""
    eligible = programme.definition.eligibility
    versions: dict[int, list] = {}
    for row in UnitVersion.objects.filter(unit__level="gmina", unit__is_current=True).order_by("pk"):
        versions.setdefault(row.unit_id, []).append(row)
    gminas = [
        Gmina(
            unit.code,
            unit.name,
            unit.parent.name,
            territory.region_of(unit).name,
            frozenset(row.code for row in versions.get(unit.pk, ())),
            frozenset(row.name for row in versions.get(unit.pk, ())),
        )
        for unit in territory.current_gminas()
    ]
    regions = {region.code for region in programme.definition.regions}
    return Register(gminas, kinds=eligible.unit_kinds if eligible else (), regions=regions)


def units_by_code(codes: Iterable[str]) -> list[Unit]:
    """Gminas with powiat and voivodeship, by code. One query."""
    wanted = set(codes)
    return [unit for unit in territory.current_gminas() if unit.code in wanted]


def has_official(programme: Programme, codes: Iterable[str], title: str) -> bool:
    """Whether this very list is here."""
    return SelectionRun.objects.filter(programme=programme, digest=official_digest(codes, title)).exists()


@dataclass(frozen=True)
class Agreement:
    """How far a computed list agrees with an official one."""

    title: str
    both: tuple[str, ...]
    only_official: tuple[str, ...]


def agreement(programme: Programme, codes: Iterable[str]) -> Agreement | None:
    """The official codes held against the newest computed list; None before any was computed. Two queries."""
    run = SelectionRun.objects.filter(programme=programme, kind="computed").order_by("-made_at", "-pk").first()
    if run is None:
        return None
    chosen = set(run.rows.filter(is_in=True).order_by().values_list("code", flat=True))
    official = set(codes)
    return Agreement(run.title, tuple(sorted(official & chosen)), tuple(sorted(official - chosen)))
