"""Every write of this room: loading a programme, letting gminas join, allocating, unlocking, going along the path."""

from gromada.programmes.actions.loading import load_programme
from gromada.programmes.actions.path import advance, allocate, join_gmina, suspend, unlock_rest

__all__ = ["advance", "allocate", "join_gmina", "load_programme", "suspend", "unlock_rest"]
