"""Gromada runs programmes of social integration end to end: from choosing the communes to the report to the council."""

__version__ = "0.1.0"
