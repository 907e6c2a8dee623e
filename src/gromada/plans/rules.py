"""The checks on a plan and its lines (domain.md 2.5; 3.3 V2, V8, V9): each finding names the rule and its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from gromada.core.money import floor_to_cent, format_amount, format_number, round_half_up
from gromada.core.periods import Period
from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.programmes.definitions import Definition

MONTHS = 12
ERROR, WARNING, NOTE = "error", "warning", "note"


@dataclass(frozen=True)
class Finding:
    """What a check found: a sentence, what to do, the rule and its source; `line` is the number of a line or None.

    `field` names the field of the line's form that mends it; `writing` marks errors for which a line is not even kept.
    """

    code: str
    severity: str
    sentence: object
    hint: object = ""
    source: str = ""
    line: int | None = None
    field: str = ""
    writing: bool = True


@dataclass(frozen=True)
class NeedFacts:
    """A need that a line answers: usable (of the strategy in force, or of one before there is any), and provisional."""

    code: str
    usable: bool
    provisional: bool


@dataclass(frozen=True)
class LineFacts:
    """A line as the checks see it. `months` has a bit a month; `cost` is in the programme's currency."""

    number: int
    title: str
    group: str
    kind: str
    is_custom: bool
    needs: tuple[NeedFacts, ...]
    recipients: int
    quantity: int
    months: int
    cost_pln: Decimal
    cost: Decimal
    not_duplicating: bool
    insufficiency: str


@dataclass(frozen=True)
class PlanFacts:
    """A plan as the checks see it: its year, its rate, and the money of the gmina that other accepted plans leave."""

    year: int
    currency: str
    rate: Decimal
    allocated: Decimal
    unlocked: Decimal
    planned: Decimal
    group_limits: tuple[tuple[str, Fraction], ...] = ()
    planned_by_group: tuple[tuple[str, Decimal], ...] = ()


def cost_in(cost_pln: Decimal, rate: Decimal) -> Decimal:
    """Złoty at the planning rate as the programme's currency, to the cent, a half up."""
    return round_half_up(Fraction(cost_pln) / Fraction(rate))


def in_pln(amount: Decimal, rate: Decimal) -> Decimal:
    """The programme's currency at the planning rate as złoty."""
    return round_half_up(Fraction(amount) * Fraction(rate))


def month_bits(months: Iterable[int]) -> int:
    """The months 1 to 12 as bits, January lowest."""
    return sum(1 << (month - 1) for month in set(months))


def months_in_window(year: int, since: date, until: date) -> int:
    """The months of the year in which at least one day lies in the programme's window, as bits (R13)."""
    window = Period(since, until)
    return month_bits(month for month in range(1, MONTHS + 1) if Period.of_month(year, month).overlaps(window))


def cell_of(group: str, kind: str) -> str:
    return f"{group}.{kind}" if kind else group


def why_not_cell(definition: Definition, group: str, kind: str, *, is_custom: bool, language: str) -> str | None:
    """Why no line can stand in this group and kind. A service of the gmina's own may have no kind (R47)."""
    found = definition.group(group)
    if is_custom and not kind and found is not None and found.enabled:
        return None
    return definition.why_not_cell(group, kind, language)


def check_line(line: LineFacts, plan: PlanFacts, definition: Definition, language: str = "pl") -> list[Finding]:
    """All that is wrong with a line or to be thought over, in the order of its form."""
    found = [*_check_cell(line, definition, language), *_check_needs(line, definition)]
    found += [*_check_counts(line), *_check_months(line, plan.year, definition), *_check_cost(line, plan)]
    return found + _check_duplication(line)


def _check_cell(line: LineFacts, definition: Definition, language: str) -> list[Finding]:
    sentence = why_not_cell(definition, line.group, line.kind, is_custom=line.is_custom, language=language)
    if sentence is None:
        return []
    part = definition.cell(line.group, line.kind) or definition.group(line.group)
    hint = _("Choose another group and kind from the catalogue.")
    source = part.source if part else ""
    return [Finding("V9", ERROR, sentence, hint, source, line.number, field="cell")]


def _check_needs(line: LineFacts, definition: Definition) -> list[Finding]:
    name = {"number": line.number}
    if not line.needs:
        if not definition.plan.need_required:
            return []
        sentence = _("Line %(number)s answers no need of the strategy") % name
        hint = _("Choose the need that this service answers. If it is missing, write it into the strategy first.")
        return [Finding("V8", ERROR, sentence, hint, "R45", line.number, field="needs")]
    if not any(need.usable for need in line.needs):
        sentence = _("Line %(number)s answers a need of a strategy that is not in force") % name
        hint = _("Choose a need of the strategy the council has adopted.")
        return [Finding("V8", ERROR, sentence, hint, "R45, V8", line.number, field="needs")]
    if all(need.provisional for need in line.needs if need.usable):
        sentence = _("Line %(number)s rests on a strategy the council has not adopted yet") % name
        hint = _("You may plan it now. After the resolution check that the need is still in the strategy.")
        return [Finding("V8-before", WARNING, sentence, hint, "R45, F6", line.number, field="needs")]
    return []


def _check_counts(line: LineFacts) -> list[Finding]:
    found = []
    if line.recipients <= 0:
        sentence = _("Line %(number)s: write for how many people the service is") % {"number": line.number}
        found.append(Finding("P1", ERROR, sentence, _("At least 1."), "domain 2.5", line.number, field="recipients"))
    if line.quantity <= 0:
        sentence = _("Line %(number)s: write how many units of the service there will be") % {"number": line.number}
        found.append(Finding("P2", ERROR, sentence, _("At least 1."), "domain 2.5", line.number, field="quantity"))
    return found


def _check_months(line: LineFacts, year: int, definition: Definition) -> list[Finding]:
    if line.months <= 0:
        sentence = _("Line %(number)s: mark the months in which the service is given") % {"number": line.number}
        hint = _("At least one month.")
        return [Finding("P3", ERROR, sentence, hint, "domain 2.5", line.number, field="months")]
    window = definition.window
    if window is None or not line.months & ~months_in_window(year, window.since, window.until):
        return []
    sentence = _("Line %(number)s has months outside the time of the programme") % {"number": line.number}
    days = {"since": window.since.strftime("%d.%m.%Y"), "until": window.until.strftime("%d.%m.%Y")}
    hint = _("Money may be spent from %(since)s until %(until)s. Take the other months off.") % days
    return [Finding("P4", ERROR, sentence, hint, window.source, line.number, field="months")]


def _check_cost(line: LineFacts, plan: PlanFacts) -> list[Finding]:
    if line.cost_pln <= 0:
        sentence = _("Line %(number)s: write the cost in złoty") % {"number": line.number}
        hint = _("The cost is more than 0.")
        return [Finding("P5", ERROR, sentence, hint, "domain 2.5", line.number, field="cost_pln")]
    if line.cost <= 0:
        sentence = _("Line %(number)s costs less than a cent") % {"number": line.number}
        return [
            Finding("P5", ERROR, sentence, _("Write the cost in złoty."), "domain 2.5", line.number, field="cost_pln")
        ]
    if line.cost != cost_in(line.cost_pln, plan.rate):
        sentence = _("Line %(number)s was converted at another rate than the plan's") % {"number": line.number}
        hint = _("Open the line and save it: the amount is computed again.")
        return [Finding("P6", ERROR, sentence, hint, "domain 6.4", line.number, field="cost_pln", writing=False)]
    return []


def _check_duplication(line: LineFacts) -> list[Finding]:
    if line.not_duplicating or line.insufficiency.strip():
        return []
    sentence = _("Line %(number)s does not say that it repeats no public service") % {"number": line.number}
    hint = _("Tick the statement. If such a service exists, write why it is not enough for these people.")
    return [Finding("R52", ERROR, sentence, hint, "R52", line.number, field="not_duplicating", writing=False)]


def check_plan(
    lines: list[LineFacts],
    plan: PlanFacts,
    definition: Definition,
    *,
    has_task_line: bool = False,
    language: str = "pl",
) -> list[Finding]:
    """Everything the plan check says: the whole first, then each line. Its errors stop the plan from being sent."""
    found: list[Finding] = []
    if not lines:
        hint = _("Add the first line.")
        found.append(Finding("P0", ERROR, _("The plan has no lines"), hint, "R46", writing=False))
    if definition.plan.task_line_required and not has_task_line:
        hint = _("Choose the task line that it carries out.")
        sentence = _("This names no task line of the programme")
        found.append(Finding("P7", ERROR, sentence, hint, definition.plan.source, writing=False))
    found += _check_sum(lines, plan) + _check_group_limits(lines, plan)
    for line in lines:
        found += check_line(line, plan, definition, language)
    return found


def total(lines: Iterable[LineFacts]) -> Decimal:
    """The cost of the lines together, in the programme's currency."""
    return sum((line.cost for line in lines), Decimal("0.00"))


def over_limit(lines: Iterable[LineFacts], plan: PlanFacts) -> Decimal:
    """By how much this plan and the accepted ones pass what is unlocked; zero or less when they do not (V2)."""
    return plan.planned + total(lines) - plan.unlocked


def _check_sum(lines: list[LineFacts], plan: PlanFacts) -> list[Finding]:
    over = over_limit(lines, plan)
    if over <= 0:
        return []
    locked = plan.allocated - plan.unlocked
    amounts = {
        "over": format_amount(over, plan.currency),
        "unlocked": format_amount(plan.unlocked, plan.currency),
        "planned": format_amount(plan.planned, plan.currency),
        "locked": format_amount(locked, plan.currency),
        "pln": format_amount(in_pln(over, plan.rate), "PLN"),
        "rate": format_number(plan.rate, 4),
    }
    parts = []
    if plan.currency != "PLN":
        parts.append(_("That is %(pln)s at the rate %(rate)s.") % amounts)
    if plan.planned > 0:
        parts.append(_("Other accepted plans hold %(planned)s of the %(unlocked)s that is unlocked.") % amounts)
    else:
        parts.append(_("Unlocked is %(unlocked)s.") % amounts)
    parts.append(_("Make a line smaller or take one out."))
    if locked > 0:
        parts.append(_("Another %(locked)s is unlocked when the council adopts the strategy.") % amounts)
    sentence = _("The plan passes the unlocked part of the allocation by %(over)s") % amounts
    return [Finding("V2", ERROR, sentence, " ".join(str(part) for part in parts), "V2, F6", writing=False)]


def _check_group_limits(lines: list[LineFacts], plan: PlanFacts) -> list[Finding]:
    found = []
    before = dict(plan.planned_by_group)
    for group, share in plan.group_limits:
        limit = floor_to_cent(Fraction(plan.allocated) * share)
        asked = before.get(group, Decimal("0.00")) + total(line for line in lines if line.group == group)
        if asked > limit:
            amounts = {
                "group": group,
                "over": format_amount(asked - limit, plan.currency),
                "limit": format_amount(limit, plan.currency),
            }
            sentence = _("Group %(group)s passes its limit by %(over)s") % amounts
            hint = _("It may take %(limit)s of the allocation. Make its lines smaller.") % amounts
            found.append(Finding("P8", ERROR, sentence, hint, "domain 2.5, 6.5", writing=False))
    return found


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity == ERROR]


def check_year(year: int, definition: Definition) -> None:
    """A plan's year has a month in the programme's window; else Refusal (R13)."""
    window = definition.window
    if window is None or window.since.year <= year <= window.until.year:
        return
    raise PlanRefusal(
        _(
            "The programme runs from %(first)s until %(last)s, so there is no plan for %(year)s. "
            "Choose one of its years."
        )
        % {"first": window.since.year, "last": window.until.year, "year": year},
        field="year",
        source=window.source,
    )


class PlanRefusal(Refusal):
    """A refusal that one field of a form can mend, or one that counts the errors of the plan check."""

    def __init__(self, sentence, *, field: str = "", rule: str = "", source: str = ""):
        super().__init__(sentence, rule=rule, source=source)
        self.field = field


def refuse_line(findings: Iterable[Finding]) -> None:
    """Refusal with the first error for which a line is not kept: sentence, what to do, rule and source."""
    for finding in errors(findings):
        if finding.writing:
            raise PlanRefusal(_whole(finding), field=finding.field, rule=finding.code, source=finding.source)


def refuse_plan(findings: Iterable[Finding]) -> None:
    """Refusal when the plan check found errors: the first one in full, and how many more there are."""
    found = errors(findings)
    if not found:
        return
    sentence = _whole(found[0])
    if len(found) > 1:
        more = _("The plan check shows %(count)s more to mend.") % {"count": len(found) - 1}
        sentence = f"{sentence} {more}"
    raise PlanRefusal(sentence, rule=found[0].code, source=found[0].source)


def _whole(finding: Finding) -> str:
    sentence = str(finding.sentence)
    end = "" if sentence.endswith((".", "!", "?")) else "."
    return f"{sentence}{end} {finding.hint}".strip()
