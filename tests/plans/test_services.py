"""A service followed to its end by what other rooms cause, and given up."""

from datetime import date
from decimal import Decimal

import pytest

from gromada.accounts.actions import register_organisation
from gromada.core import permissions
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, NotAllowed, Refusal
from gromada.ledger import queries as ledger
from gromada.plans import actions
from gromada.plans.states import SERVICE, ServiceState
from tests.plans.walk import accepted_plan, services_of
from tests.strategies.walk import actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY = date(2009, 3, 2)


@pytest.fixture
def gmina():
    place = allocated()
    adopted_strategy(place)
    return place


@pytest.fixture
def service(gmina):
    return services_of(accepted_plan(gmina))[0]


@pytest.fixture
def provider(gmina):
    return register_organisation(kind="parish", name="Parafia pod wezwaniem św. Zmyślonej", unit=gmina.unit, by=SYSTEM)


def brought_to(service, provider, state):
    steps = ["contracted", "running", "delivered", "settled"]
    by = actor("mayor", service.participation)
    if state == "cancelled":
        return actions.cancel_service(service=service, why="x", by=actor("coordinator", service.participation), on=DAY)
    for step in steps[: steps.index(state) + 1] if state != "planned" else ():
        STEPS[step](service, provider, by)
    return service


STEPS = {
    "contracted": lambda row, who, by: actions.service_contracted(service=row, provider=who, by=by, on=DAY),
    "running": lambda row, _who, by: actions.service_running(service=row, by=by, on=DAY),
    "delivered": lambda row, _who, by: actions.service_delivered(service=row, by=by, on=DAY),
    "settled": lambda row, _who, by: actions.service_settled(service=row, by=by, on=DAY),
}
POSSIBLE = {
    ("planned", "contracted"),
    ("contracted", "running"),
    ("contracted", "delivered"),
    ("running", "delivered"),
    ("delivered", "settled"),
}
# A session of a service that runs, or is over, changes nothing and is no refusal.
WITHOUT_EFFECT = {("running", "running"), ("delivered", "running"), ("settled", "running")}


def test_the_steps_of_a_service():
    assert {(str(row.source), str(row.target)) for row in SERVICE.transitions} == POSSIBLE | {("planned", "cancelled")}


@pytest.mark.parametrize("source", ServiceState.values)
@pytest.mark.parametrize("target", list(STEPS))
def test_each_step_from_each_state(service, provider, source, target):
    brought_to(service, provider, source)
    by = actor("mayor", service.participation)
    events = AuditEvent.objects.count()
    if (source, target) in POSSIBLE:
        STEPS[target](service, provider, by)
        expected = target
    elif (source, target) in WITHOUT_EFFECT:
        STEPS[target](service, provider, by)
        expected = source
    else:
        with pytest.raises(Refusal):
            STEPS[target](service, provider, by)
        expected = source
    service.refresh_from_db()
    assert service.state == expected
    assert (AuditEvent.objects.count() > events) == ((source, target) in POSSIBLE)


def test_the_provider_sees_its_services_only(service, provider):
    brought_to(service, provider, "contracted")
    from gromada.core.permissions import Actor

    theirs = Actor(kind="person", grant_id=-1, role="provider", scope_kind="provider", organisation_id=provider.pk)
    strangers = Actor(
        kind="person", grant_id=-1, role="provider", scope_kind="provider", organisation_id=provider.pk + 1
    )
    assert [type(service).objects.visible_to(who).count() for who in (theirs, strangers)] == [1, 0]


def test_only_the_coordinator_gives_up_a_planned_service(service, provider):
    roles = ["coordinator", "gops_manager", "mayor", "treasurer", "consultant", "auditor", "programme_office"]
    people = {role: actor(role, service.participation) for role in roles}
    may = {role for role, who in people.items() if permissions.may(who, "plans.cancel_service", service)}
    assert may == {"coordinator"}
    with pytest.raises(NotAllowed):
        actions.cancel_service(service=service, why="x", by=people["mayor"], on=DAY)
    brought_to(service, provider, "contracted")
    assert not permissions.may(people["coordinator"], "plans.cancel_service", service)


def test_what_was_planned_for_a_service_given_up_is_free_again(service):
    place = service.participation
    before = ledger.balances([place.account, service.account])
    coordinator = actor("coordinator", place)
    with pytest.raises(Refusal):
        actions.cancel_service(service=service, why=" ", by=coordinator, on=DAY)
    actions.cancel_service(service=service, why="Brak chętnych", by=coordinator, on=DAY)
    after = ledger.balances([place.account, service.account])
    freed = before[service.account_id].planned
    assert after[service.account_id].planned == after[service.account_id].pln("planned") == Decimal("0.00")
    assert after[place.account_id].available == before[place.account_id].available + freed
    assert AuditEvent.objects.filter(deed="plans.cancel_service").order_by("seq").last().why == "Brak chętnych"
