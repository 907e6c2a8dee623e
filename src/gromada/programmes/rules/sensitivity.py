"""How firm a selection is: its weights drawn many times, and who is in every time. Plain Python with numpy.

A draw is one multiplication of the gminas' signed values by other weights and one cut, so thousands of them are a product of
two matrices and a partition; that is all the work done (benchmarks/selection.py holds it to that).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes.definitions import Recipe
from gromada.programmes.rules import preparing
from gromada.programmes.rules.selecting import Chosen, Cut

DRAWS, SEED, MOST_DRAWS = 10_000, 7, 100_000
RANKED = (
    1_000  # draws in which every place is counted: enough for a range of places, and sorting costs more than cutting
)
CHUNK = 128  # draws at a time: what is compared still lies in the processor's cache
LOW, HIGH = 0.05, 0.95
SPREADS = ("near", "usual", "wide", "random")
CONCENTRATION = {"near": 400.0, "usual": 100.0, "wide": 25.0}
"""How closely weights are drawn round the recipe's own (Dirichlet, concentration times weight). A weight of 0.20 moves by
about ±0.02, ±0.04, ±0.08 (one standard deviation); `random`: any weights at all, whatever the recipe says."""


@dataclass(frozen=True)
class Firmness:
    """Of one gmina: in which share of draws it is in, and the range of its places in the whole list (5 to 95 of 100)."""

    code: str
    share: float
    low: int
    high: int


@dataclass(frozen=True)
class Weighing:
    """What an indicator decides: how many chosen gminas would be others without it, and if it counted twice."""

    indicator: str
    without: int
    doubled: int


@dataclass(frozen=True)
class Sensed:
    """The result: each gmina's firmness by place, each indicator's weight in the result, and how many are in always."""

    draws: int
    seed: int
    spread: str
    gminas: tuple[Firmness, ...]
    measures: tuple[Weighing, ...]
    always: int
    never: int
    kept: float


def sense(  # noqa: PLR0913 - what is drawn has this many settings
    recipe: Recipe, rows: Sequence[Chosen], cuts: Sequence[Cut], *, draws: int = DRAWS, seed: int = SEED,
    spread: str = "usual",
) -> Sensed:  # fmt: skip
    """Draw the weights `draws` times and choose anew each time. Raises Refusal for a number of draws that cannot be.

    Named gminas are in throughout and compete with nobody. The same seed gives the same weights; shares may differ by a draw
    between machines, because sums of floats do: what is kept is what was shown.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise Refusal(_("Choose from 1 to %(most)d draws.") % {"most": MOST_DRAWS}, rule="draws")
    field = _field(recipe, rows, cuts)
    weights = drawn(recipe, draws=draws, seed=seed, spread=spread)
    shares = np.array([float(row.is_in) for row in rows])
    free = np.array([not row.is_named and row.score is not None for row in rows])
    shares[free] = shares_in(field, weights)[free]
    lows, highs = _ranges(field, weights[:RANKED])
    firm = [
        Firmness(row.candidate.code, float(shares[at]), int(lows[at]), int(highs[at])) for at, row in enumerate(rows)
    ]
    chosen = np.array([row.is_in for row in rows])
    return Sensed(
        draws,
        seed,
        spread,
        tuple(firm),
        tuple(_weighings(recipe, field, chosen)),
        int((shares >= 1).sum()),
        int((shares <= 0).sum()),
        float(shares[chosen].mean()),
    )


def drawn(recipe: Recipe, *, draws: int, seed: int, spread: str) -> np.ndarray:
    """Weights drawn at random, a row a draw, each row adding up to one. A weight of nought stays nought."""
    own = np.array([float(weight) for weight in recipe.weights])
    used = own > 0
    generator = np.random.Generator(np.random.PCG64(seed))
    found = np.zeros((draws, len(own)))
    around = np.ones(int(used.sum())) if spread == "random" else own[used] * CONCENTRATION[spread]
    found[:, used] = generator.dirichlet(around, size=draws)
    return found


@dataclass(frozen=True)
class Field:
    """The gminas that compete, list by list: their signed values (a column a gmina), what is known, and the places."""

    values: np.ndarray
    known: np.ndarray | None
    cells: tuple[tuple[np.ndarray, int], ...]


def _field(recipe: Recipe, rows: Sequence[Chosen], cuts: Sequence[Cut]) -> Field:
    signed = [[step.signed for step in row.steps] for row in rows]
    known = np.array([[value is not None for value in line] for line in signed])
    values = np.array([[0.0 if value is None else value for value in line] for line in signed])
    if recipe.aggregation == "geometric":
        values = np.where(known, np.log(np.maximum(values, preparing.LEAST)), 0.0)
    cells = []
    for cut in cuts:
        places = [
            at for at, row in enumerate(rows) if row.cell == cut.cell and row.score is not None and not row.is_named
        ]
        if places:
            cells.append((np.array(places), cut.seats - cut.named))
    whole = bool(known.all())
    return Field(values.T.copy(), None if whole else known.T.astype(float), tuple(cells))


def scores(field: Field, weights: np.ndarray, places: np.ndarray | slice) -> np.ndarray:
    """A row a draw, a column a gmina; where a figure is missing the other weights carry its part."""
    found = weights @ field.values[:, places]
    if field.known is None:
        return found
    whole = weights @ field.known[:, places]
    return np.divide(found, whole, out=np.full_like(found, -np.inf), where=whole > 0)


def shares_in(field: Field, weights: np.ndarray) -> np.ndarray:
    """For every gmina the share of draws in which it is among its list's first."""
    counts = np.zeros(field.values.shape[1], dtype=np.int64)
    for places, seats in field.cells:
        if seats >= len(places):
            counts[places] += len(weights)
        elif seats > 0:
            counts[places] += _counted(field, weights, places, seats)
    return counts / len(weights)


def _counted(field: Field, weights: np.ndarray, places: np.ndarray, seats: int) -> np.ndarray:
    at = len(places) - seats
    part = Field(field.values[:, places], None if field.known is None else field.known[:, places], ())
    counts = np.zeros(len(places), dtype=np.int64)
    for start in range(0, len(weights), CHUNK):
        found = scores(part, weights[start : start + CHUNK], slice(None))
        cut = np.partition(found, at, axis=1)[:, at : at + 1]
        counts += np.count_nonzero(found >= cut, axis=0)
    return counts


def _ranges(field: Field, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The range of places in the whole list, over the draws given."""
    found = scores(field, weights, slice(None))
    order = np.argsort(-found, axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, order.shape[1] + 1)[None, :], axis=1)
    ranks.sort(axis=0)
    last = len(weights) - 1
    return ranks[round(LOW * last)], ranks[round(HIGH * last)]


def _weighings(recipe: Recipe, field: Field, chosen: np.ndarray) -> list[Weighing]:
    """Each indicator left out, then counted twice, the others in proportion: how many of the chosen would not be."""
    own = np.array([float(weight) for weight in recipe.weights])
    found = []
    for at, measure in enumerate(recipe.measures):
        changed = []
        for factor in (0.0, 2.0):
            weights = own.copy()
            weights[at] *= factor
            whole = weights.sum()
            changed.append(_others(field, weights / whole, chosen) if whole > 0 else 0)
        found.append(Weighing(measure.indicator, *changed))
    return found


def _others(field: Field, weights: np.ndarray, chosen: np.ndarray) -> int:
    """How many of those chosen are not in with these weights."""
    now = np.zeros(len(chosen), dtype=bool)
    line = scores(field, weights[None, :], slice(None))[0]
    for places, seats in field.cells:
        now[places[np.argsort(-line[places], kind="stable")[:seats]]] = True
    free = np.zeros(len(chosen), dtype=bool)
    for places, _seats in field.cells:
        free[places] = True
    return int((chosen & free & ~now).sum())
