"""Reads of this room: the rate of a day, conversion, and balances of whole subtrees."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from os.path import commonpath

from django.db.models import Q, Sum

from gromada.core.pages import Page, page
from gromada.core.permissions import Refusal
from gromada.core.text import _
from gromada.ledger import rules
from gromada.ledger.models import Account, Entry, ExchangeRate
from gromada.ledger.rules import Conversion, Rate
from gromada.ledger.states import ExchangeRule, Stage

ZERO = Decimal("0.00")
MOST_ROOTS = 20  # more conditions than this cost a database more than the entries they leave out


def rate(currency: str, on: date, rule: str = ExchangeRule.IN_FORCE) -> Rate:
    """The rate that a deed of the day `on` is converted by. Raises Refusal without a table of the last 7 days."""
    if currency == rules.PLN or rule == ExchangeRule.NONE:
        return rules.no_conversion(currency)
    last = on - timedelta(days=1) if rule == ExchangeRule.DAY_BEFORE else on
    row = ExchangeRate.objects.filter(currency=currency, effective_on__lte=last).order_by("-effective_on").first()
    if row is None or rules.is_too_old(row.effective_on, on):
        raise Refusal(
            _(
                "No NBP table A with the rate of %(currency)s is loaded for %(day)s or the 7 days before. "
                "Load the rates first."
            )
            % {"currency": currency, "day": on.isoformat()},
            rule="rate",
            source="design.md, Exchange",
        )
    return Rate(currency, row.rate, row.effective_on, row.table_no, str(rule))


def convert(amount: Decimal, source: str, target: str, *, on: date, rule: str = ExchangeRule.IN_FORCE) -> Conversion:
    """An amount of one currency as the other; one of the two is złoty."""
    if rules.PLN not in (source, target) or source == target:
        raise Refusal(_("One of the two currencies must be PLN, and the other must not."))
    used = rate(target if source == rules.PLN else source, on, rule)
    turned = rules.from_pln(amount, used) if source == rules.PLN else rules.to_pln(amount, used)
    return Conversion(turned, target, used)


def conversion_facts(amount: Decimal, source: str, target: str, *, on: date, rule: str = ExchangeRule.IN_FORCE) -> dict:
    """A conversion as the command line prints it: money and rates as texts."""
    done = convert(amount, source, target, on=on, rule=rule)
    return {
        "amount": str(done.amount),
        "currency": done.currency,
        "rate": str(done.rate.rate),
        "date": done.rate.effective_on.isoformat(),
        "table": done.rate.table_no,
    }


@dataclass
class Balance:
    """What has been booked at an account and below it, by stage: in the account's currency and, where known, in PLN."""

    currency: str
    sums: dict[str, Decimal] = field(default_factory=dict)
    sums_pln: dict[str, Decimal] = field(default_factory=dict)

    def of(self, stage: str) -> Decimal:
        return self.sums.get(stage, ZERO)

    def pln(self, stage: str) -> Decimal:
        return self.sums_pln.get(stage, ZERO)

    def __getattr__(self, name: str) -> Decimal:
        if name in Stage.values:
            return self.of(name)
        raise AttributeError(name)

    @property
    def available(self) -> Decimal:
        """What can still be planned: unlocked minus planned."""
        return self.of(Stage.UNLOCKED) - self.of(Stage.PLANNED)

    @property
    def free_of_plan(self) -> Decimal:
        """What of the plan has no contract yet."""
        return self.of(Stage.PLANNED) - self.of(Stage.COMMITTED)

    @property
    def to_pay(self) -> Decimal:
        """What of the contracts is not paid yet."""
        return self.of(Stage.COMMITTED) - self.of(Stage.PAID)

    @property
    def parts(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Paid, in contracts, in the plan, free: what a strip of money shows. They sum to the allocation unless it is
        exceeded; a rate that made contracts dearer than the plan takes from what is free, never below zero."""
        paid = self.of(Stage.PAID)
        owed = max(self.to_pay, ZERO)
        meant = max(self.of(Stage.PLANNED) - max(self.of(Stage.COMMITTED), paid), ZERO)
        return paid, owed, meant, max(self.of(Stage.ALLOCATED) - paid - owed - meant, ZERO)


def balances(
    accounts: Iterable[Account], *, as_of: date | None = None, known_on: date | None = None
) -> dict[int, Balance]:
    """The balance of each account with everything below it, as of a value day, as known on a booking day. One query."""
    wanted = list(accounts)
    if not wanted:
        return {}
    rows = Entry.objects.filter(_below(account.path for account in wanted))
    if as_of is not None:
        rows = rows.filter(value_on__lte=as_of)
    if known_on is not None:
        rows = rows.filter(booked_on__lte=known_on)
    sums = rows.order_by().values_list("account__path", "stage").annotate(Sum("amount"), Sum("amount_pln", default=0))
    found = {account.pk: Balance(account.currency) for account in wanted}
    by_path: dict[str, list[Balance]] = {}
    for account in wanted:
        by_path.setdefault(account.path, []).append(found[account.pk])
    for path, stage, amount, amount_pln in sums:
        for above in _upwards(path):
            for balance in by_path.get(above, ()):
                balance.sums[stage] = balance.of(stage) + amount
                balance.sums_pln[stage] = balance.pln(stage) + amount_pln
    return found


def _below(paths: Iterable[str]) -> Q:
    """Entries below the paths; of many accounts everything below the nearest that lies above all of them."""
    roots = _roots(paths)
    if len(roots) > MOST_ROOTS:
        common = commonpath(roots)
        roots = ["/" if common == "/" else f"{common}/"]
    below = Q()
    for path in roots:
        below |= Q(account__path__startswith=path)
    return below


def _roots(paths: Iterable[str]) -> list[str]:
    """The paths that no other of the paths lies above."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def _upwards(path: str) -> list[str]:
    """A path and every path above it: /1/5/ → /1/5/, /1/."""
    parts = path.strip("/").split("/")
    return [f"/{'/'.join(parts[:length])}/" for length in range(len(parts), 0, -1)]


def entries(  # noqa: PLR0913 - each narrows the list
    account: Account,
    *,
    stage: str | None = None,
    source: str | None = None,
    as_of: date | None = None,
    known_on: date | None = None,
    after: str | None = None,
    size: int = 50,
) -> Page:
    """A page of what is booked at an account and below it, the latest value day first."""
    rows = Entry.objects.filter(account__path__startswith=account.path).select_related("account")
    asked = {"stage": stage, "source": source, "value_on__lte": as_of, "booked_on__lte": known_on}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    return page(rows, order=("-value_on", "-pk"), after=after, size=size)


def account(reference: str) -> Account | None:
    return Account.objects.filter(reference=reference).first()


def rates_between(currency: str, first: date, last: date) -> list[tuple[date, Decimal, str]]:
    """Every table day between two days: day, rate, table number."""
    rows = ExchangeRate.objects.filter(currency=currency, effective_on__range=(first, last)).order_by("effective_on")
    return list(rows.values_list("effective_on", "rate", "table_no"))
