"""The needs of a strategy: written down, reworded, struck out."""

from datetime import date

from django.db.models import Max, ProtectedError

from gromada.core import audit
from gromada.core.numbering import format_number
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.programmes.models import ServiceGroup
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.actions.covers import change_row
from gromada.strategies.models import Need, Strategy
from gromada.strategies.rules import FieldRefusal


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
    change_row(need, _need_words(need.strategy, text, group, evidence, priority), by, on)
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
