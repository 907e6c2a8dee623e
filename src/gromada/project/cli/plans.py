"""`gromada plan check`: what the plan check says of a plan in a spreadsheet, before anybody sends it."""

import argparse
from pathlib import Path

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Refusal
from gromada.core.tables import UnreadableTable
from gromada.core.text import _, _n
from gromada.plans.imports.checked import Checked, as_json, check_file
from gromada.plans.imports.headings import mapped
from gromada.plans.rules import Finding
from gromada.project.cli.speech import Speech

WEIGHTS = {"error": _("error"), "warning": _("warning"), "note": _("note")}


def plan_check(asked: argparse.Namespace, speech: Speech) -> int:
    """Exit status 1 when the check finds an error or the file is no plan; nothing is written."""
    day = asked.on or clock.today()
    actor = accounts.actor_by_login(asked.login, day) if asked.login else OPERATOR
    try:
        done = check_file(
            _content(asked.file),
            asked.file.name,
            programme=asked.programme,
            gmina=asked.gmina,
            actor=actor,
            on=asked.on,
            today=clock.today(),
            year=asked.year,
            mapping=mapped(asked.map),
        )
    except UnreadableTable as failure:
        return _unreadable(failure, asked.file.name, speech)
    speech.result(as_json(done), _words(done))
    return 1 if done.has_errors else 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Refusal(
            _("The file %(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error


def _unreadable(failure: UnreadableTable, name: str, speech: Speech) -> int:
    """A file that cannot be read as a plan is one finding, so that a script reads the same shape."""
    finding = {
        "code": "S0", "severity": "error", "line": None, "sheet": failure.sheet, "row": failure.row,
        "column": failure.column, "message": str(failure), "hint": str(_("Other headings are named by --map.")),
        "source": "RP-3",
    }  # fmt: skip
    place = _place(failure.sheet, failure.row, failure.column)
    speech.result({"lines": [], "totals": {}, "findings": [finding]}, f"{failure.file or name}{place}: {failure}")
    return 1


def _place(sheet: str, row: int | None, column: str) -> str:
    parts = [
        _("sheet %(sheet)s") % {"sheet": sheet} if sheet else "",
        _("row %(row)d") % {"row": row} if row else "",
        _("column %(column)s") % {"column": column} if column else "",
    ]
    shown = ", ".join(str(part) for part in parts if part)
    return f" ({shown})" if shown else ""


def _words(done: Checked) -> str:
    count = len(done.lines)
    head = _n("%(count)d line, %(pln)s zł", "%(count)d lines, %(pln)s zł", count)
    lines = [head % {"count": count, "pln": done.cost_pln}]
    if done.currency != "PLN":
        lines[0] += f" = {done.cost} {done.currency} ({done.rate})"
    lines += [_finding(finding) for finding in done.findings]
    return "\n".join(lines if done.findings else [*lines, str(_("Nothing to mend."))])


def _finding(finding: Finding) -> str:
    where = finding.place
    place = _place(where.sheet, where.row, where.column) if where else ""
    end = "" if str(finding.sentence).endswith((".", "!", "?")) else "."
    source = f" [{finding.code}; {finding.source}]" if finding.source else f" [{finding.code}]"
    return f"{WEIGHTS[finding.severity]}{place}: {finding.sentence}{end} {finding.hint}".rstrip() + source
