"""Pages of money and of invoices."""

from gromada.finance.views.invoices import (
    check,
    document,
    invoice,
    invoice_list,
    mine,
    of_contract,
    pay,
    receive,
    receive_again,
    send_back,
    settle,
)
from gromada.finance.views.money import entries_csv, entries_xlsx, money, overview

__all__ = [
    "check",
    "document",
    "entries_csv",
    "entries_xlsx",
    "invoice",
    "invoice_list",
    "mine",
    "money",
    "of_contract",
    "overview",
    "pay",
    "receive",
    "receive_again",
    "send_back",
    "settle",
]
