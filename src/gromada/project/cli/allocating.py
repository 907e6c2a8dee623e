"""`gromada allocate`: divide the money, explain the amount of one gmina, decide; `gromada report letter`: its paper."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.money import format_amount
from gromada.core.permissions import OPERATOR, Actor, Refusal
from gromada.core.text import _, _n
from gromada.programmes import actions, exports, queries, rules
from gromada.programmes.models import AllocationRun, Programme
from gromada.programmes.queries import Scenario, Wish
from gromada.project.cli.speech import Speech

PARTS = ("rule", "base", "people_power", "need_power", "need", "need_direction", "floor", "ceiling", "step")
GINI_PLACES = 6
TOLD_EVERY = 50  # gminas


def allocate(asked: argparse.Namespace, speech: Speech) -> int:
    """Print what the division gives; only --decide writes anything."""
    on = asked.on or clock.today()
    by = accounts.actor_by_login(asked.login, on) if asked.login else OPERATOR
    programme = _programme(asked.programme)
    found = queries.scenario(actor=by, programme=programme, wish=_wish(asked, programme))
    if asked.explain:
        _explain(found, asked.explain, speech)
        return 0
    run = _decided(found, asked, speech, by=by, on=on) if asked.decide else None
    facts = _facts(found) | {"decided": run.pk if run else None}
    speech.result(facts, _told(found, run))
    return 0


def letter(asked: argparse.Namespace, speech: Speech) -> int:
    """Write the allocation letter of one gmina, or those of all into a directory."""
    on = clock.today()
    by = accounts.actor_by_login(asked.login, on) if asked.login else OPERATOR
    if bool(asked.gmina) == bool(asked.all):
        raise Refusal(_("Say which letter: --gmina TERC with --out FILE, or --all DIR for every gmina."))
    if asked.all:
        return _all_letters(asked, speech, by)
    participation = queries.participation_of(asked.programme, asked.gmina, by)
    found = queries.letter(participation) if participation else None
    if found is None or not queries.may_see_letter(found, by):
        sentence = _("Gmina %(gmina)s has no allocation in the programme %(programme)s yet.")
        raise Refusal(sentence % {"gmina": asked.gmina, "programme": asked.programme})
    out = asked.out or Path(exports.letter_name(found, asked.format))
    content = exports.letter(found, asked.format, language=asked.lang)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(content)
    facts = {"file": str(out), "bytes": len(content)}
    speech.result(facts, _("Written: %(file)s (%(bytes)d bytes).") % facts)
    return 0


def _all_letters(asked: argparse.Namespace, speech: Speech, by: Actor) -> int:
    programme = _programme(asked.programme)
    found = [row for row in queries.letters(by, programme) if queries.may_see_letter(row, by)]
    asked.all.mkdir(parents=True, exist_ok=True)
    for number, row in enumerate(found, 1):
        (asked.all / exports.letter_name(row, asked.format)).write_bytes(
            exports.letter(row, asked.format, language=asked.lang)
        )
        if not number % TOLD_EVERY:
            speech.say(_("%(done)d of %(total)d…") % {"done": number, "total": len(found)})
    facts = {"directory": str(asked.all), "letters": len(found)}
    speech.result(facts, _("%(letters)d letters are in %(directory)s.") % facts)
    return 0


def _programme(code: str) -> Programme:
    """The programme that was named; else the only one loaded that has a sum to divide."""
    if code:
        found = queries.programme(code)
        if found is None:
            raise Refusal(_("The programme %(code)s is not loaded.") % {"code": code})
        return found
    able = [row for row in queries.programmes() if row.services_envelope is not None]
    if len(able) != 1:
        raise Refusal(
            _("Say for which programme: --programme CODE. Loaded programmes with a sum to divide: %(codes)s.")
            % {"codes": ", ".join(row.code for row in able) or "-"}
        )
    return able[0]


def _wish(asked: argparse.Namespace, programme: Programme) -> Wish:
    """The programme's own rule with what was said otherwise; `--ceiling none` takes the most away."""
    wish = queries.wish_for(programme)
    said = {name: getattr(asked, name) for name in PARTS if getattr(asked, name) is not None}
    if said.get("ceiling") == "none":
        said["ceiling"] = None
    return replace(
        wish, part=replace(wish.part, **said), scope=asked.scope, region=asked.region, envelope=asked.envelope
    )


def _decided(found: Scenario, asked: argparse.Namespace, speech: Speech, *, by: Actor, on: date) -> AllocationRun:
    def tell(done: int, total: int) -> None:
        if not done % TOLD_EVERY:
            speech.say(_("%(done)d of %(total)d…") % {"done": done, "total": total})

    return actions.decide_division(
        programme=found.programme,
        wish=found.wish,
        digest=found.digest,
        document=asked.document,
        tell=tell,
        by=by,
        on=on,
    )


def _facts(found: Scenario) -> dict:
    outcome = found.outcome
    return {
        "programme": found.programme.code,
        "scope": found.wish.scope,
        "envelope": f"{outcome.terms.envelope:.2f}",
        "total": f"{outcome.total:.2f}",
        "undivided": f"{outcome.undivided:.2f}",
        "gminas": len(found.candidates),
        "at_floor": outcome.held("floor"),
        "at_ceiling": outcome.held("ceiling"),
        "fixed": outcome.held("fixed"),
        "gini": round(float(found.gini), GINI_PLACES),
        "regions": [
            {"region": row.region.code, "gminas": row.gminas, "people": row.people, "amount": f"{row.amount:.2f}"}
            for row in found.regions
        ],
        "hash": found.digest,
        "allocations": [{"gmina": code, "amount": f"{amount:.2f}"} for code, amount in found.amounts.items()],
    }


def _told(found: Scenario, run: AllocationRun | None) -> str:
    currency = found.programme.currency
    words = {
        "count": len(found.candidates),
        "total": format_amount(found.outcome.total, currency),
        "floor": found.outcome.held("floor"),
        "ceiling": found.outcome.held("ceiling"),
        "fixed": found.outcome.held("fixed"),
        "hash": found.digest,
    }
    head = _n("%(total)s to %(count)d gmina.", "%(total)s among %(count)d gminas.", words["count"])
    lines = [
        str(head % words),
        str(_("At the least: %(floor)d, at the most: %(ceiling)d, from a table: %(fixed)d.") % words),
        *(
            f"{row.region.code} {row.region.name}: {row.gminas}, {format_amount(row.amount, currency)}"
            for row in found.regions
        ),
        str(_("Hash: %(hash)s") % words),
    ]
    if found.outcome.undivided:
        rest = format_amount(found.outcome.undivided, currency)
        lines.append(str(_("Not divided: %(rest)s.") % {"rest": rest}))
    rows = (
        f"{row.code} {row.unit.name}: {format_amount(found.amounts[row.code], currency)}" for row in found.candidates
    )
    done = str(_("Decided as division no. %(number)d.") % {"number": run.pk} if run else _("Nothing was written."))
    return "\n".join([*lines, *rows, done])


def _explain(found: Scenario, wanted: str, speech: Speech) -> None:
    rows = found.by_code
    code = queries.find_row(rows, wanted, names={code: row.unit.name for code, row in rows.items()})
    facts, amount = queries.facts_of(found, code), found.amounts[code]
    sentences = rules.explained(facts, amount, found.programme.currency)
    heading = f"{rows[code].unit.name} ({code}): {format_amount(amount, found.programme.currency)}"
    result = {"gmina": code, "name": rows[code].unit.name, "amount": f"{amount:.2f}", "facts": facts}
    speech.result(result | {"explanation": sentences, "hash": found.digest}, "\n".join([heading, *sentences]))
