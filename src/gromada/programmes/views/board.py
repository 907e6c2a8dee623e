"""The gminas side by side: how far each is, whose turn it is, how long it waits, on a map and as a table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from gromada.core import charts, clock
from gromada.core.money import format_amount
from gromada.core.permissions import require, role_name
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.programmes import exports, queries
from gromada.programmes.views.parts import legend, money, programme_or_404
from gromada.territory import queries as territory

FILTERS = {
    "": _("All"),
    "mine": _("Your turn"),
    "late": _("After the term"),
    "long": _("Waiting for more than 30 days"),
    "waiting": _("Waiting for their amount"),
    "part": _("A part unlocked"),
    "whole": _("The whole unlocked"),
}
SORTS = {
    "": _("late first, then the farthest on the path"),
    "days": _("the longest at their step first"),
    "due": _("the nearest term first"),
    "name": _("by name"),
    "region": _("by voivodeship"),
}
WAITS = (14, 30, 90, 180)
STAGES = {
    "in1": _("the beginning"),
    "in2": _("assessment and first plans"),
    "in3": _("after the adoption"),
    "in4": _("carrying out services"),
    "in5": _("the end of the path"),
    "d1": _("money stands still"),
    "mine": _("your turn"),
}


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """All gminas the actor sees: how far each is, whose turn it is, since when, and how its money lies."""
    programme = programme_or_404(code)
    require(request.actor, "programmes.see_board")
    asked, day = _asked(request), clock.today()
    shown = queries.board(request.actor, programme, day, asked)
    context = {
        "programme": programme,
        "board": shown,
        "asked": asked,
        "rows": _rows(shown),
        "chips": _chips(shown.counts, asked),
        "title": _title(shown.counts),
        "lead": _lead(programme, shown, asked, request.actor),
        "money": money(shown.total),
        "legend": legend(),
        "steps": len(programme.definition.path),
        "day": day,
        "matrix": _matrix(shown) if len(shown.regions) > 1 or shown.counts["all"] > queries.FEW else None,
        "map": _map(shown, asked),
        "choices": _choices(shown, asked),
        "narrowed": any((asked.region, asked.step, asked.turn, asked.days, asked.sort)),
        "file_query": urlencode({name: value for name, value in vars(asked).items() if value}),
    }
    return render(request, "programmes/board.html", context)


@require_GET
def board_file(request: HttpRequest, code: str) -> HttpResponse:
    """The same gminas as a workbook."""
    programme = programme_or_404(code)
    require(request.actor, "programmes.see_board")
    day = clock.today()
    rows = queries.board_papers(queries.board(request.actor, programme, day, _asked(request), most=None))
    content = exports.board(rows, currency=programme.currency, name=programme.name, as_of=day)
    name = f"{programme.code}-{_('gminas')}-{day.isoformat()}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=exports.XLSX, headers={"Content-Disposition": disposition})


def _asked(request: HttpRequest) -> queries.Asked:
    """What the address asks for; what it does not know is left out."""
    given = {name: request.GET.get(name, "") for name in ("show", "region", "step", "turn", "sort", "days")}
    days = given.pop("days")
    given["show"] = given["show"] if given["show"] in FILTERS else ""
    given["sort"] = given["sort"] if given["sort"] in SORTS else ""
    return queries.Asked(**given, days=int(days) if days.isdecimal() and len(days) < 5 else 0)


def _rows(shown: queries.Board) -> list[tuple]:
    """Few gminas have their mark, of their own border where it is known; of many each is one line."""
    if shown.is_short:
        return [(row, "") for row in shown.rows]
    outlines = territory.outlines([row.participation.unit_id for row in shown.rows])
    return [
        (
            row,
            charts.mark(
                seed=row.participation.unit.code, outline=outlines.get(row.participation.unit_id), north_up=False
            ),
        )
        for row in shown.rows
    ]


def _chips(counts: dict[str, int], asked: queries.Asked) -> list[tuple]:
    counts = counts | {"": counts["all"]}
    return [
        (f"{FILTERS[code]} {counts[code]}", _query(asked, show=code), code == asked.show)
        for code in FILTERS
        if counts[code] or code in {"", asked.show}
    ]


def _query(asked: queries.Asked, **changed) -> str:
    """The address of the same list with something else asked."""
    values = {name: value for name, value in (vars(asked) | changed).items() if value}
    return f"?{urlencode(values)}" if values else "?"


def _matrix(shown: queries.Board) -> dict:
    """Voivodeships down, steps across: how many gminas stand where; every figure leads to them."""
    rows = [
        {
            "name": row.region.name,
            "url": f"?{urlencode({'region': row.region.code})}",
            "cells": [
                (row.at.get(code, 0), f"?{urlencode({'region': row.region.code, 'step': code})}")
                for code, _name in shown.steps
            ],
            "count": row.count,
            "late": row.late,
        }
        for row in shown.regions
    ]
    sums = [sum(row.at.get(code, 0) for row in shown.regions) for code, _name in shown.steps]
    return {
        "rows": rows,
        "steps": [(number, name) for number, (_code, name) in enumerate(shown.steps, 1)],
        "sums": [
            (count, f"?{urlencode({'step': code})}") for count, (code, _name) in zip(sums, shown.steps, strict=True)
        ],
        "count": sum(row.count for row in shown.regions),
        "late": sum(row.late for row in shown.regions),
    }


def _map(shown: queries.Board, asked: queries.Asked) -> dict | None:
    """Where the gminas lie and how far each is; of one voivodeship its own map."""
    if not shown.paints:
        return None
    within = asked.region or (shown.regions[0].region.code if len(shown.regions) == 1 else "")
    title = str(_("Where the gminas lie and how far each of them is"))
    used = set(shown.paints.values())
    return {
        "url": territory.map_url(shown.paints, within=within, title=title),
        "title": title,
        "legend": [(paint, label) for paint, label in STAGES.items() if paint in used],
        "is_schematic": territory.is_schematic("gmina", within),
    }


def _choices(shown: queries.Board, asked: queries.Asked) -> list[dict]:
    """What the list can be narrowed and ordered by."""
    fields = [
        ("region", _("Voivodeship"), [("", _("all")), *((row.region.code, row.region.name) for row in shown.regions)]),
        ("step", _("Step"), [("", _("all")), *shown.steps]),
        (
            "turn",
            _("Whose turn"),
            [("", _("anybody's")), *((role, capfirst(str(role_name(role)))) for role in shown.owners)],
        ),
        ("days", _("At the step"), [("", _("any time")), *((str(days), _longer(days)) for days in WAITS)]),
        ("sort", _("Order"), list(SORTS.items())),
    ]
    found = []
    for name, label, options in fields:
        if name == "region" and len(shown.regions) < 2:
            continue
        now = str(getattr(asked, name) or "")
        found.append(
            {"name": name, "label": label, "options": [(code, text, str(code) == now) for code, text in options]}
        )
    return found


def _longer(days: int) -> str:
    return _n("at least %(count)d day", "at least %(count)d days", days) % {"count": days}


def _title(counts: dict[str, int]) -> str:
    if counts["mine"]:
        words = _n("%(count)d gmina waits for you", "%(count)d gminas wait for you", counts["mine"])
        return words % {"count": counts["mine"]}
    if counts["running"]:
        words = _n(
            "%(running)d of %(count)d gmina carries out services",
            "%(running)d of %(count)d gminas carry out services",
            counts["all"],
        )
        return words % {"running": counts["running"], "count": counts["all"]}
    words = _n("%(count)d gmina takes part", "%(count)d gminas take part", counts["all"])
    return words % {"count": counts["all"]}


def _lead(programme, shown: queries.Board, asked: queries.Asked, actor) -> str:
    one = asked.region or not actor.sees_country
    named = next((row.region.name for row in shown.regions if asked.region in {"", row.region.code}), "")
    where = named if one and named else programme.name
    facts = {"where": where, "sum": format_amount(shown.total.allocated, programme.currency), "day": dmy(clock.today())}
    return _("%(where)s, %(sum)s. As of %(day)s.") % facts
