"""Pages of the strategy: what is needed in the gmina, the resolution, and what it does to the money."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.money import format_amount
from gromada.core.permissions import may, require, why_not
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _
from gromada.core.workflow import Button
from gromada.strategies import actions, queries
from gromada.strategies.forms import AdoptionForm, ExistingStrategyForm, NeedForm, StrategyForm

PAGES = ["GET", "POST"]


def _deed(actor, code: str, obj, label, url: str, *, primary: bool = False) -> Button:  # noqa: PLR0913 - a button
    return Button(label, url, code, "get", why_not(actor, code, obj), primary)


@require_GET
def strategy(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """The strategy of a gmina: the one being written or in force, its needs, its resolution."""
    chosen = request.GET.get("strategy", "")
    page = queries.strategy_page(
        request.actor, participation_pk, clock.today(), int(chosen) if chosen.isdecimal() and len(chosen) < 18 else None
    )
    return render(request, "strategies/strategy.html", _shown(request.actor, page))


def _shown(actor, page: queries.StrategyPage) -> dict:
    """What the template of the strategy page needs beside the page itself: its sentences and lists of facts."""
    row = page.strategy
    shown = {"page": page, "buttons": _buttons(actor, page), "title": _sentence(page), "tags": [], "zero": Decimal()}
    if row is None:
        return shown
    kinds = {"draft": "draft", "adopted": "ok"}
    days = {"until": page.max_age, "data": row.data_year}
    return shown | {
        "tags": [(kinds.get(row.state, "others"), row.get_state_display())],
        "may_write": may(actor, "strategies.write", row),
        "verdict": _verdict(page),
        "checklist": _checklist(page),
        "money": _money(page),
        "document": _document(row),
        "stale": _("The rules take data at most %(until)s years old; these are of %(data)s.") % days,
    }


def _checklist(page: queries.StrategyPage) -> list:
    """What a draft still lacks; of a strategy that is adopted nobody asks any more."""
    if page.strategy is None or page.strategy.state != "draft":
        return []
    return queries.missing(page.strategy, clock.today())


def _sentence(page: queries.StrategyPage) -> str:
    gmina, row = page.participation.unit.name, page.strategy
    if row is None:
        return _("%(gmina)s has no strategy on record") % {"gmina": gmina}
    sentence = {
        "draft": _("“%(title)s” waits for the council's resolution"),
        "adopted": _("“%(title)s” is in force"),
        "existing": _("“%(title)s” is from before the programme"),
        "expired": _("“%(title)s” has been replaced"),
    }[row.state]
    return sentence % {"title": row.title}


def _verdict(page: queries.StrategyPage) -> str:
    currency = page.participation.programme.currency
    if not page.allocated:
        return _("The gmina has no allocation yet.")
    if page.rest > 0:
        return _("After the resolution we unlock %(rest)s") % {"rest": format_amount(page.rest, currency)}
    return _("The whole allocation is unlocked")


def _money(page: queries.StrategyPage) -> list[tuple]:
    currency = page.participation.programme.currency
    return [
        (_("Unlocked now"), format_amount(page.unlocked, currency), "num"),
        (_("Still locked"), format_amount(page.rest, currency), "num"),
        (_("Allocation"), format_amount(page.allocated, currency), "num sum"),
    ]


def _document(row) -> list[tuple]:
    facts = [(_("Years"), f"{row.year_from}–{row.year_until}"), (_("Data of"), str(row.data_year))]
    if row.resolution_number:
        facts.append((_("Resolution"), row.resolution_number))
    if row.resolution_body:
        facts.append((_("Passed by"), row.resolution_body))
    if row.adopted_on:
        facts.append((_("Passed on"), dmy(row.adopted_on)))
    return facts


def _buttons(actor, page: queries.StrategyPage) -> list[Button]:
    place, shown = page.participation, page.strategy
    if actor.role not in _writers(place):
        return []
    if page.has_draft:
        adopt = _deed(
            actor, "strategies.adopt", shown, _("Record the resolution"), _url("adopt", shown.pk), primary=True
        )
        return [adopt, _deed(actor, "strategies.write", shown, _("Change title and years"), _url("change", shown.pk))]
    start = _deed(actor, "strategies.write", place, _("Begin a new strategy"), _url("start", place.pk), primary=True)
    if page.strategy is None:
        return [start, _deed(actor, "strategies.write", place, _("Record an existing one"), _url("record", place.pk))]
    return [start]


def _writers(place) -> set[str]:
    return {
        *place.reach.roles.get("strategies.write", ("coordinator", "gops_manager")),
        *place.reach.roles.get("strategies.adopt", ("coordinator", "mayor", "council_member")),
    }


def _url(name: str, pk: int) -> str:
    return redirect(f"strategies:{name}", pk).url


@require_http_methods(PAGES)
def start(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """Begin a strategy."""
    return _write_new(request, participation_pk, StrategyForm, actions.start_strategy, _("Begin a new strategy"))


@require_http_methods(PAGES)
def record(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """Record a strategy from before the programme."""
    title = _("Record an existing strategy")
    return _write_new(request, participation_pk, ExistingStrategyForm, actions.record_existing_strategy, title)


def _write_new(request, participation_pk, form_class, action, title) -> HttpResponse:
    place = queries.participation(participation_pk, request.actor)
    require(request.actor, "strategies.write", place)
    day = clock.today()
    form = form_class(request.POST or None, initial={"year_from": day.year, "data_year": day.year - 1})
    if form.is_valid() and attempt(form, action, participation=place, **form.values(), by=request.actor, on=day):
        return redirect("strategies:strategy", place.pk)
    return render(request, "strategies/strategy_form.html", {"form": form, "participation": place, "title": title})


@require_http_methods(PAGES)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct title and years of a strategy that is not adopted."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.write", row)
    names = ("title", "year_from", "year_until", "data_year")
    form = StrategyForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if form.is_valid() and attempt(
        form, actions.change_strategy, strategy=row, **form.values(), by=request.actor, on=clock.today()
    ):
        return redirect("strategies:strategy", row.participation_id)
    context = {"form": form, "participation": row.participation, "title": _("Change title and years")}
    return render(request, "strategies/strategy_form.html", context)


@require_http_methods(PAGES)
def add_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a need into the strategy; after saving the next one can be written at once."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.write", row)
    form = NeedForm(request.POST or None, groups=queries.groups(row.participation))
    if form.is_valid() and attempt(
        form, actions.add_need, strategy=row, **form.values(), by=request.actor, on=clock.today()
    ):
        again = "again" in request.POST
        return (
            redirect("strategies:add_need", row.pk) if again else redirect("strategies:strategy", row.participation_id)
        )
    return render(request, "strategies/need_form.html", {"form": form, "strategy": row, "need": None})


@require_http_methods(PAGES)
def change_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a need."""
    row = queries.need(pk, request.actor)
    require(request.actor, "strategies.write", row)
    initial = {"text": row.text, "group": row.group_id or "", "evidence": row.evidence, "priority": row.priority}
    place = row.strategy.participation
    form = NeedForm(request.POST or None, initial=initial, groups=queries.groups(place))
    if form.is_valid() and attempt(
        form, actions.change_need, need=row, **form.values(), by=request.actor, on=clock.today()
    ):
        return redirect("strategies:strategy", place.pk)
    return render(request, "strategies/need_form.html", {"form": form, "strategy": row.strategy, "need": row})


@require_POST
def remove_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a need out, if no line of a plan answers it."""
    row = queries.need(pk, request.actor)
    return answer(
        request,
        actions.remove_need,
        done=_("The need %(code)s is struck out.") % {"code": row.short_code},
        to=_url("strategy", row.strategy.participation_id),
        need=row,
        by=request.actor,
        on=clock.today(),
    )


@require_http_methods(PAGES)
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the council's resolution: says beforehand what it does to the money."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.adopt", row)
    day = clock.today()
    body = _("Council of the gmina %(gmina)s") % {"gmina": row.participation.unit.name}
    form = AdoptionForm(
        request.POST or None, request.FILES or None, initial={"adopted_on": day, "resolution_body": body}
    )
    if form.is_valid() and _adopted(request, form, row, day):
        return redirect("strategies:strategy", row.participation_id)
    page = queries.strategy_page(request.actor, row.participation_id, day, row.pk)
    context = {"form": form, "page": page, "verdict": _verdict(page), "money": _money(page)}
    return render(request, "strategies/adopt.html", context)


def _adopted(request: HttpRequest, form: AdoptionForm, row, day) -> bool:
    given = {name: form.cleaned_data[name] for name in ("resolution_number", "resolution_body", "adopted_on")}
    file = form.cleaned_data["file"]
    if file:
        given["scan"] = actions.Scan(file.read(), file.name, file.content_type or "")
    return attempt(form, actions.adopt_strategy, strategy=row, **given, by=request.actor, on=day)
