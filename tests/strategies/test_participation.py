"""Meetings, help from the region, registers and what they are evidence of, through actions and queries."""

from datetime import date

import pytest
from django.db import connection

from gromada.core import permissions
from gromada.core.models import AuditEvent, ReadEvent
from gromada.core.permissions import NotAllowed, Refusal
from gromada.strategies import actions, queries
from gromada.strategies.models import AttendanceNames, Leader, ParticipationEvent
from gromada.strategies.states import HELP
from tests.strategies import together
from tests.strategies.walk import actor, allocated, draft_strategy

pytestmark = pytest.mark.django_db
ON = date(2008, 4, 9)
ROLES = [
    "programme_office", "counsel", "lender", "auditor", "consultant", "rops", "coordinator", "gops_manager",
    "social_worker", "treasurer", "mayor", "council_member", "provider",
]  # fmt: skip


@pytest.fixture
def strategy():
    return draft_strategy(allocated())


@pytest.fixture
def coordinator(strategy):
    return actor("coordinator", strategy.participation)


def test_a_workshop_with_pasted_names(strategy, coordinator):
    row = together.event(strategy)
    read = actions.set_attendance(event=row, names="1. Anna Nowak\n2. Jan Kot\n3. anna nowak", by=coordinator, on=ON)
    row.refresh_from_db()
    assert (row.attended, read.doubled) == (2, ("anna nowak",))
    assert queries.names_of(row, coordinator) == ["Anna Nowak", "Jan Kot"]
    assert ReadEvent.objects.filter(what="names of those who came").count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT names FROM strategies_attendancenames")
        (kept,) = cursor.fetchone()
    assert "Nowak" not in kept
    with pytest.raises(NotAllowed):
        queries.names_of(row, actor("consultant", strategy.participation))


def test_no_name_enters_the_journal(strategy, coordinator):
    row = together.event(strategy)
    actions.set_attendance(event=row, names="Zenobia Kwiat", by=coordinator, on=ON)
    assert not [one for one in AuditEvent.objects.order_by("seq") if "Zenobia" in str(vars(one))]


def test_names_are_forgotten_after_their_time_and_the_count_stays(strategy, coordinator):
    row = together.event(strategy)
    actions.set_attendance(event=row, names="Anna Nowak", by=coordinator, on=ON)
    assert actions.forget_names(by=coordinator, on=date(2013, 12, 31)) == 0
    assert actions.forget_names(by=coordinator, on=date(2014, 1, 1)) == 1
    row.refresh_from_db()
    assert (row.attended, queries.names_of(row, coordinator)) == (1, [])


@pytest.mark.parametrize(
    "card", [{"title": " "}, {"place": ""}, {"kind": "party"}, {"attended": 3, "held_on": date(2009, 1, 1)}]
)
def test_a_refused_meeting_leaves_nothing_behind(strategy, coordinator, card):
    events = AuditEvent.objects.count()
    with pytest.raises(Refusal):
        together.event(strategy, **card)
    assert (ParticipationEvent.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_fewer_people_than_names_are_refused(strategy, coordinator):
    row = together.event(strategy)
    with pytest.raises(Refusal):
        actions.set_attendance(event=row, names="Anna Nowak\nJan Kot", attended=1, by=coordinator, on=ON)
    assert not AttendanceNames.objects.exists()


def test_who_may_record_and_who_sees(strategy):
    row = together.event(strategy)
    place = strategy.participation
    may = {role for role in ROLES if permissions.may(actor(role, place), "strategies.involve", row)}
    assert may == {"coordinator", "gops_manager", "social_worker"}
    assert ParticipationEvent.objects.visible_to(actor("consultant", place)).count() == 1
    assert ParticipationEvent.objects.visible_to(actor("coordinator", unit_id=place.unit_id + 1)).count() == 0


MAY_HELP = {
    ("asked", "strategies.promise_help"), ("asked", "strategies.decline_help"),
    ("promised", "strategies.give_help"), ("promised", "strategies.decline_help"),
}  # fmt: skip


@pytest.mark.parametrize("state", ["asked", "promised", "given", "declined"])
def test_help_in_each_state_for_each_role(strategy, coordinator, state):
    place = strategy.participation
    row = actions.ask_help(strategy=strategy, kind="moderating", words="Warsztat 12 maja", by=coordinator, on=ON)
    consultant = actor("consultant", place)
    if state in {"promised", "given"}:
        actions.promise_help(request=row, answer="Przyjadę.", by=consultant, on=ON)
    if state == "given":
        actions.give_help(request=row, by=consultant, on=ON)
    if state == "declined":
        actions.decline_help(request=row, answer="Brak osób.", by=consultant, on=ON)
    deeds = {step.deed for step in HELP.transitions}
    found = {(role, deed) for role in ROLES for deed in deeds if permissions.may(actor(role, place), deed, row)}
    assert found == {(role, deed) for role in ("consultant", "rops") for at, deed in MAY_HELP if at == state}


def test_help_is_the_consultants_turn_and_a_no_needs_a_reason(strategy, coordinator):
    row = actions.ask_help(strategy=strategy, kind="writing", words="Diagnoza", by=coordinator, on=ON)
    (turn,) = [one for one in queries.turns(actor("consultant", strategy.participation)) if "help" in one.url]
    assert (turn.mine, turn.role, turn.since) == (True, "consultant", ON)
    with pytest.raises(Refusal):
        actions.decline_help(request=row, answer=" ", by=actor("rops", strategy.participation), on=ON)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("asked", "")


def test_a_partnership_and_a_leader_who_leaves(strategy, coordinator):
    place = strategy.participation
    row = actions.keep_partnership(
        participation=place,
        name="Razem dla Bierzwnika",
        members="GOPS\n GOPS \nOSP Łasko\n\n",
        since=ON,
        by=coordinator,
        on=ON,
    )
    assert row.member_list == ["GOPS", "OSP Łasko"]
    leader = actions.add_leader(
        participation=place,
        name="Anna Nowak",
        sphere="seniorzy",
        contact="600 000 000",
        consent_on=ON,
        by=coordinator,
        on=ON,
    )
    consultant = actor("consultant", place)
    assert queries.registers(place, consultant, with_names=False).count == 1
    assert queries.registers(place, coordinator, with_names=True).leaders[0].name == "Anna Nowak"
    actions.withdraw_leader(leader=leader, by=coordinator, on=ON)
    leader = Leader.objects.get(pk=leader.pk)
    assert (leader.name, leader.contact, leader.sphere) == ("", "", "seniorzy")
    assert queries.registers(place, coordinator, with_names=True).count == 0


def test_evidence_in_the_order_of_days_with_counts_and_without_names(
    strategy, coordinator, django_assert_max_num_queries
):
    row = together.event(strategy)
    actions.set_attendance(event=row, names="Zenobia Kwiat\nJan Kot", by=coordinator, on=ON)
    together.event(strategy, title="Jeszcze przed nami", held_on=date(2009, 3, 1))
    together.answered(strategy, comments=2)
    with django_assert_max_num_queries(8):
        found = queries.participation_evidence(strategy)
    assert [(one.kind, one.count) for one in found] == [("event", 2), ("consultation", 2)]
    assert "Zenobia" not in "".join(str(one) for one in found)
    assert queries.participation_evidence(None) == []


def test_a_photograph_loses_its_place(strategy, coordinator, settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path
    row = together.event(strategy)
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
    actions.add_event_file(event=row, file=actions.Scan(pdf, "lista.pdf", "application/pdf"), by=coordinator, on=ON)
    (file,) = queries.event_files(row)
    assert (file.name, file.access_class) == ("lista.pdf", "office")
    with pytest.raises(Refusal):
        actions.add_event_file(
            event=row, file=actions.Scan(b"x" * 81_000_000, "skan.pdf", "application/pdf"), by=coordinator, on=ON
        )
    assert len(queries.event_files(row)) == 1
