"""The pages of the people of a service: who reaches them, what a post does, and that every read of names is logged."""

import html
from datetime import date

import pytest
from django.urls import reverse

from gromada.accounts.models import Grant, User
from gromada.core.models import ReadEvent
from gromada.participants.models import Enrolment, Person
from tests.contracts.walk import services
from tests.participants.walk import active_enrolment, contracted_service, registered_person
from tests.strategies.visits import visitor
from tests.strategies.walk import allocated

pytestmark = pytest.mark.django_db
DAY = date(2009, 3, 10)
CARD = {
    "last_name": "Żbik", "first_name": "Mruk", "birth_year": "1944", "sex": "m", "village": "", "pesel": "",
    "basis": "public_task", "notice_given_on": "10.03.2009",
}  # fmt: skip


@pytest.fixture
def service():
    return contracted_service()


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def as_(client, settings, role, place=None):
    return visitor(client, settings, role, place, on=DAY)


def of_provider(client, settings, organisation):
    settings.IS_DEMO = True
    user = User.objects.create(login=f"p{organisation.pk}", name="P", language="en")
    Grant.objects.create(
        user=user, role="provider", scope_kind="provider", organisation=organisation, valid_from=date(2007, 1, 1)
    )
    client.force_login(user)
    session = client.session
    session["show_day"] = DAY.isoformat()
    session.save()
    return client


def test_somebody_new_is_registered_and_enrolled_on_one_page(client, settings, service):
    browser = as_(client, settings, "social_worker", service.participation)
    where, people = (reverse(f"participants:{name}", args=[service.pk]) for name in ("enrol", "of_service"))
    assert "Nobody is enrolled yet" in text(browser.get(people))
    assert "On the register already" not in text(browser.get(where))
    page = text(browser.post(where, CARD, follow=True))
    assert "1 person is enrolled." in page
    assert "Żbik Mruk" in page
    assert "1 person takes part" in page
    row = Enrolment.objects.get()
    assert (row.enrolled_on, row.state, row.person.birth_year) == (DAY, "active", 1944)
    for deed, words in (("finish", "took part to the end"), ("drop", "no step")):
        assert (
            words in text(browser.post(reverse(f"participants:{deed}", args=[row.pk]), follow=True)) or deed == "drop"
        )
    row.refresh_from_db()
    assert (row.state, row.ended_on) == ("finished", DAY)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"birth_year": "1844"}, None, "cannot be right"),
        ({"birth_year": "x"}, "birth_year", ""),
        ({"pesel": "44051401358"}, "pesel", "check digit"),
        ({"pesel": "44051401359", "sex": "f"}, None, "other sex"),
        ({"notice_given_on": "11.03.2009"}, None, "in the future"),
        ({"notice_given_on": ""}, "notice_given_on", ""),
        ({"basis": "whim"}, "basis", ""),
    ],
)
def test_a_wrong_card_comes_back_with_the_sentence(client, settings, service, change, field, words):
    browser = as_(client, settings, "coordinator", service.participation)
    page = browser.post(reverse("participants:enrol", args=[service.pk]), CARD | change)
    assert page.status_code == 200
    errors = page.context["register"].errors
    assert words in " ".join(errors[field or "__all__"])
    assert "<title>Error:" in text(page)
    assert not Person.objects.exists()


def test_people_of_the_register_are_chosen(client, settings, service):
    place = service.participation
    first, second, third = (registered_person(place, number) for number in (1, 2, 3))
    foreign = registered_person(allocated("3212022", amount="60000.00"), 7)
    browser = as_(client, settings, "gops_manager", place)
    where = reverse("participants:enrol", args=[service.pk])
    page = browser.get(where)
    assert page.context["choose"].known.keys() == {str(row.pk) for row in (first, second, third)}
    assert ReadEvent.objects.get().what == "register"
    assert browser.post(where, {"choose": "1", "people": [foreign.pk]}).status_code == 200
    assert not Enrolment.objects.exists()
    done = browser.post(where, {"choose": "1", "people": [first.pk, third.pk]}, follow=True)
    assert "2 people are enrolled." in text(done)
    assert set(Enrolment.objects.values_list("person_id", flat=True)) == {first.pk, third.pk}


def test_opening_the_list_is_logged(client, settings, service):
    active_enrolment(service)
    browser = as_(client, settings, "social_worker", service.participation)
    browser.get(reverse("participants:of_service", args=[service.pk]))
    event = ReadEvent.objects.get()
    assert (event.role, event.object_type, event.object_id, event.what) == (
        "social_worker",
        "plans.service",
        str(service.pk),
        "names",
    )


def test_who_reaches_which_page(client, settings, service):
    row = active_enrolment(service)
    other = allocated("3212022", amount="60000.00")
    gets = [reverse(f"participants:{name}", args=[service.pk]) for name in ("of_service", "enrol")]
    posts = [reverse(f"participants:{name}", args=[row.pk]) for name in ("finish", "drop")]
    nothing = [404] * 4
    for role, place, codes in [
        *(
            (role, service.participation, nothing)
            for role in ("treasurer", "mayor", "council_member", "consultant", "rops")
        ),
        *((role, None, nothing) for role in ("programme_office", "auditor", "lender", "counsel")),
        ("social_worker", other, nothing),
    ]:
        browser = as_(client, settings, role, place)
        assert [browser.get(url).status_code for url in gets] + [
            browser.post(url).status_code for url in posts
        ] == codes, role
    browser = of_provider(client, settings, service.provider)
    assert [browser.get(url).status_code for url in gets] == [200, 404]
    assert [browser.post(url).status_code for url in posts] == [403, 403]
    row.refresh_from_db()
    assert row.state == "active"
    browser.logout()
    assert browser.get(gets[0])["Location"].startswith("/sign-in/")


def test_a_service_that_is_not_ready_says_why(client, settings):
    planned = services()[0]
    browser = as_(client, settings, "social_worker", planned.participation)
    page = text(browser.get(reverse("participants:enrol", args=[planned.pk])))
    assert "Enrolling is not possible now" in page
    assert "while the state is" in page


@pytest.mark.parametrize("count", [1, 3])
def test_whole_pages_keep_to_the_limit(client, settings, service, django_assert_max_num_queries, count):
    for number in range(count):
        active_enrolment(service, number)
    browser = as_(client, settings, "social_worker", service.participation)
    for name in ("of_service", "enrol"):
        with django_assert_max_num_queries(25):
            assert browser.get(reverse(f"participants:{name}", args=[service.pk])).status_code == 200
