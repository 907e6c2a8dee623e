"""What several pages of this room show alike."""

from decimal import Decimal

from django.http import Http404

from gromada.core.money import format_number
from gromada.core.text import _
from gromada.programmes import queries

ZERO = Decimal("0.00")


def programme_or_404(code: str):
    found = queries.programme(code)
    if found is None:
        raise Http404
    return found


def money(balance) -> list[tuple]:
    """The stages of money under each other, in the programme's currency, which stands in the heading."""
    stages = [
        (_("Allocated"), balance.allocated, "num"),
        (_("Unlocked"), balance.unlocked, "num"),
        (_("Planned"), balance.planned, "num"),
        (_("In contracts"), balance.committed, "num"),
        (_("Paid"), balance.paid, "num"),
        (_("Can still be planned"), balance.available, "num sum"),
    ]
    return [(label, format_number(amount, 2), kind) for label, amount, kind in stages]


def legend() -> list[tuple]:
    return [("p1", _("paid")), ("p2", _("in contracts")), ("p3", _("in the plan")), ("p4", _("free"))]
