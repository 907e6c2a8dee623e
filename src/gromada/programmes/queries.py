"""Reads of this room: programmes, rules of a day, the catalogue, and the gminas that take part."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Sum
from django.urls import reverse

from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _, _n
from gromada.core.turns import Turn
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.programmes import definitions
from gromada.programmes.models import (
    Allocation,
    CatalogueCell,
    CatalogueExample,
    FundingSource,
    Participation,
    Programme,
    RuleSet,
    ServiceGroup,
    Unlocking,
)
from gromada.programmes.states import SIDE, Step
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
    rows = Participation.objects.visible_to(actor).select_related(*NEEDED)
    if programme is not None:
        rows = rows.filter(programme=programme)
    return list(rows.order_by("programme_id", "region__name_key", "unit__name_key", "pk"))


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
class Share:
    """A gmina on the page of the allocation: its people, its amount, what of it is unlocked."""

    participation: Participation
    population: int | None
    population_year: int | None
    allocation: Allocation | None
    balance: Balance


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
        Share(row, *people.get(row.unit_id, (None, None)), decided.get(row.pk), balances[row.account_id]) for row in rows
    ]


def allocated_sum(programme: Programme) -> Decimal:
    """Everything allocated in the programme so far."""
    found = Allocation.objects.filter(participation__programme=programme).aggregate(sum=Sum("amount", default=0))
    return found["sum"] or ZERO


@dataclass(frozen=True)
class Place:
    """Where a gmina stands: its step among the programme's own, counted from one."""

    number: int
    count: int
    name: str


def balance_of(participation: Participation) -> Balance:
    return ledger.balances([participation.account])[participation.account_id]


def place(participation: Participation) -> Place:
    steps = participation.programme.definition.path
    codes = [step.code for step in steps]
    order = list(Step.values)
    at = sum(1 for code in codes if order.index(code) <= order.index(participation.state))
    return Place(at if participation.state not in SIDE else 0, len(codes), participation.get_state_display())


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
    counted: dict[str, list] = {}
    for row in waiting.select_related("programme__version").order_by("state_since", "pk"):
        counted.setdefault(row.programme.code, []).append(row)
    found = []
    for code, rows in counted.items():
        roles = rows[0].reach.roles.get("programmes.allocate", ("programme_office",))
        found.append(
            Turn(
                title=_n("Decide the amount of %(count)d gmina", "Decide the amounts of %(count)d gminas", len(rows))
                % {"count": len(rows)},
                url=reverse("programmes:office", args=[code]),
                button=_("Divide"),
                role=roles[0],
                tab="money",
                since=rows[0].state_since,
                mine=actor.role in roles,
                detail=rows[0].programme.name,
            )
        )
    return found
