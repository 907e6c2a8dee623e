"""Pages of the programme: how the money is divided, the gminas side by side, one gmina's place, the catalogue."""

from gromada.programmes.views.amounts import correct, letter, reallocate
from gromada.programmes.views.board import board, board_file
from gromada.programmes.views.catalogue import catalogue
from gromada.programmes.views.division import decide, division, publish
from gromada.programmes.views.firmness import compare_selections, sensitivity
from gromada.programmes.views.gmina import gmina
from gromada.programmes.views.gmina_path import add_paper, close, paper, record, resume, suspend, withdraw
from gromada.programmes.views.office import allocate, allocations_file, office
from gromada.programmes.views.selection import (
    decide_selection,
    drop_selection,
    select,
    selection,
    selection_file,
    selections,
)
from gromada.programmes.views.what_if import what_if
from gromada.programmes.views.why import selection_row

__all__ = [
    "add_paper",
    "allocate",
    "allocations_file",
    "board",
    "board_file",
    "catalogue",
    "close",
    "compare_selections",
    "correct",
    "decide",
    "decide_selection",
    "division",
    "drop_selection",
    "gmina",
    "letter",
    "office",
    "paper",
    "publish",
    "reallocate",
    "record",
    "resume",
    "select",
    "selection",
    "selection_file",
    "selection_row",
    "selections",
    "sensitivity",
    "suspend",
    "what_if",
    "withdraw",
]
