"""Checks of the rule by which the money is divided: its numbers fit one another and the envelope."""

from collections.abc import Iterator
from decimal import Decimal

from gromada.core.text import _

from .definition import Definition
from .findings import Finding, error


def check_allocation(d: Definition) -> Iterator[Finding]:
    """The numbers of the rule fit one another and the envelope."""
    part = d.allocation
    if part is None:
        return
    amounts = (part.base, part.floor, part.ceiling or Decimal(0), d.envelope or Decimal(0))
    if part.step <= 0 or any(amount % part.step for amount in amounts):
        yield error(
            "allocation_step",
            _("The base, the least, the most and the envelope of the division are not all multiples of %(step)s.")
            % {"step": part.step},
            _("Every amount is rounded to the step: change it, or the amounts."),
            part.source,
        )
    if part.ceiling is not None and part.ceiling < max(part.floor, part.base):
        yield error(
            "allocation_bounds",
            _("The most for a gmina (%(ceiling)s) is below what everybody gets (%(floor)s).")
            % {"ceiling": part.ceiling, "floor": max(part.floor, part.base)},
            _("Swap floor and ceiling, or correct them."),
            part.source,
        )
    count = d.eligibility.gminas if d.eligibility else None
    if d.envelope is not None and count and max(part.floor, part.base) * count > d.envelope:
        yield error(
            "allocation_floors",
            _("%(count)d gminas times the least of %(floor)s is more than the envelope of %(envelope)s.")
            % {"count": count, "floor": max(part.floor, part.base), "envelope": d.envelope},
            _("Lower the least."),
            part.source,
        )
    if min(part.people_power, part.need_power) < 0 or (part.need_power and not part.need):
        yield error(
            "allocation_powers",
            _("The weights of people and need are zero or more, and a weight of need names its indicator."),
            _("Correct people_power and need_power, or add “need”."),
            part.source,
        )
