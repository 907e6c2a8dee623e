"""Ways to a contract in each of its states, through real actions; for tests of this room and of those above it."""

from datetime import date
from decimal import Decimal
from itertools import count

from gromada.accounts.actions import register_organisation
from gromada.accounts.models import Organisation
from gromada.contracts import actions
from gromada.core.permissions import SYSTEM, Actor
from tests.plans.walk import accepted_plan, services_of
from tests.strategies.walk import actor, adopted_strategy, allocated

DRAFTED, SENT, REVIEWED, SIGNED, DONE = (
    date(2009, 2, 2), date(2009, 2, 5), date(2009, 2, 12), date(2009, 2, 16), date(2009, 6, 30),
)  # fmt: skip
STARTS, ENDS = date(2009, 3, 2), date(2009, 6, 30)
_numbers = count(1)


def services(*, count=1, terc="3202012", code="pis", amount="70500.00", cost_pln="12000.00", **words):
    """Services of an accepted plan of a gmina that has its strategy and its whole allocation; `words`: for the plan."""
    participation = allocated(terc, code, amount)
    adopted_strategy(participation)
    plan = accepted_plan(participation, lines=count, cost_pln=cost_pln, **words)
    return services_of(plan)


ZLOTY_PLAN = {"on": date(2012, 1, 9), "sent_on": date(2012, 1, 16), "accepted_on": date(2012, 1, 23)}
ZLOTY_CONTRACT = {
    "drafted_on": date(2012, 2, 6), "sent_on": date(2012, 2, 8), "reviewed_on": date(2012, 2, 9),
    "signed_on": date(2012, 2, 10), "starts_on": date(2012, 3, 1), "ends_on": date(2012, 6, 29),
}  # fmt: skip


def services_in_zloty(*, count=1, cost_pln="12000.00"):
    """Services of a programme that counts in złoty and has no legal review."""
    participation = allocated("1405052", "pal-jaktorow", "90000.00", on=date(2012, 1, 2))
    adopted_strategy(participation, started_on=date(2012, 1, 3), on=date(2012, 1, 5))
    return services_of(accepted_plan(participation, lines=count, cost_pln=cost_pln, **ZLOTY_PLAN))


def provider(kind="foundation", name="", unit=None) -> Organisation:
    """An organisation that may be a party to a contract, or not, by its kind."""
    return register_organisation(kind=kind, name=name or f"Usługodawca {next(_numbers)}", unit=unit, by=SYSTEM)


def provider_actor(organisation, person_id=None) -> Actor:
    return Actor(
        kind="person", person_id=person_id, grant_id=-1, role="provider", scope_kind="provider",
        organisation_id=organisation.pk, name="provider",
    )  # fmt: skip


def draft_contract(
    service, *, by=None, drafted_on=DRAFTED, value_pln="6300.00", party=None, starts_on=STARTS, ends_on=ENDS
):
    """A contract with the gmina."""
    return actions.draft_contract(
        service=service, provider=party or provider(), value_pln=Decimal(value_pln), starts_on=starts_on,
        ends_on=ends_on, by=by or actor("coordinator", service.participation), on=drafted_on,
    )  # fmt: skip


def submitted_contract(service, *, sent_on=SENT, **words):
    """A contract sent on: with the legal counsel when it is above the threshold, else with the mayor."""
    contract = draft_contract(service, **words)
    return actions.submit_contract(contract=contract, by=actor("coordinator", service.participation), on=sent_on)


def returned_contract(
    service, *, reviewed_on=REVIEWED, note="Brakuje paragrafu o karach.", value_pln="10000.00", **words
):
    contract = submitted_contract(service, value_pln=value_pln, **words)
    return actions.return_contract(contract=contract, note=note, by=actor("counsel"), on=reviewed_on)


def accepted_contract(service, *, reviewed_on=REVIEWED, **words):
    """A contract that waits for the mayor, reviewed where it had to be."""
    contract = submitted_contract(service, **words)
    if contract.state == "legal_review":
        contract = actions.accept_contract(contract=contract, by=actor("counsel"), on=reviewed_on)
    return contract


def signed_contract(service, *, signed_on=SIGNED, **words):
    """A contract in force; its value is booked as committed and the service is contracted."""
    contract = accepted_contract(service, **words)
    contract = actions.sign_contract(contract=contract, by=actor("mayor", service.participation), on=signed_on)
    service.refresh_from_db()
    return contract


def completed_contract(service, *, done_on=DONE, **words):
    """A contract that was carried out; the service is delivered."""
    contract = signed_contract(service, **words)
    contract = actions.complete_contract(contract=contract, by=actor("coordinator", service.participation), on=done_on)
    service.refresh_from_db()
    return contract
