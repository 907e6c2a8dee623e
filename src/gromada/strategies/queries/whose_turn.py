"""Whose turn it is with a strategy."""

from datetime import date

from django.db.models import Exists, QuerySet
from django.urls import reverse

from gromada.core.permissions import Actor, role_name
from gromada.core.text import _
from gromada.core.turns import Turn
from gromada.programmes.models import Programme
from gromada.strategies.models import Assessment, Strategy
from gromada.strategies.queries.of_strategies import WITH_PLACE
from gromada.strategies.queries.waiting import WITH_RESIDENTS
from gromada.strategies.states import AssessmentState, StrategyState


def turns(actor: Actor, on: date | None = None) -> list[Turn]:
    """Drafts that wait for the council's resolution, cards for the consultant, and what waits of the work with residents.

    One query says of which kinds anything waits at all, so that a page pays only for those.
    """
    on = on or date.min
    kinds = [
        (_drafts_rows(actor), _drafts),
        (_cards_rows(actor), _cards),
        *[(rows(actor, on), write) for rows, write in WITH_RESIDENTS],
    ]
    asked = Programme.objects.order_by("pk").values_list(*[Exists(rows) for rows, _write in kinds])[:1]
    waits = next(iter(asked), ())
    return [
        turn
        for (rows, write), any_waits in zip(kinds, waits, strict=False)
        if any_waits
        for turn in write(actor, on, rows)
    ]


def _drafts_rows(actor: Actor) -> QuerySet:
    return Strategy.objects.visible_to(actor).filter(state=StrategyState.DRAFT)


def _drafts(actor: Actor, _on: date, waiting: QuerySet) -> list[Turn]:
    rows = waiting.select_related(*WITH_PLACE).order_by("state_since", "pk")
    found = []
    for row in rows:
        owed_by = row.participation.reach.roles.get("strategies.write", ("coordinator",))[0]
        mine = actor.role == owed_by
        found.append(
            Turn(
                title=_("Strategy “%(title)s” waits for the council") % {"title": row.title},
                detail="" if mine else role_name(owed_by),
                url=reverse("strategies:strategy", args=[row.participation_id]),
                button=_("Open the strategy"),
                role=owed_by,
                tab="strategy",
                since=row.state_since,
                mine=mine,
                unit_id=row.participation.unit_id,
                unit_name=row.participation.unit.name,
            )
        )
    return found


def _cards_rows(actor: Actor) -> QuerySet:
    return Assessment.objects.visible_to(actor).filter(state=AssessmentState.FILLED)


def _cards(actor: Actor, _on: date, waiting: QuerySet) -> list[Turn]:
    """Assessment cards the gmina filled in: the consultant confirms them."""
    rows = waiting.select_related(*WITH_PLACE)
    mine = actor.role == "consultant"
    return [
        Turn(
            title=_("The assessment card of %(gmina)s waits for confirmation") % {"gmina": row.participation.unit.name},
            detail="" if mine else role_name("consultant"),
            url=reverse("strategies:assessment", args=[row.participation_id]),
            button=_("Open the card"),
            role="consultant",
            tab="strategy",
            since=row.filled_on,
            mine=mine,
            unit_id=row.participation.unit_id,
            unit_name=row.participation.unit.name,
        )
        for row in rows.order_by("filled_on", "pk")
    ]
