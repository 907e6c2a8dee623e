"""The one import point of Django Tasks: on Django 6 one import becomes `django.tasks`, and nothing else changes."""

from functools import partial

from django.db import transaction
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.management.commands.db_worker import Worker

__all__ = ["enqueue_on_commit", "run_pending", "task"]


def enqueue_on_commit(job, *args, **kwargs) -> None:
    """Have `job` done once the present transaction commits, and never when it is rolled back.

    The database back end keeps its queue in the same transaction, so a crash right after the commit loses nothing; any
    other back end is told after the commit.
    """
    if isinstance(job.get_backend(), DatabaseBackend):
        job.enqueue(*args, **kwargs)
    else:
        transaction.on_commit(partial(job.enqueue, *args, **kwargs))


def run_pending(limit: int | None = None) -> int:
    """Do the waiting jobs of every queue, at most `limit`, in this process; returns how many were tried.

    For `gromada worker` between its other duties, and for tests. A job that fails is marked so and stops no other.
    """
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=limit,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.run()
    return worker._run_tasks  # the worker tells this number nowhere else
