"""The facts of a gmina's year as of a day, read from the rooms below: services, people, money. Nothing is typed."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q

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
from gromada.programmes.definitions import Definition
from gromada.programmes.models import Participation, ServiceGroup
from gromada.strategies import queries as strategies
from gromada.strategies.models import Strategy
from gromada.strategies.states import StrategyState

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Paid:
    """A payment and its parts: source, whether it uses up the allocation, PLN and the programme's currency."""

    payment: Payment
    parts: list[tuple[str, bool, Decimal, Decimal]]

    @property
    def service_id(self) -> int:
        return self.payment.invoice.contract.service_id

    @property
    def amount_pln(self) -> Decimal:
        return self.payment.amount_pln

    @property
    def amount(self) -> Decimal:
        return self.payment.amount


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
    outside_pln: Decimal  # until the day, from sources outside the allocation
    outside: Decimal

    @property
    def planned_pln(self) -> Decimal:
        return self.balance.pln("planned")

    @property
    def has_begun(self) -> bool:
        """Whether by the day of the facts anything was held, delivered or paid; what came later does not count."""
        return bool(self.held.sessions or self.balance.delivered or self.balance.paid or self.paid_pln)


@dataclass(frozen=True)
class YearFacts:
    """Everything a report of the year is made of. Amounts are in the programme's currency unless they say PLN."""

    participation: Participation
    year: int
    as_of: date
    services: list[ServiceFacts]
    counts: Counts
    balance: Balance
    payments: list[Paid]
    strategy: Strategy | None
    needs: list
    contracts: int
    providers: int
    groups: list[ServiceGroup] = field(default_factory=list)

    @property
    def definition(self) -> Definition:
        return self.participation.programme.definition

    @property
    def paid_pln(self) -> Decimal:
        """Paid in the year, all sources."""
        return sum((paid.amount_pln for paid in self.payments), ZERO)

    @property
    def paid_other_pln(self) -> Decimal:
        """Paid in the year for services of another year: what the table of services must add to reach `paid_pln`."""
        return self.paid_pln - sum((row.paid_pln for row in self.services), ZERO)

    def of_group(self, group: ServiceGroup) -> list[ServiceFacts]:
        return [row for row in self.services if row.service.group_id == group.pk]

    def by_source(self) -> dict[str, Decimal]:
        """What each source of money paid in the year, in PLN, by its code."""
        sums: dict[str, Decimal] = {}
        for paid in self.payments:
            for code, _inside, amount_pln, _amount in paid.parts:
                sums[code] = sums.get(code, ZERO) + amount_pln
        return sums


def year_facts(participation: Participation, *, year: int, as_of: date) -> YearFacts:
    """Read the year as of a day, in a number of queries that does not grow with its services."""
    services = _services(participation, year, as_of)
    keys = [service.pk for service in services]
    counts = participants.counts(participation.pk, year=year, as_of=as_of)
    held = delivery.held(keys, year=year, as_of=as_of)
    balances = ledger.balances([participation.account, *(service.account for service in services)], as_of=as_of)
    agreed = _agreed(keys, as_of)
    payments = _payments(participation, year, keys, as_of)
    needs = [row.need for row in strategies.needs_for_planning(participation)]
    return YearFacts(
        participation=participation,
        year=year,
        as_of=as_of,
        services=[
            _service(
                service,
                people=counts.by_service.get(service.pk, 0),
                held=held.get(service.pk, Held()),
                balance=balances[service.account_id],
                agreed=[row for row in agreed if row.service_id == service.pk],
                paid=[row for row in payments if row.service_id == service.pk],
                year=year,
            )
            for service in services
        ],
        counts=counts,
        balance=balances[participation.account_id],
        payments=[row for row in payments if row.payment.paid_on.year == year],
        strategy=_strategy(participation, needs, as_of),
        needs=needs,
        contracts=len(agreed),
        providers=len({row.provider_id for row in agreed}),
        groups=list({service.group_id: service.group for service in services}.values()),
    )


def _service(service: Service, *, agreed: list[Contract], paid: list[Paid], year: int, **facts) -> ServiceFacts:
    beyond = [part for row in paid for part in row.parts if not part[1]]
    return ServiceFacts(
        service=service,
        needs=[answer.need.short_code for answer in service.line.answers.all()],
        provider=provider_name(service.provider) if agreed else "",
        contracted_pln=sum((row.value_pln for row in agreed), ZERO),
        paid_pln=sum((row.amount_pln for row in paid if row.payment.paid_on.year == year), ZERO),
        outside_pln=sum((amount_pln for _code, _inside, amount_pln, _amount in beyond), ZERO),
        outside=sum((amount for _code, _inside, _amount_pln, amount in beyond), ZERO),
        **facts,
    )


def _services(participation: Participation, year: int, as_of: date) -> list[Service]:
    """Services of the year from plans accepted by the day, in the order of groups and plans."""
    answers = Prefetch("line__answers", LineNeed.objects.select_related("need").order_by("need__number", "pk"))
    rows = Service.objects.filter(participation=participation, year=year, line__plan__accepted_on__lte=as_of)
    rows = rows.exclude(state="cancelled")
    rows = rows.select_related("group", "kind", "provider", "account", "line__plan__task_line")
    return list(rows.prefetch_related(answers).order_by("group__place", "line__plan__number", "line__number", "pk"))


def provider_name(provider) -> str:
    """The organisation's name; a private person is not named in a paper that becomes public."""
    if provider is None:
        return ""
    return provider.get_kind_display() if provider.kind == "natural_person" else provider.name


def _agreed(service_ids: list[int], as_of: date) -> list[Contract]:
    rows = Contract.objects.filter(service_id__in=service_ids, state__in=IN_FORCE, signed_on__lte=as_of)
    return list(rows.order_by("pk"))


def _payments(participation: Participation, year: int, service_ids: list[int], as_of: date) -> list[Paid]:
    """Payments of the year, and of its services in whichever year, until the day; each with its parts. One query."""
    wanted = Q(payment__paid_on__year=year) | Q(payment__invoice__contract__service_id__in=service_ids)
    rows = PaymentShare.objects.filter(wanted, payment__participation=participation, payment__paid_on__lte=as_of)
    rows = rows.select_related("source", "payment__invoice__contract__service", "payment__invoice__provider")
    found: dict[int, Paid] = {}
    for row in rows.order_by("payment__paid_on", "payment_id", "source__place", "pk"):
        paid = found.setdefault(row.payment_id, Paid(row.payment, []))
        paid.parts.append((row.source.code, row.source.in_allocation, row.amount_pln, row.amount))
    return list(found.values())


def _strategy(participation: Participation, needs: list, as_of: date) -> Strategy | None:
    """The strategy in force, if the council had adopted it by the day."""
    found = needs[0].strategy if needs else strategies.strategy_in_force(participation)
    is_adopted = found is not None and found.state == StrategyState.ADOPTED and found.adopted_on <= as_of
    return found if is_adopted else None
