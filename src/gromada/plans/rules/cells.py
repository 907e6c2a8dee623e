"""What offices write into the cells of a plan: months, groups, kinds, procedures, statements; each as we keep it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from gromada.core.money import round_half_up
from gromada.core.tables import UnreadableNumber, number
from gromada.core.text import _, fold
from gromada.plans.rules.facts import MONTHS, month_bits
from gromada.plans.rules.of_plans import ROMAN
from gromada.programmes.definitions import Definition

STEMS = (
    ("stycz", "jan"), ("lut", "feb"), ("marz", "marc", "march"), ("kwie", "apr"), ("maj", "may"), ("czerw", "jun"),
    ("lip", "jul"), ("sierp", "aug"), ("wrze", "sep"), ("pazdz", "oct"), ("listop", "nov"), ("grud", "dec"),
)  # fmt: skip
PROCEDURES = {
    "open_competition": ("otwarty konkurs", "open competition", "konkurs dla organizacji"),
    "contest": ("konkurs", "contest"),
    "quotes": ("zapytanie", "porownanie", "rozeznanie", "comparison", "quotes"),
    "single_source": ("z wolnej reki", "wolna reka", "jedno zrodlo", "single source"),
    "public_procurement": ("przetarg", "pzp", "zamowienie publiczne", "zamowienia publiczne", "public procurement"),
    "direct": ("zlecenie", "zamowienie bezposrednie", "umowa zlecenie", "direct"),
}
YES = {"tak", "t", "x", "yes", "y", "true", "1", "v", "+"}
NO = {"nie", "n", "no", "false", "0", "-"}
_DAY = re.compile(r"\b(\d{1,2})([.\-/])(\d{1,2})\2((?:19|20)\d{2})\b(?:\s*r\b\.?)?")
_ISO = re.compile(r"\b((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})\b")
_MONTH_OF_YEAR = re.compile(r"\b(\d{1,2})[./]((?:19|20)\d{2})\b(?:\s*r\b\.?)?")
_TOKEN = re.compile(
    r"m(?P<month>\d{1,2})y(?P<its_year>\d{4})|(?P<year>(?:19|20)\d{2})|(?P<figure>\d{1,2})|(?P<word>[a-z]+)|(?P<sign>[-–—,;/+])"
)
_AROUND = {"od", "from", "r", "roku", "rok", "w", "miesiacach", "mies", "miesiac", "miesiace", "the", "termin", "in"}
_RANGE = {"-", "–", "—", "do", "to", "until"}
_LIST = {",", ";", "/", "+", "oraz", "and"}
_AND = re.compile(r"(?<=\w)\s+i\s+(?=\w)")  # "VII i VIII", before "i" and "I" become one
_WHOLE_YEAR = ("caly rok", "przez caly rok", "whole year", "all year", "rok caly", "calorocznie", "calorocznie")
_ROMAN_FIRST = re.compile(
    r"(?:grupa|group|gr\.?)?\s*(?P<code>[IVX]+|\d{1,2})(?:\s*\.\s*(?P<kind>\d{1,2}))?\s*(?=$|[\s.:)\-–—])",
    re.IGNORECASE,
)
_AMOUNT_AND_UNIT = re.compile(r"(?P<amount>\d[\d .,]*?)\s*(?P<unit>[^\W\d].*)\Z")


class UnreadableCell(ValueError):  # noqa: N818 - named as a sentence reads
    """The cell says something we cannot read; the message is a sentence that shows the cell."""


@dataclass(frozen=True)
class Months:
    """Months as bits, and the year the cell names, or None."""

    bits: int
    year: int | None = None


def read_months(cell: object) -> Months | None:
    """The months of "III-XII 2009", "od marca do grudnia", "01.03.2009-31.12.2009", "VII, VIII", "cały rok", a date.

    None for an empty cell; UnreadableCell for other words, months out of order and spans over two years.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, datetime | date):
        return Months(month_bits([cell.month]), cell.year)
    text = fold(_AND.sub(", ", str(cell)))
    if any(words in text for words in _WHOLE_YEAR):
        year = re.search(r"(?:19|20)\d{2}", text)
        return Months((1 << MONTHS) - 1, int(year[0]) if year else None)
    if re.fullmatch(r"(?:19|20)\d{2}(?:\s*r(?:ok)?\.?)?", text):
        return Months((1 << MONTHS) - 1, int(text[:4]))
    return _of_tokens(_tokens(_dated(text), cell), cell)


def _dated(text: str) -> str:
    """Full days and "03.2009" as one token each: m3y2009."""
    text = _ISO.sub(lambda found: f" m{int(found[2])}y{found[1]} ", text)
    text = _DAY.sub(lambda found: f" m{int(found[3])}y{found[4]} ", text)
    return _MONTH_OF_YEAR.sub(lambda found: f" m{int(found[1])}y{found[2]} ", text)


def _tokens(text: str, cell: object) -> list[tuple]:
    """("month", number, year or None), ("year", …), ("-",), (",",)."""
    found: list[tuple] = []
    place = 0
    for match in _TOKEN.finditer(text):
        if text[place : match.start()].strip(" .()"):
            raise _unreadable_months(cell)
        place = match.end()
        if match["month"]:
            found.append(("month", int(match["month"]), int(match["its_year"])))
        elif match["year"]:
            found.append(("year", int(match["year"])))
        elif match["figure"]:
            found.append(("month", int(match["figure"]), None))
        else:
            word = match["word"] or match["sign"]
            if word in _RANGE:
                found.append(("-",))
            elif word in _LIST:
                found.append((",",))
            elif word not in _AROUND:
                found.append(("month", _month_named(word, cell), None))
    if text[place:].strip(" .()"):
        raise _unreadable_months(cell)
    return found


def _month_named(word: str, cell: object) -> int:
    if word.upper() in ROMAN:
        return ROMAN.index(word.upper()) + 1
    for month, stems in enumerate(STEMS, 1):
        if word.startswith(stems):
            return month
    raise _unreadable_months(cell)


def _of_tokens(tokens: list[tuple], cell: object) -> Months:
    months: set[int] = set()
    years: set[int] = set()
    last: int | None = None
    is_range = False
    for token in tokens:
        if token[0] == "year":
            years.add(token[1])
        elif token[0] == "-":
            is_range = last is not None
        elif token[0] == "month":
            month = token[1]
            if not 1 <= month <= MONTHS or (is_range and month < last):
                raise _unreadable_months(cell)
            if token[2]:
                years.add(token[2])
            months.update(range(last if is_range else month, month + 1))
            last, is_range = month, False
    if not months or len(years) > 1 or is_range:
        raise _unreadable_months(cell)
    return Months(month_bits(months), years.pop() if years else None)


def _unreadable_months(cell: object) -> UnreadableCell:
    return UnreadableCell(
        _("“%(cell)s” are no months of one year. Write them like III-XII 2009.") % {"cell": str(cell)[:60]}
    )


def months_words(months: list[int]) -> str:
    """Months as on a Polish form: III-VI, IX."""
    spans: list[list[int]] = []
    for month in months:
        if spans and spans[-1][-1] == month - 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(
        ROMAN[span[0] - 1] if len(span) == 1 else f"{ROMAN[span[0] - 1]}-{ROMAN[span[-1] - 1]}" for span in spans
    )


def read_whole(cell: object) -> int | None:
    """A count: None when the cell is empty; UnreadableCell for a fraction, UnreadableNumber for words."""
    value = number(cell)
    if value is None:
        return None
    if value != value.to_integral_value() or abs(value) > 10**9:
        raise UnreadableCell(_("“%(cell)s” is not a whole number.") % {"cell": str(cell)[:60]})
    return int(value)


def read_quantity(cell: object) -> tuple[int | None, str]:
    """A quantity, and the unit where it stands in the same cell ("24 spotkania")."""
    try:
        return read_whole(cell), ""
    except UnreadableNumber:
        found = _AMOUNT_AND_UNIT.match(str(cell).strip())
        if not found:
            raise
        return read_whole(found["amount"]), found["unit"].strip()[:40]


def read_money(cell: object) -> Decimal | None:
    """An amount to the cent; UnreadableNumber for what is no amount, UnreadableCell for one that nobody has."""
    value = number(cell)
    if value is None:
        return None
    if abs(value) >= 10**10:
        raise UnreadableCell(_("“%(cell)s” is more than any plan costs.") % {"cell": str(cell)[:60]})
    return round_half_up(value)


def read_cell_code(group: object, kind: object, definition: Definition) -> tuple[str, str]:
    """Group and kind as codes of the programme: from codes ("I", "I.2", "grupa 1"), or from their names.

    What cannot be recognised is given back as written, so that the check can say that there is no such group.
    """
    found, its_kind = _code_of(group, definition.groups)
    own, other = _code_of(kind, definition.kinds)
    if other:  # "I.2" in the column of the kind
        return (found or own), other
    return found, own or its_kind


def _code_of(cell: object, parts) -> tuple[str, str]:
    if cell is None:
        return "", ""
    text = str(cell).strip()
    folded = fold(text)
    codes = {part.code: part for part in parts}
    for part in parts:
        if folded in _names(part) | {fold(part.code)}:
            return part.code, ""
    match = _ROMAN_FIRST.match(text)
    if match:
        code = match["code"].upper()
        if code.isdigit() and code not in codes and 0 < int(code) <= MONTHS:
            code = ROMAN[int(code) - 1]
        return code, match["kind"] or ""
    return text[:40], ""


def _names(part) -> set[str]:
    """What a group or kind is called, folded; a group by its people too ("osoby starsze")."""
    people = (getattr(part, "recipients_pl", ""), getattr(part, "recipients_en", ""))
    return {fold(name) for name in (part.name_pl, part.name_en, *people) if name}


def group_of_band(text: str, definition: Definition) -> str | None:
    """The group whose band a row is ("I. Osoby starsze", "Grupa II", "Rodziny"), or None."""
    folded = fold(text)
    for group in definition.groups:
        if folded in _names(group):
            return group.code
    match = _ROMAN_FIRST.match(text.strip())
    code = match["code"].upper() if match else ""
    if not code or match["kind"] or (code.isdigit() and not folded.startswith("gr")):
        return None
    if code.isdigit() and 0 < int(code) <= MONTHS:
        code = ROMAN[int(code) - 1]
    return code if definition.group(code) else None


def group_of_people(text: str, definition: Definition) -> str:
    """The group whose people a text names word for word ("osoby starsze"), or ""."""
    folded = fold(text)
    for group in definition.groups:
        if folded in _names(group):
            return group.code
    return ""


def read_procedure(cell: object) -> str:
    """The code of a procedure; UnreadableCell for other words."""
    text = fold(str(cell or ""))
    if not text:
        return ""
    for code, words in PROCEDURES.items():
        if text == code or any(word in text for word in words):
            return code
    raise UnreadableCell(
        _("“%(cell)s” is no procedure we know: contest of offers, comparison of offers, single source, direct order…")
        % {"cell": str(cell)[:60]}
    )


def read_provider_kind(cell: object, definition: Definition) -> str | None:
    """The code of a kind of provider; "" for an empty cell, None for words that name no kind."""
    text = fold(str(cell or ""))
    if not text:
        return ""
    for kind in definition.provider_kinds:
        if text in {fold(kind.code), fold(kind.name_pl), fold(kind.name_en)}:
            return kind.code
    return None


def read_statement(cell: object) -> tuple[bool | None, str]:
    """The no-duplication statement: yes, no or not said; other words are the reason why a public service is not enough."""
    if isinstance(cell, bool):
        return cell, ""
    text = str(cell if cell is not None else "").strip()
    folded = fold(text)
    if not folded:
        return None, ""
    if folded in YES:
        return True, ""
    return False, "" if folded in NO else text
