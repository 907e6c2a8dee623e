"""The rules on the whole plan: its money, its groups, its months, and lines that look alike (V2; domain.md 2.5, 6.5)."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from gromada.core.money import floor_to_cent, format_amount, format_number, round_half_up
from gromada.core.periods import Period
from gromada.core.text import _
from gromada.plans.rules.facts import (
    ERROR,
    MONTHS,
    NOTE,
    NOTHING,
    WARNING,
    Case,
    LineFacts,
    PlanFacts,
    in_pln,
    months_of,
    total,
)
from gromada.plans.rules.plan_rule import Hit, PlanRule
from gromada.programmes.definitions.document_checks import check_years

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def over_limit(lines, plan: PlanFacts):
    """By how much this plan and the accepted ones pass what is unlocked; zero or less when they do not (V2)."""
    return plan.planned + total(lines) - plan.unlocked


def _no_lines(case: Case) -> Iterator[Hit]:
    if not case.lines:
        yield Hit()


def _no_task_line(case: Case) -> Iterator[Hit]:
    if case.definition.plan.task_line_required and not case.has_task_line:
        yield Hit(source=case.definition.plan.source)


def _years(case: Case) -> Iterator[Hit]:
    for found in check_years(case.definition):
        yield Hit(sentence=found.sentence, hint=found.hint, source=found.source)


def _sum(case: Case) -> Iterator[Hit]:
    over, plan = over_limit(case.lines, case.plan), case.plan
    if over <= 0:
        return
    locked = plan.allocated - plan.unlocked
    amounts = _amounts(plan, over) | {
        "unlocked": format_amount(plan.unlocked, plan.currency),
        "planned": format_amount(plan.planned, plan.currency),
        "locked": format_amount(locked, plan.currency),
    }
    parts = []
    if plan.currency != "PLN":
        parts.append(IN_PLN % amounts)
    if plan.planned > 0:
        parts.append(_("Other accepted plans hold %(planned)s of the %(unlocked)s that is unlocked.") % amounts)
    else:
        parts.append(_("Unlocked is %(unlocked)s.") % amounts)
    parts.append(_("Make a line smaller or take one out."))
    if locked > 0:
        parts.append(_("Another %(locked)s is unlocked when the council adopts the strategy.") % amounts)
    yield Hit(words=amounts, hint=" ".join(str(part) for part in parts))


IN_PLN = _("That is %(pln)s at the rate %(rate)s.")


def _amounts(plan: PlanFacts, over) -> dict[str, str]:
    return {
        "over": format_amount(over, plan.currency),
        "pln": format_amount(in_pln(over, plan.rate), "PLN"),
        "rate": format_number(plan.rate, 4),
    }


def _whole(case: Case) -> Iterator[Hit]:
    plan = case.plan
    over = plan.planned + case.total - plan.allocated
    if over <= 0 or plan.unlocked >= plan.allocated:
        return
    amounts = _amounts(plan, over) | {"allocated": format_amount(plan.allocated, plan.currency)}
    hint = _("The whole allocation is %(allocated)s, and no resolution makes it larger.") % amounts
    if plan.currency != "PLN":
        hint = f"{IN_PLN % amounts} {hint}"
    yield Hit(words=amounts, hint=hint)


def _group_limits(case: Case) -> Iterator[Hit]:
    plan, before = case.plan, dict(case.plan.planned_by_group)
    for group, share in plan.group_limits:
        limit = floor_to_cent(Fraction(plan.allocated) * share)
        asked = before.get(group, NOTHING) + total(line for line in case.lines if line.group == group)
        if asked > limit:
            over = format_amount(asked - limit, plan.currency)
            yield Hit(words={"group": group, "over": over, "limit": format_amount(limit, plan.currency)})


def _groups_left_out(case: Case) -> Iterator[Hit]:
    served = {line.group for line in case.lines} | case.plan.served_groups
    if not case.lines:
        return
    for code, name in case.plan.wanted_groups:
        if code not in served:
            yield Hit(words={"group": code, "name": name})


def _empty_months(case: Case) -> Iterator[Hit]:
    busy = months_of(_all_months(case.lines))
    if not busy:
        return
    empty = sorted(set(range(busy[0], busy[-1] + 1)) - set(busy))
    if empty:
        yield Hit(words={"months": ", ".join(ROMAN[month - 1] for month in empty)})


def _all_months(lines: tuple[LineFacts, ...]) -> int:
    found = 0
    for line in lines:
        found |= line.months
    return found & ((1 << MONTHS) - 1)


def _before_the_money(case: Case) -> Iterator[Hit]:
    """A line that has a month which is over before money can come: after the acceptance and the demand for funds."""
    day = case.plan.money_from
    if day is None:
        return
    for line in case.lines:
        early = [month for month in months_of(line.months) if Period.of_month(case.plan.year, month).until < day]
        if early:
            yield Hit(
                line,
                {"months": ", ".join(ROMAN[month - 1] for month in early), "day": day.strftime("%d.%m.%Y"),
                 "days": case.plan.demand_days or 0},
            )  # fmt: skip


def _money_runs_out(case: Case) -> Iterator[Hit]:
    """The month in which what is unlocked is used up, when each line costs the same in each of its months."""
    plan = case.plan
    left = plan.unlocked - plan.planned
    if over_limit(case.lines, plan) <= 0 or left < 0 or plan.unlocked >= plan.allocated:
        return
    spent = Fraction(0)
    shares = [
        (line.months, Fraction(line.cost) / count) for line in case.lines if (count := len(months_of(line.months)))
    ]
    for month in range(1, MONTHS + 1):
        spent += sum((share for months, share in shares if months >> (month - 1) & 1), Fraction(0))
        if spent > left:
            words = {"month": ROMAN[month - 1], "spent": format_amount(round_half_up(spent), plan.currency)}
            yield Hit(words=words | {"left": format_amount(left, plan.currency)})
            return


def first_day_of_money(day, demand_days: int | None):
    """The first day on which money can come for a plan sent on `day`: the demand follows its acceptance (F6, D1)."""
    return day + timedelta(days=demand_days or 0)


PLAN_RULES = (
    PlanRule("P0", ERROR, _("A plan has lines"), _("The plan has no lines"), _("Add the first line."), "R46", _no_lines),
    PlanRule(
        "P7", ERROR, _("A sub-programme carries out a task line"), _("This names no task line of the programme"),
        _("Choose the task line that it carries out."), "R112", _no_task_line, needs_participation=True,
    ),
    PlanRule(
        "V2", ERROR, _("Plans together fit into what is unlocked"),
        _("The plan passes the unlocked part of the allocation by %(over)s"), "", "V2, F6", _sum,
        needs_participation=True,
    ),
    PlanRule(
        "V2-whole", ERROR, _("Plans together fit into the whole allocation"),
        _("The plan passes even the whole allocation by %(over)s"), "", "V2", _whole, needs_participation=True,
    ),
    PlanRule(
        "P8", ERROR, _("A group keeps to its limit, where the rules state one"),
        _("Group %(group)s passes its limit by %(over)s"),
        _("It may take %(limit)s of the allocation. Make its lines smaller."), "domain 2.5, 6.5", _group_limits,
        needs_participation=True,
    ),
    PlanRule(
        "P14", WARNING, _("Every group of which the strategy names needs has a service"),
        _("The strategy names needs of group %(group)s (%(name)s), and the plan has no service for it"),
        _("Add a service for this group, or write why it waits."), "R45, R46", _groups_left_out,
        may_be_justified=True, needs_participation=True,
    ),
    PlanRule(
        "P17", WARNING, _("The month in which the unlocked money would run out"),
        _("By the end of %(month)s the services would cost %(spent)s, and %(left)s may be used"),
        _("Begin some services later, after the council's resolution, or make them smaller."), "F6, domain 6.7",
        _money_runs_out, needs_participation=True,
    ),
    PlanRule(
        "P16", WARNING, _("No month of a service is over before money for it can come"),
        _("Line %(number)s has months that are over before money can come: %(months)s"),
        _("The demand for funds follows the acceptance within %(days)s days, so count on money from %(day)s."),
        "F6, D1", _before_the_money, field="months", may_be_justified=True,
    ),
    PlanRule(
        "P15", NOTE, _("Services go on without a break"), _("Nothing happens in these months: %(months)s"),
        _("If that is on purpose, leave it. Else move a service there."), "domain 2.5", _empty_months,
    ),
    PlanRule(
        "P19", NOTE, _("The years in the programme's own texts agree"), "", "", "R86, Q19", _years,
    ),
)  # fmt: skip
