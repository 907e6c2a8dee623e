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
    )
)


class Part(models.TextChoices):
    """Which part of an allocation an unlocking makes usable (domain.md 6.3)."""

    FIRST = "first", _("the first part")
    REST = "rest", _("the rest")


class AllocationKind(models.TextChoices):
    INITIAL = "initial", _("first decision")
    CORRECTION = "correction", _("correction")
