"""Problems, goals, directions, the financial frame, indicators and figures of a strategy: written, changed, struck out."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _
from gromada.core.workflow import action
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.actions.covers import change_row
from gromada.strategies.models import (
    Direction,
    FrameLine,
    OwnFigure,
    PickedIndicator,
    ProblemNode,
    Strategy,
    StrategyGoal,
    StrategyIndicator,
)
from gromada.strategies.queries import figure
from gromada.strategies.rules import FieldRefusal, check_years, direction_code, goal_code, indicator_code
from gromada.strategies.states import ProblemSide

Given = Mapping[str, Any]


def _said(given: Given, field: str, sentence) -> str:
    text = str(given.get(field) or "").strip()
    if not text:
        raise FieldRefusal(sentence, field=field)
    return text


def _next(rows) -> int:
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _problem(strategy: Strategy, given: Given, row: ProblemNode | None) -> dict:
    """A main problem, or a cause or effect below another one of the same tree; below a cause stand causes."""
    text = _said(given, "text", _("Write the problem in one sentence."))
    if row is not None:
        return {"text": text}
    parent, side = given.get("parent"), given.get("side") or ProblemSide.CAUSE
    if parent is None:
        return {"text": text, "parent": None, "side": ProblemSide.PROBLEM}
    if parent.strategy_id != strategy.pk:
        raise FieldRefusal(_("That problem belongs to another strategy. Go back to the contents."), field="parent")
    return {"text": text, "parent": parent, "side": side if parent.side == ProblemSide.PROBLEM else parent.side}


def _goal(strategy: Strategy, given: Given, row: StrategyGoal | None) -> dict:
    text = _said(given, "text", _("Write the goal: what will be different for residents."))
    if row is not None:
        return {"text": text}
    number = _next(strategy.strategygoals)
    return {"text": text, "number": number, "code": goal_code(number)}


def _direction(strategy: Strategy, given: Given, row: Direction | None) -> dict:
    text = _said(given, "text", _("Write the direction: what will be done."))
    words = {"text": text, "way": str(given.get("way") or "").strip()}
    if row is not None:
        return words
    goal = given.get("goal")
    if goal is None or goal.strategy_id != strategy.pk:
        raise FieldRefusal(_("Choose the goal this direction leads to."), field="goal")
    number = _next(goal.directions)
    return words | {"goal": goal, "number": number, "code": direction_code(goal.number, number)}


def _frame(strategy: Strategy, given: Given, row: FrameLine | None) -> dict:
    source = _said(given, "source", _("Write where the money comes from."))
    year, amount = given.get("year"), given.get("amount_pln")
    if year is None or not strategy.year_from <= year <= strategy.year_until:
        raise FieldRefusal(
            _("The strategy is for %(from)s–%(until)s. Write one of these years.")
            % {"from": strategy.year_from, "until": strategy.year_until},
            field="year",
        )
    if amount is None or amount < 0:
        raise FieldRefusal(_("Write the amount in złotys, for example 12 000."), field="amount_pln")
    twin = strategy.framelines.filter(year=year, source=source).exclude(pk=row.pk if row else None)
    if twin.exists():
        raise FieldRefusal(
            _("There is already a line for %(year)s from this source. Change that one.") % {"year": year},
            field="source",
        )
    return {"source": source, "year": year, "amount_pln": amount}


def _indicator(strategy: Strategy, given: Given, row: StrategyIndicator | None) -> dict:
    words = {
        "name": _said(given, "name", _("Write what is measured.")),
        "unit": _said(given, "unit", _("Write the unit: persons, percent, hours …")),
        "source": _said(given, "source", _("Write where the value will be read.")),
        "baseline": given.get("baseline"),
        "target": given.get("target"),
        "target_year": given.get("target_year"),
    }
    if words["target"] is None or words["target_year"] is None:
        raise FieldRefusal(_("An indicator needs a target and the year by which it is reached."), field="target")
    check_target_year(words["target_year"], strategy)
    if row is not None:
        return words
    number = _next(strategy.strategyindicators)
    return words | {"number": number, "code": indicator_code(number)}


def check_target_year(year: int, strategy: Strategy) -> None:
    """A target is reached while the strategy holds or in the year after it, when the last figures come; else Refusal."""
    if not strategy.year_from <= year <= strategy.year_until + 1:
        raise FieldRefusal(
            _("The target year %(year)s lies outside the years of the strategy, %(from)s–%(until)s.")
            % {"year": year, "from": strategy.year_from, "until": strategy.year_until},
            field="target_year",
        )


def _figure(strategy: Strategy, given: Given, row: OwnFigure | None) -> dict:
    words = {
        "name": _said(given, "name", _("Write what was counted.")),
        "unit": _said(given, "unit", _("Write the unit: persons, families, zł …")),
        "source": _said(given, "source", _("Write where the number comes from: a register, a report, a count.")),
        "year": given.get("year"),
        "value": given.get("value"),
    }
    if words["value"] is None or words["year"] is None:
        raise FieldRefusal(_("A figure needs a value and a year."), field="value")
    check_years(words["year"], words["year"])
    twin = strategy.ownfigures.filter(name=words["name"], year=words["year"]).exclude(pk=row.pk if row else None)
    if twin.exists():
        raise FieldRefusal(_("This figure is already here for that year. Change that one."), field="year")
    return words


KINDS: dict[str, tuple[type, Callable]] = {
    "problem": (ProblemNode, _problem),
    "goal": (StrategyGoal, _goal),
    "direction": (Direction, _direction),
    "frame": (FrameLine, _frame),
    "indicator": (StrategyIndicator, _indicator),
    "figure": (OwnFigure, _figure),
}


@action
def add_entry(*, strategy: Strategy, kind: str, given: Given, by: Actor, on: date):
    """Write a problem, goal, direction, frame line (PLN), indicator or own figure into a strategy that is not adopted.

    Goals, directions and indicators get stable codes: C-02, K-02.1, W-01 (domain.md 2.4). Raises FieldRefusal.
    """
    require(by, "strategies.write", strategy)
    model, words = KINDS[kind]
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    row = model.objects.create(strategy=strategy, **words(strategy, given, None))
    if kind == "direction":
        row.needs.set(_own_needs(strategy, given))
    audit.record(by=by, deed="strategies.write", obj=row, on=on)
    return row


@action
def change_entry(*, row, kind: str, given: Given, by: Actor, on: date):
    """Reword one of them; codes stay."""
    require(by, "strategies.write", row)
    _model, words = KINDS[kind]
    change_row(row, words(row.strategy, given, row), by, on)
    if kind == "direction":
        wanted = _own_needs(row.strategy, given)
        if {need.pk for need in wanted} != set(row.needs.values_list("pk", flat=True)):
            row.needs.set(wanted)
            audit.record(by=by, deed="strategies.write", obj=row, on=on, fields=["needs"])
    return row


def _own_needs(strategy: Strategy, given: Given) -> list:
    needs = list(given.get("needs") or ())
    if any(need.strategy_id != strategy.pk for need in needs):
        raise FieldRefusal(_("Choose needs of this strategy."), field="needs")
    return needs


@action
def remove_entry(*, row, by: Actor, on: date) -> None:
    """Strike one of them out; what hangs below it (directions of a goal, causes of a problem) must go first."""
    require(by, "strategies.write", row)
    below = getattr(row, "children", None) or getattr(row, "directions", None)
    if below is not None and below.exists():
        raise Refusal(_("Something hangs below it. First strike that out, then this."))
    audit.record(by=by, deed="strategies.write", obj=row, on=on)
    row.delete()


@action
def pick_figure(*, strategy: Strategy, indicator: str, finding: str, by: Actor, on: date) -> PickedIndicator:
    """Take an indicator of public statistics into the diagnosis with what it shows, said by a person in one sentence."""
    require(by, "strategies.write", strategy)
    if figure(strategy, indicator) is None:
        raise FieldRefusal(
            _("There is no figure of this gmina under that name. Choose one of the list."), field="finding"
        )
    finding = finding.strip()
    if not finding:
        raise FieldRefusal(_("Say in one sentence what the figure shows for residents."), field="finding")
    row = strategy.pickedindicators.filter(indicator=indicator).first()
    if row is not None:
        change_row(row, {"finding": finding}, by, on)
        return row
    row = PickedIndicator.objects.create(strategy=strategy, indicator=indicator, finding=finding)
    audit.record(by=by, deed="strategies.write", obj=row, on=on)
    return row


@action
def leave_figure(*, strategy: Strategy, indicator: str, by: Actor, on: date) -> None:
    """Take an indicator out of the diagnosis again."""
    require(by, "strategies.write", strategy)
    for row in strategy.pickedindicators.filter(indicator=indicator).order_by("pk"):
        audit.record(by=by, deed="strategies.write", obj=row, on=on)
        row.delete()
