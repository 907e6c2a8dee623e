"""The program `gromada`: everything a person or a script does without a browser (docs/reference/commands.md)."""

import importlib
import os
import sys

from gromada.project.cli.parser import UsageError, parse
from gromada.project.cli.speech import Speech


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0 when done, 1 when refused or when problems were found, 2 when the command is not understood."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        asked = parse(words)
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    speech = Speech(language=asked.lang, as_json=getattr(asked, "json", False))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gromada.project.settings")
    if asked.before:
        # A demo home must be marked before the settings are read: they ask the home what it is.
        status = importlib.import_module(f"gromada.project.cli.{asked.before}").before(asked, speech)
        if status is not None:
            return status
    running = importlib.import_module("gromada.project.cli.running")
    return running.run(asked, speech)
