"""What a file would do to a plan that is being written: changes line by line, and the plan check of what would come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language

from gromada.core.tables import Header, Sheet
from gromada.ledger import queries as ledger
from gromada.plans import queries
from gromada.plans.imports.checked import about_the_file, completed, line_facts, placed
from gromada.plans.imports.reading import read_sheets
from gromada.plans.models import Plan, PlanLine
from gromada.plans.rules import Finding, LineFacts, by_weight, check_plan
from gromada.plans.rules.drafts import Draft, LineChange, SheetReading, compare


@dataclass(frozen=True)
class Proposal:
    """The changes, and everything found: on the file, and on the plan as it would be. `problems` stop the writing."""

    plan: Plan
    changes: list[LineChange]
    findings: list[Finding]
    reading: SheetReading

    @property
    def problems(self) -> list[Finding]:
        """What stops the writing: cells that cannot be read, and errors for which a line is not even kept."""
        return [item for item in self.findings if item.severity == "error" and (item.writing or item.code == "S1")]

    @property
    def others(self) -> list[Finding]:
        """What the check will say of the plan afterwards, and remarks on the file."""
        problems = self.problems
        return [item for item in self.findings if item not in problems]

    def count(self, act: str) -> int:
        return sum(1 for change in self.changes if change.act == act)

    @property
    def changes_anything(self) -> bool:
        return any(change.act != "skip" for change in self.changes)


def plain_line(line: PlanLine) -> dict[str, Any]:
    """A stored line as plain values."""
    names = (
        "title", "is_custom", "description", "recipients_text", "recipients", "quantity", "unit", "months", "cost_pln",
        "not_duplicating", "insufficiency", "procedure", "provider_kind", "other_sources",
    )  # fmt: skip
    needs = tuple(sorted(answer.need.code for answer in line.answers.all()))
    cell = {"group": line.group.code, "kind": line.kind.code if line.kind else ""}
    return {name: getattr(line, name) for name in names} | cell | {"needs": needs}


def propose(
    plan: Plan,
    book: list[Sheet],
    *,
    mapping: Mapping[str, str] | None = None,
    header: tuple[int, Header] | None = None,
    remove: bool | None = None,
) -> Proposal:
    """Compare the opened file with the plan. Lines that our own form no longer has are taken out (`remove` says otherwise).

    Raises UnreadableTable, with a sentence, for a file that is no plan.
    """
    place = plan.participation
    definition, currency = place.programme.definition, place.programme.currency
    needs = queries.needs_by_code(place)
    codes = {code: need.code for code, need in needs.items()}
    reading = read_sheets(book, definition=definition, currency=currency, needs=codes, mapping=mapping, header=header)
    lines = sorted(queries.lines_of(plan), key=lambda line: line.number)
    stored = {line.number: plain_line(line) for line in lines}
    drafts = [_priced(draft, plan) for draft in reading.drafts]
    remove = reading.is_our_form if remove is None else remove
    changes = [
        replace(change, values=completed(_draft_of(change), definition, plan.rate)) if change.act == "add" else change
        for change in compare(stored, drafts, by_number=reading.is_our_form, remove=remove)
    ]
    found = about_the_file(reading, definition, plan.year, plan.rate, currency)
    unread = {draft.place for draft in reading.drafts if not draft.is_whole}
    found += _checked(plan, stored, changes, needs, unread)
    return Proposal(plan, changes, by_weight(placed(found, reading.columns)), reading)


def _draft_of(change: LineChange) -> Draft:
    return Draft(change.place, change.values)


def _priced(draft: Draft, plan: Plan) -> Draft:
    """A file that has the programme's currency alone: złoty at the planning rate."""
    if "cost_pln" in draft.values or draft.cost_said is None:
        return draft
    cost = completed(draft, plan.participation.programme.definition, plan.rate)["cost_pln"]
    return replace(draft, values={**draft.values, "cost_pln": cost})


def _checked(plan: Plan, stored: Mapping, changes: list[LineChange], needs: Mapping, unread: set) -> list[Finding]:
    """The plan check of the plan as it would be; lines that were not read whole are left out."""
    place = plan.participation
    near = queries.surroundings(place, plan.year)
    known = {need.code: queries.need_facts(need, near.in_force) for need in needs.values()}
    facts: dict[int, LineFacts] = {
        number: line_facts(values, number, plan.rate, known) for number, values in stored.items()
    }
    free = max(stored, default=0)
    for change in changes:
        if change.act == "remove" or change.place in unread:
            facts.pop(change.number, None)
        elif change.act == "add":
            free += 1
            facts[free] = line_facts(change.values, free, plan.rate, known, change.place)
        else:
            facts[change.number] = line_facts(change.values, change.number, plan.rate, known, change.place)
    lines = [facts[number] for number in sorted(facts)]
    balance = ledger.balances([place.account])[place.account_id]
    return check_plan(
        lines,
        queries.plan_facts(plan, balance, lines, near=near),
        place.programme.definition,
        has_task_line=plan.task_line_id is not None,
        language=get_language() or "pl",
        answers=queries.answers_of(plan),
    )
