"""Whose turn it is, as a room tells the desk: one matter, its words, its day and where to do it."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Turn:
    """`mine`: the one who looks owes it; else `role` does. `since` is the day it began to wait, `due_on` the day it is due."""

    title: Any
    url: str
    button: Any
    role: str
    tab: str
    since: date
    mine: bool
    detail: Any = ""
    due_on: date | None = None
    unit_id: int | None = None
    unit_name: str = ""
