"""Spreadsheets in: every sheet of an XLSX, ODS or CSV file as rows of plain values, numbered as a person counts them."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, XmlError, ZipError

from gromada.core.documents.kinds import CSV, ODS, TXT, XLSX, recognise
from gromada.core.permissions import Refusal
from gromada.core.tables.failures import UnreadableTable
from gromada.core.tables.texts import rows_of_csv
from gromada.core.text import _

Cell = str | int | float | Decimal | date | bool | None
Place = tuple[int, int]

MOST_ROWS = 200_000
MOST_CELLS = 4_000_000
OLE = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `rows[0]` is its first row, empty rows and cells kept; `merged` are ranges from and to, counted from 0."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[Place, Place], ...] = field(default=())

    def spread(self, *, last: int | None = None) -> list[list[Cell]]:
        """The rows (up to `last`) with the value of every merged range in each of its cells."""
        rows = [list(row) for row in (self.rows if last is None else self.rows[:last])]
        for (top, left), (bottom, right) in self.merged:
            if top >= len(rows) or left >= len(rows[top]):
                continue
            value = rows[top][left]
            for row in rows[top : bottom + 1]:
                row.extend([None] * (right + 1 - len(row)))
                row[left : right + 1] = [value] * (right + 1 - left)
        return rows


def sheets(content: bytes, name: str, *, spread: bool = False) -> list[Sheet]:
    """Every sheet of the file, in its order; a CSV or text file is one sheet without a name.

    Numbers come as int or float, days as date, empty cells as None, texts trimmed. With `spread` the value of a merged
    range stands in each of its cells. UnreadableTable, with a sentence, for macros, passwords, old XLS, damaged files and
    for more than 200,000 rows or 4,000,000 cells.
    """
    if content.startswith(OLE):
        raise UnreadableTable(
            _("This is an old Excel file (XLS) or one locked with a password. Save it as XLSX without a password."),
            file=name,
        )
    try:
        kind = recognise(content, name, "", (XLSX, ODS, CSV, TXT))
    except Refusal as refusal:
        raise UnreadableTable(refusal.sentence, file=name) from refusal
    if kind in {CSV, TXT}:
        rows: list[list[Cell]] = [[cell or None for cell in row] for row in rows_of_csv(content)]
        _limit(len(rows), max(map(len, rows), default=0), name, "")
        return [Sheet("", rows)]
    _check_extent(content, name, kind is ODS)
    try:
        found = _calamine(content, name)
    except PasswordError as error:
        raise UnreadableTable(
            _("This file is locked with a password. Save it without one and send it."), file=name
        ) from error
    except (CalamineError, XmlError, ZipError, OSError, ValueError) as error:
        raise _damaged(name) from error
    return [Sheet(sheet.name, sheet.spread(), sheet.merged) for sheet in found] if spread else found


def _damaged(name: str) -> UnreadableTable:
    return UnreadableTable(_("This spreadsheet is damaged or not whole. Save it again and send it."), file=name)


def _calamine(content: bytes, name: str) -> list[Sheet]:
    made = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        for facts in book.sheets_metadata:
            if facts.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(facts.name)
            if sheet.end is not None:
                _limit(sheet.end[0] + 1, sheet.end[1] + 1, name, facts.name)
            rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            made.append(Sheet(facts.name, rows, tuple(sheet.merged_cell_ranges or ())))
    return made


def _plain(cell: object) -> Cell:
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 10**15 else cell
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == time() else cell
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def _limit(height: int, width: int, name: str, sheet: str) -> None:
    if height > MOST_ROWS or height * width > MOST_CELLS:
        raise UnreadableTable(
            _("The table has %(rows)d rows and %(columns)d columns, more than we read at once. Divide it into parts.")
            % {"rows": height, "columns": width},
            file=name,
            sheet=sheet,
        )


def _check_extent(content: bytes, name: str, is_ods: bool) -> None:
    """How large the sheets unfold, before anything unfolds them: a few bytes can name a cell a milliard cells away."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if is_ods:
                for height, width in _extents_of_ods(archive):
                    _limit(height, width, name, "")
                return
            for entry in archive.namelist():
                if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                    _limit(*_extent_of_xlsx(archive.read(entry)), name, "")
    except (zipfile.BadZipFile, ET.ParseError, KeyError, OSError, EOFError, ValueError) as error:
        if isinstance(error, UnreadableTable):
            raise
        raise _damaged(name) from error


def _extent_of_xlsx(content: bytes) -> Place:
    rows, columns = 0, set()
    for letters, row in _CELL.findall(content):
        rows = max(rows, int(row))
        columns.add(letters)
    return rows, max((_column(letters) for letters in columns), default=0)


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index


def _extents_of_ods(archive: zipfile.ZipFile) -> Sequence[Place]:
    """Height and width of each table up to its last cell that holds something; repeated cells and rows count as often."""
    content = archive.read("content.xml")
    if b"<!DOCTYPE" in content[:4000].upper():
        raise ValueError
    found = []
    for table in ET.fromstring(content).iter(f"{TABLE}table"):  # noqa: S314 - no DOCTYPE, so no entities
        height = width = passed = 0
        for row in table.iter(f"{TABLE}table-row"):
            passed += int(row.get(f"{TABLE}number-rows-repeated", 1))
            at = filled = 0
            for cell in row:
                at += int(cell.get(f"{TABLE}number-columns-repeated", 1))
                if len(cell) or cell.get("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"):
                    filled = at
            if filled:
                height, width = passed, max(width, filled)
        found.append((height, width))
    return found
