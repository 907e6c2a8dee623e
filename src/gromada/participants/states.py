"""States of an enrolment (domain.md 2.10, the thin path)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class EnrolmentState(models.TextChoices):
    ACTIVE = "active", _("takes part")
    FINISHED = "finished", _("finished")
    DROPPED = "dropped", _("dropped out")


ENROLMENT = register(
    Table(
        name="participants.enrolment",
        title=_("Enrolment"),
        states=EnrolmentState,
        transitions=(
            Transition(EnrolmentState.ACTIVE, EnrolmentState.FINISHED, "participants.finish", _("finished")),
            Transition(EnrolmentState.ACTIVE, EnrolmentState.DROPPED, "participants.drop", _("dropped out")),
        ),
        turn={},
    )
)


class Sex(models.TextChoices):
    FEMALE = "f", _("woman")
    MALE = "m", _("man")


class Basis(models.TextChoices):
    """On what ground a person's data are kept (GDPR art. 6; domain.md 8.3)."""

    PUBLIC_TASK = "public_task", _("public task")
    CONSENT = "consent", _("consent")
