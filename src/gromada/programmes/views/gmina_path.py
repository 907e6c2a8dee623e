"""Deeds on a gmina's path, each on a page of its own: record a step, add a document, set aside, take back, close."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from gromada.core import clock, permissions
from gromada.core.asking import attempt
from gromada.core.text import _
from gromada.programmes import actions, forms, queries

PAGE = ("GET", "HEAD", "POST")


def _place(request: HttpRequest, pk: int):
    row = queries.participation(pk, request.actor)
    if row is None:
        raise Http404
    request.participation = row
    return row


@require_http_methods(PAGE)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """The next step with its paper; what must hold at it is confirmed."""
    row = _place(request, pk)
    permissions.require(request.actor, "programmes.record", row)
    step = queries.standing(row).by_hand
    words = {"step": step.name(queries.language()), "gmina": row.unit.name}
    return _page(
        request,
        row,
        form=_form(request, forms.StepForm, step=step),
        action=actions.record_step,
        given={"to": step.code},
        title=_("%(gmina)s: record “%(step)s”") % words,
        button=_("Record the step"),
        done=_("Recorded. The page says who is next."),
        source=step,
    )


@require_http_methods(PAGE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The end of the path, with the final report."""
    row = _place(request, pk)
    permissions.require(request.actor, "programmes.close", row)
    step = row.programme.definition.step("settled")
    return _page(
        request,
        row,
        form=_form(request, forms.StepForm, step=step),
        action=actions.close,
        title=_("Close the part of %(gmina)s in the programme") % {"gmina": row.unit.name},
        lead=_("After this nothing follows on the path: no plan, no contract, no payment."),
        button=_("Close the gmina's part"),
        done=_("Closed. The history stays here for everybody who may see it."),
        source=step,
    )


@require_http_methods(PAGE)
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    row = _place(request, pk)
    permissions.require(request.actor, "programmes.suspend", row)
    return _page(
        request,
        row,
        form=_form(request, forms.AsideForm),
        action=actions.suspend,
        title=_("Suspend the financing of %(gmina)s") % {"gmina": row.unit.name},
        lead=_("Until it is resumed no contract is signed and nothing is paid from its allocation."),
        button=_("Suspend the financing"),
        done=_("The financing is suspended. Resume it on this page when the reason is gone."),
    )


@require_http_methods(PAGE)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = _place(request, pk)
    permissions.require(request.actor, "programmes.withdraw", row)
    return _page(
        request,
        row,
        form=_form(request, forms.AsideForm),
        action=actions.withdraw,
        title=_("Note that %(gmina)s leaves the programme") % {"gmina": row.unit.name},
        lead=_("This is for good: there is no way back to the path. Its amount can then be moved to other gminas."),
        button=_("Note the withdrawal"),
        done=_("The withdrawal is noted."),
    )


@require_http_methods(PAGE)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    row = _place(request, pk)
    permissions.require(request.actor, "programmes.resume", row)
    back = queries.came_from(row)
    lead = _("The gmina goes back to the step where it stood: %(step)s.") % {
        "step": queries.step_name(row, back or row.state)
    }
    return _page(
        request,
        row,
        form=_form(request, forms.ResumeForm),
        action=actions.resume,
        title=_("Resume the financing of %(gmina)s") % {"gmina": row.unit.name},
        lead=lead,
        button=_("Resume the financing"),
        done=_("The financing goes on."),
    )


@require_http_methods(PAGE)
def add_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A document for a step that is behind."""
    row = _place(request, pk)
    permissions.require(request.actor, "programmes.add_paper", row)
    reached = dict.fromkeys([past.state for past in queries.records(row)] + [row.state])
    steps = [(code, queries.step_name(row, code)) for code in reached]
    chosen = request.GET.get("step", "")
    return _page(
        request,
        row,
        form=_form(request, forms.PaperForm, steps=steps, chosen=chosen if chosen in reached else row.state),
        action=actions.add_paper,
        title=_("%(gmina)s: add a document to its path") % {"gmina": row.unit.name},
        button=_("Add the document"),
        done=_("The document is added."),
    )


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of a record, to those who may see the gmina."""
    found = queries.paper_of(pk, request.actor)
    if found is None:
        raise Http404
    row, content = found
    disposition = content_disposition_header(as_attachment=True, filename=row.document.name)
    return HttpResponse(content, content_type=row.document.media_type, headers={"Content-Disposition": disposition})


def _form(request: HttpRequest, form_class, **more):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return form_class(*sent, today=clock.today(), **more)


def _page(request: HttpRequest, row, *, form, action, title, button, done, lead="", source=None, given=None):  # noqa: PLR0913 - what a page of a deed says
    back = reverse("programmes:gmina", args=[row.pk])
    if form.is_valid() and attempt(
        form, action, participation=row, by=request.actor, **(given or {}), **form.asked(actions.Paper)
    ):
        messages.success(request, str(done))
        return redirect(back)
    context = {
        "form": form,
        "participation": row,
        "title": title,
        "lead": lead,
        "button": button,
        "back": back,
        "source": source,
        "now": queries.step_name(row, row.state),
    }
    return render(request, "programmes/path_deed.html", context)
