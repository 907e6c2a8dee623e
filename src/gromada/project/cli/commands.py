"""One function a command: it asks a room's queries or does one of its actions, and says what came of it."""

import argparse
import importlib.metadata
import json
import time
from datetime import date
from pathlib import Path

from django.core.management import call_command

from gromada.accounts import queries as accounts
from gromada.core import audit as journal
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Actor, Refusal
from gromada.core.text import _
from gromada.ledger import queries as ledger
from gromada.programmes import actions as programme_actions
from gromada.programmes import definitions
from gromada.programmes import queries as programmes
from gromada.project import home
from gromada.project.cli import (
    allocating,
    consulting,
    importing,
    paths,
    people,
    plans,
    selecting,
    serving,
    strategies,
    surveys,
)
from gromada.project.cli.speech import Speech
from gromada.project.demo import build, tables
from gromada.reports import exports
from gromada.reports import queries as reports

grant = people.grant
allocate = allocating.allocate
consultation = consulting.consultation
import_files = importing.import_files
letter = allocating.letter
path = paths.path
select = selecting.select
strategy = strategies.strategy
survey_export = surveys.survey_export
survey_import = surveys.survey_import
plan_check = plans.plan_check
worker = serving.worker


def _actor(login: str, on: date) -> Actor:
    return accounts.actor_by_login(login, on) if login else OPERATOR


def migrate(asked: argparse.Namespace, speech: Speech) -> int:
    call_command("migrate", verbosity=0)
    speech.result({"migrated": True}, _("The database is up to date."))
    return 0


def prepare(asked: argparse.Namespace, speech: Speech) -> int:
    call_command("prepare", verbosity=0 if asked.quiet else 1)
    return 0


def demo(asked: argparse.Namespace, speech: Speech) -> int:
    call_command("prepare", verbosity=0)
    is_new = not home.demo_facts().get("built")
    started = time.monotonic()
    if is_new:
        speech.say(_("Building the demo: 13 gminas, 2007–2009…"))
        if tables.are_absent():
            tables.create()
        call_command("migrate", verbosity=0)
        build.build()
    facts = build.facts()
    if is_new:
        home.mark_demo({"built": True, "version": importlib.metadata.version("gromada"), **facts})
        speech.say(_("Built in %(seconds)d s.") % {"seconds": round(time.monotonic() - started)})
    speech.result(facts, _("The demo is ready in %(home)s.") % {"home": home.directory()})
    return 0 if asked.no_serve else serving.serve(asked, speech, "127.0.0.1", workers=2)


def serve(asked: argparse.Namespace, speech: Speech) -> int:
    call_command("prepare", verbosity=0)
    return serving.serve(asked, speech, asked.host, workers=asked.workers)


def convert(asked: argparse.Namespace, speech: Speech) -> int:
    facts = ledger.conversion_facts(asked.amount, asked.source, asked.target, on=asked.on, rule=asked.rule)
    line = _("%(amount)s %(currency)s at %(rate)s of %(date)s, table %(table)s")
    speech.result(facts, line % facts)
    return 0


def audit(asked: argparse.Namespace, speech: Speech) -> int:
    verdict = journal.verify()
    facts = {
        "events": verdict.events,
        "head": verdict.head,
        "whole": verdict.whole,
        "faults": [{"row": fault.seq, "message": fault.sentence} for fault in verdict.faults],
    }
    for fault in verdict.faults:
        speech.say(fault.sentence)
    words = (
        _("The journal is whole: %(events)d events, head %(head)s.") if verdict.whole else _("The journal was changed.")
    )
    speech.result(facts, words % facts)
    return 0 if verdict.whole else 1


def _definition(name: str) -> definitions.Definition:
    """A bare code names a file that comes with Gromada; anything else is a path."""
    known = Path(name).suffix == "" and "/" not in name
    return definitions.read(name if known else Path(name))


def programme_check(asked: argparse.Namespace, speech: Speech) -> int:
    found = definitions.checks(_definition(asked.file))
    facts = {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "message": str(finding.sentence),
                "hint": str(finding.hint),
                "source": finding.source,
            }
            for finding in found
        ]
    }
    lines = [f"{item['severity']}: {item['message']} {item['hint']}" for item in facts["findings"]]
    speech.result(facts, "\n".join(lines) or _("Nothing to remark."))
    return 1 if any(finding.severity == "error" for finding in found) else 0


def programme_load(asked: argparse.Namespace, speech: Speech) -> int:
    on = asked.on or clock.today()
    definition = _definition(asked.file)
    loaded = programme_actions.load_programme(definition=definition, by=_actor(asked.login, on), on=on)
    facts = {"programme": loaded.code, "version": loaded.version.number, "fingerprint": loaded.version.digest}
    speech.result(facts, _("Loaded %(programme)s, version %(version)d.") % facts)
    return 0


def _as_file(made: reports.AnnualReport, ending: str) -> bytes:
    """The report as the kind of file that was asked for."""
    if ending == "pdf":
        return made.pdf()
    if ending == "json":
        return json.dumps(made.data, ensure_ascii=False, indent=1).encode()
    return exports.written(ending, made.data, as_of=made.as_of, language=made.language, title=made.title)


def report(asked: argparse.Namespace, speech: Speech) -> int:
    as_of = asked.as_of or date(asked.year, 12, 31)
    actor = _actor(asked.login, as_of)
    participation = programmes.participation_of(asked.programme, asked.gmina, actor)
    if participation is None:
        sentence = _("Gmina %(gmina)s does not take part in the programme %(programme)s.")
        raise Refusal(sentence % {"gmina": asked.gmina, "programme": asked.programme})
    made = reports.annual_report(participation, year=asked.year, as_of=as_of, language=asked.lang)
    content = _as_file(made, asked.format)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_bytes(content)
    facts = {"file": str(asked.out), "bytes": len(content), "digest": made.digest}
    speech.result(facts, _("Written: %(file)s (%(bytes)d bytes).") % facts)
    return 0
