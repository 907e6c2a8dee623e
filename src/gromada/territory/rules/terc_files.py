"""The two kinds of files that the register of units comes in, CSV and XML, read into the same lines of named cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from gromada.core.imports.frame import Problem
from gromada.core.tables import rows_of_csv
from gromada.core.text import _

COLUMNS = ("WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA")
_OLD_NAMES = {"NAZDOD": "NAZWA_DOD"}
_BLANK = b"\xef\xbb\xbf \r\n\t"


@dataclass(frozen=True)
class Line:
    """A row of the file by its columns; of an XML, `row` is the line that `<row>` begins in."""

    row: int
    cells: Mapping[str, str]


class Unusable(Exception):  # noqa: N818 - carries a sentence to the reader of the file
    def __init__(self, message, row: int | None = None, column: str = ""):
        super().__init__(message)
        self.problem = Problem(message, row=row, column=column)


def lines_of(content: bytes) -> list[Line]:
    """Every unit's line. Raises Unusable with a sentence and its place, or UnreadableTable, when it is no such file."""
    return _xml_lines(content) if content.lstrip(_BLANK).startswith(b"<") else _csv_lines(content)


def _csv_lines(content: bytes) -> list[Line]:
    rows = rows_of_csv(content)
    first = next((number for number, row in enumerate(rows) if any(row)), None)
    if first is None:
        raise Unusable(_("The file is empty."))
    header = [_OLD_NAMES.get(cell.upper(), cell.upper()) for cell in rows[first]]
    if "SYM" in header or "RM" in header:
        raise Unusable(
            _("This is a list of localities (SIMC) or of their kinds, not the register of units. Choose a file TERC."),
            row=first + 1,
        )
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise Unusable(
            _("These columns are missing: %(columns)s. Choose a file TERC as it is downloaded from eteryt.stat.gov.pl.")
            % {"columns": ", ".join(missing)},
            row=first + 1,
        )
    lines = []
    for number, row in enumerate(rows[first + 1 :], first + 2):
        if not any(row):
            continue
        if len(row) != len(header):
            raise Unusable(
                _("Cells in this row: %(cells)d; in the header: %(columns)d. The file is damaged; download it again.")
                % {"cells": len(row), "columns": len(header)},
                row=number,
            )
        lines.append(Line(number, dict(zip(header, row, strict=True))))
    return lines


class _Rows:
    """What expat tells, gathered row by row: elements named after the columns today, `<col name="…">` before."""

    def __init__(self, parser):
        self.parser, self.lines = parser, []
        self.cells: dict[str, str] | None = None
        self.name, self.row = "", 0
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler, parser.EntityDeclHandler = self.text, self.entity

    def start(self, tag, attributes):
        if tag == "row":
            self.cells, self.row = {}, self.parser.CurrentLineNumber
        elif self.cells is not None:
            name = attributes.get("name", tag).upper()
            self.name = _OLD_NAMES.get(name, name)
            self.cells[self.name] = ""

    def text(self, data):
        if self.cells is not None and self.name:
            self.cells[self.name] += data

    def end(self, tag):
        if tag == "row":
            self.lines.append(Line(self.row, {name: value.strip() for name, value in self.cells.items()}))
            self.cells = None
        self.name = ""

    def entity(self, *_arguments):
        raise Unusable(_("This XML declares entities of its own; such a file is not read."))


def _xml_lines(content: bytes) -> list[Line]:
    parser = expat.ParserCreate()
    rows = _Rows(parser)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unusable(
            _("The XML cannot be read from line %(line)d on: the file is cut off or damaged. Download it again.")
            % {"line": error.lineno},
            row=error.lineno,
        ) from error
    except (LookupError, ValueError) as error:
        raise Unusable(_("The letters of this file cannot be read. Download it again.")) from error
    if not rows.lines:
        raise Unusable(_("This XML is not the register of units: it has no rows."))
    for line in rows.lines:
        missing = [column for column in COLUMNS if column not in line.cells]
        if missing:
            raise Unusable(
                _("This row of the XML has no %(columns)s: it is not the register of units, or it is damaged.")
                % {"columns": ", ".join(missing)},
                row=line.row,
            )
    return rows.lines
