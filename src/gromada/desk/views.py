"""The start page of everyone who signs in, and search."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from gromada.core import charts, clock
from gromada.core.text import _, _n
from gromada.desk import queries
from gromada.desk.context import Furniture
from gromada.programmes import queries as programmes


@require_GET
def start(request):
    """Whose turn it is, the money of the area, and what happened lately."""
    today = clock.today()
    if request.grant is None:
        return render(request, "desk/no_role.html", {"today": today})
    furniture = Furniture(request)
    area, turns = furniture.area, furniture.turns
    own = area.own
    place = programmes.place(own) if own else None
    regional = request.actor.unit_id if request.actor.scope_kind == "region" else None
    context = {
        "furniture": furniture,
        "today": today,
        "title": _greeting(len(turns.mine)),
        "turns": turns.mine,
        "waits": [_wait(turn) for turn in turns.others[:8]],
        "more_waits": max(len(turns.others) - 8, 0),
        "village": charts.village(min(len(turns.mine), 7)),
        "own": own,
        "place": place,
        "mark": furniture.mark,
        "path": _furrows(place, turns) if place else "",
        "balance": area.balance,
        "rate": area.rate(today) if area.balance else None,
        "programme": area.programme,
        "gminas": len(area.participations),
        "dates": _dates(turns, area, today),
        "trail": _trail(request.actor, own, regional),
    }
    return render(request, "desk/start.html", context)


def _greeting(count: int) -> str:
    if not count:
        return str(_("Good day. Nothing waits for you."))
    return str(_n("Good day. %(count)d matter waits for you.", "Good day. %(count)d matters wait for you.", count) % {"count": count})


def _wait(turn) -> dict:
    who = f"{turn.unit_name}: {turn.detail}" if turn.detail and turn.unit_name else turn.unit_name or turn.detail
    return {"title": turn.title, "who": who, "since": turn.since, "url": turn.url}


def _furrows(place, turns):
    title = _("Stage %(number)d of %(count)d: %(name)s") % {
        "number": place.number,
        "count": place.count,
        "name": place.name,
    }
    return charts.path_furrows(place.number, place.count, mine=bool(turns.mine), stopped=not place.number, title=str(title))


def _dates(turns, area, today) -> list[dict]:
    """The nearest days: deadlines of matters, and the end of the days in which money may be spent."""
    found = [
        {"on": turn.due_on, "what": turn.title, "note": turn.unit_name, "url": turn.url}
        for turn in turns.mine + turns.others
        if turn.due_on and turn.due_on >= today
    ]
    found = sorted(found, key=lambda row: row["on"])[:4]
    if area.programme and area.programme.window_until >= today:
        left = (area.programme.window_until - today).days
        note = _n("%(days)d day left", "%(days)d days left", left) % {"days": left}
        found.append({"on": area.programme.window_until, "what": _("Last day of spending"), "note": note, "url": ""})
    return found


def _trail(actor, own, regional) -> list[dict]:
    if not (own or regional or actor.sees_country):
        return []
    rows = queries.trail(unit_id=own.unit_id if own else None, region_id=regional)
    return [{"at": row.on, "text": _told(row), "change": row.change} for row in rows]


def _told(row) -> str:
    """“Treasurer. Invoice: paid.”: who by role, then what; without a verb that would need a gender."""
    who = f"{row.who[:1].upper()}{row.who[1:]}. " if row.who else ""
    return f"{who}{row.what}."


@require_GET
def search(request):
    """What was typed, looked for in gminas, services, contracts and invoices of the actor's scope."""
    text = request.GET.get("q", "").strip()
    context = {"text": text, "groups": queries.search(request.actor, text) if text else []}
    return render(request, "desk/search.html", context)
