"""Ways to an invoice in each of its states, through real actions; for tests of this room and of those above it."""

from datetime import date
from decimal import Decimal
from itertools import count

from gromada.finance import actions
from tests.strategies.walk import actor

ISSUED, RECEIVED, CHECKED, PAID = date(2009, 5, 4), date(2009, 5, 6), date(2009, 5, 8), date(2009, 5, 15)
COORDINATOR, TREASURER = 101, 102  # two people, for the four eyes
_numbers = count(1)


def received_invoice(contract, *, gross_pln=None, number="", issued_on=ISSUED, on=RECEIVED, by=None, **words):
    """An invoice that waits to be checked; for the whole contract unless an amount is given."""
    return actions.receive_invoice(
        contract=contract, number=number or f"F {next(_numbers)}/2009", issued_on=issued_on,
        gross_pln=Decimal(gross_pln or contract.value_pln), by=by or coordinator(contract), on=on, **words,
    )  # fmt: skip


def returned_invoice(contract, *, on=CHECKED, note="Zła kwota.", **words):
    invoice = received_invoice(contract, **words)
    return actions.return_invoice(invoice=invoice, note=note, by=coordinator(contract), on=on)


def checked_invoice(contract, *, checked_on=CHECKED, **words):
    """An invoice that waits for the treasurer."""
    invoice = received_invoice(contract, **words)
    return actions.check_invoice(invoice=invoice, by=coordinator(contract), on=checked_on)


def paid_invoice(contract, *, shares=None, paid_on=PAID, **words):
    """A paid invoice; from the programme's first source unless shares are given."""
    invoice = checked_invoice(contract, **words)
    first = contract.participation.programme.funding_sources.order_by("place", "pk").first()
    shares = {code: Decimal(amount) for code, amount in (shares or {first.code: invoice.gross_pln}).items()}
    actions.pay_invoice(invoice=invoice, shares=shares, by=treasurer(contract), on=paid_on)
    invoice.refresh_from_db()
    return invoice


def coordinator(contract):
    return actor("coordinator", contract.participation, person_id=COORDINATOR)


def treasurer(contract):
    return actor("treasurer", contract.participation, person_id=TREASURER)
