"""The reviewer's pages: the queue of the area, remarks line by line, acceptance; and the gmina's sending."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import require
from gromada.core.text import _
from gromada.plans import actions, queries
from gromada.plans.forms import RemarksForm
from gromada.plans.views.of_plans import findings, mark, plan_words, rate_words, strip, tags, told


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """Plans that wait for review in the reviewer's area, the longest waiting first."""
    today = clock.today()
    page = queries.queue(request.actor, request.GET.get("after"))
    count = len(page)
    title = ngettext("%(count)s plan waits for review", "%(count)s plans wait for review", count) % {"count": count}
    if not count:
        title = _("No plan waits for review")
    return render(request, "plans/queue.html", {"page": page, "today": today, "title": title})


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the plan to its reviewer."""
    plan = queries.plan(pk, request.actor)
    return answer(
        request,
        actions.submit_plan,
        done=_("Sent for review. You will get a letter with the answer."),
        to=redirect("plans:plan", pk).url,
        plan=plan,
        by=request.actor,
        on=clock.today(),
    )


@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Write remarks, to the whole and to lines, and give the plan back."""
    page = queries.plan_page(request.actor, pk)
    require(request.actor, "plans.return", page.plan)
    form = RemarksForm(request.POST or None, lines=[row.line for row in page.rows])
    if form.is_valid() and attempt(
        form, actions.return_plan, plan=page.plan, remarks=form.remarks(), by=request.actor, on=clock.today()
    ):
        return redirect("plans:plan", pk)
    fields = form.by_line()
    context = {
        "page": page,
        "plan": page.plan,
        "form": form,
        "bands": [(band, [(row, fields[row.line.pk]) for row in band.rows]) for band in page.bands],
        "tags": tags(request.actor, page.plan),
        "findings": findings(page),
        "told": told(page),
        "strip": strip(page),
        "mark": mark(page),
        "rate": rate_words(page.plan),
        "words": plan_words(page.plan.participation),
    }
    return render(request, "plans/return.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the plan: its lines become services."""
    plan = queries.plan(pk, request.actor)
    return answer(
        request,
        actions.accept_plan,
        done=_("The plan is accepted. Each of its lines is now a service with its own account."),
        to=redirect("plans:plan", pk).url,
        plan=plan,
        by=request.actor,
        on=clock.today(),
    )
