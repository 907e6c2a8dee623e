"""Borders imported: joined by code or by name, refused with the place of the fault, simplified so that neighbours meet."""

import json
from datetime import date
from itertools import pairwise

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from gromada.core import imports
from gromada.core.imports import File
from gromada.core.permissions import SYSTEM
from gromada.territory.models import Boundary, UnitFigure
from gromada.territory.rules import distances_to_capital, drawn, read_borders
from tests.territory.test_indicator_import import TERC
from tests.territory.test_register_files import HEADER

ON = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.fixture
def register(db):
    load("territory", "TERC.csv", f"{HEADER}\n{TERC}\n".encode(), extent="part")


def load(kind, name, content, *, answers=None, dry_run=False, **options):
    return imports.run_now(
        kind=kind,
        files=[File(name, content)],
        options=options,
        answers=answers or {},
        by=SYSTEM,
        on=ON,
        dry_run=dry_run,
    )


def square(x, y, size=0.1):
    return [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]]


def geojson(*features):
    rows = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}
        for properties, rings in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": rows}).encode()


CITY, VILLAGE, TOWN = square(19.0, 51.0), square(19.1, 51.0), square(19.2, 51.0)
BY_CODE = geojson(({"terc": "1012011"}, CITY), ({"terc": "1012102"}, VILLAGE), ({"terc": "1012112"}, TOWN))


def test_borders_are_joined_by_code_even_of_another_year(register):
    outcome = load("boundaries", "gminy_2021.geojson", BY_CODE)
    assert outcome.plan.facts == {"boundaries": {"gmina": 3}, "vintage": "2021-01-01"}
    rows = {row.unit.code: row for row in Boundary.objects.select_related("unit").order_by("pk")}
    assert set(rows) == {"1012011", "1012102", "1012113"}
    row = rows["1012011"]
    assert (row.vintage, row.load_id) == (date(2021, 1, 1), outcome.run.pk)
    left, top, right, bottom = row.box
    assert 0 < left < right < 10_000
    assert 0 < top < bottom < 10_000
    assert row.area == pytest.approx((right - left) * (bottom - top), rel=0.02)
    assert any("1012112 → 1012113" in str(remark.message) for remark in outcome.plan.remarks)


def test_the_same_borders_twice_change_nothing_and_another_day_stands_beside_them(register):
    first = load("boundaries", "gminy_2021.geojson", BY_CODE)
    assert load("boundaries", "gminy_2021.geojson", BY_CODE).written == 0
    second = load("boundaries", "gminy_2021.geojson", BY_CODE, year="2022-06-01")
    assert (Boundary.objects.count(), second.written) == (6, 3)
    for outcome in (second, first):
        imports.undo(run=outcome.run, by=SYSTEM, on=ON)
    assert Boundary.objects.count() == 0


def test_a_name_of_two_gminas_is_asked_and_may_be_left_out(register):
    body = geojson(({"name": "Przedbórz"}, TOWN), ({"name": "Radomsko"}, CITY), ({"name": "Łódź"}, VILLAGE))
    (question,) = load("boundaries", "nazwy.geojson", body).plan.questions
    assert (question.row, [value for value, _words in question.choices]) == (2, ["1012011", "1012102", "-"])
    assert load("boundaries", "nazwy.geojson", body, unknown="skip", dry_run=True).plan.facts["boundaries"] == {
        "gmina": 2
    }
    answers = {question.key: "1012011"}
    assert load("boundaries", "nazwy.geojson", body, answers=answers).plan.facts["boundaries"] == {"gmina": 3}
    assert Boundary.objects.filter(unit__code="1012011").exists()


def test_distances_follow_from_borders_where_the_capital_is_among_them(register):
    body = geojson(({"terc": "1061011"}, square(19.4, 51.7)), ({"terc": "1012011"}, square(19.4, 51.0)))
    load("boundaries", "gminy.geojson", body, year="2021")
    found = dict(
        UnitFigure.objects.filter(indicator="distance_to_capital").values_list("unit__code", "value").order_by("pk")
    )
    assert found["1061011"] == 0
    assert float(found["1012011"]) == pytest.approx(77.8, abs=0.2)  # 0.7 degree of latitude
    assert UnitFigure.objects.filter(source="Gromada: PRG", year=2021).count() == 2


BOW = [[[19.0, 51.0], [19.2, 51.2], [19.2, 51.0], [19.0, 51.2], [19.0, 51.0]]]


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (geojson(({"terc": "1012011"}, BOW)), 1, "crosses or touches itself at 19.1000, 51.1000"),
        (geojson(({"terc": "1012011"}, CITY), ({"terc": "3099012"}, TOWN)), 2, "no unit 3099012"),
        (geojson(({"terc": "1012011"}, CITY), ({"terc": "1012011"}, TOWN)), 2, "has a border already"),
        (geojson(({"terc": "1012011"}, [CITY[0][:-1]])), 1, "does not end where it begins"),
        (geojson(({"terc": "1012011"}, square(500_000, 300_000))), 1, "no degrees but metres"),
        (geojson(({"terc": "1012011"}, square(51.0, 19.0))), 1, "not in Poland"),
        (geojson(({"terc": "1012011"}, [[[19.0], [20.0]]])), 1, "no list of points"),
        (geojson(({"terc": "1012011"}, [])), 1, "no list of points"),
        (geojson(({"name": "Nigdzie"}, CITY)), 1, "is called “Nigdzie”"),
        (BY_CODE[:200], 1, "cut off or damaged"),
        (b'{"type": "Topology"}', None, "not a GeoJSON collection"),
        (b'{"type": "FeatureCollection", "features": []}', None, "holds no borders"),
        (
            BY_CODE.replace(b"Polygon", b"Point", 1),
            1,
            "has no polygon",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(register, content, row, words):
    outcome = load("boundaries", "gminy.geojson", content)
    problem = outcome.plan.problems[0]
    assert (problem.file, problem.row) == ("gminy.geojson", row)
    assert words in str(problem.message)
    assert (outcome.written, Boundary.objects.count()) == (0, 0)


def test_a_wrong_day_is_refused(register):
    assert "neither a year nor a day" in str(
        load("boundaries", "g.geojson", BY_CODE, year="soon").plan.problems[0].message
    )


@given(st.binary(max_size=200))
def test_no_bytes_raise(content):
    assert read_borders(content, "x").problems


@settings(max_examples=30)
@given(st.integers(1, 12), st.floats(0, 40))
def test_a_border_that_two_units_share_stays_one_line(count, tolerance):
    """Squares in a row, with a ragged side between each two: whatever is simplified, both sides keep the same points."""
    wiggles = [
        [19 + 0.1 * step + 0.004 * ((step * 7 + dot * 5) % 9), 51 + 0.01 * dot]
        for step in range(count + 1)
        for dot in range(11)
    ]
    columns = [wiggles[start : start + 11] for start in range(0, len(wiggles), 11)]
    rings = [[*west, *reversed(east), west[0]] for west, east in pairwise(columns)]
    shapes = [feature.shape for feature in read_borders(geojson(*(({}, [ring]) for ring in rings)), "x").features]
    made = drawn(shapes, tolerance)
    assert len(made) == count
    for west, east in pairwise(made):
        common = {tuple(point) for point in west.shape[0][0]} & {tuple(point) for point in east.shape[0][0]}
        assert len(common) >= 2
    assert all(unit.area > 0 for unit in made)


def test_a_unit_too_small_to_draw_keeps_a_dot():
    tiny = read_borders(geojson(({}, square(19.0, 51.0, 0.0001))), "x").features[0].shape
    (unit,) = drawn([tiny])
    assert len(unit.shape[0][0]) >= 3


def test_the_nearer_of_two_capitals_counts():
    middles = {"0461011": (18.0, 53.1), "0463011": (18.6, 53.0), "0401012": (18.7, 53.0), "9901012": (20.0, 50.0)}
    found = distances_to_capital(middles)
    assert found["0401012"] == pytest.approx(6.7, abs=0.1)
    assert "9901012" not in found


@pytest.mark.shared
@pytest.mark.django_db
def test_the_real_borders_of_every_level(shared):
    load("territory", "TERC.csv", (shared / "teryt" / "TERC_Urzedowy_2022-01-01.csv").read_bytes())
    files = [
        File(f"{name}_2021.geojson", (shared / "maps" / f"{name}_2021.geojson").read_bytes())
        for name in ("gminy", "powiaty", "wojewodztwa")
    ]
    outcome = imports.run_now(kind="boundaries", files=files, by=SYSTEM, on=ON)
    assert outcome.plan.problems == []
    assert outcome.plan.facts["boundaries"] == {"gmina": 2477, "powiat": 380, "voivodeship": 16}
    assert "another kind: 24 (" in str(outcome.plan.remarks[-1].message)
    points = sum(
        len(ring) for row in Boundary.objects.filter(unit__level="gmina") for polygon in row.shape for ring in polygon
    )
    assert points < 60_000
    farthest = UnitFigure.objects.filter(indicator="distance_to_capital").order_by("-value").first()
    assert (farthest.unit.name, UnitFigure.objects.filter(indicator="distance_to_capital").count()) == (
        "Postomino",
        2477,
    )
