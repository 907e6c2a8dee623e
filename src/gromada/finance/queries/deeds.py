"""What a deed on an invoice reads: rows under lock, what is left of a contract and of an allocation, the sources of
money."""

from datetime import date
from decimal import Decimal

from django.db.models import Sum

from gromada.accounts.models import Organisation
from gromada.contracts.models import Contract
from gromada.contracts.states import ContractState
from gromada.core.text import _
from gromada.finance.models import Invoice
from gromada.finance.states import InvoiceState
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account
from gromada.plans.models import Service
from gromada.plans.states import ServiceState
from gromada.programmes.models import FundingSource, Participation, Programme

ZERO = Decimal("0.00")
OUTSIDE = ":outside"
CONTRACT_NEEDS = (
    "participation__programme__version",
    "participation__unit",
    "participation__account",
    "service__account",
    "provider",
)
INVOICE_NEEDS = (
    "participation__programme__version",
    "participation__unit",
    "participation__account",
    "contract__service",
    "provider",
)


def locked_contract(contract: Contract) -> Contract:
    """The contract as it is now, with the gmina locked: sums of its invoices hold until the deed is done."""
    Participation.objects.select_for_update().get(pk=contract.participation_id)
    return Contract.objects.select_related(*CONTRACT_NEEDS).get(pk=contract.pk)


def invoice_for_deed(pk: int) -> Invoice:
    return Invoice.objects.select_related(*INVOICE_NEEDS).get(pk=pk)


def service_for_settling(pk: int) -> Service:
    return Service.objects.select_related("participation__programme__version", "participation__unit").get(pk=pk)


def is_known(provider: Organisation, number: str, issued_on: date, *, but: Invoice | None = None) -> bool:
    """Whether this invoice of the provider is already here."""
    rows = Invoice.objects.filter(provider=provider, number=number, issued_on=issued_on)
    return (rows.exclude(pk=but.pk) if but else rows).exists()


def left_of_contract(contract: Contract, *, but: Invoice | None = None) -> Decimal:
    """PLN of a contract that no invoice has claimed; one that was returned claims nothing until it comes again."""
    rows = Invoice.objects.filter(contract=contract).exclude(state=InvoiceState.RETURNED)
    taken = (rows.exclude(pk=but.pk) if but else rows).aggregate(sum=Sum("gross_pln"))["sum"]
    return contract.value_pln - (taken or ZERO)


def checked_pln(contract: Contract) -> Decimal:
    """PLN of a contract's invoices that were checked, paid or not."""
    rows = Invoice.objects.filter(contract=contract, state__in=[InvoiceState.CHECKED, InvoiceState.PAID])
    return rows.aggregate(sum=Sum("gross_pln"))["sum"] or ZERO


def sources_of(programme: Programme) -> dict[str, FundingSource]:
    """The programme's sources of money by code, in the order of its file."""
    return {row.code: row for row in FundingSource.objects.filter(programme=programme).order_by("place", "pk")}


def left_to_pay(participation: Participation) -> Decimal:
    """Unlocked minus paid from the allocation, programme currency."""
    balance = ledger.balances([participation.account])[participation.account_id]
    return balance.unlocked - balance.paid


def locked_left_to_pay(participation: Participation) -> Decimal:
    """The same under a lock on the gmina's account, until the deed is done."""
    Account.objects.select_for_update().get(pk=participation.account_id)
    return left_to_pay(participation)


def outside_reference(account: Account) -> str:
    """The key of the account that stands beside `account` for money outside the allocation."""
    return f"{account.reference}{OUTSIDE}"


def why_not_settled(service: Service) -> str | None:
    """Why a service is not settled yet, or None: every contract on it is completed, every invoice paid, and one there
    is."""
    if service.state != ServiceState.DELIVERED:
        service = Service.objects.only("state").get(pk=service.pk)
    if service.state != ServiceState.DELIVERED:
        return str(_("The service is not delivered yet: complete its contracts first."))
    if Contract.objects.filter(service_id=service.pk, state=ContractState.SIGNED).exists():
        return str(_("A contract on this service is still in force. Complete it first."))
    invoices = Invoice.objects.filter(contract__service_id=service.pk)
    if invoices.exclude(state=InvoiceState.PAID).exists():
        return str(_("An invoice for this service is not paid yet."))
    if not invoices.exists():
        return str(_("No invoice for this service has come yet."))
    return None
