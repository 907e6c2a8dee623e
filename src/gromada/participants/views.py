"""Pages of the people of a service: the list, enrolling, ending. Each read of names is logged."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import audit, clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import why_not
from gromada.core.text import _, _n
from gromada.core.workflow import button
from gromada.participants import actions, forms, queries
from gromada.participants.permissions import WORKERS
from gromada.participants.states import Basis, EnrolmentState
from gromada.plans import queries as plans


def _service(request, service_id):
    service = plans.service(service_id, request.actor)
    if request.actor.role not in (*WORKERS, "provider"):
        raise Http404
    request.participation = service.participation
    return service


@require_GET
def of_service(request, service_id):
    """Who takes part in the service."""
    service = _service(request, service_id)
    people = queries.enrolled(service, request.actor)
    audit.opened(by=request.actor, obj=service, what="names")
    active = sum(1 for one in people if one.enrolment.state == EnrolmentState.ACTIVE)
    can_end = request.actor.role in WORKERS
    enrol = button(request.actor, "participants.enrol", service, method="get", primary=True) if can_end else None
    return render(
        request,
        "participants/of_service.html",
        {"service": service, "people": people, "active": active, "can_end": can_end, "enrol": enrol},
    )


@require_http_methods(["GET", "POST"])
def enrol(request, service_id):
    """Register a new person and enrol them, or enrol people who are on the register."""
    service = _service(request, service_id)
    if request.actor.role not in WORKERS:
        raise Http404
    reason = why_not(request.actor, "participants.enrol", service)
    known = queries.people_to_enrol(service, request.actor)
    is_choosing = request.method == "POST" and "choose" in request.POST
    choose = forms.Choose(request.POST if is_choosing else None, people=known)
    register = forms.Register(
        request.POST if request.method == "POST" and not is_choosing else None,
        initial={"notice_given_on": clock.today(), "basis": Basis.PUBLIC_TASK},
    )
    where = reverse("participants:of_service", args=[service.pk])
    on = clock.today()
    if is_choosing and choose.is_valid():
        if attempt(choose, actions.enrol_all, service=service, people=choose.chosen(), by=request.actor, on=on):
            messages.success(request, _enrolled(choose.done))
            return redirect(where)
    elif register.is_bound and register.is_valid():
        data = register.cleaned_data
        if attempt(register, actions.register_and_enrol, service=service, by=request.actor, on=on, **data):
            messages.success(request, _enrolled(1))
            return redirect(where)
    if known:
        audit.opened(by=request.actor, obj=service.participation, what="register")
    context = {"service": service, "register": register, "choose": choose if known else None, "reason": reason}
    return render(request, "participants/enrol.html", context)


def _enrolled(count: int) -> str:
    return str(_n("%(count)d person is enrolled.", "%(count)d people are enrolled.", count) % {"count": count})


def _end(request, enrolment_id, action, done):
    enrolment = queries.enrolment(enrolment_id, request.actor)
    if enrolment is None:
        raise Http404
    where = reverse("participants:of_service", args=[enrolment.service_id])
    return answer(request, action, done=done, to=where, enrolment=enrolment, by=request.actor, on=clock.today())


@require_POST
def finish(request, enrolment_id):
    return _end(request, enrolment_id, actions.finish_enrolment, _("Noted: took part to the end."))


@require_POST
def drop(request, enrolment_id):
    return _end(request, enrolment_id, actions.drop_enrolment, _("Noted: dropped out."))
