"""Charts: the same input gives the same bytes, areas are costs, texts are escaped, nothing needs an id or a style."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from gromada.core import charts
from gromada.core.charts import polygons
from gromada.core.charts.plots import scale
from gromada.core.charts.svg import PRINT, number

EVIL = "<script>alert('x')</script> & \"co\""
STRIPS = [
    ("I", Decimal(40560)),
    ("I", Decimal(18480)),
    ("II", Decimal(51150)),
    ("III", Decimal(21120)),
    ("V", Decimal(7600)),
]
LAND = [[(0.0, 0.0), (40.0, 0.0), (40.0, 10.0), (20.0, 12.0), (20.0, 30.0), (0.0, 30.0)]]


def every(palette="css"):
    """One of each chart, with the evil text wherever a text goes in."""
    spans = [(EVIL, 0, 6, "II"), ("Klub", 2, 12, "I")]
    return {
        "mark": charts.mark(STRIPS, outline=LAND, seed="3202012", title=EVIL, palette=palette),
        "cloth": charts.mark(STRIPS, seed="3202012", title=EVIL, palette=palette),
        "fallow": charts.mark([], seed="3202022", title=EVIL, palette=palette),
        "key": charts.key("p3", palette=palette),
        "strip": charts.strip(
            Decimal(3), Decimal(2), Decimal(1), Decimal(4), limit=Decimal(3), title=EVIL, palette=palette
        ),
        "over": charts.strip(3, 2, 1, 0, over=2, title=EVIL, palette=palette),
        "bar": charts.bar(0.5, paint="p3", whole_paint="p4", title=EVIL, palette=palette),
        "difference": charts.difference(-3, most=6, title=EVIL, palette=palette),
        "path": charts.path_furrows(9, 11, mine=True, title=EVIL, palette=palette),
        "months": charts.months([True] * 3 + [False] * 9, title=EVIL, palette=palette),
        "gantt": charts.gantt(spans, heads=(EVIL, "II"), count=12, today=6, title=EVIL, palette=palette),
        "bars": charts.bars([(EVIL, 3, 5, "I"), ("b", 5, None, "II")], title=EVIL, palette=palette),
        "stacked": charts.stacked([(EVIL, [1, 2, 3])], ["p1", "p2", "p3"], title=EVIL, palette=palette),
        "line": charts.line(
            [(0, 3.2), (1, 4.9), (2, 4.3)], annotations=[(1, EVIL)], x_labels=[(0, EVIL)], title=EVIL, palette=palette
        ),
        "trend": charts.trend([1, 4, 2], title=EVIL, palette=palette),
        "village": charts.village(3, title=EVIL, palette=palette),
        "fields": charts.fields(title=EVIL, palette=palette),
    }


@pytest.mark.parametrize("palette", ["css", "print"])
def test_every_chart_is_whole_xml_with_escaped_words_and_no_id_or_style(palette):
    for name, svg in every(palette).items():
        root = ET.fromstring(svg)
        names = {attribute for element in root.iter() for attribute in element.attrib}
        assert not names & {"id", "style", "onclick"}, name
        assert "<script" not in svg, name
        if name != "key":
            assert root.attrib["role"] == "img", name
            assert next(element.text for element in root.iter() if element.tag.endswith("title")) == EVIL, name


def test_without_a_title_a_chart_is_decoration():
    assert 'aria-hidden="true"' in charts.village(1)
    assert "role=" not in charts.village(1)


def test_the_same_input_gives_the_same_bytes():
    assert every() == every()
    assert every("print") == every("print")


def test_print_has_literal_colours_and_no_class():
    for name, svg in every("print").items():
        assert "class=" not in svg, name
        assert 'xmlns="http://www.w3.org/2000/svg"' in svg, name
        assert "%" not in re.sub(r"<title>.*?</title>", "", svg), name


def test_the_print_colours_are_those_of_the_light_page():
    sheet = (Path(charts.__file__).parents[1] / "static" / "core" / "gromada.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([a-z0-9]+): (#[0-9a-f]{3,6})", sheet.split("@media screen", 1)[0]))

    def literal(token):
        return tokens.get(token) or literal(re.search(rf"--{token}: var\(--([a-z0-9]+)\)", sheet)[1])

    for paint in ("f1", "f2", "f3", "f5", "p1", "p2", "p3", "q0", "q3", "q5", "d1", "d4", "on", "over", "bar", "w1"):
        token = re.search(rf"\.{paint} {{ fill: var\(--([a-z0-9]+)\)", sheet)[1]
        assert literal(token) == PRINT[paint]["fill"], paint


def areas(svg):
    """The areas of the strips of a mark, by the points of their paths."""
    found = []
    for shape in re.findall(r'<path class="(?:f\d|q\d)" d="([^"]+)"', svg):
        rings = [ring for ring in shape.split("z") if ring]
        found.append(
            sum(
                polygons.area([tuple(map(float, spot.split())) for spot in re.split("[ML]", ring) if spot])
                for ring in rings
            )
        )
    return found


@pytest.mark.parametrize("outline", [None, LAND])
def test_the_area_of_a_strip_is_its_cost(outline):
    sizes = areas(charts.mark(STRIPS, outline=outline, seed="3202012"))
    whole, cost = sum(sizes), sum(weight for _, weight in STRIPS)
    assert [size / whole for size in sizes] == pytest.approx([float(weight / cost) for _, weight in STRIPS], abs=0.002)


def test_two_gminas_have_two_cloths_and_one_gmina_one():
    assert charts.mark([], seed="3202012") == charts.mark([], seed="3202012")
    assert charts.mark([], seed="3202012") != charts.mark([], seed="3202022")


def test_an_outline_is_never_stretched_and_its_north_is_up():
    svg = charts.mark([("I", 1)], outline=[[(0, 0), (10, 0), (10, 40), (0, 40)]], seed="a")
    ends = [
        tuple(map(float, spot.split())) for spot in re.split("[MLz]", re.search(r'rim" d="([^"]+)"', svg)[1]) if spot
    ]
    wide = max(x for x, _ in ends) - min(x for x, _ in ends)
    high = max(y for _, y in ends) - min(y for _, y in ends)
    assert high == pytest.approx(4 * wide)
    assert ends[0][1] > ends[2][1]


def test_the_parts_of_a_strip_lie_side_by_side_and_end_where_what_is_free_begins():
    svg = charts.strip(Decimal("39714.46"), Decimal("23418.64"), Decimal("6992.03"), Decimal("374.87"))
    spans = [(float(x), float(w)) for x, w in re.findall(r'class="p[123]" x="([\d.]+)%" width="([\d.]+)%"', svg)]
    assert spans == [(0.0, 56.33), (56.33, 33.22), (89.55, 9.92)]


def test_nothing_to_show_makes_no_error():
    assert "p4" in charts.strip()
    assert charts.bars([])
    assert charts.stacked([], [])
    assert charts.line([])
    assert charts.line([(1, 5)])


def test_what_is_planned_is_furrowed_and_what_is_over_has_a_tick():
    assert "hatch" in charts.strip(1, 1, 1, 1)
    assert "hatch" not in charts.strip(1, 1, 0, 1)
    assert re.search(r'class="tick" x1="75.00%"', charts.strip(3, 0, 0, 0, over=1))


@pytest.mark.parametrize(
    ("step", "mine", "stopped", "paints"),
    [
        (0, False, False, ["todo"] * 4),
        (2, True, False, ["done", "mine", "todo", "todo"]),
        (2, False, False, ["done", "now", "todo", "todo"]),
        (2, True, True, ["done", "stop", "todo", "todo"]),
        (5, False, False, ["done"] * 4),
    ],
)
def test_the_path_shows_what_is_done_now_and_to_come(step, mine, stopped, paints):
    svg = charts.path_furrows(step, 4, mine=mine, stopped=stopped)
    assert re.findall(r'<path class="(\w+)"', svg) == paints


@pytest.mark.parametrize("lit", [-1, 0, 1, 4, 7, 12])
def test_as_many_windows_are_lit_as_matters_wait(lit):
    svg = charts.village(lit)
    assert svg.count('class="w1"') == min(max(lit, 0), 7)
    assert svg.count('class="dim"') == 7 - min(max(lit, 0), 7)


def test_an_axis_has_round_numbers_around_the_values():
    assert scale(3.2, 4.9) == [3.0, 3.5, 4.0, 4.5, 5.0]
    assert scale(0, 91000) == [0, 20000, 40000, 60000, 80000, 100000]
    assert scale(5, 5)[0] <= 5 < scale(5, 5)[-1]


def test_numbers_are_short():
    assert [number(value) for value in (1.0, Decimal("2.50"), -0.001, 3.14159)] == ["1", "2.5", "0", "3.14"]
