"""Who decides on a programme, its allocations and a gmina's path, and who sees the pages of many gminas."""

from gromada.core.permissions import Actor, Deed, deed, register, require
from gromada.core.text import _
from gromada.programmes.models import Programme
from gromada.programmes.states import ORDER

OFFICE = ("programme_office",)
OVERSEERS = (*OFFICE, "consultant", "rops", "auditor", "lender")

register(
    [
        Deed("programmes.load", _("Load a programme"), OFFICE),
        Deed("programmes.join", _("Let a gmina join"), OFFICE, source="R16"),
        Deed("programmes.allocate", _("Decide the allocations"), OFFICE, source="R14, R15"),
        Deed("programmes.unlock", _("Unlock money"), OFFICE, source="domain.md 6.3"),
        Deed("programmes.advance", _("Go on along the path"), OFFICE),
        Deed("programmes.suspend", _("Suspend"), OFFICE, states=tuple(ORDER[:-1])),
        Deed("programmes.resume", _("Resume"), OFFICE, states=("suspended",)),
        Deed("programmes.withdraw", _("Note a withdrawal"), OFFICE, states=tuple(ORDER[:-1])),
        Deed("programmes.reallocate", _("Move the amount"), OFFICE, states=("withdrawn",)),
        Deed("programmes.see_allocations", _("See how the money is divided"), OVERSEERS, source="R15, R21"),
        Deed("programmes.see_board", _("See the gminas side by side"), (*OVERSEERS, "counsel"), source="R20, R21"),
    ]
)


def deciders(programme: Programme) -> tuple[str, ...]:
    """The roles that decide allocations in this programme: its file's own, else the office."""
    return tuple(programme.definition.roles_for("programmes.allocate", deed("programmes.allocate").roles))


def require_allocations(actor: Actor, programme: Programme) -> None:
    """The page of allocations is open to who decides them and to those who watch over them; else NotAllowed."""
    if actor.role not in deciders(programme):
        require(actor, "programmes.see_allocations")
