"""Units and figures noted by hand, one by one."""

from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _, fold, polish_key
from gromada.core.workflow import action
from gromada.territory import rules
from gromada.territory.actions.loading import know_indicators
from gromada.territory.models import Unit, UnitFigure, UnitVersion


@action
def record_unit(  # noqa: PLR0913 - a version of a unit has this many facts
    *, level: str, code: str, name: str, valid_from: date, kind: str = "", parent: Unit | None = None, by: Actor
) -> Unit:
    """Put a unit on the register, or note that it is called or coded otherwise from `valid_from` on.

    The same facts twice change nothing. Raises Refusal for a code that does not fit its level, and for a change that
    would begin before the version in force. A unit that was gone is back from `valid_from` on.
    """
    require(by, "territory.record")
    rules.check_code(level, code, kind)
    facts = {"code": code, "kind": kind, "name": name, "parent": parent}
    unit = Unit.objects.filter(level=level, code=code).first()
    if unit is None:
        unit = Unit.objects.create(level=level, name_key=polish_key(name), name_folded=fold(name), **facts)
        UnitVersion.objects.create(unit=unit, valid_from=valid_from, **facts)
        audit.record(by=by, deed="territory.record", obj=unit, on=valid_from)
        return unit
    changed = [field for field, value in facts.items() if getattr(unit, field) != value]
    if changed or not unit.is_current:
        _check_later(unit, valid_from)
        unit.versions.filter(valid_until=None).update(valid_until=valid_from)
        UnitVersion.objects.create(unit=unit, valid_from=valid_from, **facts)
        Unit.objects.filter(pk=unit.pk).update(
            name_key=polish_key(name), name_folded=fold(name), is_current=True, **facts
        )
        unit.refresh_from_db()
        audit.record(by=by, deed="territory.record", obj=unit, on=valid_from, fields=changed)
    return unit


def _check_later(unit: Unit, valid_from: date) -> None:
    """A version follows the one in force: what held earlier is not rewritten."""
    last = unit.versions.order_by("-valid_from").first()
    since = last.valid_until or last.valid_from
    if valid_from < since or valid_from == last.valid_from:
        raise Refusal(
            _("%(unit)s has been as it is since %(day)s; a change must begin later.")
            % {"unit": unit.name, "day": since.isoformat()}
        )


@action
def record_figure(  # noqa: PLR0913 - a figure has this many facts
    *, unit: Unit, indicator: str, year: int, value: Decimal, source: str, by: Actor
) -> UnitFigure:
    """Note a measured value of a unit for a year with its source; a corrected value of the same year replaces it.

    The same value twice changes nothing.
    """
    require(by, "territory.measure")
    facts = {"value": value, "source": source}
    figure = UnitFigure.objects.filter(unit=unit, indicator=indicator, year=year).first()
    if figure and (figure.value, figure.source) == (value, source):
        return figure
    know_indicators([indicator])
    figure, _made = UnitFigure.objects.update_or_create(unit=unit, indicator=indicator, year=year, defaults=facts)
    audit.record(by=by, deed="territory.measure", obj=figure, on=date(year, 12, 31), fields=["value"])
    return figure
