"""The board: counts, filters, order, the map, the workbook; for thirteen gminas and for five hundred."""

import gzip
import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from gromada.core.permissions import SYSTEM
from gromada.programmes import actions, queries
from gromada.programmes.queries import Asked
from gromada.programmes.states import Step
from gromada.project.cli import parser, paths
from gromada.project.cli.speech import Speech
from gromada.territory.queries import unit_by_code
from tests.programmes import many
from tests.programmes.walk import THIRTEEN, joined, thirteen
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, allocated

pytestmark = pytest.mark.django_db
DAY = date(2008, 5, 5)
WHERE = "/region/pis/"
EVERYTHING = Asked()


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def three():
    """One waits for its amount; one knows it and is after its term; one has joined and waits for the consultant."""
    waits, late, assessed = joined(THIRTEEN[0]), allocated(THIRTEEN[1]), allocated(THIRTEEN[2])
    actions.advance(participation=assessed, to=Step.JOINED, by=SYSTEM, on=date(2008, 4, 1))
    return waits, late, assessed


def found(asked=EVERYTHING, role="programme_office", row=None):
    shown = queries.board(actor(role, row), queries.programme("pis"), DAY, asked)
    return [line.participation.pk for line in shown.rows], shown


def test_those_after_their_term_stand_first_then_the_farthest(three):
    waits, late, assessed = three
    order, shown = found()
    assert order == [late.pk, assessed.pk, waits.pk]
    assert [line.is_late for line in shown.rows] == [True, False, False]
    assert [str(line.standing.due_on) for line in shown.rows] == ["2008-04-01", "2008-06-02", "None"]
    assert [line.owner_words for line in shown.rows] == ["Gmina", "Regional consultant", "Programme office"]
    assert [line.days for line in shown.rows] == [94, 34, (DAY - date(2007, 11, 5)).days]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (Asked(show="mine"), [0]),
        (Asked(show="late"), [1]),
        (Asked(show="long"), [1, 2, 0]),
        (Asked(show="waiting"), [0]),
        (Asked(show="part"), [1, 2]),
        (Asked(show="whole"), []),
        (Asked(step="joined"), [2]),
        (Asked(turn="consultant"), [2]),
        (Asked(days=90), [1, 0]),
        (Asked(region="32", sort="days"), [0, 1, 2]),
        (Asked(region="06"), []),
        (Asked(sort="due"), [1, 2, 0]),
        (Asked(turn="consultant", step="informed"), []),
    ],
)
def test_the_list_is_narrowed_and_ordered(three, asked, wanted):
    assert found(asked)[0] == [three[place].pk for place in wanted]


def test_a_consultant_reads_whose_turn_it_is(client, settings, three):
    region = unit_by_code("32", "voivodeship")
    page = text(visitor(client, settings, "consultant", unit=region, on=DAY).get(WHERE))
    assert "1 gmina waits for you" in page
    assert "Your turn 1" in page
    assert "After the term 1" in page
    assert "34 days late" in page
    assert "until 02.06.2008" in page
    assert "How many gminas stand at which step" not in page  # one voivodeship with few gminas needs no such table
    assert '<img src="/map/gmina/32/' in page
    assert "A schematic map" in page


def test_a_word_that_the_address_does_not_know_is_left_out(client, settings, three):
    browser = visitor(client, settings, "programme_office", on=DAY)
    for query in ("?show=nothing&sort=up&days=many", "?step=x", "?region=99&turn=y"):
        assert browser.get(WHERE + query).status_code == 200


def test_five_hundred_gminas_stand_on_one_page(client, settings, django_assert_max_num_queries):
    many.gminas("pis")
    browser = visitor(client, settings, "programme_office", on=many.SHOW_DAY)
    with django_assert_max_num_queries(25):
        page = browser.get(WHERE)
    assert len(gzip.compress(page.content)) < 60 * 1024
    words = text(page)
    assert words.count('<th scope="row"><a href="/gminas/') == 500
    assert "500 gminas on this list." in words
    assert '<a href="?region=06&amp;step=joined">' in words
    shown = queries.board(SYSTEM, queries.programme("pis"), many.SHOW_DAY)
    assert sum(row.count for row in shown.regions) == 500
    assert [sum(row.at.values()) for row in shown.regions] == [row.count for row in shown.regions]
    one = text(browser.get(WHERE, {"region": "06", "step": "joined"}))
    assert one.count('<th scope="row"><a href="/gminas/') == next(
        row.at["joined"] for row in shown.regions if row.region.code == "06"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_as_many_queries_for_one_gmina_as_for_three(count, django_assert_num_queries):
    for terc in THIRTEEN[:count]:
        allocated(terc)
    programme = queries.programme("pis")
    with django_assert_num_queries(3):
        queries.board(actor("programme_office"), programme, DAY)
    row = queries.participation_of("pis", THIRTEEN[0], SYSTEM)
    with django_assert_num_queries(4):
        queries.board(actor("consultant", row), programme, DAY)


def test_a_stranger_to_all_of_it_finds_an_empty_board():
    shown = found(role="consultant", row=None)[1]
    assert (shown.rows, shown.found, shown.total.allocated) == ([], 0, Decimal("0.00"))


def test_the_workbook_holds_the_list_that_was_asked_for(client, settings, three):
    late = three[1]
    actions.add_paper(
        participation=late, step="informed", paper=actions.Paper(kind="letter", number="P/9", on=DAY), by=SYSTEM, on=DAY
    )
    browser = visitor(client, settings, "programme_office", on=DAY)
    file = browser.get(reverse("programmes:board_file", args=["pis"]), {"show": "late"})
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [late.unit.code]
    assert rows[1][4:8] == ["Knows its amount", date(2008, 2, 1), 94, "Gmina"]
    assert rows[1][9:14] == [date(2008, 4, 1), 70500, "letter", "P/9", DAY]
    assert visitor(client, settings, "coordinator", late, on=DAY).get(
        reverse("programmes:board_file", args=["pis"])
    ).status_code == 403  # fmt: skip


def test_the_command_line_says_the_same(capsys, three):
    asked = parser.parse(["path", "--programme", "pis", "--late", "--on", "2008-05-05", "--json"])
    assert paths.path(asked, Speech(language="en", as_json=True)) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["gmina"], row["step"], row["owner"], row["due_on"], row["late"]) for row in told["gminas"]] == [
        (THIRTEEN[1], "informed", "coordinator", "2008-04-01", True)
    ]


def test_thirteen_gminas_keep_their_marks_and_their_money(client, settings):
    thirteen()
    region = unit_by_code("32", "voivodeship")
    page = text(visitor(client, settings, "consultant", unit=region, on=DAY).get(WHERE))
    assert page.count('class="strip') >= 13
    assert page.count('class="mark') >= 13
