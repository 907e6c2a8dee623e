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
    before = Report.objects.filter(participation=participation, year=year).aggregate(last=Max("number"))
    number = (before["last"] or 0) + 1
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
    """Hand the report to the council; from this day its figures are public, but no count of fewer than five."""
    require(by, "reports.present", report)
    move(report, to=ReportState.PRESENTED, by=by, on=on)
    _publish(report)
    return report


@action
def note_report(*, report: Report, by: Actor, on: date) -> Report:
    """The council has taken note of the report."""
    require(by, "reports.note", report)
    move(report, to=ReportState.NOTED, by=by, on=on)
    return report


def _publish(report: Report) -> None:
    """Write what the public may see of the year, exactly as the report was frozen; never over figures of a later day.

    The only way that figures derived from persons reach the portal.
    """
    year = PublishedFigure.objects.filter(participation=report.participation, year=report.year)
    if year.filter(as_of__gt=report.as_of).exists():
        return
    year.delete()
    common = {"participation": report.participation, "year": report.year, "as_of": report.as_of}
    PublishedFigure.objects.bulk_create(
        PublishedFigure(service_id=figure["service"], code=figure["code"], value=figure["value"], **common)
        for figure in report.facts.get("figures", ())
    )
