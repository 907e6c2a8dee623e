"""States of a strategy (domain.md 2.4, the thin path: existing or draft, adopted, expired)."""

from django.db import models

from gromada.core.text import _
from gromada.core.workflow import Table, Transition, register


class StrategyState(models.TextChoices):
    EXISTING = "existing", _("existing, from before the programme")
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    EXPIRED = "expired", _("expired")


STRATEGY = register(
    Table(
        name="strategies.strategy",
        title=_("Strategy"),
        states=StrategyState,
        transitions=(
            Transition(StrategyState.DRAFT, StrategyState.ADOPTED, "strategies.adopt", _("the council adopted it")),
            Transition(
                StrategyState.EXISTING, StrategyState.EXPIRED, "strategies.adopt", _("a new one took its place")
            ),
            Transition(StrategyState.ADOPTED, StrategyState.EXPIRED, "strategies.adopt", _("a new one took its place")),
        ),
        turn={StrategyState.DRAFT: "coordinator"},
    )
)

IN_FORCE = (StrategyState.ADOPTED,)
BEFORE_ADOPTION = (StrategyState.EXISTING, StrategyState.DRAFT)
