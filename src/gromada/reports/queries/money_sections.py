"""Sections on money, results and methods: the ledger by service, payments with their rates, sources, what is asked."""

from decimal import Decimal

from gromada.core.money import format_number
from gromada.core.text import _, _n
from gromada.reports.queries.facts import YearFacts
from gromada.reports.queries.sections import also, day, plain, pln

ZERO = Decimal("0.00")
STAGES = (("planned", _("Planned")), ("committed", _("Contracts")), ("delivered", _("Delivered")), ("paid", _("Paid")))


def _money(facts: YearFacts, language: str) -> list[dict]:
    return [_sources(facts), _ledger(facts), _payments(facts)]


def _sources(facts: YearFacts) -> dict:
    rows = [{"cells": [source.name, plain(amount)]} for source, amount in facts.by_source()]
    rows.append({"kind": "total", "cells": [str(_("Together")), plain(facts.paid_pln)]})
    columns = [
        {"label": str(_("Source of money")), "width": 1, "strong": True},
        {"label": str(_("Paid in %(year)d, PLN") % {"year": facts.year}), "align": "right"},
    ]
    return {"kind": "table", "title": str(_("Who paid")), "columns": columns, "rows": rows, "empty": ""}


def _ledger(facts: YearFacts) -> dict:
    """Every service at every stage, złoty and under them the programme's currency where it is another one."""
    currency = facts.balance.currency
    both = currency != "PLN"
    columns = [{"label": str(_("Service")), "width": 1, "strong": True}]
    columns += [{"label": str(label), "align": "right"} for _stage, label in STAGES]
    rows, sums = [], {stage: [ZERO, ZERO] for stage, _label in STAGES}
    for row in facts.services:
        cells = [row.service.title]
        for stage, _label in STAGES:
            amounts = (row.balance.pln(stage), row.balance.of(stage))
            sums[stage] = [before + more for before, more in zip(sums[stage], amounts, strict=True)]
            cells.append(_two(*amounts, both=both))
        rows.append({"cells": cells})
    if rows:
        rows.append({"kind": "total", "cells": [str(_("Together")), *(_two(*sums[stage], both=both) for stage, _label in STAGES)]})
    note = _("Money of the allocation in złoty.")
    if both:
        note = _("Money of the allocation: złoty, and under them %(currency)s by the table of the day of each deed.")
    return {
        "kind": "table",
        "title": str(_("The ledger, as of %(day)s") % {"day": day(facts.as_of)}),
        "columns": columns,
        "rows": rows,
        "empty": str(_("Nothing has been booked yet.")),
        "note": str(note % {"currency": currency}),
    }


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
    rows = [{"cells": _payment_cells(payment, both=both)} for payment in facts.payments]
    if rows:
        total = ["", plain(sum((payment.amount for payment in facts.payments), ZERO))] if both else []
        rows.append({"kind": "total", "span": 3, "cells": [str(_("Together")), plain(facts.paid_pln), *total]})
    title = _("Payments of %(year)d by %(day)s") % {"year": facts.year, "day": day(facts.as_of)}
    return {"kind": "table", "title": str(title), "columns": columns, "rows": rows, "empty": str(_("Nothing was paid in this year."))}


def _payment_cells(payment, *, both: bool) -> list[str]:
    invoice = payment.invoice
    provider = invoice.provider
    name = provider.get_kind_display() if provider.kind == "natural_person" else provider.name
    cells = [day(payment.paid_on), invoice.number, f"{invoice.contract.service.title}\n{name}", plain(payment.amount_pln)]
    if both:
        rate = f"{format_number(payment.rate, 4)}\n{payment.rate_table}" if payment.rate else ""
        cells += [rate, plain(payment.amount)]
    return cells


def _results(facts: YearFacts, language: str) -> list[dict]:
    answered = {code for row in facts.services if row.has_begun for code in row.needs}
    outside = sum(1 for row in facts.services if row.has_begun and row.provider)
    sessions = sum(row.held.sessions for row in facts.services)
    hours = Decimal(sum(row.held.minutes for row in facts.services)) / 60
    attendances = sum(row.held.attendances for row in facts.services)
    items = [
        {"label": str(_("Needs of the strategy that have a service")),
         "value": str(_("%(part)d of %(whole)d") % {"part": len(answered), "whole": len(facts.needs)})},
        {"label": str(_("Contracts signed")), "value": str(facts.contracts)},
        {"label": str(_("Organisations that give services")), "value": str(facts.providers)},
        {"label": str(_("Services given by somebody outside the office")), "value": str(outside)},
        {"label": str(_("Sessions held")), "value": format_number(sessions)},
        {"label": str(_("Hours of sessions")), "value": format_number(hours, 1)},
        {"label": str(_("Attendances")), "value": format_number(attendances)},
    ]  # fmt: skip
    return [{"kind": "facts", "items": items, "note": str(_("Counted from contracts and attendance lists; nothing was typed in."))}]


def _task_lines(facts: YearFacts, language: str) -> list[dict]:
    rows = []
    for line in facts.task_lines:
        mine = [row for row in facts.services if row.service.line.plan.task_line_id == line.pk]
        titles = sorted({row.service.line.plan.title for row in mine})
        begun = sum(1 for row in mine if row.has_begun)
        done = _n("%(begun)d service", "%(begun)d services", begun) % {"begun": begun} if mine else _("not this year")
        paid = pln(sum((row.paid_pln for row in mine), ZERO)) if mine else ""
        rows.append({"cells": [line.code, line.text, ", ".join(titles), str(done), paid]})
    columns = [
        {"label": str(_("No."))},
        {"label": str(_("Task line")), "width": 2, "strong": True},
        {"label": str(_("Carried out by")), "width": 1},
        {"label": str(_("Done"))},
        {"label": str(_("Paid")), "align": "right"},
    ]
    return [{"kind": "table", "columns": columns, "rows": rows, "empty": ""}] if rows else []


def _expected_results(facts: YearFacts, language: str) -> list[dict]:
    expected = facts.participation.programme.definition.expected_results
    rows = [{"cells": [result.code, result.text(language)]} for result in expected]
    columns = [{"label": str(_("No."))}, {"label": str(_("Expected result")), "width": 1, "strong": True}]
    note = str(_("What the resolution expects over all its years. Indicators of each are measured from the next edition on."))
    return [{"kind": "table", "columns": columns, "rows": rows, "empty": "", "note": note}] if rows else []


def _methods(facts: YearFacts, language: str) -> list[dict]:
    methods = facts.participation.programme.definition.data_methods
    sessions = sum(row.held.sessions for row in facts.services)
    done = str(_("Attendance lists of %(count)d sessions were analysed for this report.") % {"count": sessions})
    names = [method.name(language) for method in methods]
    return [{"kind": "text", "paragraphs": [str(_("Methods of the resolution: %(names)s.") % {"names": ", ".join(names)}), done]}] if names else []


def _partners(facts: YearFacts, language: str) -> list[dict]:
    partners = facts.participation.programme.definition.partners
    items = [{"label": one.name(language), "value": str(one.count or "")} for one in partners]
    return [{"kind": "facts", "items": items}] if items else []


def _asks(facts: YearFacts, language: str) -> list[dict]:
    items = [str(_("Take note of the report."))]
    waiting = [row.service.title for row in facts.services if not row.has_begun]
    if waiting:
        text = _n(
            "Support the service that has not begun: %(titles)s.",
            "Support the services that have not begun: %(titles)s.",
            len(waiting),
        )
        items.append(str(text % {"titles": ", ".join(waiting)}))
    place = facts.participation.unit.name
    people = [{"role": str(_("Prepared by"))}, {"role": str(_("Treasurer"))}, {"role": str(_("Mayor of %(gmina)s") % {"gmina": place})}]
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
