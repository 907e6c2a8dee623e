"""Every write of this room. No name or number ever enters the journal: it holds keys and names of fields."""

from datetime import date

from gromada.core import audit, identifiers
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.vault import blind_index
from gromada.core.workflow import action, move
from gromada.participants import queries, rules
from gromada.participants.models import Enrolment, Person
from gromada.participants.states import Basis, EnrolmentState
from gromada.plans.models import Service
from gromada.programmes.models import Participation

PESEL = "pesel"
DEED_OF_END = {EnrolmentState.FINISHED: "participants.finish", EnrolmentState.DROPPED: "participants.drop"}


@action
def register_person(  # noqa: PLR0913 - a person's card has this many boxes
    *,
    participation: Participation,
    first_name: str,
    last_name: str,
    birth_year: int,
    sex: str,
    notice_given_on: date,
    village: str = "",
    pesel: str = "",
    basis: str = Basis.PUBLIC_TASK,
    by: Actor,
    on: date,
) -> Person:
    """Put a person on the gmina's register; a PESEL is optional and stands once a gmina (domain.md Q17, 3.1).

    Raises Refusal for an impossible year, a PESEL that disagrees with it, or one that is on the register.
    """
    require(by, "participants.register", participation)
    rules.check_birth_year(birth_year, on)
    rules.check_notice(notice_given_on, on)
    index = ""
    if pesel:
        pesel = _pesel(pesel)
        rules.check_pesel_agrees(pesel, birth_year, sex)
        index = blind_index(pesel, PESEL)
        if queries.person_by_index(participation.unit_id, index):
            sentence = _("A person with this PESEL is on the register. Choose them from the list instead.")
            raise _refused("pesel", sentence)
    person = Person.objects.create(
        unit_id=participation.unit_id,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        pesel=pesel,
        pesel_index=index,
        birth_year=birth_year,
        sex=sex,
        village=village.strip(),
        basis=basis,
        notice_given_on=notice_given_on,
        registered_on=on,
    )
    audit.record(by=by, deed="participants.register", obj=person, on=on)
    return person


def _pesel(text: str) -> str:
    try:
        return identifiers.normalise_pesel(text)
    except identifiers.Invalid as error:
        raise _refused("pesel", str(error)) from error


def _refused(field: str, sentence) -> Refusal:
    refusal = Refusal(sentence)
    refusal.field = field
    return refusal


@action
def enrol(*, service: Service, person: Person, by: Actor, on: date) -> Enrolment:
    """A person takes part in a service from the day `on`; once at a time (V10)."""
    require(by, "participants.enrol", service)
    if person.unit_id != service.participation.unit_id:
        raise Refusal(_("This person is on the register of another gmina."))
    if Enrolment.objects.filter(service=service, person=person, state=EnrolmentState.ACTIVE).exists():
        raise Refusal(_("This person takes part in the service already."))
    row = Enrolment.objects.create(
        participation_id=service.participation_id,
        person=person,
        service=service,
        enrolled_on=on,
        state=EnrolmentState.ACTIVE,
        state_since=on,
    )
    audit.record(by=by, deed="participants.enrol", obj=row, on=on, new=EnrolmentState.ACTIVE)
    return row


@action
def register_and_enrol(*, service: Service, by: Actor, on: date, **card) -> Enrolment:
    """Put a new person on the register and enrol them, both or neither; `card` is what register_person takes."""
    person = register_person(participation=service.participation, by=by, on=on, **card)
    return enrol(service=service, person=person, by=by, on=on)


@action
def enrol_all(*, service: Service, people: list[Person], by: Actor, on: date) -> int:
    """Enrol everybody chosen, or nobody: the number of people enrolled."""
    for person in people:
        enrol(service=service, person=person, by=by, on=on)
    return len(people)


@action
def finish_enrolment(*, enrolment: Enrolment, by: Actor, on: date) -> Enrolment:
    """The person took part to the end; the day `on` is the last."""
    return _end(enrolment, EnrolmentState.FINISHED, by=by, on=on)


@action
def drop_enrolment(*, enrolment: Enrolment, by: Actor, on: date, why: str = "") -> Enrolment:
    """The person dropped out; why is written only if it names nobody and nothing of their health."""
    return _end(enrolment, EnrolmentState.DROPPED, by=by, on=on, why=why)


def _end(enrolment: Enrolment, to: str, *, by: Actor, on: date, why: str = "") -> Enrolment:
    require(by, DEED_OF_END[to], enrolment)
    if on < enrolment.enrolled_on:
        raise Refusal(_("The enrolment cannot end before it began."))
    move(enrolment, to=to, by=by, on=on, why=why)
    Enrolment.objects.filter(pk=enrolment.pk).update(ended_on=on)
    enrolment.ended_on = on
    return enrolment
