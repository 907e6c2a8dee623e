"""The rules on one line (domain.md 2.5; 3.3 V8, V9): cell, needs, counts, months, cost, provider, no duplication."""

from collections.abc import Iterator
from decimal import Decimal

from gromada.core.money import format_number
from gromada.core.text import _, fold
from gromada.plans.rules.facts import (
    ERROR,
    WARNING,
    Case,
    LineFacts,
    cost_in,
    months_in_window,
    months_of,
)
from gromada.plans.rules.plan_rule import Hit, PlanRule
from gromada.programmes.definitions import Definition

HOURS_OF_A_MONTH = 31 * 24


def why_not_cell(definition: Definition, group: str, kind: str, *, is_custom: bool, language: str) -> str | None:
    """Why no line can stand in this group and kind. A service of the gmina's own may have no kind (R47)."""
    found = definition.group(group)
    if is_custom and not kind and found is not None and found.enabled:
        return None
    return definition.why_not_cell(group, kind, language)


def unit_key(unit: str) -> str:
    """What a service is counted in, so that "godz.", "Godziny" and "godzin" are one: folded, its first four letters."""
    return fold(unit).strip(" .")[:4]


def _cell(line: LineFacts, case: Case) -> Iterator[Hit]:
    sentence = why_not_cell(case.definition, line.group, line.kind, is_custom=line.is_custom, language=case.language)
    if sentence is not None:
        part = case.definition.cell(line.group, line.kind) or case.definition.group(line.group)
        yield Hit(line, sentence=sentence, source=part.source if part else "")


def _no_need(line: LineFacts, case: Case) -> Iterator[Hit]:
    if not line.needs and case.definition.plan.need_required:
        yield Hit(line)


def _needs_not_in_force(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if line.needs and not any(need.usable for need in line.needs):
        yield Hit(line)


def _needs_before_adoption(line: LineFacts, _case: Case) -> Iterator[Hit]:
    usable = [need for need in line.needs if need.usable]
    if usable and all(need.provisional for need in usable):
        yield Hit(line)


def _recipients(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if line.recipients <= 0:
        yield Hit(line)


def _quantity(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if line.quantity <= 0:
        yield Hit(line)


def _no_months(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if line.months <= 0:
        yield Hit(line)


def _window(line: LineFacts, case: Case) -> Iterator[Hit]:
    window = case.definition.window
    if window is None or line.months <= 0:
        return
    if line.months & ~months_in_window(case.plan.year, window.since, window.until):
        words = {"since": window.since.strftime("%d.%m.%Y"), "until": window.until.strftime("%d.%m.%Y")}
        yield Hit(line, words, source=window.source)


def _no_cost(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if line.cost_pln <= 0:
        yield Hit(line)


def _less_than_a_cent(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if line.cost_pln > 0 and line.cost <= 0:
        yield Hit(line)


def _other_rate(line: LineFacts, case: Case) -> Iterator[Hit]:
    if line.cost > 0 and line.cost_pln > 0 and line.cost != cost_in(line.cost_pln, case.plan.rate):
        yield Hit(line)


def _provider(line: LineFacts, case: Case) -> Iterator[Hit]:
    if not line.provider_kind:
        return
    kind = case.definition.provider_kind(line.provider_kind)
    if kind is None:
        reason = _("the programme does not know “%(kind)s”") % {"kind": line.provider_kind}
    elif kind.allowed:
        return
    else:
        reason = kind.say("reason", case.language) or kind.name(case.language)
    yield Hit(line, {"reason": reason}, source=kind.source if kind else None)


def _duplication(line: LineFacts, _case: Case) -> Iterator[Hit]:
    if not line.not_duplicating and not line.insufficiency.strip():
        yield Hit(line)


def _more_people_than_live_here(line: LineFacts, case: Case) -> Iterator[Hit]:
    people = case.plan.population
    if people is not None and line.recipients > people:
        words = {"people": format_number(Decimal(people), 0), "year": case.plan.population_year}
        yield Hit(line, words | {"recipients": format_number(Decimal(line.recipients), 0)})


def _more_than_time_allows(line: LineFacts, _case: Case) -> Iterator[Hit]:
    months = len(months_of(line.months))
    if line.recipients > 0 and months and line.quantity > line.recipients * months * HOURS_OF_A_MONTH:
        yield Hit(line, {"quantity": format_number(Decimal(line.quantity), 0), "unit": line.unit})


CELL = PlanRule(
    "V9", ERROR, _("Group and kind are open in the programme (group IV and field II.5 are not)"), "",
    _("Choose another group and kind from the catalogue."), "V9", _cell, of_line=True, field="cell", writing=True,
)  # fmt: skip
NEED = PlanRule(
    "V8", ERROR, _("A line answers a need"), _("Line %(number)s answers no need of the strategy"),
    _("Choose the need that this service answers. If it is missing, write it into the strategy first."),
    "R45", _no_need, of_line=True, needs_participation=True, field="needs", writing=True,
)  # fmt: skip
NEED_IN_FORCE = PlanRule(
    "V8-force", ERROR, _("The need is one of the strategy in force"),
    _("Line %(number)s answers a need of a strategy that is not in force"),
    _("Choose a need of the strategy the council has adopted."), "R45, V8", _needs_not_in_force,
    of_line=True, needs_participation=True, field="needs", writing=True,
)  # fmt: skip
NEED_BEFORE = PlanRule(
    "V8-before", WARNING, _("Before the resolution the strategy may still change"),
    _("Line %(number)s rests on a strategy the council has not adopted yet"),
    _("You may plan it now. After the resolution check that the need is still in the strategy."),
    "R45, F6", _needs_before_adoption, of_line=True, needs_participation=True, field="needs",
)  # fmt: skip
RECIPIENTS = PlanRule(
    "P1", ERROR, _("A service is for at least one person"),
    _("Line %(number)s: write for how many people the service is"), _("At least 1."), "domain 2.5", _recipients,
    of_line=True, field="recipients", writing=True,
)  # fmt: skip
QUANTITY = PlanRule(
    "P2", ERROR, _("A service has at least one unit"),
    _("Line %(number)s: write how many units of the service there will be"), _("At least 1."), "domain 2.5",
    _quantity, of_line=True, field="quantity", writing=True,
)  # fmt: skip
NO_MONTHS = PlanRule(
    "P3", ERROR, _("A service is given in at least one month"),
    _("Line %(number)s: mark the months in which the service is given"), _("At least one month."), "domain 2.5",
    _no_months, of_line=True, field="months", writing=True,
)  # fmt: skip
WINDOW = PlanRule(
    "P4", ERROR, _("Services are given within the time of the programme"),
    _("Line %(number)s has months outside the time of the programme"),
    _("Money may be spent from %(since)s until %(until)s. Take the other months off."), "R13", _window,
    of_line=True, field="months", writing=True,
)  # fmt: skip
NO_COST = PlanRule(
    "P5", ERROR, _("A line costs something"), _("Line %(number)s: write the cost in złoty"),
    _("The cost is more than 0."), "domain 2.5", _no_cost, of_line=True, field="cost_pln", writing=True,
)  # fmt: skip
CENT = PlanRule(
    "P5-cent", ERROR, _("A line costs at least a cent"), _("Line %(number)s costs less than a cent"),
    _("Write the cost in złoty."), "domain 2.5", _less_than_a_cent, of_line=True, field="cost_pln", writing=True,
)  # fmt: skip
OTHER_RATE = PlanRule(
    "P6", ERROR, _("All lines are converted at the planning rate of the plan"),
    _("Line %(number)s was converted at another rate than the plan's"),
    _("Open the line and save it: the amount is computed again."), "domain 6.4", _other_rate,
    of_line=True, field="cost_pln",
)  # fmt: skip
PROVIDER = PlanRule(
    "P18", ERROR, _("The kind of provider may take a contract"),
    _("Line %(number)s names a provider who cannot have the contract: %(reason)s"),
    _("Choose another kind of provider, or leave it open."), "R50, R51, V7", _provider,
    of_line=True, field="provider_kind", writing=True,
)  # fmt: skip
DUPLICATION = PlanRule(
    "R52", ERROR, _("The service repeats no public one, or it is said why that is not enough"),
    _("Line %(number)s does not say that it repeats no public service"),
    _("Tick the statement. If such a service exists, write why it is not enough for these people."), "R52",
    _duplication, of_line=True, field="not_duplicating",
)  # fmt: skip
MORE_THAN_LIVE_HERE = PlanRule(
    "P9", ERROR, _("A service is not for more people than live in the gmina"),
    _("Line %(number)s is for %(recipients)s people, and %(people)s live in the gmina (%(year)s)"),
    _("Count each person once. If people from elsewhere come too, write it as a justification."), "domain 2.5",
    _more_people_than_live_here, of_line=True, field="recipients", may_be_justified=True,
)  # fmt: skip
MORE_THAN_TIME = PlanRule(
    "P10", WARNING, _("The quantity fits into the months and the people"),
    _("Line %(number)s has a quantity of %(quantity)s %(unit)s: more than an hour by hour service for everybody"),
    _("See whether the quantity is right: units of the service, not złoty and not people."), "domain 2.5",
    _more_than_time_allows, of_line=True, field="quantity", may_be_justified=True,
)  # fmt: skip

LINE_RULES = (
    CELL, NEED, NEED_IN_FORCE, NEED_BEFORE, RECIPIENTS, QUANTITY, NO_MONTHS, WINDOW, NO_COST, CENT, OTHER_RATE,
    PROVIDER, DUPLICATION, MORE_THAN_LIVE_HERE, MORE_THAN_TIME,
)  # fmt: skip
