"""`gromada report strategy`: the document of a gmina's strategy, a version that was made or the text as it is now."""

import argparse
import json

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Refusal
from gromada.core.text import _
from gromada.programmes import queries as programmes
from gromada.programmes.models import Participation
from gromada.project.cli.speech import Speech
from gromada.strategies import exports, queries
from gromada.strategies.models import Strategy


def strategy(asked: argparse.Namespace, speech: Speech) -> int:
    """Write the newest version of the strategy in hand (the draft, else the one in force), or the version asked for.

    Without any version the text as it is today is written as version 0; nothing is kept of it.
    """
    day = clock.today()
    actor = accounts.actor_by_login(asked.login, day) if asked.login else OPERATOR
    place = programmes.participation_of(asked.programme, asked.gmina, actor)
    if place is None:
        sentence = _("Gmina %(gmina)s does not take part in the programme %(programme)s.")
        raise Refusal(sentence % {"gmina": asked.gmina, "programme": asked.programme})
    row = _in_hand(place)
    version = queries.version_of(row, asked.version)
    if version is None and asked.version is not None:
        raise Refusal(
            _("The strategy has no version %(number)d. Leave --version out for the newest one.")
            % {"number": asked.version}
        )
    content = version.content if version else queries.frozen(row)
    number, made_on = (version.number, version.made_on) if version else (0, day)
    if asked.format == "json":
        written = json.dumps(content, ensure_ascii=False, indent=1).encode()
    elif asked.format == "docx":
        written = exports.docx(content, number=number, made_on=made_on, language=asked.lang)
    elif version and asked.lang == queries.LANGUAGE:
        written = queries.version_pdf(version)
    else:
        written = exports.pdf(content, number=number, made_on=made_on, language=asked.lang)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_bytes(written)
    facts = {"file": str(asked.out), "bytes": len(written), "version": number}
    speech.result(facts, _("Written: %(file)s (%(bytes)d bytes).") % facts)
    return 0


def _in_hand(place: Participation) -> Strategy:
    found = queries.draft_strategy(place) or queries.strategy_in_force(place)
    if found is None:
        raise Refusal(
            _("%(gmina)s has no strategy yet. Begin one on its page “Strategy”.") % {"gmina": place.unit.name}
        )
    return queries.strategy(found.pk, OPERATOR)
