"""Figures of gminas into numbers that can be added up: logarithm, cut ends, one scale, sign. Plain Python.

Nothing here depends on the machine: sums are exact (`math.fsum`), logarithms come from `decimal`, and division and square
root are rounded alike everywhere, so that the same figures give the same numbers to the last bit (docs/decisions/0010).
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Context, Decimal

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes.definitions import Measure

_EXACT = Context(prec=20)
LEAST = 0.01  # of the scale 0 to 1 in a geometric mean, so that one zero does not wipe out all the rest
HALF = 0.5


def ln(value: float | Decimal) -> float:
    """The natural logarithm, correctly rounded from 20 digits on every machine."""
    return float(_EXACT.ln(Decimal(value)))


def exp(value: float) -> float:
    return float(_EXACT.exp(Decimal(value)))


def prepared(measure: Measure, raw: Sequence[Decimal | None], names: Sequence[str]) -> list[float | None]:
    """The figures after logarithm and cut ends; what is missing stays missing. Raises Refusal for ln of 0 or less."""
    if measure.log:
        wrong = next((at for at, value in enumerate(raw) if value is not None and value <= 0), None)
        if wrong is not None:
            raise Refusal(
                _("%(gmina)s: %(indicator)s is %(value)s, and a logarithm needs values above zero. Leave it out there.")
                % {"gmina": names[wrong], "indicator": measure.indicator, "value": raw[wrong].normalize()},
                rule="log",
                source="domain.md 4.1",
            )
    values = [None if value is None else ln(value) if measure.log else float(value) for value in raw]
    return _cut(values, measure)


def _cut(values: list[float | None], measure: Measure) -> list[float | None]:
    """Winsorised: the share of gminas at each end gets the value of the first one that is not in it."""
    known = sorted(value for value in values if value is not None)
    count = int(measure.winsor * len(known))
    if not count:
        return values
    low, high = known[count], known[-count - 1]
    return [None if value is None else min(max(value, low), high) for value in values]


def median(values: Sequence[float | None]) -> float | None:
    """The middle one of the known values; none where nothing is known."""
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    middle = len(known) // 2
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2


def scaled(transform: str, values: Sequence[float | None]) -> list[float | None]:
    """The values on one scale: z-score (around 0), min-max or percentile (0 to 1). Where all are equal, the middle."""
    known = [value for value in values if value is not None]
    if not known:
        return list(values)
    if transform == "zscore":
        mean = math.fsum(known) / len(known)
        spread = math.sqrt(math.fsum((value - mean) * (value - mean) for value in known) / len(known))
        flat = max(known) == min(known) or not spread
        return [None if value is None else 0.0 if flat else (value - mean) / spread for value in values]
    if transform == "minmax":
        low, wide = min(known), max(known) - min(known)
        return [None if value is None else (value - low) / wide if wide else HALF for value in values]
    order = sorted(known)
    return [
        None
        if value is None
        else (bisect_left(order, value) + bisect_right(order, value)) / (2 * len(order))  # equal values share a place
        for value in values
    ]


def signed(measure: Measure, value: float | None) -> float | None:
    """The scaled value turned so that more always means more need."""
    if value is None or measure.direction == "higher":
        return value
    return 0.0 - value if measure.transform == "zscore" else 1 - value
