"""Pages of the cellar: the imports, the patterns page, and the word to a load balancer that we live."""

from gromada.core.views.imports import (
    answer_questions,
    apply_import,
    import_run,
    imports,
    new_import,
    undo_import,
)
from gromada.core.views.patterns import health, patterns

__all__ = [
    "answer_questions",
    "apply_import",
    "health",
    "import_run",
    "imports",
    "new_import",
    "patterns",
    "undo_import",
]
