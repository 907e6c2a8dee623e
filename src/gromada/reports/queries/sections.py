"""A year's facts as sections of blocks: what paper and screen both show. Which sections, the programme's file says."""

from collections.abc import Callable
from decimal import Decimal

from gromada.core.money import format_amount, format_number
from gromada.core.text import _, _n
from gromada.programmes import definitions
from gromada.reports import rules
from gromada.reports.queries.facts import ServiceFacts, YearFacts

ZERO = Decimal("0.00")
KEYS = {"1": "g1", "2": "g2", "3": "g3"}


def key(colour: str) -> str:
    """The paint of a group by its slot in the programme's file."""
    return KEYS.get(str(colour), "g5")


def pln(amount: Decimal) -> str:
    return format_amount(amount, "PLN")


def plain(amount: Decimal) -> str:
    return format_number(amount, 2)


def day(value) -> str:
    return value.strftime("%d.%m.%Y")


def people(count: int) -> str:
    """A count of people in a paper that becomes public."""
    return str(_("fewer than 5")) if rules.shown(count) is None else format_number(count)


def sections(facts: YearFacts, language: str) -> list[dict]:
    """The sections of the programme's report in its order; one that has nothing to say is left out."""
    form = facts.participation.programme.definition.report
    made = []
    for place, part in enumerate(form.sections):
        blocks = WRITERS[part.code](facts, language)
        if blocks:
            wide = part.code == "services"
            made.append({"title": part.title(language), "blocks": blocks, "new_page": place == 0, "wide": wide})
    return made


def _summary(facts: YearFacts, language: str) -> list[dict]:
    begun = sum(1 for row in facts.services if row.has_begun)
    words = {"planned": len(facts.services), "begun": begun, "people": people(facts.counts.persons), "year": facts.year}
    lead = _n(
        "Of %(planned)d planned service %(begun)d has begun. People who took part: %(people)s.",
        "Of %(planned)d planned services %(begun)d have begun. People who took part: %(people)s.",
        len(facts.services),
    )
    stats = [
        {"figure": people(facts.counts.persons), "label": str(_("people, each counted once"))},
        {"figure": str(begun), "label": str(_("services that have begun"))},
        {"figure": pln(facts.paid_pln), "label": str(_("paid in %(year)d") % words)},
    ]
    blocks = [{"kind": "lead", "text": str(lead % words)}, {"kind": "stats", "items": stats}]
    bars = _bars(facts)
    if bars:
        blocks.append(bars)
    blocks.append(_strip(facts))
    return blocks


def _bars(facts: YearFacts) -> dict | None:
    sums = [
        (group, sum((row.planned_pln for row in rows), ZERO), sum((row.paid_pln for row in rows), ZERO))
        for group in facts.groups
        for rows in [facts.of_group(group)]
        if rows
    ]
    if not sums:
        return None
    most = max(max(planned, paid) for _group, planned, paid in sums)
    rows = [
        {
            "label": group.name,
            "value": str(_("%(paid)s of %(planned)s") % {"paid": plain(paid), "planned": pln(planned)}),
            "key": key(group.colour),
            "share": rules.share(paid, most),
            "limit": rules.share(planned, most),
        }
        for group, planned, paid in sums
    ]
    title = str(_("Where the money goes, by group"))
    note = str(_("Frame: the plan of the year. Filled: paid by %(day)s. Source: the programme's ledger.") % {"day": day(facts.as_of)})
    return {"kind": "bars", "title": title, "rows": rows, "note": note}


def _strip(facts: YearFacts) -> dict:
    currency = facts.balance.currency
    paid, owed, meant, free = facts.balance.parts
    whole = facts.balance.allocated
    labels = (_("paid"), _("in contracts"), _("in the plan"), _("free"))
    parts = [
        {"label": str(label), "value": plain(amount), "key": f"m{place}", "share": rules.share(amount, whole)}
        for place, (label, amount) in enumerate(zip(labels, (paid, owed, meant, free), strict=True), 1)
    ]
    title = str(_("From allocation to payment, %(currency)s") % {"currency": currency})
    note = str(_("Allocation %(amount)s since the beginning of the programme.") % {"amount": format_amount(whole, currency)})
    return {"kind": "strip", "title": title, "parts": parts, "note": note}


def _goals(facts: YearFacts, language: str) -> list[dict]:
    answered = {code for row in facts.services if row.has_begun for code in row.needs}
    rows = [
        {"cells": [need.short_code, need.text, str(_("yes") if need.short_code in answered else _("not yet"))]}
        for need in facts.needs
    ]
    columns = [
        {"label": str(_("Code"))},
        {"label": str(_("Need of the strategy")), "width": 1, "strong": True},
        {"label": str(_("A service answers it"))},
    ]
    table = {"kind": "table", "columns": columns, "rows": rows, "empty": str(_("No need has been written down yet."))}
    blocks = [{"kind": "facts", "items": _resolution(facts)}] if facts.strategy else []
    goals = [f"{goal.code}. {goal.text}" for goal in facts.goals if goal.level == "general"]
    if goals:
        blocks.append({"kind": "text", "title": str(_("Main goals of the programme")), "paragraphs": goals})
    return [*blocks, table]


def _resolution(facts: YearFacts) -> list[dict]:
    strategy = facts.strategy
    words = {"number": strategy.resolution_number, "day": day(strategy.adopted_on)}
    return [
        {"label": str(_("Strategy")), "value": strategy.title},
        {"label": str(_("Resolution")), "value": str(_("%(number)s of %(day)s") % words)},
    ]


def _services(facts: YearFacts, language: str) -> list[dict]:
    columns = [
        {"label": str(_("No."))},
        {"label": str(_("Service")), "width": 3, "strong": True},
        {"label": str(_("Need"))},
        {"label": str(_("Provider")), "width": 2},
        {"label": str(_("People")), "align": "right"},
        {"label": str(_("Hours")), "align": "right"},
        *[{"label": str(label), "align": "right"} for label in (_("Planned, PLN"), _("Contracts, PLN"), _("Paid, PLN"))],
    ]
    rows, number = [], 0
    for group in facts.groups:
        mine = facts.of_group(group)
        if not mine:
            continue
        rows.append({"kind": "group", "key": key(group.colour), "span": 6, "cells": [f"{group.code}. {group.name}", *_sums(mine)]})
        for row in mine:
            number += 1
            rows.append({"cells": _service_cells(number, row)})
    if rows:
        rows.append({"kind": "total", "span": 6, "cells": [str(_("Together")), *_sums(facts.services)]})
    return [
        {
            "kind": "table",
            "columns": columns,
            "rows": rows,
            "empty": str(_("No service was planned for this year.")),
            "note": str(_("People: each counted once within a service. Hours: of the sessions held by %(day)s.") % {"day": day(facts.as_of)}),
        }
    ]


def _sums(rows: list[ServiceFacts]) -> list[str]:
    return [
        plain(sum((getattr(row, column) for row in rows), ZERO)) for column in ("planned_pln", "contracted_pln", "paid_pln")
    ]


def _service_cells(number: int, row: ServiceFacts) -> list[str]:
    hours = format_number(Decimal(row.held.minutes) / 60, 1) if row.held.minutes else "0"
    provider = row.provider or str(_("not chosen yet"))
    amounts = [plain(amount) for amount in (row.planned_pln, row.contracted_pln, row.paid_pln)]
    return [str(number), row.service.title, ", ".join(row.needs), provider, people(row.people), hours, *amounts]


def _participants(facts: YearFacts, language: str) -> list[dict]:
    counts = facts.counts
    groups = {group.code: group.name for group in facts.groups}
    items = [
        {"label": str(_("People, each counted once")), "value": people(counts.persons)},
        {"label": str(_("Enrolments in services")), "value": people(counts.enrolments)},
        {"label": str(_("Women")), "value": people(counts.by_sex.get("f", 0))},
        {"label": str(_("Men")), "value": people(counts.by_sex.get("m", 0))},
    ]
    rows = [{"cells": [groups.get(code, code), people(count)]} for code, count in counts.by_group.items()]
    bands = [{"cells": [band, people(count)]} for band, count in counts.by_band.items()]
    head = [{"label": str(_("People")), "align": "right"}]
    none = str(_("Nobody has been enrolled yet."))
    note = str(_("Who took part in two groups is counted in both, so groups do not add up to the whole."))
    return [
        {"kind": "facts", "items": items},
        {"kind": "table", "title": str(_("By group")), "columns": [{"label": str(_("Group")), "width": 1, "strong": True}, *head],
         "rows": rows, "empty": none, "note": note},
        {"kind": "table", "title": str(_("By age")), "columns": [{"label": str(_("Age")), "width": 1, "strong": True}, *head],
         "rows": bands, "empty": none},
    ]  # fmt: skip


Writer = Callable[[YearFacts, str], list[dict]]
WRITERS: dict[str, Writer] = {
    "summary": _summary,
    "goals": _goals,
    "services": _services,
    "participants": _participants,
}


def also(**writers: Writer) -> None:
    """Sections written in the neighbouring module."""
    WRITERS.update(writers)


def check(definition: definitions.Definition) -> set[str]:
    """Codes of sections that nobody here can write: none, or the file asks for what does not exist."""
    return {part.code for part in definition.report.sections} - set(WRITERS)
