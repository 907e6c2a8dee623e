"""Ways to a session in each of its states, through real actions; for tests of this room and of those above it."""

from datetime import date, time

from gromada.contracts.models import Contract
from gromada.delivery import actions
from tests.participants.walk import active_enrolment, contracted_service, worker

PLANNED, MET, MARKED = date(2009, 3, 2), date(2009, 3, 10), date(2009, 3, 11)


def contract_of(service):
    return Contract.objects.get(service=service, state="signed")


def scheduled_session(
    service=None, *, held_on=MET, starts_at=time(16, 0), minutes=120, by=None, on=PLANNED, contract=None
):
    """A session on the calendar, of a service that has a signed contract."""
    contract = contract or contract_of(service or contracted_service())
    return actions.schedule_session(
        contract=contract, held_on=held_on, starts_at=starts_at, minutes=minutes, place="Świetlica, Zieleniewo",
        by=by or worker(contract.participation), on=on,
    )  # fmt: skip


def held_session(service=None, *, there=2, away=1, held_on=MET, on=None, **words):
    """A session whose attendance is marked: so many were there, so many were not."""
    session = scheduled_session(service, held_on=held_on, **words)
    taken = session.service.enrolments.count()
    people = [active_enrolment(session.service, taken + number) for number in range(there + away)]
    marks = {row.pk: place < there for place, row in enumerate(people)}
    return actions.mark_attendance(
        session=session, marks=marks, by=worker(session.participation), on=on or max(MARKED, held_on)
    )


def cancelled_session(service=None, **words):
    session = scheduled_session(service, **words)
    return actions.cancel_session(session=session, by=worker(session.participation), on=MARKED)
