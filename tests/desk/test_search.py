"""Search: what is found, how it may be typed, and that nothing outside one's scope is."""

import html
from datetime import date

import pytest
from django.urls import reverse

from gromada.desk import queries
from gromada.plans import actions as plans
from tests.contracts.walk import draft_contract, provider_actor, services, signed_contract
from tests.plans.walk import accepted_plan, draft_plan, line
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY = date(2009, 3, 10)


def found(who, typed):
    """What the search finds within one's scope; the register of units is everybody's."""
    rows = [row for group in queries.search(who, typed) for row in group.rows]
    return [row.title for row in rows if not row.url.startswith("/units/")]


def test_the_register_is_searched_by_everybody(place):
    groups = queries.search(actor("coordinator", place), "swidwin")
    assert [(row.title, row.url) for row in groups[0].rows] == [("Świdwin", reverse("territory:unit", args=["3216062"]))]
    assert "3216062" in groups[0].rows[0].detail


@pytest.fixture
def place():
    gmina = allocated()
    adopted_strategy(gmina)
    plan = draft_plan(gmina, lines=0)
    for title in ("Łódź ratunkowa 2009", "Żabki i żółwie", "Zajęcia w świetlicy"):
        line(plan, title=title, cost_pln=9000)
    plans.submit_plan(plan=plan, by=actor("coordinator", gmina), on=date(2009, 1, 19))
    plans.accept_plan(plan=plan, by=actor("consultant", gmina), on=date(2009, 1, 30))
    return gmina


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Łódź", "Łódź ratunkowa 2009"),
        ("lodz", "Łódź ratunkowa 2009"),
        ("RATUNK", "Łódź ratunkowa 2009"),
        ("2009", "Łódź ratunkowa 2009"),
        ("zolwie", "Żabki i żółwie"),
        ("żabki i ż", "Żabki i żółwie"),
        ("swietlicy", "Zajęcia w świetlicy"),
        ("bierz", "Bierzwnik"),
    ],
)
def test_a_service_or_a_gmina_is_found_without_marks(place, typed, title):
    assert found(actor("coordinator", place), typed) == [title]


@pytest.mark.parametrize("typed", ["1009", "xyz", "%", "_", "'", "zwnik"])
def test_what_is_not_there_is_not_found(place, typed):
    assert found(actor("coordinator", place), typed) == []


def test_only_within_the_scope():
    mine = signed_contract(services()[0])
    other = allocated("3212022", amount="60000.00")
    assert found(actor("coordinator", mine.participation), mine.number) == [mine.number]
    assert found(actor("consultant", mine.participation), mine.number) == [mine.number]
    assert found(actor("auditor"), mine.number) == [mine.number]
    assert found(provider_actor(mine.provider), mine.number) == [mine.number]
    for who in (
        actor("coordinator", other),
        provider_actor(draft_contract(services(terc="3205012", amount="60000.00")[0]).provider),
    ):
        for typed in (mine.number, mine.service.title, "Bierzwnik"):
            assert mine.number not in found(who, typed)
            assert "Bierzwnik" not in found(who, typed)


def test_every_find_opens(client, settings):
    contract = signed_contract(services()[0])
    browser = visitor(client, settings, "coordinator", contract.participation, on=DAY)
    for typed in (contract.number, contract.service.title, "bierz"):
        for group in queries.search(actor("coordinator", contract.participation), typed):
            assert [browser.get(row.url).status_code for row in group.rows] == [200] * len(group.rows)


def test_the_page(client, settings, place):
    browser = visitor(client, settings, "coordinator", place, on=DAY)
    where = reverse("desk:search")
    assert "Nothing was found" not in html.unescape(browser.get(where).content.decode())
    page = html.unescape(browser.get(where, {"q": "lodz"}).content.decode())
    assert "Łódź ratunkowa 2009" in page
    assert 'value="lodz"' in page
    page = html.unescape(browser.get(where, {"q": "nie ma"}).content.decode())
    assert "Nothing was found" in page


def test_five_queries_however_much_is_there(django_assert_num_queries):
    place = services(count=1)[0].participation
    with django_assert_num_queries(5):
        queries.search(actor("coordinator", place), "usługa")
    accepted_plan(place, lines=3, cost_pln="900.00")
    with django_assert_num_queries(5):
        assert len(found(actor("coordinator", place), "usługa")) == 4
