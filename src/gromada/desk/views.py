"""The start page of everyone who signs in, and search."""

from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from gromada.core import charts, clock
from gromada.core.permissions import role_name
from gromada.core.text import _, _n
from gromada.desk import queries
from gromada.desk.context import furniture as furniture_of
from gromada.programmes import queries as programmes


@require_GET
def start(request):
    """Whose turn it is, the money of the area, and what happened lately."""
    today = clock.today()
    if request.grant is None:
        return render(request, "desk/no_role.html", {"today": today})
    furniture = furniture_of(request)["furniture"]
    area, turns = furniture.area, furniture.turns
    own = area.own
    place = programmes.place(own) if own else None
    dealings = queries.dealings(request.actor, today)
    context = {
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
        "rate": area.rate if area.balance else None,
        "programme": area.programme,
        "gminas": len(area.of_programme),
        "other_programmes": area.other_programmes,
        "dealings": dealings,
        "dealings_strip": _strip(dealings) if dealings and dealings.agreed else "",
        "dates": _dates(turns, area, today),
        "trail": _trail(request.actor, area, today),
    }
    return render(request, "desk/start.html", context)


def _greeting(count: int) -> str:
    if not count:
        return str(_("Good day. Nothing waits for you."))
    words = _n("Good day. %(count)d matter waits for you.", "Good day. %(count)d matters wait for you.", count)
    return str(words % {"count": count})


def _wait(turn) -> dict:
    """“Treasurer, Dolice: what it is about”."""
    whose = _whose(turn)
    return {
        "title": turn.title,
        "who": f"{whose}: {turn.detail}" if turn.detail else whose,
        "since": turn.since,
        "url": turn.url,
    }


def _whose(turn) -> str:
    role = capfirst(str(role_name(turn.role)))
    return f"{role}, {turn.unit_name}" if turn.unit_name else role


def _strip(dealings):
    title = _("Of what was agreed %(paid)d%% is paid") % {"paid": 100 * dealings.paid / dealings.agreed}
    return charts.strip(dealings.paid, dealings.waiting, 0, dealings.left, title=str(title))


def _furrows(place, turns):
    title = _("Stage %(number)d of %(count)d: %(name)s") % {
        "number": place.number,
        "count": place.count,
        "name": place.name,
    }
    is_stopped = not place.number
    return charts.path_furrows(place.number, place.count, mine=bool(turns.mine), stopped=is_stopped, title=str(title))


def _dates(turns, area, today) -> list[dict]:
    """The nearest days: deadlines of matters, and the end of the days in which money may be spent."""
    found = [
        {"on": turn.due_on, "what": turn.title, "note": turn.unit_name if turn.mine else _whose(turn), "url": turn.url}
        for turn in turns.mine + turns.others
        if turn.due_on and turn.due_on >= today
    ]
    found = sorted(found, key=lambda row: row["on"])[:4]
    if area.programme and area.programme.window_until >= today:
        left = (area.programme.window_until - today).days
        note = _n("%(days)d day left", "%(days)d days left", left) % {"days": left}
        found.append({"on": area.programme.window_until, "what": _("Last day of spending"), "note": note, "url": ""})
    return found


def _trail(actor, area, today) -> list[dict]:
    """The deeds of the gmina, the voivodeship or the country; a provider reads its own matters elsewhere."""
    scopes = {"gmina": {"unit_id": actor.unit_id}, "region": {"region_id": actor.unit_id}, "country": {}}
    if actor.scope_kind not in scopes:
        return []
    rows = queries.trail(today, **scopes[actor.scope_kind])
    places = {} if area.own else area.unit_names
    return [
        {"at": row.on, "text": _told(row), "change": row.change, "source": places.get(row.unit_id, "")} for row in rows
    ]


def _told(row) -> str:
    """“Treasurer. Invoice: paid.”: who by role, then what; without a verb that would need a gender."""
    who = f"{capfirst(row.who)}. " if row.who else ""
    return f"{who}{row.what}."


@require_GET
def search(request):
    """What was typed, looked for in gminas, services, contracts and invoices of the actor's scope."""
    text = request.GET.get("q", "").strip()
    context = {"text": text, "groups": queries.search(request.actor, text) if text else []}
    return render(request, "desk/search.html", context)
