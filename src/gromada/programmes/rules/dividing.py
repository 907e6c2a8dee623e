"""An envelope divided by heads, and what all allocations together are held to. Plain Python: no query, no clock."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes.rules.allocating import STEP, Claim, Terms, divide

Key = TypeVar("Key")


def per_head(
    populations: Mapping[Key, int], envelope: Decimal, *, floor: Decimal, step: Decimal = STEP
) -> dict[Key, Decimal]:
    """The envelope divided by heads, nobody below the floor, every amount a multiple of `step`, the sum exact.

    The rule "per_head" of `divide` without its other numbers. Raises Refusal when it cannot be.
    """
    codes = {f"{at:06d}": key for at, key in enumerate(sorted(populations, key=str))}
    claims = [Claim(code, str(key), populations[key]) for code, key in codes.items()]
    found = divide(claims, Terms(envelope, rule="per_head", floor=floor, step=step))
    amounts = {codes[code]: amount for code, amount in found.amounts.items()}
    return {key: amounts[key] for key in populations}


def check_envelope(already: Decimal, more: Decimal, envelope: Decimal | None, *, written) -> None:
    """All allocations together are held to the money for services, not to the whole part of the programme (R6)."""
    if envelope is not None and already + more > envelope:
        raise Refusal(
            _("The allocations would come to %(sum)s; the programme has %(envelope)s for services.")
            % {"sum": written(already + more), "envelope": written(envelope)},
            rule="V1",
            source="R6, domain.md 3.3",
        )
