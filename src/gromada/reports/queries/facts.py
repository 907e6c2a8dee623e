"""The facts of a gmina's year, read from the rooms below as of a day: services, people, money, needs. Nothing is typed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from gromada.contracts.models import Contract
from gromada.contracts.states import IN_FORCE
from gromada.delivery import queries as delivery
from gromada.delivery.queries import Held
from gromada.finance.models import Payment, PaymentShare
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.participants import queries as participants
from gromada.participants.queries import Counts
from gromada.plans.models import LineNeed, Service
from gromada.programmes import queries as programmes
from gromada.programmes.models import FundingSource, Goal, Participation, ServiceGroup, TaskLine
from gromada.strategies import queries as strategies
from gromada.strategies.models import Strategy

ZERO = Decimal("0.00")
NOT_BEGUN = ("planned", "cancelled")


@dataclass(frozen=True)
class ServiceFacts:
    """One service of the year: what was planned, contracted and paid in PLN, who gives it, who takes part."""

    service: Service
    needs: list[str]
    provider: str
    people: int
    held: Held
    balance: Balance
    contracted_pln: Decimal
    paid_pln: Decimal  # in the year, from every source

    @property
    def planned_pln(self) -> Decimal:
        return self.balance.pln("planned")

    @property
    def has_begun(self) -> bool:
        return self.service.state not in NOT_BEGUN


@dataclass(frozen=True)
class YearFacts:
    """Everything a report of the year is made of. Amounts are in the programme's currency unless they say PLN."""

    participation: Participation
    year: int
    as_of: date
    services: list[ServiceFacts]
    groups: list[ServiceGroup]
    counts: Counts
    balance: Balance
    payments: list[Payment]
    sources: list[FundingSource]
    strategy: Strategy | None
    needs: list
    goals: list[Goal]
    task_lines: list[TaskLine]
    contracts: int
    providers: int

    @property
    def paid_pln(self) -> Decimal:
        """Paid in the year, all sources."""
        return sum((payment.amount_pln for payment in self.payments), ZERO)

    def of_group(self, group: ServiceGroup) -> list[ServiceFacts]:
        return [row for row in self.services if row.service.group_id == group.pk]

    def by_source(self) -> list[tuple[FundingSource, Decimal]]:
        """What each source paid in the year, in PLN; the sources of the programme in order."""
        sums: dict[int, Decimal] = {}
        for payment in self.payments:
            for part in payment.shares.all():
                sums[part.source_id] = sums.get(part.source_id, ZERO) + part.amount_pln
        return [(source, sums.get(source.pk, ZERO)) for source in self.sources]


def year_facts(participation: Participation, *, year: int, as_of: date) -> YearFacts:
    """Read the year as of a day, in a number of queries that does not grow with its services."""
    services = _services(participation, year)
    keys = [service.pk for service in services]
    counts = participants.counts(participation.pk, year=year, as_of=as_of)
    held = delivery.held(keys, year=year, as_of=as_of)
    balances = ledger.balances([participation.account, *(service.account for service in services)], as_of=as_of)
    agreed = _agreed(keys, as_of)
    payments = _payments(participation, year, as_of)
    programme = participation.programme
    needs = strategies.needs_for_planning(participation)
    return YearFacts(
        participation=participation,
        year=year,
        as_of=as_of,
        services=[
            ServiceFacts(
                service=service,
                needs=[answer.need.short_code for answer in service.line.answers.all()],
                provider=_provider(service),
                people=counts.by_service.get(service.pk, 0),
                held=held.get(service.pk, Held()),
                balance=balances[service.account_id],
                contracted_pln=sum((row.value_pln for row in agreed if row.service_id == service.pk), ZERO),
                paid_pln=sum(
                    (row.amount_pln for row in payments if row.invoice.contract.service_id == service.pk), ZERO
                ),
            )
            for service in services
        ],
        groups=list(ServiceGroup.objects.filter(programme=programme, is_enabled=True).order_by("place", "pk")),
        counts=counts,
        balance=balances[participation.account_id],
        payments=payments,
        sources=programmes.funding_sources(programme),
        strategy=strategies.strategy_in_force(participation),
        needs=[row.need for row in needs],
        goals=list(Goal.objects.filter(programme=programme).order_by("place", "pk")),
        task_lines=list(TaskLine.objects.filter(programme=programme).order_by("place", "pk")),
        contracts=len(agreed),
        providers=len({row.provider_id for row in agreed}),
    )


def _services(participation: Participation, year: int) -> list[Service]:
    answers = Prefetch("line__answers", LineNeed.objects.select_related("need").order_by("need__number", "pk"))
    rows = Service.objects.filter(participation=participation, year=year).exclude(state="cancelled")
    rows = rows.select_related("group", "kind", "provider", "account", "line__plan__task_line")
    return list(rows.prefetch_related(answers).order_by("group__place", "line__plan__number", "line__number", "pk"))


def _provider(service: Service) -> str:
    """The organisation's name; a private person is not named in a paper that becomes public."""
    if service.provider is None:
        return ""
    return service.provider.get_kind_display() if service.provider.kind == "natural_person" else service.provider.name


def _agreed(service_ids: list[int], as_of: date) -> list[Contract]:
    rows = Contract.objects.filter(service_id__in=service_ids, state__in=IN_FORCE, signed_on__lte=as_of)
    return list(rows.order_by("pk"))


def _payments(participation: Participation, year: int, as_of: date) -> list[Payment]:
    shares = Prefetch("shares", PaymentShare.objects.select_related("source").order_by("source__place", "pk"))
    rows = Payment.objects.filter(participation=participation, paid_on__year=year, paid_on__lte=as_of)
    rows = rows.select_related("invoice__contract__service", "invoice__provider").prefetch_related(shares)
    return list(rows.order_by("paid_on", "pk"))
