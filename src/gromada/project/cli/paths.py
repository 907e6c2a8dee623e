"""`gromada path`: where each gmina of a programme stands, since when, and whose turn it is."""

import argparse
from dataclasses import asdict

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Refusal, require
from gromada.core.text import _
from gromada.programmes import queries
from gromada.project.cli.speech import Speech


def path(asked: argparse.Namespace, speech: Speech) -> int:
    """One line a gmina: code, name, step, days at it, whose turn, term; `--json` prints the same as data."""
    on = asked.on or clock.today()
    by = accounts.actor_by_login(asked.login, on) if asked.login else OPERATOR
    programme = queries.programme(asked.programme)
    if programme is None:
        raise Refusal(_("There is no programme “%(code)s” here. Load its file first.") % {"code": asked.programme})
    require(by, "programmes.see_board")
    wanted = queries.Asked(region=asked.region, step=asked.step, show="late" if asked.late else "")
    found = queries.board(by, programme, on, wanted, most=None)
    rows = [_facts(row) for row in found.rows]
    lines = [
        f"{row['gmina']}  {row['name']:<24} {row['number'] or '–'!s:>2}. {row['step_name']:<36} {row['days']:>5}  "
        f"{row['owner_name']}{'  ' + row['due_on'] if row['due_on'] else ''}{'  !' if row['late'] else ''}"
        for row in rows
    ]
    facts = {"programme": programme.code, "on": on.isoformat(), "asked": asdict(wanted), "gminas": rows}
    speech.result(facts, "\n".join(lines) or _("No gmina is on this list."))
    return 0


def _facts(row: queries.BoardRow) -> dict:
    place, now = row.participation, row.standing
    return {
        "gmina": place.unit.code,
        "name": place.unit.name,
        "region": place.region.code,
        "step": str(place.state),
        "number": row.place.number,
        "step_name": row.place.name,
        "since": place.state_since.isoformat(),
        "days": row.days,
        "next": now.following.code if now.following else None,
        "owner": now.owner,
        "owner_name": row.owner_words,
        "due_on": now.due_on.isoformat() if now.due_on else None,
        "late": row.is_late,
        "allocation": None if row.allocated is None else str(row.allocated),
    }
