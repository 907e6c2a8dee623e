"""Words: lazy translation for rooms that may not import Django, Polish order and folded search as stored columns."""

import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as _n

__all__ = ["_", "_n", "fold", "join_and", "polish_key"]

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th"})

# The Polish alphabet puts these after their base letter; every other accented letter sorts as its base letter.
_AFTER_BASE = {
    "ą": "a1",
    "ć": "c1",
    "ę": "e1",
    "ł": "l1",
    "ń": "n1",
    "ó": "o1",
    "ś": "s1",
    "ź": "z1",
    "ż": "z2",
}
_SPACE, _MARK = "00", "01"


def _plain(text: str) -> str:
    """Lower case, composed, with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", str(text)).casefold().split())


def _stripped(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_UNDECOMPOSED)


def fold(text: str) -> str:
    """The text as a search sees it: ``fold("Łódź") == "lodz"``; without case, marks and spare spaces."""
    return " ".join(_stripped(_plain(text)).split())


def _units(char: str) -> str:
    """The key of one lower-case character: two characters of [a-z0-9] for a letter, a digit or a sign."""
    if char in _AFTER_BASE:
        return _AFTER_BASE[char]
    key = ""
    for base in _stripped(char):
        if base == " ":
            key += _SPACE
        elif base.isascii() and base.isdigit():
            key += f"1{base}"
        elif base.isascii() and base.isalpha():
            key += f"{base}0"
        elif base.isalpha():
            key += f"zz{ord(base):06x}"
        else:
            key += _MARK
    return key


def polish_key(text: str) -> str:
    """A key to store beside a name; ordering by it gives the Polish alphabet on every database.

    Spaces before signs before digits before letters, a ą b c ć … z ź ż, letters of other scripts last, case ignored. It
    holds only [a-z0-9], two characters a letter, so that byte order (SQLite, C) and a language's collation (pl_PL)
    agree.
    """
    return "".join(_units(char) for char in _plain(text))


def join_and(parts: Iterable[object]) -> str:
    """The parts as a list in a sentence of the active language: ``a, b i c``."""
    words = [str(part) for part in parts]
    if len(words) < 2:
        return "".join(words)
    return _("%(parts)s and %(last)s") % {"parts": ", ".join(words[:-1]), "last": words[-1]}
