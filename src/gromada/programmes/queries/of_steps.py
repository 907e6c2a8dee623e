"""What a gmina's path owes next: the step, whose turn it is, by when, and what was recorded so far."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from gromada.core import documents
from gromada.core.permissions import Actor
from gromada.programmes import rules
from gromada.programmes.definitions import Step
from gromada.programmes.models import Participation, PathRecord
from gromada.programmes.states import PATH, RUNNING, SIDE
from gromada.programmes.states import Step as State


def language() -> str:
    """The language that is spoken now, of the two that a programme's file has."""
    return (get_language() or "pl")[:2]


@dataclass(frozen=True)
class Standing:
    """Where a gmina's path goes next. `by_hand` is the step a person may record now, `owner` the role whose turn it is.

    `due_on` is the last day for the next step, where the programme sets a term.
    """

    following: Step | None
    by_hand: Step | None
    owner: str
    due_on: date | None
    certainty: str = ""
    is_running: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is waited for: a gmina that carries out services has time, unless a term is set."""
        return bool(self.owner) and (self.due_on is not None or not self.is_running)

    def is_late(self, day: date) -> bool:
        return self.due_on is not None and self.due_on < day


def standing(participation: Participation) -> Standing:
    """What comes next for a gmina, read from its programme's file alone: no query."""
    definition, state = participation.programme.definition, participation.state
    codes = [step.code for step in definition.path]
    ahead = rules.ahead(state, codes)
    following = definition.step(ahead[0]) if ahead else None
    usual = PATH.turn.get(state) or ""
    turn = following.turn if following else None
    if turn is None:
        owner = usual if following or state in SIDE else ""
        return Standing(following, _by_hand(participation, codes), owner, None, is_running=state in RUNNING)
    due = rules.due_on(
        turn.due_days,
        counted_from=turn.due_from,
        since=participation.state_since,
        window_until=participation.programme.window_until,
    )
    return Standing(following, _by_hand(participation, codes), turn.owner, due, turn.certainty, state in RUNNING)


def _by_hand(participation: Participation, codes: list[str]) -> Step | None:
    found = rules.next_by_hand(participation.state, codes)
    return participation.programme.definition.step(found) if found else None


def step_name(participation: Participation, code: str) -> str:
    """What the programme calls a step or a state beside the path."""
    step = participation.programme.definition.step(code)
    return step.name(language()) if step else str(State(code).label)


def records(participation: Participation) -> list[PathRecord]:
    """The history of a gmina's path in its order, with the files. One query."""
    found = list(PathRecord.objects.filter(participation=participation).select_related("document").order_by("pk"))
    for row in found:
        row.participation = participation  # one definition in memory
    return found


def came_from(participation: Participation) -> str | None:
    """The step a gmina stood at when it was last set aside; None where no record says so."""
    last = PathRecord.objects.filter(participation=participation, state=State.SUSPENDED)
    return last.exclude(came_from=State.SUSPENDED).order_by("-pk").values_list("came_from", flat=True).first()


def paper_of(pk: int, actor: Actor) -> tuple[PathRecord, bytes] | None:
    """The file of a record with its bytes, where the actor may see the gmina; None where there is none."""
    visible = Participation.objects.visible_to(actor).order_by().values("pk")
    rows = PathRecord.objects.filter(participation__in=visible, document__isnull=False)
    found = rows.select_related("document").filter(pk=pk).first()
    return (found, documents.content(found.document)) if found else None
