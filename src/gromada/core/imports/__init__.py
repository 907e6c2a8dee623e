"""One frame for every import: a preview first, each problem with its place, all or nothing, and it can be undone.

A room describes what it reads with an `Importer` and registers it; pages, the command line, the journal and the undoing are
here. Reading never writes, and the same file twice changes nothing.
"""

from gromada.core.imports.frame import (
    Asked,
    Change,
    File,
    Importer,
    Option,
    Plan,
    Problem,
    Question,
    Undo,
    importer,
    importers,
    register,
)
from gromada.core.imports.running import Outcome, apply, check, check_again, run_now, undo

__all__ = [
    "Asked",
    "Change",
    "File",
    "Importer",
    "Option",
    "Outcome",
    "Plan",
    "Problem",
    "Question",
    "Undo",
    "apply",
    "check",
    "check_again",
    "importer",
    "importers",
    "register",
    "run_now",
    "undo",
]
