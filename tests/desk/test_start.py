"""The start page: greeting, whose turn, money, the trail, and the tabs of each role."""

import html
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from gromada.accounts.states import Role
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM
from gromada.desk import queries
from gromada.desk.views import _greeting
from tests.contracts.walk import accepted_contract, draft_contract, services, submitted_contract
from tests.delivery.walk import held_session, scheduled_session
from tests.participants.test_pages import of_provider
from tests.participants.walk import active_enrolment, contracted_service
from tests.plans.walk import returned_plan, submitted_plan
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY = date(2009, 3, 10)
GMINA = ["Start", "Strategy", "Plan", "Contracts", "Sessions", "Money", "Reports"]
REGION = ["Start", "Gminas", "Plans to review", "Money", "Catalogue", "Indicators"]
COUNTRY = ["Start", "Choice of gminas", "Gminas", "Money", "Catalogue", "Indicators"]
OFFICE = ["Start", "Choice of gminas", "Allocation", "Gminas", "Money", "Catalogue", "Indicators", "Imports"]
TABS = {
    "coordinator": GMINA, "gops_manager": GMINA, "social_worker": GMINA, "treasurer": GMINA, "mayor": GMINA,
    "council_member": ["Start", "Strategy", "Plan", "Money", "Reports"],
    "consultant": REGION, "rops": REGION,
    "programme_office": OFFICE,
    "counsel": ["Start", "Contracts to review"], "auditor": COUNTRY, "lender": COUNTRY,
    "provider": ["Start", "Contracts", "Sessions", "Invoices"],
}  # fmt: skip


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def desk(client, settings, role, place=None, **words):
    return visitor(client, settings, role, place, **({"on": DAY} | words)).get(reverse("desk:start"))


@pytest.mark.parametrize("role", [role for role in Role.values if role != "provider"])
def test_the_tabs_of_a_role_and_every_one_opens(client, settings, role):
    place = allocated()
    page = desk(client, settings, role, place)
    tabs = page.context["furniture"].tabs
    assert [tab.label for tab in tabs] == TABS[role]
    assert [tab.label for tab in tabs if tab.current] == ["Start"]
    for tab in tabs[1:]:
        opened = client.get(tab.url)
        assert opened.status_code == 200, tab
        if hasattr(opened, "context") and opened.context:
            assert [one.label for one in opened.context["furniture"].tabs if one.current] == [tab.label]


def test_the_tabs_of_a_provider(client, settings):
    service = contracted_service()
    scheduled_session(service)
    page = of_provider(client, settings, service.provider).get(reverse("desk:start"))
    tabs = page.context["furniture"].tabs
    assert [tab.label for tab in tabs] == TABS["provider"]
    assert {tab.label: tab.count for tab in tabs}["Sessions"] == 1
    assert all(client.get(tab.url).status_code == 200 for tab in tabs)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "Nic na Ciebie nie czeka."),
        (1, "czeka 1 sprawa."),
        (2, "czekają 2 sprawy."),
        (4, "czekają 4 sprawy."),
        (5, "czeka 5 spraw."),
        (12, "czeka 12 spraw."),
        (22, "czekają 22 sprawy."),
        (25, "czeka 25 spraw."),
    ],
)
def test_the_greeting_counts_in_polish(count, words):
    with override("pl"):
        assert _greeting(count).endswith(words)


def test_whose_turn_it_is(client, settings):
    place = allocated()
    adopted_strategy(place)
    page = desk(client, settings, "consultant", place)
    assert "Nothing waits for you." in text(page)
    submitted_plan(place, on=DAY - timedelta(days=10))
    mine, others = (desk(client, settings, role, place).context for role in ("consultant", "coordinator"))
    assert [turn.tab for turn in mine["turns"]] == ["plan"]
    assert mine["title"] == "Good day. 1 matter waits for you."
    assert any("plan" in str(row["url"]) for row in others["waits"])
    assert [tab.count for tab in mine["furniture"].tabs if tab.label == "Plans to review"] == [1]


def test_turns_stand_by_their_day_and_waits_by_their_length():
    first, second, third = services(count=3)
    accepted_contract(first)
    draft_contract(second)
    submitted_contract(third, value_pln="10000.00")
    for role in ("coordinator", "mayor", "counsel", "consultant"):
        found = queries.turns(actor(role, first.participation), DAY)
        due = [(turn.due_on or date.max, turn.since) for turn in found.mine]
        assert due == sorted(due)
        assert [turn.since for turn in found.others] == sorted(turn.since for turn in found.others)
        assert all(turn.mine for turn in found.mine)
        assert not any(turn.mine for turn in found.others)
        assert sum(found.counts().values()) == len(found.mine)
    assert queries.turns(actor("mayor", first.participation), DAY).mine
    assert queries.turns(actor("counsel"), DAY).mine


def test_another_gmina_sees_none_of_it(client, settings):
    contract = submitted_contract(services()[0], value_pln="10000.00")
    other = allocated("3212022", amount="60000.00")
    page = desk(client, settings, "coordinator", other)
    assert "Bierzwnik" not in text(page)
    assert contract.service.title not in text(page)


def test_money_stands_with_its_day_and_rate(client, settings):
    place = services()[0].participation
    page = text(desk(client, settings, "coordinator", place))
    assert "as of 10 March 2009" in page
    assert "rate 4." in page
    assert "/A/NBP/2009" in page
    assert "of EUR 70,500.00 unlocked" in page or "of 70,500.00 EUR unlocked" in page


def test_a_programme_in_zloty_has_no_rate(client, settings):
    place = allocated("1405052", "pal-jaktorow", "120000.00", on=date(2011, 5, 4))
    page = desk(client, settings, "coordinator", place, on=date(2012, 2, 6))
    assert page.context["rate"] is None
    assert "EUR" not in text(page)


def test_a_day_without_a_rate_still_shows_the_page(client, settings):
    place = allocated()
    page = desk(client, settings, "coordinator", place, on=date(2015, 6, 1))
    assert page.status_code == 200
    assert page.context["rate"] is None


def test_the_trail_tells_roles_and_states_and_no_person(client, settings):
    service = contracted_service()
    active_enrolment(service, last_name="Żmijoświstak", first_name="Rzepichozaur")
    held_session(service)
    page = desk(client, settings, "coordinator", service.participation)
    told = " ".join(f"{row['text']} {row['change']}" for row in page.context["trail"])
    assert "Mayor. " in told
    assert "→" in told
    for secret in ("Żmijoświstak", "Rzepichozaur", "Chabrowska"):
        assert secret not in text(page)


def test_the_trail_is_of_ones_area_newest_first():
    place = allocated()
    adopted_strategy(place)
    submitted_plan(place)
    other = allocated("3212022", amount="60000.00")
    own = queries.trail(DAY, unit_id=place.unit_id, most=50)
    assert own
    assert not queries.trail(DAY, unit_id=other.unit_id + 10_000)
    moments = [row.at for row in own]
    assert moments == sorted(moments, reverse=True)
    assert len(queries.trail(DAY, region_id=place.region_id, most=3)) == 3
    deeds = set(AuditEvent.objects.filter(unit_id=place.unit_id).values_list("deed", flat=True))
    assert len(deeds) > len({row.what for row in own})


def test_the_mark_is_of_the_gminas_services(client, settings):
    empty = desk(client, settings, "coordinator", allocated("3212022", amount="60000.00")).context["mark"]
    place = services(count=3, cost_pln="9000.00")[0].participation
    shown = desk(client, settings, "coordinator", place).context
    assert len(shown["furniture"].area.strips) == 3
    assert 'class="f1"' in shown["mark"]
    assert 'class="f1"' not in empty


@pytest.mark.parametrize("role", Role.values)
def test_whole_pages_keep_to_the_limit_however_much_waits(client, settings, django_assert_max_num_queries, role):
    found = []
    for terc in ("3202012", "3212022", "3205012"):
        place = services(terc=terc, amount="60000.00")[0].participation
        returned_plan(place)
        draft_contract(place.services.get())
        if role == "provider":
            browser = of_provider(client, settings, place.services.get().contracts.get().provider)
        else:
            browser = visitor(client, settings, role, place, on=DAY)
        with django_assert_max_num_queries(25) as counted:
            assert browser.get(reverse("desk:start")).status_code == 200
        found.append(len(counted))
    assert found[0] == found[2] or role == "provider"


def test_nothing_is_public(client):
    for name in ("start", "search"):
        assert client.get(reverse(f"desk:{name}"))["Location"].startswith("/sign-in/")
    assert queries.turns(SYSTEM, DAY).mine == []
