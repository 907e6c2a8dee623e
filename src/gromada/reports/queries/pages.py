"""Reports that were prepared: lists, one report, its file, and whose turn it is."""

from datetime import date

from django.urls import reverse

from gromada.core import documents
from gromada.core.permissions import Actor
from gromada.core.text import _
from gromada.core.turns import Turn
from gromada.programmes.models import Participation
from gromada.reports.models import Report
from gromada.reports.states import REPORT, ReportState

WITH = ("participation__programme__version", "participation__unit", "participation__account", "document")
COUNCIL_SEES = (ReportState.PRESENTED, ReportState.NOTED)


def _visible(actor: Actor):
    """The council sees what was handed to it; the gmina's workers and those above see drafts too."""
    rows = Report.objects.visible_to(actor).select_related(*WITH).defer("facts")
    return rows.filter(state__in=COUNCIL_SEES) if actor.role == "council_member" else rows


def reports_of(participation: Participation, actor: Actor) -> list[Report]:
    """The gmina's reports, the newest first. A gmina has a handful in all its years."""
    return list(_visible(actor).filter(participation=participation).order_by("-year", "-number", "-pk"))


def report(pk: int, actor: Actor) -> Report | None:
    return _visible(actor).defer(None).filter(pk=pk).first()


def pdf_of(row: Report) -> bytes:
    """The paper as it was handed over; its hash is checked on the way out."""
    return documents.content(row.document)


def years_to_report(participation: Participation, on: date) -> list[int]:
    """The years of the programme that have begun, the latest first."""
    programme = participation.programme
    last = min(on.year, programme.window_until.year)
    return list(range(last, programme.window_from.year - 1, -1))


WORDS = {
    ReportState.PREPARED: (_("Hand the report for %(year)d to the council"), _("Open the report")),
    ReportState.PRESENTED: (_("Read the report for %(year)d"), _("Read it")),
}


def turns(actor: Actor, on: date) -> list[Turn]:  # noqa: ARG001 - every room answers the desk in the same words
    """Reports that wait for the mayor and for the council."""
    rows = _visible(actor).filter(state__in=WORDS).order_by("state_since", "pk")
    return [_turn(row, actor) for row in rows]


def _turn(row: Report, actor: Actor) -> Turn:
    title, button = WORDS[row.state]
    role = REPORT.turn[row.state]
    return Turn(
        title=title % {"year": row.year},
        url=reverse("reports:report", args=[row.pk]),
        button=button,
        role=role,
        tab="reports",
        since=row.state_since,
        mine=actor.role == role,
        unit_id=row.participation.unit_id,
        unit_name=row.participation.unit.name,
    )
