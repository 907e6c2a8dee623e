"""How far a long import is, told beside the database: its one transaction is seen by nobody before it ends.

The file lies in the home, which the web processes and the worker share as they share the documents
(docs/decisions/0009-imports.md).
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

TOLD_EVERY = 0.25  # seconds


@dataclass(frozen=True)
class Progress:
    """Done and total rows; total 0 when it is not known yet."""

    done: int = 0
    total: int = 0

    @property
    def share(self) -> int:
        """Percent, whole."""
        return min(100, 100 * self.done // self.total) if self.total else 0


def _path(run_id: int) -> Path:
    return Path(settings.HOME) / "progress" / f"import-{run_id}.json"


def teller(run_id: int) -> Callable[[int, int], None]:
    """What an importer tells its progress to; it writes at most four times a second."""
    path = _path(run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [0.0]

    def tell(done: int, total: int) -> None:
        moment = time.monotonic()
        if done < total and moment - told[0] < TOLD_EVERY:
            return
        told[0] = moment
        coming = path.with_suffix(".coming")
        coming.write_text(json.dumps([done, total]), encoding="utf-8")
        coming.replace(path)

    return tell


def of(run_id: int) -> Progress:
    try:
        return Progress(*json.loads(_path(run_id).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return Progress()


def forget(run_id: int) -> None:
    _path(run_id).unlink(missing_ok=True)
