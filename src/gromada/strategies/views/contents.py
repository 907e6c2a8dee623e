"""Pages on which the text of a strategy is read and written: sections, figures, problems, goals, money, indicators."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gromada.core import clock
from gromada.core.asking import answer, attempt
from gromada.core.permissions import may, require
from gromada.core.text import _
from gromada.strategies import actions, queries
from gromada.strategies.forms import ENTRY_FORMS, FindingForm, ParagraphForm
from gromada.strategies.rules import FieldRefusal
from gromada.strategies.states import RESOURCES, SWOT, SectionKind

PAGES = ["GET", "POST"]
POPULATION = "population"
ENTRY_WORDS = {
    "problem": (_("Add a problem"), _("Change the problem"), "problems"),
    "goal": (_("Add a goal"), _("Change the goal"), "goals"),
    "direction": (_("Add a direction of action"), _("Change the direction"), "goals"),
    "frame": (_("Add a line of the frame"), _("Change the line"), "frame"),
    "indicator": (_("Add an indicator"), _("Change the indicator"), "indicators"),
    "figure": (_("Add the gmina's own figure"), _("Change the figure"), "diagnosis"),
}


@require_safe
def contents(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is written in a strategy, in the order of the document, with what is still missing."""
    row = queries.strategy(pk, request.actor)
    written = queries.contents(row)
    missing = queries.missing(row, clock.today())
    context = {
        "strategy": row,
        "written": written,
        "title": contents_title(missing),
        "checklist": missing,
        "may_write": may(request.actor, "strategies.write", row),
        "diagnosis": _section(written, SectionKind.DIAGNOSIS),
        "resources": [_section(written, kind) for kind in RESOURCES],
        "swot": [_section(written, kind) for kind in SWOT],
        "forecast": _section(written, SectionKind.FORECAST),
        "way": _section(written, SectionKind.WAY),
        "frame": _section(written, SectionKind.FRAME),
        "figures": [(one, one.picture()) for one in written.figures],
        "problems": list(_branches(written.problems)),
    }
    return render(request, "strategies/contents.html", context)


def contents_title(missing) -> str:
    """The finding: how much of what a strategy should hold is there."""
    there, whole = sum(item.is_there for item in missing), len(missing)
    if there == whole:
        return _("The strategy holds everything it should")
    return _("%(there)d of %(whole)d parts are written") % {"there": there, "whole": whole}


def _section(written, kind) -> dict:
    return {"kind": str(kind), "label": SectionKind(kind).label, "paragraphs": written.sections[kind]}


def _branches(problems, depth: int = 0):
    """The tree as rows of (depth, row, side): causes, then effects below each problem."""
    for one in problems:
        yield depth, one.row
        yield from _branches(one.causes, depth + 1)
        yield from _branches(one.effects, depth + 1)


def _asked(request: HttpRequest, name: str, usual: str, known) -> str:
    """What the address asks for, the usual one when it asks nothing; else 404."""
    asked = request.GET.get(name, usual)
    if asked not in known:
        raise Http404
    return str(asked)


def _back(pk: int, anchor: str = "") -> str:
    return reverse("strategies:contents", args=[pk]) + (f"#{anchor}" if anchor else "")


def _anchor(section: str) -> str:
    return "resources" if section in RESOURCES else "swot" if section in SWOT else section


@require_http_methods(PAGES)
def add_paragraphs(request: HttpRequest, pk: int) -> HttpResponse:
    """Write into a section."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.write", row)
    section = _asked(request, "section", SectionKind.DIAGNOSIS, SectionKind.values)
    form = ParagraphForm(request.POST or None)
    text = form.is_valid() and form.cleaned_data["text"]
    if text and attempt(
        form, actions.add_paragraphs, strategy=row, section=section, text=text, by=request.actor, on=clock.today()
    ):
        return redirect(_back(row.pk, _anchor(section)))
    context = {"form": form, "strategy": row, "title": SectionKind(section).label, "anchor": _anchor(section)}
    return render(request, "strategies/paragraph.html", context)


@require_http_methods(PAGES)
def change_paragraph(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword a paragraph; when somebody was quicker both texts are shown and the next saving rests on theirs."""
    row = queries.paragraph(pk, request.actor)
    require(request.actor, "strategies.write", row)
    form = ParagraphForm(request.POST or None, initial={"text": row.text, "version": row.version})
    theirs = ""
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_paragraph(
                paragraph=row, text=form.cleaned_data["text"], version=version, by=request.actor, on=clock.today()
            )
            return redirect(_back(row.strategy_id, _anchor(row.section)))
        except actions.Overtaken as overtaken:
            theirs = overtaken.theirs
            form.data = form.data.copy()
            form.data["version"] = overtaken.version
            form.add_error(None, str(overtaken))
        except FieldRefusal as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"form": form, "strategy": row.strategy, "title": SectionKind(row.section).label, "paragraph": row}
    return render(request, "strategies/paragraph.html", context | {"theirs": theirs, "anchor": _anchor(row.section)})


@require_POST
def move_paragraph(request: HttpRequest, pk: int) -> HttpResponse:
    """Up or down in its section."""
    row = queries.paragraph(pk, request.actor)
    return answer(
        request,
        actions.move_paragraph,
        done=_("The paragraph is moved."),
        to=_back(row.strategy_id, _anchor(row.section)),
        paragraph=row,
        up="up" in request.POST,
        by=request.actor,
        on=clock.today(),
    )


@require_POST
def remove_paragraph(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a paragraph out, unless it was changed since the page was opened."""
    row = queries.paragraph(pk, request.actor)
    version = request.POST.get("version", "")
    return answer(
        request,
        actions.remove_paragraph,
        done=_("The paragraph is struck out."),
        to=_back(row.strategy_id, _anchor(row.section)),
        paragraph=row,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        by=request.actor,
        on=clock.today(),
    )


@require_http_methods(PAGES)
def add_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a problem, a goal, a direction, a line of the frame, an indicator or a figure."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.write", row)
    kind = _asked(request, "kind", "goal", ENTRY_FORMS)
    words, _change, anchor = ENTRY_WORDS[kind]
    asked = {name: request.GET[name] for name in ("goal", "parent") if name in request.GET}
    form = ENTRY_FORMS[kind](request.POST or None, written=queries.contents(row), initial=asked)
    if form.is_valid() and attempt(
        form, actions.add_entry, strategy=row, kind=kind, given=form.values(), by=request.actor, on=clock.today()
    ):
        return redirect(_back(row.pk, anchor))
    context = {"form": form, "strategy": row, "title": words, "anchor": anchor, "kind": kind}
    return render(request, "strategies/entry.html", context)


@require_http_methods(PAGES)
def change_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword one of them."""
    kind = _asked(request, "kind", "goal", ENTRY_FORMS)
    row = queries.entry(kind, pk, request.actor)
    require(request.actor, "strategies.write", row)
    _add, words, anchor = ENTRY_WORDS[kind]
    form = ENTRY_FORMS[kind](
        request.POST or None, written=queries.contents(row.strategy), row=row, initial=_initial(kind, row)
    )
    if form.is_valid() and attempt(
        form, actions.change_entry, row=row, kind=kind, given=form.values(), by=request.actor, on=clock.today()
    ):
        return redirect(_back(row.strategy_id, anchor))
    context = {"form": form, "strategy": row.strategy, "title": words, "anchor": anchor, "kind": kind, "row": row}
    return render(request, "strategies/entry.html", context)


def _initial(kind: str, row) -> dict:
    initial = {name: getattr(row, name, None) for name in ENTRY_FORMS[kind].base_fields if name != "needs"}
    if kind == "direction":
        initial["needs"] = [str(need.pk) for need in row.needs.all()]
    return initial


@require_POST
def remove_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike one of them out."""
    kind = _asked(request, "kind", "goal", ENTRY_FORMS)
    row = queries.entry(kind, pk, request.actor)
    return answer(
        request,
        actions.remove_entry,
        done=_("It is struck out."),
        to=_back(row.strategy_id, ENTRY_WORDS[kind][2]),
        row=row,
        by=request.actor,
        on=clock.today(),
    )


@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures public statistics have of the gmina, to take into the diagnosis."""
    row = queries.strategy(pk, request.actor)
    picked = {one.code for one in queries.contents(row).figures}
    found = [(one, one.picture(), one.code in picked) for one in queries.available_figures(row)]
    context = {"strategy": row, "figures": found, "may_write": may(request.actor, "strategies.write", row)}
    return render(request, "strategies/figures.html", context)


@require_http_methods(PAGES)
def pick_figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure beside those above it, and what it shows; posted with `leave` it goes out of the diagnosis."""
    row = queries.strategy(pk, request.actor)
    require(request.actor, "strategies.write", row)
    code = request.GET.get("figure", POPULATION)
    found = queries.figure(row, code)
    if found is None:
        raise Http404
    deed = {"strategy": row, "indicator": code, "by": request.actor, "on": clock.today()}
    if "leave" in request.POST:
        done = _("The figure is out of the diagnosis.")
        return answer(request, actions.leave_figure, done=done, to=_back(row.pk, "diagnosis"), **deed)
    form = FindingForm(request.POST or None, initial={"finding": found.finding})
    if form.is_valid() and attempt(form, actions.pick_figure, finding=form.cleaned_data["finding"], **deed):
        return redirect(_back(row.pk, "diagnosis"))
    context = {"form": form, "strategy": row, "figure": found, "picture": found.picture()}
    return render(request, "strategies/figure.html", context)
