"""Sections on money, results and methods: the ledger by service, payments with their rates, sources, what is asked."""

from decimal import Decimal

from gromada.core.money import format_number
from gromada.core.text import _
from gromada.reports.queries.facts import Paid, ServiceFacts, YearFacts, provider_name
from gromada.reports.queries.sections import also, answered_needs, day, noun, official, plain, pln

ZERO = Decimal("0.00")
STAGES = (("planned", _("Planned")), ("committed", _("Contracts")), ("delivered", _("Delivered")), ("paid", _("Paid")))


def _money(facts: YearFacts, language: str) -> list[dict]:
    return [_sources(facts, language), _ledger(facts, language), _payments(facts)]


def _sources(facts: YearFacts, language: str) -> dict:
    paid = facts.by_source()
    rows = [{"cells": [one.name(language), plain(paid.get(one.code, ZERO))]} for one in facts.definition.money_sources]
    rows.append({"kind": "total", "cells": [str(_("Together")), plain(facts.paid_pln)]})
    columns = [
        {"label": str(_("Source of money")), "width": 1, "strong": True},
        {"label": str(_("Paid in %(year)d, PLN") % {"year": facts.year}), "align": "right"},
    ]
    return {"kind": "table", "title": str(_("Who paid")), "columns": columns, "rows": rows, "empty": ""}


def _ledger(facts: YearFacts, language: str) -> dict:
    """Every service at every stage, złoty and under them the programme's currency where it is another one."""
    currency = facts.balance.currency
    both = currency != "PLN"
    columns = [{"label": noun(facts, "service", language), "width": 1, "strong": True}]
    columns += [{"label": str(label), "align": "right"} for _stage, label in STAGES]
    rows, sums = [], {stage: [ZERO, ZERO] for stage, _label in STAGES}
    for row in facts.services:
        cells = [row.service.title]
        for stage, _label in STAGES:
            amounts = (row.balance.pln(stage), row.balance.of(stage))
            sums[stage] = [before + more for before, more in zip(sums[stage], amounts, strict=True)]
            cells.append(_two(*amounts, both=both))
        rows.append({"cells": cells})
    rows += _ledger_sums(facts, sums, both=both)
    note = _("Amounts in złoty.")
    if both:
        note = _("Amounts in złoty, and under them in %(currency)s by the table of the day of each deed.")
    return {
        "kind": "table",
        "title": str(_("The ledger, as of %(day)s") % {"day": day(facts.as_of)}),
        "columns": columns,
        "rows": rows,
        "empty": str(_("Nothing has been booked yet.")),
        "note": str(note % {"currency": currency}),
    }


def _ledger_sums(facts: YearFacts, sums: dict, *, both: bool) -> list[dict]:
    """The last lines of the ledger: what the allocation bore, what other sources paid, and both together."""
    if not facts.services:
        return []
    beyond_pln = sum((row.outside_pln for row in facts.services), ZERO)
    beyond = sum((row.outside for row in facts.services), ZERO)
    inside = [_two(*sums[stage], both=both) for stage, _label in STAGES]
    paid_pln, paid = sums["paid"]
    whole = {
        "kind": "total",
        "cells": [str(_("Together")), *inside[:-1], _two(paid_pln + beyond_pln, paid + beyond, both=both)],
    }
    if not beyond_pln:
        return [whole]
    elsewhere = ["", "", "", _two(beyond_pln, beyond, both=both)]
    return [
        {"kind": "subtotal", "cells": [str(_("From the allocation")), *inside]},
        {"cells": [str(_("From sources outside the allocation")), *elsewhere]},
        whole,
    ]


def _two(amount_pln: Decimal, amount: Decimal, *, both: bool) -> str:
    return f"{plain(amount_pln)}\n{plain(amount)}" if both else plain(amount_pln)


def _payments(facts: YearFacts) -> dict:
    currency = facts.balance.currency
    both = currency != "PLN"
    columns = [
        {"label": str(_("Day"))},
        {"label": str(_("Invoice"))},
        {"label": str(_("For what")), "width": 1, "strong": True},
        {"label": str(_("PLN")), "align": "right"},
    ]
    if both:
        columns += [{"label": str(_("Rate, table")), "align": "right"}, {"label": currency, "align": "right"}]
    rows = [{"cells": _payment_cells(paid, both=both)} for paid in facts.payments]
    if rows:
        total = ["", plain(sum((paid.amount for paid in facts.payments), ZERO))] if both else []
        rows.append({"kind": "total", "span": 3, "cells": [str(_("Together")), plain(facts.paid_pln), *total]})
    title = _("Payments of %(year)d by %(day)s") % {"year": facts.year, "day": day(facts.as_of)}
    return {
        "kind": "table",
        "title": str(title),
        "columns": columns,
        "rows": rows,
        "empty": str(_("Nothing was paid in this year.")),
    }


def _payment_cells(paid: Paid, *, both: bool) -> list[str]:
    payment, invoice = paid.payment, paid.payment.invoice
    what = f"{invoice.contract.service.title}\n{provider_name(invoice.provider)}"
    cells = [day(payment.paid_on), invoice.number, what, plain(payment.amount_pln)]
    if both:
        rate = f"{format_number(payment.rate, 4)}\n{payment.rate_table}" if payment.rate else ""
        cells += [rate, plain(payment.amount)]
    return cells


def _results(facts: YearFacts, language: str) -> list[dict]:
    answered = answered_needs(facts)
    sessions = sum(row.held.sessions for row in facts.services)
    hours = Decimal(sum(row.held.minutes for row in facts.services)) / 60
    attendances = sum(row.held.attendances for row in facts.services)
    items = [
        {"label": str(_("Needs of the strategy that something answers")),
         "value": str(_("%(part)d of %(whole)d") % {"part": len(answered), "whole": len(facts.needs)})},
        {"label": str(_("Contracts signed")), "value": str(facts.contracts)},
        {"label": noun(facts, "providers", language), "value": str(facts.providers)},
        {"label": str(_("Sessions held")), "value": format_number(sessions)},
        {"label": str(_("Hours of sessions")), "value": format_number(hours, 1)},
        {"label": str(_("Attendances")), "value": format_number(attendances)},
    ]  # fmt: skip
    return [
        {
            "kind": "facts",
            "items": items,
            "note": str(_("Counted from contracts and attendance lists; nothing was typed in.")),
        }
    ]


def _task_lines(facts: YearFacts, language: str) -> list[dict]:
    rows = []
    for line in official(facts.definition.task_lines):
        mine = [row for row in facts.services if _task_line(row) == line.code]
        titles = sorted({row.service.line.plan.title for row in mine})
        begun = sum(1 for row in mine if row.has_begun)
        done = _("begun: %(part)d of %(whole)d") % {"part": begun, "whole": len(mine)} if mine else _("not this year")
        paid = pln(sum((row.paid_pln for row in mine), ZERO)) if mine else ""
        rows.append({"cells": [line.code, line.name(language), ", ".join(titles), str(done), paid]})
    columns = [
        {"label": str(_("No."))},
        {"label": str(_("Task line")), "width": 2, "strong": True},
        {"label": str(_("Carried out by")), "width": 1},
        {"label": str(_("Done"))},
        {"label": str(_("Paid")), "align": "right"},
    ]
    return [{"kind": "table", "columns": columns, "rows": rows, "empty": ""}] if rows else []


def _task_line(row: ServiceFacts) -> str:
    line = row.service.line.plan.task_line
    return line.code if line else ""


def _expected_results(facts: YearFacts, language: str) -> list[dict]:
    expected = official(facts.definition.expected_results)
    rows = [{"cells": [result.code, result.text(language)]} for result in expected]
    columns = [{"label": str(_("No."))}, {"label": str(_("Expected result")), "width": 1, "strong": True}]
    note = str(_("What the document expects over all its years. No value was measured for this report."))
    return [{"kind": "table", "columns": columns, "rows": rows, "empty": "", "note": note}] if rows else []


def _methods(facts: YearFacts, language: str) -> list[dict]:
    methods = official(facts.definition.data_methods)
    sessions = sum(row.held.sessions for row in facts.services)
    done = str(_("Attendance lists of %(count)d sessions were analysed for this report.") % {"count": sessions})
    names = [method.name(language) for method in methods]
    named = str(_("Methods the document names: %(names)s.") % {"names": ", ".join(names)})
    return [{"kind": "text", "paragraphs": [named, done]}] if names else []


def _partners(facts: YearFacts, language: str) -> list[dict]:
    partners = official(facts.definition.partners)
    items = [{"label": one.name(language), "value": str(one.count or "")} for one in partners]
    return [{"kind": "facts", "items": items}] if items else []


def _asks(facts: YearFacts, _language: str) -> list[dict]:
    items = [str(_("Take note of the report."))]
    waiting = [row.service.title for row in facts.services if not row.has_begun]
    if waiting:
        items.append(str(_("Help to begin what is still waiting: %(titles)s.") % {"titles": ", ".join(waiting)}))
    place = facts.participation.unit.name
    people = [
        {"role": str(_("Prepared by"))},
        {"role": str(_("Treasurer"))},
        {"role": str(_("Mayor of %(gmina)s") % {"gmina": place})},
    ]
    return [{"kind": "asks", "items": items}, {"kind": "signatures", "people": people}]


also(
    money=_money,
    results=_results,
    task_lines=_task_lines,
    expected_results=_expected_results,
    methods=_methods,
    partners=_partners,
    asks=_asks,
)
