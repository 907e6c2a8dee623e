"""A plan in a file checked as if it were written here: its lines, its totals and what the plan check says, with places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from gromada.core.money import format_amount
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _
from gromada.ledger import queries as ledger
from gromada.plans import queries
from gromada.plans.imports.reading import read_plan
from gromada.plans.rules import (
    NOTE,
    WARNING,
    Finding,
    LineFacts,
    NeedFacts,
    Place,
    PlanFacts,
    by_weight,
    check_plan,
    cost_in,
    in_pln,
    months_of,
)
from gromada.plans.rules.drafts import Draft, SheetReading
from gromada.plans.rules.headings import FIRST
from gromada.programmes import queries as programmes
from gromada.programmes.definitions import Definition
from gromada.territory import queries as territory

NOTHING = Decimal("0.00")
UNSAID = {"recipients_text", "quantity", "unit"}  # where the file has no such column, a usual word stands in


@dataclass(frozen=True)
class Checked:
    """What came of checking a file. `lines` are plain values with number and cost in the programme's currency."""

    lines: list[dict[str, Any]]
    findings: list[Finding]
    cost_pln: Decimal
    cost: Decimal
    currency: str
    rate: Decimal
    year: int

    @property
    def has_errors(self) -> bool:
        return any(finding.blocks for finding in self.findings)


def completed(draft: Draft, definition: Definition, rate: Decimal) -> dict[str, Any]:
    """All values of a line that is new: what the file says, and usual words where it has no such column."""
    given = dict(draft.values)
    group = definition.group(given.get("group", ""))
    cost = given.get("cost_pln")
    if cost is None:
        cost = in_pln(draft.cost_said, rate) if draft.cost_said is not None else NOTHING
    usual = {
        "title": "", "group": "", "kind": "", "is_custom": False, "needs": (), "description": "",
        "recipients_text": (group.recipients_pl or group.name_pl) if group else definition.word("recipients", "pl"),
        "recipients": 0, "quantity": 1, "unit": definition.word("service", "pl")[:40], "months": 0,
        "not_duplicating": False, "insufficiency": "", "procedure": "", "provider_kind": "", "other_sources": "",
    }  # fmt: skip
    made = usual | given | {"cost_pln": cost}
    return made | {"recipients_text": made["recipients_text"] or usual["recipients_text"]}


def line_facts(values: Mapping[str, Any], number: int, rate: Decimal, needs: Mapping[str, NeedFacts], place=None):
    """Plain values of a line as the checks see it; a need of an unknown code counts as one that is not usable."""
    return LineFacts(
        number=number,
        title=values["title"],
        group=values["group"],
        kind=values["kind"],
        is_custom=values["is_custom"],
        needs=tuple(
            needs.get(code) or NeedFacts(code, usable=not needs, provisional=False) for code in values["needs"]
        ),
        recipients=values["recipients"],
        quantity=values["quantity"],
        months=values["months"],
        cost_pln=values["cost_pln"],
        cost=cost_in(values["cost_pln"], rate),
        not_duplicating=values["not_duplicating"],
        insufficiency=values["insufficiency"],
        unit=values["unit"],
        provider_kind=values["provider_kind"],
        place=place,
    )


def about_the_file(
    reading: SheetReading, definition: Definition, year: int, rate: Decimal, currency: str
) -> list[Finding]:
    """What is to be known of the file beside its cells: columns it lacks, another year, amounts at another rate."""
    found = list(reading.findings)
    missing = sorted(UNSAID - set(reading.columns))
    if missing:
        words = {"columns": ", ".join(f"„{FIRST[name]}”" for name in missing), "unit": definition.word("service", "pl")}
        sentence = _("The file has no column %(columns)s") % words
        hint = _("Usual words stand in: each line counts as 1 %(unit)s for the people of its group.") % words
        found.append(Finding("S4", NOTE, sentence, hint, "RP-3", place=Place(reading.sheet)))
    if reading.year and reading.year != year:
        sentence = _("The file speaks of the year %(said)s, and the plan is for %(year)s") % {
            "said": reading.year,
            "year": year,
        }
        found.append(Finding("S6", WARNING, sentence, _("See whether this is the right file."), "RP-3",
                             place=Place(reading.sheet)))  # fmt: skip
    for draft in reading.drafts:
        cost = draft.values.get("cost_pln")
        if draft.cost_said is not None and cost and abs(draft.cost_said - cost_in(cost, rate)) > Decimal("0.01"):
            words = {"said": format_amount(draft.cost_said, currency), "title": draft.title,
                     "made": format_amount(cost_in(cost, rate), currency)}  # fmt: skip
            sentence = _("“%(title)s”: the file says %(said)s, and at the rate of the plan it is %(made)s") % words
            hint = _("The amount in złoty counts; the other is computed.")
            place = replace(draft.place, column=reading.columns.get("cost", ""))
            found.append(Finding("S5", NOTE, sentence, hint, "domain 6.4", place=place))
    return found


def placed(findings: Iterable[Finding], columns: Mapping[str, str]) -> list[Finding]:
    """The findings of lines with the column that mends them."""
    made = []
    for finding in findings:
        name = "group" if finding.field == "cell" else finding.field
        if finding.place and not finding.place.column and name in columns:
            finding = replace(finding, place=replace(finding.place, column=columns[name]))  # noqa: PLW2901 - a copy
        made.append(finding)
    return made


@dataclass(frozen=True)
class _Ground:
    """Against what a file is checked: the gmina's money, needs and surroundings, or nothing but the programme."""

    facts: PlanFacts
    needs: Mapping[str, NeedFacts]
    codes: Mapping[str, str] | None
    has_task_line: bool


def check_file(  # noqa: PLR0913 - what a check is asked with
    content: bytes,
    name: str,
    *,
    programme: str,
    gmina: str,
    actor: Actor,
    on: date | None,
    today: date,
    year: int | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Checked:
    """What the plan check says of a plan in a file, as if the gmina sent it; nothing is written.

    The rate is the one of `on`; without a day that of the gmina's plan being written, else of today or the last day of
    the programme. Raises Refusal for an unknown programme or gmina, UnreadableTable for a file that is no plan.
    """
    row, place, unit = _asked(programme, gmina, actor)
    definition, currency = row.definition, row.currency
    plan = queries.plan_in_hand(place) if place else None
    codes = {code: need.code for code, need in queries.needs_by_code(place).items()} if place else None
    reading = read_plan(content, name, definition=definition, currency=currency, needs=codes, mapping=mapping)
    day = on or (min(today, definition.window.until) if definition.window else today)
    year = year or reading.year or (plan.year if plan else day.year)
    rules = definition.rule_set_on(day)
    rate = plan.rate if plan and on is None else _rate(currency, day, rules)
    lines = _numbered(reading, definition, rate)
    whole = [(number, values, draft) for number, values, draft in lines if draft.is_whole]
    ground = _ground(place, unit, currency, year=year, rate=rate, rules=rules, plan=plan, on=on, whole=whole)
    facts = [line_facts(values, number, rate, ground.needs, draft.place) for number, values, draft in whole]
    found = about_the_file(reading, definition, year, rate, currency)
    found += [] if place else [_takes_no_part(unit.name, row)]
    found += check_plan(
        facts, ground.facts, definition, has_task_line=ground.has_task_line, language=get_language() or "pl"
    )
    shown = [_shown(number, values, draft, rate) for number, values, draft in lines]
    findings = by_weight(placed(found, reading.columns))
    return Checked(shown, findings, _sum(shown, "cost_pln"), _sum(shown, "cost"), currency, rate, year)


def _asked(programme: str, gmina: str, actor: Actor) -> tuple:
    """The programme, the gmina's participation if the actor sees one, and the gmina; Refusal for an unknown code."""
    row = programmes.programme(programme)
    if row is None:
        raise Refusal(_("There is no programme “%(code)s”.") % {"code": programme})
    place = programmes.participation_of(programme, gmina, actor)
    unit = place.unit if place else territory.unit_by_code(gmina)
    if unit is None:
        raise Refusal(_("There is no gmina of the code %(code)s.") % {"code": gmina})
    return row, place, unit


def _sum(lines: Iterable[Mapping[str, Any]], name: str) -> Decimal:
    return sum((line[name] or NOTHING for line in lines), NOTHING)


def _rate(currency: str, day: date, rules) -> Decimal:
    return ledger.rate(currency, day, rule=rules.exchange_rule if rules else "nbp_in_force").rate


def _numbered(reading: SheetReading, definition: Definition, rate: Decimal) -> list[tuple[int, dict[str, Any], Draft]]:
    """Every draft with its number: of the plan in our own form, else in the order of the file."""
    taken: set[int] = set()
    found = []
    for draft in reading.drafts:
        number = draft.number if reading.is_our_form and draft.number and draft.number not in taken else None
        number = number or max(taken, default=0) + 1
        taken.add(number)
        found.append((number, completed(draft, definition, rate), draft))
    return found


def _ground(place, unit, currency: str, *, year, rate, rules, plan, on, whole) -> _Ground:  # noqa: PLR0913 - all facts
    if place is None:
        people = territory.population([unit]).get(unit.pk)
        facts = PlanFacts(
            year, currency, rate, NOTHING, NOTHING, NOTHING, takes_part=False,
            population=people[0] if people else None, population_year=people[1] if people else None,
        )  # fmt: skip
        return _Ground(facts, {}, None, has_task_line=True)
    near = queries.surroundings(place, year)
    needs = queries.needs_by_code(place)
    known = {need.code: queries.need_facts(need, near.in_force) for need in needs.values()}
    lines = [line_facts(values, number, rate, known) for number, values, _draft in whole]
    balance = ledger.balances([place.account])[place.account_id]
    facts = queries.facts_of(place, balance, year=year, rate=rate, rules=rules, lines=lines, on=on, near=near)
    has_task_line = plan is not None and plan.task_line_id is not None
    return _Ground(facts, known, {code: need.code for code, need in needs.items()}, has_task_line)


def _takes_no_part(name: str, programme) -> Finding:
    words = {"gmina": name, "programme": programme.definition.short_name(get_language() or "pl")}
    return Finding(
        "S7",
        NOTE,
        _("%(gmina)s takes no part in the programme %(programme)s") % words,
        _("Its allocation and strategy are not known, so only the rules that need neither were used."),
        "R8",
    )


def _shown(number: int, values: Mapping[str, Any], draft: Draft, rate: Decimal) -> dict[str, Any]:
    """A line for people; a cost that could not be read is None."""
    read = draft.is_whole or "cost_pln" in draft.values
    cost = values["cost_pln"] if read else None
    months = months_of(values["months"])
    return {
        "number": number,
        **values,
        "months": months,
        "cost_pln": cost,
        "cost": cost_in(cost, rate) if read else None,
    }


def as_json(done: Checked) -> dict[str, Any]:
    """The check as the command line prints it: amounts as texts, keys in English, a row for each finding."""
    coin = f"cost_{done.currency.lower()}"
    lines = []
    for line in done.lines:
        plain = {name: value for name, value in line.items() if name != "cost"}
        costs = {"cost_pln": line["cost_pln"], coin: line["cost"]}
        lines.append(plain | {"needs": list(line["needs"])} | costs)
    return {
        "year": done.year,
        "rate": str(done.rate),
        "lines": lines,
        "totals": {"cost_pln": str(done.cost_pln), coin: str(done.cost)},
        "findings": [finding_as_json(finding) for finding in done.findings],
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    place = finding.place or Place()
    return {
        "code": finding.code,
        "severity": finding.severity,
        "line": finding.line,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
        "message": str(finding.sentence),
        "hint": str(finding.hint),
        "source": finding.source,
    }
