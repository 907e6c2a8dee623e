"""The parts that show figures: tables, money, findings, lists, attendance and pictures. Listed in parts.py."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gromada.core import charts
from gromada.core.money import format_amount, format_number
from gromada.core.templatetags.shapes import part, shaped

register = template.Library()


@register.simple_block_tag
def table(content: str, caption: str, kind: str = "", hidden: bool = False) -> SafeString:
    """A table in a box that scrolls sideways and can take focus; kind "tight", "grid", "board" or several."""
    classes = "".join(f" table--{word}" if word == "tight" else f" {word}" for word in kind.split())
    return part("core/parts/table.html", caption=caption, classes=classes, hidden=hidden, content=content)


@register.simple_tag
def months(active, words: str = "") -> SafeString:
    """Twelve months as furrows, told in Roman numbers: I-IV, IX."""
    return charts.months(list(active), title=words or _runs(list(active)))


def _runs(active: list[bool]) -> str:
    names = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
    spans: list[list[int]] = []
    for turn, runs in enumerate(active):
        if runs and spans and spans[-1][1] == turn - 1:
            spans[-1][1] = turn
        elif runs:
            spans.append([turn, turn])
    told = [names[a] if a == b else f"{names[a]}–{names[b]}" for a, b in spans]
    return ", ".join(told) or _("no months")


@register.inclusion_tag("core/parts/pager.html", takes_context=True)
def pager(context, page, count: int | None = None) -> dict[str, Any]:
    """Under a keyset page (core.pages): the next rows, and back to the first ones; the rest of the address stays."""
    asked = context["request"].GET.copy() if "request" in context else None
    begun = bool(asked and asked.get("after"))
    kept = ""
    if asked is not None:
        asked.pop("after", None)
        kept = asked.urlencode()
    shown = {"kept": kept, "first": begun, "next": page.next_token or "", "rows": len(page.rows)}
    return shown | {"count": "" if count is None else format_number(count)}


@register.inclusion_tag("core/parts/findings.html")
def findings(items) -> dict[str, Any]:
    """What the check found: a sign and a sentence, what to do, rule and source, mends with one click."""
    signs = {"bad": _("Error"), "warn": _("Warning"), "note": _("Remark"), "ok": _("In order")}
    rows = shaped(items, kind="note", title="", text="", source="", mends=(), anchor="")
    for row in rows:
        row["sign"] = signs[row["kind"]]
        row["mends"] = shaped(row["mends"], label="", url="")
    return {"findings": rows}


# Money --------------------------------------------------------------------------------------------------------------


@register.simple_tag
def strip(  # noqa: PLR0913, PLR0917 - the tag's settings
    paid: Decimal,
    committed: Decimal,
    planned: Decimal,
    free: Decimal,
    limit: Decimal | None = None,
    over: Decimal = Decimal(),
    kind: str = "",
    title: str = "",
) -> SafeString:
    """Money in one strip, without legend; give a title unless the same figures stand beside it."""
    return charts.strip(paid, committed, planned, free, limit=limit, over=over, kind=kind, title=title)


@register.inclusion_tag("core/parts/money_strip.html")
def money_strip(  # noqa: PLR0913, PLR0917 - the tag's settings
    paid: Decimal,
    committed: Decimal,
    planned: Decimal,
    free: Decimal,
    currency: str = "EUR",
    limit: Decimal | None = None,
    over: Decimal = Decimal(),
    total_label: str = "",
    kind: str = "",
) -> dict[str, Any]:
    """Money in one strip with its legend and the total under a line; what is 0 and only planned or over is left out."""
    words = (
        pgettext("money", "paid"),
        pgettext("money", "in contracts"),
        pgettext("money", "in the plan"),
        pgettext("money", "beyond the allocation"),
        pgettext("money", "free"),
    )
    values = (paid, committed, planned, over, free)
    paints = ("p1", "p2", "p3", "over", "p4")
    rows = [
        {"key": charts.key(paint), "label": label, "value": format_number(value, 2)}
        for paint, label, value in zip(paints, words, values, strict=True)
        if value or paint in {"p1", "p4"}
    ]
    told = [f"{row['label']} {row['value']}" for row in rows]
    whole = paid + committed + planned + free + over
    title = _("Of %(whole)s: %(parts)s") % {"whole": format_amount(whole, currency), "parts": ", ".join(told)}
    svg = charts.strip(paid, committed, planned, free, limit=limit, over=over, kind=kind, title=title)
    label = total_label or (_("Together, %(currency)s") % {"currency": "zł" if currency == "PLN" else currency})
    limited = "" if limit is None else format_number(limit, 2)
    return {"svg": svg, "rows": rows, "whole": format_number(whole, 2), "total_label": label, "limit": limited}


@register.inclusion_tag("core/parts/fall.html")
def fall(stages) -> dict[str, Any]:
    """All stages of money under each other, each with its share of the first."""
    rows = shaped(stages, label="", amount=Decimal(), share=0, stage="p1", note="")
    for row in rows:
        row["svg"] = charts.bar(row["share"], paint=row["stage"], whole_paint="p4")
        row["shown"] = format_number(row["amount"], 2)
        row["percent"] = format_number(Decimal(str(row["share"])) * 100, 1) + "%"
    return {"stages": rows}


@register.inclusion_tag("core/parts/bars.html")
def bars(items) -> dict[str, Any]:
    """A bar a row with label and figure above it; `group` a code (I, II, III, V), `whole` a share, dashed."""
    rows = shaped(items, label="", shown="", share=0, group="", whole=None)
    for row in rows:
        paint = charts.group_paint(row["group"]) if row["group"] else "bar"
        frame = "p4" if row["whole"] else ""
        row["svg"] = charts.bar(row["share"], paint=paint, whole_paint=frame, of=row["whole"] or 1)
    return {"bars": rows}


@register.inclusion_tag("core/parts/legend.html")
def legend(items) -> dict[str, Any]:
    """What the paints mean, beside every chart and map."""
    return {"items": [row | {"key": charts.key(row["paint"])} for row in shaped(items, paint="p1", label="")]}


@register.inclusion_tag("core/parts/pair.html")
def pair(field, computed: Decimal | None, unit: str = "EUR", hint: str = "", legend: str = "") -> dict[str, Any]:
    """One amount typed (a bound field), its counterpart computed and read-only; the hint says rate, date and table."""
    shown = "" if computed is None else format_number(computed, 2)
    return {"field": field, "computed": shown, "unit": unit, "hint": hint, "legend": legend or field.label}


# Figures and lists --------------------------------------------------------------------------------------------------


@register.inclusion_tag("core/parts/facts.html")
def facts(items) -> dict[str, Any]:
    """Terms and values; kind "num" sets the value right, "num sum" under a line."""
    return {"facts": shaped(items, term="", value="", kind="")}


@register.inclusion_tag("core/parts/stat.html")
def stat(value, words: str, source: str = "", trend: str = "", large: bool = False) -> dict[str, Any]:
    """A figure with its words, its course (a chart) and where it comes from."""
    return {"value": value, "words": words, "source": source, "trend": trend, "large": large}


@register.inclusion_tag("core/parts/dates.html")
def dates(items) -> dict[str, Any]:
    """Days to come: on, what, note."""
    return {"dates": shaped(items, on=None, what="", note="", url="")}


@register.inclusion_tag("core/parts/trail.html")
def trail(events) -> dict[str, Any]:
    """What happened: when, who did what, from which state to which, the entry of the journal in small."""
    rows = shaped(events, at=None, text="", change="", source="")
    for row in rows:
        row["machine"] = (
            row["at"].isoformat() if isinstance(row["at"], datetime) or hasattr(row["at"], "isoformat") else ""
        )
    return {"events": rows}


@register.simple_block_tag
def nothing(content: str, title: str, text: str = "", asleep: bool = False) -> SafeString:
    """Nothing here yet: what will be here, where it comes from, how to begin; `asleep` shows the sleeping village."""
    return part(
        "core/parts/nothing.html", title=title, text=text, content=content, scene=charts.village(0) if asleep else ""
    )


@register.inclusion_tag("core/parts/work.html")
def work(words: str, done: int, total: int, problems: int = 0, where: str = "") -> dict[str, Any]:
    """Work in the background: n of m, problems, and that the page may be closed."""
    told = ngettext("%(count)s to clear up", "%(count)s to clear up", problems) % {"count": format_number(problems)}
    count = _("%(done)s of %(total)s rows") % {"done": format_number(done), "total": format_number(total)}
    return {
        "words": words,
        "done": done,
        "total": total,
        "count": count,
        "told": told if problems else "",
        "where": where,
    }


@register.inclusion_tag("core/parts/attendance_row.html")
def attendance_row(name: str, surname: str, first: str, note: str = "", value: bool | None = None) -> dict[str, Any]:
    """One person on the sheet; what is not marked stays unmarked (value None). Posts name=1 (here) or name=0 (not)."""
    return {
        "name": name,
        "surname": surname,
        "first": first,
        "note": note,
        "here": value is True,
        "away": value is False,
    }


# Pictures -----------------------------------------------------------------------------------------------------------


@register.simple_tag
def gmina_mark(strips, seed: str, outline=None, title: str = "") -> SafeString:
    """The mark of a gmina: strips of (group code, cost), its code as the seed."""
    return charts.mark(strips or (), outline=outline, seed=seed, title=title)


@register.simple_tag
def village(lit: int, title: str = "") -> SafeString:
    """As many lit windows as matters wait for you."""
    return charts.village(lit, title=title)


@register.simple_tag
def fields(lit: int = 5) -> SafeString:
    """The fields of the door."""
    return charts.fields(lit=lit)


@register.inclusion_tag("core/parts/map.html")
def map_image(url: str, finding: str, schematic: bool = False) -> dict[str, Any]:
    """A map that is a picture of its own (territory.queries.map_url) with its finding; put legend and table beside it."""
    return {"url": url, "finding": finding, "schematic": schematic}


@register.simple_tag
def key(paint: str) -> SafeString:
    """A square of a legend."""
    return charts.key(paint)
