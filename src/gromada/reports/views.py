"""Pages of reports: the list, preparing one, one on screen and on paper, handing it over."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import charts, clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import may, require
from gromada.core.text import _
from gromada.core.workflow import buttons
from gromada.programmes import queries as programmes
from gromada.reports import actions, exports, forms, queries

DEEDS = ("reports.present", "reports.note")


def _place(request, participation_id):
    participation = programmes.participation(participation_id, request.actor)
    if participation is None or request.actor.role == "provider":
        raise Http404
    request.participation = participation
    return participation


@require_GET
def list_(request, participation_id):
    """Every report of the gmina, the newest first."""
    participation = _place(request, participation_id)
    context = {
        "participation": participation,
        "reports": queries.reports_of(participation, request.actor),
        "may_prepare": may(request.actor, "reports.prepare", participation),
        "form_name": participation.programme.definition.report.name(get_language() or "pl"),
    }
    return render(request, "reports/list.html", context)


@require_http_methods(["GET", "POST"])
def prepare(request, participation_id):
    """Choose the year and the day; see what the report says before it is prepared."""
    participation = _place(request, participation_id)
    require(request.actor, "reports.prepare", participation)
    today = clock.today()
    years = queries.years_to_report(participation, today)
    data = request.POST if request.method == "POST" else request.GET if "year" in request.GET else None
    initial = {"year": years[0] if years else today.year, "as_of": today}
    form = forms.Prepare(data, years=years, initial=initial)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else initial
    if request.method == "POST" and form.is_valid():
        given = {"participation": participation, "by": request.actor, "on": today}
        if attempt(form, actions.prepare_report, **given, **form.cleaned_data):
            return redirect("reports:report", form.done.pk)
    day = min(chosen["as_of"], today) if isinstance(chosen["as_of"], date) else today
    made = queries.annual_report(participation, year=chosen["year"], as_of=day, language=get_language() or "pl")
    context = {"participation": participation, "form": form, "made": made, "sections": exports.on_screen(made.data)}
    return render(request, "reports/prepare.html", context)


def _report(request, report_id):
    row = queries.report(report_id, request.actor)
    if row is None or request.actor.role == "provider":
        raise Http404
    request.participation = row.participation
    return row


@require_GET
def report(request, report_id):
    """The report as it was frozen, on screen."""
    row = _report(request, report_id)
    context = {
        "report": row,
        "participation": row.participation,
        "sections": exports.on_screen(row.facts),
        "title": row.facts["title"],
        "mark": charts.mark(row.facts.get("strips", ()), seed=row.participation.unit.code),
        "buttons": buttons(request.actor, row, DEEDS),
    }
    return render(request, "reports/report.html", context)


@require_GET
def paper(request, report_id):
    """The PDF as it was handed over."""
    row = _report(request, report_id)
    response = HttpResponse(queries.pdf_of(row), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.document.name}"'
    return response


@require_GET
def other_form(request, report_id, ending):
    """The report as it was frozen, to edit in a text program, to count on in a spreadsheet, or to put on a web page."""
    row = _report(request, report_id)
    language = (get_language() or "pl")[:2]
    content = exports.written(ending, row.facts, as_of=row.as_of, language=language, title=row.facts["title"])
    response = HttpResponse(content, content_type=exports.MEDIA_TYPES[ending])
    name = row.document.name.rpartition(".")[0]
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@require_POST
def present(request, report_id):
    row = _report(request, report_id)
    done = _("The report is in the hands of the council, and its figures are public.")
    where = reverse("reports:report", args=[row.pk])
    return answer(request, actions.present_report, done=done, to=where, report=row, by=request.actor, on=clock.today())


@require_POST
def note(request, report_id):
    row = _report(request, report_id)
    done = _("Noted: the council took note of the report.")
    where = reverse("reports:report", args=[row.pk])
    return answer(request, actions.note_report, done=done, to=where, report=row, by=request.actor, on=clock.today())
