"""A small tree of accounts, opened anew: a programme, its voivodeships, their gminas."""

import uuid
from datetime import date
from decimal import Decimal

from gromada.core.permissions import SYSTEM
from gromada.ledger import actions
from gromada.ledger.actions import Line
from gromada.ledger.states import Stage

DAY = date(2008, 5, 5)


def opened(parent=None, currency="EUR"):
    return actions.open_account(reference=f"test:{uuid.uuid4()}", currency=currency, parent=parent, by=SYSTEM)


def tree(*gminas_of_regions):
    """The programme's account and, for each voivodeship, its account with as many gminas as asked."""
    root = opened()
    regions = [opened(root) for _count in gminas_of_regions]
    pairs = zip(regions, gminas_of_regions, strict=True)
    return root, [(region, [opened(region) for _number in range(count)]) for region, count in pairs]


def book(account, stage, amount, *, on=DAY, limits=(), booked=None, **more):
    line = Line(account, Stage(stage), Decimal(amount), **more)
    return actions.post(lines=[line], limits=limits, value_on=on, by=SYSTEM, on=booked or on)
