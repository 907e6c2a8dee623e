"""Every write of this room: loading a programme, letting gminas join, allocating, unlocking, going along the path."""

from gromada.programmes.actions.allocating import allocate, divide
from gromada.programmes.actions.correcting import CLOSED, correct_allocation, reallocate
from gromada.programmes.actions.dividing import (
    begin_division,
    carry_out_division,
    decide_division,
    publish_division,
)
from gromada.programmes.actions.fixing import Fixed, fix_amounts
from gromada.programmes.actions.loading import load_programme
from gromada.programmes.actions.path import join_gmina, unlock_rest
from gromada.programmes.actions.selecting import (
    decide_selection,
    drop_selection,
    select,
    sense_selection,
    take_official_list,
)
from gromada.programmes.actions.steps import (
    Paper,
    add_paper,
    advance,
    carry_out,
    close,
    record_step,
    resume,
    suspend,
    withdraw,
)

__all__ = [
    "CLOSED",
    "Fixed",
    "Paper",
    "add_paper",
    "advance",
    "allocate",
    "begin_division",
    "carry_out",
    "carry_out_division",
    "close",
    "correct_allocation",
    "decide_division",
    "decide_selection",
    "divide",
    "drop_selection",
    "fix_amounts",
    "join_gmina",
    "load_programme",
    "publish_division",
    "reallocate",
    "record_step",
    "resume",
    "select",
    "sense_selection",
    "suspend",
    "take_official_list",
    "unlock_rest",
    "withdraw",
]
