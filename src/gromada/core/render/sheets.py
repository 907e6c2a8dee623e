"""Workbooks for people: a frozen head, amounts as numbers in their own format, a total row; no text is ever run."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

import xlsxwriter
from django.utils.functional import Promise
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from gromada.core.render.archives import settled
from gromada.core.render.errors import RenderError
from gromada.core.text import _

# No formula, link or number is ever made out of a text that somebody typed.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
    "remove_timezone": True,
}
SUFFIXES = {"PLN": '#,##0.00" zł"', "EUR": '#,##0.00" EUR"'}
FORBIDDEN_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_TITLE = 31
LONGEST_CELL = 32_767
DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r")
FONT = "Calibri"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the head, the rows (text, number, Decimal, date, bool or None in each cell).

    `widths`: characters per column; `money`: column number → currency, its cells are Decimal; `total`: the words of the
    total row ("Razem"), which sums the money columns; without it there is no such row.
    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence]
    widths: Sequence[float] = ()
    money: Mapping[int, str] = field(default_factory=dict)
    total: str = ""


class _Book:
    """The workbook being written, with its few formats."""

    def __init__(self, out: io.BytesIO):
        self.book = xlsxwriter.Workbook(out, OPTIONS)
        self.plain = self._format(text_wrap=True)
        # Excel keeps such a cell as text also when somebody edits it or saves it as CSV.
        self.quoted = self._format(text_wrap=True, quote_prefix=True)
        self.day = self._format(num_format="yyyy-mm-dd", align="left")
        self.moment = self._format(num_format="yyyy-mm-dd hh:mm", align="left")
        self.number = self._format(num_format="#,##0.######")
        self.whole = self._format(num_format="#,##0")
        self.head = self._format(bold=True, text_wrap=True, bottom=2, bg_color="#F1ECDF")
        self.head_right = self._format(bold=True, text_wrap=True, bottom=2, bg_color="#F1ECDF", align="right")
        self.total = self._format(bold=True, top=1, bottom=6)
        self._money = {}

    def _format(self, **properties):
        return self.book.add_format({"font_name": FONT, "font_size": 11, "valign": "top", **properties})

    def money(self, currency: str, *, total: bool = False):
        key = (currency, total)
        if key not in self._money:
            rule = {"bold": True, "top": 1, "bottom": 6} if total else {}
            self._money[key] = self._format(num_format=SUFFIXES.get(currency, "#,##0.00"), **rule)
        return self._money[key]

    def text(self, page, row: int, column: int, value: str, style=None) -> None:
        if len(value) > LONGEST_CELL:
            raise RenderError(
                _("A cell of the sheet holds more than 32,767 characters: shorten it or take the text file."),
                detail=f"{page.get_name()}!{xl_rowcol_to_cell(row, column)}",
            )
        if style is None:
            style = self.quoted if value.startswith(DANGEROUS_STARTS) else self.plain
        page.write_string(row, column, value, style)

    def cell(self, page, row: int, column: int, value, currency: str | None) -> None:
        """One value by its own type; a text stays a text."""
        if value is None or value == "":
            return
        if isinstance(value, Promise):
            value = str(value)
        if isinstance(value, str):
            self.text(page, row, column, value)
        elif isinstance(value, bool):
            page.write_boolean(row, column, value, self.plain)
        elif isinstance(value, datetime):
            page.write_datetime(row, column, value, self.moment)
        elif isinstance(value, date):
            page.write_datetime(row, column, value, self.day)
        elif currency:
            page.write_number(row, column, value, self.money(currency))
        elif isinstance(value, int):
            page.write_number(row, column, value, self.whole)
        elif isinstance(value, (Decimal, float)):
            page.write_number(row, column, value, self.number)
        else:
            raise RenderError(_("The sheet could not be made."), detail=f"{type(value).__name__} in a cell")


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """Names a spreadsheet accepts: no forbidden sign, at most 31 characters, no two alike."""
    taken = []
    for number, sheet in enumerate(sheets, start=1):
        title = " ".join(str(sheet.title).translate(FORBIDDEN_IN_TITLE).split())[:LONGEST_TITLE] or str(number)
        if title.casefold() in (other.casefold() for other in taken):
            title = f"{title[: LONGEST_TITLE - 4]} ({number})"
        taken.append(title)
    return taken


def _write(book: _Book, page, sheet: Sheet) -> None:
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for column, words in enumerate(sheet.header):
        book.text(page, 0, column, str(words), book.head_right if column in sheet.money else book.head)
    for row, values in enumerate(sheet.rows, start=1):
        for column, value in enumerate(values):
            book.cell(page, row, column, value, sheet.money.get(column))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sheet.total and sheet.rows:
        _write_total(book, page, sheet)


def _write_total(book: _Book, page, sheet: Sheet) -> None:
    row = len(sheet.rows) + 1
    for column in range(len(sheet.header)):
        if column not in sheet.money:
            page.write_blank(row, column, None, book.total)
            continue
        # The sum is stored beside the formula, so a reader that does not compute shows the same figure.
        value = sum((line[column] or Decimal(0) for line in sheet.rows), Decimal(0))
        name = xl_col_to_name(column)
        style = book.money(sheet.money[column], total=True)
        page.write_formula(row, column, f"=SUM({name}2:{name}{row})", style, value)
    book.text(page, row, 0, str(sheet.total), book.total)


def xlsx(sheets: Sequence[Sheet], *, as_of: date, title: str = "") -> bytes:
    """A workbook of `sheets`; its dates are `as_of`, so the same rows give the same bytes. Raises RenderError."""
    out = io.BytesIO()
    book = _Book(out)
    book.book.set_properties(
        {"title": str(title), "author": "Gromada", "created": datetime.combine(as_of, time(), UTC).replace(tzinfo=None)}
    )
    for name, sheet in zip(_titles(sheets), sheets, strict=True):
        _write(book, book.book.add_worksheet(name), sheet)
    book.book.close()
    return settled(out.getvalue(), as_of)
