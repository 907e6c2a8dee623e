"""The money of a gmina on one page, its entries as files, and the overview of a region or of a programme."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import get_language, ngettext, pgettext
from django.views.decorators.http import require_safe

from gromada.core import charts, clock
from gromada.core.money import format_number
from gromada.core.permissions import NotAllowed
from gromada.core.text import _
from gromada.finance import exports, forms, queries

DEFAULT = "payments"
CASES = {"highest": _("highest"), "today": _("present"), "lowest": _("lowest")}


@require_safe
def money(request: HttpRequest, pk: int) -> HttpResponse:
    as_of, form = _as_of(request)
    kind = _kind(request)
    shown = queries.money_page(request.actor, pk, as_of, kind, request.GET.get("after"))
    request.participation = shown.participation
    strips = [(service.group.code, balance.planned) for service, balance in shown.services if balance.planned]
    return render(
        request,
        "finance/money.html",
        {
            "shown": shown,
            "form": form,
            "participation": shown.participation,
            "currency": shown.participation.programme.currency,
            "mark": charts.mark(strips, seed=shown.participation.unit.code),
            "stages": _stages(shown),
            "chart": _rate_chart(shown.at_rates) if shown.at_rates else "",
            "cases": [(CASES[case.code], case) for case in shown.at_rates.cases] if shown.at_rates else [],
            "chips": _chips(shown, pk),
            "entries_caption": queries.KINDS[kind][0],
            "file_query": urlencode({"kind": kind, "as_of": as_of.isoformat()}),
            "carried_words": _carried_words(shown.entries),
            "total_words": _total_words(shown.entries),
        },
    )


@require_safe
def entries_csv(request: HttpRequest, pk: int) -> HttpResponse:
    table = queries.entry_table(request.actor, pk, _as_of(request)[0], _kind(request))
    return _file(exports.csv(table), exports.CSV, exports.file_name(table, "csv"))


@require_safe
def entries_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    table = queries.entry_table(request.actor, pk, _as_of(request)[0], _kind(request))
    return _file(exports.xlsx(table), exports.XLSX, exports.file_name(table, "xlsx"))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Gminas × stages, for those who look after more than one."""
    if not request.actor.sees_country and request.actor.scope_kind != "region":
        raise NotAllowed(_("This page compares gminas. The money of your gmina is under the tab “Money”."))
    as_of, form = _as_of(request)
    shown = queries.overview(request.actor, as_of, request.GET.get("programme", ""), request.GET.get("after"))
    chips = [_programme_chip(programme, as_of, current=programme == shown.programme) for programme in shown.programmes]
    return render(
        request,
        "finance/overview.html",
        {"shown": shown, "form": form, "chips": chips, "currency": shown.programme.currency},
    )


def _programme_chip(programme, as_of: date, *, current: bool) -> tuple[str, str, bool]:
    query = urlencode({"programme": programme.code, "as_of": as_of.isoformat()})
    return programme.definition.short_name(get_language() or "pl"), f"?{query}", current


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type=media_type, headers={"Content-Disposition": disposition})


def _as_of(request: HttpRequest) -> tuple[date, forms.AsOfForm]:
    """The day asked for, else today; what cannot be read is told at the field and shown as of today."""
    today = clock.today()
    if not request.GET.get("as_of"):
        return today, forms.AsOfForm(initial={"as_of": today})
    form = forms.AsOfForm(request.GET)
    return (form.cleaned_data["as_of"] if form.is_valid() else today), form


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", DEFAULT)
    return kind if kind in queries.KINDS else DEFAULT


def _stages(shown: queries.MoneyPage) -> list[dict]:
    """From the allocation to the payment: each stage with its share of the allocation."""
    balance = shown.balance
    notes = {
        "decided": _("decision of %(day)s") % {"day": f"{shown.decided_on:%d.%m.%Y}"} if shown.decided_on else "",
        "unlocked": _("last on %(day)s") % {"day": f"{shown.unlocked_on:%d.%m.%Y}"} if shown.unlocked_on else "",
        "contracts": ngettext("%(count)d contract", "%(count)d contracts", shown.contracts_count)
        % {"count": shown.contracts_count},
        "paid": ngettext(
            "%(count)d payment; to pay %(rest)s", "%(count)d payments; to pay %(rest)s", shown.payments_count
        )
        % {"count": shown.payments_count, "rest": format_number(shown.open_value, 2)},
    }
    rows = (
        (pgettext("money", "Allocated"), balance.allocated, "p0", notes["decided"]),
        (pgettext("money", "Unlocked"), balance.unlocked, "p0", notes["unlocked"]),
        (pgettext("money", "Planned"), balance.planned, "p3", _("accepted plans")),
        (pgettext("money", "In contracts"), balance.committed, "p2", notes["contracts"]),
        (pgettext("money", "Delivered"), balance.delivered, "p5", _("completed contracts")),
        (pgettext("money", "Paid"), balance.paid, "p1", notes["paid"]),
        (pgettext("money", "Free"), shown.free, "p4", _("allocation minus plan")),
    )
    return [
        {"label": label, "amount": amount, "share": _share(amount, balance.allocated), "stage": paint, "note": note}
        for label, amount, paint, note in rows
    ]


def _share(amount: Decimal, whole: Decimal) -> float:
    return float(amount / whole) if whole and amount > 0 else 0.0


def _rate_chart(at_rates) -> str:
    """The course of the rate with its highest, lowest and present point."""
    points = [(row.effective_on.toordinal(), row.rate) for row in at_rates.points]
    places = {row.pk: place for place, row in enumerate(at_rates.points)}
    notes, told = [], []
    for case in at_rates.cases:
        name = "" if case.code == "today" else f" {CASES[case.code]}"
        notes.append((places[case.rate.pk], f"{format_number(case.rate.rate, 4)}{name}"))
        told.append(f"{CASES[case.code]} {format_number(case.rate.rate, 4)} ({case.rate.effective_on:%d.%m.%Y})")
    days = [row.effective_on for row in at_rates.points]
    ends = [days[0], days[len(days) // 2], days[-1]] if len(days) > 2 else days
    labels = [(day.toordinal(), date_format(day, "m.Y")) for day in ends]
    title = str(_("Rate of NBP table A: %(told)s") % {"told": ", ".join(told)})
    unique = list({place: (place, words) for place, words in notes}.values())
    return charts.line(
        points,
        annotations=unique,
        x_labels=labels,
        written=lambda value: format_number(Decimal(str(value)), 2),
        title=title,
    )


def _chips(shown: queries.MoneyPage, pk: int) -> list[tuple[str, str, bool]]:
    where = reverse("finance:money", args=[pk])
    return [
        (
            f"{words} {shown.entries.counts[code]}",
            f"{where}?{urlencode({'kind': code, 'as_of': shown.as_of.isoformat()})}",
            code == shown.entries.kind,
        )
        for code, (words, _stages, _use) in queries.KINDS.items()
    ]


def _carried_words(entries) -> str:
    if not entries.carried_count:
        return ""
    words = ngettext(
        "Carried forward: %(count)d entry until %(day)s",
        "Carried forward: %(count)d entries until %(day)s",
        entries.carried_count,
    )
    return words % {"count": entries.carried_count, "day": f"{entries.carried_until:%d.%m.%Y}"}


def _total_words(entries) -> str:
    words = ngettext("%(count)d entry from the first day", "%(count)d entries from the first day", entries.count)
    return words % {"count": entries.count}
