"""Every write to a strategy: begin or record one, its needs, and the council's resolution that adopts it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, ProtectedError

from gromada.core import audit, documents, workflow
from gromada.core.models import Document
from gromada.core.numbering import format_number
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes import actions as programmes
from gromada.programmes.models import Participation, ServiceGroup
from gromada.programmes.states import Step
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.models import Need, Strategy
from gromada.strategies.queries import draft_strategy
from gromada.strategies.rules import (
    FieldRefusal,
    check_adoption_day,
    check_data_year,
    check_fresh,
    check_resolution,
    check_years,
)
from gromada.strategies.states import StrategyState


@dataclass(frozen=True)
class Scan:
    """A file of the resolution as it was sent in; it is checked and kept by the deed that records the resolution."""

    content: bytes
    name: str
    media_type: str


@action
def start_strategy(  # noqa: PLR0913 - what stands on the cover of a strategy
    *, participation: Participation, title: str, year_from: int, year_until: int, data_year: int, by: Actor, on: date
) -> Strategy:
    """Begin to write a strategy: state draft, needs are added to it (R43, R44). Refused while another draft is open."""
    require(by, "strategies.write", participation)
    if draft_strategy(participation):
        raise Refusal(_("A strategy is already being written. Finish that one, or change its title and years."))
    return _record(participation, StrategyState.DRAFT, by, on, title, year_from, year_until, data_year)


@action
def record_existing_strategy(  # noqa: PLR0913 - what stands on the cover of a strategy
    *,
    participation: Participation,
    title: str,
    year_from: int,
    year_until: int,
    data_year: int,
    resolution_number: str = "",
    resolution_body: str = "",
    adopted_on: date | None = None,
    by: Actor,
    on: date,
) -> Strategy:
    """Record a strategy from before the programme: its needs may be planned for until a new one is adopted."""
    require(by, "strategies.write", participation)
    if adopted_on and adopted_on > on:
        raise FieldRefusal(_("An existing strategy cannot have been adopted in the future."), field="adopted_on")
    words = {
        "resolution_number": resolution_number.strip(),
        "resolution_body": resolution_body.strip(),
        "adopted_on": adopted_on,
    }
    return _record(participation, StrategyState.EXISTING, by, on, title, year_from, year_until, data_year, **words)


def _record(participation, state, by, on, title, year_from, year_until, data_year, **words):  # noqa: PLR0913, PLR0917 - a cover
    row = Strategy(
        participation=participation,
        state=state,
        state_since=on,
        title=_given_title(title),
        year_from=year_from,
        year_until=year_until,
        data_year=data_year,
        **words,
    )
    check_years(year_from, year_until)
    check_data_year(data_year, on)
    row.save(force_insert=True)
    audit.record(by=by, deed="strategies.write", obj=row, on=on, new=state)
    return row


def _given_title(title: str) -> str:
    title = title.strip()
    if not title:
        raise FieldRefusal(_("Give the strategy its title, as it will stand in the resolution."), field="title")
    return title


@action
def change_strategy(  # noqa: PLR0913 - what stands on the cover of a strategy
    *, strategy: Strategy, title: str, year_from: int, year_until: int, data_year: int, by: Actor, on: date
) -> Strategy:
    """Correct title, years and the year of the data while the strategy is not adopted. Needs keep their codes."""
    require(by, "strategies.write", strategy)
    check_years(year_from, year_until)
    check_data_year(data_year, on)
    new = {"title": _given_title(title), "year_from": year_from, "year_until": year_until, "data_year": data_year}
    _change(strategy, new, by, on)
    return strategy


def _change(row, new: dict, by: Actor, on: date) -> None:
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, new[name])
    row.save(update_fields=changed)
    audit.record(by=by, deed="strategies.write", obj=row, on=on, fields=changed)


@action
def add_need(  # noqa: PLR0913 - a need is this much
    *,
    strategy: Strategy,
    text: str,
    group: ServiceGroup | None = None,
    evidence: str = "",
    priority: int = Need.Priority.MIDDLE,
    by: Actor,
    on: date,
) -> Need:
    """Write a need into the strategy; it gets a stable code by the programme's pattern, e.g. GSRPS/2009/P-07 (2.4)."""
    require(by, "strategies.write", strategy)
    words = _need_words(strategy, text, group, evidence, priority)
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    number = (strategy.needs.aggregate(last=Max("number"))["last"] or 0) + 1
    definition = strategy.participation.programme.definition
    code = format_number(
        definition.numbering["need"],
        strategy=definition.word("strategy_short", "pl"),
        year=strategy.year_from,
        seq=number,
    )
    row = Need.objects.create(strategy=strategy, number=number, code=code, **words)
    audit.record(by=by, deed="strategies.write", obj=row, on=on)
    return row


def _need_words(strategy, text, group, evidence, priority) -> dict:
    text = text.strip()
    if not text:
        raise FieldRefusal(_("Write the need in a sentence: who lacks what."), field="text")
    if group is not None and (group.programme_id != strategy.participation.programme_id or not group.is_enabled):
        raise FieldRefusal(
            _("Group %(group)s is not open in this programme. Choose another group or none.") % {"group": group.code},
            field="group",
            source=group.source,
        )
    if priority not in Need.Priority.values:
        raise FieldRefusal(_("Choose a priority: high, middle or low."), field="priority")
    return {"text": text, "group": group, "evidence": evidence.strip(), "priority": priority}


@action
def change_need(  # noqa: PLR0913 - a need is this much
    *, need: Need, text: str, group: ServiceGroup | None, evidence: str, priority: int, by: Actor, on: date
) -> Need:
    """Reword a need while its strategy is not adopted; the code stays."""
    require(by, "strategies.write", need)
    _change(need, _need_words(need.strategy, text, group, evidence, priority), by, on)
    return need


@action
def remove_need(*, need: Need, by: Actor, on: date) -> None:
    """Strike a need out of a strategy that is not adopted. Refused when a line of a plan answers it (R45)."""
    require(by, "strategies.write", need)
    audit.record(by=by, deed="strategies.write", obj=need, on=on)
    try:
        need.delete()
    except ProtectedError as error:
        raise Refusal(
            _("A line of a plan answers the need %(code)s, so it stays. First give that line another need.")
            % {"code": need.short_code},
            rule="R45",
        ) from error


@action
def adopt_strategy(  # noqa: PLR0913 - what a resolution states
    *,
    strategy: Strategy,
    resolution_number: str,
    resolution_body: str,
    adopted_on: date | None = None,
    document: Document | None = None,
    scan: Scan | None = None,
    by: Actor,
    on: date,
) -> Strategy:
    """Record the council's resolution: the strategy is in force, older ones expire, the rest of the money is unlocked.

    `adopted_on` is the day of the resolution, `on` when none is given. The rest is unlocked by the first adoption only;
    the path of the gmina goes on to "adopted" (R31, domain.md 2.3, 6.3). Refused: no needs, data too old (O31), a day
    before the draft was begun or after `on`.
    """
    require(by, "strategies.adopt", strategy)
    participation = strategy.participation
    adopted_on = adopted_on or on
    number, body = resolution_number.strip(), resolution_body.strip()
    check_resolution(number, body)
    check_adoption_day(adopted_on, strategy.state_since, on)
    _check_ready(strategy, adopted_on)
    for older in participation.strategies.filter(state__in=(StrategyState.ADOPTED, StrategyState.EXISTING)).order_by(
        "pk"
    ):
        older.participation = participation
        workflow.move(older, to=StrategyState.EXPIRED, by=by, on=on, why=number)
    strategy.resolution_number, strategy.resolution_body = number, body
    strategy.adopted_on, strategy.document = adopted_on, _kept(scan, strategy, by) if scan else document
    strategy.save(update_fields=["resolution_number", "resolution_body", "adopted_on", "document"])
    workflow.move(strategy, to=StrategyState.ADOPTED, by=by, on=on, why=number)
    reason = str(_("Resolution %(number)s adopted the strategy") % {"number": number})
    programmes.unlock_rest(participation=participation, by=by, on=on, reason=reason)
    programmes.advance(participation=participation, to=Step.ADOPTED, by=by, on=on)
    return strategy


def _kept(scan: Scan, strategy: Strategy, by: Actor) -> Document:
    return documents.store(
        content=scan.content,
        name=scan.name,
        media_type=scan.media_type,
        access=documents.Access.PUBLIC,
        retention="permanent",
        reference=f"strategies:strategy:{strategy.pk}",
        unit_id=strategy.participation.unit_id,
        by=by,
    )


def _check_ready(strategy: Strategy, adopted_on: date) -> None:
    rules = strategy.participation.programme.definition.rule_set_on(adopted_on)
    age = rules.parameters.get("strategy_max_data_age_years") if rules else None
    check_fresh(strategy.data_year, adopted_on, age.value if age else None, age.source if age else "")
    if not strategy.needs.exists():
        raise Refusal(
            _("This strategy has no needs, so no service could result from it. Write down at least one need."),
            rule="R45",
        )
