"""The council's resolution: it adopts a strategy, lets older ones expire and unlocks the rest of the money."""

from dataclasses import dataclass
from datetime import date

from gromada.core import documents, workflow
from gromada.core.models import Document
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes import actions as programmes
from gromada.programmes.states import Step
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.models import Strategy
from gromada.strategies.rules import check_adoption_day, check_fresh, check_resolution
from gromada.strategies.states import StrategyState


@dataclass(frozen=True)
class Scan:
    """A file of the resolution as it was sent in; it is checked and kept by the deed that records the resolution."""

    content: bytes
    name: str
    media_type: str


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
    paper = programmes.Paper(kind=str(_("Resolution")), number=number, on=adopted_on, document=strategy.document)
    programmes.advance(participation=participation, to=Step.ADOPTED, by=by, on=on, paper=paper)
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
