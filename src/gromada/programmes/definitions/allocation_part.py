"""[allocation]: the rule by which the money is divided, its numbers, and amounts that the programme itself fixes."""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .schema import Part

ALLOCATION_RULES = ("formula", "per_head", "equal")
NEED_DIRECTIONS = ("higher", "lower")
"""Whether a higher value of the indicator means more need (unemployment), or a lower one does (income per head)."""


@dataclass(frozen=True, kw_only=True)
class FixedPart(Part):
    """A gmina (`code` is its TERC) whose amount the programme names."""

    code: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class AllocationPart(Part):
    """How money is divided: base + scale × people^people_power × need^need_power, within floor and ceiling.

    `need` is the code of an indicator, or "score" for that of the selection; amounts are in the programme's currency.
    """

    rule: str = field(default="formula", metadata={"one_of": ALLOCATION_RULES})
    base: Decimal = Decimal("0.00")
    people_power: Fraction = Fraction(1)
    need_power: Fraction = Fraction(0)
    need: str = ""
    need_direction: str = field(default="higher", metadata={"one_of": NEED_DIRECTIONS})
    floor: Decimal = Decimal("0.00")
    ceiling: Decimal | None = None
    step: Decimal = Decimal("100.00")
    fixed: tuple[FixedPart, ...] = ()
