"""Pages of the register: what a search means, a unit beside those above it, an indicator on the map, what is missing."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import SYSTEM
from gromada.territory import actions, queries
from gromada.territory.models import Unit, UnitFigure
from gromada.territory.rules import comparing
from tests.strategies.visits import visitor
from tests.territory.grounds import measured

HOME, OTHER = "3202012", "3202042"
SINCE = date(2005, 1, 1)


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def unit(code, name, level="gmina", parent=None):
    kind = code[-1] if level == "gmina" else ""
    made = {"level": level, "code": code, "name": name, "kind": kind, "parent": parent}
    return actions.record_unit(**made, valid_from=SINCE, by=SYSTEM)


def hrubieszow():
    """Two gminas of one name in one powiat, as the register has them (TERC 0604011 and 0604042)."""
    region = unit("06", "lubelskie", "voivodeship")
    powiat = unit("0604", "hrubieszowski", "powiat", region)
    return unit("0604011", "Hrubieszów", parent=powiat), unit("0604042", "Hrubieszów", parent=powiat)


@pytest.fixture
def reader(client, settings, db):
    return visitor(client, settings, "lender")


def page(browser, name, *args, **asked):
    answer = browser.get(reverse(f"territory:{name}", args=args), asked)
    assert answer.status_code == 200
    return text(answer)


# Finding ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("06 04 04", {"code": "060404"}),
        ("0604042", {"code": "0604042"}),
        ("Łódź", {"name": "lodz"}),
        ("powiat hrubieszowski", {"name": "hrubieszowski", "level": "powiat"}),
        ("gm. Sławno", {"name": "slawno", "level": "gmina"}),
        ("woj. lubelskie", {"name": "lubelskie", "level": "voivodeship"}),
        ("Sławno, powiat opoczyński", {"name": "slawno", "within": "opoczynski"}),
        ("Gmina", {"name": "gmina"}),
        ("", {}),
    ],
)
def test_what_a_search_asks_for(asked, wanted):
    assert comparing.wanted(asked) == comparing.Wanted(**wanted)


@given(st.text(max_size=120))
def test_no_search_breaks(asked):
    comparing.wanted(asked)


def test_two_gminas_of_one_name_are_told_apart(reader):
    hrubieszow()
    shown = page(reader, "find", q="hrubieszow")
    assert "3 units begin with" in shown
    assert "2 gminas are called Hrubieszów" in shown
    for words in ("urban gmina", "rural gmina", "powiat hrubieszowski, lubelskie", "0604011", "0604042"):
        assert words in shown
    assert "2 units begin with" in page(reader, "find", q="gmina Hrubieszów, lubelskie")
    assert "1 unit begins with" in page(reader, "find", q="060404")
    assert "1 unit begins with" in page(reader, "find", q="powiat hrub")


def test_without_a_question_the_voivodeships_stand_there_and_without_an_answer_a_hint(reader):
    assert "zachodniopomorskie" in page(reader, "find")
    shown = page(reader, "find", q="<b>Xyz</b>")
    assert "Nothing on the register begins with" in shown
    assert "<b>Xyz" not in shown


def test_units_that_are_gone_are_not_found_but_keep_their_page(reader):
    one, _other = hrubieszow()
    Unit.objects.filter(pk=one.pk).update(is_current=False)
    assert "0604011" not in page(reader, "find", q="Hrubieszów")
    assert "no longer on the register" in page(reader, "unit", "0604011")


def test_a_long_list_goes_on_from_page_to_page_and_asks_the_same_number_of_queries(reader):
    powiat = queries.unit_by_code("3202", "powiat")
    for turn in range(1, 4):
        unit(f"32020{turn}1", f"Zzz {turn}", parent=powiat)
    with CaptureQueriesContext(connection) as few:
        page(reader, "find", q="Zzz")
    for turn in range(10, 70):
        unit(f"3202{turn}1", f"Zzz {turn}", parent=powiat)
    with CaptureQueriesContext(connection) as many:
        shown = page(reader, "find", q="Zzz")
    assert len(many) == len(few)
    assert shown.count("<tr>") == 51
    further = re.search(r'href="(\?[^"]*after=[^"]+)"', shown)[1].replace("&amp;", "&")
    second = text(reader.get(reverse("territory:find") + further))
    assert second.count("<tr>") == 14


# The profile --------------------------------------------------------------------------------------------------------


def test_a_unit_stands_beside_its_powiat_its_voivodeship_and_all(reader):
    measured("population", 2016, {HOME: "4000", OTHER: "6000"})
    measured("unemployment", 2016, {HOME: "10", OTHER: "5"})
    UnitFigure.objects.exclude(unit__code__in=[HOME, OTHER]).delete()
    profile = queries.profile(queries.unit_of(HOME))
    lines = {line.code: line for line in profile.lines}
    assert [column and column.code for column in profile.columns] == [HOME, "3202", "32", None]
    assert lines["population"].values == (4000, 10000, 10000, 10000)
    assert lines["unemployment"].values == (10, Decimal("7.0"), Decimal("7.0"), Decimal("7.0"))
    shown = page(reader, "unit", HOME)
    assert "Bierzwnik, rural gmina: 4,000 people in 2016" in shown
    assert "Only 14 gminas are on the register here" in shown
    assert "mean weighted by the number of people" in shown


def test_density_above_a_gmina_is_people_by_area_not_a_mean(db):
    measured("population", 2016, {HOME: "100", OTHER: "900"})
    measured("area", 2019, {HOME: "90", OTHER: "10"})
    measured("density", 2016, {HOME: "1", OTHER: "90"})
    UnitFigure.objects.exclude(unit__code__in=[HOME, OTHER]).delete()
    lines = {line.code: line for line in queries.profile(queries.unit_of(HOME)).lines}
    assert lines["density"].values[1] == 10


def test_a_sum_that_lacks_too_many_gminas_is_not_shown_and_one_that_lacks_few_says_so(db):
    powiat = queries.unit_by_code("3202", "powiat")
    codes = [f"3202{turn}1" for turn in range(10, 50)]
    for code in codes:
        unit(code, code, parent=powiat)
    UnitFigure.objects.all().delete()
    measured("population", 2019, dict.fromkeys(codes, "100"))
    measured("births", 2019, dict.fromkeys(codes[:-1], "1"))
    measured("deaths", 2019, dict.fromkeys(codes[:20], "1"))
    lines = {line.code: line for line in queries.profile(queries.unit_of(codes[0])).lines}
    assert (lines["births"].values[1], lines["births"].gaps[1]) == (39, 1)
    assert lines["deaths"].values[1] is None


def test_the_country_is_reckoned_anew_when_a_figure_changes(db):
    before = queries.profile(queries.unit_of(HOME)).lines[0].values[-1]
    row = UnitFigure.objects.get(unit__code=HOME, indicator="population")
    actions.record_figure(
        unit=row.unit, indicator="population", year=row.year, value=row.value + 7, source="x", by=SYSTEM
    )
    assert queries.profile(queries.unit_of(HOME)).lines[0].values[-1] == before + 7


def test_trends_are_small_pictures_with_their_words(reader):
    measured("net_migration", 2016, {HOME: "-1.5", OTHER: "2"})
    measured("net_migration", 2019, {HOME: "-6.8", OTHER: "1"})
    shown = page(reader, "unit", HOME)
    assert "Net migration: −1.5 in 2016, −6.8 in 2019" in shown
    assert "Each picture has its own scale" in shown


@pytest.mark.parametrize(("code", "title"), [("3202", "Powiat choszczeński"), ("32", "Voivodeship zachodniopomorskie")])
def test_larger_units_have_pages_with_what_lies_below_them(reader, code, title):
    shown = page(reader, "unit", code)
    assert f"<h1>{title}: " in shown
    assert ("Its gminas" if code == "3202" else "Its powiats") in shown
    assert ("Bierzwnik" if code == "3202" else "choszczeński") in shown
    assert "A schematic map: it shows no borders." in shown


def test_six_digits_lead_to_the_gmina_and_unknown_ones_nowhere(reader):
    answer = reader.get(reverse("territory:unit", args=[HOME[:6]]))
    assert answer["Location"] == reverse("territory:unit", args=[HOME])
    for code in ("9999999", "99", "x", "32020"):
        assert reader.get(reverse("territory:unit", args=[code])).status_code == 404


def test_names_and_codes_through_time_are_on_the_page(reader):
    one, _other = hrubieszow()
    facts = {"level": "gmina", "code": one.code, "kind": "1", "parent": one.parent}
    actions.record_unit(**facts, name="Hrubieszów Nowy", valid_from=date(2020, 1, 1), by=SYSTEM)
    shown = page(reader, "unit", "0604011")
    assert shown.index("Hrubieszów Nowy") < shown.index("until")
    assert "01.01.2005" in shown


def test_a_profile_asks_the_same_number_of_queries_with_one_and_with_many_figures(reader):
    UnitFigure.objects.all().delete()
    measured("population", 2019, {HOME: "1"})
    with CaptureQueriesContext(connection) as few:
        page(reader, "unit", HOME)
    for code in ("unemployment", "births", "deaths"):
        for year in (2016, 2017, 2019):
            measured(code, year, {HOME: "3", OTHER: "4"})
    with CaptureQueriesContext(connection) as many:
        page(reader, "unit", HOME)
    assert len(many) == len(few)


# Indicators ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=80), st.integers(1, 6))
def test_classes_hold_every_value_once_in_order_and_never_part_equals(values, most):
    parts = comparing.classes(values, most)
    assert sum(part.count for part in parts) == len(values)
    assert len(parts) <= most
    assert all(one.high < other.low for one, other in pairwise(parts))
    for value in values:
        part = parts[comparing.class_of(value, parts)]
        assert part.low <= value <= part.high


@given(st.integers(1990, 2030), st.sets(st.integers(1990, 2030)))
def test_the_nearest_year_is_the_nearest(year, years):
    found = comparing.nearest(year, years)
    assert found is None if not years else abs(found - year) == min(abs(one - year) for one in years)


def test_an_indicator_tells_its_finding_and_shows_map_legend_and_table(reader):
    shown = page(reader, "indicator", "population")
    assert "Population in 2016: from 2,579 to 11,965, half of the gminas below 5,259" in shown
    assert shown.count('class="legend"') == 1
    assert 'alt="Population in 2016' in shown
    assert "Jaktorów" in shown
    assert "14 of 14 gminas have a value" in shown
    assert reader.get(re.search(r'src="(/map/[^"]+)"', shown)[1]).status_code == 200


def test_gminas_without_a_value_are_a_class_of_their_own(reader):
    measured("unemployment", 2019, {HOME: "3", OTHER: "5"})
    shown = page(reader, "indicator", "unemployment")
    assert "no value: 12" in shown
    assert "2 of 14 gminas have a value" in shown
    picture = reader.get(re.search(r'src="(/map/[^"]+)"', shown)[1])
    assert 'class="p4"' in text(picture)
    within = page(reader, "indicator", "unemployment", within="32")
    assert "2 of 13 gminas have a value" in within


def test_an_unknown_year_gives_the_latest_and_an_unknown_indicator_is_not_there(reader):
    for year in ("1066", "x", "99999999999999999999"):
        assert "Population in 2016" in page(reader, "indicator", "population", year=year)
    for code in ("nonsense", "unemployment"):
        for name in ("indicator", "figures", "gaps"):
            assert reader.get(reverse(f"territory:{name}", args=[code])).status_code == 404


def test_the_full_list_begins_with_the_greatest(reader):
    shown = page(reader, "figures", "population")
    assert shown.index("11,965") < shown.index("8,960") < shown.index("2,579")
    assert shown.count("<tr>") == 15


def test_the_list_of_indicators_says_years_coverage_and_source(reader):
    shown = page(reader, "indicators")
    assert "1 indicator is known" in shown
    assert "2016" in shown
    assert '<td class="num">14</td>' in shown
    measured("unemployment", 2019, {HOME: "3"})
    with CaptureQueriesContext(connection) as one:
        page(reader, "indicators")
    measured("births", 2019, {HOME: "3", OTHER: "4"})
    measured("births", 2018, {HOME: "3", OTHER: "4"})
    with CaptureQueriesContext(connection) as three:
        shown = page(reader, "indicators")
    assert "2019, 2018" in shown
    assert len(one) == len(three)


def test_nothing_loaded_is_said_on_every_page(reader):
    UnitFigure.objects.all().delete()
    assert "No figures have been loaded yet" in page(reader, "indicators")
    assert "No figures have been loaded yet" in page(reader, "quality")
    assert "No figures of this unit are known" in page(reader, "unit", HOME)


# The quality of the data --------------------------------------------------------------------------------------------


def test_gaps_and_doubtful_values_are_counted_and_named(reader):
    measured("unemployment", 2019, {HOME: "99", OTHER: "5"})
    shown = page(reader, "quality")
    assert "Tables with gaps: 1; values beyond what is plausible: 1" in shown
    gaps = page(reader, "gaps", "unemployment")
    assert gaps.count("<tr>") == 12 + 1 + 1 + 1
    assert "Brojce" in gaps
    assert "99.0" in gaps
    assert "Krzęcin" not in gaps


def test_names_that_several_gminas_bear_are_listed(reader):
    hrubieszow()
    shown = page(reader, "quality")
    assert "some in one powiat" in shown
    assert "14 gminas have no border" in shown or "16 gminas have no border" in shown


def test_the_quality_page_asks_the_same_number_of_queries(reader):
    with CaptureQueriesContext(connection) as one:
        page(reader, "quality")
    for code in ("unemployment", "births", "deaths"):
        measured(code, 2019, {HOME: "99999", OTHER: "5"})
    with CaptureQueriesContext(connection) as three:
        page(reader, "quality")
    assert len(one) == len(three)
