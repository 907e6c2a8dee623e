"""Deeds on contracts on the real database: who, from which state to which, what is booked, what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from gromada.accounts.states import Role
from gromada.contracts import actions, queries
from gromada.contracts.models import Contract
from gromada.contracts.states import CONTRACT, ContractState
from gromada.core import permissions
from gromada.core.models.audit import AuditEvent
from gromada.core.money import format_amount
from gromada.core.permissions import NotAllowed, Refusal
from gromada.ledger import queries as ledger
from gromada.ledger.models import Entry
from gromada.plans.models import Service
from tests.contracts import walk
from tests.contracts.walk import provider, services
from tests.strategies.walk import actor

pytestmark = pytest.mark.django_db
D = Decimal


def counts():
    """Everything a refused deed must leave as it was."""
    return Contract.objects.count(), Entry.objects.count(), AuditEvent.objects.count()


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


# Which role brings a contract from which state to which: written out, so that a changed table is seen.
STEPS = {
    ("draft", "legal_review", "contracts.submit"),
    ("returned", "legal_review", "contracts.submit"),
    ("draft", "accepted", "contracts.submit"),
    ("returned", "accepted", "contracts.submit"),
    ("accepted", "legal_review", "contracts.submit"),
    ("legal_review", "accepted", "contracts.accept"),
    ("legal_review", "returned", "contracts.return"),
    ("accepted", "signed", "contracts.sign"),
    ("signed", "completed", "contracts.complete"),
}
ROLES = {
    "contracts.draft": {"coordinator", "gops_manager"},
    "contracts.change": {"coordinator", "gops_manager"},
    "contracts.submit": {"coordinator", "gops_manager"},
    "contracts.accept": {"counsel"},
    "contracts.return": {"counsel"},
    "contracts.sign": {"mayor"},
    "contracts.complete": {"coordinator", "gops_manager"},
}
STATES = {
    "contracts.change": {"draft", "returned"},
    "contracts.submit": {"draft", "returned", "accepted"},
    "contracts.accept": {"legal_review"},
    "contracts.return": {"legal_review"},
    "contracts.sign": {"accepted"},
    "contracts.complete": {"signed"},
}
REACH = {
    "draft": walk.draft_contract,
    "legal_review": lambda service: walk.submitted_contract(service, value_pln="10000.00"),
    "returned": walk.returned_contract,
    "accepted": walk.accepted_contract,
    "signed": walk.signed_contract,
    "completed": walk.completed_contract,
}


def test_the_path_is_the_one_that_was_agreed():
    assert {(str(step.source), str(step.target), step.deed) for step in CONTRACT.transitions} == STEPS


def test_every_role_in_every_state_may_exactly_what_was_agreed():
    rows = dict(zip(REACH, services(count=len(REACH)), strict=True))
    contracts = {state: queries.contract_for_deed(make(rows[state]).pk) for state, make in REACH.items()}
    for state, contract in contracts.items():
        assert contract.state == state
        for deed, states in STATES.items():
            allowed = {role for role in Role.values if permissions.may(_as(role, contract), deed, contract)}
            assert allowed == (ROLES[deed] if state in states else set()), (state, deed)


def _as(role, contract):
    return walk.provider_actor(contract.provider) if role == "provider" else actor(role, contract.participation)


def test_nobody_acts_outside_their_area():
    here, elsewhere = services()[0], services(terc="3202042")[0]
    contract = walk.accepted_contract(here)
    with pytest.raises(NotAllowed):
        actions.sign_contract(contract=contract, by=actor("mayor", elsewhere.participation), on=walk.SIGNED)
    contract.refresh_from_db()
    assert contract.state == ContractState.ACCEPTED


def test_a_draft_has_its_number_its_value_and_the_rate_of_the_day_before():
    service = services()[0]
    contract = walk.draft_contract(service, value_pln="6300.00", drafted_on=date(2009, 2, 2))
    assert contract.number == "3202012/2009/I.1/001"
    rate = ledger.rate("EUR", date(2009, 2, 2), "nbp_day_before")
    assert rate.effective_on < date(2009, 2, 2)
    assert (contract.rate, contract.rate_on, contract.rate_table) == (rate.rate, rate.effective_on, rate.table_no)
    assert contract.value == (D("6300.00") / rate.rate).quantize(D("0.01"))


def test_numbers_go_on_within_a_gmina():
    first, second = services(count=2)
    numbers = [walk.draft_contract(row, value_pln="100.00").number for row in (first, second, first)]
    assert [number.rsplit("/", 1)[1] for number in numbers] == ["001", "002", "003"]


@pytest.mark.parametrize("kind", ["informal_group", "gmina_office", "social_centre", "ministry", "regional_centre"])
def test_a_kind_that_may_not_provide_is_refused(refused, kind):
    service = services()[0]
    party = provider(kind)
    sentence = refused(
        actions.draft_contract, service=service, provider=party, value_pln=D("100.00"), starts_on=walk.STARTS,
        ends_on=walk.ENDS, by=actor("coordinator", service.participation), on=walk.DRAFTED,
    )  # fmt: skip
    assert sentence


@pytest.mark.parametrize("kind", ["foundation", "parish", "firm", "natural_person", "osp", "kgw", "public_unit"])
def test_every_kind_that_the_programme_lists_may_provide(kind):
    assert walk.draft_contract(services()[0], party=provider(kind)).state == ContractState.DRAFT


def test_the_line_is_the_limit_to_the_grosz(refused):
    service = services(cost_pln="9000.00")[0]
    first = walk.draft_contract(service, value_pln="8999.90")
    by = actor("coordinator", service.participation)
    sentence = refused(
        actions.draft_contract, service=service, provider=first.provider, value_pln=D("0.11"), starts_on=walk.STARTS,
        ends_on=walk.ENDS, by=by, on=walk.DRAFTED,
    )  # fmt: skip
    assert format_amount(D("0.10"), "PLN") in sentence
    walk.draft_contract(service, value_pln="0.10", party=first.provider)
    actions.change_contract(contract=first, value_pln=D("8999.89"), by=by, on=walk.DRAFTED)
    refused(actions.change_contract, contract=first, value_pln=D("9000.00"), by=by, on=walk.DRAFTED)


def test_a_contract_worth_less_than_a_cent_is_refused(refused):
    service = services()[0]
    refused(
        actions.draft_contract, service=service, provider=provider(), value_pln=D("0.01"), starts_on=walk.STARTS,
        ends_on=walk.ENDS, by=actor("coordinator", service.participation), on=walk.DRAFTED,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2009, 1, 29), date(2009, 6, 30)),  # before the plan was accepted
        (date(2009, 3, 2), date(2010, 1, 1)),  # beyond the window
        (date(2009, 6, 30), date(2009, 3, 2)),
    ],
)
def test_days_outside_plan_and_window_are_refused(refused, starts, ends):
    service = services()[0]
    refused(
        actions.draft_contract, service=service, provider=provider(), value_pln=D("100.00"), starts_on=starts,
        ends_on=ends, by=actor("coordinator", service.participation), on=walk.DRAFTED,
    )  # fmt: skip


def worth(value, on):
    """The PLN amount that a deed on `on` converts to exactly this value."""
    rate = ledger.rate("EUR", on, "nbp_day_before").rate
    return (D(value) * rate).quantize(D("0.01"))


@pytest.mark.parametrize(("value", "state"), [("2000.00", "accepted"), ("2000.01", "legal_review")])
def test_the_threshold_is_more_than_two_thousand(value, state):
    service = services(cost_pln="12000.00")[0]
    contract = walk.submitted_contract(service, value_pln=worth(value, walk.SENT))
    assert contract.value == D(value)
    assert contract.state == state
    assert contract.needs_legal_review is (state == "legal_review")


def test_a_programme_in_zloty_without_review_goes_to_the_mayor_at_once():
    service = walk.services_in_zloty()[0]
    contract = walk.signed_contract(service, value_pln="9000.00", **walk.ZLOTY_CONTRACT)
    assert (contract.rate, contract.rate_table, contract.value) == (None, "", D("9000.00"))
    assert contract.needs_legal_review is False
    assert ledger.balances([service.account])[service.account_id].committed == D("9000.00")


def test_signature_commits_at_the_rate_of_its_day_and_takes_the_service():
    service = services()[0]
    contract = walk.signed_contract(service, value_pln="6300.00")
    rate = ledger.rate("EUR", walk.SIGNED, "nbp_day_before")
    assert (contract.signed_on, contract.rate, contract.rate_table) == (walk.SIGNED, rate.rate, rate.table_no)
    balance = ledger.balances([service.account])[service.account_id]
    assert balance.committed == contract.value == (D("6300.00") / rate.rate).quantize(D("0.01"))
    assert balance.pln("committed") == D("6300.00")
    assert (service.state, service.provider_id) == ("contracted", contract.provider_id)


def test_the_threshold_is_tested_again_at_signature(refused):
    """At submission EUR 2,000.00; by the signature the złoty has risen, and counsel has to see the contract."""
    sent, signed = date(2009, 2, 19), date(2009, 6, 2)
    assert ledger.rate("EUR", signed, "nbp_day_before").rate < ledger.rate("EUR", sent, "nbp_day_before").rate
    service = services(cost_pln="12000.00")[0]
    contract = walk.submitted_contract(service, value_pln=worth("2000.00", sent), sent_on=sent)
    assert contract.state == ContractState.ACCEPTED
    mayor, coordinator = actor("mayor", service.participation), actor("coordinator", service.participation)
    refused(actions.sign_contract, contract=contract, by=mayor, on=signed)
    contract = actions.submit_contract(contract=contract, by=coordinator, on=signed)
    assert contract.state == ContractState.LEGAL_REVIEW
    contract = actions.accept_contract(contract=contract, by=actor("counsel"), on=signed)
    refused(actions.submit_contract, contract=contract, by=coordinator, on=signed)
    assert actions.sign_contract(contract=contract, by=mayor, on=signed).state == ContractState.SIGNED


def test_a_contract_ready_to_be_signed_is_not_sent_on_without_need(refused):
    service = services()[0]
    contract = walk.accepted_contract(service, value_pln="6300.00")
    refused(actions.submit_contract, contract=contract, by=actor("coordinator", service.participation), on=walk.SIGNED)


def test_contracts_of_a_gmina_stay_within_what_is_unlocked(refused):
    """Both lines fitted in euro when they were planned; the złoty has risen since, and the second contract does not."""
    planned, signed = date(2009, 2, 19), date(2009, 5, 21)
    days = {"drafted_on": planned, "sent_on": planned, "reviewed_on": planned}
    plan = {"on": planned, "sent_on": planned, "accepted_on": planned}
    first, second = services(count=2, amount="3700.00", cost_pln="9000.00", **plan)
    rate = ledger.rate("EUR", signed, "nbp_day_before").rate
    values = [(D(pln) / rate).quantize(D("0.01")) for pln in ("8000.00", "8500.00")]
    assert max(values) <= D("2000.00")
    assert sum(values) > D("3700.00")
    walk.signed_contract(first, value_pln="8000.00", signed_on=signed, **days)
    contract = walk.accepted_contract(second, value_pln="8500.00", **days)
    sentence = refused(actions.sign_contract, contract=contract, by=actor("mayor", second.participation), on=signed)
    assert format_amount(sum(values) - D("3700.00"), "EUR") in sentence
    contract.refresh_from_db()
    assert contract.state == ContractState.ACCEPTED
    assert Service.objects.get(pk=second.pk).state == "planned"


def test_deeds_go_forward_in_time(refused):
    service = services()[0]
    contract = walk.accepted_contract(service)
    mayor = actor("mayor", service.participation)
    refused(actions.sign_contract, contract=contract, by=mayor, on=date(2009, 2, 4))
    refused(actions.sign_contract, contract=contract, by=mayor, on=date(2010, 1, 4))


def test_a_return_needs_a_note(refused):
    contract = walk.submitted_contract(services()[0], value_pln="10000.00")
    assert contract.state == ContractState.LEGAL_REVIEW
    refused(actions.return_contract, contract=contract, note="  ", by=actor("counsel"), on=walk.REVIEWED)


def test_a_returned_contract_is_mended_and_sent_again():
    service = services()[0]
    contract = walk.returned_contract(service)
    by = actor("coordinator", service.participation)
    actions.change_contract(contract=contract, value_pln=D("8000.00"), by=by, on=walk.REVIEWED)
    assert actions.submit_contract(contract=contract, by=by, on=walk.REVIEWED).state in {"accepted", "legal_review"}


def test_a_signed_contract_is_not_changed(refused):
    service = services()[0]
    contract = walk.signed_contract(service)
    by = actor("coordinator", service.participation)
    refused(actions.change_contract, contract=contract, value_pln=D("1.00"), by=by, on=walk.SIGNED)


def test_completion_books_what_was_committed_and_delivers_the_service():
    service = services()[0]
    contract = walk.completed_contract(service)
    balance = ledger.balances([service.account])[service.account_id]
    assert balance.delivered == balance.committed == contract.value
    assert balance.pln("delivered") == contract.value_pln
    assert service.state == "delivered"


def test_a_service_is_delivered_when_its_last_contract_is():
    service = services()[0]
    party = provider()
    first = walk.signed_contract(service, value_pln="3000.00", party=party)
    second = walk.signed_contract(service, value_pln="3000.00", party=party)
    by = actor("coordinator", service.participation)
    actions.complete_contract(contract=first, by=by, on=walk.DONE)
    service.refresh_from_db()
    assert service.state == "contracted"
    actions.complete_contract(contract=second, by=by, on=walk.DONE)
    service.refresh_from_db()
    assert service.state == "delivered"


def test_every_deed_leaves_its_event():
    contract = walk.completed_contract(services()[0], value_pln="10000.00")
    events = AuditEvent.objects.filter(object_type="contracts.contract", object_id=str(contract.pk)).order_by("seq")
    assert [(event.deed, event.old_state, event.new_state) for event in events] == [
        ("contracts.draft", "", "draft"),
        ("contracts.submit", "draft", "legal_review"),
        ("contracts.accept", "legal_review", "accepted"),
        ("contracts.sign", "accepted", "signed"),
        ("contracts.complete", "signed", "completed"),
    ]
