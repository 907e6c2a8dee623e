"""How values lie: a histogram, the Lorenz curve of a division, and small trends of one unit beside those above it."""

from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from gromada.core.charts.plots import scale
from gromada.core.charts.svg import Drawing, Number, Palette, number

WIDE, HIGH = 400, 260
# Lines of comparison are told apart by their dashes: each next one is looser.
DASHES = ("6 3", "2 3", "9 3 2 3")


def histogram(  # noqa: PLR0913 - a picture has this many settings
    values: Sequence[Number],
    *,
    bins: int = 10,
    before: Sequence[Number] = (),
    written: Callable[[Number], str] = number,
    unit: str = "",
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """How many values lie in each of about `bins` equal steps between round numbers; `before`: as it was, dashed."""
    drawing, left, top = Drawing(palette), 34, 12
    bottom, right = HIGH - 44, WIDE - 12
    everything = [float(value) for value in (*values, *before)]
    if not everything:
        return drawing.svg("chart", title, box=(WIDE, HIGH))
    edges = scale(min(everything), max(everything), bins)
    counted, earlier = _counted(values, edges), _counted(before, edges)
    ticks = [tick for tick in scale(0, max(*counted, *earlier, 1), 4) if tick == int(tick)]
    step = (right - left) / (len(edges) - 1)
    for tick in ticks:
        y = bottom - (bottom - top) * tick / ticks[-1]
        drawing.add("path", "ax", d=f"M{left} {number(y)}H{right}")
        drawing.text(str(int(tick)), left - 6, y + 5, text_anchor="end")
    for turn, (now, was) in enumerate(zip(counted, earlier, strict=True)):
        x, high = left + turn * step, (bottom - top) / ticks[-1]
        if now:
            drawing.add("rect", "bar", x=x + 1, y=bottom - now * high, width=step - 2, height=now * high)
        if was:
            old = {"x": x + 1, "y": bottom - was * high, "width": step - 2, "height": was * high}
            drawing.add("rect", "ax0", stroke_dasharray="3 2", **old)
    drawing.add("path", "ax0", d=f"M{left} {bottom}H{right}")
    _words_below(drawing, edges, written, (left, right, bottom), unit)
    return drawing.svg("chart", title, box=(WIDE, HIGH))


def _words_below(drawing: Drawing, edges: Sequence[float], written, place: tuple[int, int, int], unit: str) -> None:
    """Round numbers under the axis, as many as have room, and the unit at the end."""
    left, right, bottom = place
    words = [written(edge) for edge in edges]
    step = (right - left) / (len(edges) - 1)
    every = next(turn for turn in (1, 2, 4, 5, 10, 99) if turn * step > 8 * max(map(len, words)) + 8)
    for turn in range(0, len(edges), every):
        x = left + turn * step
        anchor = "end" if turn == len(edges) - 1 else "start" if turn == 0 else "middle"
        drawing.text(words[turn], x, bottom + 18, text_anchor=anchor)
    if unit:
        drawing.text(unit, right, bottom + 37, text_anchor="end")


def _counted(values: Sequence[Number], edges: Sequence[float]) -> list[int]:
    counts = [0] * (len(edges) - 1)
    step = edges[1] - edges[0]
    for value in values:
        counts[min(max(int((float(value) - edges[0]) / step + 1e-9), 0), len(counts) - 1)] += 1
    return counts


def lorenz(  # noqa: PLR0913 - a picture has this many settings
    shares: Sequence[tuple[Number, Number]],
    *,
    before: Sequence[tuple[Number, Number]] = (),
    across: str = "",
    up: str = "",
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """The Lorenz curve of (heads, amount): who has least a head first; the straight line is the same for each head.

    `before`: the curve as it was, dashed. `across`, `up`: what the axes count, as "share of people", "share of money".
    """
    drawing, left, top, side = Drawing(palette), 44, 24, 260
    bottom = top + side
    for part in (0, 25, 50, 75, 100):
        x, y = left + side * part / 100, bottom - side * part / 100
        drawing.add("path", "ax", d=f"M{left} {number(y)}h{side}M{number(x)} {top}v{side}")
        if part not in {25, 75}:
            drawing.text(f"{part}%", left - 6, y + 5, text_anchor="end")
            drawing.text(f"{part}%", x, bottom + 18, text_anchor="middle")
    drawing.add("path", "ax0", d=f"M{left} {bottom}L{left + side} {top}")
    for given, paint, more in ((before, "ax0", {"stroke_dasharray": "4 3"}), (shares, "ln", {})):
        spots = _cumulative(given)
        if len(spots) > 1:
            line = "L".join(f"{number(left + side * x)} {number(bottom - side * y)}" for x, y in spots)
            drawing.add("path", paint, d=f"M{line}", **more)
    if across:
        drawing.text(across, left + side, bottom + 37, text_anchor="end")
    if up:
        drawing.text(up, 0, 14)
    return drawing.svg("chart", title, box=(left + side + 26, bottom + 44))


def _cumulative(shares: Sequence[tuple[Number, Number]]) -> list[tuple[float, float]]:
    """Running shares of heads and of the amount, poorest head first, from (0, 0) to (1, 1)."""
    pairs = sorted(
        ((float(heads), float(amount)) for heads, amount in shares if heads > 0), key=lambda one: one[1] / one[0]
    )
    people, money = sum(heads for heads, _ in pairs), sum(amount for _, amount in pairs)
    spots, heads_so_far, money_so_far = [(0.0, 0.0)], 0.0, 0.0
    for heads, amount in pairs:
        heads_so_far, money_so_far = heads_so_far + heads, money_so_far + amount
        spots.append((heads_so_far / people, money_so_far / money if money else 0.0))
    return spots


Series = Sequence[tuple[int, Number]]


def multiples(
    panels: Sequence[tuple[str, Series, Sequence[Series]]],
    *,
    written: Callable[[Number], str] = number,
    palette: Palette = "css",
) -> list[SafeString]:
    """Small trends in one size, a picture for each (title, [(year, value)…], [series of comparison…]).

    Each has its own scale from its least to its greatest value; the unit is the line with the dot, the others are dashed in the
    order they come (`DASHES`), so that the same dash means the same unit above in every panel.
    """
    return [_panel(title, series, others, written, palette) for title, series, others in panels]


def _panel(title: str, series: Series, others: Sequence[Series], written, palette: Palette) -> SafeString:
    drawing, wide, high, left, right, top = Drawing(palette), 190, 104, 6, 184, 26
    bottom = high - 26
    lines = [line for line in (series, *others) if line]
    if not lines:
        return drawing.svg("chart", title, box=(wide, high))
    years = [year for line in lines for year, _ in line]
    values = [float(value) for line in lines for _, value in line]
    low, most, first, last = min(values), max(values), min(years), max(years)

    def spot(year: int, value: Number) -> tuple[float, float]:
        x = left + (right - left) * ((year - first) / (last - first) if last > first else 0.5)
        return x, bottom - (bottom - top) * ((float(value) - low) / (most - low) if most > low else 0.5)

    drawing.add("path", "ax", d=f"M{left} {bottom + 6}H{right}")
    for dash, line in zip(DASHES, others, strict=False):
        if line:
            drawing.add("path", "ax0", d=_through([spot(*one) for one in line]), stroke_dasharray=dash)
    if series:
        spots = [spot(*one) for one in series]
        drawing.add("path", "ln", d=_through(spots))
        drawing.add("circle", "dot", cx=spots[-1][0], cy=spots[-1][1], r=4.5)
        drawing.text(written(series[0][1]), left, 14)
        drawing.text(written(series[-1][1]), right, 14, "strong", text_anchor="end")
    drawing.text(str(first), left, high - 4)
    if last > first:
        drawing.text(str(last), right, high - 4, text_anchor="end")
    return drawing.svg("chart", title, box=(wide, high))


def _through(spots: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots)


def line_key(turn: int | None, *, palette: Palette = "css") -> SafeString:
    """A piece of line for a legend: None is the unit itself, then the lines of comparison in their order."""
    drawing = Drawing(palette)
    if turn is None:
        drawing.add("line", "ln", x1=0, x2=17, y1=9, y2=9)
    else:
        drawing.add("line", "ax0", x1=0, x2=17, y1=9, y2=9, stroke_dasharray=DASHES[turn])
    return drawing.svg("key", box=(17, 17))
