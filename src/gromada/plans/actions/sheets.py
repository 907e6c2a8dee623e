"""Make the lines of a plan like those of a spreadsheet: every change that the preview showed, or none."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, may
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.plans.actions.writing import changed_line, drop_line, in_hand, new_line
from gromada.plans.models import Plan, PlanLine
from gromada.plans.queries import cells, needs_by_code
from gromada.plans.rules import PlanRefusal, months_of
from gromada.plans.rules.drafts import KEPT, LineChange


@action
def write_lines(
    *, plan: Plan, changes: Iterable[LineChange], source: str, by: Actor, on: date
) -> dict[str, list[PlanLine]]:
    """Add, change and take out lines as a spreadsheet says; `source` (the file's name) stands in the journal.

    Returns the lines added and changed. The gmina writes its own plan; the programme office may load
    one for it. Refused as add_line and change_line refuse, with the place in the file before
    the sentence; then nothing of the file is written.
    """
    deed = "plans.write" if may(by, "plans.write", plan) else "plans.load"
    in_hand(plan, by, deed)
    groups, kinds = cells(plan.participation.programme)
    known = _Known(
        {row.code: row for row in groups}, {row.code: row for row in kinds}, needs_by_code(plan.participation)
    )
    lines = {row.number: row for row in plan.lines.select_related("group", "kind").order_by("number")}
    done: dict[str, list[PlanLine]] = {"add": [], "update": []}
    for change in changes:
        try:
            _write(plan, change, lines, known, done, {"by": by, "on": on, "deed": deed})
        except PlanRefusal as refusal:
            raise _with_place(refusal, change) from refusal
    audit.record(by=by, deed=deed, obj=plan, on=on, why=str(_("from the file %(file)s") % {"file": source}))
    return done


@action
def restore_line(*, plan: Plan, number: int, values: Mapping[str, Any], by: Actor, on: date) -> PlanLine:
    """Bring a line back that was taken out, under its old number where that is free; `values` are plain.

    Refused as add_line refuses.
    """
    in_hand(plan, by)
    groups, kinds = cells(plan.participation.programme)
    known = _Known(
        {row.code: row for row in groups}, {row.code: row for row in kinds}, needs_by_code(plan.participation)
    )
    taken = plan.lines.filter(number=number).exists()
    return new_line(plan, known.words(values), number=None if taken else number, by=by, on=on)


class _Known:
    """The programme's groups and kinds and the gmina's needs, by code."""

    def __init__(self, groups: dict, kinds: dict, needs: dict):
        self.groups, self.kinds, self.needs = groups, kinds, needs

    def words(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Plain values of a line as add_line takes them; Refusal for a code that the programme or gmina does not have."""
        group, kind = self.groups.get(values["group"]), self.kinds.get(values["kind"])
        if group is None or (values["kind"] and kind is None):
            raise PlanRefusal(_("Choose a group and kind from the catalogue."), field="cell", rule="V9")
        missing = [code for code in values["needs"] if code not in self.needs]
        if missing:
            raise PlanRefusal(_("The strategy has no need “%(need)s”") % {"need": missing[0]}, field="needs", rule="V8")
        needs = list({need.pk: need for need in (self.needs[code] for code in values["needs"])}.values())
        months = months_of(values["months"])
        given = {name: values[name] for name in KEPT}
        return given | {"group": group, "kind": kind, "needs": needs, "months": months}


def _write(  # noqa: PLR0913, PLR0917 - one change with all it needs
    plan: Plan, change: LineChange, lines: dict[int, PlanLine], known: _Known, done: dict, who: dict[str, Any]
) -> None:
    if change.act == "skip":
        return
    line = lines.get(change.number) if change.number else None
    if change.act != "add" and line is None:
        raise PlanRefusal(_("Line %(number)s is not in the plan any more. Look again.") % {"number": change.number})
    if change.act == "remove":
        drop_line(line, **who)
    elif change.act == "add":
        done["add"].append(new_line(plan, known.words(change.values), **who))
    else:
        line.plan = plan
        done["update"].append(changed_line(line, known.words(change.values), **who))


def _with_place(refusal: PlanRefusal, change: LineChange) -> Refusal:
    place = change.place
    if place is None or place.row is None:
        return refusal
    words = {"row": place.row, "sheet": place.sheet, "why": refusal.sentence}
    sentence = _("Sheet %(sheet)s, row %(row)d: %(why)s") if place.sheet else _("Row %(row)d: %(why)s")
    return PlanRefusal(sentence % words, field=refusal.field, rule=refusal.rule, source=refusal.source)
