"""Every write of this room."""

from datetime import date, time

from django.db.models import Q

from gromada.contracts.models import Contract
from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action, move
from gromada.delivery import rules
from gromada.delivery.models import Attendance, Session
from gromada.delivery.states import SessionState
from gromada.participants.models import Enrolment
from gromada.plans import actions as plans


@action
def schedule_session(  # noqa: PLR0913 - a session has this many facts
    *,
    contract: Contract,
    held_on: date,
    starts_at: time,
    minutes: int,
    place: str,
    topic: str = "",
    by: Actor,
    on: date,
) -> Session:
    """Put one session of the contract's service on the calendar: its day, hour, length in minutes and place."""
    require(by, "delivery.schedule", contract.service)
    _check_in_force(contract)
    rules.check_day(held_on, contract.starts_on, contract.ends_on)
    if Session.objects.filter(contract=contract, held_on=held_on, starts_at=starts_at).exists():
        raise Refusal(_("There is a session on %(day)s at this hour already.") % {"day": held_on.isoformat()})
    session = Session.objects.create(
        participation_id=contract.participation_id,
        service_id=contract.service_id,
        contract=contract,
        held_on=held_on,
        starts_at=starts_at,
        minutes=minutes,
        place=place.strip(),
        topic=topic.strip(),
        state=SessionState.SCHEDULED,
        state_since=on,
    )
    audit.record(by=by, deed="delivery.schedule", obj=session, on=on, new=SessionState.SCHEDULED)
    return session


def _check_in_force(contract: Contract) -> None:
    if contract.state != "signed":
        raise Refusal(_("Sessions are held under a signed contract. This one is not in force."), rule="V5")


@action
def schedule_series(  # noqa: PLR0913 - a series has this many facts
    *,
    contract: Contract,
    first: date,
    last: date,
    weekdays: list[int],
    starts_at: time,
    minutes: int,
    place: str,
    every: int = 1,
    by: Actor,
    on: date,
) -> list[Session]:
    """Put a series on the calendar, each week or every so many, without Polish holidays; days taken at this hour stay.

    Raises Refusal for a day outside the contract, an empty or too long series, or one that stands there already.
    """
    require(by, "delivery.schedule", contract.service)
    _check_in_force(contract)
    rows = Session.objects.filter(contract=contract, starts_at=starts_at).order_by("pk")
    taken = set(rows.values_list("held_on", flat=True))
    days = [day for day in rules.days_of_series(first, last, weekdays, every=every) if day not in taken]
    if not days:
        raise Refusal(_("All sessions of this series are on the calendar already."))
    for day in days:
        rules.check_day(day, contract.starts_on, contract.ends_on)
    made = Session.objects.bulk_create(
        Session(
            participation_id=contract.participation_id,
            service_id=contract.service_id,
            contract=contract,
            held_on=day,
            starts_at=starts_at,
            minutes=minutes,
            place=place.strip(),
            state=SessionState.SCHEDULED,
            state_since=on,
        )
        for day in days
    )
    for session in made:
        audit.record(by=by, deed="delivery.schedule", obj=session, on=on, new=SessionState.SCHEDULED)
    return made


@action
def mark_attendance(*, session: Session, marks: dict[int, bool], by: Actor, on: date) -> Session:
    """Mark who of a session was there, all at once: enrolment key → present. The session counts as held from then on.

    The first session held makes the service run. Raises Refusal for a session to come or a person from elsewhere.
    """
    require(by, "delivery.mark", session)
    rules.check_has_been(session.held_on, on)
    _write_marks(session, marks)
    move(session, to=SessionState.HELD, by=by, on=on)
    plans.service_running(service=session.service, by=by, on=on)
    return session


@action
def correct_attendance(*, session: Session, marks: dict[int, bool], by: Actor, on: date) -> Session:
    """Mark a held session again; what stood before is replaced and the journal says that it was."""
    require(by, "delivery.correct", session)
    Attendance.objects.filter(session=session).delete()
    _write_marks(session, marks)
    audit.record(by=by, deed="delivery.correct", obj=session, on=on, fields=["attendance"])
    return session


def _write_marks(session: Session, marks: dict[int, bool]) -> None:
    on_the_day = Q(enrolled_on__lte=session.held_on) & (Q(ended_on=None) | Q(ended_on__gte=session.held_on))
    expected = Enrolment.objects.filter(on_the_day, service_id=session.service_id).order_by("pk")
    rules.check_marks(marks, expected.values_list("pk", flat=True))
    Attendance.objects.bulk_create(
        Attendance(session=session, enrolment_id=key, was_present=present) for key, present in sorted(marks.items())
    )


@action
def cancel_session(*, session: Session, by: Actor, on: date, why: str = "") -> Session:
    """The session will not be held."""
    require(by, "delivery.cancel", session)
    move(session, to=SessionState.CANCELLED, by=by, on=on, why=why)
    return session
