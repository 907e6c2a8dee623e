"""The pages of the strategy: who reaches them, what they say, what a post does, how many queries they take."""

from datetime import date

import pytest
from django.urls import reverse

from gromada.strategies import queries
from gromada.strategies.models import Need, Strategy
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, adopted_strategy, allocated, draft_strategy, existing_strategy

pytestmark = pytest.mark.django_db
DAY = date(2008, 9, 29)


@pytest.fixture
def gmina():
    return allocated()


def text(response):
    return response.content.decode().replace("\xa0", " ")


def test_an_empty_page_says_how_to_begin(client, settings, gmina):
    page = visitor(client, settings, "coordinator", gmina, on=DAY).get(reverse("strategies:strategy", args=[gmina.pk]))
    assert "has no strategy on record" in text(page)
    assert reverse("strategies:start", args=[gmina.pk]) in text(page)


def test_the_page_says_what_the_resolution_does_to_the_money(client, settings, gmina):
    draft_strategy(gmina)
    where = reverse("strategies:strategy", args=[gmina.pk])
    page = visitor(client, settings, "coordinator", gmina, on=DAY).get(where)
    assert "After the resolution we unlock EUR 47,000.00" in text(page)
    assert "P-02" in text(page)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "pl"
    assert "Po uchwale uruchomimy 47 000,00 EUR" in text(client.get(where))


def test_a_strategy_goes_from_nothing_to_adopted_on_the_pages(client, settings, gmina):
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    words = {"title": "Strategia 2009-2015", "year_from": 2009, "year_until": 2015, "data_year": 2007}
    assert browser.get(reverse("strategies:start", args=[gmina.pk])).status_code == 200
    assert browser.post(reverse("strategies:start", args=[gmina.pk]), words).status_code == 302
    row = Strategy.objects.get()
    add = reverse("strategies:add_need", args=[row.pk])
    assert browser.get(add).status_code == 200
    need = {
        "text": "Starsi mieszkańcy są sami",
        "group": row.participation.programme.groups.get(code="I").pk,
        "priority": 1,
    }
    assert browser.post(add, need | {"again": "1"})["Location"] == add
    change = reverse("strategies:change_need", args=[Need.objects.get().pk])
    assert "Starsi mieszkańcy są sami" in text(browser.get(change))
    assert browser.post(change, need | {"text": "Starsi są sami"}).status_code == 302
    assert browser.get(reverse("strategies:change", args=[row.pk])).status_code == 200
    adopt = reverse("strategies:adopt", args=[row.pk])
    assert "EUR 47,000.00" in text(browser.get(adopt))
    refused = browser.post(adopt, {"resolution_number": "brak", "resolution_body": "Rada", "adopted_on": "29.09.2008"})
    assert refused.status_code == 200
    assert "Write the number of the resolution" in text(refused)
    assert "<title>Error:" in text(refused)
    done = browser.post(
        adopt, {"resolution_number": "XXIV/173/08", "resolution_body": "Rada", "adopted_on": "29.09.2008"}
    )
    assert done.status_code == 302
    page = text(browser.get(done["Location"]))
    assert "The whole allocation is unlocked" in page
    assert "XXIV/173/08" in page


def test_a_need_is_struck_out_by_a_post(client, settings, gmina):
    row = draft_strategy(gmina, needs=1)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    remove = reverse("strategies:remove_need", args=[row.needs.get().pk])
    assert browser.get(remove).status_code == 405
    assert "is struck out" in text(browser.post(remove, follow=True))
    assert row.needs.count() == 0


def test_who_reaches_which_page(client, settings, gmina):
    row = draft_strategy(gmina)
    elsewhere = allocated("3212022", amount="60000.00")
    far = allocated("1405052", "pal-jaktorow", "120000.00", on=date(2011, 5, 4))
    show, adopt = reverse("strategies:strategy", args=[gmina.pk]), reverse("strategies:adopt", args=[row.pk])
    start = reverse("strategies:start", args=[gmina.pk])
    expected = {
        ("coordinator", gmina): (200, 200, 200),
        ("mayor", gmina): (200, 200, 403),
        ("consultant", gmina): (200, 403, 403),
        ("auditor", None): (200, 403, 403),
        ("coordinator", elsewhere): (404, 404, 404),
        ("consultant", far): (404, 404, 404),
    }
    for (role, place), codes in expected.items():
        browser = visitor(client, settings, role, place, on=DAY)
        assert tuple(browser.get(url).status_code for url in (show, adopt, start)) == codes, role


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_one_need_and_for_three(gmina, count, django_assert_num_queries):
    existing_strategy(gmina, needs=count)
    draft_strategy(gmina, needs=count)
    with django_assert_num_queries(4):
        queries.strategy_page(actor("coordinator", gmina), gmina.pk, DAY)
    with django_assert_num_queries(2):
        queries.turns(actor("coordinator", gmina))
    with django_assert_num_queries(1):
        queries.needs_for_planning(gmina)


def test_a_whole_page_keeps_to_the_limit(client, settings, gmina, django_assert_max_num_queries):
    draft_strategy(gmina, needs=3)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    with django_assert_max_num_queries(30):
        browser.get(reverse("strategies:strategy", args=[gmina.pk]))


def test_an_older_strategy_is_shown_when_asked_for(client, settings, gmina):
    old = existing_strategy(gmina)
    adopted_strategy(gmina)
    browser = visitor(client, settings, "auditor", on=DAY)
    where = reverse("strategies:strategy", args=[gmina.pk])
    assert "has been replaced" in text(browser.get(where, {"strategy": old.pk}))
    assert "is in force" in text(browser.get(where, {"strategy": "9" * 30}))
