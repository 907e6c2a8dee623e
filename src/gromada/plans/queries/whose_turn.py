"""Whose turn it is: plans to write, to mend and to review, and services that have no contract yet."""

from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import ngettext

from gromada.core import permissions
from gromada.core.permissions import Actor, role_name
from gromada.core.text import _
from gromada.core.turns import Turn
from gromada.plans.models import Plan, Service
from gromada.plans.queries.of_plans import WITH_PLACE
from gromada.plans.states import PlanState, ServiceState
from gromada.programmes.models import Participation

WORDS_OF_TURN = {
    PlanState.DRAFT: (_("Finish “%(plan)s” and send it for review"), _("Open the plan"), "plans.submit"),
    PlanState.RETURNED: (_("Mend “%(plan)s” and send it again"), _("See the remarks"), "plans.submit"),
    PlanState.SUBMITTED: (_("Review “%(plan)s”"), _("Open the plan"), "plans.accept"),
}


def _turn_of(row: Plan, actor: Actor) -> Turn:
    title, button, deed = WORDS_OF_TURN[row.state]
    roles = permissions.deed(deed).roles_for(row)
    mine = actor.role in roles
    return Turn(
        title=title % {"plan": row.title},
        detail=row.participation.unit.name if mine else role_name(roles[0]),
        url=reverse("plans:plan", args=[row.pk]),
        button=button,
        role=actor.role if mine else roles[0],
        tab="plan",
        since=row.state_since,
        mine=mine,
        unit_id=row.participation.unit_id,
        unit_name=row.participation.unit.name,
    )


def turns(actor: Actor, on: date | None = None) -> list[Turn]:  # noqa: ARG001 - every room answers the desk in the same words
    """Matters of this room in the actor's area, those that wait longest first."""
    rows = (
        Plan.objects.visible_to(actor)
        .exclude(state=PlanState.ACCEPTED)
        .select_related(*WITH_PLACE)
        .order_by("state_since", "pk")
    )
    return [_turn_of(row, actor) for row in rows] + _without_contract(actor)


def _without_contract(actor: Actor) -> list[Turn]:
    """One matter a gmina, however many services wait for a contract there."""
    counted = (
        Service.objects.visible_to(actor)
        .filter(state=ServiceState.PLANNED)
        .values("participation")
        .annotate(count=Count("pk"), since=Min("state_since"))
        .order_by("participation")
    )
    waiting = {row["participation"]: (row["count"], row["since"]) for row in counted}
    if not waiting:
        return []
    places = Participation.objects.filter(pk__in=waiting).select_related("unit", "programme__version").order_by("pk")
    return [_turn_of_services(place, *waiting[place.pk], actor) for place in places]


def _turn_of_services(place: Participation, count: int, since: date, actor: Actor) -> Turn:
    roles = place.reach.roles.get("contracts.draft", ("coordinator",))
    mine = actor.role in roles
    title = ngettext("%(count)s service has no contract yet", "%(count)s services have no contract yet", count)
    return Turn(
        title=title % {"count": count},
        detail=place.unit.name if mine else role_name(roles[0]),
        url=reverse("plans:services", args=[place.pk]) + "?state=planned",
        button=_("See the services"),
        role=actor.role if mine else roles[0],
        tab="contracts",
        since=since,
        mine=mine,
        unit_id=place.unit_id,
        unit_name=place.unit.name,
    )
