"""Entries of a gmina's money as CSV and XLSX: the same rows as on the page, from the first day."""

from gromada.core import render, tables
from gromada.core.text import _
from gromada.finance.queries import KINDS, EntryTable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PLN_COLUMN, CURRENCY_COLUMN, REST_COLUMN = 6, 9, 10


def _head(table: EntryTable) -> list[str]:
    currency = table.participation.programme.currency
    return [
        str(words)
        for words in (
            _("Value date"), _("Booked on"), _("Stage"), _("Document"), _("For what"), _("To whom"), _("zł"), _("Rate"),
            _("NBP table"), currency, _("Left, %(currency)s") % {"currency": currency},
        )
    ]  # fmt: skip


def _rows(table: EntryTable) -> list[list]:
    return [
        [
            row.entry.value_on, row.entry.booked_on, str(row.entry.get_stage_display()), row.entry.label, row.title,
            row.whom,
            row.entry.amount_pln, row.entry.rate, row.entry.rate_table, row.entry.amount, row.rest,
        ]
        for row in table.rows
    ]  # fmt: skip


def file_name(table: EntryTable, ending: str) -> str:
    return f"{table.participation.unit.code}-{table.kind}-{table.as_of.isoformat()}.{ending}"


def csv(table: EntryTable) -> bytes:
    """The entries as CSV that Polish Excel opens."""
    return tables.csv_bytes(_head(table), _rows(table))


def xlsx(table: EntryTable) -> bytes:
    """The entries as a workbook dated `as_of`: the same book gives the same bytes."""
    currency = table.participation.programme.currency
    title = str(KINDS[table.kind][0])
    sheet = render.Sheet(
        title=title,
        header=_head(table),
        rows=_rows(table),
        widths=(12, 12, 14, 22, 34, 28, 14, 9, 18, 14, 14),
        money={PLN_COLUMN: "PLN", CURRENCY_COLUMN: currency, REST_COLUMN: currency},
    )
    return render.xlsx([sheet], as_of=table.as_of, title=f"{table.participation.unit.name}: {title}")
