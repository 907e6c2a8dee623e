"""Two divisions side by side: who gains, who loses, how much moves, and how uneven each is. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gromada.core.money import to_minor

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Change:
    """A gmina's amount before and now; None where it had none, or has none any more."""

    code: str
    before: Decimal | None
    now: Decimal | None

    @property
    def difference(self) -> Decimal:
        return (self.now or ZERO) - (self.before or ZERO)


@dataclass(frozen=True)
class Comparison:
    """All changes, by code; the counts of the sentence above them; `moved` is what changes hands."""

    changes: tuple[Change, ...]
    gain: int
    lose: int
    same: int
    moved: Decimal


def compared(before: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> Comparison:
    """What a division changes against another one. What moves is the sum of all gains, or of all losses if greater."""
    changes = tuple(Change(code, before.get(code), now.get(code)) for code in sorted({*before, *now}))
    gains = [row.difference for row in changes if row.difference > 0]
    losses = [-row.difference for row in changes if row.difference < 0]
    moved = max(sum(gains, ZERO), sum(losses, ZERO))
    return Comparison(changes, len(gains), len(losses), len(changes) - len(gains) - len(losses), moved)


def gini(shares: Sequence[tuple[int, Decimal]]) -> Fraction:
    """How unevenly (heads, amount) lie, exactly: 0 when each head has the same, near 1 when one has everything.

    Twice the area between the Lorenz curve and the straight line; whoever has least a head comes first.
    """
    pairs = sorted(
        ((heads, to_minor(amount)) for heads, amount in shares if heads > 0),
        key=lambda one: (one[1] / one[0], one),
    )
    people, money = sum(heads for heads, _amount in pairs), sum(amount for _heads, amount in pairs)
    if not money:
        return Fraction(0)
    below = area = 0
    for heads, amount in pairs:
        area += heads * (2 * below + amount)
        below += amount
    return 1 - Fraction(area, people * money)
