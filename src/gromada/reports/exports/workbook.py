"""The report as a workbook: a sheet for each table, its figures as numbers that can be counted on."""

import re
from datetime import date
from decimal import Decimal

from django.utils import translation

from gromada.core import render
from gromada.core.text import _

# A figure as the report prints it: no-break spaces between thousands, a decimal comma, the real minus.
FIGURE = re.compile(r"[-\N{MINUS SIGN}]?\d{1,3}(\N{NO-BREAK SPACE}?\d{3})*(,\d+)?\Z")
NARROW, WIDE = 16, 44


def xlsx(data: dict, *, as_of: date, language: str, title: str) -> bytes:
    """The report's figures in sheets, dated as of its facts. The small line of a cell has a column of its own."""
    with translation.override(language):
        sheets = [_key_figures(data)]
    for section in data["sections"]:
        tables = [block for block in section["blocks"] if block["kind"] == "table" and block["rows"]]
        sheets += [_sheet(block.get("title") or section["title"], block) for block in tables]
    return render.xlsx(sheets, as_of=as_of, title=title)


def _key_figures(data: dict) -> render.Sheet:
    """What the report says in lists and pictures: section, what, how much."""
    words = {"stats": ("items", "label", "figure"), "facts": ("items", "label", "value")}
    words |= {"bars": ("rows", "label", "value"), "strip": ("parts", "label", "value")}
    rows = []
    for section in data["sections"]:
        for block in section["blocks"]:
            if block["kind"] in words:
                many, first, second = words[block["kind"]]
                rows += [[section["title"], item[first], value(item[second])] for item in block[many]]
    header = [str(_("Section")), str(_("What")), str(_("How much"))]
    return render.Sheet(title=str(_("In short")), header=header, rows=rows, widths=(24, WIDE, 24))


def _sheet(title: str, block: dict) -> render.Sheet:
    columns, rows = block["columns"], [_spread(row, len(block["columns"])) for row in block["rows"]]
    double = [any("\n" in row[place] for row in rows) for place in range(len(columns))]
    header, widths = [], []
    for column, has_second in zip(columns, double, strict=True):
        first, _feed, second = column["label"].partition("\n")
        width = NARROW if column.get("align") == "right" else WIDE if column.get("width") else NARROW + 4
        header += [first, second or f"{first} (2)"] if has_second else [column["label"].replace("\n", " ")]
        widths += [width, width] if has_second else [width]
    lines = [
        [value(part) for text, twice in zip(row, double, strict=True) for part in _parts(text, twice=twice)]
        for row in rows
    ]
    return render.Sheet(title=title, header=header, rows=lines, widths=widths)


def _spread(row: dict, count: int) -> list[str]:
    """The cells of a row, as many as there are columns: one that takes several leaves the others empty."""
    cells, span = row["cells"], row.get("span", 1)
    return [cells[0], *[""] * (span - 1), *cells[1:]][:count]


def _parts(text: str, *, twice: bool) -> list[str]:
    first, _feed, second = text.partition("\n")
    return [first, second] if twice else [text]


def value(text: str) -> Decimal | str:
    """A printed figure as a number; everything else stays the text it is."""
    if not FIGURE.match(text):
        return text
    plain = text.replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-").replace(",", ".")
    return Decimal(plain) if len(plain.partition(".")[0].lstrip("-")) == 1 or not plain.startswith("0") else text
