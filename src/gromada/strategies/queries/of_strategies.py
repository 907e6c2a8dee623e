"""What is read of strategies: a gmina's page, the strategy in force, the needs a plan may answer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from gromada.core.permissions import Actor
from gromada.ledger import queries as ledger
from gromada.programmes import queries as programmes
from gromada.programmes.models import Participation, ServiceGroup
from gromada.strategies.models import Need, Strategy
from gromada.strategies.rules import data_is_fresh
from gromada.strategies.states import BEFORE_ADOPTION, StrategyState

WITH_PLACE = ("participation__unit", "participation__region", "participation__programme__version")
NEWEST_FIRST = (StrategyState.DRAFT, StrategyState.ADOPTED, StrategyState.EXISTING, StrategyState.EXPIRED)


@dataclass(frozen=True)
class UsableNeed:
    """A need that a line may answer; `provisional`: of a strategy the council has not adopted (yet)."""

    need: Need
    provisional: bool

    @property
    def pk(self) -> int:
        return self.need.pk


@dataclass(frozen=True)
class Band:
    """Needs of one group of the catalogue; `group` is None for needs of everybody."""

    group: ServiceGroup | None
    needs: list[Need]


@dataclass(frozen=True)
class StrategyPage:
    """What the strategy page of a gmina shows. Amounts are in the currency of the programme."""

    participation: Participation
    strategy: Strategy | None
    bands: list[Band]
    others: list[Strategy]
    in_force: Strategy | None
    allocated: Decimal
    unlocked: Decimal
    max_age: int | None
    is_fresh: bool

    @property
    def rest(self) -> Decimal:
        """What the adoption of the first strategy makes usable."""
        return self.allocated - self.unlocked

    @property
    def has_draft(self) -> bool:
        return self.strategy is not None and self.strategy.state == StrategyState.DRAFT


def participation(pk: int, actor: Actor) -> Participation:
    """The gmina's participation, or 404 when the actor does not see it."""
    found = programmes.participation(pk, actor)
    if found is None:
        raise Http404
    return found


def strategy(pk: int, actor: Actor) -> Strategy:
    """One strategy with its gmina and programme, or 404."""
    return get_object_or_404(Strategy.objects.visible_to(actor).select_related(*WITH_PLACE), pk=pk)


def need(pk: int, actor: Actor) -> Need:
    """One need with its strategy, or 404."""
    places = [f"strategy__{place}" for place in WITH_PLACE]
    return get_object_or_404(Need.objects.visible_to(actor).select_related("group", *places), pk=pk)


def groups(participation: Participation) -> list[ServiceGroup]:
    """Groups of the catalogue a need may be put under, in the order of the programme's file."""
    return list(participation.programme.groups.filter(is_enabled=True).order_by("place", "pk"))


def strategy_in_force(participation: Participation) -> Strategy | None:
    """The strategy the council has adopted, or None (R31)."""
    return participation.strategies.filter(state=StrategyState.ADOPTED).order_by("pk").first()


def draft_strategy(participation: Participation) -> Strategy | None:
    """The strategy now being written, or None."""
    return participation.strategies.filter(state=StrategyState.DRAFT).order_by("pk").first()


def needs_for_planning(participation: Participation) -> list[UsableNeed]:
    """The needs a line may answer: of the strategy in force; before there is one, of existing and draft ones (R45)."""
    usable = (StrategyState.ADOPTED, *BEFORE_ADOPTION)
    rows = list(
        Need.objects.filter(strategy__participation=participation, strategy__state__in=usable)
        .select_related("strategy", "group")
        .order_by("strategy__year_from", "strategy__pk", "number", "pk")
    )
    adopted = [row for row in rows if row.strategy.state == StrategyState.ADOPTED]
    if adopted:
        return [UsableNeed(row, provisional=False) for row in adopted]
    return [UsableNeed(row, provisional=True) for row in rows]


def strategy_page(actor: Actor, participation_pk: int, on: date, chosen: int | None = None) -> StrategyPage:
    """The strategy of a gmina: the chosen one, else the draft, else the one in force, else the existing one."""
    place = participation(participation_pk, actor)
    ordered_needs = Need.objects.select_related("group").order_by("number", "pk")
    rows = list(
        Strategy.objects.visible_to(actor)
        .filter(participation=place)
        .prefetch_related(Prefetch("needs", ordered_needs))
        .order_by("-year_from", "-pk")
    )
    for row in rows:
        row.participation = place
    rows.sort(key=lambda row: NEWEST_FIRST.index(row.state))
    shown = next((row for row in rows if row.pk == chosen), rows[0] if rows else None)
    balance = ledger.balances([place.account])[place.account_id]
    rules = place.programme.definition.rule_set_on(on)
    max_age = rules.strategy_max_data_age_years if rules else None
    return StrategyPage(
        participation=place,
        strategy=shown,
        bands=_bands(shown),
        others=[row for row in rows if row is not shown],
        in_force=next((row for row in rows if row.state == StrategyState.ADOPTED), None),
        allocated=balance.allocated,
        unlocked=balance.unlocked,
        max_age=max_age,
        is_fresh=shown is None or data_is_fresh(shown.data_year, on.year, max_age),
    )


def _bands(shown: Strategy | None) -> list[Band]:
    if shown is None:
        return []
    bands: dict[int | None, Band] = {}
    for row in sorted(shown.needs.all(), key=lambda need: (need.group.place if need.group else 10_000, need.number)):
        bands.setdefault(row.group_id, Band(row.group, [])).needs.append(row)
    return list(bands.values())
