"""Every write of this room: loading a programme, letting gminas join, allocating, unlocking, going along the path."""

from gromada.programmes.actions.loading import load_programme
from gromada.programmes.actions.path import advance, allocate, carry_out, divide, join_gmina, suspend, unlock_rest

__all__ = ["advance", "allocate", "carry_out", "divide", "join_gmina", "load_programme", "suspend", "unlock_rest"]
