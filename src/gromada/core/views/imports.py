"""Importing in the browser: choose the files, look at what they would do, answer, write, follow, take back."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gromada.core import clock
from gromada.core import imports as importing
from gromada.core.asking import answer, attempt
from gromada.core.imports import jobs, progress, runs, undoing
from gromada.core.models.imports import ImportRun, ImportState
from gromada.core.money import format_number
from gromada.core.permissions import NotAllowed, Refusal, may, require, role_name
from gromada.core.text import _, _n
from gromada.core.views.import_forms import QuestionsForm, UploadForm

LOST = timedelta(minutes=15)
SIGN = {"checked": "draft", "applying": "others", "applied": "ok", "undone": "others", "failed": "bad"}


@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """Every import: who brought what and when; and the kinds that one may begin."""
    page = runs.runs(request.actor, after=request.GET.get("after"))
    rows = [_line(run) for run in page.rows]
    facts = {"page": page, "rows": rows, "kinds": runs.kinds_to_do(request.actor), "title": _title_of_list(page.rows)}
    return render(request, "core/imports.html", facts)


def _title_of_list(rows: list[ImportRun]):
    waiting = sum(1 for run in rows if run.state == ImportState.CHECKED and _is_ready(run.counts))
    if waiting:
        sentence = _n("%(count)d import waits for a decision", "%(count)d imports wait for a decision", waiting)
        return sentence % {"count": waiting}
    return _("Imports: what was loaded, by whom and when") if rows else _("Nothing has been imported yet")


def _line(run: ImportRun) -> dict:
    row = importing.importer(run.kind)
    return {
        "run": run,
        "title": row.title if row else run.kind,
        "files": ", ".join(run.names),
        "sign": "mine" if run.state == ImportState.CHECKED and _is_ready(run.counts) else SIGN[run.state],
        "state": run.get_state_display(),
        "who": run.by_name or capfirst(str(role_name(run.by_role))) or _("the operator"),
    }


@require_http_methods(["GET", "POST"])
def new_import(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose the files of one kind of import; sending them shows what they would do and writes nothing else."""
    row = importing.importer(kind)
    if row is None:
        raise Http404
    require(request.actor, row.deed)
    form = UploadForm(request.POST, request.FILES, row=row) if request.method == "POST" else UploadForm(row=row)
    wish = form.wish() if form.is_valid() else None
    if wish and attempt(form, importing.check, kind=kind, by=request.actor, on=clock.today(), **wish):
        return redirect("core:import_run", form.done.pk)
    return render(request, "core/new_import.html", {"form": form, "row": row})


def _found(request: HttpRequest, pk: int) -> ImportRun:
    run = runs.run_of(request.actor, pk)
    if run is None:
        raise Http404
    return run


def _page(run: ImportRun) -> str:
    return reverse("core:import_run", args=[run.pk])


@require_GET
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: before it is written what it would do, while it is written how far it is, then what it did."""
    run = _found(request, pk)
    preview = runs.preview_of(run)
    row = importing.importer(run.kind)
    may_do = may(request.actor, row.deed)
    act = _act(request, run)
    facts = _line(run) | {
        "row": row,
        "preview": preview,
        "options": _options(row, run),
        "several": len(run.names) > 1,
        "has_sheets": any(place.sheet for place in (*preview.problems, *preview.remarks)),
        "headline": _headline(run),
        "lead": _lead(run),
        "leaf": runs.leaf(run, preview, act, _number(request.GET.get("from"))),
        "acts": [(label, f"?act={name}", name == act) for name, label in _acts(run)],
        "questions": QuestionsForm(questions=preview.questions) if may_do and preview.questions else None,
        "is_ready": run.state == ImportState.CHECKED and _is_ready(run.counts),
        "may_do": may_do,
        "may_check_again": _may_check_again(run),
    }
    if run.state == ImportState.APPLYING:
        facts["progress"] = progress.of(run.pk)
    if run.state == ImportState.APPLIED:
        facts["stays"] = undoing.why_not(run)
    return render(request, "core/import_run.html", facts)


def _may_check_again(run: ImportRun) -> bool:
    """Not while it is written; should the worker have died, its import is freed after a while."""
    if run.state == ImportState.APPLYING:
        return clock.now() - run.checked_at > LOST
    return run.state != ImportState.APPLIED


def _options(row: importing.Importer, run: ImportRun) -> list[tuple]:
    """What was chosen beside the files, in words."""
    return [
        (option.label, dict(option.choices).get(run.options[option.name], run.options[option.name]))
        for option in row.options
        if option.name in run.options
    ]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0


def _acts(run: ImportRun) -> list[tuple[str, str]]:
    done = run.state == ImportState.APPLIED
    words = {
        "add": _("Added: %(count)s") if done else _("To add: %(count)s"),
        "update": _("Changed: %(count)s") if done else _("To change: %(count)s"),
        "skip": _("As they were: %(count)s") if done else _("Here already: %(count)s"),
    }
    return [(act, words[act] % {"count": format_number(run.counts[act])}) for act in words if run.counts.get(act)]


def _act(request: HttpRequest, run: ImportRun) -> str:
    there = [name for name, _label in _acts(run)]
    asked = request.GET.get("act", "")
    return asked if asked in there else (there[0] if there else "add")


def _is_ready(counts: dict) -> bool:
    return not counts["problems"] and not counts["questions"] and bool(counts["add"] + counts["update"])


def _headline(run: ImportRun):
    if run.state == ImportState.CHECKED:
        return _found_words(run.counts)
    counts = _shown(run.counts)
    return {
        ImportState.APPLYING: _("The import is being written"),
        ImportState.APPLIED: _("Written: %(add)s added, %(update)s changed") % counts,
        ImportState.UNDONE: _("The import was taken back"),
        ImportState.FAILED: _("The import was not written"),
    }[run.state]


def _found_words(counts: dict):
    if counts["problems"]:
        sentence = _n("%(count)d problem to mend first", "%(count)d problems to mend first", counts["problems"])
        return sentence % {"count": counts["problems"]}
    if counts["questions"]:
        sentence = _n("%(count)d question to answer first", "%(count)d questions to answer first", counts["questions"])
        return sentence % {"count": counts["questions"]}
    if not counts["add"] + counts["update"]:
        return _("Everything in these files is here already")
    return _("Ready to write: %(add)s to add, %(update)s to change") % _shown(counts)


def _shown(counts: dict) -> dict[str, str]:
    return {name: format_number(count) for name, count in counts.items()}


def _lead(run: ImportRun):
    if run.state == ImportState.FAILED:
        return run.refusal
    if run.state != ImportState.CHECKED:
        return ""
    if _is_ready(run.counts):
        return _("Nothing is written yet. Everything is written at once, or nothing.")
    if not run.counts["problems"] and not run.counts["questions"]:
        return _("The import would change nothing, so there is nothing to write.")
    return _("Nothing is written. The place of each problem and each question stands below.")


@require_POST
def apply_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it written; the page that follows shows how far it is, and needs no message that would outlive it."""
    run = _found(request, pk)
    try:
        jobs.ask_to_apply(run=run, by=request.actor, on=clock.today())
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_page(run))


@require_POST
def answer_questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answers and look again; without questions just look again."""
    run = _found(request, pk)
    form = QuestionsForm(request.POST, questions=runs.preview_of(run).questions)
    answers = form.answers() if form.is_valid() else {}
    done, to = _("Checked again."), _page(run)
    return answer(request, importing.check_again, done=done, to=to, run=run, answers=answers, by=request.actor)


@require_POST
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back; a refusal is said on the page of the import."""
    run, done = _found(request, pk), _("The import was taken back.")
    to = _page(run)
    return answer(request, importing.undo, done=done, to=to, run=run, by=request.actor, on=clock.today())
