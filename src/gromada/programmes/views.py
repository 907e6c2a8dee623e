"""Pages of the programme: how the money is divided, the gminas side by side, one gmina's place, the catalogue."""

from decimal import Decimal
from fractions import Fraction

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from gromada.core import charts, clock
from gromada.core.asking import attempt
from gromada.core.money import format_amount, format_number, round_half_up
from gromada.core.permissions import require
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _, _n
from gromada.ledger.states import ExchangeRule
from gromada.programmes import actions, exports, queries
from gromada.programmes.forms import DivisionForm
from gromada.programmes.permissions import deciders, require_allocations

ZERO = Decimal("0.00")
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
FILTERS = {
    "": _("All"),
    "waiting": _("Waiting for their amount"),
    "part": _("A part unlocked"),
    "whole": _("The whole unlocked"),
}


def _programme(code: str):
    found = queries.programme(code)
    if found is None:
        raise Http404
    return found


def _xlsx(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=exports.XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


# The money is divided -------------------------------------------------------------------------------------------------


@require_GET
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Every gmina with its people and its amount; while some wait, a way to divide and to see what it would give."""
    programme = _programme(code)
    require_allocations(request.actor, programme)
    return _office(request, programme, _form(programme, request.GET) if "total" in request.GET else None)


@require_POST
def allocate(request: HttpRequest, code: str) -> HttpResponse:
    """Decide the amounts as the preview showed them."""
    programme = _programme(code)
    require_allocations(request.actor, programme)
    form = _form(programme, request.POST)
    if form.is_valid() and attempt(
        form,
        actions.divide,
        programme=programme,
        **form.asked(),
        by=request.actor,
        on=form.cleaned_data["decided_on"],
    ):
        done = _n("%(count)d gmina knows its amount.", "%(count)d gminas know their amount.", len(form.done))
        messages.success(request, str(done % {"count": len(form.done)}))
        return redirect("programmes:office", programme.code)
    return _office(request, programme, form)


@require_GET
def allocations_file(request: HttpRequest, code: str) -> HttpResponse:
    """The allocations as a workbook."""
    programme = _programme(code)
    require_allocations(request.actor, programme)
    day = clock.today()
    shares = queries.shares(request.actor, programme)
    content = exports.allocations(shares, currency=programme.currency, name=programme.name, as_of=day)
    return _xlsx(content, f"{programme.code}-{day.isoformat()}.xlsx")


def _form(programme, given=None, *, region: str = "", total: Decimal | None = None) -> DivisionForm:
    """The form of a voivodeship, as typed or as it begins; its fields' ids tell it from the others on the page."""
    today = clock.today()
    code = given.get("region", "") if given is not None else region
    initial = {"total": total, "floor": ZERO, "decided_on": today, "region": region}
    return DivisionForm(
        given, initial=initial, currency=programme.currency, today=today, auto_id=f"id_{slugify(code)}_%s"
    )


def _parts(request: HttpRequest, programme, waiting: list[queries.Share], sent: DivisionForm | None) -> list[dict]:
    """The gminas that wait, by voivodeship, each with its form and, for the form that was sent, what it gives."""
    by_region: dict = {}
    for share in waiting:
        by_region.setdefault(share.participation.region, []).append(share)
    left = queries.left_to_allocate(programme, [region.code for region in by_region]) if by_region else {}
    asked_for = sent["region"].value() if sent else ""
    parts = []
    for region, shares in by_region.items():
        is_sent = sent is not None and (asked_for == region.code or (not asked_for and len(by_region) == 1))
        form = sent if is_sent else _form(programme, region=region.code, total=left[region.code])
        preview = None
        if is_sent and form.is_valid():
            asked = {"actor": request.actor, "programme": programme, **form.asked()}
            preview = form.done if attempt(form, queries.division, **asked) else None
        parts.append({"region": region, "waiting": shares, "form": form, "preview": preview})
    return parts


def _office(request: HttpRequest, programme, sent: DivisionForm | None) -> HttpResponse:
    shares = queries.shares(request.actor, programme)
    decided, waiting = [row for row in shares if row.allocation], [row for row in shares if not row.allocation]
    context = {
        "programme": programme,
        "title": _office_title(len(decided), len(waiting)),
        "lead": _office_lead(programme),
        "form": sent,
        "parts": _parts(request, programme, waiting, sent),
        "decided": decided,
        "together": _together(decided),
        "may_decide": request.actor.role in deciders(programme),
    }
    return render(request, "programmes/office.html", context)


def _office_title(decided: int, waiting: int) -> str:
    if waiting:
        words = _n("%(count)d gmina waits for its amount", "%(count)d gminas wait for their amount", waiting)
        return words % {"count": waiting}
    words = _n("%(count)d gmina knows its amount", "%(count)d gminas know their amount", decided)
    return words % {"count": decided}


def _office_lead(programme) -> str:
    if programme.services_envelope is None:
        return programme.name
    written = format_amount(programme.services_envelope, programme.currency)
    return _("%(name)s; for services: %(envelope)s") % {"name": programme.name, "envelope": written}


def _together(decided: list[queries.Share]) -> dict:
    return {
        "people": sum(row.population or 0 for row in decided),
        "amount": sum((row.allocation.amount for row in decided), ZERO),
        "unlocked": sum((row.balance.unlocked for row in decided), ZERO),
        "locked": sum((row.balance.allocated - row.balance.unlocked for row in decided), ZERO),
    }


# The gminas side by side ----------------------------------------------------------------------------------------------


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """All gminas the actor sees: how far each is, since when, and how its money lies."""
    programme = _programme(code)
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
        "money": _money(shown.total),
        "legend": _legend(),
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


def _money(balance) -> list[tuple]:
    """The stages of money under each other, in the programme's currency, which stands in the heading."""
    stages = [
        (_("Allocated"), balance.allocated, "num"),
        (_("Unlocked"), balance.unlocked, "num"),
        (_("Planned"), balance.planned, "num"),
        (_("In contracts"), balance.committed, "num"),
        (_("Paid"), balance.paid, "num"),
        (_("Can still be planned"), balance.available, "num sum"),
    ]
    return [(label, format_number(amount, 2), kind) for label, amount, kind in stages]


def _legend() -> list[tuple]:
    return [("p1", _("paid")), ("p2", _("in contracts")), ("p3", _("in the plan")), ("p4", _("free"))]


# One gmina in the programme -------------------------------------------------------------------------------------------


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
        "path": _furrows(shown.place),
        "mark": charts.mark(seed=row.unit.code),
        "rooms": [(label, reverse(route, args=[row.pk])) for label, route in ROOMS],
        "steps": _steps(shown),
        "explained": [(allocation, _explained(allocation, row.programme.currency)) for allocation in shown.allocations],
        "money": _money(shown.balance),
        "lead": f"{row.programme.name}, {row.region.name}",
        "unlockings": [
            {"at": part.unlocked_on, "text": format_amount(part.amount, row.programme.currency), "source": part.reason}
            for part in shown.unlockings
        ],
        "since": _("now, since %(day)s") % {"day": dmy(row.state_since)},
        "legend": _legend(),
        "limit": shown.balance.unlocked if shown.balance.unlocked < shown.balance.allocated else None,
        "parameters": _parameters(shown.rules, row.programme.currency),
        "rules_name": shown.rules.say("label", _language()),
        "day": day,
    }
    return render(request, "programmes/gmina.html", context)


def _language() -> str:
    return (get_language() or "pl")[:2]


def _furrows(place: queries.Place) -> str:
    title = _("Stage %(number)d of %(count)d: %(name)s") % {
        "number": place.number,
        "count": place.count,
        "name": place.name,
    }
    return charts.path_furrows(place.number, place.count, stopped=place.is_aside, title=title)


def _steps(shown: queries.Overview) -> list[dict]:
    """The programme's own steps: which are behind, which is now; one known only from memory says so."""
    language, steps = _language(), []
    for number, step in enumerate(shown.participation.programme.definition.path, 1):
        when = "done" if number < shown.place.number else "now" if number == shown.place.number else "todo"
        document = step.say("document", language)
        steps.append(
            {"number": number, "name": step.name(language), "document": document, "when": when, "source": step.source}
            | {"certainty": CERTAINTIES.get(step.certainty, ""), "is_memory": step.certainty == "memory"}
        )
    return steps


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


# The catalogue --------------------------------------------------------------------------------------------------------


@require_GET
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """What a plan may hold: groups and kinds with examples; what is closed, with its reason."""
    programme = _programme(code)
    matrix = queries.matrix(programme)
    closed = [(group, programme.definition.why_not_cell(group.code, "", _language())) for group in matrix.closed]
    lead = _("Examples help and do not limit: whatever answers a need of the strategy can be planned in an open field.")
    context = {
        "programme": programme,
        "matrix": matrix,
        "closed": closed,
        "lead": lead,
        "title": _catalogue_title(matrix),
    }
    return render(request, "programmes/catalogue.html", context)


def _catalogue_title(matrix: queries.Matrix) -> str:
    cells = [cell for _kind, row in matrix.rows for cell in row] + [cell for _group, cell in matrix.single]
    count = sum(1 for cell in cells if cell is not None and cell.is_enabled)
    return _n("A plan can use %(count)d field", "A plan can use %(count)d fields", count) % {"count": count}
