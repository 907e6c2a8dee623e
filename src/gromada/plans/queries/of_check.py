"""What the plan check needs to know of a plan, in a number of queries that does not grow with its lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Case, F, Prefetch, Q, Subquery, When
from django.db.models.functions import Abs
from django.utils.translation import get_language

from gromada.ledger import queries as ledger
from gromada.plans.models import FindingAnswer, LineNeed, Plan, PlanLine
from gromada.plans.rules import (
    Finding,
    LineFacts,
    NeedFacts,
    PlanFacts,
    by_weight,
    cell_of,
    check_plan,
    cost_in,
    first_day_of_money,
    month_bits,
    unit_key,
)
from gromada.plans.states import PlanState, ServiceState
from gromada.programmes.models import Participation
from gromada.strategies import queries as strategies
from gromada.strategies.models import Need, Strategy
from gromada.strategies.states import BEFORE_ADOPTION, StrategyState
from gromada.territory import queries as territory
from gromada.territory.models import UnitFigure

MOST_SIMILAR = 2_000  # the newest accepted lines that are looked at for the usual cost of a unit
NOTHING = Decimal("0.00")


def need_facts(need: Need, in_force: Strategy | None) -> NeedFacts:
    """Whether a line may rest on the need now: on the strategy in force, else on an existing or draft one (R45)."""
    if in_force is not None:
        return NeedFacts(need.code, need.strategy_id == in_force.pk, provisional=False)
    return NeedFacts(need.code, need.strategy.state in BEFORE_ADOPTION, provisional=True)


def line_facts(line: PlanLine, in_force: Strategy | None) -> LineFacts:
    """A stored line as the checks see it."""
    return LineFacts(
        number=line.number,
        title=line.title,
        group=line.group.code,
        kind=line.kind.code if line.kind else "",
        is_custom=line.is_custom,
        needs=tuple(need_facts(answer.need, in_force) for answer in line.answers.all()),
        recipients=line.recipients,
        quantity=line.quantity,
        months=line.months,
        cost_pln=line.cost_pln,
        cost=line.cost,
        not_duplicating=line.not_duplicating,
        insufficiency=line.insufficiency,
        unit=line.unit,
        provider_kind=line.provider_kind,
    )


@dataclass(frozen=True)
class Surroundings:
    """What stands around a plan: the strategy in force, groups of which a strategy names needs, people of the gmina."""

    in_force: Strategy | None
    wanted_groups: tuple[tuple[str, str], ...]
    population: int | None
    population_year: int | None


def surroundings(place: Participation, year: int) -> Surroundings:
    """The groups are those of the strategy in force; before there is one, of an existing or draft one. One query.

    The people are those of the year that is known and nearest to `year`.
    """
    figures = UnitFigure.objects.filter(unit=place.unit_id, indicator=territory.POPULATION)
    people = figures.order_by(Abs(F("year") - year), "-year")[:1]
    rows = list(
        Strategy.objects.filter(participation=place, state__in=(StrategyState.ADOPTED, *BEFORE_ADOPTION))
        .annotate(people=Subquery(people.values("value")), people_year=Subquery(people.values("year")))
        .order_by("needs__group__place", "pk")
        .values_list("pk", "state", "needs__group__code", "needs__group__is_enabled", "people", "people_year")
        .distinct()
    )
    adopted = [row for row in rows if row[1] == StrategyState.ADOPTED]
    definition, language = place.programme.definition, get_language() or "pl"
    codes = dict.fromkeys(code for _pk, _state, code, is_open, *_people in (adopted or rows) if code and is_open)
    return Surroundings(
        in_force=Strategy(pk=adopted[0][0], state=StrategyState.ADOPTED) if adopted else None,
        wanted_groups=tuple((code, definition.group(code).name(language)) for code in codes if definition.group(code)),
        population=int(Decimal(rows[0][4])) if rows and rows[0][4] is not None else None,
        population_year=rows[0][5] if rows else None,
    )


def plan_facts(
    plan: Plan,
    balance,
    lines: Iterable[LineFacts] = (),
    *,
    on: date | None = None,
    near: Surroundings | None = None,
) -> PlanFacts:
    """A plan as the checks see it: limits, money left by other accepted plans, people, similar costs, groups, days.

    `on`: the day from which the acceptance and its demand for funds are counted; without it the day the plan was last
    sent or returned.
    """
    place = plan.participation
    rules = place.programme.definition.rule_set_on(plan.rule_set.valid_from)
    return facts_of(
        place,
        balance,
        year=plan.year,
        rate=plan.rate,
        rules=rules,
        lines=lines,
        on=on or plan.submitted_on or plan.state_since,
        without=plan.pk,
        near=near,
    )


def facts_of(  # noqa: PLR0913 - what a plan is, stored or not
    place: Participation,
    balance,
    *,
    year: int,
    rate: Decimal,
    rules,
    lines: Iterable[LineFacts],
    on: date | None,
    without: int | None = None,
    near: Surroundings | None = None,
) -> PlanFacts:
    """The facts of a plan of this gmina, whether it is stored or comes in a file; `without` leaves out its own lines."""
    limits = tuple((rules.value("group_limits") or {}).items()) if rules else ()
    days = rules.demand_due_days if rules else None
    near = near or surroundings(place, year)
    others = _accepted_lines(place, lines, without)
    return PlanFacts(
        year=year,
        currency=place.programme.currency,
        rate=rate,
        allocated=balance.allocated,
        unlocked=balance.unlocked,
        planned=balance.planned,
        group_limits=limits,
        planned_by_group=tuple(sorted(others.own.items())) if limits else (),
        population=near.population,
        population_year=near.population_year,
        similar=others.similar,
        wanted_groups=near.wanted_groups,
        served_groups=frozenset(others.own),
        money_from=first_day_of_money(on, days) if on and year == on.year else None,
        demand_days=days,
    )


@dataclass(frozen=True)
class AcceptedLines:
    """Accepted lines beside those of a plan: what the gmina's own cost by group, and what a unit costs elsewhere."""

    own: Mapping[str, Decimal]
    similar: Mapping[tuple[str, str], tuple[Fraction, ...]]


def _accepted_lines(place: Participation, lines: Iterable[LineFacts], without: int | None) -> AcceptedLines:
    """The gmina's accepted lines, and the programme's newest of the same cells (złoty for a unit by cell and unit)."""
    cells = {(line.group, line.kind) for line in lines}
    own = Q(plan__participation=place)
    wanted = own
    for group, kind in sorted(cells):
        wanted |= Q(group__code=group, kind__code=kind) if kind else Q(group__code=group, kind=None)
    rows = (
        PlanLine.objects.filter(wanted, plan__participation__programme=place.programme_id)
        .filter(plan__state=PlanState.ACCEPTED)
        .exclude(plan=without)
        .exclude(service__state=ServiceState.CANCELLED)
        .annotate(is_own=Case(When(own, then=1), default=0))
        .order_by("-is_own", "-pk")
        .values_list("is_own", "group__code", "kind__code", "unit", "cost_pln", "quantity", "cost")[:MOST_SIMILAR]
    )
    costs: dict[str, Decimal] = {}
    similar: dict[tuple[str, str], list[Fraction]] = {}
    for is_own, group, kind, unit, cost_pln, quantity, cost in rows:
        if is_own:
            costs[group] = costs.get(group, NOTHING) + cost
        similar.setdefault((cell_of(group, kind or ""), unit_key(unit)), []).append(Fraction(cost_pln) / quantity)
    return AcceptedLines(costs, {key: tuple(found) for key, found in similar.items()})


def answers_of(plan: Plan) -> Mapping[tuple[str, int | None], str]:
    """The justifications of a plan by rule and number of the line."""
    rows = FindingAnswer.objects.filter(plan=plan).order_by("pk").values_list("rule", "line__number", "text")
    return {(rule, number): text for rule, number, text in rows}


def findings_of(plan: Plan, lines: list[PlanLine], balance, on: date | None = None) -> list[Finding]:
    """What the plan check says of the plan as it stands: what stops it first, justified findings last."""
    near = surroundings(plan.participation, plan.year)
    facts = [line_facts(line, near.in_force) for line in lines]
    return findings_on(plan, facts, plan_facts(plan, balance, facts, on=on, near=near))


def findings_on(plan: Plan, facts: list[LineFacts], about: PlanFacts) -> list[Finding]:
    """The same for lines that may not be stored (yet)."""
    found = check_plan(
        facts,
        about,
        plan.participation.programme.definition,
        has_task_line=plan.task_line_id is not None,
        language=get_language() or "pl",
        answers=answers_of(plan),
    )
    return by_weight(found)


def check_typed(plan: Plan, number: int | None, given: Mapping) -> list[Finding]:
    """What the check says of a line as typed (in the place of the line `number`, or as a new one), in its plan.

    `given` as the form of a line gives it. Findings on the whole plan come along when they stop it.
    """
    place = plan.participation
    near = surroundings(place, plan.year)
    balance = ledger.balances([place.account])[place.account_id]
    answers = LineNeed.objects.select_related("need__strategy")
    lines = plan.lines.select_related("group", "kind").prefetch_related(Prefetch("answers", answers)).order_by("number")
    facts = {line.number: line_facts(line, near.in_force) for line in lines}
    number = number or max(facts, default=0) + 1
    facts[number] = _typed_facts(plan, number, given, near.in_force)
    ordered = [facts[key] for key in sorted(facts)]
    found = findings_on(plan, ordered, plan_facts(plan, balance, ordered, near=near))
    return [finding for finding in found if finding.line == number or (finding.line is None and finding.blocks)]


def _typed_facts(plan: Plan, number: int, given: Mapping, in_force: Strategy | None) -> LineFacts:
    return LineFacts(
        number=number,
        title=given["title"],
        group=given["group"].code,
        kind=given["kind"].code if given["kind"] else "",
        is_custom=given["is_custom"],
        needs=tuple(need_facts(need, in_force) for need in given["needs"]),
        recipients=given["recipients"],
        quantity=given["quantity"],
        months=month_bits(given["months"]),
        cost_pln=given["cost_pln"],
        cost=cost_in(given["cost_pln"], plan.rate),
        not_duplicating=given["not_duplicating"],
        insufficiency=given["insufficiency"],
        unit=given["unit"],
        provider_kind=given["provider_kind"],
    )


def needs_by_code(place: Participation) -> dict[str, Need]:
    """The needs a line of this gmina may answer, by their code and by the short end of it (P-07)."""
    rows = [usable.need for usable in strategies.needs_for_planning(place)]
    return {need.short_code: need for need in rows} | {need.code: need for need in rows}
