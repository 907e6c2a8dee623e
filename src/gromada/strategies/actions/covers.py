"""Beginning a strategy, recording an older one, correcting its title and years."""

from datetime import date

from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes.models import Participation
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.models import Strategy
from gromada.strategies.queries import draft_strategy
from gromada.strategies.rules import FieldRefusal, check_data_year, check_years
from gromada.strategies.states import StrategyState


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
    change_row(strategy, new, by, on)
    return strategy


def change_row(row, new: dict, by: Actor, on: date) -> None:
    """Write the new values of one row and note in the journal which fields changed; nothing when none did."""
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, new[name])
    row.save(update_fields=changed)
    audit.record(by=by, deed="strategies.write", obj=row, on=on, fields=changed)
