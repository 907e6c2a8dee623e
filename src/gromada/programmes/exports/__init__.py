"""What leaves this room as a file: workbooks of lists, and the allocation letter of a gmina."""

from gromada.programmes.exports.letters import MEDIA_TYPES, letter, letter_data, letter_name
from gromada.programmes.exports.workbooks import XLSX, allocations, board, selection

__all__ = ["MEDIA_TYPES", "XLSX", "allocations", "board", "letter", "letter_data", "letter_name", "selection"]
