"""Runs one command inside Django and turns every anticipated refusal into a sentence and exit status 1."""

import argparse
import importlib

import django
from django.conf import settings
from django.db import OperationalError, ProgrammingError
from django.utils import translation

from gromada.project.cli.speech import Speech

django.setup()

permissions = importlib.import_module("gromada.core.permissions")
definitions = importlib.import_module("gromada.programmes.definitions")
text = importlib.import_module("gromada.core.text")


def run(asked: argparse.Namespace, speech: Speech) -> int:
    """The exit status: 0 done, 1 refused or problems found."""
    commands = importlib.import_module("gromada.project.cli.commands")
    with translation.override(asked.lang):
        try:
            return getattr(commands, asked.run)(asked, speech)
        except (permissions.Refusal, definitions.DefinitionError) as refusal:
            return refuse(speech, str(refusal))
        except FileNotFoundError as error:
            return refuse(speech, text._("There is no file %(file)s.") % {"file": error.filename})
        except (OperationalError, ProgrammingError) as error:
            if settings.DEBUG:
                raise
            return refuse(
                speech,
                text._("The database does not answer as expected (%(error)s). Run “gromada migrate” first.")
                % {"error": str(error).splitlines()[0]},
            )


def refuse(speech: Speech, sentence: str) -> int:
    if speech.as_json:
        speech.result({"error": str(sentence)})
    speech.say(sentence)
    return 1
