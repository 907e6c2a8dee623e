"""The public pages: open to anybody, closed to everything personal, light, and no slower for more rows."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from gromada.plans import actions as plans
from gromada.portal import queries
from gromada.portal.queries import of_programmes
from gromada.programmes.definitions.schema import Component
from gromada.reports.models import PublishedFigure
from tests.plans.walk import draft_plan, returned_plan, submitted_plan
from tests.portal.visits import MOST_BYTES, MOST_QUERIES, addresses, opened, weight
from tests.portal.walk import CODE, PERSON, TERCS, joined, serving
from tests.strategies.walk import actor, adopted_strategy, existing_strategy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def test_anybody_opens_every_page_and_no_page_is_heavy(client):
    (place,) = joined()
    (service, _) = serving(place, services=2)
    for url in addresses(service=service):
        text, count = opened(client, url)
        assert count <= MOST_QUERIES, url
        assert weight(text) <= MOST_BYTES, url


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("programme", ["nothing"]),
        ("catalogue", ["nothing"]),
        ("services", ["nothing"]),
        ("gmina", [CODE, "9999999"]),
        ("gmina", ["nothing", TERCS[0]]),
        ("service", [CODE, 999_999]),
    ],
)
def test_what_does_not_exist_is_not_found(client, name, args):
    joined()
    assert client.get(reverse(f"portal:{name}", args=args)).status_code == 404


def test_a_service_is_not_found_under_another_programme(client):
    (place,) = joined()
    (service,) = serving(place)
    assert client.get(reverse("portal:service", args=["pal-jaktorow", service.pk])).status_code == 404


def test_pages_answer_to_reading_only(client):
    assert client.post(reverse("portal:help")).status_code == 405


@pytest.mark.parametrize("name", ["start", "programme", "services"])
def test_a_list_asks_as_often_for_three_gminas_as_for_one(client, name):
    url = reverse(f"portal:{name}", args=[] if name == "start" else [CODE])
    rows = joined(3)
    serving(rows[0])
    _, once = opened(client, url)
    for place in rows[1:]:
        serving(place)
    text, thrice = opened(client, url)
    assert thrice == once
    if name == "services":
        assert text.count('class="hit"') == 3


def test_a_gmina_asks_as_often_for_three_services_as_for_one(client):
    one, three = joined(2)
    serving(one)
    serving(three, services=3)
    _, once = opened(client, reverse("portal:gmina", args=[CODE, TERCS[0]]))
    _, thrice = opened(client, reverse("portal:gmina", args=[CODE, TERCS[1]]))
    assert once == thrice


def test_the_amounts_of_the_gminas_are_public_from_the_first_day_and_add_up(client):
    joined(2)
    text, _ = opened(client, reverse("portal:programme", args=[CODE]))
    assert "70,500.00" in text
    assert "70,600.00" in text
    assert "141,100.00" in text
    text, _ = opened(client, reverse("portal:gmina", args=[CODE, TERCS[0]]))
    assert "EUR\u00a070,500.00" in text
    assert "Nothing has been planned and accepted yet" in text


def test_the_programme_gives_its_parts_with_their_sources(client):
    text, _ = opened(client, reverse("portal:programme", args=[CODE]))
    assert "47,210,000.00" in text
    assert "40,000,000.00" in text
    assert "seeds 000, 001" in text
    assert "not known" in text  # the part whose amount no document states


def test_what_is_only_remembered_is_left_out():
    words = {"code": "Z", "name_pl": "Część", "name_en": "Part", "source": "a book once read"}
    assert not of_programmes.is_official(Component(**words, certainty="memory"))
    assert of_programmes.is_official(Component(**words, certainty="seed"))
    assert of_programmes._given(None) is None


def test_a_programme_without_an_envelope_shows_where_its_money_comes_from(client):
    text, _ = opened(client, reverse("portal:programme", args=["pal-jaktorow"]))
    assert "Where the money comes from" in text
    assert "VI/41/2011" in text
    assert "No gmina has joined yet" in text
    opened(client, reverse("portal:catalogue", args=["pal-jaktorow"]))


def test_the_catalogue_says_what_is_closed_and_who_may_provide(client):
    text, _ = opened(client, reverse("portal:catalogue", args=[CODE]))
    assert "Not open in this edition" in text
    assert "Who may provide" in text
    assert "And who may not" in text


@pytest.mark.parametrize("walk", [draft_plan, submitted_plan, returned_plan])
def test_a_plan_that_is_not_accepted_is_not_public(client, walk):
    (place,) = joined()
    adopted_strategy(place)
    walk(place)
    for url in addresses():
        text, _ = opened(client, url)
        assert "Usługa 1" not in text, url


def test_a_service_that_was_given_up_is_not_public(client):
    (place,) = joined()
    _, given_up = serving(place, services=2)
    plans.cancel_service(service=given_up, why="x", by=actor("coordinator", place), on=date(2009, 3, 2))
    text, _ = opened(client, reverse("portal:gmina", args=[CODE, TERCS[0]]))
    assert given_up.title not in text
    assert client.get(reverse("portal:service", args=[CODE, given_up.pk])).status_code == 404


def test_a_private_person_who_provides_has_no_name_here(client):
    (place,) = joined()
    (service,) = serving(place, kind="natural_person", name=PERSON)
    shown = [opened(client, url)[0] for url in addresses(service=service)]
    assert not [text for text in shown if PERSON in text]
    assert "a private person" in shown[-1]
    assert queries.gmina(CODE, TERCS[0]).contracts == 0


def test_an_organisation_is_named(client):
    (place,) = joined()
    (service,) = serving(place)
    text, _ = opened(client, reverse("portal:service", args=[CODE, service.pk]))
    assert "Stowarzyszenie Zmyślone" in text
    assert "The contract is signed. The service has not begun yet." in text
    text, _ = opened(client, reverse("portal:gmina", args=[CODE, TERCS[0]]))
    assert "contract with an organisation" in text


def test_services_are_found_by_group_and_gmina_and_unknown_ones_ask_for_all(client):
    for place in joined(2):
        serving(place)
    url = reverse("portal:services", args=[CODE])
    assert queries.services(CODE, gmina=TERCS[0]).count == 1
    assert queries.services(CODE, group="III").count == 0
    assert queries.services(CODE, group="I", gmina=TERCS[1]).count == 1
    text, _ = opened(client, f"{url}?group=III")
    assert "Nothing fits" in text
    text, _ = opened(client, f"{url}?group=nothing&gmina=x&after=damaged")
    assert text.count('class="hit"') == 2


def test_the_list_of_services_is_read_page_by_page():
    (place,) = joined()
    serving(place, services=3)
    first = queries.services(CODE, size=2)
    rest = queries.services(CODE, size=2, after=first.page.next_token)
    assert len(first.page) == 2
    assert len(rest.page) == 1
    assert rest.page.next_token is None


def test_the_needs_that_a_service_answers_are_counted_once():
    (place,) = joined()
    serving(place, services=2)
    page = queries.gmina(CODE, TERCS[0])
    assert (page.needs, page.needs_answered) == (2, 1)


def test_a_strategy_that_was_not_adopted_is_not_public():
    (place,) = joined()
    existing_strategy(place)
    page = queries.gmina(CODE, TERCS[0])
    assert page.strategy is None
    assert page.needs == 0


def test_people_come_from_published_figures_and_few_are_kept_back(client):
    one, other = joined(2)
    day = date(2009, 12, 31)
    PublishedFigure.objects.create(participation=one, code="persons", year=2009, value=284, as_of=day)
    PublishedFigure.objects.create(participation=other, code="persons", year=2009, value=None, as_of=day)
    text, _ = opened(client, reverse("portal:gmina", args=[CODE, TERCS[0]]))
    assert "<b>284</b>people took part in 2009" in text
    assert "31.12.2009" in text
    text, _ = opened(client, reverse("portal:gmina", args=[CODE, TERCS[1]]))
    assert "<b>fewer than 5</b>" in text


def test_the_accessibility_statement_keeps_the_identifiers_of_the_model(client):
    text, _ = opened(client, reverse("portal:accessibility"))
    for name in (
        "wstep", "podmiot", "url", "data-publikacja", "data-aktualizacja", "status", "data-sporzadzenie",
        "data-przeglad", "audytor", "kontakt", "osoba", "email", "telefon", "procedura", "architektura", "aplikacje",
    ):  # fmt: skip
        assert text.count(f'id="a11y-{name}"') == 1, name
    assert "http://testserver/" in text
