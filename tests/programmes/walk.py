"""Ways to gminas that take part, through real actions."""

from datetime import date

from gromada.core.permissions import SYSTEM
from gromada.programmes import actions, queries
from gromada.territory.queries import unit_by_code

JOINED = date(2007, 11, 5)
THIRTEEN = (
    "3202012", "3202042", "3202053", "3205012", "3212022", "3212042", "3213052", "3213062", "3214033", "3214042",
    "3216022", "3216042", "3216062",
)  # fmt: skip


def joined(terc="3202012", code="pis", on=JOINED, by=SYSTEM):
    """A gmina that takes part and does not know its amount yet."""
    return actions.join_gmina(programme=queries.programme(code), unit=unit_by_code(terc), by=by, on=on)


def thirteen(on=JOINED, by=SYSTEM):
    """The thirteen gminas of the voivodeship, none with an amount yet."""
    return [joined(terc, on=on, by=by) for terc in THIRTEEN]
