"""Scheduling, marking, correcting, calling off: who may, when, what is refused, and that then nothing is written."""

from datetime import date, time, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction

from gromada.accounts.states import Role
from gromada.core.models import AuditEvent
from gromada.core.permissions import NotAllowed, Refusal
from gromada.delivery import actions, queries
from gromada.delivery.models import Attendance, Session
from gromada.delivery.states import SESSION, SessionState
from gromada.participants import actions as participants
from tests.contracts.walk import (
    ENDS,
    STARTS,
    accepted_contract,
    completed_contract,
    provider,
    provider_actor,
    services,
    signed_contract,
)
from tests.delivery.walk import MARKED, MET, PLANNED, cancelled_session, contract_of, held_session, scheduled_session
from tests.participants.walk import active_enrolment, contracted_service, worker
from tests.strategies.walk import actor, allocated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]
ORGANISERS = {"social_worker", "coordinator", "gops_manager", "provider"}
CORRECTORS = ORGANISERS - {"provider"}
WALKS = {"scheduled": scheduled_session, "held": held_session, "cancelled": cancelled_session}
STEPS = {("scheduled", "held"), ("scheduled", "cancelled")}


def rows():
    return Session.objects.count(), Attendance.objects.count(), AuditEvent.objects.count()


def somebody(role, service):
    return provider_actor(service.provider) if role == "provider" else actor(role, service.participation)


def series(contract, **words):
    given = {
        "first": STARTS,
        "last": date(2009, 3, 31),
        "weekdays": [1, 3],
        "starts_at": time(16, 0),
        "minutes": 90,
        "place": "Remiza",
    }
    return actions.schedule_series(contract=contract, by=worker(contract.participation), on=PLANNED, **(given | words))


@pytest.mark.parametrize("role", Role.values)
def test_who_schedules(role):
    contract = contract_of(contracted_service())
    by, before = somebody(role, contract.service), rows()
    if role in ORGANISERS:
        assert scheduled_session(contract=contract, by=by).state == "scheduled"
        return
    with pytest.raises(NotAllowed):
        scheduled_session(contract=contract, by=by)
    assert rows() == before


def test_another_gmina_and_another_provider_are_refused():
    contract = contract_of(contracted_service())
    before = rows()
    for by in (worker(allocated("3212022", amount="60000.00")), provider_actor(provider())):
        with pytest.raises(NotAllowed, match="outside the area"):
            scheduled_session(contract=contract, by=by)
    assert rows()[:2] == before[:2]


def test_sessions_need_a_contract_in_force():
    first, second = services(count=2)
    unsigned, done = accepted_contract(first), completed_contract(second)
    for contract in (unsigned, done):
        before = rows()
        with pytest.raises(Refusal):
            scheduled_session(contract=contract)
        with pytest.raises(Refusal):
            series(contract)
        assert rows() == before


def test_a_contract_of_a_running_service_that_is_not_signed_is_refused():
    service = contracted_service()
    contract = contract_of(service)
    contract.state = "draft"
    with pytest.raises(Refusal, match="under a signed contract"):
        scheduled_session(contract=contract)


@pytest.mark.parametrize(
    ("day", "possible"),
    [(STARTS - timedelta(days=1), False), (STARTS, True), (ENDS, True), (ENDS + timedelta(days=1), False)],
)
def test_a_session_lies_inside_its_contract(day, possible):
    contract = contract_of(contracted_service())
    if possible:
        assert scheduled_session(contract=contract, held_on=day).held_on == day
        return
    with pytest.raises(Refusal, match="would lie outside it"):
        scheduled_session(contract=contract, held_on=day)
    assert not Session.objects.exists()


def test_one_session_a_day_and_hour():
    session = scheduled_session()
    with pytest.raises(Refusal, match="at this hour already"):
        scheduled_session(contract=session.contract)
    assert scheduled_session(contract=session.contract, starts_at=time(18, 0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.create(
            participation=session.participation, service=session.service, contract=session.contract, held_on=MET,
            starts_at=time(16, 0), minutes=60, place="", state="scheduled", state_since=PLANNED,
        )  # fmt: skip


def test_a_series_goes_onto_the_calendar_around_what_stands_there():
    contract = contract_of(contracted_service())
    scheduled_session(contract=contract)
    made = series(contract)
    assert [row.held_on.day for row in sorted(made, key=lambda row: row.held_on)] == [3, 5, 12, 17, 19, 24, 26, 31]
    assert AuditEvent.objects.filter(deed="delivery.schedule").count() == 9
    before = rows()
    with pytest.raises(Refusal, match="on the calendar already"):
        series(contract)
    with pytest.raises(Refusal, match="would lie outside it"):
        series(contract, last=ENDS + timedelta(days=7), starts_at=time(9, 0))
    assert rows() == before


def test_one_action_marks_everybody_and_the_service_runs():
    service = contracted_service()
    session = scheduled_session(service)
    people = [active_enrolment(service, number) for number in range(4)]
    marks = {people[0].pk: True, people[1].pk: True, people[2].pk: False}
    actions.mark_attendance(session=session, marks=marks, by=worker(service.participation), on=MARKED)
    assert dict(Attendance.objects.values_list("enrolment_id", "was_present").order_by("pk")) == marks
    assert AuditEvent.objects.filter(deed="delivery.mark", object_type="delivery.session").count() == 1
    session.refresh_from_db()
    service.refresh_from_db()
    assert (session.state, session.state_since) == ("held", MARKED)
    assert service.state == "running"
    held_session(service, held_on=MET + timedelta(days=1))
    service.refresh_from_db()
    assert service.state == "running"


def test_a_stranger_on_the_sheet_is_refused_and_nothing_is_written():
    first, second = services(count=2)
    for service in (first, second):
        signed_contract(service)
    session = scheduled_session(first)
    mine, stranger = active_enrolment(first), active_enrolment(second, 2)
    late = active_enrolment(first, 3, on=MET + timedelta(days=1))
    gone = active_enrolment(first, 4)
    participants.drop_enrolment(enrolment=gone, by=worker(first.participation), on=MET - timedelta(days=1))
    before = rows()
    for wrong in (stranger, late, gone):
        with pytest.raises(Refusal, match="do not take part"):
            actions.mark_attendance(
                session=session, marks={mine.pk: True, wrong.pk: True}, by=worker(first.participation), on=MARKED
            )
    assert rows() == before
    session.refresh_from_db()
    assert session.state == "scheduled"


def test_a_session_to_come_is_not_marked():
    session = scheduled_session()
    row = active_enrolment(session.service)
    before = rows()
    with pytest.raises(Refusal, match="on that day or later"):
        actions.mark_attendance(
            session=session, marks={row.pk: True}, by=worker(session.participation), on=MET - timedelta(days=1)
        )
    assert rows() == before
    assert actions.mark_attendance(session=session, marks={row.pk: True}, by=worker(session.participation), on=MET)


@pytest.mark.parametrize(("source", "target"), list(product(SessionState.values, SessionState.values)))
def test_steps_by_roles(source, target):
    """From × to × role: what the table lists is done by those who organise sessions, everything else by nobody."""
    service = contracted_service()
    deeds = {
        "held": lambda session, by: actions.mark_attendance(session=session, marks={}, by=by, on=MARKED),
        "cancelled": lambda session, by: actions.cancel_session(session=session, by=by, on=MARKED),
    }
    done = set()
    for number, role in enumerate(Role.values):
        session = WALKS[source](
            service, held_on=MET + timedelta(days=number), **({"on": None} if source == "held" else {})
        )
        session.held_on = MET
        if target not in deeds:
            continue
        before = rows()
        try:
            deeds[target](session, somebody(role, service))
        except Refusal:
            session.refresh_from_db()
            assert (session.state, rows()) == (source, before)
        else:
            session.refresh_from_db()
            assert session.state == target
            done.add(role)
    assert done == (ORGANISERS if (source, target) in STEPS else set())


def test_a_correction_replaces_the_marks_and_the_journal_says_so():
    session = held_session(there=2, away=1)
    keys = list(Attendance.objects.order_by("pk").values_list("enrolment_id", flat=True))
    actions.correct_attendance(session=session, marks={keys[0]: False}, by=worker(session.participation), on=MARKED)
    assert dict(Attendance.objects.values_list("enrolment_id", "was_present").order_by("pk")) == {keys[0]: False}
    event = AuditEvent.objects.get(deed="delivery.correct")
    assert (event.fields, event.object_id) == (["attendance"], str(session.pk))


@pytest.mark.parametrize("role", Role.values)
def test_who_corrects(role):
    session = held_session()
    by, before = somebody(role, session.service), rows()
    if role in CORRECTORS:
        assert actions.correct_attendance(session=session, marks={}, by=by, on=MARKED)
        return
    with pytest.raises(NotAllowed):
        actions.correct_attendance(session=session, marks={}, by=by, on=MARKED)
    assert rows() == before


@pytest.mark.parametrize("walk", [scheduled_session, cancelled_session])
def test_only_what_was_held_is_corrected(walk):
    session = walk()
    with pytest.raises(Refusal, match="not possible while the state is"):
        actions.correct_attendance(session=session, marks={}, by=worker(session.participation), on=MARKED)


def test_calling_off_keeps_the_reason():
    session = scheduled_session()
    actions.cancel_session(session=session, by=worker(session.participation), on=MARKED, why="Awaria ogrzewania")
    assert AuditEvent.objects.get(deed="delivery.cancel").why == "Awaria ogrzewania"


def test_the_table_is_as_the_field_knows_it():
    assert {(str(row.source), str(row.target)) for row in SESSION.transitions} == STEPS


def test_held_sums_sessions_minutes_and_attendances():
    first, second = services(count=2)
    for service in (first, second):
        signed_contract(service)
    held_session(first, there=2, away=1)
    held_session(first, there=3, away=0, held_on=MET + timedelta(days=7), minutes=60)
    held_session(second, there=1, away=0)
    scheduled_session(first, held_on=MET + timedelta(days=14))
    cancelled_session(first, held_on=MET + timedelta(days=15))
    keys = [first.pk, second.pk]
    found = queries.held(keys)
    assert found == {first.pk: queries.Held(2, 180, 5), second.pk: queries.Held(1, 120, 1)}
    assert queries.held(keys, year=2009, as_of=MET)[first.pk] == queries.Held(1, 120, 2)
    assert queries.held(keys, year=2008) == {}
    assert queries.held([]) == {}


def test_turns_are_the_social_workers_and_the_providers():
    session = scheduled_session()
    scheduled_session(contract=session.contract, held_on=MET + timedelta(days=3))
    scheduled_session(contract=session.contract, held_on=MARKED + timedelta(days=30))
    service, place = session.service, session.participation
    day = MET + timedelta(days=3)
    for who, mine in (
        (worker(place), True), (provider_actor(service.provider), True), (worker(place, "coordinator"), False),
        (actor("consultant", place), False), (actor("auditor"), False),
    ):  # fmt: skip
        (turn,) = queries.turns(who, day)
        assert (turn.mine, turn.role, turn.since, turn.tab) == (mine, "social_worker", MET, "sessions")
        assert str(turn.title) == f"Mark the attendance: {service.title}, 2 sessions"
        assert turn.unit_name == "Bierzwnik"
    assert queries.turns(worker(place), MET - timedelta(days=1)) == []
    assert queries.turns(worker(allocated("3212022", amount="60000.00")), day) == []
    assert queries.turns(provider_actor(provider()), day) == []


def test_the_sheet_is_in_polish_order_with_the_marks_there_are():
    session = scheduled_session()
    people = {
        name: active_enrolment(session.service, number, last_name=name)
        for number, name in enumerate(["Żuk", "Łoś", "Lis", "Zając"])
    }
    marks = {people["Łoś"].pk: True, people["Żuk"].pk: False}
    active_enrolment(session.service, 9, last_name="Ćma", on=MET + timedelta(days=1))
    actions.mark_attendance(session=session, marks=marks, by=worker(session.participation), on=MARKED)
    sheet = queries.sheet(session, worker(session.participation))
    assert [(row.surname, row.was_present) for row in sheet] == [
        ("Lis", None),
        ("Łoś", True),
        ("Zając", None),
        ("Żuk", False),
    ]
    assert queries.sheet(session, actor("consultant", session.participation)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(count, django_assert_num_queries):
    service = contracted_service()
    for number in range(count):
        session = held_session(service, there=count, held_on=MET + timedelta(days=number))
    who = worker(service.participation)
    with django_assert_num_queries(1):
        page = queries.sessions(who, service.participation, service=service)
        assert [(row.present, row.marked) for row in page] == [(count, count + 1)] * count
    with django_assert_num_queries(1):
        queries.session(session.pk, who)
    with django_assert_num_queries(2):
        queries.sheet(session, who)
    with django_assert_num_queries(2):
        queries.held([service.pk])
    with django_assert_num_queries(1):
        queries.turns(who, MARKED)
