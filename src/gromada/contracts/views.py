"""Pages of contracts: of a gmina, of a provider, of the legal counsel; one contract and its deeds."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gromada.contracts import actions, exports, forms, queries
from gromada.contracts.permissions import DEEDS
from gromada.contracts.states import CONTRACT, IN_FORCE
from gromada.core import clock, documents, permissions
from gromada.core.asking import answer, attempt
from gromada.core.permissions import NotAllowed, Refusal
from gromada.core.text import _
from gromada.core.workflow import buttons

ON_PAGE = tuple(deed.code for deed in DEEDS if deed.code != "contracts.draft")
WITH_FORM = ("contracts.change", "contracts.accept", "contracts.return", "contracts.sign")
TAGS = {"draft": "draft", "signed": "ok", "completed": "ok", "returned": "bad"}


def tag_of(contract, actor) -> tuple[str, str]:
    """The state as a shape and a word: honey when it is the looker's turn."""
    role = CONTRACT.turn.get(contract.state)
    kind = "mine" if role == actor.role else TAGS.get(contract.state, "others")
    return kind, contract.get_state_display()


@require_safe
def contract_list(request: HttpRequest, pk: int) -> HttpResponse:
    shown = queries.contracts_of(request.actor, pk, request.GET.get("after"))
    request.participation = shown.participation
    rows = [(contract, *tag_of(contract, request.actor)) for contract in shown.page]
    return render(
        request,
        "contracts/list.html",
        {
            "shown": shown,
            "rows": rows,
            "participation": shown.participation,
            "may_draft": _has_role(request.actor, "contracts.draft"),
        },
    )


@require_safe
def contract(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    shown = queries.contract_page(request.actor, pk, today)
    request.participation = shown.contract.participation
    kind, words = tag_of(shown.contract, request.actor)
    return render(
        request,
        "contracts/contract.html",
        {
            "shown": shown,
            "contract": shown.contract,
            "tags": [(kind, words)],
            "today": today,
            "buttons": _buttons(request.actor, shown.contract),
            "turn": permissions.role_name(CONTRACT.turn[shown.contract.state])
            if CONTRACT.turn.get(shown.contract.state)
            else "",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    shown = queries.draft_page(request.actor, pk, today)
    request.participation = shown.service.participation
    back = reverse("contracts:list", args=[shown.service.participation_id])
    if refused := _refused(request, "contracts.draft", shown.service, back):
        return refused
    form = _contract_form(request, shown, {"starts_on": max(today, shown.service.line.plan.accepted_on)})
    if (
        _sent(request)
        and form.is_valid()
        and attempt(
            form, actions.draft_contract, service=shown.service, by=request.actor, on=today, **form.cleaned_data
        )
    ):
        return redirect("contracts:contract", form.done.pk)
    return _contract_form_page(request, form, shown, back)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    contract = queries.contract_to_do(request.actor, pk)
    request.participation = contract.participation
    back = reverse("contracts:contract", args=[pk])
    if refused := _refused(request, "contracts.change", contract, back):
        return refused
    shown = queries.draft_page(request.actor, contract.service_id, today, but=contract)
    names = ("value_pln", "starts_on", "ends_on")
    initial = {name: getattr(contract, name) for name in names} | {"provider": contract.provider_id}
    form = _contract_form(request, shown, initial)
    if (
        _sent(request)
        and form.is_valid()
        and attempt(form, actions.change_contract, contract=contract, by=request.actor, on=today, **form.cleaned_data)
    ):
        return redirect(back)
    return _contract_form_page(request, form, shown, back, contract)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    contract = queries.contract_to_do(request.actor, pk)
    done = _("Sent on. The page says whose turn it is now.")
    return answer(
        request, actions.submit_contract, done=done, to=_page(pk), contract=contract, by=request.actor, on=clock.today()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed_page(request, pk, "contracts.accept", actions.accept_contract, forms.AcceptForm)


@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _deed_page(request, pk, "contracts.return", actions.return_contract, forms.ReturnForm)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    today = clock.today()
    shown = queries.contract_page(request.actor, pk, today)
    request.participation = shown.contract.participation
    if refused := _refused(request, "contracts.sign", shown.contract, _page(pk)):
        return refused
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.SignForm(*sent, today=today)
    if form.is_valid() and attempt(
        form, actions.sign_contract, contract=shown.contract, by=request.actor, **form.cleaned_data
    ):
        return redirect(_page(pk))
    return render(
        request, "contracts/sign.html", {"form": form, "shown": shown, "contract": shown.contract, "today": today}
    )


@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    contract = queries.contract_to_do(request.actor, pk)
    done = _("The contract is completed. What is still to pay is on the page of invoices.")
    return answer(
        request,
        actions.complete_contract,
        done=done,
        to=_page(pk),
        contract=contract,
        by=request.actor,
        on=clock.today(),
    )


@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    permissions.require(request.actor, "contracts.accept")
    return render(
        request,
        "contracts/review_queue.html",
        {"page": queries.review_queue(request.actor, request.GET.get("after")), "today": clock.today()},
    )


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    if request.actor.scope_kind != "provider":
        raise NotAllowed(_("This page is for providers. Contracts of a gmina are under its tab “Contracts”."))
    page = queries.mine(request.actor, request.GET.get("after"))
    return render(
        request, "contracts/mine.html", {"page": page, "rows": [(row, *tag_of(row, request.actor)) for row in page]}
    )


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed paper, to those who may see the contract."""
    file = queries.contract_to_do(request.actor, pk).document
    if file is None:
        raise Http404
    return _attachment(documents.content(file), file.name, file.media_type)


@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """The contract as an editable text, to be printed and signed."""
    shown = queries.contract_page(request.actor, pk, clock.today())
    return _attachment(
        exports.contract_text(shown.contract, shown.service), exports.file_name(shown.contract), exports.DOCX
    )


def _attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


def _page(pk: int) -> str:
    return reverse("contracts:contract", args=[pk])


def _buttons(actor, contract) -> list:
    """Possible deeds, and those that are not yet, with the reason; not what is behind."""
    shown = buttons(actor, contract, ON_PAGE, pages=WITH_FORM)
    return [row for row in shown if not row.why_not] if contract.state in IN_FORCE else shown


def _has_role(actor, deed: str) -> bool:
    return actor.is_trusted or actor.role in permissions.deed(deed).roles


def _sent(request: HttpRequest) -> bool:
    """Whether the form was sent to be saved; “Count again” only shows it with the amount converted."""
    return request.method == "POST" and "count" not in request.POST


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


def _deed_page(request: HttpRequest, pk: int, deed: str, action, form_class) -> HttpResponse:
    today = clock.today()
    shown = queries.contract_page(request.actor, pk, today)
    request.participation = shown.contract.participation
    if refused := _refused(request, deed, shown.contract, _page(pk)):
        return refused
    form = form_class(request.POST) if request.method == "POST" else form_class()
    if form.is_valid() and attempt(
        form, action, contract=shown.contract, by=request.actor, on=today, **form.cleaned_data
    ):
        return redirect("contracts:review_queue")
    row = permissions.deed(deed)
    others = [other for other in ("contracts.accept", "contracts.return") if other != deed]
    return render(
        request,
        "contracts/review.html",
        {
            "form": form,
            "shown": shown,
            "contract": shown.contract,
            "label": row.label,
            "others": buttons(request.actor, shown.contract, others, pages=others),
        },
    )


def _contract_form(request: HttpRequest, shown, initial: dict) -> forms.ContractForm:
    posted = request.POST.get("provider", "")
    chosen = int(posted) if posted.isdecimal() else initial.get("provider")
    programme = shown.service.participation.programme
    providers = queries.providers_to_choose(request.actor, programme, request.GET.get("provider", ""), chosen)
    if request.method == "POST":
        return forms.ContractForm(request.POST, providers=providers)
    return forms.ContractForm(initial=initial, providers=providers)


def _contract_form_page(request: HttpRequest, form, shown, back: str, contract=None) -> HttpResponse:
    value = form.initial.get("value_pln")
    if form.is_bound:
        value = form.cleaned_data.get("value_pln") if form.is_valid() or form.errors else None
    at_today = queries.expected_value(shown.service.participation.programme, value, clock.today()) if value else None
    context = {"form": form, "shown": shown, "at_today": at_today, "back": back, "contract": contract}
    return render(request, "contracts/form.html", context | {"searched": request.GET.get("provider", "")})
