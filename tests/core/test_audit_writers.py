"""The journal under many writers at once, with real commits."""

import threading

from django.db import connections

from gromada.core import audit
from gromada.core.permissions import OPERATOR
from tests.core.test_audit import a_unit, base, note


def test_eight_writers_at_once_keep_one_chain(own_database):
    unit, start, faults = a_unit("98"), base(), []

    def write():
        try:
            for _turn in range(5):
                note(unit=unit, by=OPERATOR, times=2)
        except Exception as error:  # noqa: BLE001 - whatever a writer met is what the test is about
            faults.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write) for _writer in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    verdict = audit.verify()
    assert verdict.whole
    assert verdict.events == start + 8 * 5 * 2
