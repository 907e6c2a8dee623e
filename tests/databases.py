"""Databases of the suite: one with the common beginnings, one with the demo. Each is built once a run and copied.

The usual database of a test is a copy of the common beginnings, rolled back after each test. `demo` gives the demo instead.
A test that needs threads or real commits takes `own_database`: sealed tables cannot be flushed, so it gets a copy to spoil.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import uuid
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

RUN = "GROMADA_TEST_RUN"


def pytest_configure(config):
    # Set in the controller before its workers start, so that all of one run share the templates.
    os.environ.setdefault(RUN, uuid.uuid4().hex[:12])


def pytest_sessionfinish(session):
    if hasattr(session.config, "workerinput"):
        return
    shutil.rmtree(folder_of_run(), ignore_errors=True)
    if connection.vendor == "postgresql":
        drop_databases_of_run()


def folder_of_run() -> Path:
    folder = Path(tempfile.gettempdir()) / f"gromada-run-{os.environ[RUN]}"
    folder.mkdir(exist_ok=True)
    return folder


@contextlib.contextmanager
def locked(name: str):
    """One worker at a time."""
    with (folder_of_run() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def drop_databases_of_run() -> None:
    """Past Django, which lets nobody near a database once the tests are over."""
    known = connection.settings_dict
    where = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    given = {key: value for key, value in where.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        names = server.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"run_{os.environ[RUN]}%"]
        ).fetchall()
        for (name,) in names:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _admin(sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def _name(role: str) -> str:
    if connection.vendor == "sqlite":
        return str(folder_of_run() / f"{role}.sqlite3")
    return f"run_{os.environ[RUN]}_{role}"


@contextlib.contextmanager
def moved_to(name: str):
    """Let the default connection point at another database for a while."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def template(role: str, build) -> str:
    """The name of a database that `build` filled, made by whichever worker comes first."""
    name, done = _name(role), folder_of_run() / f"{role}.done"
    with locked(role):
        if not done.exists():
            if connection.vendor == "postgresql":
                _admin(f'CREATE DATABASE "{name}"')
            with moved_to(name):
                call_command("migrate", verbosity=0)
                build()
                if connection.vendor == "sqlite":
                    with connection.cursor() as cursor:
                        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            done.touch()
    return name


@contextlib.contextmanager
def copy_of(source: str):
    name = _name(f"copy_{uuid.uuid4().hex[:10]}")
    if connection.vendor == "sqlite":
        shutil.copy(source, name)
        yield name
        return
    with locked("copying"):
        _admin(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    try:
        yield name
    finally:
        _admin(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def begin():
    from gromada.core.permissions import SYSTEM
    from gromada.project.demo import beginnings

    beginnings.units(by=SYSTEM)
    beginnings.rates(by=SYSTEM)
    beginnings.programmes(by=SYSTEM, on=date(2007, 1, 2))


@pytest.fixture(scope="session")
def common_template(django_test_environment, django_db_blocker):
    with django_db_blocker.unblock():
        return template("common", begin)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, common_template):
    """In the place of pytest-django's own: every worker works on a copy of the common beginnings."""
    with django_db_blocker.unblock(), copy_of(common_template) as name, moved_to(name):
        yield


@pytest.fixture
def own_database(django_db_setup, django_db_blocker, common_template):
    """A database of this test's own, with the common beginnings, in which commits are real."""
    with django_db_blocker.unblock(), copy_of(common_template) as name, moved_to(name):
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def demo_template(django_test_environment, django_db_blocker):
    from gromada.project.demo import build

    with django_db_blocker.unblock():
        return template("demo", build.build)


@pytest.fixture(scope="session")
def demo_copy(django_db_setup, django_db_blocker, demo_template):
    with django_db_blocker.unblock(), copy_of(demo_template) as name:
        yield name


@pytest.fixture
def demo(demo_copy, django_db_blocker):
    """The demo's database; what the test does to it is rolled back."""
    with django_db_blocker.unblock(), moved_to(demo_copy), transaction.atomic():
        yield
        transaction.set_rollback(True)
