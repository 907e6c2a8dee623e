"""How the money is divided among the gminas that wait, and the amounts that are decided."""

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from gromada.core import clock
from gromada.core.asking import attempt
from gromada.core.money import format_amount
from gromada.core.text import _, _n
from gromada.programmes import actions, exports, queries
from gromada.programmes.forms import DivisionForm
from gromada.programmes.permissions import deciders, require_allocations
from gromada.programmes.views.parts import ZERO, programme_or_404


def _xlsx(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=exports.XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_GET
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Every gmina with its people and its amount; while some wait, a way to divide and to see what it would give."""
    programme = programme_or_404(code)
    require_allocations(request.actor, programme)
    return _office(request, programme, _form(programme, request.GET) if "total" in request.GET else None)


@require_POST
def allocate(request: HttpRequest, code: str) -> HttpResponse:
    """Decide the amounts as the preview showed them."""
    programme = programme_or_404(code)
    require_allocations(request.actor, programme)
    form = _form(programme, request.POST)
    if form.is_valid() and attempt(
        form,
        actions.divide,
        programme=programme,
        **form.asked(),
        by=request.actor,
        on=form.cleaned_data["decided_on"],
    ):
        done = _n("%(count)d gmina knows its amount.", "%(count)d gminas know their amount.", len(form.done))
        messages.success(request, str(done % {"count": len(form.done)}))
        return redirect("programmes:office", programme.code)
    return _office(request, programme, form)


@require_GET
def allocations_file(request: HttpRequest, code: str) -> HttpResponse:
    """The allocations as a workbook."""
    programme = programme_or_404(code)
    require_allocations(request.actor, programme)
    day = clock.today()
    shares = queries.shares(request.actor, programme)
    content = exports.allocations(shares, currency=programme.currency, name=programme.name, as_of=day)
    return _xlsx(content, f"{programme.code}-{day.isoformat()}.xlsx")


def _form(programme, given=None, *, region: str = "", total: Decimal | None = None) -> DivisionForm:
    """The form of a voivodeship, as typed or as it begins; its fields' ids tell it from the others on the page."""
    today = clock.today()
    code = given.get("region", "") if given is not None else region
    initial = {"total": total, "floor": ZERO, "decided_on": today, "region": region}
    return DivisionForm(
        given, initial=initial, currency=programme.currency, today=today, auto_id=f"id_{slugify(code)}_%s"
    )


def _parts(request: HttpRequest, programme, waiting: list[queries.Share], sent: DivisionForm | None) -> list[dict]:
    """The gminas that wait, by voivodeship, each with its form and, for the form that was sent, what it gives."""
    by_region: dict = {}
    for share in waiting:
        by_region.setdefault(share.participation.region, []).append(share)
    left = queries.left_to_allocate(programme, [region.code for region in by_region]) if by_region else {}
    asked_for = sent["region"].value() if sent else ""
    parts = []
    for region, shares in by_region.items():
        is_sent = sent is not None and (asked_for == region.code or (not asked_for and len(by_region) == 1))
        form = sent if is_sent else _form(programme, region=region.code, total=left[region.code])
        preview = None
        if is_sent and form.is_valid():
            asked = {"actor": request.actor, "programme": programme, **form.asked()}
            preview = form.done if attempt(form, queries.division, **asked) else None
        parts.append({"region": region, "waiting": shares, "form": form, "preview": preview})
    return parts


def _office(request: HttpRequest, programme, sent: DivisionForm | None) -> HttpResponse:
    shares = queries.shares(request.actor, programme)
    decided, waiting = [row for row in shares if row.allocation], [row for row in shares if not row.allocation]
    context = {
        "programme": programme,
        "title": _office_title(len(decided), len(waiting)),
        "lead": _office_lead(programme),
        "form": sent,
        "parts": _parts(request, programme, waiting, sent),
        "decided": decided,
        "together": _together(decided),
        "may_decide": request.actor.role in deciders(programme),
        "runs": queries.allocation_runs(programme),
    }
    return render(request, "programmes/office.html", context)


def _office_title(decided: int, waiting: int) -> str:
    if waiting:
        words = _n("%(count)d gmina waits for its amount", "%(count)d gminas wait for their amount", waiting)
        return words % {"count": waiting}
    words = _n("%(count)d gmina knows its amount", "%(count)d gminas know their amount", decided)
    return words % {"count": decided}


def _office_lead(programme) -> str:
    if programme.services_envelope is None:
        return programme.name
    written = format_amount(programme.services_envelope, programme.currency)
    return _("%(name)s; for services: %(envelope)s") % {"name": programme.name, "envelope": written}


def _together(decided: list[queries.Share]) -> dict:
    return {
        "people": sum(row.population or 0 for row in decided),
        "amount": sum((row.balance.allocated for row in decided), ZERO),
        "unlocked": sum((row.balance.unlocked for row in decided), ZERO),
        "locked": sum((row.balance.allocated - row.balance.unlocked for row in decided), ZERO),
    }
