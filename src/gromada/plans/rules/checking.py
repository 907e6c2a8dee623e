"""The plan check: runs the rules over a plan or a line, sets justifications beside what they answer, and refuses."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.plans.rules.comparing import COMPARING_RULES
from gromada.plans.rules.facts import ERROR, SEVERITIES, Case, Finding, LineFacts, PlanFacts
from gromada.plans.rules.of_lines import LINE_RULES
from gromada.plans.rules.of_plans import PLAN_RULES
from gromada.plans.rules.plan_rule import PlanRule
from gromada.programmes.definitions import Definition

RULES: tuple[PlanRule, ...] = (*PLAN_RULES, *LINE_RULES, *COMPARING_RULES)
BY_CODE: Mapping[str, PlanRule] = {rule.code: rule for rule in RULES}


def rule_of(code: str) -> PlanRule | None:
    return BY_CODE.get(code)


def check_line(line: LineFacts, plan: PlanFacts, definition: Definition, language: str = "pl") -> list[Finding]:
    """All that is wrong with a line or to be thought over, in the order of its form."""
    case = Case(plan, (line,), definition, language)
    return [finding for rule in LINE_RULES for finding in rule.of(line, case)]


def check_plan(  # noqa: PLR0913 - what a check looks at
    lines: Iterable[LineFacts],
    plan: PlanFacts,
    definition: Definition,
    *,
    has_task_line: bool = False,
    language: str = "pl",
    answers: Mapping[tuple[str, int | None], str] | None = None,
) -> list[Finding]:
    """Everything the plan check says: the whole first, then each line. Its errors stop the plan from being sent.

    `answers`: justifications by rule and number of the line (None: the whole plan); a finding that may be justified and
    has one stops nothing. For a gmina that takes no part only the rules that need no participation run.
    """
    case = Case(plan, tuple(lines), definition, language, has_task_line)
    found: list[Finding] = []
    asked = [rule for rule in PLAN_RULES if plan.takes_part or not rule.needs_participation]
    asked_of_lines = [rule for rule in LINE_RULES if plan.takes_part or not rule.needs_participation]
    for rule in asked:
        found += rule.of_plan(case)
    for line in case.lines:
        for rule in asked_of_lines:
            found += rule.of(line, case)
    for rule in COMPARING_RULES:
        found += rule.of_plan(case)
    return with_answers(found, answers or {})


def with_answers(findings: Iterable[Finding], answers: Mapping[tuple[str, int | None], str]) -> list[Finding]:
    """The findings, each that may be justified with its justification."""
    return [
        replace(finding, justification=answers.get((finding.code, finding.line), ""))
        if finding.may_be_justified
        else finding
        for finding in findings
    ]


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """What stops the plan first, then warnings and notes, and at the end what is answered."""
    return sorted(findings, key=lambda finding: (finding.is_justified, SEVERITIES.index(finding.severity)))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """What stops the plan: errors that are not justified."""
    return [finding for finding in findings if finding.blocks]


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
    for finding in findings:
        if finding.severity == ERROR and finding.writing:
            raise PlanRefusal(whole(finding), field=finding.field, rule=finding.code, source=finding.source)


def refuse_plan(findings: Iterable[Finding]) -> None:
    """Refusal when the plan check found errors: the first one in full, and how many more there are."""
    found = errors(findings)
    if not found:
        return
    sentence = whole(found[0])
    if len(found) > 1:
        more = _("The plan check shows %(count)s more to mend.") % {"count": len(found) - 1}
        sentence = f"{sentence} {more}"
    raise PlanRefusal(sentence, rule=found[0].code, source=found[0].source)


def whole(finding: Finding) -> str:
    """The finding as sentences that follow each other: what it is, and what to do."""
    sentence = str(finding.sentence)
    end = "" if sentence.endswith((".", "!", "?")) else "."
    return f"{sentence}{end} {finding.hint}".strip()
