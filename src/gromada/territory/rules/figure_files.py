"""Tables of figures as offices publish them: BDL exports, tidy files, two-storey sheets, files without a header, JSON.

Each is read into the same rows: where it stands, what unit it speaks of, and its figures by column.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from gromada.core.imports.frame import Problem
from gromada.core.tables import (
    Sheet,
    UnreadableCode,
    UnreadableNumber,
    UnreadableTable,
    code,
    column_letter,
    decimal_sign,
    number,
    sheets,
)
from gromada.core.text import _
from gromada.territory.rules.headings import indicator_of_file, read_heading, year_in

SEARCHED = 30
_BARE_CODE = re.compile(r"[0-9]{6,7}\Z")
_LENGTHS = (2, 4, 6, 7)
_GUS_TABLE = re.compile(r"\s*TABL", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column of figures: what it measures and for which year, as far as the file says."""

    index: int
    heading: str
    indicator: str
    year: int | None
    is_vague: bool = False
    is_bdl: bool = False


@dataclass(frozen=True)
class Row:
    """A row of figures: its number as a person counts, the code and the names that stand in it, its values by column."""

    number: int
    code: str
    name: str
    powiat: str
    region: str
    values: dict[int, Decimal]


@dataclass
class Table:
    """One sheet of a file, read. `year` is the year that its title tells, where one does."""

    file: str
    sheet: str = ""
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    year: int | None = None
    ignored: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Places:
    """Where things stand: the column of the code, of names, the first row of figures."""

    code: int | None
    name: int | None
    powiat: int | None
    region: int | None
    begins: int


def read_tables(content: bytes, name: str) -> list[Table]:
    """Every sheet of the file that holds figures of units. UnreadableTable when there is none, or it is no table."""
    read = [_of_json(content, name)] if name.lower().endswith(".json") else sheets(content, name)
    tables = [table for table in (_table(sheet, name) for sheet in read) if table is not None]
    if not tables:
        raise UnreadableTable(
            _(
                "No table of figures was found: there must be a column with codes (TERYT) or names of units and a column "
                "whose heading says what it measures."
            ),
            file=name,
        )
    return tables


def _of_json(content: bytes, name: str) -> Sheet:
    """A list of flat objects as a table; its header is row 1, so that object no. 1 is row 2."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise UnreadableTable(
            _("The JSON cannot be read: the file is cut off or damaged. Download it again."), file=name, row=line
        ) from error
    if not (isinstance(data, list) and data and all(isinstance(item, dict) for item in data)):
        raise UnreadableTable(_("This JSON is not a list of units with their figures."), file=name)
    keys = list(dict.fromkeys(key for item in data for key in item))
    plain = (str, int, float, type(None))
    rows = [[value if isinstance(value, plain) else None for value in map(item.get, keys)] for item in data]
    return Sheet("", [list(keys), *rows])


def _table(sheet: Sheet, name: str) -> Table | None:
    found = _headerless(sheet, name) or _with_header(sheet)
    if found is None:
        return None
    places, columns, headings = found
    table = Table(name, sheet.name, columns)
    table.year = next((year for row in sheet.rows[: places.begins] for cell in row[:3]
                       if places.begins > 1 and (year := _title_year(cell))), None)  # fmt: skip
    table.ignored = headings
    is_gus = any(_GUS_TABLE.match(str(row[0] or "")) for row in sheet.rows[:SEARCHED] if row)
    _fill(table, sheet, places, is_gus=is_gus)
    return table


def _title_year(cell: object) -> int | None:
    """A title is one line of text that names a year; a heading of one column is not."""
    return year_in(cell) if isinstance(cell, str) and cell.isupper() else None


def _headerless(sheet: Sheet, name: str) -> tuple[_Places, list[Column], list[str]] | None:
    first = next((row for row in sheet.rows if any(cell is not None for cell in row)), [])
    if not first or not _BARE_CODE.match(str(first[0] or "")):
        return None
    about = indicator_of_file(name)
    columns = [
        Column(index, column_letter(index), about if len(first) == 2 else "", None, is_vague=True)
        for index in range(1, len(first))
    ]
    return _Places(0, None, None, None, 0), columns, []


def _with_header(sheet: Sheet) -> tuple[_Places, list[Column], list[str]] | None:
    rows = sheet.spread(last=SEARCHED) if sheet.merged else sheet.rows[:SEARCHED]
    for first, row in enumerate(rows[:SEARCHED]):
        roles = [read_heading(cell).role if isinstance(cell, str) else "" for cell in row]
        key = next((roles.index(role) for role in ("code", "name") if role in roles), None)
        if key is None:
            continue
        last = first
        while last + 1 < len(rows) and key < len(rows[last + 1]) and rows[last + 1][key] == row[key]:
            last += 1
        found = _columns(rows[first : last + 1])
        if found[1]:
            places = {role: found[0].get(role) for role in ("code", "name", "powiat", "region")}
            return _Places(**places, begins=last + 1), found[1], found[2]
    return None


def _columns(storeys: Sequence[Sequence[object]]) -> tuple[dict[str, int], list[Column], list[str]]:
    """Columns by their headings: those that say where, those of figures, and the headings we do not know."""
    places: dict[str, int] = {}
    columns, ignored = [], []
    for index in range(max(len(row) for row in storeys)):
        cells = [row[index] for row in storeys if index < len(row) and row[index] not in {None, ""}]
        heading = " ".join(str(cell) for cell in dict.fromkeys(cells))
        told = read_heading(heading)
        if told.role == "figure" and (told.indicator or told.is_vague):
            columns.append(Column(index, heading, told.indicator, told.year, told.is_vague, told.is_bdl))
        elif told.role and told.role != "figure":
            places.setdefault(told.role, index)
        elif heading:
            ignored.append(heading)
    return places, columns, ignored


def _fill(table: Table, sheet: Sheet, places: _Places, *, is_gus: bool) -> None:
    body = sheet.rows[places.begins :]
    signs = {
        column.index: decimal_sign(row[column.index] for row in body if column.index < len(row))
        for column in table.columns
    }
    for row_number, cells in enumerate(body, places.begins + 1):
        if not any(cell not in {None, ""} for cell in cells):
            continue
        row = _row(table, row_number, cells, places, signs, is_gus=is_gus)
        if row is not None:
            table.rows.append(row)
    _give_zeros_back(table)


def _give_zeros_back(table: Table) -> None:
    """Among codes of 7 digits one of 6 has lost its zero (0201011 as 201011); alone, 6 digits are a code of their own."""
    if not any(len(row.code) == 7 for row in table.rows):
        return
    short = sum(1 for row in table.rows if len(row.code) == 6)
    table.rows = [replace(row, code=f"0{row.code}") if len(row.code) == 6 else row for row in table.rows]
    if short:
        table.remarks.append(
            Problem(
                _("Codes that had lost their first zero and got it back: %(count)d.") % {"count": short}, table.file
            )
        )


def _row(  # noqa: PLR0913 - a row, where things stand in it, how numbers are written
    table: Table, row_number: int, cells: Sequence, places: _Places, signs: dict[int, str], *, is_gus: bool
) -> Row | None:
    def text(index: int | None) -> str:
        return (
            str(cells[index]).strip() if index is not None and index < len(cells) and cells[index] is not None else ""
        )

    try:
        unit = code(cells[places.code], _LENGTHS) if text(places.code) else ""
    except UnreadableCode as error:
        table.problems.append(Problem(error.args[0], table.file, table.sheet, row_number, column_letter(places.code)))
        return None
    # Without a code and with one filled cell it is a line of text between the rows: a title, a remark, a source.
    name = text(places.name)
    values: dict[int, Decimal] = {}
    for column in table.columns:
        cell = cells[column.index] if column.index < len(cells) else None
        if is_gus and cell == "-":  # in tables of GUS a dash says that there was none
            cell = 0
        try:
            value = number(cell, decimal=signs[column.index]) if cell is not None else None
        except UnreadableNumber as error:
            table.problems.append(Problem(error.args[0], table.file, table.sheet, row_number, column.heading))
            continue
        if value is not None:
            values[column.index] = value
    if not unit and not name:
        if values:
            table.problems.append(
                Problem(
                    _("The row has figures but no code and no name of a unit."), table.file, table.sheet, row_number
                )
            )
        return None
    return Row(row_number, unit, name, text(places.powiat), text(places.region), values)
