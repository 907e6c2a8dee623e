"""States of an invoice (domain.md 2.11, the thin path)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class InvoiceState(models.TextChoices):
    RECEIVED = "received", _("received, to be checked")
    RETURNED = "returned", _("returned to the provider")
    CHECKED = "checked", _("checked, to be paid")
    PAID = "paid", _("paid")


INVOICE = register(
    Table(
        name="finance.invoice",
        title=_("Invoice"),
        states=InvoiceState,
        transitions=(
            Transition(InvoiceState.RECEIVED, InvoiceState.CHECKED, "finance.check", _("checked")),
            Transition(InvoiceState.RECEIVED, InvoiceState.RETURNED, "finance.return", _("returned to the provider")),
            Transition(InvoiceState.RETURNED, InvoiceState.RECEIVED, "finance.receive", _("received again")),
            Transition(InvoiceState.CHECKED, InvoiceState.PAID, "finance.pay", _("paid")),
        ),
        turn={
            InvoiceState.RECEIVED: "coordinator",
            InvoiceState.RETURNED: "provider",
            InvoiceState.CHECKED: "treasurer",
        },
    )
)
