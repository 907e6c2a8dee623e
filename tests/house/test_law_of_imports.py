"""The import contracts hold, and each is able to fail."""

import shutil
import subprocess
import sys

import pytest

from tests.house.layout import PACKAGE, ROOT

LINT = [shutil.which("lint-imports", path=str(ROOT / ".venv" / "bin")) or "lint-imports", "--no-cache"]

PLANTED = {
    "programme-path": ("strategies/queries/of_strategies.py", "import gromada.plans.queries"),
    "rooms": ("contracts/models.py", "import gromada.contracts.actions"),
    "web-asks": ("contracts/views.py", "import gromada.contracts.models"),
    "pages-are-private": ("finance/actions.py", "import gromada.contracts.forms"),
    "pure-rules": ("contracts/rules.py", "import django.db"),
    "portal-privacy": ("portal/queries/__init__.py", "import gromada.reports.queries"),
    "cellar": ("core/money/arithmetic.py", "import gromada.core.workflow"),
}


def lint(folder):
    return subprocess.run(
        LINT, cwd=folder, env={"PYTHONPATH": "src", "PATH": ""}, capture_output=True, text=True, check=False
    )


def test_every_contract_is_kept():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(
        PACKAGE, folder / "src" / "gromada", ignore=shutil.ignore_patterns("*.po", "*.css", "__pycache__", "fonts")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(("contract", "module", "line"), [(name, *plant) for name, plant in PLANTED.items()])
def test_a_planted_violation_breaks_the_contract(copy_of_the_house, contract, module, line):
    path = copy_of_the_house / "src" / "gromada" / module
    before = path.read_text(encoding="utf-8")
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    try:
        done = lint(copy_of_the_house)
    finally:
        path.write_text(before, encoding="utf-8")
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def test_a_junk_drawer_cannot_be_opened(copy_of_the_house):
    drawer = copy_of_the_house / "src" / "gromada" / "plans" / "helpers.py"
    drawer.write_text('"""Odds and ends."""\n', encoding="utf-8")
    try:
        done = lint(copy_of_the_house)
    finally:
        drawer.unlink()
    assert done.returncode != 0, sys.version
