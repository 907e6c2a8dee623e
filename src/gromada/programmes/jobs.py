"""What the worker does for this room: writing a division of many gminas, so that nobody waits for the page."""

import logging
from dataclasses import asdict
from datetime import date

from gromada.core import jobs
from gromada.core.permissions import Actor, Refusal
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes import actions
from gromada.programmes.models import AllocationRun, Programme
from gromada.programmes.queries import Wish

log = logging.getLogger(__name__)
MANY = 100  # more gminas than this are written by the worker
BROKEN = _("Something went wrong that we did not foresee. Nothing was written; the administrator finds it in the log.")


@action
def ask_for_division(  # noqa: PLR0913 - a decision has this many facts
    *, programme: Programme, wish: Wish, digest: str, document: str = "", by: Actor, on: date
) -> AllocationRun:
    """Decide a division and have it written by the worker: the run says when it is done, or why it was not written."""
    run = actions.begin_division(programme=programme, wish=wish, digest=digest, document=document, by=by, on=on)
    jobs.enqueue_on_commit(write_division, run.pk, asdict(by), on.isoformat())
    return run


@jobs.task()
def write_division(run_id: int, actor: dict, on: str) -> None:
    """The job: write the division as it was decided, all of it, or note why not."""
    run = AllocationRun.objects.get(pk=run_id)
    try:
        actions.carry_out_division(run=run, by=Actor(**actor), on=date.fromisoformat(on))
    except Refusal as refusal:
        _failed(run_id, str(refusal))
    except Exception:
        _failed(run_id, str(BROKEN))
        log.exception("division %s was not written", run_id)
        raise


def _failed(run_id: int, sentence: str) -> None:
    AllocationRun.objects.filter(pk=run_id, done=0).update(failure=sentence)
