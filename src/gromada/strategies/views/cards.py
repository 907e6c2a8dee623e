"""Pages of the assessment card, of what became of older needs, and of the versions of the document."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import may, require, why_not
from gromada.core.text import _, _n
from gromada.core.workflow import Button
from gromada.strategies import actions, exports, queries
from gromada.strategies.forms import AssessmentForm, OlderNeedsForm, VersionForm
from gromada.strategies.states import SectionKind

PAGES = ["GET", "POST"]
TAGS = {"ok": "ok", "needs_update": "bad", "missing": "bad"}
PARTS = {
    "cover": _("Cover"),
    "figures": _("Figures"),
    "problems": _("Problems"),
    "needs": _("Needs"),
    "goals": _("Goals and directions of action"),
    "frame_lines": _("Financial frame, amounts"),
    "indicators": _("Indicators of carrying out"),
} | {str(kind): kind.label for kind in SectionKind}


# The card -----------------------------------------------------------------------------------------------------------


@require_http_methods(PAGES)
def assessment(request: HttpRequest, participation_pk: int) -> HttpResponse:
    """The card: read by everybody who sees the gmina, filled in by the gmina and the consultant together."""
    day = clock.today()
    page = queries.assessment_page(request.actor, participation_pk, day)
    place, card = page.participation, page.card
    if request.method == "POST":
        require(request.actor, "strategies.assess", place)
    names = ("involvement", "reasons", "remarks")
    # A new card after a confirmed one begins empty: what was true of the older strategy is not copied.
    initial = {name: getattr(card, name) for name in names} if card and card.state == "filled" else {}
    form = AssessmentForm(request.POST or None, initial=initial, has_strategy=page.strategy is not None)
    if form.is_valid():
        given = {"involvement": "no"} | form.cleaned_data
        if attempt(form, actions.fill_assessment, participation=place, **given, by=request.actor, on=day):
            return redirect("strategies:assessment", place.pk)
    context = {
        "page": page,
        "form": form if may(request.actor, "strategies.assess", place) else None,
        "why_not": why_not(request.actor, "strategies.assess", place),
        "title": _card_title(page),
        "tags": [(TAGS[card.result], card.get_result_display()), ("others", card.get_state_display())] if card else [],
        "facts": exports.card_facts(card) if card else [],
        "confirm": _confirm(request.actor, card),
        "fresh": _fresh(page, day.year),
    }
    return render(request, "strategies/assessment.html", context)


def _card_title(page) -> str:
    gmina = page.participation.unit.name
    if page.card is None:
        return _("%(gmina)s: the strategy has not been assessed yet") % {"gmina": gmina}
    sentence = {
        "ok": _("%(gmina)s: the strategy may stay"),
        "needs_update": _("%(gmina)s: the strategy needs an update"),
        "missing": _("%(gmina)s has no strategy yet"),
    }[page.card.result]
    return sentence % {"gmina": gmina}


def _fresh(page, year: int):
    """The first criterion as of today, in words."""
    if page.strategy is None:
        return _("There is no strategy on record, so there are no data to look at.")
    told = {"data": page.strategy.data_year, "year": year, "age": page.max_age}
    if page.max_age is None:
        return _("The rules of today ask no age of the data; these are of %(data)s.") % told
    if page.is_fresh:
        return _("Passes: data of %(data)s assessed in %(year)s, at most %(age)s years old.") % told
    return _("Fails: data of %(data)s assessed in %(year)s are older than %(age)s years.") % told


def _confirm(actor, card) -> Button | None:
    if card is None or card.state != "filled":
        return None
    url = reverse("strategies:confirm_assessment", args=[card.pk])
    reason = why_not(actor, "strategies.confirm_assessment", card)
    return Button(_("Confirm the card"), url, "strategies.confirm_assessment", "post", reason, primary=True)


@require_POST
def confirm_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """The consultant confirms: the gmina goes on along its path."""
    card = queries.assessment(pk, request.actor)
    return answer(
        request,
        actions.confirm_assessment,
        done=_("The card is confirmed and its paper is kept."),
        to=reverse("strategies:assessment", args=[card.participation_id]),
        assessment=card,
        by=request.actor,
        on=clock.today(),
    )


@require_safe
def assessment_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The card to print."""
    card = queries.assessment(pk, request.actor)
    content = exports.card_pdf(
        card, queries.participation_evidence(card.strategy), as_of=card.confirmed_on or card.filled_on
    )
    return _file(content, f"karta-oceny-{card.participation.unit.code}.pdf", "application/pdf")


def _file(content: bytes, name: str, kind: str, *, attached: bool = False) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=attached, filename=name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


# Older needs --------------------------------------------------------------------------------------------------------


@require_http_methods(PAGES)
def older_needs(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the needs of the older strategy: each carried over, met or dropped, with a reason."""
    row = queries.strategy(pk, request.actor)
    needs = queries.older_needs(row)
    told = {fate.older_id: fate for fate in queries.contents(row).fates}
    can = may(request.actor, "strategies.write", row)
    if request.method == "POST":
        require(request.actor, "strategies.write", row)
    initial = {f"fate-{pk}": fate.fate for pk, fate in told.items()}
    initial |= {f"reason-{pk}": fate.reason for pk, fate in told.items()}
    form = OlderNeedsForm(request.POST or None, needs=needs, initial=initial)
    if form.is_valid():
        decisions = [actions.Decision(*one) for one in form.decided()]
        if attempt(form, actions.continue_needs, strategy=row, decisions=decisions, by=request.actor, on=clock.today()):
            return redirect("strategies:older_needs", row.pk)
    left = sum(need.pk not in told for need in needs)
    rows = [
        (need, told.get(need.pk), _fate(told.get(need.pk)), form[f"fate-{need.pk}"], form[f"reason-{need.pk}"])
        for need in needs
    ]
    sentence = _n(
        "What became of %(count)d need is still to be said", "What became of %(count)d needs is still to be said", left
    )
    title = sentence % {"count": left} if left else _("It is known what became of each older need")
    context = {"strategy": row, "rows": rows, "form": form, "may_write": can, "title": title}
    return render(request, "strategies/older_needs.html", context)


def _fate(fate) -> str:
    if fate is None:
        return str(_("not decided yet"))
    return exports.fate_words(fate.fate, fate.newer.short_code if fate.newer else "", fate.reason)


# Versions -----------------------------------------------------------------------------------------------------------


@require_http_methods(PAGES)
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of the document, two of them to compare, and the button that makes the next one."""
    row = queries.strategy(pk, request.actor)
    if request.method == "POST":
        require(request.actor, "strategies.make_version", row)
    form = VersionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and attempt(
        form,
        actions.make_version,
        strategy=row,
        note=form.cleaned_data["note"],
        by=request.actor,
        on=clock.today(),
    ):
        return redirect("strategies:versions", row.pk)
    made = queries.versions(row)
    pairs = [(one, made[turn + 1] if turn + 1 < len(made) else None) for turn, one in enumerate(made)]
    count = len(made)
    title = (
        _n("The document has %(count)d version", "The document has %(count)d versions", count) % {"count": count}
        if made
        else _("The document has no version yet")
    )
    context = {
        "strategy": row,
        "pairs": pairs,
        "first": made[-1] if len(made) > 2 else None,
        "form": form if may(request.actor, "strategies.make_version", row) else None,
        "title": title,
    }
    return render(request, "strategies/versions.html", context)


@require_safe
def version_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was made and kept."""
    row = queries.version(pk, request.actor)
    return _file(queries.version_pdf(row), row.document.name, "application/pdf")


@require_safe
def version_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The same version as a text to edit."""
    row = queries.version(pk, request.actor)
    content = exports.docx(row.content, number=row.number, made_on=row.made_on)
    return _file(content, row.document.name.replace(".pdf", ".docx"), exports.DOCX, attached=True)


@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two versions side by side, what was added, removed and changed, with the words marked."""
    found = queries.compared_versions(other, pk, request.actor)
    count = found.changes
    told = {"count": count, "old": found.old.number, "new": found.new.number}
    sentence = _n(
        "%(count)d thing changed between versions %(old)d and %(new)d",
        "%(count)d things changed between versions %(old)d and %(new)d",
        count,
    )
    context = {
        "found": found,
        "strategy": found.new.strategy,
        "title": sentence % told if count else _("Versions %(old)d and %(new)d read the same") % told,
        "parts": [(PARTS.get(part.part, part.part), part) for part in found.parts if part.changes],
    }
    return render(request, "strategies/compare.html", context)
