"""Registering, enrolling and ending: who may, in which state, what is refused, and that then nothing is written."""

from datetime import date, timedelta
from itertools import product

import pytest

from gromada.accounts.states import Role
from gromada.core.models import AuditEvent
from gromada.core.permissions import NotAllowed, Refusal
from gromada.participants import actions
from gromada.participants.models import Enrolment, Person
from gromada.participants.states import EnrolmentState
from gromada.plans import actions as plans
from tests.contracts.walk import completed_contract, provider_actor, services, signed_contract
from tests.participants.walk import (
    ENDED,
    ENROLLED,
    active_enrolment,
    card,
    contracted_service,
    dropped_enrolment,
    finished_enrolment,
    registered_person,
    worker,
)
from tests.strategies.walk import actor, allocated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]
PESEL = "44051401359"
OF_PESEL = {"pesel": PESEL, "birth_year": 1944, "sex": "m"}
WORKERS = {"social_worker", "coordinator", "gops_manager"}
WALKS = {"active": active_enrolment, "finished": finished_enrolment, "dropped": dropped_enrolment}
DEEDS = {"finished": actions.finish_enrolment, "dropped": actions.drop_enrolment}
STEPS = {("active", "finished"), ("active", "dropped")}


def rows():
    return Person.objects.count(), Enrolment.objects.count(), AuditEvent.objects.count()


def somebody(role, service):
    if role == "provider":
        return provider_actor(service.provider)
    return actor(role, service.participation)


def test_a_person_stands_on_the_register_of_the_gmina():
    place = allocated()
    row = registered_person(place, last_name=" Chaber ", **OF_PESEL)
    kept = Person.objects.get()
    assert (kept.last_name, kept.pesel, kept.unit_id) == ("Chaber", PESEL, place.unit_id)
    assert (kept.basis, kept.registered_on) == ("public_task", ENROLLED)
    assert len(row.pesel_index) == 64


@pytest.mark.parametrize(
    ("words", "sentence", "field"),
    [
        ({"birth_year": 1850}, "cannot be right", None),
        ({"notice_given_on": ENROLLED + timedelta(days=1)}, "in the future", None),
        (OF_PESEL | {"pesel": "44051401358"}, "check digit", "pesel"),
        (OF_PESEL | {"pesel": "4405140135"}, "11 digits. This one has 10", "pesel"),
        (OF_PESEL | {"pesel": "81022900019"}, "date of birth", "pesel"),
        (OF_PESEL | {"birth_year": 1945}, "born in 1944, the form says 1945", None),
        (OF_PESEL | {"sex": "f"}, "other sex", None),
        (OF_PESEL | {"pesel": "440514 01359"}, "is on the register", "pesel"),
    ],
)
def test_a_person_is_refused(words, sentence, field):
    place = allocated()
    registered_person(place, 2, **OF_PESEL)
    before = rows()
    with pytest.raises(Refusal, match=sentence) as caught:
        registered_person(place, 3, **words)
    assert getattr(caught.value, "field", None) == field
    assert rows() == before


def test_a_pesel_stands_once_a_gmina_and_may_stand_in_another():
    registered_person(allocated(), **OF_PESEL)
    registered_person(allocated("3212022", amount="60000.00"), **OF_PESEL)
    indexes = list(Person.objects.order_by("pk").values_list("pesel_index", flat=True))
    assert len(indexes) == 2


@pytest.mark.parametrize("role", Role.values)
def test_who_registers_and_enrols(role):
    service = contracted_service()
    person = registered_person(service.participation)
    by, before = somebody(role, service), rows()
    deeds = [
        lambda: actions.enrol(service=service, person=person, by=by, on=ENROLLED),
        lambda: actions.register_and_enrol(service=service, by=by, on=ENROLLED, **card(2)),
    ]
    for deed in deeds:
        if role in WORKERS:
            deed()
        else:
            with pytest.raises(NotAllowed):
                deed()
    assert (rows() == before) is (role not in WORKERS)


def test_the_workers_of_another_gmina_are_refused():
    service, other = contracted_service(), allocated("3212022", amount="60000.00")
    before = rows()
    with pytest.raises(NotAllowed, match="outside the area"):
        actions.register_and_enrol(service=service, by=worker(other), on=ENROLLED, **card())
    assert rows() == before
    stranger = registered_person(other)
    with pytest.raises(Refusal, match="another gmina"):
        actions.enrol(service=service, person=stranger, by=worker(service.participation), on=ENROLLED)


def test_people_are_enrolled_while_the_service_is_contracted_or_running():
    planned, running, delivered, cancelled = services(count=4, cost_pln="9000.00")
    by = worker(planned.participation)
    completed_contract(delivered)
    signed_contract(running)
    assert actions.enrol(service=running, person=registered_person(planned.participation), by=by, on=ENROLLED)
    plans.service_running(service=running, by=by, on=ENROLLED)
    assert actions.enrol(service=running, person=registered_person(planned.participation, 2), by=by, on=ENROLLED)
    plans.cancel_service(
        service=cancelled, why="Brak chętnych", by=actor("coordinator", planned.participation), on=ENROLLED
    )
    third = registered_person(planned.participation, 3)
    before = rows()
    for service in (planned, delivered, cancelled):
        service.refresh_from_db()
        with pytest.raises(Refusal, match="not possible while the state is"):
            actions.enrol(service=service, person=third, by=by, on=ENROLLED)
    assert rows() == before


def test_somebody_takes_part_once_at_a_time_and_may_come_back():
    service = contracted_service()
    first = active_enrolment(service)
    with pytest.raises(Refusal, match="takes part in the service already"):
        active_enrolment(service, person=first.person)
    actions.drop_enrolment(enrolment=first, by=worker(service.participation), on=ENDED)
    again = active_enrolment(service, person=first.person, on=ENDED)
    assert Enrolment.objects.filter(person=first.person).count() == 2
    assert again.state == "active"


def test_all_or_nobody_is_enrolled():
    service = contracted_service()
    place = service.participation
    taken = active_enrolment(service).person
    people = [registered_person(place, 2), registered_person(place, 3), taken]
    before = rows()
    with pytest.raises(Refusal):
        actions.enrol_all(service=service, people=people, by=worker(place), on=ENROLLED)
    assert rows() == before
    assert actions.enrol_all(service=service, people=people[:2], by=worker(place), on=ENROLLED) == 2


def test_a_refused_enrolment_takes_the_new_person_back():
    service = services()[0]
    before = rows()
    with pytest.raises(Refusal):
        actions.register_and_enrol(service=service, by=worker(service.participation), on=ENROLLED, **card())
    assert rows() == before


@pytest.mark.parametrize(("source", "target"), list(product(EnrolmentState.values, EnrolmentState.values)))
def test_steps_by_roles(source, target):
    """From × to × role: what the table lists is done by the gmina's workers, everything else by nobody."""
    service = contracted_service()
    done = set()
    for number, role in enumerate(Role.values):
        row = WALKS[source](service, number + 1)
        if target not in DEEDS:
            continue
        before = rows()
        try:
            DEEDS[target](enrolment=row, by=somebody(role, service), on=ENDED)
        except Refusal:
            row.refresh_from_db()
            assert (row.state, rows()) == (source, before)
        else:
            row.refresh_from_db()
            assert (row.state, row.ended_on) == (target, ENDED)
            done.add(role)
    assert done == (WORKERS if (source, target) in STEPS else set())


def test_it_cannot_end_before_it_began():
    row = active_enrolment(contracted_service())
    with pytest.raises(Refusal, match="before it began"):
        actions.finish_enrolment(enrolment=row, by=worker(row.participation), on=ENROLLED - timedelta(days=1))
    row.refresh_from_db()
    assert (row.state, row.ended_on) == ("active", None)


def test_the_day_it_began_may_be_its_last():
    row = active_enrolment(contracted_service())
    actions.finish_enrolment(enrolment=row, by=worker(row.participation), on=ENROLLED)
    assert Enrolment.objects.get().ended_on == date(2009, 3, 2)
