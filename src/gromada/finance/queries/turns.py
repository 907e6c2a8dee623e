"""Whose turn it is with invoices, as the desk shows it."""

from datetime import date

from django.db.models import Case, IntegerField, Value, When
from django.urls import reverse

from gromada.core.money import format_amount
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.core.turns import Turn
from gromada.finance.models import Invoice
from gromada.finance.states import INVOICE, InvoiceState

MOST = 50
TAB = "money"

WORDS = {
    InvoiceState.RECEIVED: (_("Check invoice %(number)s"), _("Check")),
    InvoiceState.RETURNED: (_("Mend invoice %(number)s, which was returned"), _("Mend")),
    InvoiceState.CHECKED: (_("Pay invoice %(number)s"), _("Pay")),
}


def turns(actor: Actor, on: date | None = None) -> list[Turn]:  # noqa: ARG001 - every room answers the desk alike
    """What waits in invoices within the actor's scope: their own turn first, then what others owe. One query."""
    own = [state for state, role in INVOICE.turn.items() if role == actor.role]
    is_own = Case(When(state__in=own, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Invoice.objects.visible_to(actor).filter(state__in=list(WORDS))
    rows = rows.select_related("contract__service", "provider", "participation__unit").order_by(is_own, "due_on", "pk")[
        :MOST
    ]
    return [_turn_of(row, actor) for row in rows]


def _turn_of(row: Invoice, actor: Actor) -> Turn:
    title, button = WORDS[InvoiceState(row.state)]
    role = INVOICE.turn[row.state]
    return Turn(
        title=title % {"number": row.number},
        detail=f"{row.contract.service.title}, {row.provider.name}, {format_amount(row.gross_pln, 'PLN')}",
        url=reverse("finance:invoice", args=[row.pk]),
        button=button,
        role=role,
        tab=TAB,
        since=row.state_since,
        due_on=row.due_on if row.state == InvoiceState.CHECKED else None,
        mine=role == actor.role,
        unit_id=row.participation.unit_id,
        unit_name=row.participation.unit.name,
    )
