"""A gmina in the programme's terms: its path, how its allocation came about, what is unlocked, the rules."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from gromada.core import charts, clock
from gromada.core.money import format_amount, format_number, round_half_up
from gromada.core.permissions import role_name
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _
from gromada.core.workflow import buttons
from gromada.ledger.states import ExchangeRule
from gromada.programmes import queries
from gromada.programmes.views.amounts import amount_of
from gromada.programmes.views.parts import legend, money
from gromada.programmes.views.why import link_to_why

CERTAINTIES = {
    "seed": _("programme document"),
    "found": _("public page"),
    "memory": _("from memory, not confirmed"),
    "interpretation": _("our reading"),
}
PARAMETERS = {
    "unlock_before": _("Usable before the strategy is adopted"),
    "unlock_after": _("Usable after adoption"),
    "legal_review_above": _("Legal counsel accepts contracts above"),
    "legal_review_basis": _("The value of a contract is taken"),
    "exchange_rule": _("Rate of exchange"),
    "strategy_max_data_age_years": _("Data of the strategy, at most years old"),
    "demand_due_days": _("Days to the demand for funds after a plan is accepted"),
    "offer_days_min": _("Days a call for offers is open, at least"),
}
BASES = {"gross": _("gross"), "net": _("net")}
# Where a gmina's things are, in the order of the chain: who watches over many gminas goes there from this page.
ROOMS = [
    (_("Strategy"), "strategies:strategy"),
    (_("Plan"), "plans:plans"),
    (_("Contracts"), "contracts:list"),
    (_("Sessions"), "delivery:of_gmina"),
    (_("Money"), "finance:money"),
    (_("Reports"), "reports:list"),
]


@require_GET
def gmina(request: HttpRequest, pk: int) -> HttpResponse:
    """A gmina in the programme's terms: its path, how its allocation came about, what is unlocked, the rules."""
    row = queries.participation(pk, request.actor)
    if row is None:
        raise Http404
    request.participation = row
    day = clock.today()
    shown = queries.overview(row, day)
    names = {"gmina": row.unit.name, "step": shown.place.name}
    context = {
        "shown": shown,
        "participation": row,
        "programme": row.programme,
        "currency": row.programme.currency,
        "title": _("%(gmina)s: %(step)s") % names,
        "path": _furrows(shown.place, is_mine=_is_mine(shown, request.actor)),
        "mark": charts.mark(seed=row.unit.code),
        "rooms": [(label, reverse(route, args=[row.pk])) for label, route in ROOMS]
        + [(_("Indicators"), reverse("territory:unit", args=[row.unit.code]))]
        + link_to_why(request.actor, row),
        "steps": _steps(shown),
        "next": _next(shown, request.actor, day),
        "history": _history(shown),
        "buttons": _buttons(request.actor, row),
        "explained": [(allocation, _explained(allocation, row.programme.currency)) for allocation in shown.allocations],
        "amount": amount_of(request.actor, shown),
        "money": money(shown.balance),
        "lead": f"{row.programme.name}, {row.region.name}",
        "unlockings": [
            {"at": part.unlocked_on, "text": format_amount(part.amount, row.programme.currency), "source": part.reason}
            for part in shown.unlockings
        ],
        "since": _("now, since %(day)s") % {"day": dmy(row.state_since)},
        "legend": legend(),
        "limit": shown.balance.unlocked if shown.balance.unlocked < shown.balance.allocated else None,
        "parameters": _parameters(shown.rules, row.programme.currency),
        "rules_name": shown.rules.say("label", _language()),
        "day": day,
    }
    return render(request, "programmes/gmina.html", context)


def _language() -> str:
    return (get_language() or "pl")[:2]


def _furrows(place: queries.Place, *, is_mine: bool) -> str:
    title = _("Stage %(number)d of %(count)d: %(name)s") % {
        "number": place.number,
        "count": place.count,
        "name": place.name,
    }
    return charts.path_furrows(place.number, place.count, mine=is_mine, stopped=place.is_aside, title=title)


def _steps(shown: queries.Overview) -> list[dict]:
    """The programme's own steps: behind, now or ahead, with day and papers; the next one with its owner and its term.

    A step known only from memory says so.
    """
    language, steps, now = queries.language(), [], shown.standing
    for number, step in enumerate(shown.participation.programme.definition.path, 1):
        is_next = now.following is not None and step.code == now.following.code
        when = "done" if number < shown.place.number else "now" if number == shown.place.number else "todo"
        past = [row for row in shown.records if row.state == step.code]
        steps.append(
            {"number": number, "name": step.name(language), "document": step.say("document", language), "when": when}
            | {"certainty": CERTAINTIES.get(step.certainty, ""), "is_memory": step.certainty == "memory"}
            | {
                "reached_on": past[0].reached_on if past else None,
                "papers": [_paper(row) for row in past if row.has_paper],
            }
            | {"is_next": is_next, "source": step.source}
        )
    return steps


def _paper(row) -> dict:
    """A document of the path in words, and where its file is."""
    words = [row.paper_kind, row.paper_number, dmy(row.paper_on)]
    url = reverse("programmes:paper", args=[row.pk]) if row.document_id else ""
    return {"words": " ".join(word for word in words if word), "url": url}


def _is_mine(shown: queries.Overview, actor) -> bool:
    return shown.standing.is_waiting and shown.standing.owner == actor.role


def _next(shown: queries.Overview, actor, day: date) -> dict | None:
    """Who is next, with what, by when and how long it waits; nothing at the end of the path."""
    now, row = shown.standing, shown.participation
    if not now.owner:
        return None
    return {
        "step": now.following.name(queries.language()) if now.following else "",
        "owner": capfirst(str(role_name(now.owner))),
        "is_mine": _is_mine(shown, actor),
        "is_waiting": now.is_waiting,
        "days": (day - row.state_since).days,
        "due_on": now.due_on,
        "is_late": now.is_late(day),
        "certainty": CERTAINTIES.get(now.certainty, "") if now.due_on else "",
    }


def _history(shown: queries.Overview) -> list[dict]:
    """What is on record of the path, the latest first: day, step, who by role, the paper or the reason."""
    found = []
    for row in reversed(shown.records):
        step = queries.step_name(shown.participation, row.state)
        words = _("Document added to “%(step)s”") % {"step": step} if row.is_paper_alone else step
        who = capfirst(str(role_name(row.role))) if row.role else ""
        said = [who, _paper(row)["words"] if row.has_paper else "", row.note]
        found.append({"at": row.reached_on, "text": words, "source": ", ".join(text for text in said if text)})
    return found


DEEDS = ("programmes.record", "programmes.close", "programmes.resume", "programmes.reallocate", "programmes.add_paper",
         "programmes.suspend", "programmes.withdraw")  # fmt: skip
ALWAYS = ("programmes.record", "programmes.add_paper")


def _buttons(actor, row) -> list:
    """What this person can do on the path now; of what cannot be done, the recording alone, with its reason."""
    return [button for button in buttons(actor, row, DEEDS, pages=DEEDS) if not button.why_not or button.deed in ALWAYS]


def _explained(allocation, currency: str) -> list[tuple]:
    """What the amount was computed from, as far as it was kept beside it."""
    facts = allocation.facts
    found = []
    if facts.get("population"):
        people = _("%(people)s, year %(year)s") % {"people": format_number(facts["population"]), "year": facts["year"]}
        found.append((_("Population"), people, "num"))
        for_one = round_half_up(allocation.amount / facts["population"])
        found.append((_("For one inhabitant"), format_amount(for_one, currency), "num"))
    for name, label in (("total", _("Amount divided")), ("floor", _("Least for a gmina"))):
        if facts.get(name):
            found.append((label, format_amount(Decimal(facts[name]), currency), "num"))
    if facts.get("gminas"):
        found.append((_("Divided among gminas"), format_number(facts["gminas"]), "num"))
    if facts.get("at_floor"):
        found.append((_("Heads alone would give less"), _("the least was given"), ""))
    return found


def _parameters(rules, currency: str) -> list[dict]:
    """The parameters in force with value, source and how certain each is."""
    return [
        {
            "name": PARAMETERS[name],
            "value": _written(name, parameter.value, currency),
            "source": parameter.source,
            "certainty": CERTAINTIES.get(parameter.certainty, ""),
            "is_memory": parameter.certainty == "memory",
        }
        for name, parameter in rules.parameters.items()
        if name in PARAMETERS
    ]


def _written(name: str, value, currency: str) -> str:
    if name == "exchange_rule":
        return str(ExchangeRule(value).label)
    if name == "legal_review_basis":
        return str(BASES[value])
    if isinstance(value, Fraction):
        return str(_("the whole") if value == 1 else value)
    return format_amount(value, currency) if isinstance(value, Decimal) else str(value)
