"""A gmina's path in neutral words; a programme's file says which steps it has and their names there (domain.md 2.3)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class Step(models.TextChoices):
    QUALIFIED = "qualified", _("qualified")
    INFORMED = "informed", _("informed of its allocation")
    JOINED = "joined", _("joined")
    ASSESSED = "assessed", _("assessed")
    PLANNING_PART = "planning_part", _("planning a part")
    CONSULTING = "consulting", _("working with residents")
    ADOPTED = "adopted", _("strategy adopted")
    PLANNING_WHOLE = "planning_whole", _("planning the whole")
    IMPLEMENTING = "implementing", _("carrying out")
    SUSTAINING = "sustaining", _("sustaining services")
    SETTLED = "settled", _("settled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUSPENDED = "suspended", _("suspended")
    REALLOCATED = "reallocated", _("amount moved")


ORDER = [
    Step.QUALIFIED,
    Step.INFORMED,
    Step.JOINED,
    Step.ASSESSED,
    Step.PLANNING_PART,
    Step.CONSULTING,
    Step.ADOPTED,
    Step.PLANNING_WHOLE,
    Step.IMPLEMENTING,
    Step.SUSTAINING,
    Step.SETTLED,
]
SIDE = [Step.WITHDRAWN, Step.SUSPENDED, Step.REALLOCATED]

# A programme may lack steps, so every step leads to every later one; which of them is next, its file says.
_forward = [
    Transition(source, target, "programmes.advance", _("the path went on"))
    for place, source in enumerate(ORDER)
    for target in ORDER[place + 1 :]
]
_aside = [Transition(source, Step.SUSPENDED, "programmes.suspend", _("suspended")) for source in ORDER[:-1]]
_back = [Transition(Step.SUSPENDED, target, "programmes.resume", _("resumed")) for target in ORDER[:-1]]
_gone = [Transition(source, Step.WITHDRAWN, "programmes.withdraw", _("withdrew")) for source in ORDER[:-1]]
_moved = [Transition(Step.WITHDRAWN, Step.REALLOCATED, "programmes.reallocate", _("its amount was moved"))]

PATH = register(
    Table(
        name="programmes.participation",
        title=_("A gmina's path"),
        states=Step,
        transitions=(*_forward, *_aside, *_back, *_gone, *_moved),
        turn={
            Step.QUALIFIED: "programme_office",
            Step.INFORMED: "coordinator",
            Step.JOINED: "consultant",
            Step.ASSESSED: "coordinator",
            Step.PLANNING_PART: "coordinator",
            Step.CONSULTING: "council_member",
            Step.ADOPTED: "coordinator",
            Step.PLANNING_WHOLE: "mayor",
            Step.IMPLEMENTING: "coordinator",
            Step.SUSTAINING: "coordinator",
            Step.SUSPENDED: "programme_office",
            Step.WITHDRAWN: "programme_office",
        },
    )
)

# Steps that follow from a deed elsewhere; the others a person records (domain.md 2.3).
BY_ITSELF = {
    Step.INFORMED: _("when its amount is decided"),
    Step.PLANNING_PART: _("when a plan for a part of the money is accepted"),
    Step.ADOPTED: _("when the council's resolution is recorded"),
    Step.PLANNING_WHOLE: _("when a plan is accepted after the adoption"),
    Step.IMPLEMENTING: _("when a contract is signed on the whole allocation"),
}
# A gmina may come to workshops, or to contracts, without a plan of that stage.
MAY_BE_LEFT_OUT = (Step.PLANNING_PART, Step.PLANNING_WHOLE)
RUNNING = (Step.IMPLEMENTING, Step.SUSTAINING)
UNFINANCED = (Step.SUSPENDED, Step.WITHDRAWN, Step.REALLOCATED)


class Part(models.TextChoices):
    """Which part of an allocation an unlocking makes usable (domain.md 6.3)."""

    FIRST = "first", _("the first part")
    REST = "rest", _("the rest")
    LATER = "later", _("a later change of the allocation")


class AllocationKind(models.TextChoices):
    INITIAL = "initial", _("first decision")
    CORRECTION = "correction", _("correction")
    REALLOCATION = "reallocation", _("moved between gminas")


class SelectionKind(models.TextChoices):
    """Where a list of chosen gminas comes from; an official one beats a computed one."""

    COMPUTED = "computed", _("computed by a recipe")
    OFFICIAL = "official", _("official list")


class SelectionState(models.TextChoices):
    DRAFT = "draft", _("a trial, not decided")
    DECIDED = "decided", _("decided")
    REPLACED = "replaced", _("replaced by an official list")


SELECTION = register(
    Table(
        name="programmes.selection",
        title=_("The choice of gminas"),
        states=SelectionState,
        transitions=(
            Transition(
                SelectionState.DRAFT, SelectionState.DECIDED, "programmes.decide_selection", _("the gminas were chosen")
            ),
            Transition(
                SelectionState.DECIDED,
                SelectionState.REPLACED,
                "programmes.decide_selection",
                _("an official list took its place"),
            ),
        ),
    )
)
