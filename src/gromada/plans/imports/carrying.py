"""A spreadsheet carried from page to page while a person decides: its cells as JSON, nothing of it is stored."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gromada.core.tables import Header, Sheet, UnreadableTable, sheets
from gromada.core.text import _
from gromada.plans.imports.reading import LARGEST_FILE

MOST_ROWS = 1_500
MOST_COLUMNS = 80
MOST_PASTED = 200_000


def opened(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a file that may be a plan; UnreadableTable for one too large to be one, with its size."""
    if len(content) > LARGEST_FILE:
        raise too_large(len(content), name)
    return [_bounded(sheet, name) for sheet in sheets(content, name)]


def too_large(size: int, name: str) -> UnreadableTable:
    return UnreadableTable(
        _("This file has %(size)d MB; a plan has less than 5. Send the plan alone, without pictures.")
        % {"size": max(size // 10**6, 5)},
        file=name,
    )


def pasted(text: str) -> list[Sheet]:
    """Rows copied out of a spreadsheet: a tab between cells, a line each."""
    if len(text) > MOST_PASTED:
        raise UnreadableTable(_("This is more than a plan holds. Send it as a file."))
    rows = [[cell.strip() or None for cell in line.split("\t")] for line in text.splitlines()]
    return [_bounded(Sheet("", rows), "")]


def _bounded(sheet: Sheet, name: str) -> Sheet:
    """The sheet without empty rows and columns at its end; UnreadableTable when it is no plan by its size."""
    rows = [_trimmed(row) for row in sheet.rows]
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise UnreadableTable(
            _("The table has %(rows)d rows. A plan has at most 300 lines: see whether this is the right file.")
            % {"rows": len(rows)},
            file=name,
            sheet=sheet.name,
            row=MOST_ROWS if len(rows) > MOST_ROWS else None,
        )
    return Sheet(sheet.name, rows, sheet.merged)


def _trimmed(row: list) -> list:
    row = list(row)
    while row and row[-1] is None:
        row.pop()
    return row


def packed(book: list[Sheet]) -> list:
    """The sheets as JSON holds them."""
    return [[sheet.name, [[_plain(cell) for cell in row] for row in sheet.rows], sheet.merged] for sheet in book]


def unpacked(parts: list) -> list[Sheet]:
    return [
        Sheet(name, [[_cell(cell) for cell in row] for row in rows], tuple(tuple(map(tuple, span)) for span in merged))
        for name, rows, merged in parts
    ]


def _plain(cell: Any) -> Any:
    if isinstance(cell, date):
        return {"day": cell.isoformat()[:10]}
    if isinstance(cell, Decimal):
        return {"number": str(cell)}
    return cell


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"]) if "day" in value else Decimal(value["number"])
    return value


def header_by_hand(first_row: int, columns: Mapping[str, int]) -> Header:
    """A header said by hand: the first row of lines, counted from 1, and the column of each field."""
    return Header(first_row - 2, first_row - 2, dict(columns))


def likely_begin(sheet: Sheet) -> int:
    """The first row, counted from 1, from which on a number stands beside a text: where lines may begin."""
    for place, row in enumerate(sheet.rows, 1):
        texts = [cell for cell in row if isinstance(cell, str) and any(map(str.isalpha, cell))]
        figures = [cell for cell in row if _is_figure(cell)]
        if texts and figures:
            return place
    return 1


def _is_figure(cell: Any) -> bool:
    return isinstance(cell, int | float | Decimal) or (isinstance(cell, str) and any(map(str.isdigit, cell)))
