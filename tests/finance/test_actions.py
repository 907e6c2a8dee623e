"""Deeds on invoices on the real database: who, from which state to which, what is booked, what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from gromada.accounts.states import Role
from gromada.contracts.models import Contract
from gromada.core import permissions
from gromada.core.models.audit import AuditEvent
from gromada.core.money import format_amount
from gromada.core.permissions import Refusal
from gromada.finance import actions, queries, rules
from gromada.finance.models import Invoice, Payment, PaymentShare
from gromada.finance.states import INVOICE, InvoiceState
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account, Entry
from tests.contracts.walk import (
    ZLOTY_CONTRACT,
    completed_contract,
    provider_actor,
    services,
    services_in_zloty,
    signed_contract,
)
from tests.finance import walk
from tests.strategies.walk import actor

pytestmark = pytest.mark.django_db
D = Decimal
MODELS = (Contract, Invoice, Payment, PaymentShare, Account, Entry, AuditEvent)


def counts():
    """Everything a refused deed must leave as it was."""
    return [model.objects.count() for model in MODELS]


@pytest.fixture
def refused():
    """Run a deed that must be refused and must leave nothing behind; gives the sentence."""

    def run(action, **arguments):
        before = counts()
        with pytest.raises(Refusal) as refusal:
            action(**arguments)
        assert counts() == before
        return str(refusal.value)

    return run


STEPS = {
    ("received", "checked", "finance.check"),
    ("received", "returned", "finance.return"),
    ("returned", "received", "finance.receive"),
    ("checked", "paid", "finance.pay"),
}
ROLES = {
    "finance.receive": {"provider", "coordinator"},
    "finance.check": {"coordinator", "gops_manager"},
    "finance.return": {"coordinator", "gops_manager"},
    "finance.pay": {"treasurer"},
}
STATES = {
    "finance.receive": {"returned"},
    "finance.check": {"received"},
    "finance.return": {"received"},
    "finance.pay": {"checked"},
}
REACH = {
    "received": walk.received_invoice,
    "returned": walk.returned_invoice,
    "checked": walk.checked_invoice,
    "paid": walk.paid_invoice,
}


def test_the_path_is_the_one_that_was_agreed():
    assert {(str(step.source), str(step.target), step.deed) for step in INVOICE.transitions} == STEPS


def test_every_role_in_every_state_may_exactly_what_was_agreed():
    contract = signed_contract(services()[0])
    for state, make in REACH.items():
        invoice = queries.invoice_for_deed(make(contract, gross_pln="100.00").pk)
        assert invoice.state == state
        for deed, states in STATES.items():
            allowed = {role for role in Role.values if permissions.may(_as(role, contract), deed, invoice)}
            assert allowed == (ROLES[deed] if state in states else set()), (state, deed)


def test_a_new_invoice_is_entered_by_the_provider_or_the_coordinator_under_a_contract_in_force():
    contract = signed_contract(services()[0])
    allowed = {role for role in Role.values if permissions.may(_as(role, contract), "finance.receive", contract)}
    assert allowed == ROLES["finance.receive"]
    contract.state = "accepted"
    assert not permissions.may(actor("coordinator", contract.participation), "finance.receive", contract)


def _as(role, contract):
    return provider_actor(contract.provider) if role == "provider" else actor(role, contract.participation)


@pytest.fixture
def contract():
    return signed_contract(services()[0], value_pln="6300.00")


def test_another_provider_cannot_enter_an_invoice(contract, refused):
    stranger = provider_actor(contract.provider).__class__(
        kind="person", role="provider", scope_kind="provider", organisation_id=0, grant_id=-1
    )
    refused(
        actions.receive_invoice, contract=contract, number="F 1", issued_on=walk.ISSUED, gross_pln=D("1.00"),
        by=stranger, on=walk.RECEIVED,
    )  # fmt: skip


def test_receiving_books_nothing_and_gives_two_weeks(contract):
    before = Entry.objects.count()
    invoice = walk.received_invoice(contract, gross_pln="6300.00")
    assert Entry.objects.count() == before
    assert (invoice.state, invoice.due_on) == (InvoiceState.RECEIVED, date(2009, 5, 18))


def test_the_same_invoice_is_not_here_twice(contract, refused):
    walk.received_invoice(contract, number="F 7/2009", gross_pln="10.00")
    words = {"contract": contract, "issued_on": walk.ISSUED, "gross_pln": D("10.00")}
    by = walk.coordinator(contract)
    refused(actions.receive_invoice, number=" F 7/2009 ", by=by, on=walk.RECEIVED, **words)
    actions.receive_invoice(number="F 8/2009", by=by, on=walk.RECEIVED, **words)


def test_invoices_take_at_most_the_contract(contract, refused):
    walk.received_invoice(contract, gross_pln="6299.99")
    by = walk.coordinator(contract)
    words = {"contract": contract, "number": "F 9", "issued_on": walk.ISSUED, "by": by, "on": walk.RECEIVED}
    sentence = refused(actions.receive_invoice, gross_pln=D("0.02"), **words)
    assert format_amount(D("0.01"), "PLN") in sentence
    actions.receive_invoice(gross_pln=D("0.01"), **words)


@pytest.mark.parametrize("issued_on", [date(2009, 5, 7), date(2009, 2, 15)])
def test_an_invoice_from_tomorrow_or_from_before_the_signature_is_refused(contract, refused, issued_on):
    refused(
        actions.receive_invoice, contract=contract, number="F 1", issued_on=issued_on, gross_pln=D("1.00"),
        by=walk.coordinator(contract), on=walk.RECEIVED,
    )  # fmt: skip


def test_a_returned_invoice_comes_again_corrected(contract, refused):
    invoice = walk.returned_invoice(contract, gross_pln="6300.00")
    assert queries.left_of_contract(contract) == D("6300.00")
    by = provider_actor(contract.provider)
    refused(actions.receive_again, invoice=invoice, gross_pln=D("6300.01"), by=by, on=walk.PAID)
    again = actions.receive_again(invoice=invoice, gross_pln=D("6000.00"), number="F 1/K", by=by, on=walk.PAID)
    assert (again.state, again.gross_pln, again.number, again.received_on) == (
        "received",
        D("6000.00"),
        "F 1/K",
        walk.PAID,
    )
    assert queries.left_of_contract(contract) == D("300.00")


def test_a_return_needs_a_note(contract, refused):
    invoice = walk.received_invoice(contract)
    refused(actions.return_invoice, invoice=invoice, note=" ", by=walk.coordinator(contract), on=walk.CHECKED)


def test_checking_books_the_invoice_at_the_rate_of_the_signature(contract):
    first = walk.checked_invoice(contract, gross_pln="1000.00")
    walk.checked_invoice(contract, gross_pln="2000.00")
    walk.checked_invoice(contract, gross_pln="3300.00")
    balance = ledger.balances([contract.service.account])[contract.service.account_id]
    assert balance.invoiced == balance.committed == contract.value
    assert balance.pln("invoiced") == D("6300.00")
    assert first.checked_by_id == walk.COORDINATOR


def test_who_checked_does_not_pay(contract, refused):
    invoice = walk.checked_invoice(contract)
    both = actor("treasurer", contract.participation, person_id=walk.COORDINATOR)
    sentence = refused(actions.pay_invoice, invoice=invoice, shares={"loan": D("6300.00")}, by=both, on=walk.PAID)
    assert sentence == permissions.why_not(both, "finance.pay", queries.invoice_for_deed(invoice.pk))
    actions.pay_invoice(invoice=invoice, shares={"loan": D("6300.00")}, by=walk.treasurer(contract), on=walk.PAID)


@pytest.mark.parametrize(
    "on",
    [
        date(2009, 2, 13),  # before the signature
        date(2009, 5, 5),  # before the invoice came
        date(2009, 5, 7),  # before it was checked
        date(2010, 1, 4),  # after the window
    ],
)
def test_a_payment_on_a_wrong_day_is_refused(contract, refused, on):
    invoice = walk.checked_invoice(contract)
    refused(actions.pay_invoice, invoice=invoice, shares={"loan": D("6300.00")}, by=walk.treasurer(contract), on=on)


@pytest.mark.parametrize(
    "shares",
    [{}, {"loan": "6299.99"}, {"loan": "6300.01"}, {"loan": "6301.00", "gmina": "-1.00"}, {"nobody": "6300.00"}],
)
def test_shares_that_do_not_make_the_invoice_are_refused(contract, refused, shares):
    invoice = walk.checked_invoice(contract)
    shares = {code: D(amount) for code, amount in shares.items()}
    refused(actions.pay_invoice, invoice=invoice, shares=shares, by=walk.treasurer(contract), on=walk.PAID)


def test_a_payment_split_over_sources_is_exact_and_only_the_inside_counts(contract):
    invoice = walk.paid_invoice(contract, shares={"loan": "5000.00", "gmina": "1300.00"})
    payment = Payment.objects.get(invoice=invoice)
    rate = ledger.rate("EUR", walk.PAID, "nbp_day_before")
    assert (payment.rate, payment.rate_on, payment.rate_table) == (rate.rate, rate.effective_on, rate.table_no)
    parts = {share.source.code: share for share in payment.shares.select_related("source").order_by("pk")}
    assert sum(part.amount_pln for part in parts.values()) == payment.amount_pln == D("6300.00")
    assert sum(part.amount for part in parts.values()) == payment.amount == rules.converted(D("6300.00"), rate.rate)
    assert payment.rate_difference == rules.rate_difference(D("5000.00"), contract.rate, rate.rate)
    gmina = ledger.balances([contract.participation.account])[contract.participation.account_id]
    assert (gmina.paid, gmina.pln("paid")) == (parts["loan"].amount, D("5000.00"))
    beside = queries.outside_balance(contract.participation)
    assert (beside.paid, beside.pln("paid")) == (parts["gmina"].amount, D("1300.00"))


def test_money_outside_the_allocation_lies_in_a_tree_of_the_same_shape(contract):
    walk.paid_invoice(contract, shares={"gmina": "6300.00"})
    programme = contract.participation.programme
    whole = Account.objects.get(reference=queries.outside_reference(programme.account))
    assert ledger.balances([whole])[whole.pk].pln("paid") == D("6300.00")
    assert ledger.balances([programme.account])[programme.account_id].paid == D("0.00")


def test_what_the_allocation_no_longer_covers_is_named_to_the_grosz_and_can_be_booked_elsewhere(refused):
    """Signed at 4.77, paid at 4.36: the złoty rose, the euro do not suffice; the payment goes through all the same."""
    planned, paid_on = date(2009, 2, 19), date(2009, 5, 21)
    plan = {"on": planned, "sent_on": planned, "accepted_on": planned}
    days = {"drafted_on": planned, "sent_on": planned, "reviewed_on": planned, "signed_on": planned}
    service = services(amount="1840.00", cost_pln="9000.00", **plan)[0]
    contract = signed_contract(service, value_pln="9000.00", **days)
    assert contract.value <= D("1840.00")
    invoice = walk.checked_invoice(contract)
    rate = ledger.rate("EUR", paid_on, "nbp_day_before").rate
    need = rules.to_book_elsewhere(D("9000.00"), D("1840.00"), rate)
    assert need > 0
    by = walk.treasurer(contract)
    sentence = refused(actions.pay_invoice, invoice=invoice, shares={"loan": D("9000.00")}, by=by, on=paid_on)
    assert format_amount(need, "PLN") in sentence
    short = {"loan": D("9000.00") - need + D("0.01"), "gmina": need - D("0.01")}
    refused(actions.pay_invoice, invoice=invoice, shares=short, by=by, on=paid_on)
    actions.pay_invoice(invoice=invoice, shares={"loan": D("9000.00") - need, "gmina": need}, by=by, on=paid_on)
    balance = ledger.balances([service.participation.account])[service.participation.account_id]
    assert balance.paid == balance.unlocked == D("1840.00")


def test_a_programme_in_zloty_pays_one_to_one():
    service = services_in_zloty()[0]
    contract = signed_contract(service, value_pln="9000.00", **ZLOTY_CONTRACT)
    invoice = walk.paid_invoice(
        contract, shares={"gmina": "4000.00", "esf": "3000.00", "entities": "2000.00"}, issued_on=date(2012, 4, 2),
        on=date(2012, 4, 3), checked_on=date(2012, 4, 4), paid_on=date(2012, 4, 5),
    )  # fmt: skip
    payment = Payment.objects.get(invoice=invoice)
    assert (payment.amount, payment.rate, payment.rate_difference) == (D("9000.00"), None, D("0.00"))
    balance = ledger.balances([service.participation.account])[service.participation.account_id]
    assert balance.paid == D("7000.00")


def test_a_service_is_settled_when_the_last_invoice_of_a_completed_contract_is_paid():
    service = services()[0]
    contract = completed_contract(service, value_pln="6300.00")
    dates = {
        "issued_on": date(2009, 7, 1),
        "on": date(2009, 7, 2),
        "checked_on": date(2009, 7, 3),
        "paid_on": date(2009, 7, 6),
    }
    walk.checked_invoice(
        contract, gross_pln="300.00", issued_on=date(2009, 7, 1), on=date(2009, 7, 2), checked_on=date(2009, 7, 3)
    )
    walk.paid_invoice(contract, gross_pln="6000.00", **dates)
    service.refresh_from_db()
    assert service.state == "delivered"
    waiting = Invoice.objects.get(state="checked")
    actions.pay_invoice(invoice=waiting, shares={"loan": D("300.00")}, by=walk.treasurer(contract), on=date(2009, 7, 7))
    service.refresh_from_db()
    assert service.state == "settled"


def test_a_service_paid_before_it_was_completed_is_settled_by_hand(refused):
    service = services()[0]
    contract = signed_contract(service, value_pln="6300.00")
    walk.paid_invoice(contract)
    by = walk.treasurer(contract)
    service.refresh_from_db()
    refused(actions.settle_service, service=service, by=by, on=date(2009, 7, 6))
    from gromada.contracts.actions import complete_contract

    complete_contract(contract=contract, by=walk.coordinator(contract), on=date(2009, 6, 30))
    assert actions.settle_service(service=service, by=by, on=date(2009, 7, 6)).state == "settled"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([210_000, 210_000, 210_000])
@given(some.lists(some.integers(1, 210_000), min_size=1, max_size=3))
def test_no_order_of_payments_passes_what_is_unlocked(django_db_blocker, parts):
    """Whatever is paid from the allocation, in whatever parts: at most what is unlocked, and parts add up."""
    from django.db import transaction

    with transaction.atomic():
        service = services(amount="1370.00", cost_pln="6700.00", **EARLY_PLAN)[0]
        contract = signed_contract(service, value_pln="6300.00", **EARLY)
        for part in parts:
            gross = D(part) / 100
            invoice = walk.checked_invoice(contract, gross_pln=gross)
            page = queries.pay_page(walk.treasurer(contract), invoice.pk, walk.PAID)
            shares = {"loan": page.covered_pln, "gmina": page.beyond_pln}
            actions.pay_invoice(invoice=invoice, shares=shares, by=walk.treasurer(contract), on=walk.PAID)
        balance = ledger.balances([service.participation.account])[service.participation.account_id]
        beside = queries.outside_balance(service.participation)
        assert balance.paid <= balance.unlocked
        assert balance.pln("paid") + (beside.pln("paid") if beside else 0) == sum(D(part) / 100 for part in parts)
        transaction.set_rollback(True)


EARLY_PLAN = {"on": date(2009, 2, 19), "sent_on": date(2009, 2, 19), "accepted_on": date(2009, 2, 19)}
EARLY = {name: date(2009, 2, 19) for name in ("drafted_on", "sent_on", "reviewed_on", "signed_on")}


def test_every_deed_leaves_its_event(contract):
    invoice = walk.paid_invoice(contract)
    events = AuditEvent.objects.filter(object_type="finance.invoice", object_id=str(invoice.pk)).order_by("seq")
    assert [(event.deed, event.old_state, event.new_state) for event in events] == [
        ("finance.receive", "", "received"),
        ("finance.check", "received", "checked"),
        ("finance.pay", "checked", "paid"),
    ]
