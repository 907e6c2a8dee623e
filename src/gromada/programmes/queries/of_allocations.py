"""How the money is divided: what each gmina has, what a division would give, what is left."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from gromada.core.money import round_half_up
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _, join_and
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.programmes import rules
from gromada.programmes.models import Allocation, Participation, Programme
from gromada.programmes.queries.of_programmes import participations
from gromada.territory import queries as territory

ZERO = Decimal("0.00")


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
        return round_half_up(self.balance.allocated / self.population) if self.allocation and self.population else None


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
