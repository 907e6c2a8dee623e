"""The pages of the programme: who reaches them, what they say, what a post does, how many queries they take."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from gromada.core.permissions import SYSTEM
from gromada.ledger import queries as ledger
from gromada.programmes import actions, queries
from gromada.programmes.models import Allocation, Participation, Programme
from gromada.territory import actions as territory
from gromada.territory.queries import unit_by_code
from tests.programmes.walk import THIRTEEN, joined, thirteen
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, allocated

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
REGION = "32"


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def en():
    with override("en"):
        yield


def office(client, settings, role="programme_office", **more):
    return visitor(client, settings, role, on=DAY, **more)


def test_the_office_divides_the_money_on_its_page(client, settings):
    thirteen()
    browser, where = office(client, settings), reverse("programmes:office", args=["pis"])
    page = text(browser.get(where))
    assert "13 gminas wait for their amount" in page
    assert 'value="1,010,300.00"' in page
    preview = text(browser.get(where, {"total": "1 010 300,00", "floor": "45 000"}))
    assert "A trial, nothing is saved" in preview
    assert not Allocation.objects.exists()
    given = {"total": "1010300.00", "floor": "45000.00"}
    done = browser.post(reverse("programmes:allocate", args=["pis"]), given)
    assert done.status_code == 302
    page = text(browser.get(done["Location"]))
    assert "13 gminas know their amount" in page
    assert "1,010,300.00" in page
    amounts = [row.amount for row in Allocation.objects.order_by("pk")]
    assert (len(amounts), sum(amounts), min(amounts)) == (13, Decimal("1010300.00"), Decimal("45000.00"))


def test_a_floor_that_is_too_high_is_refused_on_the_page_and_nothing_is_written(client, settings):
    thirteen()
    browser = office(client, settings)
    page = browser.post(reverse("programmes:allocate", args=["pis"]), {"total": "1010300", "floor": "80000"})
    assert "<title>Error:" in text(page)
    assert "Lower the least for a gmina" in text(page)
    assert not Allocation.objects.exists()
    preview = browser.get(reverse("programmes:office", args=["pis"]), {"total": "1010350", "floor": "0"})
    assert "multiples of 100" in text(preview)
    assert "Decide these amounts" not in text(preview)


def test_the_workbook_holds_the_allocations(client, settings):
    allocated()
    browser = office(client, settings)
    file = browser.get(reverse("programmes:allocations_file", args=["pis"]))
    assert "attachment" in file["Content-Disposition"]
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    found = next(row for row in rows if "3202012" in row)
    assert "Bierzwnik" in found
    assert 70500.0 in found


def test_the_board_shows_gminas_by_stage_and_their_money_together(client, settings):
    allocated("3202012")
    joined("3202042")
    region = unit_by_code(REGION, "voivodeship")
    browser = visitor(client, settings, "consultant", unit=region, on=DAY)
    page = text(browser.get(reverse("programmes:board", args=["pis"])))
    assert page.index("Bierzwnik") < page.index("Krzęcin")
    assert "2. Knows its amount" in page
    assert "EUR 70,500.00" in page
    assert "no amount yet" in page
    waiting = text(browser.get(reverse("programmes:board", args=["pis"]), {"show": "waiting"}))
    assert "Bierzwnik" not in waiting
    assert "Krzęcin" in waiting
    assert "Waiting for their amount 1" in waiting


def test_a_gmina_sees_how_its_amount_came_about(client, settings):
    thirteen()
    with override("en"):
        given = {"total": Decimal("1010300.00"), "floor": Decimal("45000.00")}
        actions.divide(programme=Programme.objects.get(code="pis"), **given, by=SYSTEM, on=DAY)
    row = queries.participation_of("pis", "3202012", SYSTEM)
    page = text(visitor(client, settings, "coordinator", row, on=DAY).get(reverse("programmes:gmina", args=[row.pk])))
    assert "4,778, year 2016" in page
    assert "Computed by heads, not less than EUR 45,000.00" in page
    assert "from memory, not confirmed" in page  # the step of joining is known from memory only
    assert "NBP table A of the day before" in page
    assert "Manual, edition of 18 January 2008" in page


@pytest.mark.parametrize(("code", "fields", "word"), [("pis", 18, "crisis intervention"), ("pal-jaktorow", 6, "")])
def test_the_catalogue_shows_what_is_open_and_says_why_the_rest_is_not(client, settings, code, fields, word):
    page = text(office(client, settings).get(reverse("programmes:catalogue", args=[code])))
    assert f"A plan can use {fields} fields" in page
    assert word in page
    assert ("Group IV: not used in this edition" in page) == (code == "pis")
    assert ("closed field" in page) == (code == "pis")


def test_who_reaches_which_page(client, settings):
    row = allocated()
    region = unit_by_code(REGION, "voivodeship")
    pages = [
        reverse("programmes:office", args=["pis"]),
        reverse("programmes:board", args=["pis"]),
        reverse("programmes:gmina", args=[row.pk]),
        reverse("programmes:catalogue", args=["pis"]),
    ]
    codes = {
        "programme_office": (200, 200, 200, 200),
        "auditor": (200, 200, 200, 200),
        "lender": (200, 200, 200, 200),
        "counsel": (403, 200, 200, 200),
        "consultant": (200, 200, 200, 200),
        "rops": (200, 200, 200, 200),
        "coordinator": (403, 403, 200, 200),
        "mayor": (403, 403, 200, 200),
    }
    for role, wanted in codes.items():
        who = {"unit": region} if role in {"consultant", "rops"} else {"participation": row}
        browser = visitor(client, settings, role, on=DAY, **who)
        assert tuple(browser.get(url).status_code for url in pages) == wanted, role


def test_the_division_is_decided_by_the_office_alone(client, settings):
    joined("3202012")
    where = reverse("programmes:allocate", args=["pis"])
    given = {"total": "70500", "floor": "0"}
    assert office(client, settings, "auditor").post(where, given).status_code == 403
    assert not Allocation.objects.exists()
    assert office(client, settings).get(where).status_code == 405


def test_another_gmina_and_an_unknown_programme_are_not_found(client, settings):
    row, other = joined("3202012"), joined("3202042")
    browser = visitor(client, settings, "coordinator", row, on=DAY)
    assert browser.get(reverse("programmes:gmina", args=[other.pk])).status_code == 404
    assert office(client, settings).get(reverse("programmes:office", args=["nothing"])).status_code == 404


@pytest.fixture
def abroad():
    """A gmina of another voivodeship, in the same programme."""
    facts = {"valid_from": date(2005, 1, 1), "by": SYSTEM}
    region = territory.record_unit(level="voivodeship", code="10", name="łódzkie", **facts)
    powiat = territory.record_unit(level="powiat", code="1012", name="radomszczański", parent=region, **facts)
    unit = territory.record_unit(level="gmina", code="1012132", kind="2", name="Wielgomłyny", parent=powiat, **facts)
    territory.record_figure(unit=unit, indicator="population", year=2016, value=Decimal(4700), source="GUS", by=SYSTEM)
    return actions.join_gmina(programme=queries.programme("pis"), unit=unit, by=SYSTEM, on=date(2007, 11, 5))


def test_each_voivodeship_whose_gminas_wait_has_its_own_form(client, settings, abroad):
    """O6: what the file names for a voivodeship stands in its form; the other's is left to the office."""
    thirteen()
    browser, where = office(client, settings), reverse("programmes:office", args=["pis"])
    page = text(browser.get(where))
    assert page.count("Show what it gives") == 2
    assert page.count('value="1,010,300.00"') == 1
    given = {"total": "66 200", "floor": "0", "region": "10", "decided_on": "31.01.2008"}
    preview = text(browser.get(where, given))
    assert preview.count("A trial, nothing is saved") == 1
    assert "Computed by heads" in preview
    assert "1 gmina knows its amount" in text(
        browser.post(reverse("programmes:allocate", args=["pis"]), given, follow=True)
    )
    [made] = Allocation.objects.all()
    assert (made.participation, made.amount, made.decided_on) == (abroad, Decimal("66200.00"), date(2008, 1, 31))


def test_a_decision_is_not_dated_in_the_future(client, settings):
    joined("3202012")
    browser = office(client, settings)
    given = {"total": "70500", "floor": "0", "region": REGION, "decided_on": "02.02.2008"}
    page = text(browser.post(reverse("programmes:allocate", args=["pis"]), given))
    assert "This day is still to come" in page
    assert not Allocation.objects.exists()


def test_a_gmina_of_another_voivodeship_is_not_found_and_not_on_the_board(client, settings, abroad):
    joined("3202012")
    region = unit_by_code(REGION, "voivodeship")
    for role in ("consultant", "rops"):
        browser = visitor(client, settings, role, unit=region, on=DAY)
        assert browser.get(reverse("programmes:gmina", args=[abroad.pk])).status_code == 404
        assert "Wielgomłyny" not in text(browser.get(reverse("programmes:board", args=["pis"])))
        assert "Wielgomłyny" not in text(browser.get(reverse("programmes:office", args=["pis"])))


def test_the_page_of_a_gmina_leads_on_to_its_things(client, settings):
    row = allocated()
    region = unit_by_code(REGION, "voivodeship")
    browser = visitor(client, settings, "consultant", unit=region, on=DAY)
    page = text(browser.get(reverse("programmes:gmina", args=[row.pk])))
    for route in (
        "strategies:strategy", "plans:plans", "contracts:list", "delivery:of_gmina", "finance:money", "reports:list",
    ):  # fmt: skip
        url = reverse(route, args=[row.pk])
        assert f'href="{url}"' in page
        assert browser.get(url).status_code == 200, route


def test_a_local_programme_is_divided_by_its_treasurer(client, settings):
    row = joined("1405052", "pal-jaktorow", on=date(2011, 4, 6))
    browser = visitor(client, settings, "treasurer", row, on=date(2011, 5, 2))
    where = reverse("programmes:office", args=["pal-jaktorow"])
    assert "1 gmina waits for its amount" in text(browser.get(where))
    done = browser.post(reverse("programmes:allocate", args=["pal-jaktorow"]), {"total": "120 000", "floor": "0"})
    assert done.status_code == 302
    balance = ledger.balances([row.account])[row.account_id]
    assert (balance.allocated, balance.unlocked) == (Decimal("120000.00"), Decimal("120000.00"))


def test_the_office_is_told_who_waits_and_others_see_whom_they_wait_for(en):
    row = joined("3202012")
    mine = queries.turns(actor("programme_office"), DAY)
    assert [(turn.mine, turn.tab, str(turn.title)) for turn in mine] == [
        (True, "money", "Decide the amount of 1 gmina")
    ]
    [theirs] = queries.turns(actor("coordinator", row), DAY)
    assert not theirs.mine
    assert theirs.url == reverse("programmes:gmina", args=[row.pk])
    allocated("3202012")
    assert [turn for turn in queries.turns(actor("programme_office"), DAY) if turn.mine] == []
    [step] = queries.turns(actor("coordinator", row), DAY)
    assert (step.mine, str(step.title), step.url) == (
        True,
        "“Joined the programme”: record it for 1 gmina",
        reverse("programmes:gmina", args=[row.pk]),
    )
    assert step.due_on == date(2008, 4, 1)  # sixty days from the day it learned its amount


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_the_same_queries_for_one_gmina_and_for_three(count, django_assert_num_queries):
    for terc in THIRTEEN[:count]:
        allocated(terc)
    for terc in THIRTEEN[3 : 3 + count]:
        joined(terc)
    who, programme = actor("programme_office"), queries.programme("pis")
    row = queries.participation_of("pis", THIRTEEN[0], who)
    with django_assert_num_queries(4):
        queries.shares(who, programme)
    with django_assert_num_queries(3):
        queries.division(actor=who, programme=programme, total=Decimal(300_000), floor=Decimal(0))
    with django_assert_num_queries(3):
        queries.board(who, programme, DAY)
    with django_assert_num_queries(4):
        queries.overview(row, DAY)
    with django_assert_num_queries(2):
        queries.turns(who, DAY)
    with django_assert_num_queries(1):
        queries.participations(who, programme)
    with django_assert_num_queries(3):
        queries.matrix(programme)


def test_whole_pages_keep_to_the_limit(client, settings, django_assert_max_num_queries):
    for terc in THIRTEEN[:3]:
        allocated(terc)
    row = Participation.objects.order_by("pk").first()
    browser = office(client, settings)
    for name, key in (("office", "pis"), ("board", "pis"), ("catalogue", "pis"), ("gmina", row.pk)):
        with django_assert_max_num_queries(25):
            assert browser.get(reverse(f"programmes:{name}", args=[key])).status_code == 200
