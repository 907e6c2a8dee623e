"""Who may do what to a plan and to a service of it."""

from gromada.core.permissions import Deed, Refusal, register
from gromada.core.text import _
from gromada.plans.models import Plan, PlanLine
from gromada.plans.states import WRITABLE


def _is_in_hand(_actor, obj) -> Refusal | None:
    """Lines change only while the plan is with the gmina. A participation (before there is a plan) stops nothing."""
    plan = obj.plan if isinstance(obj, PlanLine) else obj
    if isinstance(plan, Plan) and plan.state not in WRITABLE:
        return Refusal(
            _("The plan is %(state)s, so its lines are not changed now.") % {"state": plan.get_state_display()},
            rule="domain 2.5",
        )
    return None


register(
    (
        Deed(
            "plans.write",
            _("Write the plan"),
            ("coordinator", "gops_manager"),
            check=_is_in_hand,
            source="R46",
        ),
        Deed(
            "plans.load",
            _("Load a plan for a gmina"),
            ("programme_office",),
            check=_is_in_hand,
            source="RP-3",
        ),
        Deed("plans.submit", _("Send for review"), ("coordinator",), states=("draft", "returned"), source="domain 2.5"),
        Deed("plans.return", _("Return with remarks"), ("consultant",), states=("submitted",), source="domain 2.5"),
        Deed("plans.accept", _("Accept the plan"), ("consultant",), states=("submitted",), source="domain 2.5, V2"),
        Deed(
            "plans.cancel_service",
            _("Cancel the service"),
            ("coordinator",),
            states=("planned",),
            source="domain 2.6",
        ),
    )
)
