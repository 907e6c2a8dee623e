"""What this room reads from files of others: official lists of gminas, tables of allocations."""

from gromada.programmes.imports import amounts, lists

__all__ = ["amounts", "lists"]
