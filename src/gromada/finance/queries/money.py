"""The money of a gmina as its page shows it: stages, what the rate does to open contracts, services, entries with
running rest."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery, Sum
from django.shortcuts import get_object_or_404

from gromada.contracts import queries as contracts
from gromada.contracts.models import Contract
from gromada.core.pages import page
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.finance.models import Payment, PaymentShare
from gromada.finance.queries.deeds import ZERO, outside_reference
from gromada.finance.rules import converted
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account, Entry, ExchangeRate
from gromada.ledger.queries import Balance
from gromada.ledger.states import Stage
from gromada.plans.models import Service
from gromada.programmes.models import Allocation, FundingSource, Participation, Programme, Unlocking

# What the chips over the entries show: the stages of each, and the one that uses up the allocation.
KINDS = {
    "payments": (_("Payments"), (Stage.PAID,), Stage.PAID),
    "contracts": (_("Contracts"), (Stage.COMMITTED,), Stage.COMMITTED),
    "plans": (_("Plans"), (Stage.PLANNED,), Stage.PLANNED),
    "allocations": (_("Allocation"), (Stage.ALLOCATED, Stage.UNLOCKED), Stage.UNLOCKED),
}
PAGE = 25
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
class EntryRow:
    """An entry with the object it comes from and what of the allocation stayed after it."""

    entry: Entry
    title: str
    whom: str
    url_name: str
    url_pk: int | None
    rest: Decimal


@dataclass(frozen=True)
class Entries:
    """The newest entries of one kind, oldest first, with what was carried forward before them."""

    kind: str
    rows: list[EntryRow]
    carried_count: int
    carried: Decimal
    carried_pln: Decimal
    carried_rest: Decimal
    carried_until: date | None
    count: int
    total: Decimal
    total_pln: Decimal
    rest: Decimal
    next_token: str | None
    counts: dict[str, int]


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


def entries(  # noqa: PLR0913 - a page of entries depends on this many facts
    participation: Participation,
    balance: Balance,
    services: list[Service],
    *,
    as_of: date,
    kind: str,
    after: str | None,
) -> Entries:
    """The newest page of entries of a kind up to `as_of`; `after` turns to older ones."""
    stages, use = KINDS[kind][1:]
    subtree = Entry.objects.filter(account__path__startswith=participation.account.path, value_on__lte=as_of)
    sums = (
        subtree.values("stage").annotate(count=Count("pk"), sum=Sum("amount"), pln=Sum("amount_pln")).order_by("stage")
    )
    by_stage = {row["stage"]: row for row in sums}
    rows = subtree.filter(stage__in=stages)
    found = page(rows, order=("-value_on", "-pk"), after=after, size=PAGE)
    shown = list(reversed(found.rows))
    carried = _carried(rows, shown, use) if found.next_token else {"count": 0, "used": None, "pln": None, "until": None}
    carried_used = carried["used"] or ZERO
    total = by_stage[use]["sum"] if use in by_stage else ZERO
    return Entries(
        kind=kind,
        rows=_with_rest(shown, balance.allocated - carried_used, use, _Origins(participation, services, shown)),
        carried_count=carried["count"],
        carried=carried_used,
        carried_pln=carried["pln"] or ZERO,
        carried_rest=balance.allocated - carried_used,
        carried_until=carried["until"],
        count=sum(by_stage[stage]["count"] for stage in stages if stage in by_stage),
        total=total,
        total_pln=sum((by_stage[stage]["pln"] or ZERO for stage in stages if stage in by_stage), ZERO),
        rest=balance.allocated - total,
        next_token=found.next_token,
        counts={
            code: sum(by_stage[stage]["count"] for stage in part[1] if stage in by_stage)
            for code, part in KINDS.items()
        },
    )


def _carried(rows, shown: list[Entry], use: Stage) -> dict:
    """Count, sums and last day of the entries older than those shown."""
    first = shown[0]
    older = rows.filter(Q(value_on__lt=first.value_on) | Q(value_on=first.value_on, pk__lt=first.pk))
    used = Sum("amount", filter=Q(stage=use))
    return older.aggregate(count=Count("pk"), used=used, pln=Sum("amount_pln"), until=Max("value_on"))


def _with_rest(shown: list[Entry], rest: Decimal, use: Stage, origins: "_Origins") -> list[EntryRow]:
    result = []
    for entry in shown:
        rest -= entry.amount if entry.stage == use else ZERO
        result.append(origins.row(entry, rest))
    return result


class _Origins:
    """Which object an entry comes from: the invoice of a payment, the contract, the service; read once for a page."""

    def __init__(self, participation: Participation, services: list[Service], shown: list[Entry]):
        self.services = {service.account_id: service for service in services}
        paid = {entry.voucher for entry in shown if entry.stage == Stage.PAID}
        bound = {entry.label for entry in shown if entry.stage == Stage.COMMITTED}
        payments = (
            Payment.objects.filter(participation=participation, voucher__in=paid).select_related("invoice__provider")
            if paid
            else ()
        )
        agreed = (
            Contract.objects.filter(participation=participation, number__in=bound).select_related("provider")
            if bound
            else ()
        )
        self.payments = {payment.voucher: payment for payment in payments}
        self.contracts = {contract.number: contract for contract in agreed}

    def row(self, entry: Entry, rest: Decimal) -> EntryRow:
        service = self.services.get(entry.account_id)
        title = service.title if service else ""
        payment = self.payments.get(entry.voucher)
        if entry.stage == Stage.PAID and payment:
            return EntryRow(entry, title, payment.invoice.provider.name, "finance:invoice", payment.invoice_id, rest)
        contract = self.contracts.get(entry.label)
        if entry.stage == Stage.COMMITTED and contract:
            return EntryRow(entry, title, contract.provider.name, "contracts:contract", contract.pk, rest)
        if entry.stage == Stage.PLANNED and service:
            return EntryRow(entry, title, "", "plans:service", service.pk, rest)
        return EntryRow(entry, title, "", "", None, rest)


@dataclass(frozen=True)
class EntryTable:
    """Entries of a kind from the first day until `as_of`, for a file."""

    participation: Participation
    as_of: date
    kind: str
    rows: list[EntryRow]


def entry_table(actor: Actor, participation_pk: int, as_of: date, kind: str) -> EntryTable:
    """All entries of a kind up to `as_of` with the running rest, oldest first; Http404 outside the actor's scope."""
    participation = contracts.participation_for_list(actor, participation_pk)
    stages, use = KINDS[kind][1:]
    services = list(Service.objects.visible_to(actor).filter(participation=participation).order_by("pk"))
    balance = ledger.balances([participation.account], as_of=as_of)[participation.account_id]
    rows = Entry.objects.filter(
        account__path__startswith=participation.account.path, value_on__lte=as_of, stage__in=stages
    )
    shown = list(rows.order_by("value_on", "pk"))
    return EntryTable(
        participation, as_of, kind, _with_rest(shown, balance.allocated, use, _Origins(participation, services, shown))
    )


@dataclass(frozen=True)
class Overview:
    """Gminas of a programme with their stages: one page of them, and the sums of the whole area."""

    programme: Programme
    programmes: list[Programme]
    as_of: date
    rows: list[tuple[Participation, Balance]]
    next_token: str | None
    count: int
    total: Balance | None
    page: object


def overview(actor: Actor, as_of: date, code: str = "", after: str | None = None) -> Overview:
    """The gminas in the actor's scope × stages; the total is that of the region or of the programme. Http404: none of
    them."""
    visible = Participation.objects.visible_to(actor)
    programmes = list(
        Programme.objects.filter(pk__in=visible.values("programme")).select_related("account", "version").order_by("pk")
    )
    wanted = [row for row in programmes if row.code == code] if code else programmes
    programme = wanted[0] if wanted else get_object_or_404(Programme, pk=None)
    rows = (
        visible.filter(programme=programme)
        .select_related("unit", "account__parent")
        .annotate(name_key=F("unit__name_key"))
    )
    found = page(rows, order=("name_key", "pk"), after=after)
    whole = _whole_account(actor, programme, found.rows)
    balances = ledger.balances([*(row.account for row in found), *([whole] if whole else [])], as_of=as_of)
    return Overview(
        programme=programme,
        programmes=programmes,
        as_of=as_of,
        rows=[(row, balances[row.account_id]) for row in found],
        next_token=found.next_token,
        count=rows.count(),
        total=balances[whole.pk] if whole else None,
        page=found,
    )


def _whole_account(actor: Actor, programme: Programme, rows: list[Participation]) -> Account | None:
    """The account whose subtree is the actor's area."""
    if actor.sees_country:
        return programme.account
    return rows[0].account.parent if rows and actor.scope_kind == "region" else None


def outside_balance(participation: Participation, as_of: date | None = None) -> Balance | None:
    """What was paid for the gmina from sources that do not count to its allocation; None when nothing was."""
    account = Account.objects.filter(reference=outside_reference(participation.account)).first()
    return ledger.balances([account], as_of=as_of)[account.pk] if account else None
