"""The report as an editable text: headings, sentences and tables of the same blocks as on paper."""

from collections.abc import Callable, Sequence
from datetime import date

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gromada.core import render

MANY_COLUMNS = 7  # from here on a table gets a leaf lying on its side, as on paper
SIGNATURE = "." * 44


def docx(data: dict, *, as_of: date, language: str, title: str) -> bytes:
    """The report to edit in a text program, dated as of its facts: real headings, tables whose heads are repeated."""
    return render.docx(_build, data, as_of=as_of, language=language, title=title)


def _build(document: Document, data: dict) -> None:
    document.add_heading(data["title"], level=0)
    document.add_paragraph(data["cover"]["kicker"])
    for section in data["sections"]:
        _turn(document, lying=section.get("wide", False))
        document.add_heading(section["title"], level=1)
        for block in section["blocks"]:
            if block.get("title"):
                document.add_heading(block["title"], level=2)
            _WRITERS[block["kind"]](document, block)
            if block.get("note"):
                document.add_paragraph().add_run(block["note"]).italic = True


def _turn(document: Document, *, lying: bool) -> None:
    """A leaf lying on its side for a wide table, and upright again after it."""
    now = document.sections[-1]
    if (now.orientation == WD_ORIENT.LANDSCAPE) is lying:
        return
    leaf = document.add_section()
    leaf.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    leaf.page_width, leaf.page_height = now.page_height, now.page_width


def _sentences(document: Document, block: dict) -> None:
    for text in [block["text"]] if block["kind"] == "lead" else block["paragraphs"]:
        document.add_paragraph(text)


def _pairs(key: str, first: str, second: str) -> Callable[[Document, dict], None]:
    """A picture or a list of facts as a table of two columns: what, and how much."""

    def write(document: Document, block: dict) -> None:
        table = document.add_table(rows=0, cols=2, style="Table Grid")
        for item in block[key]:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = item[first], item[second]

    return write


def _list(document: Document, block: dict) -> None:
    for item in block["items"]:
        document.add_paragraph(item, style="List Number")


def _chart(document: Document, block: dict) -> None:
    document.add_paragraph(block["alt"])


def _signatures(document: Document, block: dict) -> None:
    for person in block["people"]:
        document.add_paragraph(f"\n{SIGNATURE}\n{person['role']} {person.get('name', '')}".rstrip())


def _table(document: Document, block: dict) -> None:
    columns = block["columns"]
    if not block["rows"]:
        document.add_paragraph(block["empty"])
        return
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    _fill(table.rows[0].cells, [column["label"] for column in columns], columns, strong=True)
    # A head that is repeated on every page is also what a reader for the blind announces with each cell.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block["rows"]:
        cells, span = table.add_row().cells, row.get("span", 1)
        if span > 1:
            cells[0].merge(cells[span - 1])
        _fill([cells[0], *cells[span:]], row["cells"], [columns[0], *columns[span:]], strong=bool(row.get("kind")))


def _fill(cells: Sequence, texts: Sequence[str], columns: Sequence[dict], *, strong: bool) -> None:
    for cell, text, column in zip(cells, texts, columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(text).bold = strong
        if column.get("align") == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


_WRITERS = {
    "lead": _sentences,
    "text": _sentences,
    "stats": _pairs("items", "label", "figure"),
    "facts": _pairs("items", "label", "value"),
    "bars": _pairs("rows", "label", "value"),
    "strip": _pairs("parts", "label", "value"),
    "asks": _list,
    "chart": _chart,
    "signatures": _signatures,
    "table": _table,
}
