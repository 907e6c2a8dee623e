"""Borders from GeoJSON: checked for what makes them no border, simplified together so that neighbours still meet, drawn once.

The map's units: Poland in a box of 10,000, longitudes shortened by the cosine of 52° N, y downwards. For looking at only:
areas and distances of record come from tables; `distances` are between middles, in kilometres (R17, geographic indicators).
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely.errors import GEOSException, ShapelyError

from gromada.core.imports.frame import Problem
from gromada.core.text import _

SIZE = 10_000
# The frame of Poland with a margin, in degrees: west, south, east, north. The same for every level and vintage.
FRAME = (14.0, 48.9, 24.25, 54.95)
_COSINE = math.cos(math.radians(52))
_SCALE = SIZE / ((FRAME[2] - FRAME[0]) * _COSINE)
# What a bend must be worth to stay (Visvalingam) and how large an island must be, in the map's units (1 is about 70 m). At 12
# the 2,477 gminas of 2021 are 57,000 points: 138 KiB as compressed SVG paths.
TOLERANCE = 12.0
SMALLEST = 60
EARTH_KM = 6371.0
_CODES = ("terc", "teryt", "kod", "code", "jpt_kod_je", "kod_teryt", "terc_code", "id")
_NAMES = ("name", "nazwa", "jpt_nazwa_", "nazwa_jednostki")
_POWIATS, _REGIONS = ("powiat", "nazwa_powiatu"), ("wojewodztwo", "voivodeship", "nazwa_wojewodztwa")
_PLACE = re.compile(r"\[(?P<x>[-0-9.]+) (?P<y>[-0-9.]+)")
# Seats of the governor or of the regional assembly; two in two voivodeships.
CAPITALS = {
    "02": ("026401",), "04": ("046101", "046301"), "06": ("066301",), "08": ("086101", "086201"), "10": ("106101",),
    "12": ("126101",), "14": ("146501",), "16": ("166101",), "18": ("186301",), "20": ("206101",), "22": ("226101",),
    "24": ("246901",), "26": ("266101",), "28": ("286201",), "30": ("306401",), "32": ("326201",),
}  # fmt: skip


@dataclass(frozen=True)
class Feature:
    """A border as the file has it: its number in the file, the code and names beside it, its polygons in degrees."""

    number: int
    code: str
    name: str
    powiat: str
    region: str
    shape: shapely.MultiPolygon


@dataclass
class Borders:
    """What a GeoJSON file holds, and what is wrong with it."""

    features: list[Feature] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Wrong(ValueError):  # noqa: N818 - carries a sentence to the reader of the file
    pass


def read_borders(content: bytes, file: str) -> Borders:
    """Every feature with its polygons. Nothing is raised: what is wrong stands in `problems` with the feature's number."""
    borders = Borders()
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        borders.problems.append(
            Problem(_("The GeoJSON cannot be read: the file is cut off or damaged. Download it again."), file, row=line)
        )
        return borders
    if not (
        isinstance(data, dict) and data.get("type") == "FeatureCollection" and isinstance(data.get("features"), list)
    ):
        borders.problems.append(Problem(_("This is not a GeoJSON collection of features."), file))
        return borders
    if not data["features"]:
        borders.problems.append(Problem(_("The file holds no borders."), file))
    for number, feature in enumerate(data["features"], 1):
        try:
            borders.features.append(_feature(number, feature))
        except _Wrong as error:
            borders.problems.append(Problem(error.args[0], file, row=number))
    return borders


def _feature(number: int, feature: object) -> Feature:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        raise _Wrong(_("This is not a feature with properties and a geometry."))
    properties = {str(key).lower(): value for key, value in (feature.get("properties") or {}).items()}
    code = _word(properties, _CODES).replace(" ", "")
    code = code if code.isdigit() else ""
    names = [_word(properties, keys) for keys in (_NAMES, _POWIATS, _REGIONS)]
    label = " ".join(part for part in (names[0], code) if part) or f"no. {number}"
    return Feature(number, code, *names, _shape(feature.get("geometry"), label))


def _word(properties: Mapping[str, object], keys: Sequence[str]) -> str:
    value = next((properties[key] for key in keys if properties.get(key) not in (None, "")), "")
    return str(value).strip()


def _shape(geometry: object, label: str) -> shapely.MultiPolygon:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _Wrong(_("%(unit)s has no polygon.") % {"unit": label})
    polygons = geometry.get("coordinates") if kind == "MultiPolygon" else [geometry.get("coordinates")]
    try:
        made = [[np.asarray(ring, dtype=float) for ring in polygon] for polygon in polygons]
        rings = [ring for polygon in made for ring in polygon]
        if not rings or any(ring.ndim != 2 or ring.shape[1] < 2 for ring in rings):
            raise _Wrong(_("%(unit)s has a ring that is no list of points.") % {"unit": label})
    except (TypeError, ValueError) as error:
        if isinstance(error, _Wrong):
            raise
        raise _Wrong(_("%(unit)s has a ring that is no list of points.") % {"unit": label}) from error
    for ring in rings:
        _check_ring(ring[:, :2], label)
    try:
        shape = shapely.MultiPolygon([(polygon[0][:, :2], [hole[:, :2] for hole in polygon[1:]]) for polygon in made])
    except (ShapelyError, GEOSException, ValueError) as error:
        raise _Wrong(_("%(unit)s has a ring that is no list of points.") % {"unit": label}) from error
    if not shape.is_valid:
        raise _Wrong(_crossing(shape, label))
    return shape


def _check_ring(ring: np.ndarray, label: str) -> None:
    if not np.isfinite(ring).all():
        raise _Wrong(_("%(unit)s has a point that is no number.") % {"unit": label})
    x, y = np.abs(ring[:, 0]).max(), np.abs(ring[:, 1]).max()
    if x > 180 or y > 90:
        raise _Wrong(
            _("%(unit)s: these are no degrees but metres (PUWG 1992?). Save the file in WGS 84 (EPSG:4326).")
            % {"unit": label}
        )
    west, south, east, north = FRAME
    inside = (ring[:, 0] >= west - 1) & (ring[:, 0] <= east + 1) & (ring[:, 1] >= south - 1) & (ring[:, 1] <= north + 1)
    if not inside.all():
        x, y = ring[int(np.argmin(inside))]
        raise _Wrong(
            _("%(unit)s: the point %(x).4f, %(y).4f is not in Poland. Longitude comes first, latitude second.")
            % {"unit": label, "x": x, "y": y}
        )
    if len(ring) < 4 or not np.array_equal(ring[0], ring[-1]):
        raise _Wrong(_("%(unit)s has a ring that does not end where it begins.") % {"unit": label})


def _crossing(shape: shapely.MultiPolygon, label: str) -> str:
    place = _PLACE.search(shapely.is_valid_reason(shape))
    if place is None:
        return _("The border of %(unit)s crosses or touches itself.") % {"unit": label}
    words = {"unit": label, "x": float(place["x"]), "y": float(place["y"])}
    return _("The border of %(unit)s crosses or touches itself at %(x).4f, %(y).4f.") % words


@dataclass(frozen=True)
class Drawn:
    """A border in the map's units: polygons → rings → points, its box and its area there."""

    shape: list[list[list[list[int]]]]
    box: list[int]
    area: int


def projected(points: np.ndarray) -> np.ndarray:
    """Degrees (longitude, latitude) as the map's units."""
    x = (points[:, 0] - FRAME[0]) * _COSINE * _SCALE
    y = (FRAME[3] - points[:, 1]) * _SCALE
    return np.column_stack([x, y])


def drawn(shapes: Sequence[shapely.MultiPolygon], tolerance: float = TOLERANCE) -> list[Drawn]:
    """The borders of one level, simplified as one coverage: a border that two units share stays one line.

    Small islands and holes go; a unit always keeps its largest piece, however small it is.
    """
    flat = shapely.transform(np.asarray(shapes, dtype=object), projected)
    simple = shapely.coverage_simplify(flat, tolerance) if tolerance else flat
    return [_drawn(shape) or _drawn(whole, keeps_all=True) for shape, whole in zip(simple, flat, strict=True)]


def _drawn(shape: shapely.Geometry, *, keeps_all: bool = False) -> Drawn | None:
    pieces = sorted(shapely.get_parts(shape), key=lambda piece: -piece.area)
    polygons = []
    for place, piece in enumerate(pieces):
        if polygons and piece.area < SMALLEST:
            break
        rings = [_ring(piece.exterior, keeps_all=keeps_all and place == 0)]
        rings += [_ring(hole) for hole in piece.interiors if shapely.Polygon(hole).area >= SMALLEST / 2]
        if rings[0]:
            polygons.append([ring for ring in rings if ring])
    if not polygons:
        return None
    points = np.asarray([point for polygon in polygons for point in polygon[0]])
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    area = sum(_area(polygon[0]) - sum(_area(hole) for hole in polygon[1:]) for polygon in polygons)
    return Drawn(polygons, [int(left), int(top), int(right), int(bottom)], max(1, round(area)))


def _ring(ring: shapely.LinearRing, *, keeps_all: bool = False) -> list[list[int]]:
    """Whole numbers, no point twice in a row; closed without repeating the first point. Empty when nothing is left."""
    points = np.rint(shapely.get_coordinates(ring)).astype(int)
    kept = [
        list(map(int, point)) for place, point in enumerate(points) if place == 0 or (point != points[place - 1]).any()
    ]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) >= 3:
        return kept
    if not keeps_all:
        return []
    x, y = kept[0]
    return [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]]


def _area(ring: Sequence[Sequence[int]]) -> float:
    points = np.asarray(ring, dtype=float)
    x, y = points[:, 0], points[:, 1]
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def distances_to_capital(middles: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Kilometres from the middle of each gmina (by its code) to that of the nearer capital of its voivodeship.

    `middles`: code → longitude, latitude. A voivodeship whose capital is not among them is left out.
    """
    short = {code[:6]: code for code in middles}
    found = {}
    for code, middle in middles.items():
        seats = [middles[short[seat]] for seat in CAPITALS.get(code[:2], ()) if seat in short]
        if seats:
            found[code] = min(_kilometres(middle, seat) for seat in seats)
    return found


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance over a sphere (haversine)."""
    (x1, y1), (x2, y2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def middle(shape: shapely.MultiPolygon) -> tuple[float, float]:
    """The centroid of a border, in degrees."""
    point = shape.centroid
    return point.x, point.y
