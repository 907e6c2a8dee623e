"""States of a session (domain.md 2.10, the thin path)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class SessionState(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("called off")


SESSION = register(
    Table(
        name="delivery.session",
        title=_("Session"),
        states=SessionState,
        transitions=(
            Transition(SessionState.SCHEDULED, SessionState.HELD, "delivery.mark", _("held; attendance marked")),
            Transition(SessionState.SCHEDULED, SessionState.CANCELLED, "delivery.cancel", _("called off")),
        ),
        turn={SessionState.SCHEDULED: "social_worker"},
    )
)
