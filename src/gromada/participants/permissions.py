"""Who registers persons and enrols them. Nobody above the gmina sees a person (design.md section 2)."""

from gromada.core.permissions import Deed, register
from gromada.core.text import _
from gromada.participants.states import EnrolmentState

WORKERS = ("social_worker", "coordinator", "gops_manager")
ENROLS_INTO = ("contracted", "running")

register(
    [
        Deed("participants.register", _("Register a person"), WORKERS, source="R107"),
        Deed("participants.enrol", _("Enrol people"), WORKERS, states=ENROLS_INTO, source="R107"),
        Deed("participants.finish", _("End as finished"), WORKERS, states=(EnrolmentState.ACTIVE,)),
        Deed("participants.drop", _("Note a drop-out"), WORKERS, states=(EnrolmentState.ACTIVE,)),
    ]
)
