"""How an envelope is divided. Plain Python: no query, no clock (domain.md 6.2)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from gromada.core.money import apportion, format_number
from gromada.core.permissions import Refusal
from gromada.core.text import _

Key = TypeVar("Key")
STEP = Decimal(100)  # both amounts that are known end in 00 (domain.md 6.2)


def per_head(
    populations: Mapping[Key, int], envelope: Decimal, *, floor: Decimal, step: Decimal = STEP
) -> dict[Key, Decimal]:
    """The envelope divided by heads, nobody below the floor, every amount a multiple of `step`, the sum exact.

    Who would get less than the floor gets the floor; the others share the rest by heads, again until nobody is below.
    More people never means less money, and the order of the gminas does not matter. Raises Refusal when it cannot be.
    """
    _check(populations, envelope, floor, step)
    keys = sorted(populations, key=lambda key: (-populations[key], str(key)))
    at_floor: set[Key] = set()
    while True:
        sharing = [key for key in keys if key not in at_floor]
        rest = envelope - floor * len(at_floor)
        heads = sum(populations[key] for key in sharing)
        below = {key for key in sharing if Fraction(rest) * populations[key] < Fraction(floor) * heads}
        if not below:
            break
        at_floor |= below
    # What is left above the floor is shared in whole steps, so that rounding takes nobody below it again.
    shares = (
        apportion(rest - floor * len(sharing), _weights(populations, sharing, rest, floor), step=step)
        if sharing
        else []
    )
    amounts = dict.fromkeys(at_floor, floor) | {key: floor + part for key, part in zip(sharing, shares, strict=True)}
    return {key: amounts[key] for key in populations}


def _weights(populations: Mapping[Key, int], sharing: Sequence[Key], rest: Decimal, floor: Decimal) -> list[Fraction]:
    """How much each share lies above the floor, before rounding."""
    heads = sum(populations[key] for key in sharing)
    above = [Fraction(rest) * populations[key] / heads - Fraction(floor) for key in sharing]
    return above if sum(above) else [Fraction(1)] * len(sharing)


def _check(populations: Mapping[Key, int], envelope: Decimal, floor: Decimal, step: Decimal) -> None:
    if not populations:
        raise Refusal(_("There is no gmina to divide the amount among."))
    if step <= 0 or envelope % step or floor % step:
        raise Refusal(
            _("The amount and the least for a gmina are multiples of %(step)s, because every amount is rounded to it.")
            % {"step": format_number(step)},
            source="domain.md 6.2",
        )
    if floor < 0 or floor * len(populations) > envelope:
        raise Refusal(
            _("%(count)d gminas times %(floor)s is more than %(envelope)s. Lower the least for a gmina.")
            % {"count": len(populations), "floor": format_number(floor), "envelope": format_number(envelope)},
            source="domain.md 6.2",
        )
    if any(people <= 0 for people in populations.values()):
        raise Refusal(_("The population of a gmina is missing. Load it first."))


def check_envelope(already: Decimal, more: Decimal, envelope: Decimal | None, *, written) -> None:
    """All allocations together are held to the money for services, not to the whole part of the programme (R6)."""
    if envelope is not None and already + more > envelope:
        raise Refusal(
            _("The allocations would come to %(sum)s; the programme has %(envelope)s for services.")
            % {"sum": written(already + more), "envelope": written(envelope)},
            rule="V1",
            source="R6, domain.md 3.3",
        )
