"""Tables in and out: what Polish offices send, whatever its shape, and CSV that opens without running anything."""

from gromada.core.tables.failures import UnreadableCode, UnreadableNumber, UnreadableTable
from gromada.core.tables.headers import Header, find_header, words_of
from gromada.core.tables.numbers import code, column_letter, decimal_sign, number
from gromada.core.tables.texts import csv_bytes, rows_of_csv
from gromada.core.tables.workbooks import Cell, Sheet, sheets

__all__ = [
    "Cell",
    "Header",
    "Sheet",
    "UnreadableCode",
    "UnreadableNumber",
    "UnreadableTable",
    "code",
    "column_letter",
    "csv_bytes",
    "decimal_sign",
    "find_header",
    "number",
    "rows_of_csv",
    "sheets",
    "words_of",
]
