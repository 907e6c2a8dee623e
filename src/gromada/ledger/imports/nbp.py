"""Files of NBP table A as they are passed around: one rate a line, or the yearly archive with a column a currency."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from gromada.core.imports import Problem
from gromada.core.tables import Cell, Sheet, column_letter
from gromada.core.text import _, fold

TIDY = {"day": "effective_date", "table": "table_no", "currency": "currency", "unit": "unit", "rate": "mid_pln"}
_CURRENCY = re.compile(r"(?P<unit>[0-9]{1,5})\s*(?P<code>[A-Z]{3})\Z")
_RATE = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,8})?\Z")
_DAYS = ("%d.%m.%Y", "%Y-%m-%d", "%Y%m%d")
_FULL = re.compile(r"0*(?P<number>[0-9]{1,3})/(?P<letter>[A-Z])/NBP/(?P<year>[0-9]{4})\Z")
_BARE = re.compile(r"[0-9]{1,3}\Z")
_REST = re.compile(r"/(?P<letter>[A-Z])/NBP/(?P<year>[0-9]{4})\Z")
# Lines of the archive that are not rates: the second header and the three under the table.
OTHER_LINES = {"", "data", "kurs", "kod iso", "nazwa waluty", "liczba jednostek", "kod waluty"}
STEP = Decimal("0.0001")
NOT_NBP = _(
    "These are reference rates of the European Central Bank. Gromada converts by table A of the NBP: choose a file of the "
    "NBP."
)


@dataclass(frozen=True)
class Reading:
    """One rate as it stood in a file: złoty for one unit of the currency, its table and its place."""

    day: date
    table_no: str
    rate: Decimal
    file: str
    sheet: str
    row: int
    column: str


class _Bad(ValueError):  # noqa: N818 - a cell that says something else
    """What is wrong with a cell, in which column."""

    def __init__(self, sentence, column: int):
        super().__init__(sentence)
        self.sentence, self.column = sentence, column


@dataclass(frozen=True)
class _Layout:
    """Where a file keeps what: the header's row, the column of the day and the rate, those of the table, the units."""

    first: int
    day: int
    rate: int
    tables: tuple[int, ...]
    unit: int = 1
    unit_column: int | None = None
    currency_column: int | None = None


def read(sheet: Sheet, file: str, currency: str) -> tuple[list[Reading], list[Problem], list[Problem]]:
    """The rates of `currency` in a sheet; what cannot be read, with its place; and what is worth knowing."""
    layout = _layout(sheet, currency)
    if isinstance(layout, Problem):
        return [], [Problem(layout.message, file, sheet.name, layout.row, layout.column)], []
    readings, problems, blank = [], [], 0
    for index, row in enumerate(sheet.rows[layout.first + 1 :], start=layout.first + 1):
        try:
            found = _reading(row, layout, currency)
        except _Bad as error:
            heading = _heading(sheet.rows[layout.first], error.column)
            problems.append(Problem(error.sentence, file, sheet.name, index + 1, heading))
            continue
        if found is None:
            blank += _is_blank_rate(row, layout, currency)
            continue
        readings.append(Reading(*found, file, sheet.name, index + 1, _heading(sheet.rows[layout.first], layout.rate)))
    if not readings and not problems:
        sentence = _("There is no rate of %(currency)s in this file.") % {"currency": currency}
        problems.append(Problem(sentence, file, sheet.name))
    remarks = []
    if blank:
        sentence = _("%(count)d tables have no rate of %(currency)s; they were left out.")
        remarks.append(Problem(sentence % {"count": blank, "currency": currency}, file, sheet.name))
    return readings, problems, remarks


def _heading(header: Sequence[Cell], index: int) -> str:
    return str(_at(header, index) or column_letter(index))


def _at(row: Sequence[Cell], index: int | None) -> Cell:
    return row[index] if index is not None and index < len(row) else None


def _layout(sheet: Sheet, currency: str) -> _Layout | Problem:
    for index, row in enumerate(sheet.rows[:20]):
        words = [fold(str(cell)) if cell is not None else "" for cell in row]
        if "pln_per_eur" in words:
            return Problem(NOT_NBP, row=index + 1)
        if TIDY["day"] in words or TIDY["rate"] in words:
            return _tidy(words, index)
        archive = [(place, _CURRENCY.match(str(cell or "").strip().upper())) for place, cell in enumerate(row)]
        currencies = {match["code"]: (place, int(match["unit"])) for place, match in archive if match}
        if len(currencies) > 1:
            return _archive(currencies, len(row), index, currency)
    return Problem(
        _(
            "No header of NBP table A was found: effective_date, table_no, currency, unit, mid_pln, or columns like 1EUR."
        )
    )


def _tidy(words: list[str], index: int) -> _Layout | Problem:
    missing = [name for name in TIDY.values() if name not in words]
    if missing:
        return Problem(_("The header lacks these columns: %(names)s.") % {"names": ", ".join(missing)}, row=index + 1)
    at = {field: words.index(name) for field, name in TIDY.items()}
    return _Layout(index, at["day"], at["rate"], (at["table"],), 1, at["unit"], at["currency"])


def _archive(currencies: dict[str, tuple[int, int]], width: int, index: int, currency: str) -> _Layout | Problem:
    if currency not in currencies:
        sentence = _("The file has no column of %(currency)s. It has: %(names)s.")
        return Problem(sentence % {"currency": currency, "names": ", ".join(sorted(currencies))}, row=index + 1)
    place, unit = currencies[currency]
    last = max(column for column, _unit in currencies.values())
    return _Layout(
        index, min(column for column, _unit in currencies.values()) - 1, place, tuple(range(last + 1, width)), unit
    )


def _reading(row: Sequence[Cell], layout: _Layout, currency: str) -> tuple[date, str, Decimal] | None:
    """Day, table number and rate of a line; None for a line of another currency, without a rate, or that is no rate."""
    if fold(str(_at(row, layout.day) or "")) in OTHER_LINES or _is_other_currency(row, layout, currency):
        return None
    day = _day(_at(row, layout.day), layout.day)
    if _is_nothing(_at(row, layout.rate)):
        return None
    unit = layout.unit if layout.unit_column is None else _unit(_at(row, layout.unit_column), layout.unit_column)
    rate = _rate(_at(row, layout.rate), unit, layout.rate)
    return day, _table([_at(row, place) for place in layout.tables], day, layout.tables), rate


def _is_nothing(cell: Cell) -> bool:
    return cell is None or str(cell).strip() in {"", "-"}


def _is_other_currency(row: Sequence[Cell], layout: _Layout, currency: str) -> bool:
    if layout.currency_column is None:
        return False
    return str(_at(row, layout.currency_column) or "").strip().upper() != currency


def _is_blank_rate(row: Sequence[Cell], layout: _Layout, currency: str) -> bool:
    named = fold(str(_at(row, layout.day) or "")) not in OTHER_LINES
    return named and not _is_other_currency(row, layout, currency) and _is_nothing(_at(row, layout.rate))


def _day(cell: Cell, column: int) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for form in _DAYS:
        try:
            return datetime.strptime(str(cell).strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _Bad(_("“%(cell)s” is not a day. Write it like 2008-07-31 or 31.07.2008.") % {"cell": cell}, column)


def _unit(cell: Cell, column: int) -> int:
    text = str(cell or "").strip()
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise _Bad(_("“%(cell)s” is not a number of units like 1 or 100.") % {"cell": cell}, column)
    return int(text)


def _rate(cell: Cell, unit: int, column: int) -> Decimal:
    text = str(cell).strip()
    if isinstance(cell, bool) or not _RATE.match(text):
        raise _Bad(_("“%(cell)s” is not a rate. Write it like 3,5820.") % {"cell": cell}, column)
    rate = Decimal(text.replace(",", ".")) / unit
    if rate <= 0:
        raise _Bad(_("A rate is more than zero."), column)
    if rate != rate.quantize(STEP):
        sentence = _("The rate of one unit, %(rate)s, has more than four decimals and cannot be kept exactly.")
        raise _Bad(sentence % {"rate": rate}, column)
    return rate.quantize(STEP)


def _table(cells: list[Cell], day: date, columns: tuple[int, ...]) -> str:
    """The number of the table as the NBP writes it, 001/A/NBP/2010; the archive of 2010 keeps it in two columns."""
    texts = [str(cell).strip() for cell in cells if cell is not None]
    found = next((match for match in map(_FULL.match, texts) if match), None)
    if found is None:
        bare = next((text for text in texts if _BARE.match(text)), "")
        rest = next((text for text in texts if _REST.match(text)), "")
        found = _FULL.match(f"{bare}{rest}")
    column = columns[0] if columns else 0
    if found is None:
        words = " ".join(texts)
        raise _Bad(_("“%(cell)s” is not the number of a table, like 001/A/NBP/2010.") % {"cell": words}, column)
    if found["letter"] != "A" or int(found["year"]) != day.year:
        sentence = _("Table %(table)s is not a table A of the year %(year)d.")
        raise _Bad(sentence % {"table": found[0], "year": day.year}, column)
    return f"{int(found['number']):03d}/A/NBP/{found['year']}"
