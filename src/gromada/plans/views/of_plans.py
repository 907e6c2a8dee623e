"""The plans of a gmina, and one plan with its check: written by the gmina, read by its reviewer on the same page."""

from dataclasses import replace
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gromada.core import charts, clock
from gromada.core.asking import attempt
from gromada.core.money import format_number
from gromada.core.permissions import may, why_not
from gromada.core.templatetags.parts import dmy
from gromada.core.text import _
from gromada.core.workflow import Button, button
from gromada.plans import actions, queries
from gromada.plans.forms import PlanForm
from gromada.plans.states import PlanState

KINDS = {"error": "bad", "warning": "warn", "note": "note"}
TAGS = {PlanState.DRAFT: "draft", PlanState.ACCEPTED: "ok"}
DEEDS_OF_TURN = {
    PlanState.DRAFT: ("plans.submit", _("Your turn: finish it")),
    PlanState.RETURNED: ("plans.submit", _("Your turn: mend it")),
    PlanState.SUBMITTED: ("plans.accept", _("Your turn: review it")),
}
NOTHING = Decimal("0.00")
MOMENT = 30 * 60  # seconds for which a removed line may be brought back from the page


@require_http_methods(["GET", "POST"])
def plans(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """The plans of a gmina, and the form that begins one."""
    page = queries.plans(request.actor, participation_pk)
    place = page.participation
    form, day = None, clock.today()
    if may(request.actor, "plans.write", place):
        form = PlanForm(
            request.POST or None,
            initial={"year": day.year},
            definition=place.programme.definition,
            task_lines=page.task_lines,
        )
        if form.is_valid() and attempt(
            form, actions.start_plan, participation=place, **form.values(), by=request.actor, on=day
        ):
            return redirect("plans:plan", form.done.pk)
    rows = [(row, TAGS.get(row.state, "others")) for row in page.plans]
    context = {"page": page, "form": form, "rows": rows, "words": plan_words(place)}
    return render(request, "plans/plans.html", context)


def plan_words(place) -> dict:
    """What this programme calls its plans (the noun of its file)."""
    form = place.programme.definition.plan
    language = get_language() or "pl"
    nouns = {code: place.programme.definition.word(code, language) for code in ("service", "services")}
    return {"one": form.say("name", language), "many": form.say("plural", language)} | nouns


@require_GET
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan: its lines by group, what the check found beside them, the money, and what can be done."""
    page = queries.plan_page(request.actor, pk)
    context = {
        "page": page,
        "plan": page.plan,
        "may_write": may(request.actor, "plans.write", page.plan),
        "tags": tags(request.actor, page.plan),
        "buttons": buttons(request.actor, page),
        "findings": findings(page),
        "told": told(page),
        "strip": strip(page),
        "mark": mark(page),
        "rate": rate_words(page.plan),
        "words": plan_words(page.plan.participation),
        "facts": _facts(page.plan),
        "removed": _removed(request, page),
    }
    return render(request, "plans/plan.html", context)


def _removed(request: HttpRequest, page: queries.PlanPage) -> dict | None:
    """The line this person took out of the plan a moment ago, which may be brought back."""
    kept = request.session.get("plans_removed")
    if not kept or kept["plan"] != page.plan.pk or not page.is_writable:
        return None
    return kept if clock.now().timestamp() - kept["at"] < MOMENT else None


def tags(actor, plan) -> list[tuple]:
    """Whose turn it is, and the state with its day."""
    shown = []
    deed, words = DEEDS_OF_TURN.get(plan.state, ("", ""))
    if deed and not actor.is_trusted and actor.role and why_not(actor, deed, plan) is None:
        shown.append(("mine", words))
    state = plan.get_state_display()
    shown.append((TAGS.get(plan.state, "others"), f"{state[:1].upper()}{state[1:]}, {dmy(plan.state_since)}"))
    return shown


def buttons(actor, page: queries.PlanPage) -> list[Button]:
    """The deeds of the actor's role; sending waits until the check finds no errors."""
    plan, roles = page.plan, page.plan.participation.reach.roles
    shown = []
    writes = actor.is_trusted or actor.role in roles.get("plans.submit", ("coordinator",))
    reviews = actor.is_trusted or actor.role in roles.get("plans.accept", ("consultant",))
    if writes and plan.state != PlanState.ACCEPTED:
        shown.append(_send_button(actor, page))
    if reviews and plan.state == PlanState.SUBMITTED:
        shown.append(button(actor, "plans.accept", plan, primary=True))
        shown.append(button(actor, "plans.return", plan, method="get"))
    return shown


def _send_button(actor, page: queries.PlanPage) -> Button:
    send = button(actor, "plans.submit", page.plan, primary=True)
    wrong = page.count("error")
    if send.why_not is not None or not wrong:
        return send
    sentence = ngettext(
        "First mend %(count)s error of the plan check.", "First mend %(count)s errors of the plan check.", wrong
    )
    return replace(send, why_not=sentence % {"count": wrong})


def findings(page: queries.PlanPage) -> list[dict]:
    """What the check found and the reviewer's remarks, as the side of the page shows them."""
    rows = {row.line.number: row.line for row in page.rows}
    shown = [
        finding_item(found, rows.get(found.line), writable=page.is_writable, plan_pk=page.plan.pk)
        for found in page.findings
    ]
    return shown + [_remark(remark) for remark in page.remarks]


def finding_item(found, line, *, writable: bool, plan_pk: int = 0) -> dict:
    """A finding as the page shows it: its sign, sentence, advice and source, and what mends or answers it."""
    mends = [(_("Go to line %(number)s") % {"number": line.number}, f"#line-{line.number}")] if line else []
    if line and writable:
        where = reverse("plans:line", args=[line.pk])
        mends = [(_("Open line %(number)s") % {"number": line.number}, f"{where}#id_{found.field}")]
    if writable and found.may_be_justified:
        label = _("Change the justification") if found.is_justified else _("Write a justification")
        mends.append((label, reverse("plans:answer", args=[plan_pk, found.code, found.line or 0])))
    rule = _("Rule %(rule)s") % {"rule": found.source if found.code in found.source else found.code}
    if found.source and found.code not in found.source:
        rule = f"{rule}: {found.source}"
    text = found.hint
    if found.is_justified:
        text = _("Justification: “%(text)s”") % {"text": found.justification}
    kind = "ok" if found.is_justified else KINDS[found.severity]
    return {"kind": kind, "title": found.sentence, "text": text, "source": rule, "mends": mends}


def _remark(remark) -> dict:
    title = _("Remark to the whole plan")
    mends = []
    if remark.line:
        number = {"number": remark.line.number}
        title = _("Remark to line %(number)s") % number
        mends = [(_("Go to line %(number)s") % number, f"#line-{remark.line.number}")]
    source = _("Reviewer, %(day)s") % {"day": dmy(remark.written_on)}
    return {
        "kind": "note",
        "title": title,
        "text": _("“%(text)s”") % {"text": remark.text},
        "source": source,
        "mends": mends,
    }


def told(page: queries.PlanPage) -> str:
    """How much the check found, for the line under its heading."""
    wrong, doubtful, remarks = page.count("error"), page.count("warning"), len(page.remarks)
    notes, answered = page.count("note"), page.answered
    parts = [
        ngettext("%(count)s error", "%(count)s errors", wrong) % {"count": wrong},
        ngettext("%(count)s warning", "%(count)s warnings", doubtful) % {"count": doubtful},
        ngettext("%(count)s note", "%(count)s notes", notes) % {"count": notes},
        ngettext("%(count)s answered", "%(count)s answered", answered) % {"count": answered},
        ngettext("%(count)s remark", "%(count)s remarks", remarks) % {"count": remarks},
    ]
    return ", ".join(
        part for part, count in zip(parts, (wrong, doubtful, notes, answered, remarks), strict=True) if count
    )


def strip(page: queries.PlanPage) -> dict:
    """The allocation in one strip: paid, in contracts, planned with this plan, free; the tick is what is unlocked."""
    balance = page.balance
    ours = NOTHING if page.plan.state == PlanState.ACCEPTED else page.cost
    planned = max(balance.planned - balance.committed, NOTHING) + ours
    committed = max(balance.committed - balance.paid, NOTHING)
    used = balance.paid + committed + planned
    over = min(max(used - balance.allocated, NOTHING), planned)
    return {
        "paid": balance.paid,
        "committed": committed,
        "planned": planned - over,
        "free": max(balance.allocated - used, NOTHING),
        "over": over,
        "limit": balance.unlocked if balance.unlocked < balance.allocated else None,
    }


def mark(page: queries.PlanPage) -> str:
    """The gmina's land as this plan divides it."""
    strips = [(row.line.group.code, row.line.cost) for row in page.rows]
    return charts.mark(strips, seed=page.plan.participation.unit.code)


def rate_words(plan) -> str:
    """The planning rate with its table and day, or nothing where the programme is in złoty."""
    if not plan.rate_table:
        return ""
    facts = {
        "rate": format_number(plan.rate, 4),
        "currency": plan.participation.programme.currency,
        "table": plan.rate_table,
        "day": dmy(plan.rate_on),
    }
    return _("Rate of the plan: %(rate)s zł for 1 %(currency)s, NBP %(table)s of %(day)s.") % facts


def _facts(plan) -> list[tuple]:
    shown = []
    if plan.task_line:
        shown.append((_("Task line"), plan.task_line.text))
    if plan.submitted_on:
        shown.append((_("Sent for review on"), dmy(plan.submitted_on)))
    if plan.accepted_on:
        shown.append((_("Accepted on"), dmy(plan.accepted_on)))
    if plan.demand_due_on:
        shown.append((_("Demand for funds due by"), dmy(plan.demand_due_on)))
    return shown
