"""The gminas side by side: how far each is, since when, and how its money lies."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gromada.core import charts, clock
from gromada.core.money import format_amount
from gromada.core.permissions import require
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.programmes import queries
from gromada.programmes.views.parts import legend, money, programme_or_404

FILTERS = {
    "": _("All"),
    "waiting": _("Waiting for their amount"),
    "part": _("A part unlocked"),
    "whole": _("The whole unlocked"),
}


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """All gminas the actor sees: how far each is, since when, and how its money lies."""
    programme = programme_or_404(code)
    require(request.actor, "programmes.see_board")
    show = request.GET.get("show", "")
    show = show if show in FILTERS else ""
    shown = queries.board(request.actor, programme, show=show, after=request.GET.get("after"))
    context = {
        "programme": programme,
        "board": shown,
        "rows": [(row, charts.mark(seed=row.participation.unit.code)) for row in shown.rows],
        "chips": _chips(shown.counts, show),
        "title": _board_title(shown.counts),
        "lead": _board_lead(programme, shown, request.actor),
        "money": money(shown.total),
        "legend": legend(),
        "steps": len(programme.definition.path),
        "day": clock.today(),
    }
    return render(request, "programmes/board.html", context)


def _chips(counts: dict[str, int], show: str) -> list[tuple]:
    counts = counts | {"": counts["all"]}
    return [
        (f"{FILTERS[code]} {counts[code]}", f"?show={code}" if code else "?", code == show)
        for code in FILTERS
        if counts[code] or not code
    ]


def _board_title(counts: dict[str, int]) -> str:
    if counts["running"]:
        words = _n(
            "%(running)d of %(count)d gmina carries out services",
            "%(running)d of %(count)d gminas carry out services",
            counts["all"],
        )
        return words % {"running": counts["running"], "count": counts["all"]}
    words = _n("%(count)d gmina takes part", "%(count)d gminas take part", counts["all"])
    return words % {"count": counts["all"]}


def _board_lead(programme, shown: queries.Board, actor) -> str:
    where = programme.name if actor.sees_country or not shown.rows else shown.rows[0].participation.region.name
    facts = {"where": where, "sum": format_amount(shown.total.allocated, programme.currency), "day": dmy(clock.today())}
    return _("%(where)s, %(sum)s. As of %(day)s.") % facts
