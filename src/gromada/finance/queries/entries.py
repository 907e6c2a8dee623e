"""Entries of a gmina's money with the running rest: a page of the newest ones, and all of them for a file."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from gromada.contracts import queries as contracts
from gromada.contracts.models import Contract
from gromada.core.pages import page
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.finance.models import Payment
from gromada.finance.queries.deeds import ZERO
from gromada.ledger import queries as ledger
from gromada.ledger.models import Entry
from gromada.ledger.queries import Balance
from gromada.ledger.states import Stage
from gromada.plans.models import Service
from gromada.programmes.models import Participation

# What the chips over the entries show: the stages of each, and the one that uses up the allocation.
KINDS = {
    "payments": (_("Payments"), (Stage.PAID,), Stage.PAID),
    "contracts": (_("Contracts"), (Stage.COMMITTED,), Stage.COMMITTED),
    "plans": (_("Plans"), (Stage.PLANNED,), Stage.PLANNED),
    "allocations": (_("Allocation"), (Stage.ALLOCATED, Stage.UNLOCKED), Stage.UNLOCKED),
}
PAGE = 25


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
