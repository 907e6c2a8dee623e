"""Pages of sessions: the calendar of a gmina and of a service, scheduling, and the attendance sheet."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import audit, clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import may, why_not
from gromada.core.text import _, _n
from gromada.core.workflow import button
from gromada.delivery import actions, forms, queries
from gromada.delivery.permissions import ORGANISERS
from gromada.delivery.states import SessionState
from gromada.plans import queries as plans
from gromada.programmes import queries as programmes


@require_GET
def of_gmina(request, participation_id):
    """All sessions of the gmina, latest first."""
    participation = programmes.participation(participation_id, request.actor)
    if participation is None:
        raise Http404
    request.participation = participation
    page = queries.sessions(request.actor, participation, after=request.GET.get("after"))
    context = {"participation": participation, "page": page, "today": clock.today()}
    return render(request, "delivery/of_gmina.html", context)


@require_GET
def mine(request):
    """A provider's sessions in all its gminas, latest first."""
    if request.actor.scope_kind != "provider":
        raise Http404
    page = queries.sessions(request.actor, after=request.GET.get("after"))
    return render(request, "delivery/mine.html", {"page": page, "today": clock.today()})


@require_GET
def of_service(request, service_id):
    """The sessions of one service, and what can be done next."""
    service = _service(request, service_id)
    page = queries.sessions(request.actor, service.participation, service=service, after=request.GET.get("after"))
    schedule = None
    if request.actor.role in ORGANISERS:
        schedule = button(request.actor, "delivery.schedule", service, method="get", primary=True)
    people_url = reverse("participants:of_service", args=[service.pk]) if request.actor.role in ORGANISERS else ""
    context = {"service": service, "page": page, "schedule": schedule, "people_url": people_url, "today": clock.today()}
    return render(request, "delivery/of_service.html", context)


def _service(request, service_id):
    service = plans.service(service_id, request.actor)
    request.participation = service.participation
    return service


@require_http_methods(["GET", "POST"])
def schedule(request, service_id):
    """One session or a weekly series."""
    service = _service(request, service_id)
    if request.actor.role not in ORGANISERS:
        raise Http404
    contract = queries.contract_of(service, request.actor)
    reason = why_not(request.actor, "delivery.schedule", service)
    form = forms.Schedule(request.POST or None, initial={"first": clock.today()})
    if contract and form.is_valid() and _scheduled(request, form, contract):
        messages.success(request, _made(form.done))
        return redirect(reverse("delivery:of_service", args=[service.pk]))
    context = {"service": service, "form": form, "contract": contract, "reason": reason}
    return render(request, "delivery/schedule.html", context)


def _scheduled(request, form, contract) -> bool:
    data = form.cleaned_data
    common = {"contract": contract, "by": request.actor, "on": clock.today()}
    if data["last"]:
        return attempt(form, actions.schedule_series, **common, **data)
    single = {key: data[key] for key in ("starts_at", "minutes", "place")}
    return attempt(form, actions.schedule_session, held_on=data["first"], **single, **common)


def _made(done) -> str:
    count = len(done) if isinstance(done, list) else 1
    words = _n("%(count)d session is on the calendar.", "%(count)d sessions are on the calendar.", count)
    return str(words % {"count": count})


@require_http_methods(["GET", "POST"])
def mark(request, session_id):
    """The attendance sheet: everybody of the service on one page, one save."""
    session = queries.session(session_id, request.actor)
    if session is None:
        raise Http404
    request.participation = session.participation
    rows = queries.sheet(session, request.actor)
    if rows:
        audit.opened(by=request.actor, obj=session, what="names")
    is_held = session.state == SessionState.HELD
    deed = "delivery.correct" if is_held else "delivery.mark"
    action = actions.correct_attendance if is_held else actions.mark_attendance
    given = request.POST if request.method == "POST" else None
    form = forms.Sheet(given, rows=rows, all_there="all" in request.GET)
    deed_words = {"session": session, "by": request.actor, "on": clock.today()}
    if form.is_valid() and attempt(form, action, marks=form.marks(), **deed_words):
        messages.success(request, _saved(form.marks(), rows))
        return redirect(reverse("delivery:of_service", args=[session.service_id]))
    context = {
        "session": session,
        "rows": [(row, form.shown(row)) for row in rows],
        "form": form,
        "may_mark": may(request.actor, deed, session),
        "reason": why_not(request.actor, deed, session),
        "may_cancel": may(request.actor, "delivery.cancel", session),
        "is_held": is_held,
        "people": len(rows),
    }
    return render(request, "delivery/mark.html", context)


def _saved(marks, rows) -> str:
    there = sum(marks.values())
    words = _n("Saved: %(there)d person of %(all)d was there.", "Saved: %(there)d people of %(all)d were there.", there)
    return str(words % {"there": there, "all": len(rows)})


@require_POST
def cancel(request, session_id):
    session = queries.session(session_id, request.actor)
    if session is None:
        raise Http404
    where = reverse("delivery:of_service", args=[session.service_id])
    return answer(
        request,
        actions.cancel_session,
        done=_("The session is called off."),
        to=where,
        session=session,
        by=request.actor,
        on=clock.today(),
    )
