"""Who decides on a programme, its allocations and a gmina's path, and who sees the pages of many gminas."""

from gromada.core.permissions import Actor, Deed, Refusal, deed, register, require, role_name
from gromada.core.text import _, join_and
from gromada.programmes import queries, rules
from gromada.programmes.models import Participation, Programme
from gromada.programmes.states import ORDER, RUNNING

OFFICE = ("programme_office",)
OVERSEERS = (*OFFICE, "consultant", "rops", "auditor", "lender")
WALKERS = (*OFFICE, "consultant", "coordinator", "gops_manager", "mayor")


def recorders(owner: str) -> tuple[str, ...]:
    """Who records a step that the programme's file gives to `owner`: that role, its chief, and the office."""
    return tuple(dict.fromkeys((owner, *(("gops_manager",) if owner == "coordinator" else ()), *OFFICE)))


def _is_to_record(actor: Actor, obj: Participation) -> Refusal | None:
    """A step that a person records must be next, and be this person's to record."""
    now = queries.standing(obj)
    if now.by_hand is None:
        step = now.following
        if step is None:
            return Refusal(_("The gmina is at the end of its path."), source="domain.md 2.3")
        try:
            rules.check_next(step.code, None, name=step.name(queries.language()))
        except Refusal as refusal:
            return refusal
    owner = now.by_hand.turn.owner if now.by_hand.turn else now.owner
    if actor.is_trusted or actor.role in recorders(owner):
        return None
    roles = join_and([str(role_name(role)) for role in recorders(owner)])
    return Refusal(
        _("“%(step)s” is recorded by: %(roles)s. Ask them.")
        % {"step": now.by_hand.name(queries.language()), "roles": roles},
        source="domain.md 2.3",
    )


def stands_still(_actor: Actor, obj) -> Refusal | None:
    """For deeds of the rooms above on things of a gmina: why nothing is bound or paid while it stands aside, or None."""
    place = obj if isinstance(obj, Participation) else obj.participation
    try:
        rules.check_financed(place.state, place.unit.name, name=queries.step_name(place, place.state))
    except Refusal as refusal:
        return refusal
    return None


register(
    [
        Deed("programmes.load", _("Load a programme"), OFFICE),
        Deed("programmes.join", _("Let a gmina join"), OFFICE, source="R16"),
        Deed("programmes.allocate", _("Decide the allocations"), OFFICE, source="R14, R15"),
        Deed("programmes.unlock", _("Unlock money"), OFFICE, source="domain.md 6.3"),
        Deed("programmes.advance", _("Go on along the path"), OFFICE),
        Deed(
            "programmes.record",
            _("Record the next step"),
            WALKERS,
            states=tuple(ORDER[:-1]),
            check=_is_to_record,
            source="domain.md 2.3",
        ),
        Deed("programmes.add_paper", _("Add a document"), WALKERS[:-1], source="domain.md 2.3"),
        Deed("programmes.close", _("Close the gmina's part"), OFFICE, states=RUNNING, source="domain.md 2.3, 11"),
        Deed("programmes.suspend", _("Suspend"), OFFICE, states=tuple(ORDER[:-1])),
        Deed("programmes.resume", _("Resume"), OFFICE, states=("suspended",)),
        Deed("programmes.withdraw", _("Note a withdrawal"), OFFICE, states=tuple(ORDER[:-1])),
        Deed("programmes.reallocate", _("Move the amount"), OFFICE, states=("withdrawn",)),
        Deed("programmes.see_allocations", _("See how the money is divided"), OVERSEERS, source="R15, R21"),
        Deed("programmes.select", _("Choose gminas"), OFFICE, source="R16, R17"),
        Deed("programmes.decide_selection", _("Decide this list"), OFFICE, states=("draft",), source="R16, R17"),
        Deed("programmes.drop_selection", _("Remove this trial"), OFFICE, states=("draft",)),
        Deed("programmes.see_selection", _("See how gminas are chosen"), OVERSEERS, source="R17, R21"),
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
