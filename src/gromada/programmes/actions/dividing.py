"""Deciding a division as a whole, at once or in two steps; and publishing it, so that every gmina has its letter."""

from collections.abc import Mapping
from datetime import date

from gromada.core import audit, clock
from gromada.core.money import format_amount
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes import notifications, queries, rules
from gromada.programmes.actions.allocating import Tell, allocate
from gromada.programmes.actions.path import join_gmina
from gromada.programmes.models import AllocationRun, Participation, Programme
from gromada.programmes.queries import Scenario, Wish


@action
def decide_division(  # noqa: PLR0913 - a decision has this many facts
    *,
    programme: Programme,
    wish: Wish,
    digest: str = "",
    document: str = "",
    tell: Tell | None = None,
    by: Actor,
    on: date,
) -> AllocationRun:
    """Decide the amounts that the wish gives, all of them or none: each gmina knows its own from this day on (R14, R15).

    A gmina of the selection or of the table that does not take part yet is let join. With the `digest` of what a person
    saw, Refusal when the figures have changed since. Raises Refusal, too, for whatever `queries.scenario` refuses.
    """
    found = _found(programme, wish, digest, by)
    run = _begin(found, document=document, on=on)
    _write(run, found, tell=tell, by=by, on=on)
    return run


@action
def begin_division(  # noqa: PLR0913 - a decision has this many facts
    *, programme: Programme, wish: Wish, digest: str, document: str = "", by: Actor, on: date
) -> AllocationRun:
    """Keep a decision whose amounts are written later, by the worker (`jobs.ask_for_division`)."""
    return _begin(_found(programme, wish, digest, by), document=document, on=on)


@action
def carry_out_division(*, run: AllocationRun, by: Actor, on: date) -> AllocationRun:
    """Write the amounts of a division that was asked for. Refusal when they are not what was decided any more."""
    run = (
        AllocationRun.objects.select_for_update(of=("self",))
        .select_related("programme__version", "programme__account")
        .get(pk=run.pk)
    )
    if run.done or run.failure:
        return run
    found = _found(run.programme, queries.wish_of(run), run.digest, by)
    _write(run, found, tell=None, by=by, on=on)
    return run


@action
def publish_division(*, run: AllocationRun, by: Actor, on: date) -> AllocationRun:
    """From this day on each gmina finds its letter; its coordinator and its mayor are told (R15)."""
    require(by, "programmes.allocate", next(iter(_members(run)), None))
    if not run.is_written:
        raise Refusal(_("The amounts of this division are not written yet. Wait until they are."))
    if run.published_on:
        raise Refusal(_("The letters of this division are published already."))
    if on < run.decided_on:
        raise Refusal(_("Letters are not published before the day of the decision. Choose a later day."))
    AllocationRun.objects.filter(pk=run.pk).update(published_on=on)
    run.published_on = on
    audit.record(by=by, deed="programmes.publish", obj=run, on=on, fields=["published_on"])
    notifications.amounts_published(_members(run), on)
    return run


def _members(run: AllocationRun) -> list[Participation]:
    rows = Participation.objects.filter(allocations__run=run).select_related(*queries.NEEDED)
    return list(rows.order_by("pk"))


def _found(programme: Programme, wish: Wish, digest: str, by: Actor) -> Scenario:
    """What the wish gives now. Locked, so that two decisions at once are held to one sum."""
    require(by, "programmes.allocate", _somebody(programme, by))
    Programme.objects.select_for_update().get(pk=programme.pk)
    found = queries.scenario(actor=by, programme=programme, wish=wish)
    queries.check_decidable(found)
    if digest and digest != found.digest:
        raise Refusal(_("The figures have changed since you looked. Look at what the division gives now."))
    return found


def _somebody(programme: Programme, by: Actor) -> Participation | None:
    rows = Participation.objects.visible_to(by).filter(programme=programme).select_related(*queries.NEEDED)
    return rows.order_by("pk").first()


def _begin(found: Scenario, *, document: str, on: date) -> AllocationRun:
    waiting = AllocationRun.objects.filter(programme=found.programme, done=0, failure="")
    if waiting.exists():
        raise Refusal(_("A division of this programme is being written. Wait until it is done."))
    return AllocationRun.objects.create(
        programme=found.programme,
        rule=found.wish.part.rule,
        parameters=queries.parameters_of(found),
        envelope=found.outcome.terms.envelope,
        gminas=len(found.candidates),
        digest=found.digest,
        document=document.strip()[:120],
        decided_on=on,
        asked_at=clock.now(),
    )


def _write(run: AllocationRun, found: Scenario, *, tell: Tell | None, by: Actor, on: date) -> None:
    programme = found.programme
    coming = [row.code for row in found.candidates if row.participation is None]
    units = {unit.code: unit for unit in queries.units_by_code(coming)} if coming else {}
    places = {
        row.code: row.participation or join_gmina(programme=programme, unit=units[row.code], by=by, on=on)
        for row in found.candidates
    }
    for place in places.values():
        place.programme = programme  # one definition in memory, not one a gmina
    allocate(
        programme=programme,
        amounts={place: found.amounts[code] for code, place in places.items()},
        rule={code: _rule(found, code) for code in places},
        facts={code: queries.facts_of(found, code) for code in places},
        run=run,
        tell=tell,
        by=by,
        on=on,
    )
    AllocationRun.objects.filter(pk=run.pk).update(done=run.gminas)
    run.done = run.gminas
    audit.record(by=by, deed="programmes.decide_division", obj=run, on=on)


def _rule(found: Scenario, code: str) -> str:
    """How the amount came about in one line, as it stands beside it."""
    terms, row = found.outcome.terms, found.by_code[code]
    if row.fixed is not None:
        return str(_("Amount from a table: %(source)s") % {"source": row.fixed_source})[:200]
    words: Mapping[str, str] = {
        "rule": str(rules.RULES[terms.rule].label),
        "floor": format_amount(terms.floor, found.programme.currency),
        "step": format_amount(terms.step, found.programme.currency),
    }
    return str(_("Divided %(rule)s, not less than %(floor)s, rounded to %(step)s") % words)[:200]
