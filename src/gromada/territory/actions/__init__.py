"""Every write of this room: units and figures by hand, and what imports of the register, indicators and borders bring."""

from gromada.territory.actions.loading import (
    NewBoundary,
    NewFigure,
    load_boundaries,
    load_figures,
    load_register,
)
from gromada.territory.actions.recording import record_figure, record_unit

__all__ = [
    "NewBoundary",
    "NewFigure",
    "load_boundaries",
    "load_figures",
    "load_register",
    "record_figure",
    "record_unit",
]
