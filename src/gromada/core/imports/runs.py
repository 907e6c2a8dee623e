"""Reads of imports for their pages: the list, one run, the rows of its preview."""

from dataclasses import dataclass

from gromada.core.imports import packing
from gromada.core.imports.frame import Change, Importer, importers
from gromada.core.imports.packing import Preview
from gromada.core.models.imports import ImportRun
from gromada.core.pages import Page, page
from gromada.core.permissions import Actor, Deed, NotAllowed, may, register, why_not
from gromada.core.text import _

SEE = "core.see_imports"
ROWS = 50

register([Deed(SEE, _("See the imports"), ("programme_office", "auditor"), source="design.md section 2, Imports")])


def kinds_to_do(actor: Actor) -> list[Importer]:
    """The imports this actor may begin."""
    return [row for row in importers() if may(actor, row.deed)]


def kinds_to_see(actor: Actor) -> list[Importer]:
    """The imports this actor may look at: all, or those they may begin. Raises NotAllowed when there are none."""
    rows = importers() if may(actor, SEE) else kinds_to_do(actor)
    if not rows:
        raise NotAllowed(why_not(actor, SEE) or "")
    return rows


def runs(actor: Actor, *, after: str | None = None, size: int = 25) -> Page:
    """Imports that this actor may see, the latest first."""
    kinds = [row.kind for row in kinds_to_see(actor)]
    return page(ImportRun.objects.filter(kind__in=kinds), order=("-pk",), after=after, size=size)


def run_of(actor: Actor, pk: int) -> ImportRun | None:
    """One import with its trace, or None when there is none of this number for the actor."""
    kinds = [row.kind for row in kinds_to_see(actor)]
    return ImportRun.objects.filter(kind__in=kinds, pk=pk).select_related("trace").defer("trace__undo").first()


@dataclass(frozen=True)
class Leaf:
    """A page of the preview's rows of one act, and where the next and the former begin."""

    act: str
    rows: list[Change]
    first: int
    total: int
    kept: int

    @property
    def shown_first(self) -> int:
        return self.first + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows)

    @property
    def next(self) -> int | None:
        return self.last if self.last < self.kept else None

    @property
    def former(self) -> int | None:
        return max(self.first - ROWS, 0) if self.first else None


def preview_of(run: ImportRun) -> Preview:
    return packing.opened_preview(run.trace.preview)


def leaf(run: ImportRun, preview: Preview, act: str, first: int) -> Leaf:
    """The rows that the import would add (or change, or leave), from the `first` one, counted from 0."""
    kept = preview.changes.get(act, [])
    first = first if 0 <= first < len(kept) else 0
    return Leaf(act, kept[first : first + ROWS], first, run.counts.get(act, 0), len(kept))
