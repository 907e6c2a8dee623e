"""The one scale at which clamped amounts make up a sum, and their rounding inside the bounds. Whole numbers only."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

PLACES = 9  # a weight is kept to nine decimals, as a whole number of billionths
ONE = 10**PLACES
_WIDE = Context(prec=28, rounding=ROUND_HALF_EVEN)
_UNIT = Decimal(1).scaleb(-PLACES)


def weight(people: int, need: Fraction, people_power: Fraction, need_power: Fraction) -> int:
    """people^a × need^b in billionths, at least one: exact for whole powers, else by decimals of 28 digits.

    No binary floating point takes part, so every machine comes to the same weight (domain.md 6.2).
    """
    if people_power.denominator == need_power.denominator == 1:
        exact = Fraction(people) ** people_power.numerator * need**need_power.numerator
        return max(1, round(exact * ONE))
    product = _WIDE.multiply(_power(Fraction(people), people_power), _power(need, need_power))
    return max(1, int(product.quantize(_UNIT, context=_WIDE).scaleb(PLACES, _WIDE)))


@lru_cache(maxsize=65_536)
def _power(base: Fraction, exponent: Fraction) -> Decimal:
    return _WIDE.power(_decimal(base), _decimal(exponent))


def _decimal(value: Fraction) -> Decimal:
    return _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))


@dataclass(frozen=True)
class Bounds:
    """In whole cents: what everybody gets first, the least, the most (None: no limit), and what amounts are rounded to."""

    base: int
    floor: int
    ceiling: int | None
    step: int


class _Curve:
    """How much all get together at a scale: it never falls as the scale rises, and bends where somebody meets a bound."""

    def __init__(self, weights: Sequence[int], bounds: Bounds):
        self.bounds = bounds
        self.sorted = sorted(weights)
        self.sums = [0, *accumulate(self.sorted)]
        self.above_base = bounds.floor - bounds.base
        self.up_to_top = None if bounds.ceiling is None else bounds.ceiling - bounds.base

    def _cuts(self, scale: Fraction) -> tuple[int, int]:
        """How many, in order of weight, are held at the floor, and from which place on they are held at the ceiling."""
        count, share = len(self.sorted), scale.numerator
        if not share:
            low = count if self.above_base > 0 else 0
            return low, (0 if self.up_to_top is not None and self.up_to_top <= 0 else count)
        low = bisect_left(self.sorted, -(-self.above_base * scale.denominator // share)) if self.above_base > 0 else 0
        if self.up_to_top is None:
            return low, count
        return low, max(low, bisect_left(self.sorted, -(-self.up_to_top * scale.denominator // share)))

    def at(self, scale: Fraction) -> tuple[Fraction, int]:
        """The sum of all amounts at the scale, and the weight of those who move with it."""
        low, high = self._cuts(scale)
        moving = self.sums[high] - self.sums[low]
        held = low * self.bounds.floor + (len(self.sorted) - high) * (self.bounds.ceiling or 0)
        return held + (high - low) * self.bounds.base + scale * moving, moving

    def last_bend(self, height: int, total: int) -> Fraction:
        """The greatest scale at which somebody reaches `height` above the base and the sum is not above the total."""
        low, high = 0, len(self.sorted)  # the heaviest get there first, so bends rise from the last place to the first
        while low < high:
            middle = (low + high) // 2
            if self.at(Fraction(height, self.sorted[middle]))[0] <= total:
                high = middle
            else:
                low = middle + 1
        return Fraction(height, self.sorted[low]) if low < len(self.sorted) else Fraction(0)


def common_scale(weights: Sequence[int], total: int, bounds: Bounds) -> Fraction:
    """The scale s at which the sum of clamp(base + s × weight) is `total`: cents for a billionth of weight, exact.

    The caller has checked that the total lies between all at the least and all at the most.
    """
    curve = _Curve(weights, bounds)
    heights = [height for height in (curve.above_base, curve.up_to_top) if height is not None and height > 0]
    start = max((curve.last_bend(height, total) for height in heights), default=Fraction(0))
    found, moving = curve.at(start)
    return start if found == total or not moving else start + (total - found) / moving


class Part(NamedTuple):
    """One amount in cents: what the scale alone gives, what the bounds make of it (both over `under`), and rounded.

    `bound`: "floor" or "ceiling" where one of them decided.
    """

    alone: int
    bounded: int
    under: int
    amount: int
    bound: str = ""


def rounded(weights: Sequence[int], keys: Sequence[tuple], total: int, bounds: Bounds) -> tuple[Fraction, list[Part]]:
    """The scale and everybody's amount: a multiple of the step inside the bounds, together exactly `total`.

    Largest remainder; of equal remainders the heavier goes first, then the smaller key. Since bounds and total are whole
    steps, whoever is held at a bound has no remainder, and nobody is rounded over one.
    """
    scale = common_scale(weights, total, bounds)
    over, under = scale.numerator, scale.denominator
    unit = bounds.step * under
    raw = [bounds.base * under + over * each for each in weights]
    top = None if bounds.ceiling is None else bounds.ceiling * under
    held = [max(value, bounds.floor * under) for value in raw]
    held = held if top is None else [min(value, top) for value in held]
    steps = [value // unit for value in held]
    left = total // bounds.step - sum(steps)
    order = sorted(range(len(keys)), key=lambda at: (-(held[at] % unit), -weights[at], keys[at]))
    for at in order[:left]:
        steps[at] += 1
    parts = [
        Part(
            raw[at],
            held[at],
            under,
            steps[at] * bounds.step,
            "floor" if held[at] > raw[at] else "ceiling" if held[at] < raw[at] else "",
        )
        for at in range(len(keys))
    ]
    return scale, parts
