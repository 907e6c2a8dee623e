"""What of the work with residents waits for somebody: help for the region, comments, ideas and steps for the gmina."""

from datetime import date

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from gromada.core.permissions import Actor, role_name
from gromada.core.text import _, _n
from gromada.core.turns import Turn
from gromada.strategies.models import Consultation, HelpRequest, Idea, Vote
from gromada.strategies.queries.of_consultations import WITH_STRATEGY, consultations_to_do
from gromada.strategies.states import ConsultationState, HelpState, IdeaState, VoteState
from gromada.territory.models import Unit


def _turn(actor: Actor, role: str, unit: Unit, title, name: str, pk: int, button, since: date) -> Turn:  # noqa: PLR0913, PLR0917 - a turn
    mine = actor.role == role
    return Turn(
        title=title,
        detail="" if mine else role_name(role),
        url=reverse(f"strategies:{name}", args=[pk]),
        button=button,
        role=role,
        tab="strategy",
        since=since,
        mine=mine,
        unit_id=unit.pk,
        unit_name=unit.name,
    )


def _help_rows(actor: Actor, _on: date) -> QuerySet:
    return HelpRequest.objects.visible_to(actor).filter(state__in=(HelpState.ASKED, HelpState.PROMISED))


def _help(actor: Actor, _on: date, waiting: QuerySet) -> list[Turn]:
    made = []
    for row in waiting.select_related(*WITH_STRATEGY).order_by("state_since", "pk"):
        unit = row.strategy.participation.unit
        words = _("%(gmina)s asks for help: %(kind)s") % {"gmina": unit.name, "kind": row.get_kind_display()}
        made.append(
            _turn(actor, "consultant", unit, words, "help_request", row.pk, _("Open the request"), row.state_since)
        )
    return made


def _consultations_rows(actor: Actor, _on: date) -> QuerySet:
    return Consultation.objects.visible_to(actor).exclude(state=ConsultationState.ANSWERED)


def _consultations(actor: Actor, on: date, _waiting: QuerySet) -> list[Turn]:
    made = []
    for row in consultations_to_do(actor):
        unit = row.strategy.participation.unit
        if row.left:
            words = _n("%(count)d comment on the draft waits", "%(count)d comments on the draft wait", row.left)
            facts = (words % {"count": row.left}, "comments", _("Read the comments"))
        elif row.state == ConsultationState.PLANNED and row.opens_on <= on:
            facts = (
                _("Lay the draft “%(title)s” open") % {"title": row.title},
                "consultation",
                _("Open the consultation"),
            )
        elif row.state == ConsultationState.CLOSED or row.ends_on < on:
            facts = (
                _("Finish the consultation “%(title)s”") % {"title": row.title},
                "consultation",
                _("Open the consultation"),
            )
        else:
            continue
        made.append(_turn(actor, "coordinator", unit, facts[0], facts[1], row.pk, facts[2], row.state_since))
    return made


def _ideas_rows(actor: Actor, _on: date) -> QuerySet:
    return Idea.objects.visible_to(actor).filter(state=IdeaState.WAITING)


def _ideas(actor: Actor, _on: date, waiting: QuerySet) -> list[Turn]:
    found = (
        waiting.order_by("participation_id")
        .values("participation_id", "participation__unit_id", "participation__unit__name")
        .annotate(count=Count("pk"), since=Min("given_on"))
    )
    made = []
    for row in found:
        unit = Unit(pk=row["participation__unit_id"], name=row["participation__unit__name"])
        words = _n("%(count)d idea of a resident waits", "%(count)d ideas of residents wait", row["count"])
        sentence = words % {"count": row["count"]}
        made.append(
            _turn(
                actor,
                "coordinator",
                unit,
                sentence,
                "ideas",
                row["participation_id"],
                _("Read the ideas"),
                row["since"],
            )
        )
    return made


def _votes_rows(actor: Actor, on: date) -> QuerySet:
    return Vote.objects.visible_to(actor).filter(state__in=(VoteState.OPEN, VoteState.CLOSED), ends_on__lt=on)


def _votes(actor: Actor, _on: date, waiting: QuerySet) -> list[Turn]:
    made = []
    for row in waiting.select_related(*WITH_STRATEGY).order_by("state_since", "pk"):
        words = _("Count and publish the vote “%(title)s”") % {"title": row.title}
        unit = row.strategy.participation.unit
        made.append(_turn(actor, "coordinator", unit, words, "vote", row.pk, _("Open the vote"), row.state_since))
    return made


# What waits, and how it is said: help asked or promised (the consultant's), comments, ideas and votes (the gmina's).
WITH_RESIDENTS = (
    (_help_rows, _help),
    (_consultations_rows, _consultations),
    (_ideas_rows, _ideas),
    (_votes_rows, _votes),
)
