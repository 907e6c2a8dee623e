"""What the pages of invoices show: lists, one invoice with what to look at before checking it, the form of a
payment."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q
from django.shortcuts import get_object_or_404

from gromada.contracts import queries as contracts
from gromada.contracts.models import Contract
from gromada.core.pages import Page, page
from gromada.core.permissions import Actor, Refusal
from gromada.delivery.models import Attendance, Session
from gromada.delivery.states import SessionState
from gromada.finance.models import Invoice, Payment, PaymentShare
from gromada.finance.queries import deeds
from gromada.finance.rules import converted, covered_pln
from gromada.finance.states import InvoiceState
from gromada.ledger.rules import Rate
from gromada.programmes.models import FundingSource, Participation

LIST_NEEDS = ("contract__service", "provider", "participation__unit", "participation__programme__version")


@dataclass(frozen=True)
class Delivered:
    """What was delivered under a contract, as counts: never who took part."""

    held: int
    scheduled: int
    last_on: date | None
    presences: int


@dataclass(frozen=True)
class InvoicePage:
    invoice: Invoice
    left_pln: Decimal
    others: list[Invoice]
    delivered: Delivered
    payment: Payment | None
    shares: list[PaymentShare]
    trail: list[dict]


@dataclass(frozen=True)
class PayPage:
    """What the form of a payment needs: the sources, the rate of the day, and how much the allocation covers."""

    invoice: Invoice
    sources: list[FundingSource]
    rate: Rate | None
    value: Decimal | None
    left: Decimal
    covered_pln: Decimal

    @property
    def beyond_pln(self) -> Decimal:
        return self.invoice.gross_pln - self.covered_pln


@dataclass(frozen=True)
class InvoicesPage:
    participation: Participation
    page: Page
    state: str
    counts: dict[str, int]


@dataclass(frozen=True)
class ContractInvoices:
    contract: Contract
    invoices: list[Invoice]
    left_pln: Decimal
    delivered: Delivered
    settles: bool
    why_not_settled: str | None


def invoices_of(actor: Actor, participation_pk: int, state: str = "", after: str | None = None) -> InvoicesPage:
    """Invoices of a gmina, the newest first; an unknown state asks for all. Http404 outside the actor's scope."""
    participation = contracts.participation_for_list(actor, participation_pk)
    rows = Invoice.objects.visible_to(actor).filter(participation=participation)
    counts = dict(rows.values_list("state").annotate(count=Count("pk")).order_by("state"))
    state = state if state in InvoiceState.values else ""
    shown = rows.filter(state=state) if state else rows
    return InvoicesPage(
        participation, page(shown.select_related(*LIST_NEEDS), order=("-pk",), after=after), state, counts
    )


def mine(actor: Actor, after: str | None = None) -> Page:
    """A provider's own invoices in every gmina, the newest first."""
    rows = Invoice.objects.visible_to(actor).filter(provider=actor.organisation_id)
    return page(rows.select_related(*LIST_NEEDS), order=("-pk",), after=after)


def contract_invoices(actor: Actor, contract_pk: int) -> ContractInvoices:
    """The invoices of one contract and what is left of it; Http404 outside the actor's scope."""
    contract = contracts.contract_to_do(actor, contract_pk)
    invoices = list(Invoice.objects.visible_to(actor).filter(contract=contract).order_by("-received_on", "-pk"))
    sentence = deeds.why_not_settled(contract.service)
    return ContractInvoices(
        contract,
        invoices,
        deeds.left_of_contract(contract),
        delivered(contract),
        contract.service.state == "delivered",
        sentence,
    )


def invoice_to_do(actor: Actor, pk: int) -> Invoice:
    """The invoice a deed is done to; Http404 outside the actor's scope."""
    return get_object_or_404(Invoice.objects.visible_to(actor).select_related(*deeds.INVOICE_NEEDS, "document"), pk=pk)


def invoice_page(actor: Actor, pk: int) -> InvoicePage:
    """One invoice with its contract, what was delivered, its payment and its trail; Http404 outside the actor's
    scope."""
    invoice = invoice_to_do(actor, pk)
    others = list(Invoice.objects.filter(contract=invoice.contract).exclude(pk=pk).order_by("received_on", "pk"))
    payment = Payment.objects.filter(invoice=invoice).first()
    shares = list(payment.shares.select_related("source").order_by("source__place", "pk")) if payment else []
    left = deeds.left_of_contract(invoice.contract, but=invoice)
    return InvoicePage(invoice, left, others, delivered(invoice.contract), payment, shares, contracts.trail(invoice))


def delivered(contract: Contract) -> Delivered:
    """Sessions held and to come under a contract, and how many presences were marked."""
    sessions = Session.objects.filter(contract=contract).aggregate(
        held=Count("pk", filter=Q(state=SessionState.HELD)),
        scheduled=Count("pk", filter=Q(state=SessionState.SCHEDULED)),
        last_on=Max("held_on", filter=Q(state=SessionState.HELD)),
    )
    presences = Attendance.objects.filter(session__contract=contract, was_present=True).count()
    return Delivered(presences=presences, **sessions)


def pay_page(actor: Actor, pk: int, on: date) -> PayPage:
    """What the treasurer sees before paying on `on`; Http404 outside the actor's scope."""
    invoice = invoice_to_do(actor, pk)
    programme = invoice.participation.programme
    left = deeds.left_to_pay(invoice.participation)
    sources = list(deeds.sources_of(programme).values())
    try:
        rate = contracts.rate_of_deed(programme, on)
    except Refusal:
        return PayPage(invoice, sources, None, None, left, deeds.ZERO)
    covered = min(invoice.gross_pln, covered_pln(left, rate.rate))
    return PayPage(invoice, sources, contracts.entry_rate(rate), converted(invoice.gross_pln, rate.rate), left, covered)
