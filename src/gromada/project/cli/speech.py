"""How the command line speaks: results on standard output, everything said to a person on standard error."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


def plain(value):
    """Money and rates as strings, days in ISO form: what JSON would else bend into floats."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


@dataclass(frozen=True)
class Speech:
    language: str
    as_json: bool

    def say(self, text) -> None:
        """Tell the person at the terminal; never part of the result."""
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

    def result(self, facts: dict, text="") -> None:
        """The result: one JSON object with --json, else the text for people."""
        line = json.dumps(facts, ensure_ascii=False, default=plain) if self.as_json else str(text)
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
