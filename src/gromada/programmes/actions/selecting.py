"""Choosing gminas: a list computed or taken over, how firm it is, and the one that is decided."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from gromada.core import audit, clock
from gromada.core.models import ImportRun
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action, move
from gromada.programmes import definitions, rules
from gromada.programmes.actions.path import join_gmina
from gromada.programmes.definitions import Recipe
from gromada.programmes.models import Programme, SelectionDecision, SelectionRow, SelectionRun, Sensitivity
from gromada.programmes.queries import of_proofs, of_selections
from gromada.programmes.rules import selecting, sensitivity
from gromada.programmes.states import SelectionKind, SelectionState
from gromada.territory import queries as territory
from gromada.territory.models import Unit

BATCH = 200  # rows a statement: each has twelve columns, and the steps are long
TITLE = 200


@action
def select(*, programme: Programme, recipe: Recipe, title: str = "", by: Actor, on: date) -> SelectionRun:
    """Compute a list by the recipe with the figures of today and keep it as a trial, with every step of every gmina.

    The same recipe with the same figures gives the list that is there already. Raises Refusal for a recipe that cannot be
    followed; then nothing is written. (R16-R18, domain.md 4.1)
    """
    require(by, "programmes.select")
    result = of_selections.computed(recipe, programme)
    found = SelectionRun.objects.filter(programme=programme, digest=result.outcome.digest).first()
    if found:
        return found
    run = SelectionRun.objects.create(
        programme=programme,
        kind=SelectionKind.COMPUTED,
        title=(title.strip() or result.recipe.name(by.language) or str(_("Recipe of %(day)s") % {"day": on}))[:TITLE],
        recipe=definitions.stored_recipe(result.recipe),
        recipe_digest=selecting.recipe_digest(result.recipe),
        inputs_digest=result.outcome.inputs_digest,
        digest=result.outcome.digest,
        facts=of_selections.facts_of(result),
        **_made(by, on),
    )
    SelectionRow.objects.bulk_create(_rows(run, result), batch_size=BATCH)
    audit.record(by=by, deed="programmes.select", obj=run, on=on, new=run.state)
    return run


def _made(by: Actor, on: date) -> dict:
    return {
        "made_on": on,
        "made_at": clock.now(),
        "by_name": by.name[:150],
        "state": SelectionState.DRAFT,
        "state_since": on,
    }


def _rows(run: SelectionRun, result: of_selections.Computed) -> list[SelectionRow]:
    given = result.inputs
    return [
        SelectionRow(
            run=run,
            unit=given.units[row.candidate.code],
            region=given.regions[row.candidate.region],
            code=row.candidate.code,
            cell=row.cell,
            score=row.score,
            place=row.place,
            place_in_cell=row.place_in_cell,
            is_in=row.is_in,
            is_named=row.is_named,
            margin=row.margin,
            places=row.places,
            steps=of_selections.stored_steps(row.steps),
        )
        for row in result.outcome.rows
    ]


@action
def take_official_list(  # noqa: PLR0913 - a list has this many facts
    *, programme: Programme, units: Sequence[Unit], title: str, load: ImportRun | None = None, by: Actor, on: date
) -> SelectionRun:
    """Keep an official list of gminas: every one is in, none has a score. It beats a computed list when it is decided.

    Raises Refusal for an empty list, for a gmina of a kind that does not take part (R16), and for one that stands twice.
    """
    require(by, "programmes.select")
    codes = [unit.code for unit in units]
    if not units or len(set(codes)) < len(codes):
        raise Refusal(_("An official list names each gmina once, and at least one."))
    for unit in units:
        _check_unit(programme, unit)
    digest = of_proofs.official_digest(codes, title)
    found = SelectionRun.objects.filter(programme=programme, digest=digest).first()
    if found:
        return found
    facts = {"eligible": len(units), "selected": len(units), "named": 0, "loads": [load.pk] if load else []}
    run = SelectionRun.objects.create(
        programme=programme,
        kind=SelectionKind.OFFICIAL,
        title=title[:TITLE],
        digest=digest,
        facts=facts,
        **_made(by, on),
    )
    SelectionRow.objects.bulk_create(
        [
            SelectionRow(
                run=run,
                unit=unit,
                region=territory.region_of(unit),
                code=unit.code,
                place=place,
                place_in_cell=place,
                is_in=True,
            )
            for place, unit in enumerate(sorted(units, key=lambda unit: unit.code), 1)
        ],
        batch_size=BATCH,
    )
    audit.record(by=by, deed="programmes.select", obj=run, on=on, new=run.state)
    return run


def _check_unit(programme: Programme, unit: Unit) -> None:
    definition = programme.definition
    eligible = definition.eligibility
    rules.check_eligible(unit.kind, eligible.unit_kinds if eligible else (), unit.name)
    named = {part.code for part in definition.units}
    rules.check_named(unit.code, unit.name, named=named, most=eligible.gminas if eligible else None)


@action
def decide_selection(
    *, run: SelectionRun, by: Actor, on: date, tell: Callable[[int, int], None] | None = None
) -> SelectionRun:
    """Decide a list: every gmina on it takes part from this day on. Who takes part already stays as it is (R16).

    One list is decided in a programme. An official one takes the place of a computed one, never the other way round.
    Raises Refusal; then nothing is written.
    """
    Programme.objects.select_for_update().get(pk=run.programme_id)  # two decisions at once would both find none before
    run = SelectionRun.objects.select_related(*of_selections.NEEDED).get(pk=run.pk)
    require(by, "programmes.decide_selection", run)
    before = SelectionRun.objects.filter(programme=run.programme, state=SelectionState.DECIDED).first()
    if before and not run.is_official:
        raise Refusal(
            _("A list is decided already: “%(title)s”. Only an official list takes its place.")
            % {"title": before.title},
            rule="selection_decided",
            source="R16",
        )
    _check_whole(run)
    if before:
        move(before, to=SelectionState.REPLACED, by=by, on=on, why=run.title)
    move(run, to=SelectionState.DECIDED, by=by, on=on)
    SelectionDecision.objects.create(run=run, digest=run.digest, decided_on=on)
    waiting = of_proofs.not_joined(run)
    for at, unit in enumerate(waiting, 1):
        join_gmina(programme=run.programme, unit=unit, by=by, on=on)
        if tell:
            tell(at, len(waiting))
    return run


def _check_whole(run: SelectionRun) -> None:
    """Raise Refusal where the kept rows no longer give the kept checksum: somebody changed them past the programme."""
    if not of_proofs.proof(run).is_same:
        raise Refusal(
            _("This list does not come out again from the figures it keeps, so it cannot be decided. Compute it anew.")
        )


@action
def drop_selection(*, run: SelectionRun, by: Actor, on: date) -> None:
    """Remove a trial that nobody needs. A list that was decided stays for ever; Refusal."""
    run = SelectionRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    require(by, "programmes.drop_selection", run)
    audit.record(by=by, deed="programmes.drop_selection", obj=run, on=on, old=run.state)
    run.delete()


@action
def sense_selection(  # noqa: PLR0913 - what is drawn has this many settings
    *, run: SelectionRun, draws: int, seed: int, spread: str, by: Actor, on: date
) -> Sensitivity:
    """Draw the weights of a computed list many times and keep in how many draws each gmina is in.

    The same settings give what was kept. Raises Refusal for an official list, which has no weights.
    """
    require(by, "programmes.select")
    if run.is_official:
        raise Refusal(_("An official list has no weights that could be varied. Compute one by a recipe first."))
    found = run.sensitivities.filter(draws=draws, seed=seed, spread=spread).first()
    if found:
        return found
    rows, cuts = of_proofs.chosen_again(run)
    sensed = sensitivity.sense(definitions.recipe_in(run.recipe), rows, cuts, draws=draws, seed=seed, spread=spread)
    made = Sensitivity.objects.create(run=run, draws=draws, seed=seed, spread=spread, facts=_facts(sensed), made_on=on)
    audit.record(by=by, deed="programmes.select", obj=run, on=on, fields=["sensitivities"])
    return made


def _facts(sensed: sensitivity.Sensed) -> dict:
    return {
        "gminas": {gmina.code: [round(gmina.share, 6), gmina.low, gmina.high] for gmina in sensed.gminas},
        "measures": [asdict(measure) for measure in sensed.measures],
        "always": sensed.always,
        "never": sensed.never,
        "kept": round(sensed.kept, 6),
    }
