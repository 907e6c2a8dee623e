"""`gromada report consultation`: the report of a public consultation as PDF, DOCX or data."""

import argparse
import json

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Refusal
from gromada.core.text import _
from gromada.project.cli.speech import Speech
from gromada.strategies import exports, queries


def consultation(asked: argparse.Namespace, speech: Speech) -> int:
    """Write the report of the consultation at that public address: every comment and the answer to it."""
    actor = accounts.actor_by_login(asked.login, clock.today()) if asked.login else OPERATOR
    row = queries.consultation_by_slug(asked.consultation, actor)
    if row is None:
        sentence = _("There is no consultation “%(slug)s”. The name is the end of its public address.")
        raise Refusal(sentence % {"slug": asked.consultation})
    comments = queries.reported_comments(row)
    if asked.format == "json":
        data = exports.report_data(row, comments, language=asked.lang)
        content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    else:
        content = exports.consultation_report(row, comments, asked.format, language=asked.lang)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_bytes(content)
    facts = {"file": str(asked.out), "bytes": len(content), "consultation": row.slug, "comments": len(comments)}
    speech.result(facts, _("Written: %(file)s (%(bytes)d bytes).") % facts)
    return 0
