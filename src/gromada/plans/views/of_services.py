"""Services of a gmina, and one followed to its end."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from gromada.core import charts, clock
from gromada.core.asking import attempt
from gromada.core.permissions import Actor, require
from gromada.core.text import _
from gromada.core.workflow import button
from gromada.plans import actions, queries
from gromada.plans.forms import CancelForm
from gromada.plans.states import ServiceState
from gromada.plans.views.of_plans import plan_words

ORDER = (
    ServiceState.PLANNED,
    ServiceState.CONTRACTED,
    ServiceState.RUNNING,
    ServiceState.DELIVERED,
    ServiceState.SETTLED,
)
WORK_WITH_PEOPLE = ("coordinator", "gops_manager", "social_worker", "provider")
TAGS = {ServiceState.PLANNED: "draft", ServiceState.SETTLED: "ok", ServiceState.CANCELLED: "bad"}


@require_GET
def services(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """The services of a gmina, all or those in one state."""
    asked, after = request.GET.get("state", ""), request.GET.get("after")
    page = queries.services_page(request.actor, participation_pk, state=asked, after=after)
    where = reverse("plans:services", args=[participation_pk])
    chips = [(_("all"), where, not page.state)]
    chips += [(state.label, f"{where}?state={state.value}", page.state == state.value) for state in ServiceState]
    rows = [(row, TAGS.get(row.service.state, "others")) for row in page.page]
    return render(
        request,
        "plans/services.html",
        {"page": page, "rows": rows, "chips": chips, "words": plan_words(page.participation)},
    )


@require_GET
def service(request: HttpRequest, pk: int) -> HttpResponse:
    """A service: what it answers, where it stands, who gives it, its money by stage."""
    page = queries.service_page(request.actor, pk)
    row = page.service
    buttons = []
    if row.state == ServiceState.PLANNED and _may_cancel(request.actor, row):
        buttons.append(button(request.actor, "plans.cancel_service", row, method="get"))
    context = {
        "page": page,
        "service": row,
        "buttons": buttons,
        "next_steps": _next_steps(request.actor, row),
        "path": _path(row),
        "tags": [] if row.state in ORDER else [(TAGS[row.state], row.get_state_display())],
        "stages": _stages(page.balance),
        "currency": row.participation.programme.currency,
        "words": plan_words(row.participation),
    }
    return render(request, "plans/service.html", context)


def _next_steps(actor: Actor, row) -> list[dict]:
    """Where the work on a service goes on, for those who do it: its contract, its sessions, its people."""
    found = []
    if row.state == ServiceState.PLANNED and actor.role == "coordinator":
        found.append(("contracts:draft", _("Draft a contract")))
    if row.state not in {ServiceState.PLANNED, ServiceState.CANCELLED}:
        found.append(("delivery:of_service", _("Sessions")))
        if actor.role in WORK_WITH_PEOPLE:
            found.append(("participants:of_service", _("People")))
    return [{"url": reverse(name, args=[row.pk]), "label": label} for name, label in found]


@require_http_methods(["GET", "POST"])
def cancel_service(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a service that has no contract, with a reason."""
    row = queries.service(pk, request.actor)
    require(request.actor, "plans.cancel_service", row)
    form = CancelForm(request.POST or None)
    if form.is_valid() and attempt(
        form, actions.cancel_service, service=row, why=form.cleaned_data["why"], by=request.actor, on=clock.today()
    ):
        return redirect("plans:service", pk)
    return render(request, "plans/cancel_service.html", {"form": form, "service": row})


def _may_cancel(actor, row) -> bool:
    return actor.role in row.participation.reach.roles.get("plans.cancel_service", ("coordinator",))


def _path(row) -> str:
    """The path of the service in furrows; a service that was given up stopped at the first."""
    if row.state not in ORDER:
        return charts.path_furrows(1, len(ORDER), stopped=True, title=row.get_state_display())
    step = ORDER.index(row.state) + 1
    names = {"step": step, "count": len(ORDER), "state": row.get_state_display()}
    return charts.path_furrows(step, len(ORDER), title=_("Stage %(step)s of %(count)s: %(state)s") % names)


def _stages(balance) -> list[dict]:
    """The money of the service, each stage with its share of what was planned."""
    rows = (
        (_("Planned"), balance.planned, "p3"),
        (_("In contracts"), balance.committed, "p2"),
        (_("Invoiced"), balance.invoiced, "p2"),
        (_("Paid"), balance.paid, "p1"),
    )
    whole = balance.planned
    return [
        {"label": label, "amount": amount, "share": min(float(amount / whole), 1.0) if whole else 0.0, "stage": paint}
        for label, amount, paint in rows
    ]
