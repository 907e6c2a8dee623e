"""What becomes of the needs of an older strategy when a new one is written: carried over, met, or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gromada.core import audit
from gromada.core.permissions import Actor, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.strategies.actions.needs import add_need, remove_need
from gromada.strategies.models import Need, NeedFate, Strategy
from gromada.strategies.queries import older_needs
from gromada.strategies.rules import FieldRefusal
from gromada.strategies.states import Fate


@dataclass(frozen=True)
class Decision:
    """What becomes of one older need; `reason` is asked for where it is not carried over."""

    need: Need
    fate: str
    reason: str = ""


@action
def continue_needs(*, strategy: Strategy, decisions: Iterable[Decision], by: Actor, on: date) -> list[NeedFate]:
    """Note for each older need what became of it; one carried over gets a code of the new strategy, its evidence along.

    A decision may be changed while the strategy is written: a need that was carried over is struck out again, unless a
    line of a plan answers it (Refusal). Nothing is written when one decision lacks its reason.
    """
    require(by, "strategies.write", strategy)
    known = {need.pk: need for need in older_needs(strategy)}
    told = {row.older_id: row for row in strategy.needfates.select_related("newer").order_by("pk")}
    made = []
    for one in decisions:
        if one.need.pk not in known or one.fate not in Fate.values:
            raise FieldRefusal(_("Choose among the needs of the older strategy."), field=f"fate-{one.need.pk}")
        reason = one.reason.strip()
        if one.fate != Fate.CARRIED and not reason:
            raise FieldRefusal(
                _("Say why %(code)s is not carried over: what met it, or why it is dropped.") % {"code": one.need.code},
                field=f"reason-{one.need.pk}",
            )
        made.append(_noted(strategy, known[one.need.pk], told.get(one.need.pk), one.fate, reason, by, on))
    return made


def _noted(strategy, need, old: NeedFate | None, fate: str, reason: str, by: Actor, on: date) -> NeedFate:  # noqa: PLR0913, PLR0917 - the facts of a decision
    if old is not None and (old.fate, old.reason) == (fate, reason):
        return old
    newer = old.newer if old else None
    if old is not None and not (old.fate == fate == Fate.CARRIED):
        if newer is not None:
            # A need carried over by mistake goes with its note; the note goes first, so that it holds nothing.
            old.delete()
            remove_need(need=newer, by=by, on=on)
            newer = None
        else:
            old.delete()
        old = None
    if fate == Fate.CARRIED and newer is None:
        newer = add_need(
            strategy=strategy,
            text=need.text,
            group=need.group if need.group and need.group.is_enabled else None,
            evidence=need.evidence,
            priority=need.priority,
            by=by,
            on=on,
        )
    if old is None:
        old = NeedFate(strategy=strategy, older=need)
    old.fate, old.reason, old.newer = fate, reason, newer
    old.save()
    audit.record(by=by, deed="strategies.write", obj=old, on=on, fields=["fate", "reason"])
    return old
