"""Who may do what with an invoice: the one who pays is not the one who checked (domain.md 2.11)."""

from gromada.contracts.models import Contract
from gromada.contracts.permissions import COORDINATION
from gromada.contracts.states import IN_FORCE
from gromada.core.permissions import Actor, Deed, Refusal, register
from gromada.core.text import _
from gromada.finance.models import Invoice
from gromada.finance.rules import FOUR_EYES_SOURCE, INVOICE_SOURCE
from gromada.finance.states import INVOICE, InvoiceState
from gromada.plans.states import ServiceState


def _receivable(_actor: Actor, obj: Contract | Invoice) -> Refusal | None:
    """A new invoice comes under a contract in force; one that was returned comes again."""
    if isinstance(obj, Contract) and obj.state not in IN_FORCE:
        return Refusal(_("The contract is not signed yet. Invoices come after the signature."), source=INVOICE_SOURCE)
    if isinstance(obj, Invoice) and obj.state != InvoiceState.RETURNED:
        return Refusal(_("This invoice was not returned, so there is nothing to send again."), source=INVOICE_SOURCE)
    return None


def _other_eyes(actor: Actor, obj: Invoice) -> Refusal | None:
    if obj.checked_by_id is not None and obj.checked_by_id == actor.person_id:
        return Refusal(
            _("You checked this invoice. Somebody else pays it: two people look at every payment."),
            source=FOUR_EYES_SOURCE,
        )
    return None


DEEDS = (
    Deed(
        "finance.receive", _("Enter an invoice"), ("provider", "coordinator"), check=_receivable, source=INVOICE_SOURCE
    ),
    Deed(
        "finance.check",
        _("Confirm the check"),
        COORDINATION,
        INVOICE.states_for("finance.check"),
        source="domain.md 2.11",
    ),
    Deed(
        "finance.return",
        _("Return to the provider"),
        COORDINATION,
        INVOICE.states_for("finance.return"),
        source="domain.md 2.11",
    ),
    Deed(
        "finance.pay",
        _("Pay"),
        ("treasurer",),
        INVOICE.states_for("finance.pay"),
        check=_other_eyes,
        source=FOUR_EYES_SOURCE,
    ),
    Deed(
        "finance.settle",
        _("Close the settlement"),
        ("treasurer", *COORDINATION),
        (ServiceState.DELIVERED,),
        source="domain.md 2.11",
    ),
)
register(DEEDS)
