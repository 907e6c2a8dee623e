"""What holds of every source file: its size, its words, its reason to be."""

import ast
import re
import tomllib

import pytest

from tests.house.layout import PACKAGE, ROOT, modules

LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
LONG_FOR_A_REASON = {"_sample": "the patterns page shows one of each part, as data"}
OF_ONE_PROGRAMME = re.compile(r"\b(pis|pal|ppwow)\b|jaktor", re.IGNORECASE)
ONLY_THERE = ("programmes/definitions/", "project/demo/")
REGISTRIES = re.compile(r"https?://[^ ]*(pypi|npmjs|/simple)|files\.pythonhosted", re.IGNORECASE)
STRAY = re.compile(r"\b(TODO|FIXME|XXX)\b")


def inside(path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", modules(), ids=inside)
def test_a_module_says_what_lives_in_it_and_is_not_a_hall(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "open with one to three sentences"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in LONG_FOR_A_REASON:
            assert node.end_lineno - node.lineno < LONGEST_FUNCTION, node.name
    assert not STRAY.search(text)


def programme_free():
    kinds = ("*.py", "*.html", "*.typ", "*.txt", "*.css", "*.js")
    for kind in kinds:
        for path in sorted(PACKAGE.rglob(kind)):
            if not inside(path).startswith(ONLY_THERE):
                yield path


def test_no_module_template_or_migration_names_one_programme():
    found = [
        f"{inside(path)}: {match.group(0)}"
        for path in programme_free()
        for match in [OF_ONE_PROGRAMME.search(path.read_text(encoding="utf-8"))]
        if match
    ]
    assert found == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.lock")), ids=lambda path: path.name)
def test_a_lock_file_has_hashes_and_no_address(path):
    text = path.read_text(encoding="utf-8")
    assert "http" not in text
    pinned = re.findall(r"^[A-Za-z0-9_.\-\[\],]+==", text, re.MULTILINE)
    assert len(pinned) > 20
    assert len(re.findall(r"--hash=sha256:", text)) >= len(pinned)


def test_locks_hold_each_other():
    """What runs in production is what is tested: every pin of the runtime lock is in the others."""
    pins = {
        name: dict(
            re.findall(
                r"^([a-z0-9_.\-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE
            )
        )
        for name in ("requirements.lock", "requirements-test.lock", "requirements-dev.lock")
    }
    for name in ("requirements-test.lock", "requirements-dev.lock"):
        assert {key: pins[name].get(key) for key in pins["requirements.lock"]} == pins["requirements.lock"]


def test_a_waiver_of_the_linter_says_why():
    for path in modules():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "# noqa" in line:
                assert re.search(r"# noqa: [A-Z0-9, ]+ - .+", line), f"{inside(path)}:{number}"


def test_no_registry_is_named():
    for kind in ("*.toml", "*.txt", "*.in", "*.lock", "*.json", "*.yml", "*.md", "Makefile"):
        for path in ROOT.glob(kind):
            assert not REGISTRIES.search(path.read_text(encoding="utf-8")), path.name


def test_every_ignored_rule_of_the_linter_has_a_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ignored = tomllib.loads(text)["tool"]["ruff"]["lint"]["ignore"]
    assert len(ignored) < 40
