"""Writing an import in the worker: a person asks for it and may close the page."""

import logging
from dataclasses import asdict
from datetime import date

from gromada.core import jobs
from gromada.core.imports import progress, running
from gromada.core.imports.reading import known
from gromada.core.models.imports import ImportRun, ImportState
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action

log = logging.getLogger(__name__)
BROKEN = _("Something went wrong that we did not foresee. Nothing was written; the administrator finds it in the log.")


@action
def ask_to_apply(*, run: ImportRun, by: Actor, on: date) -> None:
    """Have the import written by the worker. Refused when it is not checked, has problems or open questions."""
    row = known(run.kind)
    require(by, row.deed)
    fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
    if fresh.state != ImportState.CHECKED:
        raise Refusal(_("This import is not waiting to be written. Check it again first."))
    running.refuse_unless_ready(fresh.counts)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.APPLYING, refusal="")
    jobs.enqueue_on_commit(write_import, run.pk, asdict(by), on.isoformat())


@jobs.task()
def write_import(run_id: int, actor: dict, on: str) -> None:
    """The job: write it, or note why it was not written."""
    run = ImportRun.objects.get(pk=run_id)
    if run.state != ImportState.APPLYING:
        return
    try:
        running.apply(run=run, by=Actor(**actor), on=date.fromisoformat(on))
    except Refusal as refusal:
        _failed(run_id, str(refusal))
    except Exception:
        _failed(run_id, str(BROKEN))
        log.exception("import %s was not written", run_id)
        raise
    finally:
        progress.forget(run_id)


def _failed(run_id: int, sentence: str) -> None:
    ImportRun.objects.filter(pk=run_id, state=ImportState.APPLYING).update(state=ImportState.FAILED, refusal=sentence)
