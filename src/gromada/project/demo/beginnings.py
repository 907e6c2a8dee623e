"""What every demo and every test begins with: units, rates and the two programmes, from the facts beside this file."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from gromada.core.permissions import Actor
from gromada.core.workflow import action
from gromada.ledger import actions as ledger
from gromada.programmes import actions as programme_actions
from gromada.programmes import definitions
from gromada.programmes.models import Programme
from gromada.territory import actions as territory

HERE = Path(__file__).parent
FILES = ("pis", "pal-jaktorow")
POPULATION = "population"


def facts(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of facts; lines with a # in front say where they come from."""
    with (HERE / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@action
def units(*, by: Actor) -> None:
    """Two voivodeships, their powiats and fourteen gminas, with the population that is at hand."""
    made = {}
    for row in facts("units.csv"):
        code = row["code"]
        unit = territory.record_unit(
            level=row["kind"],
            code=code,
            kind=code[6:] if row["kind"] == "gmina" else "",
            name=row["name"],
            parent=made.get(row["parent"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            by=by,
        )
        made[code] = unit
        if row["population"]:
            territory.record_figure(
                unit=unit,
                indicator=POPULATION,
                year=int(row["population_year"]),
                value=Decimal(row["population"]),
                source="GUS BDL",
                by=by,
            )


@action
def rates(*, by: Actor) -> None:
    """NBP table A of the euro for the days of both programmes."""
    rows = [
        (date.fromisoformat(row["effective_date"]), row["table_no"], Decimal(row["mid"])) for row in facts("rates.csv")
    ]
    ledger.load_rates(rows=rows, currency="EUR", by=by)


@action
def programmes(*, by: Actor, on: date) -> dict[str, Programme]:
    """Both programmes, loaded by the same action from their files."""
    return {code: programme_actions.load_programme(definition=definitions.read(code), by=by, on=on) for code in FILES}
