"""What of an allocation is usable, and when. Plain Python: no query, no clock (domain.md 6.3)."""

from decimal import Decimal
from fractions import Fraction

from gromada.core.money import floor_to_cent


def first_part(allocation: Decimal, ratio: Fraction) -> Decimal:
    """What is usable before the strategy: the ratio of the allocation, floored to the cent, never too much."""
    return floor_to_cent(Fraction(allocation) * ratio)


def the_rest(allocation: Decimal, unlocked: Decimal) -> Decimal:
    """What adoption makes usable: all that is not usable yet."""
    return allocation - unlocked
