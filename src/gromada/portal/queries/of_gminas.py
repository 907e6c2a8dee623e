"""A gmina in a programme as anybody may see it: services, money, needs and what it handed to the council."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Min, Q, Sum
from django.shortcuts import get_object_or_404

from gromada.accounts.states import OrganisationKind
from gromada.contracts.models import Contract
from gromada.contracts.states import IN_FORCE
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.plans.models import LineNeed, Plan, Service
from gromada.plans.states import PlanState
from gromada.portal.queries.of_programmes import booked_on, language, public_services, strips_of
from gromada.programmes.models import Participation, ServiceGroup
from gromada.reports.models import PublishedFigure, Report
from gromada.reports.states import ReportState
from gromada.strategies.models import Need, Strategy
from gromada.strategies.states import StrategyState

PERSONS = "persons"
ZERO = Decimal("0.00")


@dataclass
class Group:
    """The services of a gmina for one group, and what they cost in the accepted plans, PLN."""

    group: ServiceGroup
    recipients: str
    services: list[Service] = field(default_factory=list)
    cost_pln: Decimal = ZERO


@dataclass(frozen=True)
class GminaPage:
    """The public page of a gmina. `amount` is none before the office has decided."""

    participation: Participation
    groups: list[Group]
    strips: list[tuple[str, Decimal]]
    services: int
    amount: Decimal | None
    decided_on: date | None
    balance: Balance
    booked_on: date | None
    plans: list[Plan]
    strategy: Strategy | None
    needs: int
    needs_answered: int
    contracts: int
    organisations: int
    persons: PublishedFigure | None
    reports: list[Report]

    @property
    def planned_pln(self) -> Decimal:
        return sum((group.cost_pln for group in self.groups), ZERO)

    @property
    def years(self) -> list[int]:
        return sorted({plan.year for plan in self.plans})


def gmina(code: str, terc: str) -> GminaPage:
    """A gmina that takes part in the programme, or 404. A fixed number of queries."""
    place = get_object_or_404(
        Participation.objects.select_related("programme__version", "unit__parent", "region", "account"),
        programme__code=code,
        unit__code=terc,
    )
    groups = _groups(place)
    decided = place.allocations.aggregate(amount=Sum("amount"), on=Min("decided_on"))
    strategy = Strategy.objects.filter(participation=place, state=StrategyState.ADOPTED).first()
    needs, answered = _needs(strategy)
    contracts = _contracts(place)
    return GminaPage(
        participation=place,
        groups=groups,
        strips=strips_of([place])[place.pk],
        services=sum(len(group.services) for group in groups),
        amount=decided["amount"] if decided["on"] else None,
        decided_on=decided["on"],
        balance=ledger.balances([place.account])[place.account_id],
        booked_on=booked_on(place.account),
        plans=list(Plan.objects.filter(participation=place, state=PlanState.ACCEPTED).order_by("year", "number", "pk")),
        strategy=strategy,
        needs=needs,
        needs_answered=answered,
        contracts=contracts["all"],
        organisations=contracts["organisations"],
        persons=_persons(place),
        reports=_reports(place),
    )


def _groups(place: Participation) -> list[Group]:
    """Services by group, the newest first. One query."""
    told, spoken = place.programme.definition, language()
    found: dict[int, Group] = {}
    rows = public_services().filter(participation=place).select_related("group", "line")
    for row in rows.order_by("group__place", "-year", "title_key", "pk"):
        if row.group_id not in found:
            named = told.group(row.group.code)
            found[row.group_id] = Group(row.group, named.say("recipients", spoken) if named else "")
        found[row.group_id].services.append(row)
        found[row.group_id].cost_pln += row.line.cost_pln
    return list(found.values())


def _needs(strategy: Strategy | None) -> tuple[int, int]:
    """How many needs the strategy in force has, and how many of them a service answers."""
    needs = Need.objects.filter(strategy=strategy)
    answered = LineNeed.objects.filter(
        need__strategy=strategy, line__service__in=public_services().order_by().values("pk")
    )
    return needs.count(), answered.aggregate(found=Count("need_id", distinct=True))["found"]


def _contracts(place: Participation) -> dict[str, int]:
    """Signed contracts with organisations; a contract with a private person is not counted here."""
    rows = Contract.objects.filter(participation=place, state__in=IN_FORCE)
    rows = rows.exclude(provider__kind=OrganisationKind.NATURAL_PERSON)
    return rows.aggregate(all=Count("pk"), organisations=Count("provider_id", distinct=True))


def _persons(place: Participation) -> PublishedFigure | None:
    """People who took part, as last published by the gmina."""
    rows = PublishedFigure.objects.filter(participation=place, service=None, code=PERSONS)
    return rows.order_by("-as_of", "-year", "-pk").first()


def _reports(place: Participation) -> list[Report]:
    """Reports in the hands of the council, the newest first; one that is only prepared is not public."""
    handed = Q(state__in=[ReportState.PRESENTED, ReportState.NOTED])
    rows = Report.objects.filter(handed, participation=place).defer("facts")
    return list(rows.order_by("-year", "-number", "-pk"))
