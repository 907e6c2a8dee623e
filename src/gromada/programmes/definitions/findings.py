"""What a check finds in a definition, and the walk over all its parts that the checks share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from .definition import Definition
from .schema import SEVERITIES, Part


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that does not fit: an error keeps the file from being loaded, a warning and a note are said aloud."""

    code: str
    severity: str = field(metadata={"one_of": SEVERITIES})
    sentence: str
    hint: str = ""
    source: str = ""


def error(code: str, sentence, hint="", source: str = "") -> Finding:
    return Finding(code=code, severity="error", sentence=str(sentence), hint=str(hint), source=source)


def warning(code: str, sentence, hint="", source: str = "") -> Finding:
    return Finding(code=code, severity="warning", sentence=str(sentence), hint=str(hint), source=source)


def note(code: str, sentence, hint="", source: str = "") -> Finding:
    return Finding(code=code, severity="note", sentence=str(sentence), hint=str(hint), source=source)


def parts(definition: Definition) -> Iterator[tuple[str, Part]]:
    """Every part of a definition that should name its source, with its place in the file."""
    yield "", definition
    yield from _below(definition, "")


def _below(record, place: str) -> Iterator[tuple[str, Part]]:
    for found in fields(record):
        yield from _in(getattr(record, found.name), f"{place}.{found.name}" if place else found.name)


def _in(value, place: str) -> Iterator[tuple[str, Part]]:
    if isinstance(value, tuple):
        for number, item in enumerate(value, 1):
            yield from _in(item, f"{place}[{number}]")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _in(item, f"{place}.{key}")
    elif is_dataclass(value):
        if isinstance(value, Part):
            yield place, value
        yield from _below(value, place)
