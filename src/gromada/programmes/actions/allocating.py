"""Deciding amounts: of gminas one by one, by a division, and later changes; every one is booked and unlocked in part."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.money import floor_to_cent, format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.ledger import actions as ledger
from gromada.ledger.actions import Line
from gromada.ledger.states import Stage
from gromada.programmes import queries, rules
from gromada.programmes.actions.path import unlock, unlock_rest
from gromada.programmes.actions.steps import advance
from gromada.programmes.models import Allocation, AllocationRun, Participation, Programme
from gromada.programmes.states import ORDER, AllocationKind, Part, Step

Tell = Callable[[int, int], None]


@action
def allocate(  # noqa: PLR0913 - a decision has this many facts
    *,
    programme: Programme,
    amounts: Mapping[Participation, Decimal],
    rule: str | Mapping[str, str],
    facts: Mapping | None = None,
    run: AllocationRun | None = None,
    tell: Tell | None = None,
    by: Actor,
    on: date,
) -> list[Allocation]:
    """Decide the amount of each gmina, in the programme's currency; each knows it from this day on (R14, R15).

    Books it, unlocks the part that is usable before the strategy, and brings the gmina to the step of being informed.
    All amounts of the programme together are held to its money for services. Raises Refusal; then nothing is written.
    `rule`: how they came about, in words, for all or for each code of a gmina; `facts`: what explains them, likewise;
    `run`: the division that these amounts are; `tell(done, total)` is told how far it is.
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
    _check_none_has(amounts)
    made = []
    for participation, amount in sorted(amounts.items(), key=lambda pair: pair[0].pk):
        words = rule if isinstance(rule, str) else rule[participation.unit.code]
        made.append(_allocate_one(participation, amount, rule=words, facts=dict(facts or {}), run=run, by=by, on=on))
        _unlock_first(participation, amount, by=by, on=on)
        if tell:
            tell(len(made), len(amounts))
    return made


def _check_none_has(amounts: Mapping[Participation, Decimal]) -> None:
    """Raise Refusal for the first gmina that has its first decision. One query for all."""
    rows = Allocation.objects.filter(participation__in=amounts, kind=AllocationKind.INITIAL)
    found = rows.select_related("participation__unit").order_by("pk").first()
    if found:
        raise Refusal(_("%(gmina)s has its amount already.") % {"gmina": found.participation.unit.name})


def _unlock_first(participation: Participation, amount: Decimal, *, by: Actor, on: date) -> None:
    """What is usable before the strategy, and the step of being informed; the rest, where it is adopted already."""
    edition = queries.rules_on(participation.programme, on)
    part = rules.first_part(amount, edition.unlock_before)
    reason = str(_("usable before the strategy is adopted"))
    unlock(participation, Part.FIRST, part, reason=reason, by=by, on=on)
    advance(participation=participation, to=Step.INFORMED, by=by, on=on)
    if _has_adopted(participation):
        before = str(_("the strategy was adopted before"))
        unlock_rest(participation=participation, by=by, on=on, reason=before)


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
    participation: Participation,
    amount: Decimal,
    *,
    rule: str,
    facts: dict,
    run: AllocationRun | None,
    by: Actor,
    on: date,
) -> Allocation:
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
        run=run,
    )
    audit.record(by=by, deed="programmes.allocate", obj=participation, on=on)
    return row
