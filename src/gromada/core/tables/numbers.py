"""Numbers and codes as offices type them: Polish separators, currencies, thousands in words, zeros that got lost."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from gromada.core.tables.failures import UnreadableCode, UnreadableNumber
from gromada.core.text import _, fold

NOTHING = {"", "-", "–", "—", "x", ".", "..", "...", "…", "b.d.", "bd", "brak", "n/d"}
# Words that may stand beside a number without changing it, folded.
UNITS = {"zl", "zlotych", "zlote", "pln", "eur", "euro", "€", "%", "osob", "os", "km2", "ha", "szt"}
TIMES = {"tys": 1_000, "tysiac": 1_000, "tysiace": 1_000, "tysiecy": 1_000, "mln": 1_000_000, "mld": 1_000_000_000}
_PARTS = re.compile(r"(?P<before>[^0-9]*?)(?P<digits>[0-9](?:[0-9.,'’ ]*[0-9])?)(?P<after>[^0-9]*)\Z")
_WORDS = re.compile(r"[^\s.;]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?P<sign>[ .,'])[0-9]{3})(?:(?P=sign)[0-9]{3})*\Z")
_PLAIN = re.compile(r"[0-9]+\Z")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number(cell: object, *, decimal: str = "") -> Decimal | None:
    """The number of a cell, or None where the cell says that there is none (empty, "-", "X", ".").

    Reads "94 856,52", "63.000 zł", "66.200 EURO", "406.097,28 zł PLN", "187 tys. zł". A point or a comma before exactly
    three digits is a thousands sign when it is a point and a decimal sign when it is a comma, as Poles write; `decimal`
    says otherwise for a file that is known to use "." (see `decimal_sign`). UnreadableNumber for anything that can be read
    in two ways ("94 856,52,24") or holds other words.
    """
    if cell is None:
        return None
    if isinstance(cell, Decimal):
        return cell
    if isinstance(cell, bool | date):
        raise _unreadable(cell)
    if isinstance(cell, int | float):
        return _finite(Decimal(repr(cell)), cell)
    text = _evened(str(cell))
    if text.casefold() in NOTHING:
        return None
    parts = _PARTS.match(text)
    if not parts:
        raise _unreadable(cell)
    sign, before = _sign(parts["before"])
    times = _times(before, cell) * _times(parts["after"], cell)
    return sign * times * _digits(parts["digits"], decimal, cell)


def _finite(value: Decimal, cell: object) -> Decimal:
    if not value.is_finite():
        raise _unreadable(cell)
    return value


def _evened(text: str) -> str:
    """Every space a space, every minus a hyphen, digits of any script as ours."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("’", "'")
    return " ".join(text.split())


def _unreadable(cell: object) -> UnreadableNumber:
    return UnreadableNumber(_("“%(cell)s” is not one number. Write it like 94856,52.") % {"cell": str(cell)[:60]})


def _sign(before: str) -> tuple[int, str]:
    before = before.strip()
    if before.endswith(("-", "+")):
        return (-1 if before.endswith("-") else 1), before[:-1]
    return 1, before


def _times(words: str, cell: object) -> int:
    times = 1
    for word in _WORDS.findall(words):
        known = fold(word)
        if known in TIMES:
            times *= TIMES[known]
        elif known not in UNITS:
            raise _unreadable(cell)
    return times


def _digits(text: str, decimal: str, cell: object) -> Decimal:
    whole, part = _divided(text, decimal, cell)
    if not _PLAIN.match(whole):
        grouped = _GROUPED.match(whole)
        if not grouped or (decimal and grouped["sign"] == decimal):
            raise _unreadable(cell)
        whole = whole.replace(grouped["sign"], "")
    return Decimal(f"{whole}.{part}" if part else whole)


def _divided(text: str, decimal: str, cell: object) -> tuple[str, str]:
    """The whole part with its thousands signs, and the decimals."""
    signs = [char for char in text if char in ".,"]
    if not signs:
        return text, ""
    last = signs[-1]
    whole, _sign, part = text.rpartition(last)
    if signs.count(last) > 1:
        # Several alike can only be thousands: 1.234.567; with another sign after them they would have been decimals.
        if decimal == last or len(set(signs)) > 1:
            raise _unreadable(cell)
        return text, ""
    is_group = len(part) == 3 and len(set(signs)) == 1 and _GROUPED.match(text)
    thousands = last != decimal if decimal else last == "."
    if is_group and thousands:
        return text, ""
    if decimal and last != decimal:
        raise _unreadable(cell)
    if not _PLAIN.match(part):
        raise _unreadable(cell)
    return whole, part


def decimal_sign(cells: Iterable[object]) -> str:
    """The decimal sign of a column, as far as its texts tell: "." or ","; "" when nothing in it decides.

    A sign decides where it cannot divide thousands: other than three digits after it, or a single 0 before it.
    """
    for cell in cells:
        text = _evened(str(cell)) if isinstance(cell, str) else ""
        parts = _PARTS.match(text)
        signs = [char for char in parts["digits"] if char in ".,"] if parts else []
        if not signs or signs.count(signs[-1]) > 1:
            continue
        if len(set(signs)) > 1 or not _GROUPED.match(parts["digits"]):
            return signs[-1]
    return ""


def code(cell: object, digits: int | tuple[int, ...]) -> str:
    """The digits of a code as text, "" for an empty cell. `digits`: its length, or the lengths it may have.

    Spaces go ("02 01 01 1"), so does a ".0" that a spreadsheet made, and a zero in front that it lost comes back
    (201011 → 0201011). UnreadableCode for other signs and lengths.
    """
    lengths = (digits,) if isinstance(digits, int) else digits
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = re.sub(r"\.0+\Z", "", re.sub(r"\s+", "", _evened(str(cell))).strip("'\""))
    if not text:
        return ""
    if not text.isascii() or not text.isdigit() or isinstance(cell, bool):
        raise _no_code(cell, lengths)
    if len(text) in lengths:
        return text
    if len(text) + 1 in lengths:
        return f"0{text}"
    raise _no_code(cell, lengths)


def _no_code(cell: object, lengths: tuple[int, ...]) -> UnreadableCode:
    wanted = ", ".join(str(length) for length in lengths)
    return UnreadableCode(
        _("“%(cell)s” is not a code of %(digits)s digits.") % {"cell": str(cell)[:40], "digits": wanted}
    )


def column_letter(index: int) -> str:
    """How a spreadsheet calls a column counted from 0: A, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = _LETTERS[rest] + letters
    return letters
