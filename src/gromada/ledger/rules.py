"""Rates and conversion in plain Python: no query, no clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gromada.core.money import round_half_up

PLN = "PLN"
OLDEST_TABLE = 7  # days: a table older than this is refused as not loaded, never used (design.md section 2)


@dataclass(frozen=True)
class Rate:
    """Złoty for one unit of the currency, with the table it was read in and the rule that chose the table."""

    currency: str
    rate: Decimal
    effective_on: date | None
    table_no: str
    rule: str


@dataclass(frozen=True)
class Conversion:
    amount: Decimal
    currency: str
    rate: Rate


def no_conversion(currency: str = PLN) -> Rate:
    return Rate(currency, Decimal("1.0000"), None, "", "none")


def to_pln(amount: Decimal, rate: Rate) -> Decimal:
    """An amount in the rate's currency as złoty, to the grosz, half up."""
    return round_half_up(amount * rate.rate)


def from_pln(amount_pln: Decimal, rate: Rate) -> Decimal:
    """An amount in złoty as the rate's currency, to the cent, half up."""
    return round_half_up(amount_pln / rate.rate)


def is_too_old(effective_on: date, day: date) -> bool:
    return (day - effective_on).days > OLDEST_TABLE
