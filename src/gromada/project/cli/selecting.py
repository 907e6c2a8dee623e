"""`gromada select`: choose gminas by a recipe, explain one of them, vary the weights, keep the list or decide it."""

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path

from gromada.accounts import queries as accounts
from gromada.core import clock
from gromada.core.permissions import OPERATOR, Actor, Refusal
from gromada.core.text import _
from gromada.programmes import actions, definitions, queries
from gromada.programmes.definitions import Recipe
from gromada.programmes.models import Programme
from gromada.programmes.queries import Computed
from gromada.programmes.rules import sensitivity
from gromada.programmes.rules.selecting import Chosen, plain
from gromada.project.cli.speech import Speech

FIRMNESS = 4  # decimals of a share of draws


def select(asked: argparse.Namespace, speech: Speech) -> int:
    """Print the chosen gminas and the hash; only --save and --decide write anything."""
    on = asked.on or clock.today()
    by = accounts.actor_by_login(asked.login, on) if asked.login else OPERATOR
    programme = _programme(asked)
    recipe = _recipe(asked, programme)
    result = queries.computed(recipe, programme)
    if asked.explain:
        _explain(result, asked.explain, speech)
        return 0
    facts = _facts(result) | {"programme": programme.code if programme else None, "run": None}
    if asked.sensitivity:
        facts["sensitivity"] = _sensed(result, asked)
    if asked.save or asked.decide:
        facts |= _kept(programme, recipe, asked, by=by, on=on)
    speech.result(facts, _told(result, facts))
    return 0


def _programme(asked: argparse.Namespace) -> Programme | None:
    """The programme that was named; else the only one loaded that has a recipe; a recipe of its own needs none."""
    if asked.programme:
        found = queries.programme(asked.programme)
        if found is None:
            raise Refusal(_("The programme %(code)s is not loaded.") % {"code": asked.programme})
        return found
    able = [programme for programme in queries.programmes() if programme.definition.selection is not None]
    if len(able) == 1:
        return able[0]
    if not asked.recipe or asked.save or asked.decide:
        raise Refusal(_("Say for which programme: --programme CODE. Loaded programmes with a recipe: %(codes)s.")
                      % {"codes": ", ".join(programme.code for programme in able) or "-"})  # fmt: skip
    return None


def _recipe(asked: argparse.Namespace, programme: Programme | None) -> Recipe:
    if asked.recipe:
        return definitions.read_recipe(Path(asked.recipe), programme.definition if programme else None)
    found = definitions.recipe_for(programme.definition) if programme else None
    if found is None:
        raise Refusal(_("This programme's file has no recipe ([selection]). Give one with --recipe FILE."))
    return found


def _facts(result: Computed) -> dict:
    outcome = result.outcome
    return {
        "selected": outcome.selected,
        "hash": outcome.digest,
        "inputs": outcome.inputs_digest,
        "eligible": len(outcome.rows),
        "gminas": len(outcome.selected),
        "named": [row.candidate.code for row in outcome.rows if row.is_named],
        "years": dict(result.inputs.years),
        "missing": dict(outcome.missing),
        "cut": [asdict(cut) for cut in outcome.cuts],
    }


def _told(result: Computed, facts: dict) -> str:
    lines = [
        str(_("%(gminas)d of %(eligible)d gminas are chosen.") % facts),
        *(
            str(
                _("%(cell)s: %(seats)d of %(ranked)d, the last in at %(last)s")
                % {**cut, "cell": cut["cell"] or _("one list"), "last": cut["last_in"]}
            )
            for cut in facts["cut"]
        ),
        str(_("Hash: %(hash)s") % facts),
    ]
    unknown = [code for code, count in facts["missing"].items() if count == facts["eligible"]]
    if unknown:
        lines.append(str(_("No figures at all: %(codes)s.") % {"codes": ", ".join(unknown)}))
    return "\n".join([*lines, *(f"{row.candidate.code} {row.candidate.name}" for row in _chosen(result))])


def _chosen(result: Computed) -> list[Chosen]:
    return sorted((row for row in result.outcome.rows if row.is_in), key=lambda row: row.candidate.code)


def _sensed(result: Computed, asked: argparse.Namespace) -> dict:
    outcome = result.outcome
    found = sensitivity.sense(
        result.recipe, outcome.rows, outcome.cuts, draws=asked.sensitivity, seed=asked.seed, spread=asked.spread
    )
    return {
        "draws": found.draws,
        "seed": found.seed,
        "spread": found.spread,
        "always": found.always,
        "never": found.never,
        "kept": round(found.kept, FIRMNESS),
        "indicators": [asdict(measure) for measure in found.measures],
        "gminas": [
            {"gmina": gmina.code, "share": round(gmina.share, FIRMNESS), "low": gmina.low, "high": gmina.high}
            for gmina in found.gminas
        ],
    }


def _kept(programme: Programme, recipe: Recipe, asked: argparse.Namespace, *, by: Actor, on: date) -> dict:
    run = actions.select(programme=programme, recipe=recipe, by=by, on=on)
    if asked.sensitivity:
        actions.sense_selection(run=run, draws=asked.sensitivity, seed=asked.seed, spread=asked.spread, by=by, on=on)
    if asked.decide:
        run = actions.decide_selection(run=run, by=by, on=on)
    return {"run": run.pk, "state": run.state}


def _explain(result: Computed, wanted: str, speech: Speech) -> None:
    rows = {row.candidate.code: row for row in result.outcome.rows}
    code = queries.find_row(rows, wanted, names={code: row.candidate.name for code, row in rows.items()})
    row = rows[code]
    cut = next(cut for cut in result.outcome.cuts if cut.cell == row.cell)
    facts = {
        "gmina": code,
        "name": row.candidate.name,
        "in": row.is_in,
        "named": row.is_named,
        "score": row.score,
        "place": row.place,
        "place_in_list": row.place_in_cell,
        "list": row.cell,
        "seats": cut.seats,
        "cut": cut.last_in,
        "margin": row.margin,
        "places_from_cut": row.places,
        "steps": [
            {
                "indicator": step.indicator,
                "year": result.inputs.years[step.indicator],
                "sources": result.inputs.sources[step.indicator],
                "value": None if step.raw is None else plain(step.raw),
                "filled_with_median": step.filled,
                "prepared": step.prepared,
                "scaled": step.scaled,
                "signed": step.signed,
                "weight": step.weight,
                "contribution": step.part,
            }
            for step in row.steps
        ],
        "hash": result.outcome.digest,
    }
    speech.result(facts, _explained(facts))


def _explained(facts: dict) -> str:
    words = _("%(name)s (%(gmina)s) is on the list.") if facts["in"] else _("%(name)s (%(gmina)s) is not on the list.")
    lines = [str(words % facts)]
    if facts["named"]:
        lines.append(str(_("The programme's documents name it, whatever its score.")))
    lines.append(
        str(
            _(
                "Score %(score)s, place %(place)d of all; in its list %(place_in_list)d, and the list has %(seats)d places."
            )
            % facts
        )
    )
    if facts["places_from_cut"] is not None:
        lines.append(str(_("From the cut: %(places_from_cut)+d places, %(margin)s of the score.") % facts))
    for step in facts["steps"]:
        if step["contribution"] is None:
            lines.append(str(_("%(indicator)s: no figure; the other weights carry its part") % step))
        else:
            lines.append(
                "{indicator} {year}: {value} → {signed:+.4f} × {weight:.4f} = {contribution:+.4f}".format(**step)
            )
    return "\n".join(lines)
