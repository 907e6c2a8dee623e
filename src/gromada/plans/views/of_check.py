"""The plan check on the page: a finding answered with a justification, and the check of a line while it is written."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gromada.core import clock
from gromada.core.asking import attempt
from gromada.core.permissions import require
from gromada.plans import actions, queries
from gromada.plans.forms import AnswerForm
from gromada.plans.views.of_lines import line_form
from gromada.plans.views.of_plans import finding_item


@require_http_methods(["GET", "POST"])
def answer_finding(request: HttpRequest, pk: int, rule: str, number: int) -> HttpResponse:
    """Write why a line (0: the whole plan) stays as it is although a rule speaks against it."""
    page = queries.plan_page(request.actor, pk)
    require(request.actor, "plans.write", page.plan)
    wanted = (rule, number or None)
    finding = next((item for item in page.findings if (item.code, item.line) == wanted), None)
    if finding is None or not finding.may_be_justified:
        raise Http404
    line = next((row.line for row in page.rows if row.line.number == finding.line), None)
    form = AnswerForm(request.POST or None, initial={"text": finding.justification})
    if form.is_valid() and attempt(
        form,
        actions.answer_finding,
        plan=page.plan,
        rule=rule,
        line=line,
        text=form.cleaned_data["text"],
        by=request.actor,
        on=clock.today(),
    ):
        return redirect(f"{redirect('plans:plan', pk).url}#check")
    context = {
        "plan": page.plan,
        "finding": finding,
        "item": [finding_item(finding, line, writable=False)],
        "form": form,
    }
    return render(request, "plans/answer.html", context)


@require_POST
def check_typed(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the check says of a line as typed so far, in its plan; nothing is written (an answer for htmx)."""
    plan = queries.plan(pk, request.actor)
    require(request.actor, "plans.write", plan)
    form = line_form(request, plan, {})
    context = {"form": form, "items": [], "waits": [], "asked": True}
    if form.is_valid():
        found = queries.check_typed(plan, number or None, form.values())
        context["items"] = [finding_item(replace(item, line=None), None, writable=False) for item in found]
    else:
        context["waits"] = [form.fields[name].label for name in form.errors if name in form.fields]
    return render(request, "plans/typed.html", context)
