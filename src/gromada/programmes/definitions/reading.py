"""Reading a definition file: its text, the kind it is based on merged under it, and the record made of both."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from gromada.core.text import _

from .building import build
from .definition import Definition, DefinitionError
from .rulesets import RuleSet
from .schema import Cell

FOLDER = Path(__file__).parent
OWN_KEYS = ("abstract",)
"""What a kind says of itself alone: not handed down to an edition that stands on it."""


def read(path_or_text: Path | str) -> Definition:
    """The definition in a file, or in a text that is TOML (it then has a line break).

    A file is a path or the bare name of a definition of ours. Raises DefinitionError naming file, key and what to do.
    """
    text, name, folder = _source(path_or_text)
    try:
        return define(merged_table(text, folder))
    except DefinitionError as error:
        error.file = error.file or name
        raise


def define(table: Mapping) -> Definition:
    """The definition made of one whole table, such as `json.loads(definition.stored)`. Raises DefinitionError."""
    table = _plain(table)
    definition = build(Definition, table)
    rule_sets = tuple(_with_defaults(rules, definition) for rules in definition.rule_sets)
    cells = tuple(_with_own_sources(cell) for cell in definition.cells)
    stored = json.dumps(table, ensure_ascii=False, sort_keys=False, separators=(",", ":"))
    canonical = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    fingerprint = hashlib.sha256(canonical.encode()).hexdigest()
    return replace(definition, rule_sets=rule_sets, cells=cells, stored=stored, fingerprint=fingerprint)


def merged_table(text: str, folder: Path = FOLDER, seen: tuple[str, ...] = ()) -> dict:
    """The table of a text with the kinds it is based on merged under it (nearest wins)."""
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(_("The file is not valid TOML: %(error)s.") % {"error": error}) from error
    base = table.get("based_on", "")
    if not base:
        return table
    if not isinstance(base, str) or base in seen or Path(base).name != base:
        raise DefinitionError(
            _("“%(base)s” cannot be what this file is based on: name another definition file without a path.")
            % {"base": base},
            key="based_on",
        )
    below = merged_table(_base_text(base, folder), folder, (*seen, base))
    return merge({key: below[key] for key in below if key not in OWN_KEYS}, table)


def merge(below: Mapping, above: Mapping) -> dict:
    """Two tables as one: tables are merged deep; anything else above, lists too, replaces what is below."""
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def definition_files() -> tuple[Path, ...]:
    """The definition files that come with the product, by name."""
    return tuple(sorted(FOLDER.glob("*.toml")))


def _source(path_or_text: Path | str) -> tuple[str, str, Path]:
    if isinstance(path_or_text, str) and "\n" in path_or_text:
        return path_or_text, "", FOLDER
    path = Path(path_or_text)
    if not path.suffix and path.name == str(path_or_text) and not path.exists():
        path = FOLDER / f"{path.name}.toml"
    return _text(path), path.name, path.parent


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        sentence = _("The file is not written in UTF-8: save it so and try again.")
        raise DefinitionError(sentence, file=path.name) from error
    except OSError as error:
        raise DefinitionError(_("The file cannot be opened: check its name and place."), file=path.name) from error


def _base_text(base: str, folder: Path) -> str:
    beside = folder / f"{base}.toml"
    return _text(beside if beside.exists() else FOLDER / f"{base}.toml")


def _with_defaults(rules: RuleSet, definition: Definition) -> RuleSet:
    return replace(rules, parameters=MappingProxyType({**definition.parameters, **rules.parameters}))


def _with_own_sources(cell: Cell) -> Cell:
    """An example without a source of its own has that of its field."""
    examples = tuple(
        example if example.source else replace(example, source=cell.source, certainty=cell.certainty)
        for example in cell.examples
    )
    return replace(cell, examples=examples)


def _plain(value):
    """The same value out of texts, whole numbers, lists and tables only, so that JSON keeps it."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
