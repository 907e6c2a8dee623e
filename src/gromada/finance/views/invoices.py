"""Invoices: of a gmina, of a contract, of a provider; one invoice and its deeds; the form of a payment."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gromada.core import clock, documents, permissions
from gromada.core.asking import answer, attempt
from gromada.core.permissions import NotAllowed, Refusal
from gromada.core.text import _
from gromada.core.workflow import button, buttons
from gromada.finance import actions, forms, queries
from gromada.finance.states import INVOICE, InvoiceState
from gromada.plans import queries as plans

TAGS = {"paid": "ok", "returned": "bad"}
FORM_METHODS = ["GET", "HEAD", "POST"]


def tag_of(invoice, actor) -> tuple[str, str]:
    """The state as a shape and a word: honey when it is the looker's turn."""
    role = INVOICE.turn.get(invoice.state)
    return ("mine" if role == actor.role else TAGS.get(invoice.state, "others")), invoice.get_state_display()


@require_safe
def invoice_list(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.invoices_of(request.actor, pk, request.GET.get("state", ""), request.GET.get("after"))
    request.participation = shown.participation
    chips = [(f"{_('All')} {sum(shown.counts.values())}", "?", not shown.state)]
    chips += [
        (f"{state.label} {shown.counts.get(state, 0)}", f"?state={state}", state == shown.state)
        for state in InvoiceState
    ]
    rows = [(row, *tag_of(row, request.actor)) for row in shown.page]
    return render(
        request,
        "finance/invoices.html",
        {"shown": shown, "rows": rows, "chips": chips, "participation": shown.participation},
    )


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    if request.actor.scope_kind != "provider":
        raise NotAllowed(_("This page is for providers. Invoices of a gmina are under its tab “Money”."))
    page = queries.mine(request.actor, request.GET.get("after"))
    return render(
        request, "finance/mine.html", {"page": page, "rows": [(row, *tag_of(row, request.actor)) for row in page]}
    )


@require_safe
def of_contract(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.contract_invoices(request.actor, pk)
    request.participation = shown.contract.participation
    deeds = [button(request.actor, "finance.receive", shown.contract, method="get", primary=True)]
    if shown.settles:
        service = shown.contract.service
        deeds.append(button(request.actor, "finance.settle", service))
    known = [row for row in deeds if _has_role(request.actor, row.deed)]
    rows = [(row, *tag_of(row, request.actor)) for row in shown.invoices]
    return render(
        request,
        "finance/of_contract.html",
        {"shown": shown, "contract": shown.contract, "rows": rows, "buttons": known},
    )


@require_safe
def invoice(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.invoice_page(request.actor, pk)
    request.participation = shown.invoice.participation
    deeds = buttons(
        request.actor,
        shown.invoice,
        ["finance.check", "finance.return", "finance.pay"],
        pages=["finance.return", "finance.pay"],
    )
    if shown.invoice.state == InvoiceState.PAID:
        deeds = []
    if shown.invoice.state == InvoiceState.RETURNED and _has_role(request.actor, "finance.receive"):
        url = reverse("finance:receive_again", args=[pk])
        deeds = [button(request.actor, "finance.receive", shown.invoice, method="get", primary=True, url=url)]
    turn = INVOICE.turn.get(shown.invoice.state)
    return render(
        request,
        "finance/invoice.html",
        {
            "shown": shown,
            "invoice": shown.invoice,
            "tags": [tag_of(shown.invoice, request.actor)],
            "turn": permissions.role_name(turn) if turn else "",
            "buttons": deeds,
            "currency": shown.invoice.participation.programme.currency,
            "today": clock.today(),
        },
    )


@require_http_methods(FORM_METHODS)
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """A new invoice under a contract."""
    shown = queries.contract_invoices(request.actor, pk)
    back = reverse("finance:of_contract", args=[pk])
    return _invoice_form(request, shown, back, actions.receive_invoice, contract=shown.contract)


@require_http_methods(FORM_METHODS)
def receive_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A returned invoice, corrected."""
    row = queries.invoice_to_do(request.actor, pk)
    shown = queries.contract_invoices(request.actor, row.contract_id)
    return _invoice_form(request, shown, _page(pk), actions.receive_again, invoice=row)


def _invoice_form(request: HttpRequest, shown, back: str, action, **what) -> HttpResponse:
    row = what.get("invoice")
    request.participation = shown.contract.participation
    if refused := _refused(request, "finance.receive", row or shown.contract, back):
        return refused
    today = clock.today()
    names = ("number", "issued_on", "due_on", "gross_pln")
    initial = {name: getattr(row, name) for name in names} if row else {"issued_on": today}
    form = forms.InvoiceForm(*_sent(request), initial=initial, today=today)
    if form.is_valid() and attempt(form, action, by=request.actor, on=today, **what, **form.cleaned_data):
        return redirect("finance:invoice", form.done.pk)
    return render(
        request,
        "finance/form.html",
        {"form": form, "shown": shown, "contract": shown.contract, "back": back, "invoice": row},
    )


@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.invoice_to_do(request.actor, pk)
    done = _("Checked. Now the treasurer pays it.")
    return answer(
        request, actions.check_invoice, done=done, to=_page(pk), invoice=row, by=request.actor, on=clock.today()
    )


@require_http_methods(FORM_METHODS)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    row = queries.invoice_to_do(request.actor, pk)
    request.participation = row.participation
    if refused := _refused(request, "finance.return", row, _page(pk)):
        return refused
    form = forms.ReturnForm(*_sent(request))
    if form.is_valid() and attempt(
        form, actions.return_invoice, invoice=row, by=request.actor, on=clock.today(), **form.cleaned_data
    ):
        return redirect(_page(pk))
    return render(request, "finance/send_back.html", {"form": form, "invoice": row})


@require_http_methods(FORM_METHODS)
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    shown = queries.pay_page(request.actor, pk, today)
    request.participation = shown.invoice.participation
    if refused := _refused(request, "finance.pay", shown.invoice, _page(pk)):
        return refused
    initial = forms.prefilled(shown.sources, shown.covered_pln, today)
    form = forms.PayForm(*_sent(request)[:1], sources=shown.sources, initial=initial, today=today)
    if form.is_valid() and attempt(
        form,
        actions.pay_invoice,
        invoice=shown.invoice,
        shares=form.shares(),
        by=request.actor,
        on=form.cleaned_data["paid_on"],
    ):
        messages.success(request, str(_("Paid. The payment is in the book.")))
        return redirect(_page(pk))
    currency = shown.invoice.participation.programme.currency
    return render(
        request, "finance/pay.html", {"form": form, "shown": shown, "invoice": shown.invoice, "currency": currency}
    )


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    service = plans.service(pk, request.actor)
    done = _("The service is settled.")
    to = reverse("plans:service", args=[pk])
    return answer(
        request, actions.settle_service, done=done, to=to, service=service, by=request.actor, on=clock.today()
    )


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The invoice as it came, to those who may see it."""
    file = queries.invoice_to_do(request.actor, pk).document
    if file is None:
        raise Http404
    disposition = content_disposition_header(as_attachment=True, filename=file.name)
    return HttpResponse(
        documents.content(file), content_type=file.media_type, headers={"Content-Disposition": disposition}
    )


def _page(pk: int) -> str:
    return reverse("finance:invoice", args=[pk])


def _sent(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _has_role(actor, deed: str) -> bool:
    return actor.is_trusted or actor.role in permissions.deed(deed).roles


def _refused(request: HttpRequest, deed: str, obj, back: str) -> HttpResponse | None:
    """A page for a deed opens only when the deed is possible: 403 for another role, back with the sentence if not
    now."""
    try:
        permissions.require(request.actor, deed, obj)
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return None
