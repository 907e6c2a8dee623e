"""Making a version of the strategy's document: the text frozen, its PDF kept."""

from datetime import date

from gromada.core import audit, documents
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.strategies.models import Strategy, StrategyVersion
from gromada.strategies.queries import frozen
from gromada.strategies.queries.printing import pdf
from gromada.strategies.rules import digest
from gromada.strategies.states import StrategyState

RETENTION = "permanent"


@action
def make_version(*, strategy: Strategy, note: str = "", by: Actor, on: date) -> StrategyVersion:
    """Freeze the strategy as it reads on `on` under the next number, with its PDF; sealed, never changed.

    Raises Refusal when nothing has changed since the last version.
    """
    require(by, "strategies.make_version", strategy)
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    content = frozen(strategy)
    sign = digest(content)
    last = strategy.versions.defer("content").order_by("-number").first()
    if last is not None and last.digest == sign:
        raise Refusal(_("Nothing has changed since version %(number)d. Open that one.") % {"number": last.number})
    number = last.number + 1 if last else 1
    code = strategy.participation.unit.code
    paper = documents.store(
        content=pdf(content, number=number, made_on=on),
        name=f"strategia-{code}-{strategy.year_from}-{number}.pdf",
        media_type="application/pdf",
        access=documents.Access.PUBLIC if strategy.state == StrategyState.ADOPTED else documents.Access.OFFICE,
        retention=RETENTION,
        reference=f"strategies:strategy:{strategy.pk}",
        unit_id=strategy.participation.unit_id,
        by=by,
    )
    row = StrategyVersion.objects.create(
        strategy=strategy,
        number=number,
        made_on=on,
        made_by_name=by.name,
        note=note.strip()[:200],
        content=content,
        digest=sign,
        document=paper,
    )
    audit.record(by=by, deed="strategies.make_version", obj=row, on=on, new=str(number))
    return row
