"""The strictness of the suite: whole classes of mistakes are failures here (docs/explanation/the-house.md)."""

import random
import re
from pathlib import Path

import pytest
from django.db import connection, models
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.databases"]
# A busy machine is slow, not wrong: no example has a time limit.
settings.register_profile("gromada", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gromada")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
ALLOWED_WRITES = re.compile(r'"(django_session|core_readevent|accounts_failedsignin)"', re.IGNORECASE)
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def pytest_collection_modifyitems(config, items):
    chosen = config.getoption("markexpr")
    for item in items:
        if "shared" in item.keywords and not SHARED.exists():
            item.add_marker(pytest.mark.skip(reason=f"the real files are not here: {SHARED}"))
        if "journey" in item.keywords and "journey" not in chosen:
            item.add_marker(pytest.mark.skip(reason="a browser journey: run `make journeys`"))


def pytest_addoption(parser):
    parser.addoption(
        "--no-skips", action="store_true", help="a skipped test fails the run: for CI, which has everything"
    )


def pytest_terminal_summary(terminalreporter, config):
    skipped = terminalreporter.stats.get("skipped", [])
    if config.getoption("--no-skips") and skipped:
        terminalreporter.section("skipped, and nothing may skip here")
        for report in skipped:
            terminalreporter.write_line(f"{report.nodeid}: {report.longrepr[-1] if report.longrepr else ''}")


def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared():
    """The folder of real public data; tests that use it are marked `shared` and skip where it is absent."""
    return SHARED


@pytest.fixture(autouse=True)
def polish_unless_said_otherwise():
    """A page visited in another language leaves it behind in the thread; every test begins in Polish."""
    translation.activate("pl")
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def unordered_queries_are_shuffled(monkeypatch):
    """A list that relies on an order it did not ask for comes back in another one."""
    fetch_all = models.QuerySet._fetch_all

    def shuffled(self):
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and self._result_cache and not self.ordered and not self.query.is_sliced:
            random.shuffle(self._result_cache)

    monkeypatch.setattr(models.QuerySet, "_fetch_all", shuffled)


@pytest.fixture(autouse=True)
def a_get_writes_nothing(monkeypatch):
    """A GET may write the session, the log of reads and the throttle; any other write fails the test."""
    request = Client.generic

    def guarded(self, method, *args, **kwargs):
        if method != "GET":
            return request(self, method, *args, **kwargs)
        with connection.execute_wrapper(refuse_writes):
            return request(self, method, *args, **kwargs)

    monkeypatch.setattr(Client, "generic", guarded)


def refuse_writes(execute, sql, params, many, context):
    if WRITES.match(sql) and not ALLOWED_WRITES.search(sql):
        msg = f"A GET wrote: {sql[:200]}"
        raise AssertionError(msg)
    return execute(sql, params, many, context)
