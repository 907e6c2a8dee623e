"""Maps: borders filled by class, or a schematic map of squares where no borders are known; one path for each class."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gromada.core.charts.svg import PRINT, Drawing, Number, Palette, number

WIDE = 640
# What a class of a map is filled with, and whether its units carry an edge of ink: that is seen without colour.
PAINTS: dict[str, tuple[str, bool]] = {
    "out": ("q0", False),
    "none": ("p4", False),
    **{f"q{step}": (f"q{step}", False) for step in range(6)},
    **{f"in{step}": (f"q{step}", True) for step in range(1, 6)},
    "in": ("q4", True),
    "d1": ("d1", False),
    "d2": ("d2", False),
    "d3": ("d3", False),
    "d4": ("d4", True),
    "d5": ("d5", True),
    "mine": ("w1", True),
}


@dataclass(frozen=True)
class Label:
    """Words at a point of the map, in its own units."""

    words: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """The part of the map that is drawn, in its own units."""

    left: float = 0
    top: float = 0
    wide: float = 10_000
    high: float = 10_000


@dataclass(frozen=True)
class Tiles:
    """A box of squares on the schematic map: its words, its place in the grid, its units in order."""

    words: str
    column: int
    row: int
    codes: Sequence[str]


def choropleth(  # noqa: PLR0913 - a picture has this many settings
    shapes: Mapping[str, str],
    paints: Mapping[str, str],
    *,
    box: Box = Box(),
    borders: str = "",
    labels: Sequence[Label] = (),
    houses: Sequence[tuple[float, float]] = (),
    wide: int = WIDE,
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """A map of borders: `shapes` code → path of SVG, `paints` code → class (the keys of PAINTS; none: "out").

    `borders`: a path drawn over the units, of the units above them. `labels` and `houses` (a lit house: your turn) lie at
    points in the units of the map; `wide` is how wide words of 14 see the picture. Units of one class are one path, so that
    a country is a handful of nodes.
    """
    drawing = Drawing(palette)
    scale = wide / box.wide
    high = box.high * scale
    fine = 0.35 if len(shapes) > 1000 else 0.8
    drawing.parts.append(f'<g transform="scale({scale:.5f}) translate({number(-box.left)} {number(-box.top)})">')
    _fill(drawing, shapes, paints, scale, fine, borders)
    drawing.parts.append("</g>")
    roofs = [((x - box.left) * scale, (y - box.top) * scale) for x, y in houses]
    for x, y in roofs:
        _house(drawing, x, y)
    spots = [Label(row.words, (row.x - box.left) * scale, (row.y - box.top) * scale) for row in labels]
    _label(drawing, spots, (wide, high), roofs)
    return drawing.svg("map", title, box=(wide, round(high)))


def tiles(  # noqa: PLR0913 - a picture has this many settings
    groups: Sequence[Tiles],
    paints: Mapping[str, str],
    *,
    most: int = 34,
    wide: int = WIDE,
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """A schematic map: a box of squares for each group at its place in a grid; it says where, and shows no border.

    Rows and columns of the grid that no group stands in are left out; squares are as large as the fullest box lets them be,
    at most `most`; `wide` is how wide words of 14 see the picture.
    """
    drawing = Drawing(palette)
    if not groups:
        return drawing.svg("map", title, box=(wide, 1))
    columns, rows = _ranks(group.column for group in groups), _ranks(group.row for group in groups)
    across = math.ceil(math.sqrt(max(len(group.codes) for group in groups)))
    cell = wide / len(columns)
    side = min(most, (cell - 16) / across)
    tops = _tops(groups, rows, across, side)
    shapes = {}
    for group in groups:
        left, top = columns[group.column] * cell, tops[rows[group.row]]
        drawing.text(group.words, left, top + 15, "strong")
        for turn, code in enumerate(group.codes):
            x, y = left + (turn % across) * side, top + 24 + (turn // across) * side
            shapes[code] = f"M{number(x)} {number(y)}h{number(side)}v{number(side)}h{number(-side)}z"
    _fill(drawing, shapes, paints, 1.0, 0.5 if side < 12 else 1.2)
    return drawing.svg("map", title, box=(wide, round(tops[-1])))


def map_key(paint: str, *, palette: Palette = "css") -> SafeString | None:
    """A square for a legend in the class of a map; None for what is no class of a map."""
    if paint not in PAINTS:
        return None
    base, edged = PAINTS[paint]
    drawing = Drawing(palette)
    kind = f"{base} in-prog" if edged and palette == "css" else base
    more = {"stroke": "#1d2823"} if edged and palette == "print" else {}
    side: object = 16 if palette == "print" else "94%"
    drawing.parts.append(f"<rect{drawing.attributes('', _paint(kind, palette) | {'x': 0.5, 'y': 0.5} | more)}"
                         f' width="{side}" height="{side}"/>')  # fmt: skip
    return drawing.svg("key", box=(17, 17) if palette == "print" else None)


def _paint(kind: str, palette: Palette) -> dict[str, object]:
    if palette == "print":
        return dict(PRINT[kind])
    return {"class": kind}


def _fill(  # noqa: PLR0913, PLR0917 - a picture has this many settings
    drawing: Drawing,
    shapes: Mapping[str, str],
    paints: Mapping[str, str],
    scale: float,
    fine: float,
    borders: str = "",
) -> None:
    """One path for each class; then the borders, then the classes with an edge of ink, so that nothing covers it."""
    parts: dict[str, list[str]] = {}
    for code, shape in shapes.items():
        paint = paints.get(code, "out")
        parts.setdefault(paint if paint in PAINTS else "out", []).append(shape)
    order = list(PAINTS)
    for paint in sorted(parts, key=order.index):
        if not PAINTS[paint][1]:
            _class(drawing, paint, "".join(parts[paint]), fine / scale, scale)
    if borders:
        _border(drawing, borders, scale)
    for paint in sorted(parts, key=order.index):
        if PAINTS[paint][1]:
            _class(drawing, paint, "".join(parts[paint]), (1.2 if fine > 0.5 else 0.8) / scale, scale)


def _class(drawing: Drawing, paint: str, shape: str, wide: float, scale: float) -> None:
    base, edged = PAINTS[paint]
    given: dict[str, object] = {"d": shape, "fill_rule": "evenodd"}
    if drawing.palette != "css":
        given["stroke_width"] = wide
    if base == "p4" and drawing.palette != "print":
        given["stroke_dasharray"] = f"{number(3 / scale)} {number(2 / scale)}"
    if drawing.palette == "print":
        stroke = PRINT["rim"]["stroke"] if edged else PRINT["p4"]["stroke"] if base == "p4" else "#ffffff"
        drawing.add("path", "", fill=PRINT[base]["fill"], stroke=stroke, **given)
    else:
        drawing.add("path", f"{base} in-prog" if edged else base, **given)


def _border(drawing: Drawing, borders: str, scale: float) -> None:
    given: dict[str, object] = {"d": borders, "fill": "none"}
    if drawing.palette != "css":
        given["stroke_width"] = 0.9 / scale
    if drawing.palette == "print":
        given["stroke"] = PRINT["p4"]["stroke"]
    drawing.add("path", "" if drawing.palette == "print" else "border", **given)


def _ranks(values) -> dict[int, int]:
    return {value: turn for turn, value in enumerate(sorted(set(values)))}


def _tops(groups: Sequence[Tiles], rows: Mapping[int, int], across: int, side: float) -> list[float]:
    """Where each row of the grid begins, and after them where the picture ends."""
    tops = [0.0]
    for row in sorted(rows):
        deep = max(math.ceil(len(group.codes) / across) for group in groups if group.row == row)
        tops.append(tops[-1] + 24 + deep * side + 18)
    return tops


def _house(drawing: Drawing, x: float, y: float) -> None:
    """A lit house: your turn."""
    roof = f"M{number(x - 10)} {number(y - 1)}l10-9l10 9h-3v10h-14v-10z"
    more = {"stroke": "#ffffff"} if drawing.palette == "print" else {}
    drawing.add("path", "wr", d=roof, **more)
    drawing.add("rect", "w1", x=x - 4, y=y + 1, width=8, height=6)


def _label(
    drawing: Drawing, labels: Sequence[Label], size: tuple[Number, Number], roofs: Sequence[tuple[float, float]]
) -> None:
    """Each at its point, else beside it where it lies on no other and on no house: a region has few enough to read."""
    end, foot = float(size[0]), float(size[1])
    taken = [(x - 10, y - 10, x + 10, y + 9) for x, y in roofs]
    for label in sorted(labels, key=lambda one: (one.y, one.x)):
        wide = 7.6 * len(label.words)
        spots = [(label.x + dx * wide * 0.55, label.y + dy) for dx, dy in _ROUND]
        inside = [
            (min(max(x, wide / 2), end - wide / 2), min(max(y, 14.0), foot - 4)) for x, y in spots
        ]  # fmt: skip
        x, y = min(inside, key=lambda spot: _covered(spot, wide, taken))
        taken.append((x - wide / 2, y - 13, x + wide / 2, y + 4))
        paint = "strong" if drawing.palette == "print" else "halo"
        drawing.text(label.words, x, y, paint, text_anchor="middle")


_ROUND = ((0, 5), (0, 20), (0, -10), (1, 5), (-1, 5), (1, 18), (-1, 18), (0, 34), (0, -24))


def _covered(spot: tuple[float, float], wide: float, taken: list[tuple[float, float, float, float]]) -> float:
    x, y = spot
    left, top, right, bottom = x - wide / 2, y - 13, x + wide / 2, y + 4
    return sum(max(0.0, min(right, r) - max(left, a)) * max(0.0, min(bottom, b) - max(top, t)) for a, t, r, b in taken)
