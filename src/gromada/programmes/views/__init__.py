"""Pages of the programme: how the money is divided, the gminas side by side, one gmina's place, the catalogue."""

from gromada.programmes.views.board import board
from gromada.programmes.views.catalogue import catalogue
from gromada.programmes.views.gmina import gmina
from gromada.programmes.views.office import allocate, allocations_file, office

__all__ = ["allocate", "allocations_file", "board", "catalogue", "gmina", "office"]
