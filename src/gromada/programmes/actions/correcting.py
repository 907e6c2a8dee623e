"""Later changes of an allocation: a correction, and moving what a withdrawn gmina leaves to others. Dated, with a document."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.models import Document
from gromada.core.money import floor_to_cent, format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action, move
from gromada.ledger import actions as ledger
from gromada.ledger.actions import Limit, Line
from gromada.ledger.states import Stage
from gromada.programmes import queries, rules
from gromada.programmes.actions.steps import record
from gromada.programmes.models import Allocation, Participation, Programme, Unlocking
from gromada.programmes.states import UNFINANCED, AllocationKind, Part, Step

CLOSED = (*UNFINANCED, Step.SETTLED)
SOURCE = "domain.md 6.2, 6.3"


@action
def correct_allocation(  # noqa: PLR0913 - a correction has this many facts
    *,
    participation: Participation,
    difference: Decimal,
    why: str,
    document: str,
    paper: Document | None = None,
    by: Actor,
    on: date,
) -> Allocation:
    """Give a gmina more, or (below zero) less, than it has: a new dated row with the number of its document.

    What is usable follows: the same part of the new amount, or all of it after the adoption. Refused below what the plan
    and the contracts already use, above the programme's money for services, and where a gmina stands aside.
    """
    require(by, "programmes.allocate", participation)
    Programme.objects.select_for_update().get(pk=participation.programme_id)
    row = _fresh(participation)
    gmina = {"gmina": row.unit.name}
    if row.state in CLOSED:
        raise Refusal(
            _("%(gmina)s: its part is %(state)s; its amount is not corrected any more.")
            % {**gmina, "state": row.get_state_display()}
        )
    _check_words(why, document)
    if not difference or difference != floor_to_cent(difference):
        raise Refusal(_("The difference of %(gmina)s must be other than zero, in whole cents.") % gmina)
    if difference > 0:
        _check_envelope(row.programme, difference)
    made = _change(
        row, difference, kind=AllocationKind.CORRECTION, why=why, document=document, paper=paper, by=by, on=on
    )
    audit.record(by=by, deed="programmes.correct", obj=row, on=on, why=why)
    return made


@action
def reallocate(  # noqa: PLR0913 - a move has this many facts
    *,
    participation: Participation,
    to: Mapping[Participation, Decimal],
    why: str,
    document: str,
    paper: Document | None = None,
    by: Actor,
    on: date,
) -> Participation:
    """Move what a gmina that withdrew has not used to others, under one document; its path ends as "amount moved".

    Nothing that is in its contracts or paid can be moved. The sum of all allocations stays the same. Raises Refusal.
    """
    require(by, "programmes.reallocate", participation)
    Programme.objects.select_for_update().get(pk=participation.programme_id)
    row = _fresh(participation)
    _check_words(why, document)
    moved = _check_takers(row, to)
    balance = queries.balance_of(row)
    free = balance.allocated - max(balance.committed, balance.paid)
    currency = row.programme.currency
    if moved > free:
        raise Refusal(
            _("%(gmina)s leaves %(free)s; %(moved)s is to be moved. Lower the amounts.")
            % {
                "gmina": row.unit.name,
                "free": format_amount(free, currency),
                "moved": format_amount(moved, currency),
            },
            source=SOURCE,
        )
    words = {"kind": AllocationKind.REALLOCATION, "why": why, "document": document, "paper": paper, "by": by, "on": on}
    _change(row, -moved, **words)
    for taker, amount in sorted(to.items(), key=lambda pair: pair[0].pk):
        _change(_fresh(taker), amount, **words)
    came_from = row.state
    move(row, to=Step.REALLOCATED, by=by, on=on, why=why)
    record(row, came_from=came_from, by=by, on=on, note=why)
    participation.state, participation.state_since = row.state, row.state_since
    return participation


def _fresh(participation: Participation) -> Participation:
    Participation.objects.select_for_update().get(pk=participation.pk)
    return Participation.objects.select_related(*queries.NEEDED).get(pk=participation.pk)


def _check_words(why: str, document: str) -> None:
    if not why.strip():
        raise Refusal(_("Say why the amount changes: the gmina reads it in its letter."))
    if not document.strip():
        raise Refusal(_("Give the number of the document that the change rests on."))


def _check_envelope(programme: Programme, more: Decimal) -> None:
    rules.check_envelope(
        queries.allocated_sum(programme),
        more,
        programme.services_envelope,
        written=lambda amount: format_amount(amount, programme.currency),
    )


def _check_takers(row: Participation, to: Mapping[Participation, Decimal]) -> Decimal:
    """What is moved altogether; each taker is another gmina of the programme that goes on and has its amount."""
    if not to:
        raise Refusal(_("Choose the gminas that the amount goes to."))
    for taker, amount in to.items():
        gmina = {"gmina": taker.unit.name}
        if taker.programme_id != row.programme_id or taker.pk == row.pk:
            raise Refusal(_("%(gmina)s cannot take over this amount. Choose another gmina of the programme.") % gmina)
        if taker.state in CLOSED:
            raise Refusal(_("%(gmina)s is not going on with the programme. Choose another gmina.") % gmina)
        if amount <= 0 or amount != floor_to_cent(amount):
            raise Refusal(_("The amount of %(gmina)s must be more than zero, in whole cents.") % gmina)
    return sum(to.values(), Decimal(0))


def _change(  # noqa: PLR0913 - a change has this many facts
    row: Participation,
    difference: Decimal,
    *,
    kind: str,
    why: str,
    document: str,
    paper: Document | None,
    by: Actor,
    on: date,
) -> Allocation:
    first = row.allocations.filter(kind=AllocationKind.INITIAL).first()
    if first is None:
        raise Refusal(_("%(gmina)s has no amount yet. Decide it first.") % {"gmina": row.unit.name})
    if on < first.decided_on:
        raise Refusal(
            _("The amount was decided on %(day)s; a change is not dated before it.")
            % {"day": first.decided_on.isoformat()}
        )
    balance = queries.balance_of(row)
    after = balance.allocated + difference
    if after < 0 or (not after and kind == AllocationKind.CORRECTION):
        raise Refusal(
            _("%(gmina)s has %(amount)s; that much less would leave nothing. Note its withdrawal instead.")
            % {"gmina": row.unit.name, "amount": format_amount(balance.allocated, row.programme.currency)}
        )
    usable = _usable(row, after, balance.unlocked, on)
    voucher = _post(row, difference, usable, label=f"{document.strip()}: {why.strip()}", paper=paper, by=by, on=on)
    facts = {"why": why.strip(), "document": document.strip(), "before": str(balance.allocated), "after": str(after)}
    made = Allocation.objects.create(
        participation=row,
        kind=kind,
        amount=difference,
        decided_on=on,
        rule=why.strip()[:200],
        facts=facts,
        voucher=voucher,
        document=paper,
    )
    if usable:
        Unlocking.objects.create(
            participation=row,
            part=Part.LATER,
            amount=usable,
            unlocked_on=on,
            reason=why.strip()[:200],
            voucher=voucher,
        )
    audit.record(by=by, deed="programmes.allocate", obj=row, on=on)
    return made


def _usable(row: Participation, after: Decimal, unlocked: Decimal, on: date) -> Decimal:
    """By how much the usable part changes: all of it after the adoption, else the part that the rules of the day let go.

    A gmina that stands aside gets nothing more to use, and keeps no more than its amount.
    """
    if row.state in UNFINANCED:
        return min(unlocked, after) - unlocked
    if Unlocking.objects.filter(participation=row, part=Part.REST).exists():
        return after - unlocked
    edition = queries.rules_on(row.programme, on)
    return rules.first_part(after, edition.unlock_before) - unlocked


def _post(  # noqa: PLR0913 - what is booked, and why
    row: Participation, difference: Decimal, usable: Decimal, *, label: str, paper: Document | None, by: Actor, on: date
) -> uuid.UUID:
    """Book both changes under one voucher; less money is held to what the plan, the contracts and payments use."""
    lines = [Line(row.account, Stage.ALLOCATED, difference, label=label[:120], document=paper)]
    if usable:
        lines.append(Line(row.account, Stage.UNLOCKED, usable, label=label[:120], document=paper))
    sentences = {
        Stage.PLANNED: _("The plan uses %(over)s more than would be usable then. Change the plan first."),
        Stage.COMMITTED: _(
            "The contracts use %(over)s more than would be usable then. Change or end a contract first."
        ),
        Stage.PAID: _("%(over)s more is paid than would be usable then."),
    }
    used = [Stage.COMMITTED, Stage.PAID] if row.state in UNFINANCED else list(sentences)
    limits = [Limit(row.account, Stage.UNLOCKED, Stage.ALLOCATED, _("This unlocks %(over)s more than was allocated."))]
    if difference < 0:
        limits += [
            Limit(row.account, stage, Stage.UNLOCKED, sentences[stage], rule="V2", source=SOURCE) for stage in used
        ]
    return ledger.post(lines=lines, limits=limits, value_on=on, by=by, on=on)
