"""What moves in steps: the path of a gmina in furrows, the months of a service, work over time."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from gromada.core.charts.svg import Drawing, Number, Palette, group_paint

LONG, HIGH, SLANT, GAP, NOW = 544, 14, 4.5, 3.5, 1.9


def path_furrows(  # noqa: PLR0913 - a picture has this many settings
    step: int, count: int, *, mine: bool = False, stopped: bool = False, title: str = "", palette: Palette = "css"
) -> SafeString:
    """The path in furrows: what is done, what is now (wider; honey: your turn, red: stopped), what will be.

    `step` counts from 1; 0: not begun; count + 1: all done. `title` should say the step and its name.
    """
    drawing = Drawing(palette)
    wide = [NOW if turn == step else 1.0 for turn in range(1, count + 1)]
    unit = (LONG - SLANT - GAP * (count - 1) - 2) / sum(wide)
    x = 1.0
    for turn, part in enumerate(wide, start=1):
        length = unit * part
        paint = "done" if turn < step else "todo"
        if turn == step:
            paint = "stop" if stopped else "mine" if mine else "now"
        drawing.add("path", paint, d=_slanted(x, length))
        x += length + GAP
    return drawing.svg("path", title, box=(LONG, HIGH), preserveAspectRatio="none")


def _slanted(x: float, length: float) -> str:
    return f"M{x + SLANT:.1f} 1h{length:.1f}l{-SLANT:.1f} {HIGH - 2}h{-length:.1f}z"


def months(active: Sequence[bool], *, title: str = "", palette: Palette = "css") -> SafeString:
    """Twelve months as furrows: a tall one where the service runs, a low one where it rests."""
    drawing = Drawing(palette)
    for turn, runs in enumerate(active):
        place = {"y": 0, "height": 12} if runs else {"y": 5, "height": 2}
        drawing.add("rect", "on" if runs else "off", x=turn * 7.5, width=6, **place)
    return drawing.svg("months", title, box=(len(active) * 7.5, 12))


def gantt(  # noqa: PLR0913 - a picture has this many settings
    rows: Sequence[tuple[str, Number, Number, str]],
    *,
    count: int = 12,
    heads: Sequence[str] = (),
    today: Number | None = None,
    title: str = "",
    palette: Palette = "css",
) -> SafeString:
    """Work over time: rows of (label, from, until, group code), in `count` equal spans from 0; `today` a line."""
    drawing, left, wide, step = Drawing(palette), 200, 440, 28
    high = 26 + step * len(rows)
    for turn, head in enumerate(heads):
        drawing.text(head, left + wide * (turn + 0.5) / count, 14, text_anchor="middle")
    for turn in range(count + 1):
        x = left + wide * turn / count
        drawing.add("path", "ax", d=f"M{x:.1f} 22V{high}")
    for turn, (label, start, end, group) in enumerate(rows):
        y = 26 + step * turn
        drawing.text(label, left - 10, y + 15, "strong", text_anchor="end")
        x = left + wide * float(start) / count
        drawing.add(
            "rect", group_paint(group), x=x, y=y + 3, width=wide * (float(end) - float(start)) / count, height=step - 10
        )
    if today is not None:
        x = left + wide * float(today) / count
        drawing.add("path", "ax0", d=f"M{x:.1f} 20V{high}")
    return drawing.svg("chart", title, box=(left + wide + 8, high + 2))
