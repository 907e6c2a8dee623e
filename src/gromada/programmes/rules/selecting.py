"""Which gminas are chosen by a recipe, with every step that led there. Plain Python: no query, no clock (R16-R18).

The order of the input does not matter, nor does a common factor of the weights; the same figures give the same result to
the last bit on every machine (docs/decisions/0010).
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gromada.core.permissions import Refusal
from gromada.core.text import _, _n, join_and
from gromada.programmes.definitions import Measure, Recipe, substance
from gromada.programmes.rules import preparing
from gromada.programmes.rules.seats import cell_of, seats

PLACES = (
    9  # a score is kept and compared with so many decimals: far beyond what a figure can tell, short enough to print
)
NAMED_IN_A_SENTENCE = 5
SAME_GMINA = 6  # a gmina that becomes a town keeps six digits of its code


@dataclass(frozen=True)
class Candidate:
    """An eligible gmina with its figures, in the order of the recipe's measures; a missing one is None."""

    code: str
    name: str
    region: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Step:
    """One indicator of one gmina: the figure as loaded, after logarithm and cut ends, on one scale, turned, weighted.

    `filled`: the figure was missing and the median stands in. None throughout: it was missing and left out.
    """

    indicator: str
    raw: Decimal | None
    filled: bool
    prepared: float | None
    scaled: float | None
    signed: float | None
    weight: float | None
    part: float | None


@dataclass(frozen=True)
class Chosen:
    """A gmina's result. `places` counts from the cut of its list: 1 came in last, -1 missed it first."""

    candidate: Candidate
    cell: str
    score: float | None
    place: int
    place_in_cell: int
    is_in: bool
    is_named: bool
    margin: float | None
    places: int | None
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Cut:
    """Where a list is cut: its places, of which some are the named gminas', the last score in and the first one out."""

    cell: str
    seats: int
    named: int
    ranked: int
    last_in: float | None
    first_out: float | None


@dataclass(frozen=True)
class Outcome:
    """The result of a recipe: every eligible gmina by place, the cuts, and the two checksums that prove it."""

    rows: tuple[Chosen, ...]
    cuts: tuple[Cut, ...]
    missing: Mapping[str, int]
    inputs_digest: str
    digest: str

    @property
    def selected(self) -> list[str]:
        """The codes of the chosen gminas, in the order of codes."""
        return sorted(row.candidate.code for row in self.rows if row.is_in)


def select(recipe: Recipe, candidates: Iterable[Candidate], years: Mapping[str, int | None]) -> Outcome:
    """Choose gminas by the recipe out of all eligible ones. `years`: the year of each indicator's figures.

    Raises Refusal when a figure is missing that may not be, when a list has fewer gminas than places, and when a named
    gmina is not eligible.
    """
    gminas = sorted(candidates, key=lambda found: found.code)
    if not gminas:
        raise Refusal(_("No gmina is eligible by this recipe. Load the register of units, or widen who is eligible."))
    _check_missing(recipe, gminas)
    steps = _steps(recipe, gminas)
    scores = [_score(recipe, line) for line in steps]
    named = _named(recipe, gminas)
    order = _order(recipe, gminas, scores)
    rows, cuts = _cut(recipe, gminas, scores, named=named, order=order, steps=steps)
    inputs = inputs_digest(recipe, gminas, years)
    missing = {
        measure.indicator: sum(gmina.values[at] is None for gmina in gminas)
        for at, measure in enumerate(recipe.measures)
    }
    return Outcome(tuple(rows), tuple(cuts), missing, inputs, result_digest(recipe, inputs, rows))


def inputs_digest(recipe: Recipe, gminas: Sequence[Candidate], years: Mapping[str, int | None]) -> str:
    """SHA-256 of every figure that went in: indicators with their years, codes, values."""
    heads = [[measure.indicator, years.get(measure.indicator)] for measure in recipe.measures]
    values = [
        [gmina.code, gmina.region, [None if value is None else plain(value) for value in gmina.values]]
        for gmina in sorted(gminas, key=lambda found: found.code)
    ]
    return sha([heads, values])


def result_digest(recipe: Recipe, inputs: str, rows: Iterable[Chosen]) -> str:
    """SHA-256 of the recipe, the figures and the result together: what is printed as the hash of a selection."""
    result = [
        [row.candidate.code, None if row.score is None else f"{row.score:.{PLACES}f}", row.place, row.is_in]
        for row in rows
    ]
    return sha([substance(recipe), inputs, result])


def recipe_digest(recipe: Recipe) -> str:
    return sha(substance(recipe))


def plain(value: Decimal) -> str:
    """A figure as one text, however many zeros it was written with."""
    return format(value.normalize() + 0, "f")


def sha(facts) -> str:
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _check_missing(recipe: Recipe, gminas: Sequence[Candidate]) -> None:
    """Raise Refusal where the recipe demands every figure, or where an indicator is to have a median and has nothing."""
    for at, measure in enumerate(recipe.measures):
        bare = [gmina for gmina in gminas if gmina.values[at] is None]
        if recipe.missing == "refuse" and bare:
            words = _n(
                "%(count)d gmina has no figure of %(indicator)s: %(gminas)s. Load it, or choose another rule for missing "
                "figures.",
                "%(count)d gminas have no figure of %(indicator)s, among them %(gminas)s. Load it, or choose another rule "
                "for missing figures.",
                len(bare),
            )
            raise Refusal(
                words
                % {
                    "count": len(bare),
                    "indicator": measure.indicator,
                    "gminas": join_and([f"{gmina.name} ({gmina.code})" for gmina in bare[:NAMED_IN_A_SENTENCE]]),
                },
                rule="missing",
                source="R17",
            )
        if recipe.missing == "median" and len(bare) == len(gminas):
            raise Refusal(
                _("No gmina has a figure of %(indicator)s, so it has no median. Load it, or leave it out.")
                % {"indicator": measure.indicator},
                rule="missing",
                source="R17",
            )


def _steps(recipe: Recipe, gminas: Sequence[Candidate]) -> list[tuple[Step, ...]]:
    """Every step of every gmina. A gmina without a figure that is dropped carries the other weights in proportion."""
    names = [f"{gmina.name} ({gmina.code})" for gmina in gminas]
    columns = []
    for at, measure in enumerate(recipe.measures):
        raw = [gmina.values[at] for gmina in gminas]
        values = preparing.prepared(measure, raw, names)
        if recipe.missing == "median":
            middle = preparing.median(values)
            values = [middle if value is None else value for value in values]
        columns.append((raw, values, preparing.scaled(measure.transform, values)))
    found = []
    for row in range(len(gminas)):
        turned = [_turned(recipe, measure, columns[at][2][row]) for at, measure in enumerate(recipe.measures)]
        weights = _weights(recipe, turned)
        found.append(
            tuple(
                _step(recipe, measure, (raw[row], values[row], scaled[row]), turned[at], weights[at])
                for at, (measure, (raw, values, scaled)) in enumerate(zip(recipe.measures, columns, strict=True))
            )
        )
    return found


def _turned(recipe: Recipe, measure: Measure, value: float | None) -> float | None:
    value = preparing.signed(measure, value)
    if value is None or recipe.aggregation == "arithmetic":
        return value
    return preparing.LEAST + (1 - preparing.LEAST) * value


def _weights(recipe: Recipe, turned: Sequence[float | None]) -> list[float | None]:
    """The weights of one gmina: of the indicators it has, adding up to one."""
    known = [weight for weight, value in zip(recipe.weights, turned, strict=True) if value is not None]
    whole = sum(known)
    return [
        None if value is None or not whole else float(weight / whole)
        for weight, value in zip(recipe.weights, turned, strict=True)
    ]


def _step(recipe: Recipe, measure: Measure, column: tuple, turned: float | None, weight: float | None) -> Step:
    raw, prepared, scaled = column
    part = None
    if weight is not None:
        part = weight * (turned if recipe.aggregation == "arithmetic" else preparing.ln(turned))
    return Step(measure.indicator, raw, raw is None and prepared is not None, prepared, scaled, turned, weight, part)


def _score(recipe: Recipe, steps: Sequence[Step]) -> float | None:
    """The score of one gmina; none where nothing of it is known, or where a missing figure excludes it."""
    parts = [step.part for step in steps if step.part is not None]
    if not parts or (recipe.missing == "exclude" and any(step.part is None for step in steps)):
        return None
    total = math.fsum(parts)
    return round(total if recipe.aggregation == "arithmetic" else preparing.exp(total), PLACES) + 0.0


def _named(recipe: Recipe, gminas: Sequence[Candidate]) -> set[str]:
    """The codes of the named gminas as they are now: by the whole code, else by the six digits that a gmina keeps."""
    whole = {gmina.code for gmina in gminas}
    kept = {gmina.code[:SAME_GMINA]: gmina.code for gmina in gminas}
    found = {code: code if code in whole else kept.get(code[:SAME_GMINA]) for code in recipe.named}
    strange = [code for code, now in found.items() if now is None]
    if strange:
        raise Refusal(
            _("The recipe names gminas that are not eligible or not in the register: %(codes)s.")
            % {"codes": join_and(strange[:NAMED_IN_A_SENTENCE])},
            rule="named",
            source="R11, R16",
        )
    return set(found.values())


def _order(recipe: Recipe, gminas: Sequence[Candidate], scores: Sequence[float | None]) -> list[int]:
    """The gminas by score, equal ones by the indicator that decides, then by code; those without a score last."""
    ties = recipe.measure(recipe.ties) if recipe.ties else None
    at = recipe.measures.index(ties) if ties else None

    def key(row: int) -> tuple:
        value = None if at is None else gminas[row].values[at]
        need = Decimal(0) if value is None else value if ties.direction == "higher" else -value
        score = scores[row]
        return (score is None, -(score or 0.0), value is None, -need, gminas[row].code)

    return sorted(range(len(gminas)), key=key)


def _cut(  # noqa: PLR0913 - everything that is known of the gminas by now
    recipe: Recipe,
    gminas: Sequence[Candidate],
    scores: Sequence[float | None],
    *,
    named: set[str],
    order: Sequence[int],
    steps: Sequence[tuple[Step, ...]],
) -> tuple[list[Chosen], list[Cut]]:
    cells = {row: cell_of(recipe, gminas[row].region) for row in order}
    able = [row for row in order if scores[row] is not None or gminas[row].code in named]
    wanted = seats(recipe, [gmina.region for gmina in gminas], Counter(cells[row] for row in able))
    taken = Counter(cells[row] for row in able if gminas[row].code in named)
    _check_taken(taken, wanted)
    free: dict[str, list[int]] = {cell: [] for cell in cells.values()}
    for row in able:
        if gminas[row].code not in named:
            free[cells[row]].append(row)
    cuts = {
        cell: _cut_of(cell, [scores[row] for row in rows], wanted.get(cell, 0), taken[cell])
        for cell, rows in sorted(free.items())
    }
    turn = {row: at for rows in free.values() for at, row in enumerate(rows, 1)}
    seen: Counter = Counter()
    found = []
    for place, row in enumerate(order, 1):
        seen[cells[row]] += 1
        cut = cuts[cells[row]]
        is_named = gminas[row].code in named
        places = _places(turn.get(row), cut.seats - cut.named)
        found.append(
            Chosen(
                gminas[row],
                cells[row],
                scores[row],
                place,
                seen[cells[row]],
                is_named or (places or 0) > 0,
                is_named,
                _margin(scores[row], places, cut),
                places,
                steps[row],
            )
        )
    return found, list(cuts.values())


def _check_taken(taken: Mapping[str, int], wanted: Mapping[str, int]) -> None:
    for cell in taken:
        if taken[cell] > wanted.get(cell, 0):
            raise Refusal(
                _("%(taken)d gminas of list “%(cell)s” are named, and it has %(wanted)d places. Raise the number.")
                % {"taken": taken[cell], "cell": cell or "-", "wanted": wanted.get(cell, 0)},
                rule="quota",
                source="R11, R16",
            )


def _cut_of(cell: str, scores: Sequence[float], wanted: int, taken: int) -> Cut:
    """The cut of one list; `scores` are those of its gminas that compete, the highest first."""
    rest = wanted - taken
    last_in = scores[rest - 1] if rest else None
    first_out = scores[rest] if rest < len(scores) else None
    return Cut(cell, wanted, taken, len(scores) + taken, last_in, first_out)


def _places(turn: int | None, rest: int) -> int | None:
    """How far from the cut; there is no nought: 1 is the last one in, -1 the first one out."""
    if turn is None:
        return None
    return rest + 1 - turn if turn <= rest else rest - turn


def _margin(score: float | None, places: int | None, cut: Cut) -> float | None:
    """By how much of the score it made it (against the first one out) or missed it (against the last one in)."""
    against = None if places is None else cut.first_out if places > 0 else cut.last_in
    return None if score is None or against is None else round(score - against, PLACES) + 0.0
