"""The allocation letter of a gmina as PDF and as editable DOCX: its amount, how it came about, what is usable, what is next.

Everything comes from the facts kept beside the allocation, so the same allocation gives the same bytes on any day.
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from gromada.core import render
from gromada.core.money import format_amount, format_number, round_half_up
from gromada.core.text import _
from gromada.programmes import rules
from gromada.programmes.queries import Letter
from gromada.programmes.states import AllocationKind

TEMPLATE = "programmes/allocation_letter"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def letter_name(found: Letter, ending: str) -> str:
    place = found.participation
    return f"{place.programme.code}-{place.unit.code}-{found.as_of.isoformat()}.{ending}"


def letter(found: Letter, ending: str, *, language: str) -> bytes:
    """The letter as "pdf" (tagged, PDF/UA) or "docx" in `language`, dated as its last fact."""
    data = letter_data(found, language=language)
    how = {"as_of": found.as_of, "language": language, "title": data["title"]}
    return render.pdf(TEMPLATE, data, **how) if ending == "pdf" else render.docx(_build, data, **how)


def letter_data(found: Letter, *, language: str) -> dict:
    """What the letter says, as plain texts in the blocks of the house style."""
    with translation.override(language):
        place, programme = found.participation, found.participation.programme
        name = programme.definition.name(language)
        title = _("Allocation letter: %(gmina)s") % {"gmina": place.unit.name}
        gmina = _("Gmina %(name)s") % {"name": place.unit.name}
        made = _("Made in Gromada from the books, check sum {checksum}")
        return {
            "title": str(title),
            "head": {"left": str(gmina), "right": name},
            "folio": {"left": str(made), "page": str(_("{n} of {total}"))},
            "place": _day(found.as_of),
            "addressee": [str(gmina), f"{place.unit.parent.name}, {place.region.name}", place.unit.code],
            "sections": _sections(found, name),
        }


def _sections(found: Letter, name: str) -> list[dict]:
    place, currency = found.participation, found.participation.programme.currency
    words = {
        "gmina": place.unit.name,
        "amount": format_amount(found.amount, currency),
        "programme": name,
    }
    lead = _("%(gmina)s can use %(amount)s in the programme “%(programme)s”.") % words
    first = {
        "title": str(_("How much your gmina can use")),
        "blocks": [
            {"kind": "lead", "text": str(lead)},
            {"kind": "stats", "items": _figures(found, currency)},
        ],
    }
    sections = [first, {"title": str(_("How the amount came about")), "blocks": _reasons(found, currency)}]
    if found.changes:
        sections.append({"title": str(_("What changed since")), "blocks": [_changes(found, currency)]})
    sections.append({"title": str(_("What is next")), "blocks": [_next(found, currency)]})
    return sections


def _figures(found: Letter, currency: str) -> list[dict]:
    facts = found.allocation.facts
    items = [{"figure": format_amount(found.amount, currency), "label": str(_("for your gmina"))}]
    people = facts.get("population")
    if people:
        for_one = round_half_up(found.amount / people)
        items.append({"figure": format_amount(for_one, currency), "label": str(_("for one inhabitant"))})
    part = format_amount(found.first_part, currency)
    items.append({"figure": part, "label": str(_("usable at once, from the first decision"))})
    return items


def _reasons(found: Letter, currency: str) -> list[dict]:
    """The way to the amount, a sentence a step, and the numbers it was made of."""
    row = found.allocation
    sentences = rules.explained(row.facts, row.amount, currency) or [f"{row.rule}."]
    blocks = [{"kind": "text", "paragraphs": sentences}]
    items = _numbers(row.facts, currency)
    if items:
        note = _("Computed by the rule of the programme office from the figures named here; decided on %(day)s.")
        blocks.append({"kind": "facts", "items": items, "note": str(note % {"day": _day(row.decided_on)})})
    return blocks


def _numbers(facts: dict, currency: str) -> list[dict]:
    def amount(name: str) -> str:
        return format_amount(Decimal(facts[name]), currency)

    rows = []
    if facts.get("population"):
        people = _("%(people)s, year %(year)s") % {
            "people": format_number(facts["population"]),
            "year": facts["year"],
        }
        rows.append((_("Population"), str(people)))
    if facts.get("need"):
        need = format_number(round_half_up(Decimal(facts["need"].split("/")[0]) / _below(facts["need"]), 3), 3)
        rows.append((_("Need, mean 1"), f"{need} ({facts['need_name']}, {facts['need_year'] or '—'})"))
    labels = {
        "total": _("Amount divided"),
        "floor": _("Least for a gmina"),
        "ceiling": _("Most for a gmina"),
        "alone": _("By the formula alone"),
        "before_rounding": _("Before rounding"),
        "step": _("Rounded to"),
    }
    rows += [(label, amount(name)) for name, label in labels.items() if facts.get(name)]
    if facts.get("gminas"):
        rows.append((_("Divided among gminas"), format_number(facts["gminas"])))
    return [{"label": str(label), "value": str(value)} for label, value in rows]


def _below(fraction: str) -> Decimal:
    """What stands under the line of a fraction written as text."""
    return Decimal(fraction.partition("/")[2] or 1)


def _changes(found: Letter, currency: str) -> dict:
    kinds = {kind.value: str(kind.label) for kind in AllocationKind}
    return {
        "kind": "table",
        "columns": [
            {"label": str(_("Day"))},
            {"label": str(_("What"))},
            {"label": str(_("Why")), "width": 1},
            {"label": str(_("Document"))},
            {"label": str(_("Difference")), "align": "right"},
        ],
        "rows": [
            {
                "cells": [
                    _day(row.decided_on),
                    kinds[row.kind],
                    row.facts.get("why") or row.rule,
                    row.facts.get("document", ""),
                    format_amount(row.amount, currency),
                ]
            }
            for row in found.changes
        ],
        "empty": "",
    }


def _next(found: Letter, currency: str) -> dict:
    """What the gmina can do with it, by the rules in force on the day of the decision."""
    whole = format_amount(found.amount, currency)
    part = {"part": format_amount(found.first_part, currency), "whole": whole}
    sentences = [
        _("%(part)s can be planned and used at once.") % part
        if found.first_part < found.allocation.amount
        else _("The whole amount can be planned and used at once.")
    ]
    if found.first_part < found.allocation.amount:
        sentences.append(
            _("The whole amount, %(whole)s, is usable once the council has adopted a strategy made with residents.")
            % part
        )
    sentences += [
        _("The gmina does not compete for this money; nobody else can use it. Write a plan of services for it."),
        _("The amount counts in %(currency)s; what it is worth in złoty depends on the rate of the day.")
        % {"currency": currency}
        if currency != "PLN"
        else _("The amount counts in złoty."),
    ]
    return {"kind": "text", "paragraphs": [str(sentence) for sentence in sentences]}


def _day(value) -> str:
    return date_format(value, "j E Y")


# The editable text ----------------------------------------------------------------------------------------------------


def _build(document: Document, data: dict) -> None:
    document.add_paragraph(data["place"]).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("\n".join(data["addressee"]))
    document.add_heading(data["title"], level=0)
    for section in data["sections"]:
        document.add_heading(section["title"], level=1)
        for block in section["blocks"]:
            _WRITERS[block["kind"]](document, block)
            if block.get("note"):
                document.add_paragraph().add_run(block["note"]).italic = True


def _lead(document: Document, block: dict) -> None:
    document.add_paragraph().add_run(block["text"]).bold = True


def _paragraphs(document: Document, block: dict) -> None:
    for paragraph in block["paragraphs"]:
        document.add_paragraph(paragraph)


def _pairs(document: Document, block: dict) -> None:
    """Figures and facts as a table of two columns: label, value."""
    table = document.add_table(rows=0, cols=2)
    for item in block["items"]:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = item["label"], item.get("value") or item["figure"]


def _table(document: Document, block: dict) -> None:
    table = document.add_table(rows=1, cols=len(block["columns"]))
    for cell, column in zip(table.rows[0].cells, block["columns"], strict=True):
        cell.text = column["label"]
    for row in block["rows"]:
        for cell, words in zip(table.add_row().cells, row["cells"], strict=True):
            cell.text = words


_WRITERS: dict[str, Callable[[Document, dict], None]] = {
    "lead": _lead,
    "text": _paragraphs,
    "stats": _pairs,
    "facts": _pairs,
    "table": _table,
}
