"""`gromada import`: files of others into our tables, with the same preview, problems and refusals as the pages."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gromada.accounts import queries as accounts
from gromada.core import clock, imports
from gromada.core.imports import Outcome, Problem, Question
from gromada.core.permissions import OPERATOR, Refusal
from gromada.core.text import _, _n
from gromada.project.cli.speech import Speech

SHOWN = 50  # problems on a terminal; --json prints all of them


def import_files(asked: argparse.Namespace, speech: Speech) -> int:
    """Do the import, or with --dry-run only look. 0 done or nothing to do, 1 problems or questions."""
    on = asked.on or clock.today()
    by = accounts.actor_by_login(asked.login, on) if asked.login else OPERATOR
    outcome = imports.run_now(
        kind=asked.kind,
        files=[_file(Path(name)) for name in asked.files],
        options=_options(asked),
        answers=_pairs(asked.answer),
        by=by,
        on=on,
        dry_run=asked.dry_run,
        tell=_told() if sys.stderr.isatty() else None,
    )
    for line in _complaints(outcome):
        speech.say(line)
    speech.result(facts_of(asked.kind, outcome), _words(outcome, dry_run=asked.dry_run))
    return 0 if outcome.plan.may_be_written else 1


def _file(path: Path) -> imports.File:
    try:
        return imports.File(path.name, path.read_bytes())
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refusal(
            _("The file %(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error


def _pairs(texts: list[str]) -> dict[str, str]:
    """NAME=VALUE, as often as given; Refusal for a text without the sign."""
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise Refusal(_("“%(text)s”: write it as name=value.") % {"text": text})
        found[name] = value
    return found


def _options(asked: argparse.Namespace) -> dict[str, str]:
    short = {"year": asked.year, "indicator": asked.indicator}
    return {name: str(value) for name, value in short.items() if value} | _pairs(asked.option)


def _told() -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        sys.stderr.write(f"\r{done} / {total}" + ("\n" if done >= total else ""))
        sys.stderr.flush()

    return tell


def facts_of(kind: str, outcome: Outcome) -> dict[str, Any]:
    """What --json prints: the facts of the files, how many rows were added, changed and left, and what stood in the way."""
    plan = outcome.plan
    return {
        "kind": kind,
        **plan.facts,
        "added": plan.count("add"),
        "updated": plan.count("update"),
        "skipped": plan.count("skip"),
        "written": outcome.written,
        "import": outcome.run.pk if outcome.run else None,
        "problems": [_place(item) for item in plan.problems],
        "questions": [_question(item) for item in plan.questions],
        "remarks": [_place(item) for item in plan.remarks],
    }


def _place(item: Problem) -> dict[str, Any]:
    return {
        "file": item.file,
        "sheet": item.sheet,
        "row": item.row,
        "column": str(item.column),
        "message": str(item.message),
    }


def _question(item: Question) -> dict[str, Any]:
    choices = [{"value": value, "words": str(words)} for value, words in item.choices]
    return {"key": item.key, "file": item.file, "row": item.row, "message": str(item.sentence), "choices": choices}


def _complaints(outcome: Outcome) -> list[str]:
    plan = outcome.plan
    lines = [_line(item) for item in plan.problems[:SHOWN]]
    if len(plan.problems) > SHOWN:
        lines.append(str(_("… and %(count)d more.") % {"count": len(plan.problems) - SHOWN}))
    for question in plan.questions[:SHOWN]:
        choices = ", ".join(f"{value} ({words})" for value, words in question.choices)
        lines.append(f"{question.sentence} --answer {question.key}=…  {choices}")
    return lines + [_line(item) for item in plan.remarks[:SHOWN]]


def _line(item: Problem) -> str:
    place = [item.file, item.sheet]
    if item.row:
        place.append(str(_("row %(row)d") % {"row": item.row}))
    if item.column:
        place.append(str(_("column %(column)s") % {"column": item.column}))
    said = ", ".join(part for part in place if part)
    return f"{said}: {item.message}" if said else str(item.message)


def _words(outcome: Outcome, *, dry_run: bool) -> str:
    plan = outcome.plan
    counts = {"add": plan.count("add"), "update": plan.count("update"), "skip": plan.count("skip")}
    if plan.problems:
        count = len(plan.problems)
        sentence = _n("Nothing was written: %(count)d problem.", "Nothing was written: %(count)d problems.", count)
        return str(sentence % {"count": count})
    if plan.questions:
        count = len(plan.questions)
        sentence = _n(
            "Nothing was written: %(count)d question to answer.",
            "Nothing was written: %(count)d questions to answer.",
            count,
        )
        return str(sentence % {"count": count})
    if dry_run:
        return str(
            _("It would add %(add)d, change %(update)d and leave %(skip)d as they are. Nothing was written.") % counts
        )
    if outcome.run is None:
        return str(_("Everything in these files is here already: the import changes nothing."))
    return str(_("Added %(add)d, changed %(update)d, left %(skip)d as they were.") % counts)
