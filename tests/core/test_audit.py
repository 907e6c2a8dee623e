"""The journal: gathered by actions, written last, whole or provably not."""

from datetime import date

import pytest
from django.db import connection, transaction

from gromada.core import audit
from gromada.core.models import AuditEvent, AuditHead
from gromada.core.permissions import Actor, Refusal
from gromada.core.workflow import action
from gromada.territory.models import Place, Unit

pytestmark = pytest.mark.django_db
ON = date(2009, 7, 16)
BY = Actor(kind="person", person_id=7, role="coordinator", name="Nobody Real", scope_kind="gmina", unit_id=1)


def a_unit(code="99"):
    return Unit.objects.create(level="voivodeship", code=code, name="Zmyślone", name_key="z", name_folded="zmyslone")


@action
def note(*, unit, by, deed="territory.note", times=1):
    """Note a deed so many times."""
    for _time in range(times):
        audit.record(by=by, deed=deed, obj=unit, on=ON, old="a", new="b", fields=["name"], why="because")


def tamper(sql, *values):
    """What only somebody with the database in their hands can do: lift the seal, change, put it back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='core_auditevent'")
            seals = cursor.fetchall()
            for name, _sql in seals:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("ALTER TABLE core_auditevent DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        if connection.vendor == "sqlite":
            for _name, text in seals:
                cursor.execute(text)
        else:
            cursor.execute("ALTER TABLE core_auditevent ENABLE TRIGGER USER")


def base():
    """The journal may hold events of the suite's common beginnings."""
    head = AuditHead.objects.filter(pk=1).first()
    return head.count if head else 0


def test_events_of_an_action_are_chained_behind_the_head():
    start = base()
    note(unit=a_unit(), by=BY, times=3)
    assert base() == start + 3
    assert audit.verify().whole
    last = AuditEvent.objects.get(seq=start + 3)
    assert (last.deed, last.role, last.person_id, last.old_state, last.new_state) == (
        "territory.note",
        "coordinator",
        7,
        "a",
        "b",
    )
    assert AuditHead.objects.get(pk=1).hash == last.hash


def test_recording_outside_an_action_is_a_mistake():
    with pytest.raises(RuntimeError, match="@action"):
        audit.record(by=BY, deed="x.y", obj=a_unit(), on=ON)


def test_a_refused_action_leaves_no_event():
    @action
    def refused(*, unit, by):
        """Note, then refuse."""
        audit.record(by=by, deed="x.y", obj=unit, on=ON)
        raise Refusal("no")

    start, unit = base(), a_unit()
    with pytest.raises(Refusal):
        refused(unit=unit, by=BY)
    assert base() == start


def test_an_inner_refusal_takes_back_only_its_own_events():
    @action
    def inner(*, unit, by):
        """Write a place and an event, then refuse."""
        Place.objects.create(unit=unit, name="inner", name_key="inner")
        audit.record(by=by, deed="x.inner", obj=unit, on=ON)
        raise Refusal("no")

    @action
    def outer(*, unit, by):
        """Go on after the inner refusal."""
        try:
            inner(unit=unit, by=by)
        except Refusal:
            audit.record(by=by, deed="x.outer", obj=unit, on=ON)

    start = base()
    outer(unit=a_unit(), by=BY)
    assert [event.deed for event in AuditEvent.objects.filter(seq__gt=start).order_by("seq")] == ["x.outer"]
    assert not Place.objects.filter(name="inner").exists()


def test_an_altered_row_is_found_and_named():
    start = base()
    note(unit=a_unit(), by=BY, times=5)
    tamper("UPDATE core_auditevent SET role = 'mayor' WHERE seq = %s", start + 3)
    verdict = audit.verify()
    assert [fault.seq for fault in verdict.faults] == [start + 3]
    assert str(start + 3) in verdict.faults[0].sentence


def test_a_removed_row_is_found_and_named():
    start = base()
    note(unit=a_unit(), by=BY, times=5)
    tamper("DELETE FROM core_auditevent WHERE seq = %s", start + 3)
    assert [fault.seq for fault in audit.verify().faults] == [start + 3]


def test_a_cut_tail_is_found_and_named():
    start = base()
    note(unit=a_unit(), by=BY, times=5)
    tamper("DELETE FROM core_auditevent WHERE seq >= %s", start + 4)
    verdict = audit.verify()
    assert [fault.seq for fault in verdict.faults] == [start + 4]
    assert str(start + 5) in verdict.faults[0].sentence


def test_a_row_written_with_its_own_hash_does_not_follow():
    start = base()
    note(unit=a_unit(), by=BY, times=3)
    event = AuditEvent.objects.get(seq=start + 2)
    event.role = "mayor"
    forged = audit.digest(event)
    tamper("UPDATE core_auditevent SET role = 'mayor', hash = %s WHERE seq = %s", forged, start + 2)
    assert [fault.seq for fault in audit.verify().faults] == [start + 3]


def test_reads_of_personal_data_are_kept_apart():
    start = base()
    audit.opened(by=BY, obj=a_unit(), what="names")
    assert base() == start


def test_the_seal_holds_against_an_update():
    note(unit=a_unit(), by=BY)
    with pytest.raises(Exception, match="sealed"), transaction.atomic():
        AuditEvent.objects.filter(seq=base()).update(role="mayor")
