"""Letting gminas join, allocating, unlocking, going along the path."""

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.money import floor_to_cent, format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action, move
from gromada.ledger import actions as ledger
from gromada.ledger.actions import Limit, Line
from gromada.ledger.states import Stage
from gromada.programmes import queries, rules
from gromada.programmes.models import Allocation, Participation, Programme, Unlocking
from gromada.programmes.states import ORDER, AllocationKind, Part, Step
from gromada.territory import queries as territory
from gromada.territory.models import Unit


@action
def join_gmina(*, programme: Programme, unit: Unit, by: Actor, on: date) -> Participation:
    """A gmina takes part: its account is opened below its voivodeship's. Raises Refusal when it is not eligible (R16).

    The same gmina twice changes nothing.
    """
    require(by, "programmes.join")
    found = Participation.objects.filter(programme=programme, unit=unit).select_related(*queries.NEEDED).first()
    if found:
        return found
    definition = programme.definition
    eligible = definition.eligibility
    rules.check_eligible(unit.kind, eligible.unit_kinds if eligible else (), unit.name)
    named = {part.code for part in definition.units}
    rules.check_named(unit.code, unit.name, named=named, most=eligible.gminas if eligible else None)
    region = territory.region_of(unit)
    above = ledger.open_account(
        reference=f"programme:{programme.code}/{region.code}",
        currency=programme.currency,
        parent=programme.account,
        unit=region,
        by=by,
    )
    account = ledger.open_account(
        reference=f"programme:{programme.code}/{unit.code}", currency=programme.currency, parent=above, unit=unit, by=by
    )
    row = Participation.objects.create(
        programme=programme, unit=unit, region=region, account=account, state=Step.QUALIFIED, state_since=on
    )
    audit.record(by=by, deed="programmes.join", obj=row, on=on, new=Step.QUALIFIED)
    return row


@action
def allocate(  # noqa: PLR0913 - a decision has this many facts
    *,
    programme: Programme,
    amounts: Mapping[Participation, Decimal],
    rule: str,
    facts: Mapping | None = None,
    by: Actor,
    on: date,
) -> list[Allocation]:
    """Decide the amount of each gmina, in the programme's currency; each knows it from this day on (R14, R15).

    Books it, unlocks the part that is usable before the strategy, and brings the gmina to the step of being informed.
    All amounts of the programme together are held to its money for services. Raises Refusal; then nothing is written.
    `facts`: what explains the amounts, for each code of a gmina or one table for all.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)  # so that two decisions at once are held to one sum
    for participation in amounts:
        require(by, "programmes.allocate", participation)
        _check_amount(programme, participation, amounts[participation])
    if not amounts:
        raise Refusal(_("No gmina waits for its amount."))
    rules.check_envelope(
        queries.allocated_sum(programme),
        sum(amounts.values(), Decimal(0)),
        programme.services_envelope,
        written=lambda amount: format_amount(amount, programme.currency),
    )
    made = [
        _allocate_one(participation, amount, rule=rule, facts=dict(facts or {}), by=by, on=on)
        for participation, amount in sorted(amounts.items(), key=lambda pair: pair[0].pk)
    ]
    edition = queries.rules_on(programme, on)
    for allocation in made:
        part = rules.first_part(allocation.amount, edition.unlock_before)
        reason = str(_("usable before the strategy is adopted"))
        _unlock(allocation.participation, Part.FIRST, part, reason=reason, by=by, on=on)
        advance(participation=allocation.participation, to=Step.INFORMED, by=by, on=on)
        if _has_adopted(allocation.participation):
            unlock_rest(
                participation=allocation.participation, by=by, on=on, reason=str(_("the strategy was adopted before"))
            )
    return made


@action
def divide(  # noqa: PLR0913 - a division has this many facts
    *, programme: Programme, total: Decimal, floor: Decimal, region: str = "", by: Actor, on: date
) -> list[Allocation]:
    """Divide `total` by heads among the gminas that wait (of the `region`), nobody below `floor`, and decide so.

    Each allocation keeps the facts its amount was computed from. Raises Refusal when it cannot be divided or
    exceeds the money for services.
    """
    found = queries.division(actor=by, programme=programme, total=total, floor=floor, region=region)
    rule = _("Computed by heads, not less than %(floor)s, rounded to %(step)s") % {
        "floor": format_amount(floor, programme.currency),
        "step": format_amount(rules.STEP, programme.currency),
    }
    return allocate(programme=programme, amounts=found.amounts, rule=str(rule), facts=found.facts, by=by, on=on)


def _check_amount(programme: Programme, participation: Participation, amount: Decimal) -> None:
    """Raise Refusal for an amount that cannot be an allocation, or a gmina that is not of this programme."""
    gmina = {"gmina": participation.unit.name}
    if participation.programme_id != programme.pk:
        raise Refusal(_("%(gmina)s does not take part in this programme. Let it join first.") % gmina)
    if amount <= 0 or amount != floor_to_cent(amount):
        raise Refusal(_("The amount of %(gmina)s must be more than zero, in whole cents.") % gmina)


def _has_adopted(participation: Participation) -> bool:
    """Whether the gmina's path is at the adoption of its strategy or beyond."""
    return participation.state in ORDER and ORDER.index(participation.state) >= ORDER.index(Step.ADOPTED)


def _allocate_one(  # noqa: PLR0913 - the facts of one decision
    participation: Participation, amount: Decimal, *, rule: str, facts: dict, by: Actor, on: date
) -> Allocation:
    if participation.allocations.filter(kind=AllocationKind.INITIAL).exists():
        raise Refusal(_("%(gmina)s has its amount already.") % {"gmina": participation.unit.name})
    line = Line(participation.account, Stage.ALLOCATED, amount, label=rule[:120])
    voucher = ledger.post(lines=[line], value_on=on, by=by, on=on)
    row = Allocation.objects.create(
        participation=participation,
        kind=AllocationKind.INITIAL,
        amount=amount,
        decided_on=on,
        rule=rule,
        facts=facts.get(participation.unit.code, facts),
        voucher=voucher,
    )
    audit.record(by=by, deed="programmes.allocate", obj=participation, on=on)
    return row


def _unlock(  # noqa: PLR0913 - the facts of one unlocking
    participation: Participation, part: str, amount: Decimal, *, reason: str, by: Actor, on: date
) -> Unlocking:
    voucher = uuid.uuid4()
    if amount:
        limit = Limit(
            participation.account, Stage.UNLOCKED, Stage.ALLOCATED, _("This unlocks %(over)s more than was allocated.")
        )
        line = Line(participation.account, Stage.UNLOCKED, amount, label=reason[:120])
        voucher = ledger.post(lines=[line], limits=[limit], value_on=on, by=by, on=on)
    row = Unlocking.objects.create(
        participation=participation, part=part, amount=amount, unlocked_on=on, reason=reason[:200], voucher=voucher
    )
    audit.record(by=by, deed="programmes.unlock", obj=participation, on=on)
    return row


@action
def unlock_rest(*, participation: Participation, by: Actor, on: date, reason: str) -> Unlocking | None:
    """Make the rest of the allocation usable, once: the consequence of the council's adoption (R31, domain.md 6.3).

    None when the gmina has no allocation yet or everything is unlocked. Called down from the strategies.
    """
    row = Participation.objects.select_for_update(of=("self",)).select_related(*queries.NEEDED).get(pk=participation.pk)
    if Unlocking.objects.filter(participation=row, part=Part.REST).exists():
        return None
    balance = queries.balance_of(row)
    rest = rules.the_rest(balance.allocated, balance.unlocked)
    if rest <= 0:
        return None
    return _unlock(row, Part.REST, rest, reason=reason, by=by, on=on)


@action
def advance(*, participation: Participation, to: str, by: Actor, on: date) -> Participation:
    """Go on along the programme's own path, never back: to the step `to`, or the last one before it that the path has.

    Nothing happens when the gmina is there or beyond, or stands aside (suspended, withdrawn).
    """
    codes = {step.code for step in participation.programme.definition.path}
    state = Participation.objects.values_list("state", flat=True).get(pk=participation.pk)
    participation.state = state
    if state not in ORDER:
        return participation
    at = ORDER.index(state)
    target = next((step for step in reversed(ORDER[: ORDER.index(to) + 1]) if step in codes), None)
    if target is not None and ORDER.index(target) > at:
        move(participation, to=target, by=by, on=on)
    return participation


@action
def suspend(*, participation: Participation, why: str, by: Actor, on: date) -> Participation:
    """Stop the financing of a gmina for a while."""
    require(by, "programmes.suspend", participation)
    move(participation, to=Step.SUSPENDED, by=by, on=on, why=why)
    return participation


@action
def carry_out(*, participation: Participation, by: Actor, on: date) -> Participation:
    """A contract was signed: with all of the allocation unlocked the gmina carries out the programme (domain.md 2.3).

    Contracts on the first part alone leave the path where it is: workshops and the council's vote are still to come.
    """
    balance = queries.balance_of(participation)
    if balance.unlocked >= balance.allocated:
        advance(participation=participation, to=Step.IMPLEMENTING, by=by, on=on)
    return participation
