"""Characters our print fonts can show: PDF/UA forbids a missing glyph, so one emoji would stop a whole report."""

import unicodedata
from functools import cache
from pathlib import Path

import font_manrope
import font_source_sans_pro
from django.utils.functional import Promise
from fontTools.ttLib import TTFont

# Only these files are given to typst: a wheel that holds the same face twice (otf and ttf) would let the order of the
# directory decide which one is printed.
PRINT_FONTS = (
    Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf",
    Path(font_source_sans_pro.font_directory) / "SourceSansPro-Semibold.ttf",
    Path(font_manrope.font_directory) / "Manrope-SemiBold.ttf",
    Path(font_manrope.font_directory) / "Manrope-Bold.ttf",
    Path(font_manrope.font_directory) / "Manrope-ExtraBold.ttf",
)
NOT_SHOWN = "\N{BLACK SQUARE}"
SPACES = {"\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{FIGURE SPACE}", "\N{NO-BREAK SPACE}"}


@cache
def shown() -> frozenset[int]:
    """Code points every text face has. Private-use ones are left out: they have no meaning to read aloud (PDF/A-2a)."""
    faces = []
    for path in PRINT_FONTS[:2]:
        with TTFont(path) as font:
            faces.append(set(font.getBestCmap()))
    return frozenset(code for code in set.intersection(*faces) if unicodedata.category(chr(code)) != "Co")


def _printable(character: str) -> str:
    if character == "\n" or ord(character) in shown():
        return character
    if character in SPACES:
        return "\N{NO-BREAK SPACE}"
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Cs"}:
        return ""
    return NOT_SHOWN


def printable(value):
    """The same data with every text limited to characters that can be printed; any other becomes a square."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, str):
        return "".join(map(_printable, unicodedata.normalize("NFC", value)))
    if isinstance(value, dict):
        return {str(key): printable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(part) for part in value]
    return value
