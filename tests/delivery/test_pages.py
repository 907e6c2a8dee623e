"""The pages of sessions: the calendar, scheduling, the attendance sheet; who reaches them and what a post does."""

import html
from datetime import date, timedelta

import pytest
from django.urls import reverse

from gromada.core.models import ReadEvent
from gromada.delivery.models import Attendance, Session
from tests.contracts.walk import services
from tests.delivery.walk import MET, held_session, scheduled_session
from tests.participants.test_pages import of_provider
from tests.participants.walk import active_enrolment, contracted_service
from tests.strategies.visits import visitor
from tests.strategies.walk import allocated

pytestmark = pytest.mark.django_db
SERIES = {"first": "10.03.2009", "last": "", "every": "1", "starts_at": "16.30", "minutes": "90", "place": "Remiza"}


@pytest.fixture
def service():
    return contracted_service()


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def as_(client, settings, role, place=None):
    return visitor(client, settings, role, place, on=MET)


def test_a_single_session_and_a_series_are_scheduled(client, settings, service):
    browser = as_(client, settings, "social_worker", service.participation)
    of_service = reverse("delivery:of_service", args=[service.pk])
    assert "There are no sessions yet" in text(browser.get(of_service))
    where = reverse("delivery:schedule", args=[service.pk])
    assert "Polish holidays are left out" in text(browser.get(where))
    page = text(browser.post(where, SERIES, follow=True))
    assert "1 session is on the calendar." in page
    assert "Mark attendance" in page
    page = text(browser.post(where, SERIES | {"last": "31.03.2009", "weekdays": ["1", "3"], "every": "2"}, follow=True))
    assert "3 sessions are on the calendar." in page
    assert sorted(Session.objects.values_list("held_on", flat=True).order_by("pk")) == [
        date(2009, 3, day) for day in (10, 12, 24, 26)
    ]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"first": "1.3.2009"}, "__all__", "would lie outside it"),
        ({"last": "31.03.2009"}, "weekdays", "at least one day"),
        ({"last": "9.03.2009", "weekdays": ["1"]}, "last", "comes before"),
        ({"starts_at": "25:00"}, "starts_at", ""),
        ({"minutes": "1441"}, "minutes", ""),
        ({"place": ""}, "place", ""),
    ],
)
def test_a_wrong_schedule_comes_back_with_the_sentence(client, settings, service, change, field, words):
    browser = as_(client, settings, "coordinator", service.participation)
    page = browser.post(reverse("delivery:schedule", args=[service.pk]), SERIES | change)
    assert words in " ".join(page.context["form"].errors[field])
    assert not Session.objects.exists()


def test_without_a_contract_the_page_says_so(client, settings):
    planned = services()[0]
    browser = as_(client, settings, "coordinator", planned.participation)
    where = reverse("delivery:schedule", args=[planned.pk])
    for page in (browser.get(where), browser.post(where, SERIES)):
        assert "Scheduling is not possible now" in text(page)


def test_a_whole_session_is_marked_with_one_save(client, settings, service):
    session = scheduled_session(service)
    people = [active_enrolment(service, number) for number in range(3)]
    browser = as_(client, settings, "social_worker", service.participation)
    where = reverse("delivery:mark", args=[session.pk])
    page = text(browser.get(where))
    assert "Who was there?" in page
    assert page.index("Chabrowska-0") < page.index("Chabrowska-2")
    assert ReadEvent.objects.get().object_type == "delivery.session"
    nobody = browser.post(where, {})
    assert "Nobody is marked" in text(nobody)
    page = text(browser.post(where, {f"p{people[0].pk}": "1", f"p{people[1].pk}": "0"}, follow=True))
    assert "Saved: 1 person of 3 was there." in page
    assert "1 of 2" in page
    page = text(browser.get(where))
    assert "1 person was there" in page
    assert "Save the correction" in page
    assert page.count(" checked") == 2
    browser.post(where, {f"p{row.pk}": "1" for row in people})
    assert Attendance.objects.filter(was_present=True).count() == 3


def test_marks_are_not_lost_when_the_day_has_not_come(client, settings, service):
    session = scheduled_session(service, held_on=MET + timedelta(days=1))
    row = active_enrolment(service)
    browser = as_(client, settings, "social_worker", service.participation)
    page = browser.post(reverse("delivery:mark", args=[session.pk]), {f"p{row.pk}": "0"})
    assert "on that day or later" in text(page)
    assert text(page).count(" checked") == 1
    assert not Attendance.objects.exists()


def test_everybody_is_marked_at_once_and_kept_only_when_saved(client, settings, service):
    session = scheduled_session(service)
    for number in range(3):
        active_enrolment(service, number)
    browser = as_(client, settings, "social_worker", service.participation)
    where = reverse("delivery:mark", args=[session.pk])
    assert text(browser.get(where)).count(" checked") == 0
    assert text(browser.get(where, {"all": "1"})).count('value="1" checked') == 3
    assert not Attendance.objects.exists()


def test_a_forged_mark_is_not_taken(client, settings, service):
    session = scheduled_session(service)
    active_enrolment(service)
    browser = as_(client, settings, "social_worker", service.participation)
    assert browser.post(reverse("delivery:mark", args=[session.pk]), {"p999999": "1"}).status_code == 200
    assert not Attendance.objects.exists()


def test_calling_off(client, settings, service):
    session = scheduled_session(service)
    browser = as_(client, settings, "social_worker", service.participation)
    assert "called off" in text(browser.post(reverse("delivery:cancel", args=[session.pk]), follow=True))
    session.refresh_from_db()
    assert session.state == "cancelled"
    again = browser.post(reverse("delivery:cancel", args=[session.pk]), follow=True)
    assert "note--bad" in text(again)


def test_who_reaches_which_page(client, settings, service):
    session = held_session(service)
    other = allocated("3212022", amount="60000.00")
    place = service.participation
    gets = [
        reverse("delivery:of_gmina", args=[place.pk]),
        reverse("delivery:of_service", args=[service.pk]),
        reverse("delivery:schedule", args=[service.pk]),
        reverse("delivery:mark", args=[session.pk]),
        reverse("delivery:mine"),
    ]
    cancel = reverse("delivery:cancel", args=[session.pk])
    seen = [200, 200, 404, 200, 404, 403]
    for role, where, codes in [
        ("coordinator", place, [200, 200, 200, 200, 404, 302]),
        ("mayor", place, seen),
        ("consultant", place, seen),
        ("auditor", None, seen),
        ("coordinator", other, [404] * 6),
    ]:
        browser = as_(client, settings, role, where)
        assert [browser.get(url).status_code for url in gets] + [browser.post(cancel).status_code] == codes, role
    browser = of_provider(client, settings, service.provider)
    assert [browser.get(url).status_code for url in gets] == [404, 200, 200, 200, 200]


@pytest.mark.parametrize("role", ["mayor", "consultant", "auditor", "treasurer", "council_member"])
def test_those_who_may_not_see_names_see_how_many(client, settings, service, role):
    session = held_session(service, there=2, away=1)
    browser = as_(client, settings, role, None if role == "auditor" else service.participation)
    page = text(browser.get(reverse("delivery:mark", args=[session.pk])))
    assert "2 people were there" in page
    assert "Chabrowska" not in page
    assert not ReadEvent.objects.exists()


def test_a_provider_finds_its_sessions_in_a_tab(client, settings, service):
    scheduled_session(service)
    browser = of_provider(client, settings, service.provider)
    page = text(browser.get(reverse("delivery:mine")))
    assert service.title in page
    assert 'href="/sessions/" aria-current="page"' in page
    assert "to do" in page


@pytest.mark.parametrize("count", [1, 3])
def test_whole_pages_keep_to_the_limit(client, settings, service, django_assert_max_num_queries, count):
    for number in range(count):
        session = held_session(service, there=count, held_on=MET - timedelta(days=number))
    browser = as_(client, settings, "social_worker", service.participation)
    for url in (
        reverse("delivery:of_gmina", args=[service.participation_id]),
        reverse("delivery:of_service", args=[service.pk]),
        reverse("delivery:schedule", args=[service.pk]),
        reverse("delivery:mark", args=[session.pk]),
    ):
        with django_assert_max_num_queries(25):
            assert browser.get(url).status_code == 200
