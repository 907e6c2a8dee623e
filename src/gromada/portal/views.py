"""The public pages: anybody reads them, nobody signs in, nothing is written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gromada.core import charts, clock
from gromada.core.money import format_amount, format_number
from gromada.core.text import _, _n
from gromada.plans.states import ServiceState
from gromada.portal import queries
from gromada.reports.states import ReportState

DECLARED_ON = date(2026, 11, 22)  # the day the accessibility statement was written; every review changes it
LEVELS = {"general": _("General goals"), "specific": _("Specific goals"), "effect": _("What is to remain")}
CERTAINTIES = {
    "seed": _("from the documents of the programme"),
    "found": _("from a public page or register"),
    "interpretation": _("our reading of the documents"),
}
# Shape of the tag, its word, and the state in a sentence.
STATES = {
    ServiceState.PLANNED: ("draft", _("in the accepted plan"), _("It has no contract yet.")),
    ServiceState.CONTRACTED: ("others", _("soon"), _("The contract is signed. The service has not begun yet.")),
    ServiceState.RUNNING: ("ok", _("under way"), _("The service is running.")),
    ServiceState.DELIVERED: ("ok", _("done"), _("All of the contract was done. The last invoices are being paid.")),
    ServiceState.SETTLED: ("ok", _("done"), _("All of the contract was done and paid for.")),
}
HANDED = {
    ReportState.PRESENTED: _("handed to the council on %(day)s"),
    ReportState.NOTED: _("noted by the council on %(day)s"),
}


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def _tabs(request: HttpRequest, programme=None) -> list[Tab]:
    """The tabs of a public page: those of its programme, and those of all."""
    here, start = request.path, reverse("portal:start")
    rows = [Tab(str(_("Programmes")), start, here == start)]
    if programme is not None:
        about, services, fields = (
            reverse(f"portal:{page}", args=[programme.code]) for page in ("programme", "services", "catalogue")
        )
        rows += [
            Tab(str(_("The programme and its gminas")), about, here == about or here.startswith(f"{about}gminas/")),
            Tab(_word(programme, "services"), services, here.startswith(services)),
            Tab(str(_("Catalogue")), fields, here == fields),
        ]
    help_url = reverse("portal:help")
    return [*rows, Tab(str(_("Help")), help_url, here == help_url)]


def _word(programme, code: str) -> str:
    """What the programme's file calls a thing, as the first word of a heading."""
    word = programme.definition.word(code, (get_language() or "pl")[:2])
    return word[:1].upper() + word[1:]


def _page(request: HttpRequest, template: str, context: dict, programme=None) -> HttpResponse:
    shown = {"portal_tabs": _tabs(request, programme), "programme": programme}
    if programme is not None:
        shown["programme_name"] = programme.name
    return render(request, template, shown | context)


# Programmes ---------------------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What Gromada is, and the programmes it runs here."""
    return _page(request, "portal/start.html", {"page": queries.start(), "fields": charts.fields()})


@login_not_required
@require_safe
def programme(request: HttpRequest, code: str) -> HttpResponse:
    """A programme: its goals, its money with sources, its gminas with their amounts."""
    page = queries.programme(code, after=request.GET.get("after"))
    context = {
        "page": page,
        "goals": [(LEVELS[level], rows) for level, rows in page.goals],
        "legend": _legend(),
        "gminas": [(row, _parts_told(row.balance)) for row in page.gminas],
        "paged": page.gminas.next_token or "after" in request.GET,
        "parts": [(part, CERTAINTIES[part.certainty]) for part in page.parts],
        "words": _words(page.programme),
        "stats": _programme_stats(page),
    }
    return _page(request, "portal/programme.html", context, page.programme)


def _programme_stats(page: queries.ProgrammePage) -> list[tuple[str, str, str]]:
    """Gminas, money and services of a programme; what is not there yet is not counted."""
    gminas, services = page.card.gminas, page.card.services
    rows = [(str(gminas), str(_n("gmina takes part", "gminas take part", gminas) % {}), "")]
    if page.allocated:
        words = _("%(currency)s for the gminas") % {"currency": page.programme.currency}
        rows.append((format_number(page.allocated, 2), words, ""))
    if services:
        words = _n("service in an accepted plan", "services in accepted plans", services) % {}
        rows.append((str(services), str(words), ""))
    if page.allocated:
        source = _paid_of(page.whole.paid, page.allocated, page.programme.currency, page.booked_on)
        rows.append((_share(page.whole.paid, page.allocated), _("of the money is already paid out"), source))
    return rows


@login_not_required
@require_safe
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """What may be planned in a programme, with examples, and who may provide it."""
    page = queries.catalogue(code)
    return _page(request, "portal/catalogue.html", {"page": page, "words": _words(page.programme)}, page.programme)


def _words(programme) -> dict[str, str]:
    return {code: _word(programme, code) for code in ("services", "service", "provider", "need", "group", "groups")}


def _legend() -> list[tuple[str, str]]:
    return [("p1", _("paid")), ("p2", _("in contracts")), ("p3", _("in plans")), ("p4", _("not planned yet"))]


def _parts_told(balance) -> str:
    """The parts of a strip of money in words, for those who do not see it."""
    values = [format_number(part, 2) for part in balance.parts]
    return ", ".join(f"{words} {value}" for (_paint, words), value in zip(_legend(), values, strict=True))


def _paid_of(paid: Decimal, whole: Decimal, currency: str, booked_on: date | None) -> str:
    """How much of how much is paid, as of the last entry of the ledger."""
    return _("%(paid)s of %(whole)s; %(day)s") % {
        "paid": format_number(paid, 2),
        "whole": format_amount(whole, currency),
        "day": _dmy(booked_on or clock.today()),
    }


def _share(part: Decimal, whole: Decimal | None) -> str:
    return f"{format_number(part / whole * 100, 0)}%" if whole else ""


# A gmina ------------------------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def gmina(request: HttpRequest, code: str, terc: str) -> HttpResponse:
    """What a gmina does in a programme, for how much, and how far it is."""
    page = queries.gmina(code, terc)
    place = page.participation
    name, currency = place.unit.name, place.programme.currency
    title = _("%(gmina)s is getting ready") % {"gmina": name}
    if page.services:
        done = _n("%(gmina)s does %(count)d thing together", "%(gmina)s does %(count)d things together", page.services)
        title = done % {"gmina": name, "count": page.services}
    most = max((group.cost_pln for group in page.groups), default=Decimal(0)) or Decimal(1)
    context = {
        "page": page,
        "place": place,
        "title": title,
        "mark": charts.mark(page.strips, seed=place.unit.code, title=str(_("The mark of %(gmina)s") % {"gmina": name})),
        "recipients": list(dict.fromkeys(group.recipients for group in page.groups if group.recipients)),
        "bars": [
            (group.group.name, format_amount(group.cost_pln, "PLN"), group.cost_pln / most, group.group.colour)
            for group in page.groups
        ],
        "stats": _stats(page, currency),
        "reports": [(row, HANDED[row.state] % {"day": _dmy(row.state_since)}) for row in page.reports],
        "legend": _legend(),
        "currency": currency,
        "words": _words(place.programme),
        "years": ", ".join(str(year) for year in page.years),
    }
    return _page(request, "portal/gmina.html", context, place.programme)


def _dmy(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _stats(page: queries.GminaPage, currency: str) -> list[tuple[str, str, str]]:
    """Figures of a gmina: value, words, and where it comes from. A figure that nobody has published is not shown."""
    rows = []
    if page.persons is not None:
        rows.append(_persons(page.persons))
    if page.contracts:
        words = _n("contract with an organisation", "contracts with organisations", page.contracts)
        source = _n("%(count)d organisation", "%(count)d different organisations", page.organisations)
        rows.append((str(page.contracts), str(words % {}), source % {"count": page.organisations}))
    if page.needs:
        value = _("%(part)d of %(whole)d") % {"part": page.needs_answered, "whole": page.needs}
        source = _("strategy of %(day)s") % {"day": _dmy(page.strategy.adopted_on)}
        rows.append((value, _("needs of the strategy have a service"), source))
    if page.amount:
        source = _paid_of(page.balance.paid, page.amount, currency, page.booked_on)
        rows.append((_share(page.balance.paid, page.amount), _("of the money is already paid out"), source))
    return rows


def _persons(figure) -> tuple[str, str, str]:
    """People, each counted once; under five the number is kept back."""
    source = _("each counted once; %(day)s") % {"day": _dmy(figure.as_of)}
    if figure.value is None:
        return _("fewer than 5"), _("people took part in %(year)d") % {"year": figure.year}, source
    words = _n("person took part in %(year)d", "people took part in %(year)d", figure.value) % {"year": figure.year}
    return format_number(figure.value), words, source


# Services -----------------------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def services(request: HttpRequest, code: str) -> HttpResponse:
    """Services of a programme, of one group or one gmina if asked."""
    asked = request.GET
    page = queries.services(code, group=asked.get("group", ""), gmina=asked.get("gmina", ""), after=asked.get("after"))
    rows = [
        (row, charts.group_paint(row.service.group.colour), _months(row.service), *STATES[row.service.state])
        for row in page.page
    ]
    paged = page.page.next_token or "after" in asked
    context = {"page": page, "rows": rows, "paged": paged, "words": _words(page.programme)}
    return _page(request, "portal/services.html", context, page.programme)


@login_not_required
@require_safe
def service(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One service: what, for whom, by whom, when, which need it answers, and how far it is."""
    page = queries.service(code, pk)
    row = page.service
    kind, words, sentence = STATES[row.state]
    programme = row.participation.programme
    context = {
        "page": page,
        "service": row,
        "state": {"kind": kind, "words": words, "sentence": sentence},
        "months": _months(row),
        "stats": _figures(page),
        "currency": programme.currency,
        "words": _words(programme),
    }
    return _page(request, "portal/service.html", context, programme)


def _months(service) -> str:
    """When a service runs, for residents: February–June, September 2009."""
    spans: list[list[int]] = []
    for place, runs in enumerate(service.line.month_list):
        if runs and spans and spans[-1][1] == place - 1:
            spans[-1][1] = place
        elif runs:
            spans.append([place, place])
    names = [date_format(date(service.year, place + 1, 1), "F").lower() for place in range(12)]
    told = [names[first] if first == last else f"{names[first]}–{names[last]}" for first, last in spans]
    return f"{', '.join(told)} {service.year}".strip()


def _figures(page: queries.ServicePage) -> list[tuple[str, str, str]]:
    """What the gmina's report published of the service."""
    told = {
        "persons": lambda count: _n("person took part", "people took part", count),
        "sessions": lambda count: _n("session was held", "sessions were held", count),
        "hours": lambda count: _n("hour", "hours", count),
    }
    rows = []
    for code, words in told.items():
        figure = page.figures.get(code)
        if figure is not None:
            value = _("fewer than 5") if figure.value is None else format_number(figure.value)
            source = _("report of the gmina, as of %(day)s") % {"day": _dmy(figure.as_of)}
            rows.append((value, str(words(figure.value or 0) % {}), source))
    return rows


# Pages of words -----------------------------------------------------------------------------------------------------


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to read these pages, and where to begin."""
    return _page(request, "portal/help.html", {})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement after the Polish model (act of 4 April 2019), its identifiers kept for robots."""
    context = {"address": request.build_absolute_uri("/"), "declared_on": DECLARED_ON}
    return _page(request, "portal/accessibility.html", context)


@login_not_required
@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    """What is known of people, by whom, how it is kept, and that none of it is public."""
    return _page(request, "portal/personal_data.html", {})


@login_not_required
@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Where the rules, the figures and the rates come from."""
    return _page(request, "portal/sources.html", {})
