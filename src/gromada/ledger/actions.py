"""Every write of the book: accounts, rates, sealed entries and their reversals."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q, Sum

from gromada.core import audit, clock
from gromada.core.models import Document
from gromada.core.money import format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.ledger.models import Account, Entry, ExchangeRate
from gromada.ledger.rules import Rate
from gromada.ledger.states import ExchangeRule
from gromada.territory.models import Unit

OVER = _("This is %(over)s more than is left (%(left)s).")


@dataclass(frozen=True)
class Line:
    """What is booked: an amount at a stage of an account, with its source, and złoty and rate where paid in złoty."""

    account: Account
    stage: str
    amount: Decimal
    source: str = ""
    amount_pln: Decimal | None = None
    rate: Rate | None = None
    label: str = ""
    document: Document | None = None


@dataclass(frozen=True)
class Limit:
    """Below `account`, what is booked at the stage `use` may not exceed `within`: another stage, or a fixed amount.

    It holds on the value day of the new entries and on every later one. With `sources`, only money of these sources
    counts as used. The sentence may name %(over)s, %(left)s (before this posting) and %(limit)s.
    """

    account: Account
    use: str
    within: str | Decimal
    sentence: Any = OVER
    rule: str = ""
    source: str = ""
    sources: tuple[str, ...] | None = None


@action
def open_account(
    *, reference: str, currency: str, parent: Account | None = None, unit: Unit | None = None, by: Actor
) -> Account:
    """Open an account, or give the one that has the reference. Its path tells all accounts above it."""
    found = Account.objects.filter(reference=reference).first()
    if found:
        if (found.currency, found.parent_id) != (currency, parent and parent.pk):
            raise Refusal(
                _("The account %(reference)s is open elsewhere, or in another currency.") % {"reference": reference}
            )
        return found
    made = Account.objects.create(reference=reference, currency=currency, parent=parent, unit=unit, path="")
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    Account.objects.filter(pk=made.pk).update(path=made.path)
    audit.record(by=by, deed="ledger.open", obj=made, on=clock.now().date())
    return made


@action
def load_rates(*, rows: Iterable[tuple[date, str, Decimal]], currency: str, by: Actor) -> tuple[int, int]:
    """Load rates of NBP table A (day, table number, złoty for one unit). Returns how many are new, how many were here.

    Raises Refusal when a day is there with another rate: a published fact does not change.
    """
    require(by, "ledger.load_rates")
    rows = list(rows)
    known = dict(ExchangeRate.objects.filter(currency=currency).order_by("pk").values_list("effective_on", "rate"))
    for day, table_no, rate in rows:
        if day in known and known[day] != rate:
            raise Refusal(
                _("The rate of %(day)s is here as %(known)s, the file says %(new)s (%(table)s). Nothing was loaded.")
                % {"day": day.isoformat(), "known": known[day], "new": rate, "table": table_no}
            )
    new = [
        ExchangeRate(currency=currency, effective_on=day, table_no=table_no, rate=rate)
        for day, table_no, rate in rows
        if day not in known
    ]
    made = ExchangeRate.objects.bulk_create(new, batch_size=500)
    if made:
        audit.record(by=by, deed="ledger.load_rates", obj=made[-1], on=max(row[0] for row in rows))
    return len(new), len(rows) - len(new)


@action
def post(*, lines: Sequence[Line], limits: Sequence[Limit] = (), value_on: date, by: Actor, on: date) -> uuid.UUID:
    """Write sealed entries under one voucher, valued on `value_on`, booked on `on` (or on the value day, if later).

    The accounts of the limits are locked first, in the order of their keys; their sums are checked with the new entries
    in, and Refusal leaves nothing behind.
    """
    if not lines:
        raise Refusal(_("There is nothing to book."))
    _lock(limit.account for limit in limits)
    voucher = uuid.uuid4()
    moment = clock.now()
    entries = [
        _entry(line, voucher=voucher, value_on=value_on, booked_on=max(on, value_on), moment=moment) for line in lines
    ]
    made = Entry.objects.bulk_create(entries)
    for limit in limits:
        _hold(limit, lines, value_on)
    for entry in made:
        audit.record(by=by, deed=f"ledger.{entry.stage}", obj=entry, on=value_on)
    return voucher


def _lock(accounts: Iterable[Account]) -> None:
    keys = sorted({account.pk for account in accounts})
    list(Account.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _entry(line: Line, *, voucher: uuid.UUID, value_on: date, booked_on: date, moment) -> Entry:
    converted = line.rate is not None and line.rate.rule != ExchangeRule.NONE
    return Entry(
        account=line.account,
        stage=line.stage,
        source=line.source,
        amount=line.amount,
        amount_pln=line.amount_pln,
        rate=line.rate.rate if converted else None,
        rate_on=line.rate.effective_on if converted else None,
        rate_table=line.rate.table_no if converted else "",
        rate_rule=line.rate.rule if converted else ExchangeRule.NONE,
        value_on=value_on,
        booked_on=booked_on,
        booked_at=moment,
        voucher=voucher,
        label=line.label,
        document=line.document,
    )


def _hold(limit: Limit, lines: Sequence[Line], value_on: date) -> None:
    """Raise Refusal for the day, from `value_on` on, on which the limit is exceeded most."""
    fixed = isinstance(limit.within, Decimal)
    used, most = Decimal(0), limit.within if fixed else Decimal(0)
    worst = (Decimal(0), used, most)
    for day, sums in groupby(_sums(limit), key=itemgetter(0)):
        for _day, stage, amount in sums:
            used += amount if stage == limit.use else 0
            most += amount if stage == limit.within else 0
        if day >= value_on:
            worst = max(worst, (used - most, used, most))
    over, used, most = worst
    if over > 0:
        left = most - used + sum(line.amount for line in lines if _counts(limit, line))
        amounts = {"over": over, "limit": most, "left": max(left, Decimal(0))}
        written = {name: format_amount(amount, limit.account.currency) for name, amount in amounts.items()}
        raise Refusal(limit.sentence % written, rule=limit.rule, source=limit.source)


def _sums(limit: Limit):
    """Day, stage and sum of everything below the account that the limit speaks of, day by day."""
    counted = Q(stage=limit.use) if limit.sources is None else Q(stage=limit.use, source__in=limit.sources)
    if not isinstance(limit.within, Decimal):
        counted |= Q(stage=limit.within)
    below = Entry.objects.filter(counted, account__path__startswith=limit.account.path)
    return below.order_by("value_on", "stage").values_list("value_on", "stage").annotate(Sum("amount"))


def _counts(limit: Limit, line: Line) -> bool:
    inside = line.account.path.startswith(limit.account.path)
    return inside and line.stage == limit.use and (limit.sources is None or line.source in limit.sources)


@action
def reverse(  # noqa: PLR0913 - a reversal has the facts of a posting
    *, voucher: uuid.UUID, value_on: date, by: Actor, on: date, label: str = "", limits: Sequence[Limit] = ()
) -> uuid.UUID:
    """Take back everything booked under a voucher: opposite entries that name what they take back, each once.

    `limits` are held as in `post`. Raises Refusal for what was never booked, was taken back or itself takes back.
    """
    _lock(limit.account for limit in limits)
    taken_back = Entry.objects.filter(reverses__voucher=voucher).exists()
    originals = list(Entry.objects.filter(voucher=voucher, reverses=None).select_related("account").order_by("pk"))
    if taken_back or not originals:
        raise Refusal(_("There is nothing to take back: it was never booked, or has been taken back already."))
    back = uuid.uuid4()
    moment = clock.now()
    made = Entry.objects.bulk_create(
        Entry(
            account=entry.account,
            stage=entry.stage,
            source=entry.source,
            amount=-entry.amount,
            amount_pln=None if entry.amount_pln is None else -entry.amount_pln,
            rate=entry.rate,
            rate_on=entry.rate_on,
            rate_table=entry.rate_table,
            rate_rule=entry.rate_rule,
            value_on=value_on,
            booked_on=on,
            booked_at=moment,
            voucher=back,
            label=label or entry.label,
            document=entry.document,
            reverses=entry,
        )
        for entry in originals
    )
    for limit in limits:
        _hold(limit, (), value_on)
    for entry in made:
        audit.record(by=by, deed="ledger.reverse", obj=entry, on=value_on)
    return back
