"""The catalogue: what a plan may hold, and what is closed, with its reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from gromada.core.text import _, _n
from gromada.programmes import queries
from gromada.programmes.views.parts import programme_or_404


@require_GET
def catalogue(request: HttpRequest, code: str) -> HttpResponse:
    """What a plan may hold: groups and kinds with examples; what is closed, with its reason."""
    programme = programme_or_404(code)
    matrix = queries.matrix(programme)
    closed = [
        (group, programme.definition.why_not_cell(group.code, "", (get_language() or "pl")[:2]))
        for group in matrix.closed
    ]
    lead = _("Examples help and do not limit: whatever answers a need of the strategy can be planned in an open field.")
    context = {
        "programme": programme,
        "matrix": matrix,
        "closed": closed,
        "lead": lead,
        "title": _catalogue_title(matrix),
    }
    return render(request, "programmes/catalogue.html", context)


def _catalogue_title(matrix: queries.Matrix) -> str:
    cells = [cell for _kind, row in matrix.rows for cell in row] + [cell for _group, cell in matrix.single]
    count = sum(1 for cell in cells if cell is not None and cell.is_enabled)
    return _n("A plan can use %(count)d field", "A plan can use %(count)d fields", count) % {"count": count}
