"""Reads of this room: programmes, rules of a day, the catalogue, and the gminas that take part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Sum, Value, When
from django.urls import reverse

from gromada.core.money import round_half_up
from gromada.core.pages import Page, page
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _, _n, join_and
from gromada.core.turns import Turn
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.programmes import definitions, rules, states
from gromada.programmes.models import (
    Allocation,
    CatalogueCell,
    CatalogueExample,
    FundingSource,
    Participation,
    Programme,
    RuleSet,
    ServiceGroup,
    ServiceKind,
    Unlocking,
)
from gromada.programmes.states import ORDER, SIDE, Step
from gromada.territory import queries as territory

ZERO = Decimal("0.00")
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
    if programme is None:
        return list(visible.select_related(*NEEDED))
    rows = list(visible.filter(programme=programme).select_related("unit__parent", "region", "account"))
    for row in rows:
        row.programme = programme  # one definition in memory, not one a gmina
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


@dataclass(frozen=True)
class Share:
    """A gmina on the page of the allocation: its people, its amount, what of it is unlocked."""

    participation: Participation
    population: int | None
    population_year: int | None
    allocation: Allocation | None
    balance: Balance

    @property
    def locked(self) -> Decimal:
        return self.balance.allocated - self.balance.unlocked

    @property
    def amount_per_head(self) -> Decimal | None:
        return round_half_up(self.allocation.amount / self.population) if self.allocation and self.population else None


def shares(actor: Actor, programme: Programme) -> list[Share]:
    """Every gmina of the programme with its population, its first allocation and its balance. Constant queries."""
    rows = participations(actor, programme)
    people = territory.population([row.unit for row in rows])
    decided = {
        row.participation_id: row
        for row in Allocation.objects.filter(participation__in=rows, kind="initial").order_by("pk")
    }
    balances = ledger.balances([row.account for row in rows])
    return [
        Share(row, *people.get(row.unit_id, (None, None)), decided.get(row.pk), balances[row.account_id])
        for row in rows
    ]


@dataclass(frozen=True)
class Proposed:
    """What a division would give a gmina, and why."""

    participation: Participation
    population: int
    population_year: int
    amount: Decimal
    at_floor: bool

    @property
    def per_head(self) -> Decimal:
        return round_half_up(self.amount / self.population)


@dataclass(frozen=True)
class Division:
    """A way to divide an amount among the gminas that wait for theirs: computed, nothing of it written."""

    total: Decimal
    floor: Decimal
    parts: list[Proposed]

    @property
    def amounts(self) -> dict[Participation, Decimal]:
        return {part.participation: part.amount for part in self.parts}

    @property
    def facts(self) -> dict[str, dict]:
        """What is kept beside each allocation so that its amount can be explained: code of the gmina → facts."""
        common = {
            "total": str(self.total),
            "floor": str(self.floor),
            "step": str(rules.STEP),
            "gminas": len(self.parts),
        }
        return {
            part.participation.unit.code: common
            | {"population": part.population, "year": part.population_year, "at_floor": part.at_floor}
            for part in self.parts
        }


def division(*, actor: Actor, programme: Programme, total: Decimal, floor: Decimal, region: str = "") -> Division:
    """The amount divided by heads among the gminas without an allocation: of one voivodeship, or of all.

    Raises Refusal when it cannot be divided.
    """
    rows = [row for row in participations(actor, programme) if region in {"", row.region.code}]
    decided = set(
        Allocation.objects.filter(participation__in=rows).order_by().values_list("participation_id", flat=True)
    )
    waiting = [row for row in rows if row.pk not in decided]
    people = territory.population([row.unit for row in waiting])
    unknown = [row.unit.name for row in waiting if row.unit_id not in people]
    if unknown:
        raise Refusal(_("The population of %(gminas)s is not known. Load it first.") % {"gminas": join_and(unknown)})
    amounts = rules.per_head({row: people[row.unit_id][0] for row in waiting}, total, floor=floor)
    return Division(
        total, floor, [Proposed(row, *people[row.unit_id], amounts[row], amounts[row] == floor) for row in waiting]
    )


def left_to_allocate(programme: Programme, regions: Collection[str]) -> dict[str, Decimal | None]:
    """For each voivodeship what the programme's file names for it and is not allocated yet. One query.

    Where it names nothing: for a voivodeship alone what is left of the envelope, for one of several None.
    """
    rows = Allocation.objects.filter(participation__programme=programme).order_by()
    given = dict(rows.values_list("participation__region__code").annotate(Sum("amount")))
    envelope = programme.services_envelope if len(regions) == 1 else None
    rest = None if envelope is None else max(envelope - sum(given.values(), ZERO), ZERO)
    named = {part.code: part.amount for part in programme.definition.regions if part.amount_is == "exact"}
    left = {code: named[code] - given.get(code, ZERO) for code in regions if named.get(code) is not None}
    return {code: max(left[code], ZERO) if code in left else rest for code in regions}


def allocated_sum(programme: Programme) -> Decimal:
    """Everything allocated in the programme so far."""
    found = Allocation.objects.filter(participation__programme=programme).aggregate(sum=Sum("amount", default=0))
    return found["sum"] or ZERO


@dataclass(frozen=True)
class Place:
    """Where a gmina stands: its step among the programme's own, counted from one; 0 before the first, or aside."""

    number: int
    count: int
    name: str
    is_aside: bool = False


@dataclass(frozen=True)
class BoardRow:
    """A gmina among others: where it stands, its money, and the share of the allocation that is paid."""

    participation: Participation
    place: Place
    balance: Balance

    @property
    def words(self) -> str:
        return f"{self.place.number}. {self.place.name}" if self.place.number else self.place.name

    @property
    def limit(self) -> Decimal | None:
        """What is usable, while that is not yet the whole."""
        return self.balance.unlocked if self.balance.unlocked < self.balance.allocated else None

    @property
    def paid_share(self) -> Fraction:
        return Fraction(self.balance.paid) / Fraction(self.balance.allocated) if self.balance.allocated else Fraction(0)


@dataclass(frozen=True)
class Board:
    """A page of gminas; the counts (all, by how far their money is, carrying out services) and the sums are of all."""

    page: Page
    rows: list[BoardRow]
    counts: dict[str, int]
    total: Balance


RUNNING = (Step.IMPLEMENTING, Step.SUSTAINING)
REACHED = Case(*[When(state=step, then=at) for at, step in enumerate(ORDER, 1)], default=0)


def board(actor: Actor, programme: Programme, *, show: str = "", after: str | None = None) -> Board:
    """The gminas the actor sees side by side, those farthest on the path first. Four queries.

    `show`: "waiting" for their amount, with a "part" of it unlocked, or with the "whole".
    """
    allocated = Exists(Allocation.objects.filter(participation=OuterRef("pk")))
    unlocked = Unlocking.objects.filter(participation=OuterRef("pk"))
    # Where the rules hold nothing back, the first part is the whole.
    late = any(edition.unlock_before != edition.unlock_after for edition in programme.definition.rule_sets)
    whole = Exists(unlocked.filter(part=states.Part.REST) if late else unlocked)
    kind = Case(When(~allocated, then=Value("waiting")), When(whole, then=Value("whole")), default=Value("part"))
    visible = Participation.objects.visible_to(actor).filter(programme=programme).annotate(kind=kind, reached=REACHED)
    counts = visible.aggregate(
        all=Count("pk"),
        running=Count("pk", filter=Q(state__in=RUNNING)),
        **{code: Count("pk", filter=Q(kind=code)) for code in ("waiting", "part", "whole")},
    )
    rows = visible.filter(kind=show) if show else visible
    found = page(
        rows.select_related("unit", "region", "account__parent"),
        order=("-reached", "unit__name_key", "pk"),
        after=after,
    )
    for row in found:
        row.programme = programme
    above = programme.account if actor.sees_country else next((row.account.parent for row in found), None)
    balances = ledger.balances([*(row.account for row in found), *([above] if above else [])])
    total = balances[above.pk] if above else Balance(programme.currency)
    return Board(found, [BoardRow(row, place(row), balances[row.account_id]) for row in found], counts, total)


def balance_of(participation: Participation) -> Balance:
    return ledger.balances([participation.account])[participation.account_id]


def place(participation: Participation) -> Place:
    steps = participation.programme.definition.path
    codes = [step.code for step in steps]
    order = list(Step.values)
    at = sum(1 for code in codes if order.index(code) <= order.index(participation.state))
    is_aside = participation.state in SIDE
    return Place(0 if is_aside else at, len(codes), participation.get_state_display(), is_aside)


@dataclass(frozen=True)
class Overview:
    """A gmina in the programme's terms."""

    participation: Participation
    place: Place
    allocations: list[Allocation]
    unlockings: list[Unlocking]
    balance: Balance
    rules: definitions.RuleSet


def overview(participation: Participation, on: date) -> Overview:
    return Overview(
        participation,
        place(participation),
        list(Allocation.objects.filter(participation=participation).order_by("decided_on", "pk")),
        list(Unlocking.objects.filter(participation=participation).order_by("unlocked_on", "pk")),
        ledger.balances([participation.account])[participation.account_id],
        rules_on(participation.programme, on),
    )


def turns(actor: Actor, on: date) -> list[Turn]:  # noqa: ARG001 - every room answers the desk in the same words
    """Gminas that wait for their amount: the office's turn."""
    waiting = Participation.objects.visible_to(actor).filter(state=Step.QUALIFIED, allocations=None)
    counted: dict[str, list[Participation]] = {}
    for row in waiting.select_related("programme__version").order_by("state_since", "pk"):
        counted.setdefault(row.programme.code, []).append(row)
    found = []
    for rows in counted.values():
        roles = rows[0].reach.roles.get("programmes.allocate", ("programme_office",))
        found.append(
            Turn(
                title=_n("Decide the amount of %(count)d gmina", "Decide the amounts of %(count)d gminas", len(rows))
                % {"count": len(rows)},
                url=_where(actor, rows, roles),
                button=_("Divide") if actor.role in roles else _("See"),
                role=roles[0],
                tab="money",
                since=rows[0].state_since,
                mine=actor.role in roles,
                detail=rows[0].programme.name,
            )
        )
    return found


def _where(actor: Actor, rows: list[Participation], roles) -> str:
    """Where one sees that gminas wait for their amount: who acts for one gmina, on its own page."""
    if actor.scope_kind in {"gmina", "provider"} and actor.role not in roles:
        return reverse("programmes:gmina", args=[rows[0].pk])
    return reverse("programmes:office", args=[rows[0].programme.code])
