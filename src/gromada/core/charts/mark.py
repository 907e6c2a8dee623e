"""The mark of a gmina: its land in strips, one per service of its plan; area is cost, colour is the group."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from gromada.core.charts import polygons
from gromada.core.charts.maps import map_key
from gromada.core.charts.polygons import Point, Ring
from gromada.core.charts.seeds import throws
from gromada.core.charts.svg import Drawing, Number, Palette, group_paint, number

# Furrows tell the groups apart without colour: how far apart they lie, in hundredths of the mark.
FURROWS = {"f2": 4.4, "f3": 3.1, "f5": 1.55}
FALLOW = ("q4", "q2", "q3", "q1", "q2", "q3")


def mark(  # noqa: PLR0913 - a picture has this many settings
    strips: Sequence[tuple[str, Number]] = (),
    *,
    outline: Sequence[Sequence[Point]] | None = None,
    seed: str,
    title: str = "",
    palette: Palette = "css",
    north_up: bool = True,
) -> SafeString:
    """The mark of one gmina, the same at 34 px in a table and on the cover of its report.

    `strips`: (code of the group, cost) per service, in the order of the plan; none yet: fallow land in spruce.
    `outline`: outer rings of its border in map units (`north_up`: y grows northwards); none: a woven square patch.
    `seed`: the code of the gmina, which sets the slant and the weave.
    """
    thrown = throws(seed)
    bands = _bands(strips, thrown)
    whole = sum(weight for _, weight in bands)
    shares = [weight / whole for _, weight in bands]
    drawing = Drawing(palette)
    if outline:
        rings, angle = _fitted(outline, north_up=north_up), (next(thrown) - 0.5) * 60
    else:
        rings, angle = [[(8.0, 6.0), (92.0, 6.0), (92.0, 90.0), (8.0, 90.0)]], (next(thrown) - 0.5) * 14
    straight = [polygons.turned(ring, -angle) for ring in rings]
    cuts = polygons.cut_at(straight, shares)
    _strips(drawing, straight, [paint for paint, _ in bands], cuts, angle)
    if not outline:
        _weave(drawing, rings[0], thrown)
    drawing.add("path", "rim", d="".join(polygons.path(ring) for ring in rings))
    return drawing.svg("mark", title, box=(100, 100))


def key(paint: str, *, palette: Palette = "css") -> SafeString:
    """A small square for a legend: a group ("f1"), a stage of money ("p1"-"p4", "p3" furrowed) or a class of a map."""
    of_map = map_key(paint, palette=palette)
    if of_map is not None:
        return of_map
    drawing = Drawing(palette)
    box = None if palette == "css" else (17, 17)
    side = "94%" if palette == "css" else 16
    drawing.add("rect", paint, x=0.5, y=0.5, width=side, height=side)
    if paint == "p3":
        _ploughed_key(drawing)
    return drawing.svg("key", box=box)


def _ploughed_key(drawing: Drawing) -> None:
    drawing.add("line", "hatch", x1=3, x2=16, y1=8, y2=8)


def _bands(strips: Sequence[tuple[str, Number]], thrown) -> list[tuple[str, float]]:
    bands = [(group_paint(code), float(weight)) for code, weight in strips if weight > 0]
    return bands or [(paint, 0.4 + next(thrown)) for paint in FALLOW]


def _fitted(outline: Sequence[Sequence[Point]], *, north_up: bool) -> list[Ring]:
    """The rings in a box of 100 by 100 with a margin for the rim, never stretched."""
    down = -1.0 if north_up else 1.0
    rings = [[(float(x), float(y) * down) for x, y in ring] for ring in outline]
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    scale = 98 / max(width, height)
    left, top = 50 - (min(xs) + width / 2) * scale, 50 - (min(ys) + height / 2) * scale
    return [[(x * scale + left, y * scale + top) for x, y in ring] for ring in rings]


def _strips(drawing: Drawing, straight: list[Ring], paints: list[str], cuts: list[float], angle: float) -> None:
    before, pale = "", False
    balks, furrows = [], []
    for paint, left, right in zip(paints, cuts, cuts[1:], strict=False):
        pale = paint == before and not pale
        pieces = [polygons.turned(polygons.between(ring, left, right), angle) for ring in straight]
        shape = "".join(polygons.path(piece) for piece in pieces)
        drawing.add("path", paint, d=shape, fill_opacity=0.8 if pale else None)
        lines = _furrows_between(paint, left, right)
        furrows += [_line(straight, x, angle) for x in lines]
        balks.append(_line(straight, right, angle))
        before = paint
    if any(furrows):
        drawing.add("path", "furrow", d="".join(furrows))
    if any(balks[:-1]):
        drawing.add("path", "balk", d="".join(balks[:-1]))


def _furrows_between(paint: str, left: float, right: float) -> list[float]:
    apart = FURROWS.get(paint)
    count = int((right - left) / apart) if apart else 0
    return [left + (right - left) * turn / (count + 1) for turn in range(1, count + 1)] if count > 1 else []


def _line(straight: list[Ring], x: float, angle: float) -> str:
    ends = [polygons.turned(piece, angle) for piece in polygons.upright(straight, x)]
    return "".join(f"M{number(a[0])} {number(a[1])}L{number(b[0])} {number(b[1])}" for a, b in ends)


def _weave(drawing: Drawing, ring: Ring, thrown) -> None:
    """The weft across the strips, thrown by the code, and the fringe below: cloth, not land."""
    (left, top), (right, bottom) = ring[0], ring[2]
    y = top + 4 + 5 * next(thrown)
    while y < bottom - 4:
        height = 1.2 + 3.4 * next(thrown)
        drawing.add("rect", x=left, y=y, width=right - left, height=height, fill="#fff", fill_opacity=0.2)
        y += height + 4 + 9 * next(thrown)
    fringe = "".join(f"M{number(left + 2 + step * (right - left - 4) / 14)} {number(bottom)}v7" for step in range(15))
    drawing.add("path", "rim", d=fringe)
