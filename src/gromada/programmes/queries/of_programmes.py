"""Programmes, their rules of a day, their gminas as rows, their sources of money, the catalogue."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _
from gromada.programmes import definitions
from gromada.programmes.models import (
    CatalogueCell,
    CatalogueExample,
    FundingSource,
    Participation,
    Programme,
    RuleSet,
    ServiceGroup,
    ServiceKind,
)

NEEDED = ("programme__version", "programme__account", "unit__parent", "region", "account")


def programme(code: str) -> Programme | None:
    return Programme.objects.select_related("version", "account").filter(code=code).first()


def programmes() -> list[Programme]:
    return list(Programme.objects.select_related("version", "account").order_by("window_from", "pk"))


def programmes_of(actor: Actor) -> list[Programme]:
    """The programmes that the actor's scope touches; the country sees all of them."""
    rows = Programme.objects.select_related("version", "account").order_by("window_from", "pk")
    if not actor.sees_country:
        rows = rows.filter(pk__in=Participation.objects.visible_to(actor).order_by().values("programme_id"))
    return list(rows)


def rules_on(programme: Programme, day: date) -> definitions.RuleSet:
    """The edition of the rules in force on a day (O30). Raises Refusal outside every edition."""
    found = programme.definition.rule_set_on(day)
    if found is None:
        raise Refusal(_("The programme has no rules for %(day)s.") % {"day": day.isoformat()})
    return found


def rule_set_row(programme: Programme, day: date) -> RuleSet:
    """The stored row of the edition in force on a day: what a document keeps as the one it was made by."""
    return RuleSet.objects.get(version=programme.version, code=rules_on(programme, day).version)


def participation(pk: int, actor: Actor) -> Participation | None:
    return Participation.objects.visible_to(actor).select_related(*NEEDED).filter(pk=pk).first()


def participation_of(code: str, terc: str, actor: Actor) -> Participation | None:
    rows = Participation.objects.visible_to(actor).select_related(*NEEDED)
    return rows.filter(programme__code=code, unit__code=terc).first()


def participations(actor: Actor, programme: Programme | None = None) -> list[Participation]:
    """The gminas the actor sees, in Polish order within their voivodeship."""
    order = ("programme_id", "region__name_key", "unit__name_key", "pk")
    visible = Participation.objects.visible_to(actor).order_by(*order)
    if programme is not None:
        visible = visible.filter(programme=programme)
    rows = list(visible.select_related("unit__parent", "region", "account"))
    if programme is None:
        known = Programme.objects.select_related("version", "account").in_bulk({row.programme_id for row in rows})
    else:
        known = {programme.pk: programme}
    for row in rows:
        row.programme = known[row.programme_id]  # one definition in memory, not one a gmina
    return rows


def funding_sources(programme: Programme) -> list[FundingSource]:
    return list(FundingSource.objects.filter(programme=programme).order_by("place", "pk"))


@dataclass(frozen=True)
class CatalogueGroup:
    group: ServiceGroup
    cells: list[CatalogueCell]


def catalogue(programme: Programme) -> list[CatalogueGroup]:
    """Groups in order, each with its cells and their examples. Three queries for any catalogue."""
    examples = Prefetch("examples", CatalogueExample.objects.order_by("place", "pk"))
    cells = CatalogueCell.objects.select_related("kind").prefetch_related(examples).order_by("kind__place", "pk")
    groups = ServiceGroup.objects.filter(programme=programme).prefetch_related(Prefetch("cells", cells))
    return [CatalogueGroup(group, list(group.cells.all())) for group in groups.order_by("place", "pk")]


@dataclass(frozen=True)
class Matrix:
    """The catalogue as a table: groups across, kinds down, a field (or none) in each; and the groups without kinds."""

    groups: list[ServiceGroup]
    rows: list[tuple[ServiceKind, list[CatalogueCell | None]]]
    single: list[tuple[ServiceGroup, CatalogueCell | None]]
    closed: list[ServiceGroup]


def matrix(programme: Programme) -> Matrix:
    """Groups and kinds of the programme with their fields and examples."""
    found = catalogue(programme)
    across = [row for row in found if row.group.has_kinds and row.group.is_enabled]
    kinds = {cell.kind.pk: cell.kind for row in across for cell in row.cells if cell.kind}
    fields = {(row.group.pk, cell.kind_id): cell for row in across for cell in row.cells}
    order = sorted(kinds.values(), key=lambda kind: (kind.place, kind.pk))
    return Matrix(
        [row.group for row in across],
        [(kind, [fields.get((row.group.pk, kind.pk)) for row in across]) for kind in order],
        [(row.group, next(iter(row.cells), None)) for row in found if row.group.is_enabled and not row.group.has_kinds],
        [row.group for row in found if not row.group.is_enabled],
    )
