"""Two pictures: the village, where lit windows are your turns, and the fields of the door."""

import math

from django.utils.safestring import SafeString

from gromada.core.charts import polygons
from gromada.core.charts.seeds import throws
from gromada.core.charts.svg import Drawing, Palette, number

GROUND = 78


def village(lit: int, *, houses: int = 7, title: str = "", palette: Palette = "css") -> SafeString:
    """As many lit windows as matters wait for you, up to the number of houses; none waiting, the village sleeps."""
    drawing, thrown = Drawing(palette), throws("village")
    plans = [
        (int(38 + 9 * next(thrown)), int(24 + 7 * next(thrown)), int(12 + 8 * next(thrown))) for _ in range(houses)
    ]
    awake = _spread(lit, houses)
    x = 3
    for turn, (wide, wall, roof) in enumerate(plans):
        _house(drawing, x, wide, wall, roof, lit=turn in awake, chimney=turn % 3 == 1)
        x += wide + 11
        if turn % 4 == 1 and turn < houses - 1:
            _tree(drawing, x + 4)
            x += 16
    x -= 7
    drawing.add("rect", "w3", x=0, y=GROUND, width=x, height=6)
    drawing.add("rect", "w2", x=0, y=GROUND + 6, width=x, height=5)
    return drawing.svg("scene", title, box=(x, GROUND + 11))


def _spread(lit: int, houses: int) -> set[int]:
    """Which houses are lit: spread along the street, always the same ones for the same count."""
    order = sorted(range(houses), key=lambda turn: (turn * 3) % houses if houses % 3 else turn)
    return set(order[: max(0, min(lit, houses))])


def _house(drawing: Drawing, x: int, wide: int, wall: int, roof: int, *, lit: bool, chimney: bool) -> None:  # noqa: PLR0913 - a picture has this many settings
    eaves, ridge, middle = GROUND - wall, GROUND - wall - roof, x + wide / 2
    shape = (
        f"M{x} {eaves + 4}L{number(middle)} {ridge}L{x + wide} {eaves + 4}"
        f"h-4V{GROUND}H{x + 4}V{eaves + 4}z"
    )  # fmt: skip
    if chimney:
        drawing.add("rect", "wr", x=x + wide - 14, y=ridge + 1, width=5, height=roof - 2)
    drawing.add("path", "wr", d=shape)
    left, top = round(middle - 6), eaves + 8
    drawing.add("rect", "w1" if lit else "dim", x=left, y=top, width=12, height=12)
    if lit:
        drawing.add("path", "st0", d=f"M{left + 6} {top}v12M{left} {top + 6}h12", stroke_width=1.2)


def _tree(drawing: Drawing, x: int) -> None:
    drawing.add("rect", "wr", x=x - 1.2, y=GROUND - 14, width=2.4, height=14)
    drawing.add("path", "w2", d=f"M{x} {GROUND - 12}c-9-6-6-24 0-30c6 6 9 24 0 30z")


# The fields: hills from far to near; where their furrows meet, the wave of the crest (level, swell, ripple, phase), the
# paints (the first is the ground), and how wide a strip is at the lower edge.
HILLS = (
    ((640.0, -130.0), (96.0, 24.0, 14.0, 3.9), ("q2", "q1", "q3", "w3"), 88),
    ((1010.0, -70.0), (150.0, 22.0, 12.0, 2.6), ("q1", "q2", "q3", "f3", "w3"), 84),
    ((520.0, -10.0), (196.0, 24.0, 9.0, 4.4), ("q3", "q1", "q4", "q2", "w3", "q4"), 92),
    ((700.0, 40.0), (236.0, 14.0, 12.0, 0.4), ("w2", "q1", "w0", "w3", "f3", "q3"), 78),
)
HOUSES = ((755, 4), (800, 3), (848, 3), (884, 5), (922, 4), (964, 0))


def fields(*, lit: int = 5, title: str = "", palette: Palette = "css") -> SafeString:
    """Fields in strips on four hills, with a few houses: the picture of the door, always the same."""
    drawing = Drawing(palette)
    for turn, (centre, wave, paints, strips) in enumerate(HILLS):
        _hill(drawing, centre, wave, paints, strips, seed=f"hill {turn}")
        if turn == 0:
            for place, (x, _) in enumerate(HOUSES):
                _cottage(drawing, x, _height(x, wave) + 3, lit=place < lit)
    return drawing.svg("scene", title, box=(1200, 264), preserveAspectRatio="xMidYMin slice")


def _height(x: float, wave: tuple[float, float, float, float]) -> float:
    level, swell, ripple, phase = wave
    return level - 36 - swell * math.sin(x / 260 + phase) - ripple * math.sin(x / 120 + phase * 2)


def _hill(drawing: Drawing, centre, wave, paints, wide: int, *, seed: str) -> None:  # noqa: PLR0913 - a picture has this many settings
    thrown = throws(seed)
    crest = [(float(x), _height(x, wave)) for x in range(0, 1201, 30)]
    land = [(0.0, 264.0), *crest, (1200.0, 264.0)]
    drawing.add("path", paints[0], d=polygons.path(land))
    cx, cy = centre
    reach = (264 - cy) / (min(y for _, y in crest) - cy)
    at, last = cx - cx * reach, paints[0]
    while at < cx + (1200 - cx) * reach:
        edge = at + wide * (0.4 + 1.2 * next(thrown))
        choice = [paint for paint in paints if paint != last]
        last = choice[int(next(thrown) * len(choice))]
        piece = _wedge(land, centre, at, edge)
        if piece and last != paints[0]:
            drawing.add("path", last, d=polygons.path(piece))
        at = edge


def _wedge(land, centre, left: float, right: float):
    """The part of the land between two furrows that run from the vanishing point to the lower edge."""
    cx, cy = centre
    down = 264 - cy
    kept = polygons.cut(land, down, -(left - cx), down * cx - (left - cx) * cy)
    return polygons.cut(kept, -down, right - cx, -down * cx + (right - cx) * cy) if kept else []


def _cottage(drawing: Drawing, x: float, y: float, *, lit: bool) -> None:
    roof = f"M{number(x - 15)} {number(y - 13)}l15-14l15 14h-4v13h-22v-13z"
    drawing.add("path", "wr", d=roof)
    drawing.add("rect", "w1" if lit else "dim", x=x - 4, y=y - 11, width=8, height=8)
