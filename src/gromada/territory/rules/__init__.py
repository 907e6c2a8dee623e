"""What must be true of units, their codes, figures and shapes; and how official files of them are read. Plain Python."""

from gromada.territory.rules.codes import DIGITS, check_code
from gromada.territory.rules.figure_files import Table, read_tables
from gromada.territory.rules.headings import indicator_of_file, source_of, year_in
from gromada.territory.rules.indicators import DERIVED_FROM, KNOWN, OWN, Known, derived, is_plausible
from gromada.territory.rules.joining import Directory, KnownUnit
from gromada.territory.rules.placing import Figure, Measure, Placer
from gromada.territory.rules.shapes import (
    Borders,
    Drawn,
    Feature,
    distances_to_capital,
    drawn,
    middle,
    read_borders,
)
from gromada.territory.rules.succession import LEVELS, Facts, Register, Span, Story, Taken, diff, take_in
from gromada.territory.rules.terc import Entry, Reading, read_register

__all__ = [
    "DERIVED_FROM",
    "DIGITS",
    "KNOWN",
    "LEVELS",
    "OWN",
    "Borders",
    "Directory",
    "Drawn",
    "Entry",
    "Facts",
    "Feature",
    "Figure",
    "Known",
    "KnownUnit",
    "Measure",
    "Placer",
    "Reading",
    "Register",
    "Span",
    "Story",
    "Table",
    "Taken",
    "check_code",
    "derived",
    "diff",
    "distances_to_capital",
    "drawn",
    "indicator_of_file",
    "is_plausible",
    "middle",
    "read_borders",
    "read_register",
    "read_tables",
    "source_of",
    "take_in",
    "year_in",
]
