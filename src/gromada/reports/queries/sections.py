"""A year's facts as sections of blocks: what paper and screen both show. Which sections, the programme's file says."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from gromada.core.money import format_amount, format_number
from gromada.core.text import _
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


def people_in(parts: Mapping[str, int]) -> dict[str, str]:
    """Counts of the parts of a published whole, so that none that is hidden can be computed from the others."""
    words = {rules.FEW: str(_("fewer than 5")), rules.KEPT: str(_("not given"))}
    return {key: words.get(how) or format_number(parts[key]) for key, how in rules.told(parts).items()}


def noun(facts: YearFacts, code: str, language: str) -> str:
    """What the programme's file calls a thing, as the first word of a heading."""
    word = facts.definition.word(code, language)
    return word[:1].upper() + word[1:]


def official(parts: Iterable) -> list:
    """What the file states from a document; what is only from memory is never printed."""
    return [part for part in parts if part is not None and part.certainty != "memory"]


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
    lead = _("Things planned for %(year)d: %(planned)d, begun: %(begun)d. People who took part: %(people)s.") % words
    if facts.balance.allocated:
        lead = f"{lead} {_spent(facts)}"
    started = _("%(services)s that have begun") % {"services": facts.definition.word("services", language)}
    stats = [
        {"figure": people(facts.counts.persons), "label": str(_("people, each counted once"))},
        {"figure": str(begun), "label": str(started)},
        {"figure": pln(facts.paid_pln), "label": str(_("paid in %(year)d") % words)},
    ]
    blocks = [{"kind": "lead", "text": str(lead)}, {"kind": "stats", "items": stats}]
    bars = _bars(facts)
    if bars:
        blocks.append(bars)
    blocks.append(_strip(facts))
    return blocks


def _spent(facts: YearFacts) -> str:
    balance = facts.balance
    words = {
        "share": format_number(balance.paid / balance.allocated * 100, 0),
        "paid": format_amount(balance.paid, balance.currency),
        "whole": format_amount(balance.allocated, balance.currency),
    }
    return str(_("Paid until now: %(paid)s of %(whole)s, which is %(share)s%%.") % words)


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
    note = str(
        _("Frame: the plan of the year. Filled: paid by %(day)s. Source: the programme's ledger.")
        % {"day": day(facts.as_of)}
    )
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
    note = str(
        _("Allocation %(amount)s since the beginning of the programme.") % {"amount": format_amount(whole, currency)}
    )
    return {"kind": "strip", "title": title, "parts": parts, "note": note}


def _goals(facts: YearFacts, language: str) -> list[dict]:
    answered = answered_needs(facts)
    rows = [
        {"cells": [need.short_code, need.text, str(_("yes") if need.short_code in answered else _("not yet"))]}
        for need in facts.needs
    ]
    columns = [
        {"label": str(_("Code"))},
        {"label": str(_("Need of the strategy")), "width": 1, "strong": True},
        {"label": str(_("Something answers it"))},
    ]
    table = {"kind": "table", "columns": columns, "rows": rows, "empty": str(_("No need has been written down yet."))}
    blocks = [{"kind": "facts", "items": _resolution(facts)}] if facts.strategy else []
    told = facts.definition
    goals = official([told.main_goal, *(goal for goal in told.goals if goal.level == "general")])
    texts = list(dict.fromkeys(goal.text(language) for goal in goals))
    if texts:
        blocks.append({"kind": "text", "title": str(_("Main goals of the programme")), "paragraphs": texts})
    return [*blocks, table]


def answered_needs(facts: YearFacts) -> set[str]:
    """Needs that something already begun answers."""
    return {code for row in facts.services if row.has_begun for code in row.needs}


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
        {"label": noun(facts, "service", language), "width": 3, "strong": True},
        {"label": noun(facts, "need", language)},
        {"label": noun(facts, "provider", language), "width": 2},
        {"label": str(_("People")), "align": "right"},
        {"label": str(_("Hours")), "align": "right"},
        *[
            {"label": str(label), "align": "right"}
            for label in (_("Planned, PLN"), _("Contracts, PLN"), _("Paid, PLN"))
        ],
    ]
    rows, number = [], 0
    for group in facts.groups:
        mine = facts.of_group(group)
        if not mine:
            continue
        rows.append(
            {
                "kind": "group",
                "key": key(group.colour),
                "span": 6,
                "cells": [f"{group.code}. {group.name}", *_sums(mine)],
            }
        )
        for row in mine:
            number += 1
            rows.append({"cells": _service_cells(number, row)})
    if facts.paid_other_pln:
        rows.append({"span": 6, "cells": [str(_("Of other years")), "", "", plain(facts.paid_other_pln)]})
    if rows:
        planned, contracted, _paid = _sums(facts.services)
        total = [str(_("Together")), planned, contracted, plain(facts.paid_pln)]
        rows.append({"kind": "total", "span": 6, "cells": total})
    note = _(
        "People: each counted once in each line. Hours: of the sessions held by %(day)s. "
        "Paid: in %(year)d, from every source."
    )
    note = str(note % {"day": day(facts.as_of), "year": facts.year})
    empty = str(_("Nothing was planned for this year."))
    return [{"kind": "table", "columns": columns, "rows": rows, "empty": empty, "note": note}]


def _sums(rows: list[ServiceFacts]) -> list[str]:
    return [
        plain(sum((getattr(row, column) for row in rows), ZERO))
        for column in ("planned_pln", "contracted_pln", "paid_pln")
    ]


def _service_cells(number: int, row: ServiceFacts) -> list[str]:
    hours = format_number(Decimal(row.held.minutes) / 60, 1) if row.held.minutes else "0"
    provider = row.provider or str(_("not chosen yet"))
    amounts = [plain(amount) for amount in (row.planned_pln, row.contracted_pln, row.paid_pln)]
    return [str(number), row.service.title, ", ".join(row.needs), provider, people(row.people), hours, *amounts]


def _participants(facts: YearFacts, language: str) -> list[dict]:
    counts = facts.counts
    groups = {group.code: group.name(language) for group in facts.definition.groups}
    sexes = people_in({"f": counts.by_sex.get("f", 0), "m": counts.by_sex.get("m", 0)})
    # People are given service by service: with the sum of all enrolments, one hidden count could be worked out.
    is_safe = all(rules.shown(count) is not None for count in counts.by_service.values())
    enrolments = people(counts.enrolments) if is_safe else str(_("not given"))
    items = [
        {"label": str(_("People, each counted once")), "value": people(counts.persons)},
        {"label": str(_("Enrolments")), "value": enrolments},
        {"label": str(_("Women")), "value": sexes["f"]},
        {"label": str(_("Men")), "value": sexes["m"]},
    ]
    rows = [{"cells": [groups.get(code, code), people(count)]} for code, count in counts.by_group.items()]
    bands = [{"cells": [band, count]} for band, count in people_in(counts.by_band).items()]
    note = str(_("Who took part in two groups is counted in both, so groups do not add up to the whole."))
    kept = str(_("Counts of fewer than 5 people are not given, nor those from which one could work them out."))
    return [
        {"kind": "facts", "items": items},
        _counted(str(_("By group")), noun(facts, "group", language), rows, note),
        _counted(str(_("By age")), str(_("Age")), bands, kept),
    ]


def _counted(title: str, by: str, rows: list[dict], note: str) -> dict:
    columns = [{"label": by, "width": 1, "strong": True}, {"label": str(_("People")), "align": "right"}]
    empty = str(_("Nobody has been enrolled yet."))
    return {"kind": "table", "title": title, "columns": columns, "rows": rows, "empty": empty, "note": note}


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
