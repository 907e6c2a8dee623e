"""Send a plan for review, return it with remarks, accept it: its lines become services and its money is planned."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from gromada.core import audit, deadlines, workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _, polish_key
from gromada.core.workflow import action
from gromada.ledger import actions as bookkeeping
from gromada.ledger import queries as ledger
from gromada.ledger.actions import Limit, Line
from gromada.ledger.rules import Rate
from gromada.ledger.states import Stage
from gromada.plans import notifications
from gromada.plans.models import Plan, PlanLine, Remark, ReturnedRule, Service
from gromada.plans.queries import findings_of, lines_of
from gromada.plans.rules import refuse_plan
from gromada.plans.states import PlanState, ServiceState
from gromada.programmes import actions as programmes
from gromada.programmes.states import Step


@action
def submit_plan(*, plan: Plan, by: Actor, on: date) -> Plan:
    """Send the plan to its reviewer. Refused while the plan check finds errors, a sum over the unlocked too (V2)."""
    _lock(plan)
    require(by, "plans.submit", plan)
    account = plan.participation.account
    balance = ledger.balances([account])[account.pk]
    refuse_plan(findings_of(plan, lines_of(plan), balance, on))
    plan.submitted_on = on
    plan.save(update_fields=["submitted_on"])
    workflow.move(plan, to=PlanState.SUBMITTED, by=by, on=on)
    notifications.plan_submitted(plan, on)
    return plan


@action
def return_plan(*, plan: Plan, remarks: Iterable[tuple[PlanLine | None, str]], by: Actor, on: date) -> Plan:
    """Give the plan back to the gmina with remarks, each to a line or (None) to the whole. At least one is required."""
    _lock(plan)
    require(by, "plans.return", plan)
    written = [(line, text.strip()) for line, text in remarks if text.strip()]
    if not written:
        raise Refusal(_("Write at least one remark: the gmina has to know what to mend."), rule="domain 2.5")
    if any(line is not None and line.plan_id != plan.pk for line, _text in written):
        raise Refusal(_("A remark names a line of another plan. Reload the page and write it again."))
    before = plan.remarks.aggregate(last=Max("round"))["last"] or 0
    Remark.objects.bulk_create(
        Remark(plan=plan, line=line, text=text, written_on=on, round=before + 1) for line, text in written
    )
    _count_rules(plan, before + 1, on)
    workflow.move(plan, to=PlanState.RETURNED, by=by, on=on)
    notifications.plan_returned(plan, [text for _line, text in written], on)
    return plan


def _count_rules(plan: Plan, round_: int, on: date) -> None:
    """Keep by which rules the check spoke of the plan on the day it was returned: for statistics of returns."""
    account = plan.participation.account
    counted: dict[str, list[bool]] = {}
    for finding in findings_of(plan, lines_of(plan), ledger.balances([account])[account.pk], on):
        counted.setdefault(finding.code, []).append(finding.is_justified)
    ReturnedRule.objects.bulk_create(
        ReturnedRule(plan=plan, round=round_, rule=code, count=len(answers), answered=sum(answers), on=on)
        for code, answers in sorted(counted.items())
    )


@action
def accept_plan(*, plan: Plan, by: Actor, on: date) -> Plan:
    """Accept the plan: each line becomes a service with its own account, and its cost is booked as planned.

    The planned of the gmina may not pass what is unlocked; the ledger tests it under a lock (V2), and a plan that does
    not fit any more is refused. From this day the term of the demand for funds runs (domain.md 2.5), and the path of
    the gmina goes on to planning a part, or the whole once the rest is unlocked.
    """
    _lock(plan)
    require(by, "plans.accept", plan)
    place = plan.participation
    balance = ledger.balances([place.account])[place.account_id]
    lines = lines_of(plan)
    refuse_plan(findings_of(plan, lines, balance, on))
    services = [_service_of(line, plan, by, on) for line in lines]
    plan.voucher = bookkeeping.post(
        lines=[_planned(service, plan) for service in services],
        limits=[Limit(account=place.account, use=Stage.PLANNED, within=Stage.UNLOCKED, sentence=OVER)],
        value_on=on,
        by=by,
        on=on,
    )
    plan.accepted_on = on
    days = place.programme.definition.rule_set_on(plan.rule_set.valid_from).demand_due_days
    plan.demand_due_on = deadlines.add_days(on, days) if days else None
    plan.save(update_fields=["voucher", "accepted_on", "demand_due_on"])
    workflow.move(plan, to=PlanState.ACCEPTED, by=by, on=on)
    whole = balance.unlocked >= balance.allocated
    programmes.advance(participation=place, to=Step.PLANNING_WHOLE if whole else Step.PLANNING_PART, by=by, on=on)
    notifications.plan_accepted(plan, on)
    return plan


OVER = _(
    "The planned would pass the unlocked part of the allocation by %(over)s. "
    "Return the plan, so that a line is made smaller."
)


def _lock(plan: Plan) -> None:
    plan.refresh_from_db(fields=["state"], from_queryset=Plan.objects.select_for_update())


def _service_of(line: PlanLine, plan: Plan, by: Actor, on: date) -> Service:
    """The service a line becomes. Its account is named after the line, which exists before the service does."""
    place = plan.participation
    account = bookkeeping.open_account(
        reference=f"line:{line.pk}", currency=place.programme.currency, parent=place.account, unit=place.unit, by=by
    )
    service = Service.objects.create(
        participation=place,
        line=line,
        account=account,
        title=line.title,
        title_key=polish_key(line.title),
        group=line.group,
        kind=line.kind,
        year=plan.year,
        state=ServiceState.PLANNED,
        state_since=on,
    )
    audit.record(by=by, deed="plans.accept", obj=service, on=on, new=ServiceState.PLANNED)
    return service


def _planned(service: Service, plan: Plan) -> Line:
    line = service.line
    rate = None
    if plan.rate_table:
        rule = plan.participation.programme.definition.rule_set_on(plan.rule_set.valid_from).exchange_rule
        rate = Rate(plan.participation.programme.currency, plan.rate, plan.rate_on, plan.rate_table, rule)
    label = f"{line.number}. {line.title}"[:120]
    return Line(service.account, Stage.PLANNED, line.cost, amount_pln=line.cost_pln, rate=rate, label=label)
