"""Ways to people in a service, through real actions; names are invented. For tests of this room and above."""

from datetime import date

from gromada.participants import actions
from tests.contracts.walk import services, signed_contract
from tests.strategies.walk import actor

ENROLLED, ENDED = date(2009, 3, 2), date(2009, 5, 29)


def worker(place, role="social_worker", **words):
    return actor(role, place, **words)


def contracted_service(**words):
    """A service that has a signed contract, so that people may be enrolled."""
    service = services(**words)[0]
    signed_contract(service)
    return service


def card(number=1, **words):
    """What register_person takes."""
    return {
        "first_name": "Bogatka",
        "last_name": f"Chabrowska-{number}",
        "birth_year": 1940 + number,
        "sex": "f",
        "village": "Zieleniewo",
        "notice_given_on": ENROLLED,
    } | words


def registered_person(place, number=1, *, by=None, on=ENROLLED, **words):
    return actions.register_person(participation=place, by=by or worker(place), on=on, **card(number, **words))


def active_enrolment(service, number=1, *, person=None, on=ENROLLED, **words):
    person = person or registered_person(service.participation, number, **words)
    return actions.enrol(service=service, person=person, by=worker(service.participation), on=on)


def finished_enrolment(service, number=1, **words):
    row = active_enrolment(service, number, **words)
    return actions.finish_enrolment(enrolment=row, by=worker(service.participation), on=ENDED)


def dropped_enrolment(service, number=1, **words):
    row = active_enrolment(service, number, **words)
    return actions.drop_enrolment(enrolment=row, by=worker(service.participation), on=ENDED)
