"""Money in one bar: what was paid, what contracts bind, what the plan intends, what is free, up to the limit."""

from django.utils.safestring import SafeString

from gromada.core.charts.svg import Drawing, Number, Palette, share

WIDE, HIGH = 600, 26


def strip(  # noqa: PLR0913 - a picture has this many settings
    paid: Number = 0,
    committed: Number = 0,
    planned: Number = 0,
    free: Number = 0,
    *,
    limit: Number | None = None,
    over: Number = 0,
    title: str = "",
    kind: str = "",
    palette: Palette = "css",
) -> SafeString:
    """Money in one strip; amounts of one currency that lie beside each other and make up the whole.

    `limit`: an amount with a tick, as the third that may be spent before the strategy. `over`: what goes beyond the
    allocation, in red at the end, with the tick where the allocation ends. `kind`: "m", "s" or "d" for a lower strip.
    """
    whole = sum(float(part) for part in (paid, committed, planned, max(free, 0), over))
    drawing, length = Drawing(palette), _length(palette)
    high: object = "100%" if palette == "css" else HIGH
    drawing.add("rect", "p4", x=0.5, y=0.5, width=length(0.998), height="96%" if palette == "css" else HIGH - 1, rx=2)
    done = 0.0
    for paint, part in (("p1", paid), ("p2", committed), ("p3", planned), ("over", over)):
        wide = share(part, whole)
        if wide <= 0:
            continue
        drawing.add("rect", paint, x=length(done), width=length(wide), height=high)
        if paint == "p3":
            plough(drawing, length(done), length(done + wide))
        done += wide
    at = limit if limit is not None else (whole - float(over) if over else None)
    if at is not None and whole:
        x = length(share(at, whole))
        drawing.add("line", "tick", x1=x, x2=x, y1=0, y2=high)
    return drawing.svg(f"strip strip--{kind}" if kind else "strip", title, box=_box(palette))


def bar(  # noqa: PLR0913 - a picture has this many settings
    part: Number,
    *,
    paint: str = "p1",
    whole_paint: str = "",
    of: Number = 1,
    title: str = "",
    kind: str = "",
    palette: Palette = "css",
    from_: Number = 0,
) -> SafeString:
    """One bar: `part` of 1 filled, of a frame `of` 1 long (`whole_paint="p4"`: dashed); p3 comes furrowed."""
    drawing, length = Drawing(palette), _length(palette)
    high: object = "100%" if palette == "css" else HIGH
    if whole_paint and of:
        inner: object = "95%" if palette == "css" else HIGH - 1
        drawing.add("rect", whole_paint, x=0.5, y=0.5, width=length(float(of) * 0.998), height=inner)
    wide = share(part, 1)
    if wide:
        drawing.add("rect", paint, x=length(float(from_)), width=length(wide), height=high)
        if paint == "p3":
            plough(drawing, length(float(from_)), length(float(from_) + wide))
    return drawing.svg(kind or "bar1", title, box=_box(palette))


def difference(value: Number, *, most: Number, title: str = "", palette: Palette = "css") -> SafeString:
    """A bar from the middle: to the left what is lost (clay), to the right what is won (spruce); `most` is half."""
    drawing, length = Drawing(palette), _length(palette)
    high = "76%" if palette == "css" else HIGH * 0.76
    wide = share(abs(float(value)), most) / 2
    drawing.add("line", "ax0", x1=length(0.5), x2=length(0.5), y1=0, y2="100%" if palette == "css" else HIGH)
    if wide:
        start = 0.5 if value > 0 else 0.5 - wide
        drawing.add(
            "rect",
            "d5" if value > 0 else "d1",
            x=length(start),
            y="12%" if palette == "css" else 3,
            width=length(wide),
            height=high,
        )
    return drawing.svg("strip strip--d", title, box=_box(palette))


def plough(drawing: Drawing, left: object, right: object) -> None:
    """Furrows over what is only planned, so that no one needs the colour."""
    middle = "50%" if drawing.palette == "css" else HIGH / 2
    drawing.add("line", "hatch", x1=left, x2=right, y1=middle, y2=middle)


def _box(palette: Palette) -> tuple[Number, Number] | None:
    return (WIDE, HIGH) if palette == "print" else None


def _length(palette: Palette):
    """A share of the whole length: percent on a page, where the strip is as wide as its room, else units."""
    if palette == "print":
        return lambda part: part * WIDE
    return lambda part: f"{part * 100:.2f}%"
