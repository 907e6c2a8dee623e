"""What an allocation letter says of a gmina, and who is told that it is there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from gromada.accounts.models import Grant, User
from gromada.core.permissions import Actor
from gromada.programmes import rules
from gromada.programmes.models import Allocation, Participation
from gromada.programmes.queries.of_programmes import NEEDED, rules_on
from gromada.programmes.states import AllocationKind


@dataclass(frozen=True)
class Letter:
    """The first decision on a gmina's amount, what of it is usable at once, and later changes with their documents."""

    participation: Participation
    allocation: Allocation
    first_part: Decimal
    changes: tuple[Allocation, ...]
    as_of: date

    @property
    def amount(self) -> Decimal:
        """The amount as it stands after every change."""
        return self.allocation.amount + sum((row.amount for row in self.changes), Decimal("0.00"))


def letter(participation: Participation) -> Letter | None:
    """What the letter of a gmina says; None before its amount is decided. One query."""
    rows = list(
        Allocation.objects.filter(participation=participation).select_related("run").order_by("decided_on", "pk")
    )
    return letter_of(participation, rows)


def letters(actor: Actor, programme) -> list[Letter]:
    """The letter of every gmina of the programme that has its amount, in the order of the codes. Two queries."""
    rows = Participation.objects.visible_to(actor).filter(programme=programme).select_related(*NEEDED)
    places = {row.pk: row for row in rows.order_by("unit__code")}
    found: dict[int, list[Allocation]] = {}
    kept = Allocation.objects.filter(participation__programme=programme).select_related("run")
    for row in kept.order_by("decided_on", "pk"):
        found.setdefault(row.participation_id, []).append(row)
    for place in places.values():
        place.programme = programme
    made = [letter_of(place, found.get(pk, [])) for pk, place in places.items()]
    return [one for one in made if one is not None]


def letter_of(participation: Participation, rows: list[Allocation]) -> Letter | None:
    """The letter made of a gmina's allocations, read before with their runs; None before the first decision."""
    first = next((row for row in rows if row.kind == AllocationKind.INITIAL), None)
    if first is None:
        return None
    changes = tuple(row for row in rows if row.pk != first.pk)
    edition = rules_on(participation.programme, first.decided_on)
    as_of = max(row.decided_on for row in rows)
    published = first.run.published_on if first.run else None
    part = rules.first_part(first.amount, edition.unlock_before)
    return Letter(participation, first, part, changes, max(as_of, published or as_of))


def may_see_letter(found: Letter, actor: Actor) -> bool:
    """A gmina sees its letter once the division is published; whoever watches over many gminas sees it before."""
    run = found.allocation.run
    return run is None or run.published_on is not None or actor.scope_kind not in {"gmina", "provider"}


def people_of_units(units: Iterable[int], roles: Collection[str], on: date) -> dict[int, list[User]]:
    """People with an e-mail address who hold one of the roles for a gmina on the day, by the key of the gmina. One query."""
    valid = Q(valid_until=None) | Q(valid_until__gte=on)
    rows = Grant.objects.filter(valid, unit__in=list(units), scope_kind="gmina", role__in=roles, valid_from__lte=on)
    found: dict[int, list[User]] = {}
    for row in rows.filter(user__is_active=True).exclude(user__email="").select_related("user").order_by("user_id"):
        people = found.setdefault(row.unit_id, [])
        if row.user not in people:
            people.append(row.user)
    return found
