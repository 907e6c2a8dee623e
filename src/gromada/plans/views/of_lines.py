"""The form of a line, with the examples of the catalogue at hand and the amount in both currencies."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import require
from gromada.core.text import _
from gromada.plans import actions, queries
from gromada.plans.forms import LineForm, initial_of
from gromada.plans.imports.proposing import plain_line
from gromada.plans.rules import cell_of, cost_in
from gromada.plans.views.of_plans import rate_words
from gromada.strategies import queries as strategies


@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a service into the plan; `?cell=` and `?title=` carry over an example of the catalogue."""
    plan = queries.plan(pk, request.actor)
    require(request.actor, "plans.write", plan)
    initial = {name: request.GET.get(name, "") for name in ("cell", "title")}
    form = line_form(request, plan, initial)
    if form.is_valid() and attempt(
        form, actions.add_line, plan=plan, **form.values(), by=request.actor, on=clock.today()
    ):
        if "again" in request.POST:
            return redirect("plans:add_line", plan.pk)
        return redirect("plans:plan", plan.pk)
    return _page(request, plan, form, None)


@require_http_methods(["GET", "POST"])
def change_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a line anew."""
    line = queries.line(pk, request.actor)
    require(request.actor, "plans.write", line)
    form = line_form(request, line.plan, initial_of(line))
    if form.is_valid() and attempt(
        form, actions.change_line, line=line, **form.values(), by=request.actor, on=clock.today()
    ):
        return redirect("plans:plan", line.plan_id)
    return _page(request, line.plan, form, line)


@require_POST
def remove_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out of the plan."""
    line = queries.line(pk, request.actor)
    kept = {"plan": line.plan_id, "number": line.number, "title": line.title, "at": clock.now().timestamp()}
    values = plain_line(line) | {"cost_pln": str(line.cost_pln)}
    answered = answer(
        request,
        actions.remove_line,
        done=_("Line %(number)s, “%(title)s”, is taken out.") % {"number": line.number, "title": line.title},
        to=redirect("plans:plan", line.plan_id).url,
        line=line,
        by=request.actor,
        on=clock.today(),
    )
    if line.pk is None:  # it is really gone: it may be brought back
        request.session["plans_removed"] = kept | {"values": values}
    return answered


@require_POST
def restore_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back the line that this person took out a moment ago."""
    plan = queries.plan(pk, request.actor)
    kept = request.session.pop("plans_removed", None)
    if not kept or kept["plan"] != plan.pk:
        raise Http404
    values = kept["values"] | {"cost_pln": Decimal(kept["values"]["cost_pln"])}
    return answer(
        request,
        actions.restore_line,
        done=_("Line %(number)s is back.") % {"number": kept["number"]},
        to=redirect("plans:plan", plan.pk).url,
        plan=plan,
        number=kept["number"],
        values=values,
        by=request.actor,
        on=clock.today(),
    )


def line_form(request: HttpRequest, plan, initial: dict) -> LineForm:
    place = plan.participation
    groups, kinds = queries.cells(place.programme)
    needs = strategies.needs_for_planning(place)
    return LineForm(
        request.POST or None, initial=initial, programme=place.programme, groups=groups, kinds=kinds, needs=needs
    )


def _page(request: HttpRequest, plan, form: LineForm, line) -> HttpResponse:
    currency = plan.participation.programme.currency
    cost = form.typed_cost()
    remarks = [] if line is None else [row for row in queries.last_remarks(plan) if row.line_id == line.pk]
    context = {
        "plan": plan,
        "line": line,
        "form": form,
        "currency": currency,
        "has_rate": currency != "PLN",
        "computed": None if cost is None else cost_in(cost, plan.rate),
        "rate": rate_words(plan),
        "catalogue": _catalogue(plan.participation.programme.definition, str(form["cell"].value() or "")),
        "remarks": remarks,
        "asked": False,
        "number": line.number if line else 0,
    }
    return render(request, "plans/line_form.html", context)


def _catalogue(definition, chosen: str) -> list[dict]:
    """The open cells with their examples; the chosen one stands open."""
    language = get_language() or "pl"
    shown = []
    for cell in definition.open_cells:
        code, kind = cell_of(cell.group, cell.kind), definition.service_kind(cell.kind)
        named = kind.name(language) if kind else definition.group(cell.group).name(language)
        examples = [example.en if language == "en" and example.en else example.pl for example in cell.examples]
        shown.append({"code": code, "name": named, "open": code == chosen, "examples": examples})
    return shown
