"""Where a gmina stands, what its own page shows, and whose turn it is."""

import functools
import operator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from gromada.core.permissions import Actor
from gromada.core.text import _, _n
from gromada.core.turns import Turn
from gromada.ledger import queries as ledger
from gromada.ledger.queries import Balance
from gromada.programmes import definitions, rules
from gromada.programmes.models import Allocation, Participation, PathRecord, Programme, Unlocking
from gromada.programmes.queries.of_programmes import programmes_of, rules_on
from gromada.programmes.queries.of_steps import Standing, language, records, standing
from gromada.programmes.states import ORDER, SIDE, Step


@dataclass(frozen=True)
class Place:
    """Where a gmina stands: its step among the programme's own, counted from one; 0 before the first, or aside."""

    number: int
    count: int
    name: str
    is_aside: bool = False


def balance_of(participation: Participation) -> Balance:
    return ledger.balances([participation.account])[participation.account_id]


def place(participation: Participation) -> Place:
    steps = participation.programme.definition.path
    codes = [step.code for step in steps]
    is_aside = participation.state in SIDE
    at = len(codes) - len(rules.ahead(participation.state, codes))
    return Place(0 if is_aside else at, len(codes), participation.get_state_display(), is_aside)


@dataclass(frozen=True)
class Overview:
    """A gmina in the programme's terms."""

    participation: Participation
    place: Place
    allocations: list[Allocation]
    unlockings: list[Unlocking]
    balance: Balance
    rules: definitions.RuleSet
    standing: Standing
    records: list[PathRecord]


def overview(participation: Participation, on: date) -> Overview:
    return Overview(
        participation,
        place(participation),
        list(Allocation.objects.filter(participation=participation).select_related("run").order_by("decided_on", "pk")),
        list(Unlocking.objects.filter(participation=participation).order_by("unlocked_on", "pk")),
        ledger.balances([participation.account])[participation.account_id],
        rules_on(participation.programme, on),
        standing(participation),
        records(participation),
    )


def turns(actor: Actor, on: date) -> list[Turn]:  # noqa: ARG001 - every room answers the desk in the same words
    """Gminas that wait for their amount, the office's turn; and steps of the path that somebody has to record by a day.

    Two queries; one for who acts for a gmina.
    """
    is_allocated = Exists(Allocation.objects.filter(participation=OuterRef("pk")))
    rows = Participation.objects.visible_to(actor).annotate(is_allocated=is_allocated).order_by("state_since", "pk")
    if actor.scope_kind == "gmina":
        rows = rows.select_related("unit", "programme__version", "programme__account")
        known = {row.programme_id: row.programme for row in rows}
        owed = _owed_states(actor, known)
    else:
        known = {row.pk: row for row in programmes_of(actor)}
        owed = _owed_states(actor, known)
        of_path = [Q(programme=programme, state__in=states) for programme, states in owed.items() if states]
        waits = functools.reduce(operator.or_, of_path, Q(state=Step.QUALIFIED, is_allocated=False))
        rows = rows.filter(waits).select_related("unit") if known else []
    waiting = [row for row in rows if row.state == Step.QUALIFIED and not row.is_allocated]
    steps = [row for row in rows if row.state in owed[row.programme_id]]
    return [*_amounts(actor, waiting, known), *_steps(actor, steps, known)]


def _amounts(actor: Actor, waiting: list[Participation], known: dict[int, Programme]) -> list[Turn]:
    found = []
    for rows in _by_programme(waiting, known).values():
        roles = rows[0].reach.roles.get("programmes.allocate", ("programme_office",))
        found.append(
            Turn(
                title=_n("Decide the amount of %(count)d gmina", "Decide the amounts of %(count)d gminas", len(rows))
                % {"count": len(rows)},
                url=_where(actor, rows, roles),
                button=_("Divide") if actor.role in roles else _("See"),
                role=roles[0],
                tab="money",
                since=rows[0].state_since,
                mine=actor.role in roles,
                detail=rows[0].programme.name,
            )
        )
    return found


def _owed_states(actor: Actor, known: dict[int, Programme]) -> dict[int, list[str]]:
    """Of each programme the states before a step with a term that this person records; others see the board."""
    return {
        key: [
            state
            for state in ORDER[:-1]
            if (step := _recorded_next(programme, state)) and step.turn and _owes(actor, step.turn)
        ]
        for key, programme in known.items()
    }


def _steps(actor: Actor, waiting: list[Participation], known: dict[int, Programme]) -> list[Turn]:
    """One matter for each step of each programme."""
    found = []
    for (_programme, state), rows in _by_programme(waiting, known, by_state=True).items():
        step = _recorded_next(rows[0].programme, state)
        found.append(_step_turn(actor, step, rows))
    return found


def _owes(actor: Actor, turn: definitions.StepTurn) -> bool:
    """Whether a step with a term is this person's; a GOPS manager acts where the coordinator does."""
    role = "coordinator" if actor.role == "gops_manager" else actor.role
    return turn.due_days is not None and role == turn.owner


def _recorded_next(programme: Programme, state: str) -> definitions.Step | None:
    code = rules.next_by_hand(state, [step.code for step in programme.definition.path])
    return programme.definition.step(code) if code else None


def _step_turn(actor: Actor, step: definitions.Step, rows: list[Participation]) -> Turn:
    name = step.name(language())
    one = rows[0] if len(rows) == 1 else None
    board = f"{reverse('programmes:board', args=[rows[0].programme.code])}?step={rows[0].state}"
    alone = reverse("programmes:gmina", args=[rows[0].pk])
    title = _n("“%(step)s”: record it for %(count)d gmina", "“%(step)s”: record it for %(count)d gminas", len(rows))
    return Turn(
        title=title % {"step": name, "count": len(rows)},
        url=alone if one or actor.scope_kind == "gmina" else board,
        button=_("Record it"),
        role=step.turn.owner,
        tab="gminas",
        since=rows[0].state_since,
        mine=True,
        detail=rows[0].programme.name,
        due_on=min((due for row in rows if (due := standing(row).due_on)), default=None),
        unit_id=one.unit_id if one else None,
        unit_name=one.unit.name if one else "",
    )


def _by_programme(waiting: list[Participation], known: dict[int, Programme], *, by_state: bool = False) -> dict:
    """The rows by programme (and step), in their order; each programme's definition is read once."""
    counted: dict[tuple, list[Participation]] = {}
    for row in waiting:
        row.programme = known[row.programme_id]
        counted.setdefault((row.programme.code, row.state if by_state else ""), []).append(row)
    return counted


def _where(actor: Actor, rows: list[Participation], roles) -> str:
    """Where one sees that gminas wait for their amount: who acts for one gmina, on its own page."""
    if actor.scope_kind in {"gmina", "provider"} and actor.role not in roles:
        return reverse("programmes:gmina", args=[rows[0].pk])
    return reverse("programmes:office", args=[rows[0].programme.code])
