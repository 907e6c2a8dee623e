"""The steps of a gmina's path under the programme's own names: their papers, who brings them about and by when."""

from dataclasses import dataclass, field

from .schema import ROLES, STEPS, Named, Part


@dataclass(frozen=True, kw_only=True)
class StepTurn(Part):
    """Who brings a gmina to the step, and within how many days: after the step before it, or after the programme ends."""

    owner: str = field(metadata={"one_of": ROLES})
    due_days: int | None = None
    due_from: str = field(default="step_before", metadata={"one_of": ("step_before", "window")})


@dataclass(frozen=True, kw_only=True)
class Condition(Named):
    """What must hold when the step is recorded; whoever records it says so."""


@dataclass(frozen=True, kw_only=True)
class Step(Named):
    """A step of the gmina's path: its paper, its turn (none where nobody is known to owe it) and its conditions."""

    code: str = field(metadata={"one_of": STEPS})
    document_pl: str = ""
    document_en: str = ""
    turn: StepTurn | None = None
    conditions: tuple[Condition, ...] = ()
