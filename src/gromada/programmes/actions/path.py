"""Letting gminas join, unlocking what is allocated."""

import uuid
from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.permissions import Actor, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.ledger import actions as ledger
from gromada.ledger.actions import Limit, Line
from gromada.ledger.states import Stage
from gromada.programmes import queries, rules
from gromada.programmes.actions.steps import record
from gromada.programmes.models import Participation, Programme, Unlocking
from gromada.programmes.states import Part, Step
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
    record(row, came_from="", by=by, on=on)
    audit.record(by=by, deed="programmes.join", obj=row, on=on, new=Step.QUALIFIED)
    return row


def unlock(  # noqa: PLR0913 - the facts of one unlocking
    participation: Participation, part: str, amount: Decimal, *, reason: str, by: Actor, on: date
) -> Unlocking:
    """Book that a part of the allocation is usable; called by the actions of this room."""
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
    return unlock(row, Part.REST, rest, reason=reason, by=by, on=on)
