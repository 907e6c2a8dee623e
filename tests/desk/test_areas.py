"""What the desk shows of an area: a provider's own figures, the sums of a voivodeship, the days until the show day."""

import html
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gromada.core.models import AuditEvent
from gromada.desk import queries
from tests.contracts.visits import provider_visitor, visitor
from tests.contracts.walk import provider, provider_actor, services, signed_contract
from tests.finance.walk import paid_invoice, received_invoice
from tests.plans.walk import accepted_plan, returned_plan, submitted_plan
from tests.strategies.walk import actor, allocated, draft_strategy, existing_strategy

pytestmark = pytest.mark.django_db
DESK, DAY = "/desk/", date(2009, 7, 16)
MOST_QUERIES = 25
OTHER, THIRD = "3202042", "3202053"


def text(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(plain).split())


def start(client, settings, role, participation=None):
    return visitor(client, settings, role, participation, on=DAY).get(DESK)


def with_needs(terc="3202012"):
    place = allocated(terc)
    existing_strategy(place)
    return place


@pytest.fixture
def gmina():
    return with_needs()


@pytest.fixture
def neighbour():
    return with_needs(OTHER)


def test_one_reads_whom_one_waits_for(client, settings, gmina):
    submitted_plan(gmina)
    rows = {role: start(client, settings, role, gmina).context["waits"] for role in ("coordinator", "rops")}
    assert [row["who"] for row in rows["coordinator"]] == ["Regional consultant"]
    assert [row["who"] for row in rows["rops"]] == ["Regional consultant, Bierzwnik"]


def test_the_name_of_ones_own_gmina_is_not_said_again(gmina):
    submitted_plan(gmina)
    (at_home,) = queries.turns(actor("coordinator", gmina), DAY).others
    (from_afar,) = queries.turns(actor("consultant", gmina), DAY).mine
    assert (at_home.unit_name, at_home.detail) == ("", "")
    assert (from_afar.unit_name, from_afar.detail) == ("Bierzwnik", "")


def test_each_sees_the_matters_of_their_own_area(gmina, neighbour):
    for place in (gmina, neighbour):
        submitted_plan(place)
    region = queries.turns(actor("consultant", gmina), DAY)
    assert sorted(turn.unit_name for turn in region.mine) == ["Bierzwnik", "Krzęcin"]
    assert [turn.unit_id for turn in queries.turns(actor("coordinator", gmina), DAY).others] == [gmina.unit_id]
    for stranger in (actor("consultant", unit_id=gmina.unit_id), provider_actor(provider())):
        assert queries.turns(stranger, DAY) == queries.Turns([], [])


def test_a_provider_reads_its_own_figures(client, settings):
    first, second = services(count=2)
    ours, theirs = provider(), provider()
    contract = signed_contract(first, value_pln="6300.00", party=ours)
    signed_contract(second, value_pln="9000.00", party=theirs)
    paid_invoice(contract, gross_pln="2000.00")
    received_invoice(contract, gross_pln="1000.00")
    found = queries.dealings(provider_actor(ours), DAY)
    shown = [str(part) for part in (found.agreed, found.paid, found.waiting, found.left)]
    assert shown == ["6300.00", "2000.00", "1000.00", "3300.00"]
    before = queries.dealings(provider_actor(ours), date(2009, 4, 30))
    assert [str(part) for part in (before.agreed, before.paid, before.waiting)] == ["6300.00", "0.00", "0.00"]
    said = text(provider_visitor(client, settings, ours, on=DAY).get(DESK))
    assert "Your contracts" in said
    assert "3,300.00" in said
    assert "9,000.00" not in said
    assert "What happened lately" not in said
    assert queries.dealings(actor("treasurer", contract.participation), DAY) is None


def test_a_provider_without_a_contract_reads_what_will_be_there(client, settings):
    said = text(provider_visitor(client, settings, provider(), on=DAY).get(DESK))
    assert "No contract is signed yet" in said


def test_the_sums_of_a_voivodeship_are_those_of_its_gminas(client, settings, gmina, neighbour):
    page = start(client, settings, "consultant", gmina)
    assert page.context["balance"].allocated == 2 * 70_500
    assert "2 gminas" in text(page)


def test_the_sums_are_those_of_the_day_that_is_looked_at(client, settings, gmina):
    plan = accepted_plan(gmina, lines=1, cost_pln="2000.00")
    planned = plan.lines.get().cost
    for day, amount in ((date(2009, 1, 29), 0), (DAY, planned)):
        page = visitor(client, settings, "mayor", gmina, on=day).get(DESK)
        assert page.context["balance"].planned == amount


def test_the_country_reads_one_programme_and_is_led_to_the_other(client, settings, gmina):
    allocated("1405052", "pal-jaktorow", "90000.00", on=date(2012, 1, 2))
    page = start(client, settings, "auditor", gmina)
    assert page.context["gminas"] == 1
    assert page.context["balance"].allocated == 70_500
    assert reverse("programmes:board", args=["pal-jaktorow"]) in page.content.decode()


def test_the_trail_ends_with_the_day_that_is_looked_at(gmina, neighbour):
    returned_plan(gmina)
    submitted_plan(neighbour)
    sent = AuditEvent.objects.get(deed="plans.submit", unit_id=gmina.unit_id).on
    own = queries.trail(sent, unit_id=gmina.unit_id, most=50)
    days = [row.on for row in own]
    assert days == sorted(days, reverse=True)
    assert days[0] == sent
    assert {row.unit_id for row in own} == {gmina.unit_id}
    assert sent not in {row.on for row in queries.trail(sent - timedelta(days=1), unit_id=gmina.unit_id, most=50)}
    region = queries.trail(sent, region_id=gmina.region_id, most=50)
    assert {row.unit_id for row in region} == {gmina.unit_id, neighbour.unit_id}


def test_from_afar_the_trail_names_the_gmina(client, settings, gmina):
    returned_plan(gmina)
    sources = {
        role: {row["source"] for row in start(client, settings, role, gmina).context["trail"]}
        for role in ("mayor", "consultant", "programme_office")
    }
    assert sources == {"mayor": {""}, "consultant": {"Bierzwnik"}, "programme_office": {"Bierzwnik"}}


def counted(client, settings, role, participation):
    browser = visitor(client, settings, role, participation, on=DAY)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(DESK).status_code == 200
    return len(asked)


@pytest.mark.parametrize("role", ["consultant", "programme_office", "auditor"])
def test_three_gminas_ask_as_much_as_one(client, settings, gmina, role):
    submitted_plan(gmina)
    draft_strategy(gmina)
    once = counted(client, settings, role, gmina)
    for terc in (OTHER, THIRD):
        place = with_needs(terc)
        submitted_plan(place)
        draft_strategy(place)
    assert counted(client, settings, role, gmina) == once <= MOST_QUERIES


def test_three_services_ask_as_much_as_one(client, settings, gmina):
    accepted_plan(gmina, lines=1, cost_pln="2000.00")
    once = counted(client, settings, "coordinator", gmina)
    days = {"on": date(2009, 3, 2), "sent_on": date(2009, 3, 3), "accepted_on": date(2009, 3, 6)}
    accepted_plan(gmina, lines=3, cost_pln="2000.00", **days)
    assert counted(client, settings, "coordinator", gmina) == once <= MOST_QUERIES
