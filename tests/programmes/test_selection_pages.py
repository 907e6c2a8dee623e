"""The pages of choosing gminas: who reaches them, what they say, what a post does, how many queries they take."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from gromada.core.permissions import SYSTEM
from gromada.programmes import actions, queries
from gromada.programmes.models import Participation, SelectionRun, Sensitivity
from tests.programmes.country import MEASURES, country, recipe
from tests.programmes.walk import joined
from tests.strategies.visits import visitor

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


@pytest.fixture
def units():
    return country()


@pytest.fixture
def run(units):
    with override("en"):
        return made()


def made(title="Trial", **changes):
    return actions.select(programme=queries.programme("pis"), recipe=recipe(**changes), title=title, by=SYSTEM, on=DAY)


def listed(units, *codes):
    return actions.take_official_list(
        programme=queries.programme("pis"), units=[units[code] for code in codes], title="Annex 1", by=SYSTEM, on=DAY
    )


def office(client, settings, role="programme_office", **more):
    return visitor(client, settings, role, on=DAY, **more)


def typed(**changes):
    """The recipe as a person types it."""
    plain = {
        "gminas": "3", "quota": "country", "missing": "refuse", "aggregation": "arithmetic", "ties": "turnout",
        "weight-unemployment": "60", "weight-turnout": "40", "direction-turnout": "lower", "title": "Mine",
    }  # fmt: skip
    return plain | changes


@pytest.fixture
def small(monkeypatch):
    """The programme's own voivodeships are thirteen; here six gminas of two of them have figures, thirteen have none."""
    return {"missing": "exclude"}


def test_nothing_is_chosen_at_first_and_the_page_says_how_to_begin(client, settings):
    page = text(office(client, settings).get(reverse("programmes:selections", args=["pis"])))
    assert "No gminas are chosen yet" in page
    assert "Our reading, not an official recipe" in page
    assert reverse("programmes:select", args=["pis"]) in page
    assert reverse("core:new_import", args=["selection"]) in page
    other = text(office(client, settings, "auditor").get(reverse("programmes:selections", args=["pis"])))
    assert "Compute by a recipe" not in other


def test_the_recipe_on_screen_is_the_programmes_and_its_weights_add_up(client, settings, units):
    page = text(office(client, settings).get(reverse("programmes:select", args=["pis"])))
    assert "The weights add up to the whole" in page
    assert 'name="weight-net_migration" value="15"' in page
    assert 'name="gminas" value="500"' in page
    assert 'name="place-06" value="97"' in page


def test_a_list_is_computed_on_the_page_and_a_wrong_sum_is_said(client, settings, units, small):
    browser, where = office(client, settings), reverse("programmes:select", args=["pis"])
    wrong = text(browser.post(where, typed(**small, **{"weight-turnout": "35"})))
    assert "The weights add up to 0.95, not to 1 or 100." in wrong
    added = text(browser.post(where, typed(check="1", **{"weight-turnout": "35"})))
    assert "The weights add up to 95%, not to 100%." in added
    assert not SelectionRun.objects.exists()
    done = browser.post(where, typed(**small))
    run = SelectionRun.objects.get()
    assert (done.status_code, done["Location"]) == (302, reverse("programmes:selection", args=[run.pk]))
    assert run.title == "Mine"
    assert [unit.code for unit in queries.chosen_units(run)] == ["0601012", "0601022", "1001012"]
    again = text(browser.get(where, {"from": run.pk}))
    assert 'name="weight-unemployment" value="60"' in again
    assert "Filled in from the programme" not in again


def test_a_list_shows_its_gminas_its_cut_and_its_map(client, settings, run):
    browser, where = office(client, settings), reverse("programmes:selection", args=[run.pk])
    page = text(browser.get(where))
    assert "3 of 6 eligible gminas are on the list" in page
    assert "A schematic map" in page
    assert "/map/gmina/" in page
    for words in ("Bór", "Brzeg", "Jar", "Decide this list", "Remove this trial", "How the scores lie"):
        assert words in page
    only = text(browser.get(where, {"region": "10", "show": "out"}))
    assert "Gaj" in only
    assert "Brzeg" not in only
    assert "Bór" in text(browser.get(where, {"q": "bor"}))
    assert "No gmina fits" in text(browser.get(where, {"q": "nothing"}))
    again = text(browser.get(where, {"again": "1"}))
    assert "Computed again: the same list" in again
    assert "The register holds the same figures today." in again


def test_the_page_of_one_gmina_explains_it_to_its_mayor(client, settings, run, units):
    rows = {row.code: row for row in queries.all_rows(run)}
    where = reverse("programmes:selection_row", args=[rows["0601033"].pk])
    page = text(office(client, settings).get(where))
    assert "Dąbrowa is not on the list" in page
    assert "1 place short" in page
    assert "GUS BDL" in page
    assert "2006" in page
    actions.decide_selection(run=run, by=SYSTEM, on=DAY)
    place = Participation.objects.get(unit__code="0601012")
    mayor = visitor(client, settings, "mayor", place, on=DAY)
    own = text(mayor.get(reverse("programmes:selection_row", args=[rows["0601012"].pk])))
    assert "Bór is on the list" in own
    assert reverse("programmes:selection", args=[run.pk]) not in own
    assert mayor.get(where).status_code == 404
    assert mayor.get(reverse("programmes:selection", args=[run.pk])).status_code == 403


def test_a_list_is_decided_on_its_page(client, settings, run):
    browser = office(client, settings)
    decide = reverse("programmes:decide_selection", args=[run.pk])
    assert browser.get(decide).status_code == 405
    page = text(browser.post(decide, follow=True))
    assert "3 gminas take part." in page
    assert "Decide this list" not in page
    assert Participation.objects.count() == 3
    assert "3 gminas are chosen" in text(browser.get(reverse("programmes:selections", args=["pis"])))
    second = made("Second", gminas=2)
    refused = text(browser.post(reverse("programmes:decide_selection", args=[second.pk]), follow=True))
    assert "Only an official list takes its place" in refused


def test_a_trial_is_removed_on_its_page_and_who_only_looks_removes_nothing(client, settings, run):
    drop = reverse("programmes:drop_selection", args=[run.pk])
    assert office(client, settings, "auditor").post(drop).status_code == 403
    assert office(client, settings).post(drop).status_code == 302
    assert not SelectionRun.objects.exists()


def test_how_firm_a_list_is_is_drawn_on_demand(client, settings, run):
    browser, where = office(client, settings), reverse("programmes:sensitivity", args=[run.pk])
    assert "The weights have not been varied yet" in text(browser.get(where))
    done = browser.post(where, {"draws": "300", "seed": "5", "spread": "wide"})
    assert done.status_code == 302
    page = text(browser.get(where))
    assert "whatever the weights" in page
    assert "What each indicator decides" in page
    assert Sensitivity.objects.get().draws == 300
    assert "1000000" in text(browser.post(where, {"draws": "1000000", "seed": "5", "spread": "wide"}))
    looker = office(client, settings, "lender")
    assert looker.post(where, {"draws": "30", "seed": "5", "spread": "wide"}).status_code == 403


def test_two_lists_are_put_side_by_side(client, settings, run, units):
    browser = office(client, settings)
    alone = text(browser.get(reverse("programmes:compare_selections", args=[run.pk])))
    assert "There is no other list yet" in alone
    other = listed(units, "0601012", "1001032")
    page = text(browser.get(reverse("programmes:compare_selections", args=[other.pk]), {"with": run.pk}))
    assert "1 gmina enters, 2 leave" in page
    assert "one of the lists has no scores" in page
    back = text(browser.get(reverse("programmes:compare_selections", args=[run.pk])))
    assert "2 gminas enter, 1 leave" in back
    moved = made("Other", measures=[dict(MEASURES[0], weight="0.1"), dict(MEASURES[1], weight="0.9")])
    page = text(browser.get(reverse("programmes:compare_selections", args=[moved.pk]), {"with": run.pk}))
    assert "0 gminas enter, 0 leave" in page


def test_an_official_list_has_a_page_without_scores(client, settings, units):
    run = listed(units, "0601012", "1001022")
    with override("en"):
        place = joined("3202012")
    browser = office(client, settings)
    where = reverse("programmes:selection", args=[run.pk])
    page = text(browser.get(where))
    assert "Official list of 2 gminas" in page
    assert "How the scores lie" not in page
    assert "The list is as it was loaded" in text(browser.get(where, {"again": "1"}))
    row = queries.all_rows(run)[0]
    assert "no score decides" in text(browser.get(reverse("programmes:selection_row", args=[row.pk])))
    browser.post(reverse("programmes:decide_selection", args=[run.pk]))
    page = text(browser.get(where))
    assert "Taking part, but not on this list" in page
    assert reverse("programmes:gmina", args=[place.pk]) in page
    assert "could be varied" in text(
        browser.post(reverse("programmes:sensitivity", args=[run.pk]), {"draws": "30", "seed": "5", "spread": "wide"})
    )


def test_the_workbook_holds_every_step(client, settings, run):
    file = office(client, settings).get(reverse("programmes:selection_file", args=[run.pk]))
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 7
    first = rows[1]
    assert first[:6] == [1.0, "0601012", "Bór", "borski", "lubelskie", True]
    assert 12.0 in first


@pytest.mark.parametrize("count", [1, 3])
def test_the_reads_take_the_same_queries_for_one_list_and_for_three(units, count, django_assert_num_queries):
    runs = [made(f"List {number}", gminas=number + 1) for number in range(count)]
    run, programme = runs[0], queries.programme("pis")
    with django_assert_num_queries(1):
        queries.selections(programme)
    with django_assert_num_queries(2):
        queries.latest_selection(programme)
    with django_assert_num_queries(1):
        queries.selection_rows(run, queries.Filter())
    with django_assert_num_queries(1):
        queries.regions_of(run)
    with django_assert_num_queries(1):
        queries.spots(run)
    with django_assert_num_queries(2):
        queries.comparison(run, runs[-1])
    with django_assert_num_queries(4):
        queries.proof(run)


def test_whole_pages_keep_to_the_limit(client, settings, run, units, django_assert_max_num_queries):
    listed(units, "0601012")
    actions.sense_selection(run=run, draws=30, seed=5, spread="wide", by=SYSTEM, on=DAY)
    row = queries.all_rows(run)[0]
    browser = office(client, settings)
    for name, key in (
        ("selections", "pis"), ("select", "pis"), ("selection", run.pk), ("sensitivity", run.pk),
        ("compare_selections", run.pk), ("selection_row", row.pk), ("selection_file", run.pk),
    ):  # fmt: skip
        with django_assert_max_num_queries(25):
            assert browser.get(reverse(f"programmes:{name}", args=[key])).status_code == 200, name


def test_the_page_of_a_gmina_leads_to_why_it_was_chosen(client, settings, run):
    actions.decide_selection(run=run, by=SYSTEM, on=DAY)
    place = Participation.objects.get(unit__code="0601012")
    row = queries.row_in_force(place.programme, place.unit)
    where, link = reverse("programmes:gmina", args=[place.pk]), reverse("programmes:selection_row", args=[row.pk])
    assert f'href="{link}"' in text(visitor(client, settings, "coordinator", place, on=DAY).get(where))
    assert link not in text(visitor(client, settings, "counsel", on=DAY).get(where))
