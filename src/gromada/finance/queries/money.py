"""The money of a gmina as its page shows it: stages, what the rate does to open contracts, services, entries with
running rest."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, OuterRef, Subquery, Sum

from gromada.contracts import queries as contracts
from gromada.contracts.models import Contract
from gromada.core.permissions import Actor
from gromada.finance.models import Payment, PaymentShare
from gromada.finance.queries.deeds import ZERO, outside_reference
from gromada.finance.queries.entries import Entries, entries
from gromada.finance.rules import converted
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account, ExchangeRate
from gromada.ledger.queries import Balance
from gromada.plans.models import Service
from gromada.programmes.models import Allocation, FundingSource, Participation, Programme, Unlocking

DRAWN_POINTS = 90


@dataclass(frozen=True)
class RateCase:
    """What open contracts cost in the programme's currency at one rate, and what then stays."""

    code: str
    rate: ExchangeRate
    cost: Decimal
    stays: Decimal


@dataclass(frozen=True)
class AtRates:
    """How much depends on the rate: cases from the dearest złoty down, and the course of the rate for the chart."""

    open_pln: Decimal
    cases: list[RateCase]
    points: list[ExchangeRate]

    @property
    def missing(self) -> Decimal:
        """What would be missing in the worst of the cases, zero when nothing."""
        return max([ZERO, *(-case.stays for case in self.cases)])

    @property
    def missing_today(self) -> Decimal:
        return max([ZERO, *(-case.stays for case in self.cases if case.code == "today")])


@dataclass(frozen=True)
class SourceSum:
    name: str
    in_allocation: bool
    amount_pln: Decimal
    amount: Decimal


@dataclass(frozen=True)
class MoneyPage:
    participation: Participation
    as_of: date
    balance: Balance
    decided_on: date | None
    unlocked_on: date | None
    contracts_count: int
    payments_count: int
    open_pln: Decimal
    at_rates: AtRates | None
    services: list[tuple[Service, Balance]]
    sources: list[SourceSum]
    entries: Entries

    @property
    def open_value(self) -> Decimal:
        """What is still to pay of the contracts, in the programme's currency at the rate of the day."""
        if self.at_rates is None:
            return self.open_pln
        return next((case.cost for case in self.at_rates.cases if case.code == "today"), ZERO)

    @property
    def today_rate(self) -> ExchangeRate | None:
        """The rate of a deed done on the day, where deeds are converted."""
        return (
            next((case.rate for case in self.at_rates.cases if case.code == "today"), None) if self.at_rates else None
        )

    @property
    def free(self) -> Decimal:
        return self.balance.allocated - self.balance.planned


def money_page(actor: Actor, participation_pk: int, as_of: date, kind: str, after: str | None = None) -> MoneyPage:
    """Everything on the page of a gmina's money as it stood on `as_of`; Http404 outside the actor's scope."""
    participation = contracts.participation_for_list(actor, participation_pk)
    services = list(
        Service.objects.visible_to(actor)
        .filter(participation=participation)
        .select_related("group", "kind", "account", "provider")
        .order_by("group__place", "title_key", "pk")
    )
    accounts = [participation.account, *(service.account for service in services)]
    balances = ledger.balances(accounts, as_of=as_of)
    balance = balances[participation.account_id]
    facts = _facts(participation, as_of)
    open_pln = (facts["signed_pln"] or ZERO) - (facts["paid_pln"] or ZERO)
    return MoneyPage(
        participation=participation,
        as_of=as_of,
        balance=balance,
        decided_on=facts["decided_on"],
        unlocked_on=facts["unlocked_on"],
        contracts_count=facts["signed"] or 0,
        payments_count=facts["paid"] or 0,
        open_pln=open_pln,
        at_rates=at_rates(participation.programme, balance, open_pln, as_of),
        services=[(service, balances[service.account_id]) for service in services],
        sources=paid_by_source(participation, as_of),
        entries=entries(participation, balance, services, as_of=as_of, kind=kind, after=after),
    )


def _facts(participation: Participation, as_of: date) -> dict:
    """How many contracts and payments there were until `as_of`, for how much, and the days of decisions. One query."""

    def of(model, day: str, what) -> Subquery:
        rows = model.objects.filter(participation=OuterRef("pk"), **{f"{day}__lte": as_of})
        return Subquery(rows.order_by().values("participation").annotate(found=what).values("found"))

    rows = Participation.objects.filter(pk=participation.pk).annotate(
        signed=of(Contract, "signed_on", Count("pk")),
        signed_pln=of(Contract, "signed_on", Sum("value_pln")),
        paid=of(Payment, "paid_on", Count("pk")),
        paid_pln=of(Payment, "paid_on", Sum("amount_pln")),
        decided_on=of(Allocation, "decided_on", Min("decided_on")),
        unlocked_on=of(Unlocking, "unlocked_on", Max("unlocked_on")),
    )
    return rows.values("signed", "signed_pln", "paid", "paid_pln", "decided_on", "unlocked_on").get()


def at_rates(programme: Programme, balance: Balance, open_pln: Decimal, as_of: date) -> AtRates | None:
    """What open contracts (PLN) cost at the highest, the present and the lowest rate of the programme's window until
    `as_of`.

    None where the programme counts in PLN or no rate is loaded.
    """
    if programme.currency == "PLN":
        return None
    rates = list(
        ExchangeRate.objects.filter(
            currency=programme.currency, effective_on__gte=programme.window_from, effective_on__lt=as_of
        ).order_by("effective_on")
    )
    if not rates:
        return None
    highest, lowest, last = max(rates, key=lambda row: row.rate), min(rates, key=lambda row: row.rate), rates[-1]
    left = balance.unlocked - balance.paid
    cases = []
    for code, row in (("highest", highest), ("today", last), ("lowest", lowest)):
        cost = converted(open_pln, row.rate)
        cases.append(RateCase(code, row, cost, left - cost))
    step = max(1, len(rates) // DRAWN_POINTS)
    drawn = {row.pk: row for row in [*rates[::step], highest, lowest, last]}
    return AtRates(open_pln, cases, sorted(drawn.values(), key=lambda row: row.effective_on))


def paid_by_source(participation: Participation, as_of: date) -> list[SourceSum]:
    """What each source of money has borne of the gmina's payments, in PLN and in the programme's currency."""
    rows = (
        PaymentShare.objects.filter(payment__participation=participation, payment__paid_on__lte=as_of)
        .values("source", "source__place", "source__in_allocation", "source__name_pl", "source__name_en")
        .annotate(pln=Sum("amount_pln"), sum=Sum("amount"))
        .order_by("source__place", "source")
    )
    return [
        SourceSum(
            FundingSource(name_pl=row["source__name_pl"], name_en=row["source__name_en"]).name,
            row["source__in_allocation"],
            row["pln"],
            row["sum"],
        )
        for row in rows
    ]


def outside_balance(participation: Participation, as_of: date | None = None) -> Balance | None:
    """What was paid for the gmina from sources that do not count to its allocation; None when nothing was."""
    account = Account.objects.filter(reference=outside_reference(participation.account)).first()
    return ledger.balances([account], as_of=as_of)[account.pk] if account else None
