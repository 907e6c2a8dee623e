"""Papers of work with residents: the list to sign at a meeting, the report of a consultation as PDF and as text to edit."""

from collections.abc import Sequence

from django.utils.translation import override

from gromada.core import render
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.strategies.queries.printing.document import DOCX, build_text
from gromada.strategies.states import CommentState

MEDIA_TYPES = {"pdf": "application/pdf", "docx": DOCX}
LINES = 25


def attendance_list(event, *, language: str) -> bytes:
    """An A4 list of 25 lines for a meeting, with what residents are told about their data (RODO art. 13)."""
    with override(language):
        title = str(_("Attendance list: %(title)s") % {"title": event.title})
        columns = [
            {"label": str(_("No."))},
            {"label": str(_("Name")), "width": 3},
            {"label": str(_("Village")), "width": 2},
            {"label": str(_("Signature")), "width": 3},
        ]
        rows = [{"cells": [f"{number}\n ", " ", " ", " "]} for number in range(1, LINES + 1)]
        place = event.strategy.participation
        told = _(
            "The gmina keeps this list for five years to show that residents took part in making the strategy. "
            "Only its people see the names; others learn how many came. You may come without signing."
        )
        blocks = [
            {
                "kind": "facts",
                "items": [
                    {"label": str(_("Day")), "value": dmy(event.held_on)},
                    {"label": str(_("Place")), "value": event.place},
                ],
            },
            {"kind": "table", "columns": columns, "rows": rows, "note": str(told), "empty": ""},
        ]
        data = _paper(title, place, [{"title": title, "blocks": blocks}])
        return render.pdf("strategies/strategy", data, as_of=event.held_on, language=language, title=title)


def _paper(title: str, place, sections: list[dict]) -> dict:
    gmina = str(_("Gmina %(name)s") % {"name": place.unit.name})
    return {
        "title": title,
        "head": {"left": gmina, "right": place.programme.name_pl},
        "folio": {"left": f"{gmina} · {{checksum}}", "page": str(_("{n} of {total}"))},
        "sections": sections,
    }


def consultation_report(consultation, comments: Sequence, ending: str, *, language: str) -> bytes:
    """The report of a consultation as "pdf" (tagged) or "docx": when, how many, each comment and the answer to it."""
    data = report_data(consultation, comments, language=language)
    how = {"as_of": max(consultation.state_since, consultation.opens_on), "language": language, "title": data["title"]}
    return render.pdf("strategies/strategy", data, **how) if ending == "pdf" else render.docx(build_text, data, **how)


def report_data(consultation, comments: Sequence, *, language: str) -> dict:
    """What the report says, as plain texts. Comments not shown stand with their reason, never with their words."""
    with override(language):
        title = str(_("Report of the public consultation: %(title)s") % {"title": consultation.title})
        place = consultation.strategy.participation
        sections = [
            {"title": title, "blocks": _summary(consultation, comments)},
            *_by_paragraph(consultation, comments),
        ]
        refused = [one for one in comments if one.state == CommentState.REFUSED]
        if refused:
            rows = [{"cells": [str(one.number), dmy(one.given_on), one.reason]} for one in refused]
            columns = [
                {"label": str(_("No."))},
                {"label": str(_("Day"))},
                {"label": str(_("Why it is not shown")), "width": 1},
            ]
            table = {"kind": "table", "columns": columns, "rows": rows, "empty": ""}
            sections.append({"title": str(_("Comments that are not shown")), "blocks": [table]})
        return _paper(title, place, sections)


def _summary(consultation, comments: Sequence) -> list[dict]:
    shown = [one for one in comments if one.state == CommentState.PUBLISHED]
    verdicts = [one.verdict for one in shown]
    paper = sum(1 for one in comments if one.is_paper)
    count = len(comments)
    words = _n(
        "%(count)d comment came in, %(paper)d on paper.", "%(count)d comments came in, %(paper)d on paper.", count
    )
    items = [
        (_("Laid open"), f"{dmy(consultation.opens_on)} – {dmy(consultation.ends_on)}"),
        (_("Comments"), str(count)),
        (_("taken into account"), str(verdicts.count("accepted"))),
        (_("taken into account in part"), str(verdicts.count("partly"))),
        (_("not taken into account"), str(verdicts.count("declined"))),
        (_("without an answer yet"), str(verdicts.count("") + sum(1 for one in comments if one.state == "waiting"))),
        (_("kept back"), str(sum(1 for one in comments if one.state == CommentState.REFUSED))),
    ]
    facts = [{"label": str(label), "value": value} for label, value in items]
    said = [str(words % {"count": count, "paper": paper})]
    if consultation.intro:
        said.append(consultation.intro)
    return [{"kind": "text", "paragraphs": said}, {"kind": "facts", "items": facts}]


def _by_paragraph(consultation, comments: Sequence) -> list[dict]:
    """A section a part of the draft that somebody commented on; the whole first."""
    by_key: dict[str, list] = {}
    for one in comments:
        if one.state == CommentState.PUBLISHED:
            by_key.setdefault(one.paragraph, []).append(one)
    whole = {"key": "", "heading": "", "text": ""}
    sections: list[dict] = []
    heading = ""
    for place, row in enumerate([whole, *consultation.paragraphs]):
        heading = row["heading"] or heading
        said = by_key.get(row["key"])
        if not said:
            continue
        title = str(_("The draft as a whole")) if not place else str(_("Paragraph %(number)d") % {"number": place})
        if place and heading:
            title = f"{title}. {heading}"
        blocks: list[dict] = [{"kind": "text", "paragraphs": [row["text"]]}] if row["text"] else []
        sections.append({"title": title, "blocks": [*blocks, _table(said)]})
    return sections


def _table(said: Sequence) -> dict:
    columns = [
        {"label": str(_("No."))},
        {"label": str(_("Comment")), "width": 5},
        {"label": str(_("The gmina")), "width": 2},
        {"label": str(_("Why")), "width": 5},
    ]
    rows = [
        {
            "cells": [
                str(one.number),
                one.text + (f"\n{one.name}" if one.name else ""),
                str(one.get_verdict_display()) if one.verdict else "–",
                one.answer or "–",
            ]
        }
        for one in said
    ]
    return {"kind": "table", "columns": columns, "rows": rows, "empty": ""}
