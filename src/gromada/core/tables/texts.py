"""Tables as CSV: reading what Polish offices send, writing what Polish Excel opens without running anything."""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

from gromada.core.tables.failures import UnreadableTable
from gromada.core.text import _

_DELIMITERS = ";,\t"
_SNIFFED_LINES = 50
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SEPARATOR_LINE = re.compile(r"sep=(?P<sign>[;,\t])\r?\Z")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?\Z")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows_of_csv(source: Path | str | bytes) -> list[list[str]]:
    """Every row of a CSV file as text, header and empty rows included, so that row numbers stay those of the file.

    Reads UTF-8 with and without BOM, UTF-16 with BOM and Windows-1250; ``;``, ``,`` or tab; cells are trimmed.
    UnreadableTable when it is another kind of file, is damaged, or a quotation mark is open.
    """
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    lines = _decoded(data).splitlines(keepends=True)
    named = _SEPARATOR_LINE.match(lines[0].rstrip("\n")) if lines else None
    delimiter = named["sign"] if named else _sniffed(lines[:_SNIFFED_LINES])
    if named:
        lines[0] = "\n"
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        return [[cell.strip() for cell in row] for row in reader]
    except csv.Error as error:
        raise UnreadableTable(
            _(
                "Line %(line)s of the file cannot be read: a quotation mark is open or stands inside a "
                "cell. Save the file as CSV again."
            )
            % {"line": reader.line_num},
            row=reader.line_num,
        ) from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    elif b"\0" in data or data.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UnreadableTable(_("This file is not CSV. Open it in a spreadsheet and save it as CSV."))
    else:
        encodings = ("utf-8-sig", "cp1250")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable(_("The letters of this file cannot be read. Save it as CSV in UTF-8 and send it again."))


def _sniffed(lines: Sequence[str]) -> str:
    """The delimiter that divides the most lines in the same number of cells, outside quotation marks."""
    bare = [_QUOTED.sub("", line) for line in lines if line.strip()]
    if not bare:
        return _DELIMITERS[0]

    def score(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in bare]
        usual = max(set(counts) - {0}, key=lambda count: (counts.count(count), count), default=0)
        return (counts.count(usual) if usual else 0, usual)

    return max(_DELIMITERS, key=score)


def csv_bytes(
    header: Sequence[object], rows: Iterable[Sequence[object]], *, delimiter: str = ";", decimal: str = ","
) -> bytes:
    """A CSV file for Polish Excel: UTF-8 with BOM, ``;`` between cells, decimal comma, lines ending as in Windows.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([_cell(value, decimal) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object, decimal: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal | float) and not isinstance(value, bool):
        return f"{value:f}".replace(".", decimal) if isinstance(value, Decimal) else repr(value).replace(".", decimal)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if isinstance(value, int) or _NUMBER.match(text):
        return text
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_RISKY) else text
