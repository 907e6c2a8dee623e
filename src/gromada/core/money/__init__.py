"""Money and rates: exact arithmetic, reading and writing amounts, columns of whole cents and whole ten-thousandths.

Nothing here knows floats: SQLite keeps a Decimal as REAL and would refuse spending exactly to a limit (design.md 2,
"Money").
"""

from gromada.core.money.arithmetic import (
    CENT,
    apportion,
    floor_to_cent,
    from_minor,
    round_half_up,
    to_minor,
)
from gromada.core.money.fields import AmountField, CentsField, RateField, RateFormField, constant
from gromada.core.money.writing import (
    CURRENCIES,
    UnreadableAmount,
    format_amount,
    format_number,
    parse_amount,
)

__all__ = [
    "CENT",
    "CURRENCIES",
    "AmountField",
    "CentsField",
    "RateField",
    "RateFormField",
    "UnreadableAmount",
    "apportion",
    "constant",
    "floor_to_cent",
    "format_amount",
    "format_number",
    "from_minor",
    "parse_amount",
    "round_half_up",
    "to_minor",
]
