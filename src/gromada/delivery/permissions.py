"""Who schedules sessions and marks attendance."""

from gromada.core.permissions import Deed, register
from gromada.core.text import _
from gromada.delivery.states import SessionState

ORGANISERS = ("social_worker", "coordinator", "gops_manager", "provider")
RUNS_IN = ("contracted", "running")

register(
    [
        Deed("delivery.schedule", _("Schedule sessions"), ORGANISERS, states=RUNS_IN),
        Deed("delivery.mark", _("Mark attendance"), ORGANISERS, states=(SessionState.SCHEDULED,)),
        Deed("delivery.correct", _("Correct attendance"), ORGANISERS[:3], states=(SessionState.HELD,)),
        Deed("delivery.cancel", _("Call the session off"), ORGANISERS, states=(SessionState.SCHEDULED,)),
    ]
)
