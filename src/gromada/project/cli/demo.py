"""What must happen to the home before `gromada demo` reads the settings: it is marked as a demo, or left alone."""

import argparse
import os

from gromada.project import home
from gromada.project.cli.speech import Speech

DATABASE = "gromada.sqlite3"
NOT_A_DEMO = {
    "pl": "W %(home)s są już dane, które nie są pokazem. Wskaż inny katalog: GROMADA_HOME=… gromada demo.",
    "en": "%(home)s already holds data that is not a demo. Name another directory: GROMADA_HOME=… gromada demo.",
}


def before(asked: argparse.Namespace, speech: Speech) -> int | None:
    """Mark the home; None when the build may go on, 1 when the home holds real data."""
    where = home.directory()
    database = where / DATABASE
    if not home.is_demo():
        if database.exists() and not os.environ.get("DATABASE_URL"):
            speech.say(NOT_A_DEMO[asked.lang] % {"home": where})
            return 1
        home.mark_demo({"built": False})
    elif asked.rebuild or not home.demo_facts().get("built"):
        for suffix in ("", "-wal", "-shm"):
            (where / f"{DATABASE}{suffix}").unlink(missing_ok=True)
        home.mark_demo({"built": False})
    return None
