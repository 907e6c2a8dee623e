"""The amount of one gmina: its letter, a later correction, and what a withdrawn gmina leaves to others."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from gromada.core import clock
from gromada.core.asking import attempt
from gromada.core.money import format_amount
from gromada.core.permissions import may, require
from gromada.core.text import _
from gromada.programmes import actions, exports, queries, rules
from gromada.programmes.forms import CorrectionForm, MoveForm

PAGE = ("GET", "HEAD", "POST")


def _place(request: HttpRequest, pk: int):
    row = queries.participation(pk, request.actor)
    if row is None:
        raise Http404
    request.participation = row
    return row


def amount_of(actor, shown: queries.Overview) -> dict:
    """What the page of a gmina says of its amount: as it stands, step by step, what changed it, and what can be done."""
    row, currency = shown.participation, shown.participation.programme.currency
    first = next((one for one in shown.allocations if one.kind == "initial"), None)
    found = queries.letter_of(row, shown.allocations)
    return {
        "now": shown.balance.allocated,
        "sentences": rules.explained(first.facts, first.amount, currency) if first else [],
        "changes": [
            {
                "at": one.decided_on,
                "text": f"{one.get_kind_display()}: {format_amount(one.amount, currency)}",
                "source": f"{one.facts.get('why') or one.rule} ({one.facts.get('document') or '—'})",
            }
            for one in shown.allocations
            if one.kind != "initial"
        ],
        "has_letter": found is not None and queries.may_see_letter(found, actor),
        "may_correct": first is not None and may(actor, "programmes.allocate", row) and row.state not in actions.CLOSED,
        "may_move": may(actor, "programmes.reallocate", row),
    }


@require_safe
def letter(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The allocation letter, to the people of the gmina once it is published, and to those who watch over many."""
    found = queries.letter(_place(request, pk))
    if found is None or not queries.may_see_letter(found, request.actor):
        raise Http404
    content = exports.letter(found, ending, language=(get_language() or "pl")[:2])
    name = exports.letter_name(found, ending)
    disposition = content_disposition_header(as_attachment=ending != "pdf", filename=name)
    return HttpResponse(content, content_type=exports.MEDIA_TYPES[ending], headers={"Content-Disposition": disposition})


@require_http_methods(PAGE)
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """More or less for a gmina that has its amount, with reason and document."""
    row = _place(request, pk)
    require(request.actor, "programmes.allocate", row)
    today, currency = clock.today(), row.programme.currency
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        initial={"decided_on": today},
        currency=currency,
        today=today,
    )
    if form.is_valid():
        typed = dict(form.cleaned_data)
        on = typed.pop("decided_on")
        if attempt(form, actions.correct_allocation, participation=row, **typed, by=request.actor, on=on):
            messages.success(request, str(_("The amount is corrected; the letter says so.")))
            return redirect("programmes:gmina", row.pk)
    lead = _("What is usable follows at once. Less than the plan and the contracts use is not possible.")
    title = _("%(gmina)s: correct the amount") % {"gmina": row.unit.name}
    return _page(request, row, form, title=title, lead=lead, button=_("Correct the amount"))


@require_http_methods(PAGE)
def reallocate(request: HttpRequest, pk: int) -> HttpResponse:
    """Where what a withdrawn gmina leaves goes: codes of gminas and amounts, under one document."""
    row = _place(request, pk)
    require(request.actor, "programmes.reallocate", row)
    today, currency = clock.today(), row.programme.currency
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        initial={"decided_on": today},
        currency=currency,
        today=today,
        find=lambda code: queries.participation_of(row.programme.code, code, request.actor),
    )
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("to", "why", "document")}
        on = form.cleaned_data["decided_on"]
        if attempt(form, actions.reallocate, participation=row, **typed, by=request.actor, on=on):
            messages.success(request, str(_("The amount is moved; the sum of all allocations is the same.")))
            return redirect("programmes:gmina", row.pk)
    title = _("Move what %(gmina)s leaves to other gminas") % {"gmina": row.unit.name}
    lead = _("What is in its contracts, or paid, stays. The path of the gmina ends here.")
    return _page(request, row, form, title=title, lead=lead, button=_("Move the amount"))


def _page(request: HttpRequest, row, form, *, title, lead, button) -> HttpResponse:  # noqa: PLR0913 - what the page says
    balance, currency = queries.balance_of(row), row.programme.currency
    facts = [
        (_("Allocated"), balance.allocated),
        (_("Unlocked"), balance.unlocked),
        (_("Planned"), balance.planned),
        (_("In contracts"), balance.committed),
        (_("Paid"), balance.paid),
    ]
    context = {
        "form": form,
        "participation": row,
        "programme": row.programme,
        "title": title,
        "lead": lead,
        "button": button,
        "back": reverse("programmes:gmina", args=[row.pk]),
        "facts": [(label, format_amount(amount, currency), "num") for label, amount in facts],
    }
    return render(request, "programmes/amount_deed.html", context)
