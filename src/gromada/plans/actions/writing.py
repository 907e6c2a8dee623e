"""Begin a plan and write its lines, while it is with the gmina."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import get_language, override

from gromada.core import audit
from gromada.core.permissions import Actor, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.ledger import queries as ledger
from gromada.plans import permissions  # noqa: F401 - registers the deeds
from gromada.plans.models import LineNeed, Plan, PlanLine
from gromada.plans.queries import need_facts
from gromada.plans.rules import (
    LineFacts,
    PlanFacts,
    PlanRefusal,
    check_line,
    check_year,
    cost_in,
    month_bits,
    refuse_line,
)
from gromada.plans.states import PlanState
from gromada.programmes import queries as programmes
from gromada.programmes.definitions.schema import PlanForm
from gromada.programmes.models import Participation, ServiceGroup, ServiceKind, TaskLine
from gromada.strategies.models import Need
from gromada.strategies.queries import strategy_in_force

NOTHING = Decimal("0.00")


@action
def start_plan(  # noqa: PLR0913 - a plan is begun with this much
    *, participation: Participation, year: int, title: str = "", task_line: TaskLine | None = None, by: Actor, on: date
) -> Plan:
    """Begin the gmina's plan for a year (R46), or a sub-programme that carries out a task line (R113).

    It keeps the rules that hold on `on` and the planning rate of that day by their exchange rule; złoty stay złoty.
    Refused: a year outside the programme, no rules on the day, a sub-programme without a title or task line.
    """
    require(by, "plans.write", participation)
    programme = participation.programme
    check_year(year, programme.definition)
    rules = programmes.rules_on(programme, on)
    words = _named(participation, year, title, task_line)
    rate = ledger.rate(programme.currency, on, rule=rules.exchange_rule)
    Participation.objects.select_for_update().get(pk=participation.pk)
    number = (participation.plans.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Plan.objects.create(
        participation=participation,
        number=number,
        year=year,
        rule_set=programmes.rule_set_row(programme, on),
        rate=rate.rate,
        rate_on=rate.effective_on or on,
        rate_table=rate.table_no or "",
        state=PlanState.DRAFT,
        state_since=on,
        **words,
    )
    audit.record(by=by, deed="plans.write", obj=row, on=on, new=PlanState.DRAFT)
    return row


def _named(participation: Participation, year: int, title: str, task_line: TaskLine | None) -> dict:
    form = participation.programme.definition.plan
    title = title.strip()
    if form.sub_programme and not title:
        raise PlanRefusal(
            _("Give it a title that says what it is about."), field="title", rule="R113", source=form.source
        )
    if form.task_line_required and task_line is None:
        raise PlanRefusal(
            _("Choose the task line of the programme that it carries out."),
            field="task_line",
            rule="R112",
            source=form.source,
        )
    if task_line is not None and task_line.programme_id != participation.programme_id:
        raise PlanRefusal(_("That task line is another programme's. Choose one of this programme."), field="task_line")
    return {"title": title or _usual_title(form, year), "task_line": task_line}


def _usual_title(form: PlanForm, year: int) -> str:
    """The plan's name in the language of the document, whoever begins it."""
    with override("pl"):
        return str(_("%(plan)s for %(year)s") % {"plan": form.name("pl"), "year": year})


@action
def change_plan(*, plan: Plan, title: str, task_line: TaskLine | None = None, by: Actor, on: date) -> Plan:
    """Another title or task line, while the plan is with the gmina."""
    require(by, "plans.write", plan)
    new = _named(plan.participation, plan.year, title, task_line)
    changed = [name for name, value in new.items() if getattr(plan, name) != value]
    for name in changed:
        setattr(plan, name, new[name])
    if changed:
        plan.save(update_fields=changed)
        audit.record(by=by, deed="plans.write", obj=plan, on=on, fields=changed)
    return plan


@action
def add_line(  # noqa: PLR0913 - a line of the plan is this much (domain.md 2.5)
    *,
    plan: Plan,
    title: str,
    group: ServiceGroup,
    kind: ServiceKind | None = None,
    is_custom: bool = False,
    needs: Iterable[Need] = (),
    description: str = "",
    recipients_text: str,
    recipients: int,
    unit: str,
    quantity: int,
    months: Iterable[int],
    cost_pln: Decimal,
    not_duplicating: bool = False,
    insufficiency: str = "",
    procedure: str = "",
    provider_kind: str = "",
    other_sources: str = "",
    by: Actor,
    on: date,
) -> PlanLine:
    """Write a service into the plan: what, for whom, which need it answers, how much, when, for how many złoty.

    The cost in the programme's currency is computed at the planning rate. `months` are numbers 1 to 12. Refused with
    rule and source: a closed group or kind (V9), no need or one of a strategy not in force (R45), a month outside the
    programme (R13), nothing for nobody. The statement that nothing public is repeated (R52) may wait for the check.
    """
    in_hand(plan, by)
    given = {
        "title": title, "group": group, "kind": kind, "is_custom": is_custom, "needs": needs,
        "description": description, "recipients_text": recipients_text, "recipients": recipients, "unit": unit,
        "quantity": quantity, "months": months, "cost_pln": cost_pln, "not_duplicating": not_duplicating,
        "insufficiency": insufficiency, "procedure": procedure, "provider_kind": provider_kind,
        "other_sources": other_sources,
    }  # fmt: skip
    return new_line(plan, given, by=by, on=on)


@action
def change_line(  # noqa: PLR0913 - a line of the plan is this much
    *,
    line: PlanLine,
    title: str,
    group: ServiceGroup,
    kind: ServiceKind | None = None,
    is_custom: bool = False,
    needs: Iterable[Need] = (),
    description: str = "",
    recipients_text: str,
    recipients: int,
    unit: str,
    quantity: int,
    months: Iterable[int],
    cost_pln: Decimal,
    not_duplicating: bool = False,
    insufficiency: str = "",
    procedure: str = "",
    provider_kind: str = "",
    other_sources: str = "",
    by: Actor,
    on: date,
) -> PlanLine:
    """Write a line anew; all it should hold is given. Refused as add_line refuses. The audit names what changed."""
    in_hand(line.plan, by)
    given = {
        "title": title, "group": group, "kind": kind, "is_custom": is_custom, "needs": needs,
        "description": description, "recipients_text": recipients_text, "recipients": recipients, "unit": unit,
        "quantity": quantity, "months": months, "cost_pln": cost_pln, "not_duplicating": not_duplicating,
        "insufficiency": insufficiency, "procedure": procedure, "provider_kind": provider_kind,
        "other_sources": other_sources,
    }  # fmt: skip
    return changed_line(line, given, by=by, on=on)


@action
def remove_line(*, line: PlanLine, by: Actor, on: date) -> None:
    """Take a line out of the plan while it is with the gmina; the numbers of the others stay."""
    in_hand(line.plan, by)
    drop_line(line, by=by, on=on)


def new_line(  # noqa: PLR0913 - a line, who, when
    plan: Plan, given: dict, *, by: Actor, on: date, deed: str = "plans.write", number: int | None = None
) -> PlanLine:
    """Write a line into a plan that is locked and may be written; `given` as add_line takes it."""
    words, values, needs = _divided(given)
    number = number or (plan.lines.aggregate(last=Max("number"))["last"] or 0) + 1
    row = PlanLine(plan=plan, number=number, **_checked(plan, number, words, values, needs))
    row.save(force_insert=True)
    LineNeed.objects.bulk_create(LineNeed(line=row, need=need) for need in needs)
    audit.record(by=by, deed=deed, obj=row, on=on)
    return row


def changed_line(line: PlanLine, given: dict, *, by: Actor, on: date, deed: str = "plans.write") -> PlanLine:
    """Write a line of a locked plan anew; the audit names what changed."""
    words, values, needs = _divided(given)
    new = _checked(line.plan, line.number, words, values, needs)
    changed = [name for name, value in new.items() if getattr(line, name) != value]
    for name in changed:
        setattr(line, name, new[name])
    if changed:
        line.save(update_fields=changed)
    if _give_needs(line, needs):
        changed.append("needs")
    if changed:
        audit.record(by=by, deed=deed, obj=line, on=on, fields=changed)
    return line


def drop_line(line: PlanLine, *, by: Actor, on: date, deed: str = "plans.write") -> None:
    """Take a line out of a locked plan."""
    audit.record(by=by, deed=deed, obj=line, on=on)
    line.delete()


def _divided(given: dict) -> tuple[dict, dict, list[Need]]:
    """What a line is made of: texts that are trimmed, values, and the needs."""
    rest = dict(given)
    words = {name: rest.pop(name) for name in ("title", "description", "recipients_text", "unit")}
    needs = list(rest.pop("needs"))
    return words, rest | {"months": month_bits(rest["months"])}, needs


def in_hand(plan: Plan, by: Actor, deed: str = "plans.write") -> None:
    """Lock the plan, so that it is not sent with a line half written, and see that it may be written."""
    plan.refresh_from_db(fields=["state"], from_queryset=Plan.objects.select_for_update())
    require(by, deed, plan)


def _checked(plan: Plan, number: int, words: dict, values: dict, needs: list[Need]) -> dict:
    """The columns of a line, checked as rules.check_line checks it, with its cost converted."""
    words = {name: text.strip() for name, text in words.items()}
    for name in ("insufficiency", "other_sources"):
        values[name] = values[name].strip()
    for name, sentence in REQUIRED.items():
        if not words[name]:
            raise PlanRefusal(sentence, field=name, rule="domain 2.5")
    _check_own(plan, values["group"], values["kind"], needs)
    in_force = strategy_in_force(plan.participation)
    cost = cost_in(values["cost_pln"], plan.rate)
    facts = LineFacts(
        number=number,
        title=words["title"],
        group=values["group"].code,
        kind=values["kind"].code if values["kind"] else "",
        is_custom=values["is_custom"],
        needs=tuple(need_facts(need, in_force) for need in needs),
        recipients=values["recipients"],
        quantity=values["quantity"],
        months=values["months"],
        cost_pln=values["cost_pln"],
        cost=cost,
        not_duplicating=values["not_duplicating"],
        insufficiency=values["insufficiency"],
        unit=words["unit"],
        provider_kind=values["provider_kind"],
    )
    programme = plan.participation.programme
    money = PlanFacts(plan.year, programme.currency, plan.rate, NOTHING, NOTHING, NOTHING)
    refuse_line(check_line(facts, money, programme.definition, get_language() or "pl"))
    return words | values | {"cost": cost}


REQUIRED = {
    "title": _("Name the service, as residents will know it."),
    "recipients_text": _("Write for whom the service is."),
    "unit": _("Write in what the service is counted: hours, days, meetings."),
}


def _check_own(plan: Plan, group: ServiceGroup, kind: ServiceKind | None, needs: list[Need]) -> None:
    programme = plan.participation.programme_id
    if group.programme_id != programme or (kind is not None and kind.programme_id != programme):
        raise PlanRefusal(_("That group or kind is another programme's. Choose one of this programme."), field="cell")
    if any(need.strategy.participation_id != plan.participation_id for need in needs):
        raise PlanRefusal(_("That need is another gmina's. Choose one of your strategy."), field="needs", rule="R45")


def _give_needs(line: PlanLine, needs: list[Need]) -> bool:
    """Whether the needs that the line answers changed."""
    wanted = {need.pk for need in needs}
    held = set(line.answers.order_by("pk").values_list("need_id", flat=True))
    line.answers.filter(need_id__in=held - wanted).delete()
    LineNeed.objects.bulk_create(LineNeed(line=line, need_id=pk) for pk in sorted(wanted - held))
    return wanted != held
