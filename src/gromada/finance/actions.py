"""Deeds on invoices: receive, check, return, pay over several sources, and close a service that is paid in full."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gromada.contracts import queries as contracts
from gromada.contracts.actions import Scan
from gromada.contracts.models import Contract
from gromada.contracts.rules import Broken, hold
from gromada.contracts.states import ContractState
from gromada.core import audit, deadlines, documents
from gromada.core.money import format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _, join_and
from gromada.core.workflow import action, move
from gromada.finance import queries, rules
from gromada.finance.models import Invoice, Payment, PaymentShare
from gromada.finance.states import InvoiceState
from gromada.ledger import actions as ledger
from gromada.ledger.actions import Limit, Line
from gromada.ledger.models import Account
from gromada.ledger.rules import Rate
from gromada.ledger.states import Stage
from gromada.plans import actions as plans
from gromada.plans.models import Service
from gromada.plans.states import ServiceState
from gromada.programmes import permissions as programmes
from gromada.programmes.models import Participation

PAYMENT_TERM_DAYS = 14


@action
def receive_invoice(  # noqa: PLR0913 - an invoice has this many facts
    *, contract: Contract, number: str, issued_on: date, gross_pln: Decimal, by: Actor, on: date, due_on: date | None
    = None,
    scan: Scan | None = None,
) -> Invoice:  # fmt: skip
    """Enter an invoice that came on `on` under a signed contract; due two weeks after its issue unless `due_on` says
    else.

    `gross_pln`: at most what is left of the contract. Seller, number and day of issue occur once (domain.md 6.6).
    Nothing
    is booked before the check. Raises Refusal.
    """
    contract = queries.locked_contract(contract)
    require(by, "finance.receive", contract)
    due_on = due_on or deadlines.add_days(issued_on, PAYMENT_TERM_DAYS)
    number = number.strip()
    _hold_invoice(contract, number, issued_on, due_on, gross_pln, on=on, but=None)
    invoice = Invoice.objects.create(
        participation=contract.participation,
        contract=contract,
        provider=contract.provider,
        number=number,
        issued_on=issued_on,
        received_on=on,
        due_on=due_on,
        gross_pln=gross_pln,
        state=InvoiceState.RECEIVED,
        state_since=on,
    )
    if scan:
        _keep(invoice, document=_kept(scan, invoice, by=by))
    audit.record(by=by, deed="finance.receive", obj=invoice, on=on, new=InvoiceState.RECEIVED)
    return invoice


@action
def receive_again(  # noqa: PLR0913 - an invoice has this many facts
    *, invoice: Invoice, by: Actor, on: date, number: str | None = None, issued_on: date | None = None,
    gross_pln: Decimal | None = None, due_on: date | None = None, scan: Scan | None = None,
) -> Invoice:  # fmt: skip
    """Take a returned invoice again, corrected; what is not given stays. The rules of receiving hold again."""
    contract = queries.locked_contract(invoice.contract)
    invoice = queries.invoice_for_deed(invoice.pk)
    require(by, "finance.receive", invoice)
    given = {"number": number, "issued_on": issued_on, "gross_pln": gross_pln, "due_on": due_on}
    changed = {name: value for name, value in given.items() if value is not None and value != getattr(invoice, name)}
    for name, value in changed.items():
        setattr(invoice, name, value)
    _hold_order(on, invoice.state_since)
    _hold_invoice(contract, invoice.number, invoice.issued_on, invoice.due_on, invoice.gross_pln, on=on, but=invoice)
    kept = {"document": _kept(scan, invoice, by=by)} if scan else {}
    _keep(invoice, received_on=on, note="", **changed, **kept)
    move(invoice, to=InvoiceState.RECEIVED, by=by, on=on)
    return invoice


@action
def check_invoice(*, invoice: Invoice, by: Actor, on: date) -> Invoice:
    """Confirm that the service was rendered and the amount is right; who confirmed is kept for the four eyes.

    Books INVOICED at the rate of the signature, so that the invoices of a contract add up to its committed value.
    """
    contract = queries.locked_contract(invoice.contract)
    invoice = queries.invoice_for_deed(invoice.pk)
    require(by, "finance.check", invoice)
    _hold_order(on, invoice.state_since)
    signed_at = contracts.rate_of_signature(contract)
    before = queries.checked_pln(contract)
    amount = rules.invoiced_now(before, invoice.gross_pln, signed_at.rate if signed_at else Decimal(1))
    line = Line(
        contract.service.account,
        Stage.INVOICED,
        amount,
        amount_pln=invoice.gross_pln,
        rate=signed_at,
        label=invoice.number,
    )
    ledger.post(lines=[line], value_on=on, by=by, on=on)
    _keep(invoice, checked_by_id=by.person_id, note="")
    move(invoice, to=InvoiceState.CHECKED, by=by, on=on)
    return invoice


@action
def return_invoice(*, invoice: Invoice, note: str, by: Actor, on: date) -> Invoice:
    """Send an invoice back to the provider; `note` says what to mend and is never empty."""
    invoice = queries.invoice_for_deed(invoice.pk)
    require(by, "finance.return", invoice)
    _hold_order(on, invoice.state_since)
    if not note.strip():
        hold(Broken(_("Write what has to be mended, so that the provider knows what to do."), "note", field="note"))
    _keep(invoice, note=note.strip())
    move(invoice, to=InvoiceState.RETURNED, by=by, on=on)
    return invoice


@action
def pay_invoice(*, invoice: Invoice, shares: Mapping[str, Decimal], by: Actor, on: date) -> Payment:
    """Pay a checked invoice on `on`, split over sources of money (code → PLN, together the invoice to the grosz).

    Converted by the programme's rule of the day. What is booked to sources that count to the allocation
    stays within unlocked − paid, under a lock; if not, Refusal says how many PLN to book elsewhere: a payment is never
    refused because of the rate alone (domain.md 6.4). A contract paid in full settles its service. V4, V5, four eyes.
    """
    contract = queries.locked_contract(invoice.contract)
    invoice = queries.invoice_for_deed(invoice.pk)
    participation = invoice.participation
    programme = participation.programme
    require(by, "finance.pay", invoice)
    _hold_payment_day(contract, invoice, on)
    shares = {code: amount for code, amount in shares.items() if amount}
    sources = queries.sources_of(programme)
    _hold_shares(shares, sources, invoice.gross_pln)
    rate = contracts.rate_of_deed(programme, on)
    inside = [code for code, source in sources.items() if source.in_allocation]
    inside_pln = sum((amount for code, amount in shares.items() if code in inside), rules.ZERO)
    if inside_pln and (stands_still := programmes.stands_still(by, participation)):
        raise stands_still
    _hold_allocation(participation, sources, inside_pln, rate)
    amounts = rules.split(shares, inside, rate.rate)
    parts = [PaymentShare(source=sources[code], amount_pln=shares[code], amount=amounts[code]) for code in amounts]
    lines = [_paid_line(contract, invoice, part, rate, by=by) for part in parts]
    voucher = ledger.post(lines=lines, limits=[_limit(participation)], value_on=on, by=by, on=on)
    signed_at = contracts.rate_of_signature(contract)
    payment = Payment.objects.create(
        participation=participation,
        invoice=invoice,
        paid_on=on,
        amount_pln=invoice.gross_pln,
        amount=sum(amounts.values(), rules.ZERO),
        rate_difference=rules.rate_difference(inside_pln, signed_at.rate, rate.rate) if signed_at else rules.ZERO,
        voucher=voucher,
        **contracts.rate_columns(rate),
    )
    for part in parts:
        part.payment = payment
    PaymentShare.objects.bulk_create(parts)
    move(invoice, to=InvoiceState.PAID, by=by, on=on)
    if contract.state == ContractState.COMPLETED and queries.why_not_settled(contract.service) is None:
        _settle(contract.service, by=by, on=on)
    return payment


@action
def settle_service(*, service: Service, by: Actor, on: date) -> Service:
    """Close a delivered service whose last invoice was paid before its contract was completed. Raises Refusal."""
    service = queries.service_for_settling(service.pk)
    require(by, "finance.settle", service)
    _hold_order(on, service.state_since)
    sentence = queries.why_not_settled(service)
    if sentence is not None:
        raise Refusal(sentence, source="domain.md 2.11")
    _settle(service, by=by, on=on)
    return service


def _settle(service: Service, *, by: Actor, on: date) -> None:
    service.refresh_from_db(fields=["state", "state_since"])
    if service.state == ServiceState.DELIVERED:
        plans.service_settled(service=service, by=by, on=on)


def _keep(invoice: Invoice, **values) -> None:
    for name, value in values.items():
        setattr(invoice, name, value)
    invoice.save(update_fields=list(values))


def _kept(scan: Scan, invoice: Invoice, *, by: Actor) -> documents.Document:
    return documents.store(
        content=scan.read(),
        name=scan.name,
        media_type=scan.content_type,
        access=documents.Access.OFFICE,
        retention="accounting",
        reference=f"finance:invoice:{invoice.pk}",
        by=by,
        unit_id=invoice.participation.unit_id,
    )


def _hold_order(on: date, not_before: date) -> None:
    if on < not_before:
        text = _("The step before this one was made on %(before)s. Choose that day or a later one.")
        hold(Broken(text % {"before": f"{not_before:%d.%m.%Y}"}, "deeds_in_order", rules.PAYMENT_DAY_SOURCE, "on"))


def _hold_invoice(  # noqa: PLR0913 - an invoice has this many facts
    contract: Contract, number: str, issued_on: date, due_on: date, gross_pln: Decimal, *, on: date, but: Invoice | None
) -> None:
    if queries.is_known(contract.provider, number, issued_on, but=but):
        text = _("Invoice %(number)s of this provider of that day is already here. Nobody is paid twice.")
        hold(Broken(text % {"number": number}, "invoice_once", rules.INVOICE_SOURCE, "number"))
    hold(rules.invoice_days_fit(issued_on, on, due_on, signed_on=contract.signed_on))
    left = queries.left_of_contract(contract, but=but)
    hold(
        rules.invoice_fits(
            gross_pln, left, written=format_amount(gross_pln, "PLN"), left_written=format_amount(left, "PLN")
        )
    )


def _hold_payment_day(contract: Contract, invoice: Invoice, on: date) -> None:
    programme = contract.participation.programme
    window = (programme.window_from, programme.window_until)
    hold(rules.payment_day_fits(on, signed_on=contract.signed_on, received_on=invoice.received_on, window=window))
    _hold_order(on, invoice.state_since)


def _hold_shares(shares: Mapping[str, Decimal], sources: Mapping, gross_pln: Decimal) -> None:
    total = sum(shares.values(), rules.ZERO)
    written, sum_written = format_amount(gross_pln, "PLN"), format_amount(total, "PLN")
    hold(rules.shares_fit(shares, sources, gross_pln, written=written, sum_written=sum_written))


def _hold_allocation(participation: Participation, sources: Mapping, inside_pln: Decimal, rate: Rate) -> None:
    """Under a lock on the gmina's account: what the allocation does not cover is named to the grosz."""
    left = queries.locked_left_to_pay(participation)
    elsewhere = rules.to_book_elsewhere(inside_pln, left, rate.rate)
    others = [source.name for source in sources.values() if not source.in_allocation]
    hold(
        rules.allocation_covers(
            elsewhere,
            written=format_amount(elsewhere, "PLN"),
            left_written=format_amount(left, participation.programme.currency),
            sources=join_and(others),
        )
    )


def _paid_line(contract: Contract, invoice: Invoice, part: PaymentShare, rate: Rate, *, by: Actor) -> Line:
    """A share goes to the account of the service, or to the one beside it when its source does not count."""
    account = contract.service.account
    return Line(
        account if part.source.in_allocation else _account_outside(account, by=by),
        Stage.PAID,
        part.amount,
        source=part.source.code,
        amount_pln=part.amount_pln,
        rate=contracts.entry_rate(rate),
        label=invoice.number,
    )


def _limit(participation: Participation) -> Limit:
    """Payments from the allocation stay within what is unlocked of it (V2): the last word is the ledger's."""
    sentence = _("The allocation lacks %(over)s for this payment. Book that part to another source of money.")
    return Limit(participation.account, use=Stage.PAID, within=Stage.UNLOCKED, sentence=sentence)


def _account_outside(account: Account, *, by: Actor) -> Account:
    """The account beside `account` for money that does not count to the allocation.

    Its tree has the same shape (programme, region, gmina, service), so the sums of both lie side by side and no limit
    of
    the one ever sees the other.
    """
    reference = queries.outside_reference(account)
    found = Account.objects.filter(reference=reference).first()
    if found is not None:
        return found
    parent = _account_outside(account.parent, by=by) if account.parent_id else None
    return ledger.open_account(reference=reference, currency=account.currency, parent=parent, unit=account.unit, by=by)
