"""Every read of invoices, payments and the money of a gmina."""

from gromada.finance.queries.deeds import (
    checked_pln,
    invoice_for_deed,
    is_known,
    left_of_contract,
    left_to_pay,
    locked_contract,
    locked_left_to_pay,
    outside_reference,
    service_for_settling,
    sources_of,
    why_not_settled,
)
from gromada.finance.queries.entries import KINDS, EntryTable, entry_table
from gromada.finance.queries.money import MoneyPage, money_page, outside_balance, paid_by_source
from gromada.finance.queries.overview import Overview, overview
from gromada.finance.queries.pages import (
    ContractInvoices,
    InvoicePage,
    InvoicesPage,
    PayPage,
    contract_invoices,
    delivered,
    invoice_page,
    invoice_to_do,
    invoices_of,
    mine,
    pay_page,
)
from gromada.finance.queries.turns import turns

__all__ = [
    "KINDS",
    "ContractInvoices",
    "EntryTable",
    "InvoicePage",
    "InvoicesPage",
    "MoneyPage",
    "Overview",
    "PayPage",
    "checked_pln",
    "contract_invoices",
    "delivered",
    "entry_table",
    "invoice_for_deed",
    "invoice_page",
    "invoice_to_do",
    "invoices_of",
    "is_known",
    "left_of_contract",
    "left_to_pay",
    "locked_contract",
    "locked_left_to_pay",
    "mine",
    "money_page",
    "outside_balance",
    "outside_reference",
    "overview",
    "paid_by_source",
    "pay_page",
    "service_for_settling",
    "sources_of",
    "turns",
    "why_not_settled",
]
