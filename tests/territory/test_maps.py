"""Maps: what an address holds comes back from it, borders are drawn once, and a map never colours another register."""

import gzip
import json
import math
import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from gromada.core import charts
from gromada.core.permissions import SYSTEM
from gromada.project import settings as project
from gromada.territory import actions, queries
from gromada.territory.models import Boundary, Unit
from gromada.territory.rules import maps as rules
from tests.strategies.visits import visitor
from tests.territory.grounds import bordered, square

HOME, OTHER = "3202012", "3202042"
LETTERS = "".join(rules.CLASSES)


@given(
    st.text(LETTERS, max_size=300),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60),
    st.dictionaries(
        st.integers(0, 299), st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20), max_size=9
    ),
)
def test_what_is_packed_comes_back(letters, title, labels):
    labels = {place: words for place, words in labels.items() if place < len(letters)}
    colouring = rules.Colouring("0a1b2c3d4e5f", letters, title, labels)
    packed = rules.pack(colouring)
    assert re.fullmatch(r"[A-Za-z0-9_-]+", packed)
    assert rules.unpack(packed) == colouring


@given(st.text(max_size=80))
def test_what_nobody_packed_is_refused_and_never_breaks(text):
    with pytest.raises(rules.UnreadableMap):
        rules.unpack(text)


def test_a_swollen_address_is_refused_before_it_is_opened_whole():
    packed = rules.pack(rules.Colouring("x", "o" * 1_000_000))
    assert len(packed) < 3000
    with pytest.raises(rules.UnreadableMap):
        rules.unpack(packed)


def test_a_label_of_a_unit_that_is_not_there_is_refused():
    with pytest.raises(rules.UnreadableMap):
        rules.unpack(rules.pack(rules.Colouring("x", "oo", "", {2: "beyond"})))


def test_every_class_of_the_chart_has_its_letter():
    assert set(rules.LETTERS) == set(charts.choropleth.__globals__["PAINTS"])
    assert len(set(rules.LETTERS.values())) == len(rules.LETTERS)
    with pytest.raises(ValueError, match="no class of a map"):
        rules.letter("purple")


def points_of(path):
    """The rings of a path as absolute points."""
    rings = []
    for part in path.split("M")[1:]:
        numbers = [int(one) for one in re.findall(r"-?\d+", part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


whole = st.integers(0, 10_000)
ring = st.lists(st.tuples(whole, whole), min_size=3, max_size=12).map(lambda points: [*points, points[0]])


@given(st.lists(st.lists(ring, min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_path_holds_every_point_of_its_rings(polygons):
    wanted = [list(one[:-1]) for polygon in polygons for one in polygon]
    assert points_of(rules.path(polygons)) == wanted


def test_borders_are_where_the_voivodeship_changes_and_around_all():
    shapes = {"0100": square(0, 0), "0101": square(1, 0), "0200": square(2, 0)}
    lines = points_of(rules.borders(shapes, 2))
    drawn = {frozenset(pair) for line in lines for pair in pairwise(line)}
    assert frozenset({(200, 0), (200, 100)}) in drawn
    assert frozenset({(100, 0), (100, 100)}) not in drawn
    assert len(drawn) == 3 + 3 + 2 + 1


def test_shapes_that_share_nothing_have_no_borders_rather_than_all():
    apart = {f"{code:04}": square(2 * code, 0) for code in range(60)}
    assert rules.borders(apart, 2) == ""


def test_the_middle_of_a_unit_lies_in_its_largest_part():
    assert rules.centre([*square(0, 0), *square(9, 9, 10)]) == (50, 50)


def test_every_voivodeship_has_its_own_place_in_the_grid():
    assert len(rules.GRID) == len(set(rules.GRID.values())) == 16


# The picture --------------------------------------------------------------------------------------------------------


def opened(client, settings, url):
    return visitor(client, settings, "programme_office").get(url)


@pytest.mark.django_db
def test_a_map_without_borders_is_squares_and_says_that_it_is_schematic():
    assert queries.is_schematic()
    bordered()
    assert not queries.is_schematic()
    assert not queries.is_schematic(within="32")
    assert queries.is_schematic("powiat")


@pytest.mark.django_db
@pytest.mark.parametrize("has_borders", [False, True])
def test_a_map_is_a_picture_that_is_kept_for_ever_and_asked_again_is_not_sent_again(client, settings, has_borders):
    if has_borders:
        bordered()
    url = queries.map_url({HOME: "in", OTHER: "q3", "9999999": "in"}, title="<b>A map</b>")
    answer = opened(client, settings, url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    root = ET.fromstring(answer.content)
    assert root[0].text == "<b>A map</b>"
    classes = {one.get("class") for one in root.iter()}
    assert {"q0", "q3", "q4 in-prog"} <= classes
    assert "immutable" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    again = client.get(url, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == answer["Content-Security-Policy"]
    again = queries.map_url({OTHER: "q3", HOME: "in"}, title="<b>A map</b>")
    assert again == url


@pytest.mark.django_db
def test_the_sheet_inside_the_picture_is_let_through_and_nothing_else(client, settings):
    answer = opened(client, settings, queries.map_url({}))
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_a_map_of_a_voivodeship_names_what_is_in_and_lights_a_house_where_it_is_your_turn(client, settings):
    bordered()
    url = queries.map_url({HOME: "in2", OTHER: "mine"}, within="32")
    text = opened(client, settings, url).content.decode()
    assert "Bierzwnik</text>" in text
    assert "Krzęcin</text>" in text
    assert text.count('class="wr"') == 1
    country = opened(client, settings, queries.map_url({HOME: "in2", OTHER: "mine"})).content.decode()
    assert "<text" not in country
    signed = opened(client, settings, queries.map_url({HOME: "d5"}, within="32", labels={HOME: "Bierzwnik +5,8"}))
    assert "Bierzwnik +5,8</text>" in signed.content.decode()


@pytest.mark.django_db
def test_a_map_made_before_the_register_changed_is_not_drawn_over_other_units(client, settings):
    url = queries.map_url({HOME: "in"})
    made = {
        "level": "gmina",
        "name": "Aaa",
        "kind": "2",
        "valid_from": Unit.objects.get(code=HOME).versions.get().valid_from,
    }
    actions.record_unit(**made, code="3202992", parent=queries.unit_by_code("3202", "powiat"), by=SYSTEM)
    answer = opened(client, settings, url)
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "no-store"
    assert "in-prog" not in answer.content.decode().split("</style>")[1]
    assert opened(client, settings, queries.map_url({HOME: "in"})).status_code == 200


@pytest.mark.django_db
def test_a_map_made_before_the_borders_were_loaded_is_not_kept_for_them(client, settings):
    url = queries.map_url({HOME: "in"})
    bordered()
    assert opened(client, settings, url).status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize("packed", ["nonsense", "eJw", "x" * 3000])
def test_an_address_that_nobody_made_is_not_there(client, settings, packed):
    where = reverse("territory:map", kwargs={"level": "gmina", "within": "pl", "packed": packed})
    assert opened(client, settings, where).status_code == 404
    _, _, _, within, real = queries.map_url({}).split("/")
    assert opened(client, settings, f"/map/village/{within}/{real}").status_code == 404


@pytest.mark.django_db
def test_a_picture_takes_the_same_few_queries_however_many_units_it_has():
    bordered()
    url = queries.map_url({HOME: "in"}, within="32")
    _, _, level, within, packed = url.split("/")
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            queries.map_picture(level, within, packed.removesuffix(".svg"))
        counts.append(len(asked))
    assert counts[0] <= 3
    assert counts[1] == 2
    with CaptureQueriesContext(connection) as asked:
        queries.map_url({HOME: "in"})
    assert len(asked) == 2


@pytest.mark.django_db
def test_outlines_are_the_outer_rings_for_the_mark():
    unit = bordered()[HOME]
    found = queries.outlines([unit])
    assert list(found) == [unit.pk]
    assert "rim" in charts.mark([], outline=found[unit.pk], seed=HOME, north_up=False)


# The whole country, from the real borders ---------------------------------------------------------------------------


@pytest.fixture
def country(db, shared):
    """2,477 gminas of the real borders of 2021, projected and simplified as a coverage."""
    features = json.loads((shared / "maps" / "gminy_2021.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [shape(one["geometry"]) for one in features]
    left, bottom, right, top = shapely.total_bounds(shapes)
    narrow = math.cos(math.radians(52))
    scale = 10_000 / max((right - left) * narrow, top - bottom)

    def drawn(points):
        return np.column_stack([(points[:, 0] - left) * narrow * scale, (top - points[:, 1]) * scale])

    plain = shapely.coverage_simplify([shapely.transform(one, drawn) for one in shapes], 12)
    Unit.objects.filter(level="gmina").update(is_current=False)
    known = set(Unit.objects.values_list("code", flat=True))
    rows = [one["properties"] for one in features]
    Unit.objects.bulk_create(
        Unit(level="gmina", code=row["terc"], kind=row["terc"][-1], name=row["name"], name_key="x", name_folded="x")
        for row in rows
        if row["terc"] not in known
    )
    Unit.objects.filter(level="gmina", code__in=[row["terc"] for row in rows]).update(is_current=True)
    units = {unit.code: unit for unit in Unit.objects.filter(level="gmina")}
    Boundary.objects.bulk_create(
        Boundary(unit=units[row["terc"]], vintage="2021-01-01", shape=_rounded(one), box=[], area=int(one.area))
        for row, one in zip(rows, plain, strict=True)
    )
    return [row["terc"] for row in rows]


def _rounded(one):
    parts = one.geoms if one.geom_type == "MultiPolygon" else [one]
    return [
        [[[round(x), round(y)] for x, y in ring.coords] for ring in (part.exterior, *part.interiors)] for part in parts
    ]


@pytest.mark.shared
def test_the_map_of_the_whole_country_is_light(country, client, settings):
    assert len(country) == 2477
    url = queries.map_url({code: f"q{turn * 7919 % 5 + 1}" for turn, code in enumerate(country)})
    assert len(url) < 2000
    answer = visitor(client, settings, "programme_office").get(url)
    assert "django.middleware.gzip.GZipMiddleware" in project.MIDDLEWARE
    assert len(gzip.compress(answer.content, 6)) < 300_000
    text = answer.content.decode()
    assert text.count("<path") == 5 + 1
    assert text.count("M") >= 2477


@pytest.mark.shared
def test_without_borders_the_whole_country_is_squares(country, client, settings):
    Boundary.objects.all().delete()
    url = queries.map_url(dict.fromkeys(country[:500], "in"))
    answer = visitor(client, settings, "programme_office").get(url)
    assert len(gzip.compress(answer.content, 6)) < 30_000
    assert answer.content.decode().count("z") >= 2477
