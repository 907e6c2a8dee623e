"""Whose turn it is with contracts, as the desk shows it."""

from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from gromada.contracts.models import Contract
from gromada.contracts.states import CONTRACT, ContractState
from gromada.core.money import format_amount
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.core.turns import Turn

MOST = 50
TAB = "contracts"
NEEDS = ("service", "provider", "participation__unit")
# In force with its last day gone: whoever drafted it notes that it is completed.
ENDED = {ContractState.SIGNED: CONTRACT.turn[ContractState.DRAFT]}

WORDS = {
    ContractState.DRAFT: (_("Finish and send on contract %(number)s"), _("Open the contract")),
    ContractState.RETURNED: (_("Mend contract %(number)s, which the legal counsel returned"), _("Mend")),
    ContractState.LEGAL_REVIEW: (_("Review contract %(number)s"), _("Review")),
    ContractState.ACCEPTED: (_("Sign contract %(number)s"), _("Sign")),
}


def turns(actor: Actor, on: date | None = None) -> list[Turn]:
    """What waits in contracts within the actor's scope: their own turn first, then what others owe. One query.

    With a day also the contracts in force whose last day has passed: somebody has to note that they are completed.
    Services that have no contract yet are told by the room of plans.
    """
    waits = Q(state__in=list(WORDS))
    if on is not None:
        waits |= Q(state=ContractState.SIGNED, ends_on__lt=on)
    rows = Contract.objects.visible_to(actor).filter(waits)
    if actor.scope_kind == "provider":
        rows = rows.exclude(state=ContractState.DRAFT)
    own = [state for state, role in (CONTRACT.turn | ENDED).items() if role == actor.role]
    is_own = Case(When(state__in=own, then=Value(0)), default=Value(1), output_field=IntegerField())
    return [_turn_of(row, actor) for row in rows.select_related(*NEEDS).order_by(is_own, "state_since", "pk")[:MOST]]


def _turn_of(row: Contract, actor: Actor) -> Turn:
    state = ContractState(row.state)
    if state in ENDED:
        words = _("Note that contract %(number)s is completed"), _("Open the contract")
        return _turn(row, actor, ENDED[state], words, row.ends_on)
    return _turn(row, actor, CONTRACT.turn[state], WORDS[state], row.state_since)


def _turn(row: Contract, actor: Actor, role: str, words: tuple, since: date) -> Turn:
    title, button = words
    return Turn(
        title=title % {"number": row.number},
        detail=f"{row.service.title}, {row.provider.name}, {format_amount(row.value_pln, 'PLN')}",
        url=reverse("contracts:contract", args=[row.pk]),
        button=button,
        role=role,
        tab=TAB,
        since=since,
        mine=role == actor.role,
        unit_id=row.participation.unit_id,
        unit_name=row.participation.unit.name,
    )
