"""Maps and plots: units told apart without colour, one path a class, the sheet inside a picture is that of the page."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core import charts
from gromada.core.charts import maps
from gromada.core.charts.distributions import DASHES, _cumulative
from gromada.core.charts.image import DARK, LIGHT

EVIL = "<script>alert('x')</script> & \"co\""
SHAPES = {"a": "M0 0l10 0 0 10z", "b": "M10 0l10 0 0 10z", "c": "M0 10l10 0 0 10z", "d": "M9 9l1 0 0 1z"}
PAINTS = {"a": "q3", "b": "in", "d": "mine"}
BOX = charts.Box(0, 0, 20, 20)
GROUPS = [charts.Tiles(EVIL, 0, 0, ["a", "b"]), charts.Tiles("there", 3, 2, ["c", "d"])]


def every(palette):
    words = [charts.Label(EVIL, 5, 5), charts.Label("Brojce", 5, 5)]
    return {
        "choropleth": charts.choropleth(
            SHAPES, PAINTS, box=BOX, borders="M0 0l20 0", labels=words, houses=[(9, 9)], title=EVIL, palette=palette
        ),
        "tiles": charts.tiles(GROUPS, PAINTS, title=EVIL, palette=palette),
        "histogram": charts.histogram([1, 2, 2, 9], before=[3, 3], unit=EVIL, title=EVIL, palette=palette),
        "lorenz": charts.lorenz(
            [(10, 5), (10, 15)], before=[(10, 10)], across=EVIL, up=EVIL, title=EVIL, palette=palette
        ),
        "multiples": charts.multiples([(EVIL, [(2016, 3), (2019, 5)], [[(2016, 4), (2019, 4)]])], palette=palette)[0],
    }


@pytest.mark.parametrize("palette", ["css", "print", "image"])
def test_every_picture_is_whole_xml_with_escaped_words_and_no_id(palette):
    for name, svg in every(palette).items():
        root = ET.fromstring(svg)
        assert not {attribute for one in root.iter() for attribute in one.attrib} & {"id", "style", "onclick"}, name
        assert "<script" not in svg, name
        assert root.attrib["role"] == "img", name
        assert next(one.text for one in root.iter() if one.tag.endswith("title")) == EVIL, name
        assert svg == every(palette)[name]


def test_a_picture_of_its_own_carries_its_sheet_and_a_chart_on_a_page_does_not():
    for name, svg in every("image").items():
        assert svg.count("<style>") == 1, name
        assert 'xmlns="http://www.w3.org/2000/svg"' in svg, name
    assert not any("<style" in svg for svg in (*every("css").values(), *every("print").values()))


def test_the_tokens_inside_a_picture_are_those_of_the_page_by_day_and_by_night():
    sheet = (Path(charts.__file__).parents[1] / "static" / "core" / "gromada.css").read_text(encoding="utf-8")
    day, rest = sheet.split("@media screen and", 1)
    night = rest.split("@media screen {", 1)[0]

    def token(name, text):
        found = re.search(rf"--{name}: ([^;]+);", text) or re.search(rf"--{name}: ([^;]+);", day)
        inner = re.fullmatch(r"var\(--([a-z0-9]+)\)", found[1])
        return token(inner[1], text) if inner else found[1]

    for name, colour in LIGHT.items():
        assert token(name, day) == colour, name
    for name, colour in DARK.items():
        assert token(name, night) == colour, name


def test_a_country_is_one_path_a_class_and_what_is_in_carries_an_edge_of_ink_above_its_neighbours():
    many = {str(code): f"M{code} 0l1 0 0 1z" for code in range(2477)}
    svg = charts.choropleth(many, {str(code): f"q{code % 6}" for code in range(2000)} | {"2100": "in"}, palette="image")
    paths = re.findall(r'<path class="([^"]+)"', svg)
    assert sorted(paths) == ["q0", "q0", "q1", "q2", "q3", "q4", "q4 in-prog", "q5"]
    assert paths[-1] == "q4 in-prog"


def test_a_unit_without_a_class_is_quiet_ground_and_so_is_an_unknown_class():
    assert 'class="q0"' in charts.choropleth({"a": "M0 0h1z"}, {})
    assert 'class="q0"' in charts.choropleth({"a": "M0 0h1z"}, {"a": "nonsense"})


@pytest.mark.parametrize("paint", sorted(maps.PAINTS))
def test_every_class_of_a_map_has_a_square_for_the_legend(paint):
    for palette in ("css", "print"):
        ET.fromstring(charts.key(paint, palette=palette))
    assert ("in-prog" in charts.key(paint)) == maps.PAINTS[paint][1]


def test_losses_and_gains_are_told_apart_without_colour():
    edged = {name for name, (_, edge) in maps.PAINTS.items() if edge}
    assert {"d4", "d5"} <= edged
    assert not {"d1", "d2", "d3"} & edged


def test_names_on_a_map_do_not_cover_each_other():
    labels = [charts.Label(f"Gmina {turn}", 50, 50 + turn) for turn in range(5)]
    svg = charts.choropleth(SHAPES, {}, box=charts.Box(0, 0, 100, 100), labels=labels)
    spots = [(float(x), float(y)) for x, y in re.findall(r'<text class="halo" x="([\d.]+)" y="([\d.]+)"', svg)]
    assert len({(round(x), round(y)) for x, y in spots}) == 5


def test_the_grid_leaves_out_rows_and_columns_that_nobody_stands_in():
    svg = charts.tiles(GROUPS, {})
    squares = re.findall(r"M([\d.]+) ([\d.]+)h", svg)
    assert {float(x) >= maps.WIDE / 2 for x, _ in squares} == {True, False}
    assert ET.fromstring(charts.tiles([], {})) is not None


@given(st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=60), st.integers(2, 15))
def test_a_histogram_counts_everybody_once(values, bins):
    svg = charts.histogram(values, bins=bins, title="x")
    bottom = 216.0
    most = max(int(words) for words in re.findall(r'text-anchor="end">(\d+)</text>', svg.split('class="bar"')[0]))
    heights = [float(high) for high in re.findall(r'class="bar"[^>]*height="([\d.]+)"', svg)]
    assert sum(heights) == pytest.approx(len(values) * (bottom - 12) / most, abs=0.02 * len(heights) + 0.01)


def test_nothing_to_count_is_an_empty_picture():
    assert "<rect" not in charts.histogram([], title="x")
    assert 'class="ln"' not in charts.lorenz([], title="x")


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_a_lorenz_curve_rises_and_never_lies_above_equality(shares):
    spots = _cumulative(shares)
    assert all(y <= x + 1e-9 for x, y in spots)
    assert [x for x, _ in spots] == sorted(x for x, _ in spots)
    assert [y for _, y in spots] == sorted(y for _, y in spots)
    assert spots[-1][0] == pytest.approx(1)


def test_an_equal_division_lies_on_the_straight_line():
    assert all(x == pytest.approx(y) for x, y in _cumulative([(3, 30), (7, 70), (2, 20)]))


def test_lines_of_comparison_differ_by_their_dashes_and_the_unit_has_the_dot():
    [svg] = charts.multiples([("t", [(2016, 1), (2019, 2)], [[(2016, 1), (2019, 3)], [], [(2016, 0), (2019, 9)]])])
    assert re.findall(r'stroke-dasharray="([^"]+)"', svg) == [DASHES[0], DASHES[2]]
    assert svg.count("<circle") == 1
    assert DASHES[1] in charts.line_key(1)
    assert "dasharray" not in charts.line_key(None)
