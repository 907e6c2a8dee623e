"""`gromada serve` and `gromada worker`: pages, and beside them one process that does what may take longer."""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

from granian import Granian
from granian.constants import Interfaces

from gromada.core import jobs, outbox
from gromada.core.text import _
from gromada.project import home
from gromada.project.cli.speech import Speech

PAUSE = 2.0  # seconds the worker rests when nothing waits
PATIENCE = 15.0  # seconds a worker has to end its job when the server stops


def serve(asked: argparse.Namespace, speech: Speech, host: str, *, workers: int) -> int:
    """Serve this home until stopped, with one worker beside it unless --no-worker says that it runs elsewhere."""
    speech.say(_("Gromada is at http://%(host)s:%(port)d/ (stop it with Ctrl+C).") % {"host": host, "port": asked.port})
    with contextlib.nullcontext() if asked.no_worker else _worker_beside():
        Granian(
            target="gromada.project.wsgi:application",
            address=host,
            port=asked.port,
            interface=Interfaces.WSGI,
            workers=workers,
            log_access=False,
            websockets=False,
        ).serve()
    return 0


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    """A child process that does the jobs; it ends with the block, and by itself should this process be killed.

    What it prints (letters, where no mail server is set) goes to worker.log in the home; errors to this terminal.
    """
    words = [sys.executable, "-m", "gromada.project", "worker", "--parent", str(os.getpid())]
    with (home.directory() / "worker.log").open("wb") as log:
        child = subprocess.Popen(words, stdout=log)  # noqa: S603 - our own program
        try:
            yield
        finally:
            child.terminate()
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def worker(asked: argparse.Namespace, speech: Speech) -> int:
    """Do the waiting jobs and send the waiting letters; a signal to stop lets the job at hand end first."""
    stopped = threading.Event()
    if not asked.once:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_facts: stopped.set())
    while not stopped.is_set():
        if asked.parent and os.getppid() != asked.parent:
            break
        done = jobs.run_pending(limit=1) + outbox.send_due()
        if asked.once and not done:
            speech.result({"waiting": 0}, _("Nothing waits."))
            break
        if not done:
            stopped.wait(PAUSE)
    return 0
