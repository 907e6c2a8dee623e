"""Importing rates: files of NBP table A, compared with what is loaded; a published rate is added and never changed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from gromada.core.imports import Asked, Change, Importer, Option, Plan, Problem, register
from gromada.core.models import ImportRun
from gromada.core.permissions import Actor
from gromada.core.tables import sheets
from gromada.core.text import _
from gromada.ledger import actions, queries
from gromada.ledger.imports import nbp
from gromada.ledger.imports.nbp import Reading

__all__ = ["RATES"]

CURRENCY = "EUR"


def read(asked: Asked) -> Plan:
    """What the files would add to the table of rates. A day that is here with another rate is a problem: facts stay."""
    currency = asked.options.get("currency", CURRENCY).strip().upper()
    plan = Plan()
    readings: list[Reading] = []
    for file in asked.files:
        for sheet in sheets(file.content, file.name):
            found, problems, remarks = nbp.read(sheet, file.name, currency)
            readings += found
            plan.problems += problems
            plan.remarks += remarks
    _compare(plan, readings, currency)
    days = [reading.day for reading in readings]
    plan.facts = {
        "rates": {
            "currency": currency,
            "tables": len(set(days)),
            "first": min(days).isoformat() if days else None,
            "last": max(days).isoformat() if days else None,
        }
    }
    return plan


def _compare(plan: Plan, readings: list[Reading], currency: str) -> None:
    known: dict[date, Decimal] = {}
    if readings:
        days = [reading.day for reading in readings]
        known = {day: rate for day, rate, _table in queries.rates_between(currency, min(days), max(days))}
    new: list[tuple[date, str, Decimal]] = []
    seen: dict[date, Reading] = {}
    for reading in readings:
        other = known.get(reading.day, seen[reading.day].rate if reading.day in seen else None)
        label = f"{currency} {reading.day.isoformat()}"
        if other is None:
            seen[reading.day] = reading
            new.append((reading.day, reading.table_no, reading.rate))
            plan.changes.append(Change("add", label, f"{reading.rate} ({reading.table_no})", reading.file, reading.row))
        elif other == reading.rate:
            plan.changes.append(Change("skip", label, _("here already"), reading.file, reading.row))
        else:
            sentence = _(
                "The rate of %(day)s is %(known)s here and %(new)s in the file. A published rate does not change."
            )
            words = {"day": reading.day.isoformat(), "known": other, "new": reading.rate}
            plan.problems.append(Problem(sentence % words, reading.file, reading.sheet, reading.row, reading.column))
    plan.payload = (currency, new)


def write(plan: Plan, _run: ImportRun, *, by: Actor, tell: Callable[[int, int], None], **_more: object) -> None:
    """Load the new rates. Nothing is noted to undo: rates are sealed."""
    currency, rows = plan.payload
    tell(0, len(rows))
    actions.load_rates(rows=rows, currency=currency, by=by)
    tell(len(rows), len(rows))


RATES = register(
    Importer(
        kind="rates",
        title=_("Exchange rates of the NBP"),
        hint=_("Mid rates of table A: the tidy file, or a yearly archive as the NBP publishes it."),
        deed="ledger.load_rates",
        endings=("csv", "xlsx", "ods", "txt"),
        read=read,
        write=write,
        options=(Option("currency", _("Currency"), hint=_("Three letters; left empty it is EUR.")),),
        source="NBP",
    )
)
