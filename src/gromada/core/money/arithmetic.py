"""Exact arithmetic of amounts: the two roundings, the one division into parts, and whole minor units."""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from math import floor

from gromada.core.text import _

CENT = Decimal("0.01")

# Wide enough for every BIGINT and its sums, whatever context the caller has set.
_EXACT = Context(prec=80)

Number = Decimal | int | Fraction


def exact(value: Number) -> Fraction:
    """The value as a fraction. TypeError for a float (0.1 is not a tenth) and for what is no number; ValueError for NaN
    and ∞.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int | Fraction):
        raise TypeError(
            f"An amount is a Decimal, an int or a Fraction, not {type(value).__name__}: write Decimal('0.10'), not 0.1."
        )
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(_("This is not an amount: the number is not finite."))
    return Fraction(value)


def from_minor(whole: int, places: int = 2) -> Decimal:
    """Whole cents (or, with four places, ten-thousandths) as a Decimal with exactly ``places`` decimals."""
    return Decimal(whole).scaleb(-places, context=_EXACT)


def to_minor(value: Number, places: int = 2) -> int:
    """A value as whole cents; ValueError when it has more decimals than ``places``, for nothing is rounded unasked."""
    scaled = exact(value) * 10**places
    if scaled.denominator != 1:
        raise ValueError(
            _("%(value)s has more than %(places)s decimal places. Round it first; an amount is never rounded unasked.")
            % {"value": value, "places": places}
        )
    return scaled.numerator


def round_half_up(value: Number, places: int = 2) -> Decimal:
    """The value to the cent (or to ``places``), a half away from zero: 0.005 → 0.01, -0.005 → -0.01."""
    scaled = exact(value) * 10**places
    whole = floor(abs(scaled) + Fraction(1, 2))
    return from_minor(whole if scaled >= 0 else -whole, places)


def floor_to_cent(value: Number) -> Decimal:
    """The value down to the cent, so that unlocking never makes too much usable (domain.md 6.3: 22,066.66)."""
    return from_minor(floor(exact(value) * 100))


def apportion(total: Number, weights: Sequence[Number], step: Decimal = CENT) -> list[Decimal]:
    """Divides ``total`` in proportion to ``weights`` in whole steps; the parts always add up to the total.

    Largest remainder; equal remainders go in the order given. ``step`` is in the unit of ``total`` (EUR 100 for
    allocations, domain.md 6.2). ValueError for a negative weight, for weights that sum to zero, and for a total that is
    not whole steps.
    """
    shares, unit = [exact(weight) for weight in weights], exact(step)
    if any(share < 0 for share in shares):
        raise ValueError(_("A share cannot be negative. Give weights of zero or more."))
    if unit <= 0 or not sum(shares):
        raise ValueError(_("There is nothing to divide by: give a step above zero and at least one weight above zero."))
    steps = exact(total) / unit
    if steps.denominator != 1:
        raise ValueError(
            _("%(total)s cannot be divided in whole steps of %(step)s. Choose a smaller step.")
            % {"total": total, "step": step}
        )
    whole, sign = abs(steps.numerator), -1 if steps < 0 else 1
    quotas = [whole * share / sum(shares) for share in shares]
    parts = [floor(quota) for quota in quotas]
    by_remainder = sorted(range(len(parts)), key=lambda place: parts[place] - quotas[place])
    for place in by_remainder[: whole - sum(parts)]:
        parts[place] += 1
    return [_as_decimal(sign * part * unit) for part in parts]


def _as_decimal(value: Fraction) -> Decimal:
    """A part, with two decimals, or more where the step has more."""
    places = 2
    while (value * 10**places).denominator != 1:
        places += 1
    return from_minor((value * 10**places).numerator, places)
