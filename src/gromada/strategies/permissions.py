"""Who may do what to a strategy and its needs."""

from gromada.core.permissions import Deed, Refusal, register
from gromada.core.text import _
from gromada.strategies.models import Need, Strategy
from gromada.strategies.states import BEFORE_ADOPTION


def _is_still_written(_actor, obj) -> Refusal | None:
    """An adopted document is the council's: it changes by a new one. A participation has nothing written yet."""
    strategy = obj.strategy if isinstance(obj, Need) else obj
    if isinstance(strategy, Strategy) and strategy.state not in BEFORE_ADOPTION:
        return Refusal(
            _(
                "The council adopted this strategy, so it is not changed. "
                "Begin a new one to write down what has changed."
            ),
            rule="R43",
        )
    return None


register(
    (
        Deed(
            "strategies.write",
            _("Write the strategy"),
            ("coordinator", "gops_manager"),
            check=_is_still_written,
            source="R43-R45",
        ),
        Deed(
            "strategies.adopt",
            _("Record the resolution"),
            ("coordinator", "mayor", "council_member"),
            states=("draft",),
            source="R31, R43",
        ),
    )
)
