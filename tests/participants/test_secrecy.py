"""Personal data: who sees it, where it may stand, and that counts tell no names."""

from datetime import date

import pytest
from django.db import connection

from gromada.core.models import AuditEvent
from gromada.core.permissions import PUBLIC, SYSTEM
from gromada.participants import queries
from gromada.participants.models import Enrolment, Person
from tests.contracts.walk import provider, provider_actor, services, signed_contract
from tests.participants.walk import active_enrolment, contracted_service, dropped_enrolment, registered_person, worker
from tests.strategies.walk import actor, allocated

pytestmark = pytest.mark.django_db
PESEL = "44051401359"
PLANTED = {"first_name": "Rzepichozaur", "last_name": "Żmijoświstak", "birth_year": 1944, "sex": "m", "pesel": PESEL}
ABOVE = ("programme_office", "counsel", "lender", "auditor", "consultant", "rops")
BESIDE = ("treasurer", "mayor", "council_member")


def every_text():
    """Every value of every table, as the database keeps it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                (table, str(value))
                for row in cursor.fetchall()
                for value in row
                if isinstance(value, str | bytes | memoryview)
            ]
    return found


def test_a_name_stands_nowhere_in_the_clear():
    row = dropped_enrolment(contracted_service(), **PLANTED)
    assert Person.objects.get().last_name == PLANTED["last_name"]
    assert row.person.pesel == PESEL
    for table, text in every_text():
        for secret in (PLANTED["first_name"], PLANTED["last_name"], PESEL):
            assert secret not in text, table


def test_the_journal_holds_keys_and_states_only():
    dropped_enrolment(contracted_service(), **PLANTED)
    events = AuditEvent.objects.filter(deed__startswith="participants.")
    assert sorted(events.values_list("deed", flat=True)) == [
        "participants.drop",
        "participants.enrol",
        "participants.register",
    ]
    for event in AuditEvent.objects.order_by("seq"):
        said = [field.name for field in event._meta.fields if field.name not in {"hash", "previous_hash", "moment"}]
        told = " ".join(str(getattr(event, name)) for name in said)
        for secret in (PLANTED["first_name"], PLANTED["last_name"], PESEL, "1944", "Zieleniewo"):
            assert secret not in told


def test_the_same_name_is_kept_as_different_bytes():
    place = allocated()
    for number in (1, 2):
        registered_person(place, number, last_name="Chaber")
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_name FROM participants_person")
        kept = [bytes(row[0]) if isinstance(row[0], memoryview) else row[0] for row in cursor.fetchall()]
    assert kept[0] != kept[1]


@pytest.mark.parametrize("role", [*ABOVE, *BESIDE])
def test_nobody_above_or_beside_sees_a_person(role):
    row = active_enrolment(contracted_service())
    who = actor(role, row.participation)
    assert not Person.objects.visible_to(who).exists()
    assert not Enrolment.objects.visible_to(who).exists()
    assert queries.enrolled(row.service, who) == []
    assert queries.people_to_enrol(row.service, who) == []
    assert queries.enrolment(row.pk, who) is None


@pytest.mark.parametrize("role", ["coordinator", "gops_manager", "social_worker"])
def test_the_gminas_workers_see_their_own(role):
    row = active_enrolment(contracted_service())
    other = allocated("3212022", amount="60000.00")
    assert list(Person.objects.visible_to(actor(role, row.participation))) == [row.person]
    assert not Person.objects.visible_to(actor(role, other)).exists()
    assert not Enrolment.objects.visible_to(actor(role, other)).exists()
    assert not Person.objects.visible_to(PUBLIC).exists()
    assert Person.objects.visible_to(SYSTEM).exists()


def test_a_provider_sees_the_people_of_its_services_only():
    mine, others = services(count=2)
    party = provider()
    signed_contract(mine, party=party)
    signed_contract(others)
    row = active_enrolment(mine)
    active_enrolment(others, 2)
    who = provider_actor(party)
    assert list(Enrolment.objects.visible_to(who)) == [row]
    assert [one.name for one in queries.enrolled(mine, who)] == ["Chabrowska-1 Bogatka"]
    assert queries.enrolled(others, who) == []
    assert queries.people_to_enrol(mine, who) == []


def test_a_list_is_in_polish_order_and_of_a_day():
    service = contracted_service()
    for number, name in enumerate(["Żuk", "Łoś", "Lis", "Zając"]):
        active_enrolment(service, number, last_name=name)
    gone = dropped_enrolment(service, 9, last_name="Ćma")
    who = worker(service.participation)
    assert [one.surname for one in queries.enrolled(service, who)] == ["Ćma", "Lis", "Łoś", "Zając", "Żuk"]
    assert queries.enrolled(service, who, on=gone.ended_on)[0].surname == "Ćma"
    assert [one.surname for one in queries.enrolled(service, who, on=date(2009, 6, 1))] == [
        "Lis",
        "Łoś",
        "Zając",
        "Żuk",
    ]
    assert queries.enrolled(service, who, on=date(2009, 3, 1)) == []
    assert [one.last_name for one in queries.people_to_enrol(service, who)] == ["Ćma"]


def test_counts_tell_persons_once_and_enrolments_each():
    first, second = services(count=2)
    for service in (first, second):
        signed_contract(service)
    both = active_enrolment(first, birth_year=1930).person
    active_enrolment(second, person=both)
    active_enrolment(second, 2, birth_year=1999, sex="m")
    dropped_enrolment(first, 3, birth_year=1949)
    found = queries.counts(first.participation_id, year=2009, as_of=date(2009, 12, 31))
    assert (found.persons, found.enrolments) == (3, 4)
    assert found.by_service == {first.pk: 2, second.pk: 2}
    assert sum(found.by_group.values()) >= found.persons
    assert found.by_sex == {"f": 2, "m": 1}
    assert found.by_band == {"0–14": 1, "60–74": 1, "75+": 1}
    assert queries.counts(first.participation_id, year=2009, as_of=date(2009, 3, 1)).persons == 0
    assert queries.counts(first.participation_id, year=2010, as_of=date(2010, 6, 30)).persons == 2
    assert queries.counts(first.participation_id, year=2008, as_of=date(2009, 6, 30)).persons == 0
    assert queries.enrolled_counts([first.pk, second.pk]) == {first.pk: 1, second.pk: 2}


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_people(count, django_assert_num_queries):
    service = contracted_service()
    for number in range(count):
        active_enrolment(service, number)
    who = worker(service.participation)
    with django_assert_num_queries(1):
        assert len(queries.enrolled(service, who)) == count
    with django_assert_num_queries(1):
        queries.people_to_enrol(service, who)
    with django_assert_num_queries(1):
        assert queries.counts(service.participation_id, year=2009, as_of=date(2009, 12, 31)).persons == count
