"""The tables a demo makes at once are the tables that the migrations lead to: columns, constraints, indexes, seals."""

import os
import re
import sqlite3
import subprocess
import sys

from tests.house.layout import ROOT

AT_ONCE = "import django; django.setup(); from gromada.project.demo import tables; tables.create()"


def made_by(home, *words) -> dict:
    """What a home's database holds after the command, in a form that knows no order."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GROMADA", "DATABASE"))}
    env = kept | {
        "GROMADA_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "gromada.project.settings",
    }
    subprocess.run([sys.executable, *words], env=env, check=True, capture_output=True)
    with sqlite3.connect(home / "gromada.sqlite3") as base:
        found = base.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
        tables = sorted(name for kind, name, _of, _sql in found if kind == "table" and not name.startswith("sqlite_"))
        columns = {name: sorted(row[1:4] for row in base.execute(f'PRAGMA table_info("{name}")')) for name in tables}
        applied = sorted(base.execute("SELECT app, name FROM django_migrations").fetchall())
    promises = {
        name: sorted(re.findall(r'CONSTRAINT "(\w+)" (CHECK|UNIQUE)', sql))
        for kind, name, _of, sql in found
        if kind == "table"
    }
    others = sorted((kind, name, of) for kind, name, of, sql in found if kind in {"index", "trigger"} and sql)
    return {"columns": columns, "promises": promises, "others": others, "applied": applied}


def test_a_demo_has_the_tables_of_the_migrations(tmp_path):
    step_by_step = made_by(tmp_path / "steps", "-m", "gromada.project", "migrate")
    at_once = made_by(tmp_path / "once", "-c", AT_ONCE)
    for what in step_by_step:
        assert at_once[what] == step_by_step[what], what
