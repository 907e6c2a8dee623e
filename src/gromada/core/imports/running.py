"""The deeds of an import: look first (nothing is written), then write what was shown, all of it, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation

from gromada.core import audit, clock, documents
from gromada.core.imports import packing, progress, undoing
from gromada.core.imports.frame import Asked, File, Importer, Plan, Undo
from gromada.core.imports.reading import known, plan_of
from gromada.core.models.imports import ImportRun, ImportState, ImportTrace
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action

RETENTION = "import"
CHANGED = _("Something changed since the preview. Check the import again and look at what it would do now.")


@dataclass(frozen=True)
class Outcome:
    """What came of an import asked for in one go: its plan, its run where something was written, and how many rows."""

    plan: Plan
    run: ImportRun | None = None
    written: int = 0


def check(  # noqa: PLR0913 - what a wish to import is made of
    *,
    kind: str,
    files: Sequence[File],
    options: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    by: Actor,
    on: date,
) -> ImportRun:
    """Read the files as `kind` and keep what the import would do, with the files; nothing else is written.

    The reading is done before the transaction, so that nobody waits for it. Raises NotAllowed without the importer's
    deed, Refusal for an unknown kind or for files that may not be kept.
    """
    row = known(kind)
    require(by, row.deed)
    asked = Asked(tuple(files), on, _given(options), dict(answers or {}), by)
    for file in asked.files:
        documents.accepted(file.content, file.name, "", for_data=True)
    return _keep(row=row, asked=asked, plan=plan_of(row, asked), by=by)


def _given(options: Mapping[str, str] | None) -> dict[str, str]:
    """An option left empty is an option not given."""
    return {name: value for name, value in (options or {}).items() if value}


@action
def _keep(*, row: Importer, asked: Asked, plan: Plan, by: Actor) -> ImportRun:
    run = _new_run(row, asked, by)
    _note(run, plan)
    run.save(force_insert=True)
    ImportTrace.objects.create(run=run, preview=packing.packed_preview(plan))
    _store(run, asked.files, by)
    return run


def _new_run(row: Importer, asked: Asked, by: Actor) -> ImportRun:
    return ImportRun(
        kind=row.kind,
        digest=packing.digest_of(row.kind, asked.files, asked.options),
        names=[file.name for file in asked.files],
        options=dict(asked.options),
        answers=dict(asked.answers),
        by_id=by.person_id,
        by_name=by.name,
        by_role=by.role,
        language=translation.get_language() or "pl",
        on=asked.on,
        checked_at=clock.now(),
    )


def _note(run: ImportRun, plan: Plan) -> None:
    run.counts = _counts(plan)
    run.facts = plan.facts
    run.plan_digest = packing.digest_of_plan(plan)


def _counts(plan: Plan) -> dict[str, int]:
    found = {"problems": len(plan.problems), "questions": len(plan.questions), "remarks": len(plan.remarks)}
    return {act: plan.count(act) for act in packing.ACTS} | found


def _store(run: ImportRun, files: Sequence[File], by: Actor) -> None:
    for file in files:
        documents.store(
            content=file.content,
            name=file.name,
            media_type="",
            access=documents.Access.OFFICE,
            retention=RETENTION,
            reference=run.reference,
            by=by,
            for_data=True,
        )


def _asked_again(run: ImportRun, by: Actor) -> Asked:
    """The wish as it was kept: the same bytes, options, answers and day, in the language of the preview."""
    kept = [File(row.name, documents.content(row)) for row in documents.documents_of(run.reference)]
    return Asked(tuple(kept), run.on, run.options, run.answers, by)


def check_again(*, run: ImportRun, answers: Mapping[str, str] | None = None, by: Actor) -> ImportRun:
    """Read the kept files once more, with these answers added: after questions, after a failure, after other changes."""
    row = known(run.kind)
    require(by, row.deed)
    run.answers = {**run.answers, **{key: value for key, value in (answers or {}).items() if value}}
    with translation.override(run.language):
        plan = plan_of(row, _asked_again(run, by))
    return _keep_again(run, plan)


@transaction.atomic
def _keep_again(run: ImportRun, plan: Plan) -> ImportRun:
    fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
    if fresh.state == ImportState.APPLIED:
        raise Refusal(_("This import is written already. Take it back first, or begin a new one."))
    _note(fresh, plan)
    fresh.answers, fresh.state, fresh.refusal, fresh.checked_at = run.answers, ImportState.CHECKED, "", clock.now()
    fresh.applied_on = fresh.applied_at = fresh.undone_on = fresh.undone_at = None
    fresh.save(force_update=True)
    ImportTrace.objects.filter(run=fresh).update(preview=packing.packed_preview(plan), undo=b"", tables=[])
    return fresh


@action
def apply(*, run: ImportRun, by: Actor, on: date, tell: Callable[[int, int], None] | None = None) -> ImportRun:
    """Write everything that the preview showed, or nothing. The files are read again from the kept bytes.

    Raises Refusal when the import has problems or open questions, changes nothing, was written already, or when the
    plan is no longer the one that was shown.
    """
    row = known(run.kind)
    require(by, row.deed)
    fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
    if fresh.state not in {ImportState.CHECKED, ImportState.APPLYING}:
        raise Refusal(_("This import is not waiting to be written. Check it again first."))
    with translation.override(fresh.language):
        plan = plan_of(row, _asked_again(fresh, by))
    refuse_unless_ready(_counts(plan))
    if packing.digest_of_plan(plan) != fresh.plan_digest:
        raise Refusal(CHANGED)
    _write(row, plan, fresh, by=by, on=on, tell=tell or progress.teller(fresh.pk))
    return fresh


def refuse_unless_ready(counts: Mapping[str, int]) -> None:
    """Raise Refusal when what was found says that the import cannot be written, or would change nothing."""
    if counts["problems"]:
        raise Refusal(_("The files have problems. Mend them and send them again; nothing was written."))
    if counts["questions"]:
        raise Refusal(_("There are questions to answer first. Nothing was written."))
    if not counts["add"] + counts["update"]:
        raise Refusal(_("Everything in these files is here already: the import changes nothing."))


def _write(row: Importer, plan: Plan, run: ImportRun, *, by: Actor, on: date, tell) -> None:  # noqa: PLR0913 - all facts
    undo = Undo()
    try:
        with transaction.atomic():
            row.write(plan, run, by=by, on=on, undo=undo, tell=tell)
    except IntegrityError as error:
        if "sealed" in str(error):
            raise
        raise Refusal(CHANGED) from error
    old = run.state
    done = {"state": ImportState.APPLIED, "applied_on": on, "applied_at": clock.now(), "refusal": ""}
    moved = ImportRun.objects.filter(pk=run.pk, state=old).update(**done)
    if not moved:
        raise Refusal(CHANGED)
    for name, value in done.items():
        setattr(run, name, value)
    kept = packing.packed_undo(undo, undoing.fingerprints(undo.before))
    tables = sorted({apps.get_model(label)._meta.label for label in (*undo.added, *undo.before)})
    ImportTrace.objects.filter(run=run).update(undo=kept, tables=tables)
    counts = {"add": plan.count("add"), "update": plan.count("update"), "skip": plan.count("skip")}
    why = _("%(add)d added, %(update)d changed, %(skip)d left as they were") % counts
    audit.record(by=by, deed=row.deed, obj=run, on=on, old=old, new=run.state, why=str(why))


@action
def undo(*, run: ImportRun, by: Actor, on: date) -> ImportRun:
    """Take an import back: rows it added go, rows it changed get their former values, in one transaction.

    Raises Refusal, with nothing changed, when it is not written, when what it loaded is sealed, when a later import or a
    later hand changed the same rows, or when something points to a row that would go.
    """
    row = known(run.kind)
    require(by, row.deed)
    fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
    reason = undoing.why_not(fresh)
    if reason is not None:
        raise reason
    undoing.take_back(fresh.trace)
    old = fresh.state
    fresh.state, fresh.undone_on, fresh.undone_at = ImportState.UNDONE, on, clock.now()
    fresh.save(force_update=True)
    ImportTrace.objects.filter(run=fresh).update(undo=b"")
    audit.record(by=by, deed=row.deed, obj=fresh, on=on, old=old, new=fresh.state)
    return fresh


def run_now(  # noqa: PLR0913 - what a wish to import is made of
    *,
    kind: str,
    files: Sequence[File],
    options: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    by: Actor,
    on: date,
    dry_run: bool = False,
    tell: Callable[[int, int], None] | None = None,
) -> Outcome:
    """The whole import in one go, for the command line: read, and write when nothing stands in the way.

    With problems, open questions, `dry_run` or nothing new not one row is written, not even of the run. Raises
    NotAllowed without the importer's deed, Refusal for an unknown kind.
    """
    row = known(kind)
    require(by, row.deed)
    asked = Asked(tuple(files), on, _given(options), dict(answers or {}), by)
    before = _latest_written()
    plan = plan_of(row, asked)
    if dry_run or not plan.may_be_written or not plan.count("add") + plan.count("update"):
        return Outcome(plan)
    return _write_now(row=row, asked=asked, plan=plan, before=before, by=by, on=on, tell=tell or _silence)


def _silence(_done: int, _total: int) -> None:
    """Nobody watches."""


def _latest_written():
    return ImportRun.objects.aggregate(Max("applied_at"), Max("undone_at"))


@action
def _write_now(  # noqa: PLR0913 - what a wish to import is made of
    *, row: Importer, asked: Asked, plan: Plan, before: dict, by: Actor, on: date, tell: Callable[[int, int], None]
) -> Outcome:
    if _latest_written() != before:
        raise Refusal(CHANGED)
    run = _keep(row=row, asked=asked, plan=plan, by=by)
    _write(row, plan, run, by=by, on=on, tell=tell)
    return Outcome(plan, run, plan.count("add") + plan.count("update"))
