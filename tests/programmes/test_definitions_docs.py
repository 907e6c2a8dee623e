"""The page for whoever writes a definition file names every key, code and mark that the files may hold."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from gromada.programmes.definitions import choosing, definition_files, rulesets, schema
from gromada.programmes.definitions.definition import Definition

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "definition-file.md").read_text(encoding="utf-8")
WORDS = set(re.findall(r"[a-z_0-9]+", PAGE))
RECORDS = [record for record in vars(schema).values() if isinstance(record, type) and hasattr(record, "say")]


@pytest.mark.parametrize(
    "record",
    [*RECORDS, Definition, rulesets.RuleSet, choosing.Measure, choosing.Place, choosing.Recipe],
    ids=lambda record: record.__name__,
)
def test_every_key_is_on_the_page(record):
    keys = {found.name for found in fields(record) if not found.metadata.get("computed")}
    assert keys - WORDS == set()


@pytest.mark.parametrize(
    "codes",
    [
        schema.CERTAINTIES, schema.SEVERITIES, schema.STEPS, schema.SIDE_STATES, schema.ROLES, schema.PROVIDER_KINDS,
        schema.SECTION_CODES, schema.EXCHANGE_RULES, schema.WORDS, tuple(schema.NUMBER_PARTS),
        tuple(rulesets.PARAMETERS), choosing.DIRECTIONS, choosing.TRANSFORMS, choosing.MISSING, choosing.AGGREGATIONS,
        choosing.QUOTAS,
    ],
)  # fmt: skip
def test_every_code_is_on_the_page(codes):
    assert set(codes) - WORDS == set()


def test_every_deed_is_on_the_page():
    assert [deed for deed in schema.DEEDS if f"`{deed}`" not in PAGE] == []


def test_every_public_page_that_a_file_cites_is_listed():
    cited = {
        mark for path in definition_files() for mark in re.findall(r"\bF\d+b?\b", path.read_text(encoding="utf-8"))
    }
    listed = set(re.findall(r"\bF\d+b?\b", PAGE.split("| mark | public page |")[1]))
    assert cited - listed == set()


def test_no_sentence_of_a_file_is_empty_or_carries_a_contact():
    for path in definition_files():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r'_(pl|en) = ""', text)
        assert "@" not in text
        assert not re.search(r"\btel\.|\+48", text)
