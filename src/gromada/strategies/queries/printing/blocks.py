"""A frozen strategy as the sections and blocks of a document, in the order of art. 16b; texts only, no layout."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gromada.core import charts
from gromada.core.money import format_number
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _
from gromada.strategies.states import RESOURCES, SWOT, Fate, ProblemSide, SectionKind

PRIORITIES = {1: _("high"), 2: _("middle"), 3: _("low")}


def sections(content: Mapping) -> list[dict]:
    """Every section that has something in it; a document for signing does not show empty headings."""
    made = [
        {"title": str(_("Diagnosis")), "blocks": _diagnosis(content)},
        {"title": str(_("Resources of the gmina")), "blocks": _texts(content, RESOURCES)},
        {"title": str(_("Strengths, weaknesses, opportunities, threats")), "blocks": _swot(content)},
        {"title": str(_("Problems, their causes and effects")), "blocks": _problems(content)},
        {"title": str(_("Needs of residents")), "blocks": [*_needs(content), *_fates(content)]},
        {"title": str(_("Forecast of changes")), "blocks": _plain(content, SectionKind.FORECAST)},
        {"title": str(_("Goals and directions of action")), "blocks": _goals(content)},
        {"title": str(_("Way of carrying out")), "blocks": _plain(content, SectionKind.WAY)},
        {"title": str(_("Financial frame")), "blocks": _frame(content)},
        {"title": str(_("Indicators of carrying out")), "blocks": _indicators(content)},
        {"title": str(_("Annex: how residents took part")), "blocks": _participation(content)},
    ]
    shown = [part for part in made if part["blocks"]]
    return [part | {"title": f"{number}. {part['title']}", "new_page": False} for number, part in enumerate(shown, 1)]


def _paragraphs(content: Mapping, kind: str) -> list[str]:
    return [one["text"] for one in content["sections"].get(kind, ())]


def _plain(content: Mapping, kind: str) -> list[dict]:
    said = _paragraphs(content, kind)
    return [{"kind": "text", "paragraphs": said}] if said else []


def _texts(content: Mapping, kinds) -> list[dict]:
    return [
        {"kind": "text", "title": str(SectionKind(kind).label), "paragraphs": _paragraphs(content, kind)}
        for kind in kinds
        if _paragraphs(content, kind)
    ]


def _swot(content: Mapping) -> list[dict]:
    """Four titled lists under each other: a table of four fields would be read across by a reader for the blind."""
    return [
        {"kind": "asks", "title": str(SectionKind(kind).label), "items": _paragraphs(content, kind)}
        for kind in SWOT
        if _paragraphs(content, kind)
    ]


def _diagnosis(content: Mapping) -> list[dict]:
    blocks = _plain(content, SectionKind.DIAGNOSIS)
    for one in content["figures"]:
        blocks += _figure(one)
    if content["own_figures"]:
        rows = [
            [f"{one['name']} ({one['unit']})", str(one["year"]), _number(one["value"]), one["source"]]
            for one in content["own_figures"]
        ]
        columns = [_wide(_("Figure of the gmina"), 3), _column(_("Year")), _amount(_("Value")), _wide(_("Source"), 2)]
        blocks.append(_table(_("The gmina's own figures"), columns, rows))
    return blocks


def _figure(one: Mapping) -> list[dict]:
    places = one["decimals"]

    def written(value) -> str:
        return "–" if value is None else format_number(Decimal(str(value)), places)

    blocks: list[dict] = []
    title = f"{one['name']} ({one['unit']})"
    series = [[(year, Decimal(value)) for year, value in line] for line in one["series"]]
    if len(series[0]) > 1:
        [picture] = charts.multiples([(one["finding"], series[0], series[1:])], written=written, palette="print")
        alt = f"{one['finding']} {', '.join(f'{year}: {written(value)}' for year, value in series[0])}"
        blocks.append({"kind": "chart", "title": title, "svg": str(picture), "alt": alt, "width": 0.55})
        title = ""
    rows = [[name, written(value)] for name, value in zip(one["columns"], one["values"], strict=True)]
    columns = [_wide(_("Unit of the country"), 3), _amount(str(one["year"]))]
    note = _("%(finding)s Source: %(source)s.") % {"finding": one["finding"], "source": one["source"]}
    blocks.append(_table(title, columns, rows, note=str(note)))
    return blocks


def _problems(content: Mapping) -> list[dict]:
    if not content["problems"]:
        return []
    rows = [
        {
            "kind": "group" if not one["depth"] else "row",
            "cells": [f"{'– ' * max(one['depth'] - 1, 0)}{one['text']}", str(ProblemSide(one["side"]).label)],
        }
        for one in content["problems"]
    ]
    return [_table("", [_wide(_("Problem"), 4), _column(_("What it is"))], rows)]


def _needs(content: Mapping) -> list[dict]:
    if not content["needs"]:
        return []
    columns = [_column(_("Code")), _wide(_("Need"), 4), _wide(_("How we know"), 2), _column(_("Priority"))]
    rows = [
        [one["code"].rsplit("/", 1)[-1], one["text"], one["evidence"], str(PRIORITIES[one["priority"]])]
        for one in content["needs"]
    ]
    note = _("In full the codes begin with %(code)s.") % {"code": content["needs"][0]["code"].rsplit("/", 1)[0]}
    return [_table("", columns, rows, note=str(note))]


def _fates(content: Mapping) -> list[dict]:
    if not content["fates"]:
        return []
    columns = [_column(_("Code")), _wide(_("Need of the older strategy"), 3), _wide(_("What became of it"), 3)]
    rows = [
        [one["code"], one["text"], fate_words(one["fate"], one["newer"], one["reason"])] for one in content["fates"]
    ]
    return [_table(_("What became of older needs"), columns, rows)]


def fate_words(fate: str, newer: str, reason: str) -> str:
    """carried over as GSRPS/2009/P-02; met: the reason."""
    label = str(Fate(fate).label)
    said = str(_("%(fate)s as %(code)s") % {"fate": label, "code": newer}) if newer else label
    return f"{said}: {reason}" if reason else said


def _goals(content: Mapping) -> list[dict]:
    if not content["goals"]:
        return []
    columns = [
        _column(_("Code")),
        _wide(_("Goal, direction of action"), 3),
        _wide(_("Who does what and when"), 3),
        _column(_("Needs")),
    ]
    rows: list = []
    for goal in content["goals"]:
        rows.append({"kind": "group", "span": len(columns), "cells": [f"{goal['code']} {goal['text']}"]})
        rows += [[way["code"], way["text"], way["way"], ", ".join(way["needs"])] for way in goal["directions"]]
    return [_table("", columns, rows)]


def _frame(content: Mapping) -> list[dict]:
    blocks = _plain(content, SectionKind.FRAME)
    if not content["frame_lines"]:
        return blocks
    columns = [_column(_("Year")), _wide(_("Source of money"), 3), _amount(_("Amount, zł"))]
    rows: list = [[str(one["year"]), one["source"], _money(one["amount_pln"])] for one in content["frame_lines"]]
    total = sum((Decimal(one["amount_pln"]) for one in content["frame_lines"]), Decimal())
    rows.append({"kind": "total", "span": 2, "cells": [str(_("Together")), _money(total)]})
    note = _("A frame, not a promise: the budget of each year decides.")
    return [*blocks, _table("", columns, rows, note=str(note))]


def _indicators(content: Mapping) -> list[dict]:
    if not content["indicators"]:
        return []
    columns = [
        _column(_("Code")),
        _wide(_("Indicator"), 4),
        _amount(_("Now")),
        _amount(_("Target")),
        _column(_("By")),
        _wide(_("Source"), 2),
    ]
    rows = [
        [
            one["code"],
            f"{one['name']} ({one['unit']})",
            _number(one["baseline"]),
            _number(one["target"]),
            str(one["target_year"]),
            one["source"],
        ]
        for one in content["indicators"]
    ]
    return [_table("", columns, rows)]


def _participation(content: Mapping) -> list[dict]:
    said = list(content["participation"])
    return [{"kind": "asks", "items": said}] if said else []


def _number(value: str) -> str:
    return format_number(Decimal(value)) if value else "–"


def _money(value) -> str:
    return format_number(Decimal(value), 2)


def _column(label) -> dict:
    return {"label": str(label)}


def _wide(label, width: int) -> dict:
    return {"label": str(label), "width": width}


def _amount(label) -> dict:
    return {"label": str(label), "align": "right"}


def _table(title, columns: list[dict], rows: list, *, note: str = "") -> dict:
    whole = [row if isinstance(row, dict) else {"cells": row} for row in rows]
    return {"kind": "table", "title": str(title), "columns": columns, "rows": whole, "empty": "–", "note": note}


def cover_facts(content: Mapping, number: int, made_on: date) -> tuple[str, str]:
    """The line above the title and the line below: the resolution, or that it waits for the council."""
    resolution = content["resolution"]
    if resolution["number"]:
        day = dmy(date.fromisoformat(resolution["on"])) if resolution["on"] else ""
        said = _("Resolution %(number)s of %(day)s, %(body)s")
        below = str(said % {"number": resolution["number"], "day": day, "body": resolution["body"]})
    else:
        below = str(_("Draft for the council: no resolution yet."))
    kicker = _("Version %(number)d of %(day)s. Data of %(year)d.")
    return str(kicker % {"number": number, "day": dmy(made_on), "year": content["data_year"]}), below
