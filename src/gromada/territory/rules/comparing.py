"""How figures of many units are put beside each other: classes of equal size, years that fit, what a search asks for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gromada.core.text import fold


@dataclass(frozen=True)
class Class:
    """One class of a map: its least and greatest value and how many units it holds."""

    low: Decimal
    high: Decimal
    count: int


def classes(values: Iterable[Decimal], most: int = 5) -> list[Class]:
    """At most `most` classes that hold about as many units each; equal values are never parted, so there may be fewer."""
    ordered = sorted(values)
    found: list[list[Decimal]] = []
    start = 0
    for turn in range(1, most + 1):
        end = max(round(len(ordered) * turn / most), start)
        while 0 < end < len(ordered) and ordered[end] == ordered[end - 1]:
            end += 1
        if end > start:
            found.append(ordered[start:end])
            start = end
    return [Class(part[0], part[-1], len(part)) for part in found]


def class_of(value: Decimal, among: Sequence[Class]) -> int:
    """The place of the class that holds the value, counted from 0."""
    return next((place for place, one in enumerate(among) if value <= one.high), len(among) - 1)


def nearest(year: int, years: Iterable[int]) -> int | None:
    """The year nearest to the one asked for, of two the earlier; None where there is none."""
    return min(years, key=lambda one: (abs(one - year), one), default=None)


@dataclass(frozen=True)
class Wanted:
    """What a search asks for: digits of a code, or a name, perhaps of one level and within a powiat or voivodeship."""

    code: str = ""
    name: str = ""
    level: str = ""
    within: str = ""


_LEVELS = {
    "gmina": "gmina", "gm.": "gmina", "g.": "gmina", "m.": "gmina", "miasto": "gmina",
    "powiat": "powiat", "pow.": "powiat",
    "wojewodztwo": "voivodeship", "woj.": "voivodeship", "voivodeship": "voivodeship",
}  # fmt: skip


def wanted(text: str) -> Wanted:
    """`Hrubieszów, lubelskie` is a name within, `powiat hrubieszowski` one level, `060404` or `06 04 04` a code."""
    digits = re.sub(r"[\s.]", "", text)
    if digits.isascii() and digits.isdigit() and len(digits) <= 7:
        return Wanted(code=digits)
    name, _, within = fold(text).partition(",")
    first, _, rest = name.strip().partition(" ")
    level = _LEVELS.get(first, "")
    if level and rest:
        name = rest
    else:
        level = ""
    return Wanted(name=name.strip(), level=level, within=_bare(within.strip()))


def _bare(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first in _LEVELS else text
