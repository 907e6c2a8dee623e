"""What all charts stand on: numbers as attributes, paints that are a class or a literal colour, one frame."""

from decimal import Decimal
from html import escape
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from gromada.core.charts.image import STYLE

Palette = Literal["css", "print", "image"]
Number = int | float | Decimal

BOR, MIDDLE, PALE, MIOD, MAK, INK, INK2, EDGE = (
    "#17493f", "#4f8f7a", "#a9cbb9", "#f0b13a", "#9f261b", "#1d2823", "#4d5751", "#7d7765",
)  # fmt: skip
FONT = "Source Sans Pro"


def _fill(colour: str, **more: str) -> dict[str, str]:
    return {"fill": colour, **more}


def _stroke(colour: str, width: Number, **more: str) -> dict[str, str]:
    return {"fill": "none", "stroke": colour, "stroke-width": str(width), **more}


# What a class of gromada.css looks like where there is no stylesheet: the light tokens, a test holds them together.
PRINT: dict[str, dict[str, str]] = {
    "f1": _fill("#5c3463"),
    "f2": _fill("#3f6db5"),
    "f3": _fill("#c4753f"),
    "f5": _fill("#7c8b85"),
    "p0": _fill("#f1ecdf", stroke=EDGE),
    "p1": _fill(BOR),
    "p2": _fill(MIDDLE),
    "p3": _fill(PALE),
    "p4": _fill("#ffffff", stroke=EDGE, **{"stroke-dasharray": "3 3"}),
    "p5": _fill("#417d69"),
    "over": _fill(MAK),
    "hatch": _stroke(BOR, 99, **{"stroke-dasharray": "1.5 4.5"}),
    "q0": _fill("#ece6d9"),
    "q1": _fill("#dfe6c8"),
    "q2": _fill("#b3cfae"),
    "q3": _fill("#7bab8d"),
    "q4": _fill("#417d69"),
    "q5": _fill(BOR),
    "d1": _fill("#9a4a1c"),
    "d2": _fill("#dda274"),
    "d3": _fill("#ece6d9"),
    "d4": _fill("#7bab8d"),
    "d5": _fill(BOR),
    "w0": _fill(BOR),
    "wr": _fill(BOR),
    "w1": _fill(MIOD),
    "w2": _fill(MIDDLE),
    "w3": _fill(PALE),
    "dim": _fill("#e2ede6", **{"fill-opacity": "0.4"}),
    "todo": _fill("#ffffff", stroke=EDGE),
    "done": _fill(BOR, stroke=BOR),
    "now": _fill(MIDDLE, stroke=BOR, **{"stroke-width": "2"}),
    "mine": _fill(MIOD, stroke="#6f4400", **{"stroke-width": "2"}),
    "stop": _fill("#fbe8e3", stroke=MAK, **{"stroke-width": "2"}),
    "on": _fill(BOR),
    "off": _fill("#ece6d9"),
    "bar": _fill(MIDDLE),
    "ax": _stroke("#ded6c4", 1),
    "ax0": _stroke(INK, 1),
    "tick": _stroke(INK, 3),
    "ln": _stroke(BOR, 2.2, **{"stroke-linejoin": "round"}),
    "dot": _fill(BOR, stroke="#ffffff", **{"stroke-width": "2"}),
    "st0": _stroke(BOR, 1.2),
    "rim": _stroke(INK, 1.6, **{"stroke-linejoin": "round"}),
    "balk": _stroke("#ffffff", 0.8),
    "furrow": _stroke("#ffffff", 0.7, **{"stroke-opacity": "0.28"}),
    "label": _fill(INK2, **{"font-family": FONT, "font-size": "14"}),
    "strong": _fill(INK, **{"font-family": FONT, "font-size": "14", "font-weight": "600"}),
}

GROUPS = {"1": "f1", "2": "f2", "3": "f3", "5": "f5", "I": "f1", "II": "f2", "III": "f3", "IV": "f5", "V": "f5"}


def group_paint(code: str) -> str:
    """The paint of a group of recipients by its code ("I"-"V" or 1-5); what is no group of people is grey."""
    return GROUPS.get(str(code).upper(), "f5")


def number(value: Number) -> str:
    """A number as a short attribute: two places, no trailing zeros, never "-0"."""
    text = f"{float(value):.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


class Drawing:
    """Collects shapes and writes them out in one palette."""

    def __init__(self, palette: Palette = "css"):
        self.palette = palette
        self.parts: list[str] = []

    def attributes(self, paint: str, given: dict[str, object]) -> str:
        pairs: dict[str, object] = {}
        if paint:
            pairs = dict(PRINT[paint]) if self.palette == "print" else {"class": paint}
        pairs |= {name.rstrip("_").replace("_", "-"): value for name, value in given.items() if value is not None}
        return "".join(f' {name}="{_written(value)}"' for name, value in pairs.items())

    def add(self, tag: str, paint: str = "", **given: object) -> None:
        self.parts.append(f"<{tag}{self.attributes(paint, given)}/>")

    def text(self, words: str, x: Number, y: Number, paint: str = "label", **given: object) -> None:
        shown = "" if self.palette == "css" and paint == "label" else paint
        self.parts.append(f"<text{self.attributes(shown, {'x': x, 'y': y, **given})}>{escape(words)}</text>")

    def svg(
        self, kind: str, title: str = "", *, box: tuple[Number, Number] | None = None, **given: object
    ) -> SafeString:
        """The whole picture: class `kind`, a box for its coordinates (none: the length of the page), and its title."""
        pairs: dict[str, object] = {}
        if self.palette != "css":
            pairs["xmlns"] = "http://www.w3.org/2000/svg"
            if box:
                pairs |= {"width": box[0], "height": box[1]}
        if self.palette != "print":
            pairs["class"] = kind
        if box:
            pairs["viewBox"] = f"0 0 {number(box[0])} {number(box[1])}"
        pairs |= {"role": "img"} if title else {"aria-hidden": "true"}
        head = self.attributes("", pairs | given)
        told = f"<title>{escape(title)}</title>" if title else ""
        told += f"<style>{STYLE}</style>" if self.palette == "image" else ""
        return mark_safe(f"<svg{head}>{told}{''.join(self.parts)}</svg>")  # noqa: S308 - every text above is escaped


def _written(value: object) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number(value)
    return escape(str(value))


def share(part: Number, whole: Number) -> float:
    """The part of a whole between 0 and 1; of nothing, nothing."""
    return min(1.0, max(0.0, float(part) / float(whole))) if whole else 0.0
