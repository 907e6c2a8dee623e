"""Bars, stacked bars and lines with their labels at the marks; no grid but what the eye needs."""

import math
from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from gromada.core.charts.svg import Drawing, Number, Palette, group_paint, share

WIDE = 640


def bars(
    rows: Sequence[tuple[str, Number, Number | None, str]],
    *,
    written: Callable[[Number], str] = str,
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """Rows of (label, value, whole or None, group code): the label and the figure above the bar, the whole dashed."""
    drawing, step = Drawing(palette), 50
    most = max((max(value, whole or value) for _, value, whole, _ in rows), default=0)
    for turn, (label, value, whole, group) in enumerate(rows):
        y = turn * step
        drawing.text(label, 0, y + 16)
        shown = written(value) if whole is None else f"{written(value)} / {written(whole)}"
        drawing.text(shown, WIDE, y + 16, "strong", text_anchor="end")
        if whole:
            drawing.add("rect", "p4", x=0.5, y=y + 24.5, width=share(whole, most) * (WIDE - 1), height=17)
        drawing.add("rect", group_paint(group), x=0, y=y + 24, width=share(value, most) * WIDE, height=18)
    return drawing.svg("chart", title, box=(WIDE, max(step * len(rows) - 6, 1)))


def stacked(
    rows: Sequence[tuple[str, Sequence[Number]]],
    paints: Sequence[str],
    *,
    written: Callable[[Number], str] = str,
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """Rows of (label, parts): each part in the paint of its place (at most five), the sum at the end."""
    drawing, step = Drawing(palette), 50
    most = max((sum(parts) for _, parts in rows), default=0)
    for turn, (label, parts) in enumerate(rows):
        y, x = turn * step, 0.0
        drawing.text(label, 0, y + 16)
        drawing.text(written(sum(parts)), WIDE, y + 16, "strong", text_anchor="end")
        for paint, part in zip(paints, parts, strict=True):
            wide = share(part, most) * WIDE
            if wide:
                drawing.add("rect", paint, x=x, y=y + 24, width=wide, height=18)
            x += wide
    return drawing.svg("chart", title, box=(WIDE, max(step * len(rows) - 6, 1)))


def line(  # noqa: PLR0913 - a picture has this many settings
    points: Sequence[tuple[Number, Number]],
    *,
    annotations: Sequence[tuple[int, str]] = (),
    x_labels: Sequence[tuple[Number, str]] = (),
    written: Callable[[Number], str] = str,
    zero: bool = False,
    title: str = "",
    palette: Palette = "css",
    height: int = 250,
) -> SafeString:
    """A line through (x, y); dates go in as ordinals. `annotations`: (index of a point, words). `zero`: from 0."""
    drawing, left, right, top = Drawing(palette), 52, 76, 18
    bottom = height - 28
    if not points:
        return drawing.svg("chart", title, box=(WIDE, height))
    ys = [float(y) for _, y in points]
    ticks = scale(0.0 if zero else min(ys), max(ys))
    first, last = float(points[0][0]), float(points[-1][0])

    def across(x: Number) -> float:
        return left + (WIDE - left - right) * ((float(x) - first) / (last - first) if last > first else 0.5)

    def up(y: Number) -> float:
        return bottom - (bottom - top) * (float(y) - ticks[0]) / (ticks[-1] - ticks[0])

    for tick in ticks:
        drawing.add("path", "ax", d=f"M{left} {up(tick):.1f}H{WIDE - right}")
        drawing.text(written(tick), left - 8, up(tick) + 5, text_anchor="end")
    for x, words in x_labels:
        drawing.text(words, across(x), height - 6, text_anchor="middle")
    drawing.add("path", "ln", d="M" + "L".join(f"{across(x):.1f} {up(y):.1f}" for x, y in points))
    for index, words in annotations:
        _annotate(drawing, across(points[index][0]), up(points[index][1]), words, edge=WIDE - right, top=top)
    return drawing.svg("chart", title, box=(WIDE, height))


def _annotate(drawing: Drawing, x: float, y: float, words: str, *, edge: float, top: float) -> None:  # noqa: PLR0913 - a picture has this many settings
    """A point with its words: beside the last, left of a peak, else below."""
    drawing.add("circle", "dot", cx=x, cy=y, r=6)
    if x > edge - 4:
        drawing.text(words, x + 10, y + 5, "strong")
    elif y < top + 60:
        drawing.text(words, x - 10, y + 5, "strong", text_anchor="end")
    else:
        drawing.text(words, x, y + 22, "strong", text_anchor="middle")


def trend(values: Sequence[Number], *, title: str, palette: Palette = "css") -> SafeString:
    """A line without axes beside a figure; the title says the values."""
    drawing = Drawing(palette)
    low, high = float(min(values)), float(max(values))
    span = (high - low) or 1.0
    step = 108 / max(len(values) - 1, 1)
    spots = [f"{2 + turn * step:.1f} {25 - 22 * (float(value) - low) / span:.1f}" for turn, value in enumerate(values)]
    drawing.add("path", "ln", d="M" + "L".join(spots))
    return drawing.svg("trend", title, box=(112, 28))


def scale(low: float, high: float, steps: int = 5) -> list[float]:
    """Round numbers that enclose low and high, about `steps` of them (1, 2, 2.5 or 5 times a power of ten apart)."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / steps
    power = 10.0 ** math.floor(math.log10(raw))
    apart = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= raw - 1e-12)
    start, end = math.floor(low / apart + 1e-9), math.ceil(high / apart - 1e-9)
    return [round(turn * apart, 10) for turn in range(start, end + 1)]
