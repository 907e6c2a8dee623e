"""The strategy as a document: a PDF that a council signs and everybody can read, and a text to edit."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import override
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from gromada.core import render
from gromada.core.text import _
from gromada.strategies.queries.printing.blocks import cover_facts, sections

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def data_of(content: Mapping, *, number: int, made_on: date, language: str = "pl") -> dict:
    """The frozen text as the data of documents/strategy.typ: cover, list of contents, sections, signatures."""
    with override(language):
        kicker, below = cover_facts(content, number, made_on)
        gmina = str(_("Gmina %(name)s") % {"name": content["gmina"]})
        shown = sections(content)
        signed = {"title": str(_("Signatures")), "new_page": False, "blocks": _signatures(below)}
        return {
            "title": content["title"],
            "head": {"left": gmina, "right": str(_("Version %(number)d") % {"number": number})},
            "folio": {"left": f"{gmina} · {{checksum}}", "page": str(_("{n} of {total}"))},
            "contents": str(_("Contents")),
            "cover": {
                "kicker": f"{gmina}. {kicker}",
                "title": [content["title"]],
                "note": below,
                "head": {"left": gmina, "right": content["voivodeship"]},
                "folio": {"left": f"{content['year_from']}–{content['year_until']}", "right": ""},
            },
            "sections": [*shown, signed],
        }


def _signatures(below: str) -> list[dict]:
    people = [str(_("Chair of the council")), str(_("Head of the gmina"))]
    return [
        {"kind": "text", "paragraphs": [below]},
        {"kind": "signatures", "people": [{"role": role, "name": ""} for role in people]},
    ]


def pdf(content: Mapping, *, number: int, made_on: date, language: str = "pl") -> bytes:
    """Tagged PDF of a frozen text; the same text on the same day gives the same bytes."""
    data = data_of(content, number=number, made_on=made_on, language=language)
    return render.pdf("strategies/strategy", data, as_of=made_on, language=language, title=data["title"])


def docx(content: Mapping, *, number: int, made_on: date, language: str = "pl") -> bytes:
    """The same as an editable text: real headings, tables whose heads repeat; pictures as the sentence they say."""
    data = data_of(content, number=number, made_on=made_on, language=language)
    return render.docx(build_text, data, as_of=made_on, language=language, title=data["title"])


def build_text(document: Document, data: dict) -> None:
    document.add_heading(data["title"], level=0)
    if "cover" in data:
        for line in (data["cover"]["kicker"], data["cover"]["note"]):
            document.add_paragraph(line)
    for section in data["sections"]:
        document.add_heading(section["title"], level=1)
        for block in section["blocks"]:
            if block.get("title"):
                document.add_heading(block["title"], level=2)
            _WRITERS[block["kind"]](document, block)
            if block.get("note"):
                document.add_paragraph().add_run(block["note"]).italic = True


def _texts(document: Document, block: dict) -> None:
    for text in block["paragraphs"]:
        document.add_paragraph(text)


def _list(document: Document, block: dict) -> None:
    for item in block["items"]:
        document.add_paragraph(item, style="List Bullet")


def _chart(document: Document, block: dict) -> None:
    document.add_paragraph(block["alt"])


def _facts(document: Document, block: dict) -> None:
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for item in block["items"]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = item["label"], item["value"]


def _signed(document: Document, block: dict) -> None:
    for person in block["people"]:
        document.add_paragraph(f"\n{'.' * 44}\n{person['role']} {person['name']}".rstrip())


def _table(document: Document, block: dict) -> None:
    columns = block["columns"]
    table = document.add_table(rows=1, cols=len(columns), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(column["label"]).bold = True
    # A head that is repeated on every page is also what a reader for the blind announces with each cell.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block["rows"]:
        cells, span = list(table.add_row().cells), row.get("span", 1)
        if span > 1:
            cells[0].merge(cells[span - 1])
        for cell, text in zip([cells[0], *cells[span:]], row["cells"], strict=True):
            cell.paragraphs[0].add_run(text).bold = bool(row.get("kind"))


_WRITERS = {
    "text": _texts,
    "asks": _list,
    "chart": _chart,
    "facts": _facts,
    "signatures": _signed,
    "table": _table,
}
