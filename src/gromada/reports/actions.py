"""Every write of this room: preparing a report, handing it over, noting it, publishing its figures."""

from datetime import date

from django.db.models import Max
from django.utils.translation import get_language

from gromada.core import audit, documents
from gromada.core.permissions import Actor, require
from gromada.core.workflow import action, move
from gromada.programmes.models import Participation
from gromada.reports import queries, rules
from gromada.reports.models import PublishedFigure, Report
from gromada.reports.states import ReportState

RETENTION = "report"


@action
def prepare_report(*, participation: Participation, year: int, as_of: date, by: Actor, on: date) -> Report:
    """Make the report of a year as of a day: its facts are frozen, its paper kept, its digest known (R131).

    A year may have several, numbered; an earlier one stays as it was. Raises Refusal for a year or day that cannot be.
    """
    require(by, "reports.prepare", participation)
    programme = participation.programme
    rules.check_day(year, as_of, on, first=programme.window_from, last=programme.window_until)
    made = queries.annual_report(participation, year=year, as_of=as_of, language=get_language() or "pl")
    number = (Report.objects.filter(participation=participation, year=year).aggregate(last=Max("number"))["last"] or 0) + 1
    name = f"{participation.programme.code}-{participation.unit.code}-{year}-{number}.pdf"
    paper = documents.store(
        content=made.pdf(),
        name=name,
        media_type="application/pdf",
        access=documents.Access.OFFICE,
        retention=RETENTION,
        reference=f"participation:{participation.pk}/report/{year}",
        by=by,
    )
    row = Report.objects.create(
        participation=participation,
        year=year,
        number=number,
        as_of=as_of,
        facts=made.data,
        digest=made.digest,
        document=paper,
        state=ReportState.PREPARED,
        state_since=on,
    )
    audit.record(by=by, deed="reports.prepare", obj=row, on=on, new=ReportState.PREPARED)
    return row


@action
def present_report(*, report: Report, by: Actor, on: date) -> Report:
    """Hand the report to the council; from this day its figures are public (counts of fewer than five people are not)."""
    require(by, "reports.present", report)
    move(report, to=ReportState.PRESENTED, by=by, on=on)
    publish_figures(participation=report.participation, year=report.year, as_of=report.as_of, by=by, on=on)
    return report


@action
def note_report(*, report: Report, by: Actor, on: date) -> Report:
    """The council has taken note of the report."""
    require(by, "reports.note", report)
    move(report, to=ReportState.NOTED, by=by, on=on)
    return report


@action
def publish_figures(*, participation: Participation, year: int, as_of: date, by: Actor, on: date) -> int:
    """Write what the public may see of a year: people of the gmina and of each service, sessions and hours.

    The only way that figures derived from persons reach the portal. Returns how many figures are public now.
    """
    facts = queries.year_facts(participation, year=year, as_of=as_of)
    figures: list[tuple] = [(None, "persons", rules.shown(facts.counts.persons))]
    for row in facts.services:
        figures.append((row.service, "persons", rules.shown(row.people)))
        figures.append((row.service, "sessions", row.held.sessions))
        figures.append((row.service, "hours", row.held.minutes // 60))
    PublishedFigure.objects.filter(participation=participation, year=year).delete()
    PublishedFigure.objects.bulk_create(
        PublishedFigure(participation=participation, service=service, code=code, year=year, value=value, as_of=as_of)
        for service, code, value in figures
    )
    audit.record(by=by, deed="reports.publish", obj=participation, on=on)
    return len(figures)
