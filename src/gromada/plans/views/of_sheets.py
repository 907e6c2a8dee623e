"""A plan as a spreadsheet: taken out, sent back or pasted, its columns named by hand, looked at before it is written."""

import hashlib
import json
from dataclasses import dataclass

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from gromada.core import clock
from gromada.core.permissions import NotAllowed, Refusal, require
from gromada.core.tables import Header, Sheet, UnreadableTable, column_letter
from gromada.core.text import _, fold
from gromada.plans import actions, exports, queries
from gromada.plans.forms import ColumnsForm, SheetForm
from gromada.plans.imports import carrying
from gromada.plans.imports.proposing import Proposal, propose
from gromada.plans.views.of_plans import finding_item
from gromada.strategies import queries as strategies

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "plans.sheet"
ONE_DAY = 24 * 3600
SIGNS = {"add": _("add"), "update": _("change"), "remove": _("take out"), "skip": _("as it is")}


@require_GET
def plan_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan as a workbook: to look at, and while it is with the gmina to fill in and send back."""
    page = queries.plan_page(request.actor, pk)
    plan = page.plan
    needs = strategies.needs_for_planning(plan.participation)
    content = exports.plan_xlsx(page, needs, plan.accepted_on or plan.submitted_on or plan.state_since)
    name = f"{fold(plan.title)} {fold(plan.participation.unit.name)}.xlsx".replace(" ", "-")
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})


@dataclass
class _Carried:
    """A file between two pages: its name, its sheets, and the columns if they were named by hand."""

    name: str
    book: list[Sheet]
    header: tuple[int, Header] | None = None

    def sealed(self) -> str:
        """As a hidden field holds it: signed, so that what comes back is what was sent."""
        by_hand = self.header and [self.header[0], self.header[1].first + 2, self.header[1].columns]
        return signing.dumps([self.name, carrying.packed(self.book), by_hand], salt=SALT, compress=True)

    @classmethod
    def opened(cls, text: str) -> "_Carried":
        try:
            name, parts, by_hand = signing.loads(text, salt=SALT, max_age=ONE_DAY)
        except signing.BadSignature as error:
            raise Refusal(_("This page is too old. Send the file again.")) from error
        header = (by_hand[0], carrying.header_by_hand(by_hand[1], by_hand[2])) if by_hand else None
        return cls(name, carrying.unpacked(parts), header)


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file or paste rows; see what they would change; write all of it or nothing."""
    plan = queries.plan(pk, request.actor)
    require(request.actor, "plans.write", plan)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return render(request, "plans/sheet.html", {"plan": plan, "form": form})
    if "carried" in request.POST:
        return _decided(request, plan, _Carried.opened(request.POST["carried"]))
    if not form.is_valid():
        return render(request, "plans/sheet.html", {"plan": plan, "form": form})
    try:
        carried = _sent(form)
    except UnreadableTable as failure:
        form.add_error("file" if form.cleaned_data.get("file") else "rows", _said(failure))
        return render(request, "plans/sheet.html", {"plan": plan, "form": form})
    return _looked_at(request, plan, carried)


def _decided(request: HttpRequest, plan, carried: _Carried) -> HttpResponse:
    """What the person chose on a page that carries the file: to write, to name the columns, or the names of them."""
    if "write" in request.POST:
        return _written(request, plan, carried)
    if "begins" in request.POST:
        return _named(request, plan, carried)
    return _columns(request, plan, carried)


def _sent(form: SheetForm) -> _Carried:
    upload = form.cleaned_data.get("file")
    if upload is None:
        return _Carried(str(_("pasted rows")), carrying.pasted(form.cleaned_data["rows"]))
    if upload.size > carrying.LARGEST_FILE:
        raise carrying.too_large(upload.size, upload.name)
    return _Carried(upload.name, carrying.opened(upload.read(), upload.name))


def _said(failure: UnreadableTable) -> str:
    """The sentence with its place."""
    place = [
        _("sheet %(sheet)s") % {"sheet": failure.sheet} if failure.sheet else "",
        _("row %(row)d") % {"row": failure.row} if failure.row else "",
    ]
    shown = ", ".join(str(part) for part in place if part)
    return f"{failure} ({shown})" if shown else str(failure)


def _looked_at(request: HttpRequest, plan, carried: _Carried, failed: str = "") -> HttpResponse:
    try:
        proposal = propose(plan, carried.book, header=carried.header)
    except UnreadableTable as failure:
        return _columns(request, plan, carried, _said(failure))
    words = _changes_words(proposal)
    context = {
        "plan": plan,
        "name": carried.name,
        "proposal": proposal,
        "rows": [_row(change) for change in proposal.changes],
        "problems": [_problem(item) for item in proposal.problems],
        "others": [_other(item) for item in proposal.others],
        "title": words,
        "failed": failed,
        "carried": carried.sealed(),
        "digest": _digest(proposal),
        "columns": list(proposal.reading.columns.values()),
    }
    return render(request, "plans/sheet_preview.html", context)


def _changes_words(proposal: Proposal) -> str:
    wrong = len(proposal.problems)
    if wrong:
        return ngettext("%(count)s thing to mend in the file", "%(count)s things to mend in the file", wrong) % {
            "count": wrong
        }
    if not proposal.changes_anything:
        return str(_("The file says what the plan says already"))
    words = {act: proposal.count(act) for act in SIGNS}
    return str(_("Lines: %(add)s to add, %(update)s to change, %(remove)s to take out, %(skip)s as they are")) % words


def _row(change) -> dict:
    place = change.place
    return {
        "sign": SIGNS[change.act],
        "act": change.act,
        "number": change.number or "",
        "title": change.title,
        "note": change.note,
        "cost": change.values.get("cost_pln") or None,
        "row": place.row if place else "",
    }


def _problem(finding) -> dict:
    place = finding.place
    return {
        "sheet": place.sheet if place else "",
        "row": place.row if place else "",
        "column": place.column if place else "",
        "sentence": finding.sentence,
        "hint": finding.hint,
    }


def _other(finding) -> dict:
    """A finding on the plan as it would be; where it stands in the file goes with its source."""
    item = finding_item(finding, None, writable=False)
    place = finding.place
    if place is None or not place.row:
        return item
    where = _("row %(row)d of the file") % {"row": place.row}
    return item | {"source": f"{item['source']} · {where}"}


def _digest(proposal: Proposal) -> str:
    """What was shown, so that the plan is not written over when somebody changed it meanwhile."""
    rows = [[change.act, change.number, change.title, list(change.changed)] for change in proposal.changes]
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()


def _columns(request: HttpRequest, plan, carried: _Carried, why: str = "") -> HttpResponse:
    """Ask which column holds what, on the sheet that has the most rows."""
    form = _columns_form(carried, None)
    context = {"plan": plan, "name": carried.name, "form": form, "why": why, "carried": carried.sealed()}
    return render(request, "plans/sheet_columns.html", context)


def _fullest(carried: _Carried) -> int:
    return max(range(len(carried.book)), key=lambda place: (len(carried.book[place].rows), -place), default=0)


def _columns_form(carried: _Carried, data) -> ColumnsForm:
    rows = carried.book[_fullest(carried)].rows if carried.book else []
    width = max((len(row) for row in rows), default=0)
    columns = []
    for place in range(width):
        cells = [str(row[place]) for row in rows if place < len(row) and row[place] is not None]
        if cells:
            columns.append((place, column_letter(place), " · ".join(cell[:40] for cell in cells[:4])))
    begins = carrying.likely_begin(carried.book[_fullest(carried)]) if rows else 1
    return ColumnsForm(data, columns=columns, begins=begins)


def _named(request: HttpRequest, plan, carried: _Carried) -> HttpResponse:
    form = _columns_form(carried, request.POST)
    if not form.is_valid():
        context = {"plan": plan, "name": carried.name, "form": form, "why": "", "carried": carried.sealed()}
        return render(request, "plans/sheet_columns.html", context)
    carried.header = (_fullest(carried), carrying.header_by_hand(form.cleaned_data["begins"], form.columns()))
    return _looked_at(request, plan, carried)


def _written(request: HttpRequest, plan, carried: _Carried) -> HttpResponse:
    """Write what was shown; when the plan is another by now, show it anew."""
    try:
        proposal = propose(plan, carried.book, header=carried.header)
    except UnreadableTable as failure:
        return _columns(request, plan, carried, _said(failure))
    if _digest(proposal) != request.POST.get("digest"):
        return _looked_at(
            request, plan, carried, str(_("The plan changed meanwhile. Look again at what would happen."))
        )
    if proposal.problems:
        return _looked_at(request, plan, carried)
    try:
        actions.write_lines(
            plan=plan, changes=proposal.changes, source=carried.name, by=request.actor, on=clock.today()
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _looked_at(request, plan, carried, str(refusal))
    messages.success(request, str(_("Written from the file. %(what)s.")) % {"what": _changes_words(proposal)})
    return redirect("plans:plan", plan.pk)
