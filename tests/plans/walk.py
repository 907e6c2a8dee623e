"""Ways to a plan and a service in each of their states, through real actions; for this room and those above."""

from datetime import date
from decimal import Decimal

from gromada.plans import actions
from gromada.strategies.queries import needs_for_planning
from tests.strategies.walk import actor

WRITTEN, SENT, ACCEPTED = date(2009, 1, 12), date(2009, 1, 19), date(2009, 1, 30)


def started_plan(participation, *, year=None, by=None, on=WRITTEN, **words):
    """A plan without lines; for a sub-programme with its title and the first task line."""
    form = participation.programme.definition.plan
    if form.sub_programme:
        words = {"title": "Razem w Jaktorowie"} | words
    if form.task_line_required:
        words = {"task_line": participation.programme.task_lines.order_by("place").first()} | words
    by = by or actor("coordinator", participation)
    return actions.start_plan(participation=participation, year=year or on.year, by=by, on=on, **words)


def line_words(plan, **given):
    """A line as add_line takes it, in the first open cell, answering the first need that may be planned for."""
    programme = plan.participation.programme
    cell = programme.definition.open_cells[0]
    needs = needs_for_planning(plan.participation)
    return {
        "title": "Klub seniora „Przy Piecu”",
        "group": programme.groups.get(code=cell.group),
        "kind": programme.kinds.get(code=cell.kind) if cell.kind else None,
        "needs": [needs[0].need] if needs else [],
        "recipients_text": "osoby starsze z odległych wsi",
        "recipients": 20,
        "unit": "spotk.",
        "quantity": 24,
        "months": range(7, 13) if plan.year == programme.window_from.year else range(2, 12),
        "cost_pln": Decimal("9000.00"),
        "not_duplicating": True,
    } | given


def line(plan, *, by=None, on=WRITTEN, **given):
    """One more line of the plan."""
    by = by or actor("coordinator", plan.participation)
    return actions.add_line(plan=plan, **line_words(plan, **given), by=by, on=on)


def draft_plan(participation, *, lines=2, on=WRITTEN, cost_pln="9000.00", year=None, **words):
    """A plan with lines, with the gmina."""
    plan = started_plan(participation, on=on, year=year, **words)
    for number in range(lines):
        line(plan, on=on, title=f"Usługa {number + 1}", cost_pln=Decimal(cost_pln))
    return plan


def submitted_plan(participation, *, lines=2, on=WRITTEN, sent_on=SENT, **words):
    """A plan that waits for its reviewer."""
    plan = draft_plan(participation, lines=lines, on=on, **words)
    sent_on = max(sent_on, on)
    return actions.submit_plan(plan=plan, by=actor("coordinator", participation), on=sent_on)


def returned_plan(participation, *, lines=2, on=WRITTEN, sent_on=SENT, **words):
    """A plan that came back, with a remark to its first line and one to the whole."""
    plan = submitted_plan(participation, lines=lines, on=on, sent_on=sent_on, **words)
    first = plan.lines.order_by("number").first()
    remarks = [(first, "Skąd ta liczba?"), (None, "Proszę o harmonogram.")]
    return actions.return_plan(plan=plan, remarks=remarks, by=reviewer(participation), on=max(sent_on, on))


def accepted_plan(participation, *, lines=2, on=WRITTEN, sent_on=SENT, accepted_on=ACCEPTED, **words):
    """A plan whose lines have become services; their cost is booked as planned."""
    plan = submitted_plan(participation, lines=lines, on=on, sent_on=sent_on, **words)
    actions.accept_plan(plan=plan, by=reviewer(participation), on=max(accepted_on, sent_on, on))
    participation.refresh_from_db()
    return plan


def reviewer(participation):
    """Whoever accepts plans in this programme."""
    roles = participation.reach.roles.get("plans.accept", ("consultant",))
    return actor(roles[0], participation)


def services_of(plan):
    """The services of an accepted plan in the order of their lines."""
    return [row.service for row in plan.lines.select_related("service__participation").order_by("number")]
