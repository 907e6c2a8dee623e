"""Jobs: they commit with the deed that asked for them, and one that fails stops no other."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from gromada.core import jobs

# The worker closes connections as it goes, so each test works on a database of its own.
pytestmark = pytest.mark.usefixtures("own_database")
done = []


@jobs.task()
def note(word):
    done.append(word)


@jobs.task()
def fail():
    raise RuntimeError("on purpose")


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


def test_a_job_is_done_once_after_the_deed():
    with transaction.atomic():
        jobs.enqueue_on_commit(note, "plan")
        assert done == []
    assert jobs.run_pending() == 1
    assert jobs.run_pending() == 0
    assert done == ["plan"]


def test_a_job_of_a_deed_that_failed_is_never_done():
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - a deed that fails after its other work
        jobs.enqueue_on_commit(note, "plan")
        raise RuntimeError
    assert jobs.run_pending() == 0
    assert done == []


def test_a_job_that_fails_is_marked_and_stops_no_other():
    jobs.enqueue_on_commit(fail)
    jobs.enqueue_on_commit(note, "next")
    assert jobs.run_pending() == 2
    assert done == ["next"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def test_at_most_the_limit_is_done():
    for number in range(3):
        jobs.enqueue_on_commit(note, number)
    assert jobs.run_pending(limit=2) == 2
    assert len(done) == 2


def test_a_queue_outside_the_database_is_told_after_the_commit(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with transaction.atomic():
        jobs.enqueue_on_commit(note, "plan")
        assert done == []
    assert done == ["plan"]
