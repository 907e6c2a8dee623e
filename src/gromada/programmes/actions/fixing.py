"""Keeping the amounts that an official table fixes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.imports import Undo
from gromada.core.models import ImportRun
from gromada.core.permissions import Actor, require
from gromada.core.workflow import action
from gromada.programmes.models import FixedAmount, Programme
from gromada.territory.models import Unit


@dataclass(frozen=True)
class Fixed:
    """The amount of a gmina with where it was read, and the row it takes the place of."""

    unit: Unit
    amount: Decimal
    source: str
    before: FixedAmount | None = None


@action
def fix_amounts(  # noqa: PLR0913 - as an import is written
    *,
    programme: Programme,
    rows: Sequence[Fixed],
    load: ImportRun,
    undo: Undo,
    tell: Callable[[int, int], None],
    by: Actor,
    on: date,
) -> None:
    """Keep what the table says; the next division takes these amounts as they are. A new table changes only its gminas."""
    require(by, "programmes.allocate")
    new = [
        FixedAmount(programme=programme, unit=row.unit, amount=row.amount, source=row.source[:300], load=load)
        for row in rows
        if row.before is None
    ]
    undo.note_added(FixedAmount.objects.bulk_create(new, batch_size=500))
    changed = [row for row in rows if row.before is not None]
    for row in changed:
        undo.note_before(row.before, ["amount", "source", "load_id"])
        row.before.amount, row.before.source, row.before.load = row.amount, row.source[:300], load
    FixedAmount.objects.bulk_update([row.before for row in changed], ["amount", "source", "load"], batch_size=500)
    audit.record(by=by, deed="programmes.fix_amounts", obj=load, on=on)
    tell(len(rows), len(rows))
