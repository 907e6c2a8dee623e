"""Every write of this room."""

from datetime import date
from decimal import Decimal

from gromada.core import audit
from gromada.core.permissions import Actor
from gromada.core.text import fold, polish_key
from gromada.core.workflow import action
from gromada.territory import rules
from gromada.territory.models import Unit, UnitFigure, UnitVersion


@action
def record_unit(  # noqa: PLR0913 - a version of a unit has this many facts
    *, level: str, code: str, name: str, valid_from: date, kind: str = "", parent: Unit | None = None, by: Actor
) -> Unit:
    """Put a unit on the register, or note that it is called or coded otherwise from `valid_from` on.

    The same facts twice change nothing. Raises Refusal for a code that does not fit its level.
    """
    rules.check_code(level, code, kind)
    facts = {"code": code, "kind": kind, "name": name, "parent": parent}
    unit = Unit.objects.filter(level=level, code=code).first()
    if unit is None:
        unit = Unit.objects.create(level=level, name_key=polish_key(name), name_folded=fold(name), **facts)
        UnitVersion.objects.create(unit=unit, valid_from=valid_from, **facts)
        audit.record(by=by, deed="territory.record", obj=unit, on=valid_from)
        return unit
    changed = [field for field, value in facts.items() if getattr(unit, field) != value]
    if changed:
        unit.versions.filter(valid_until=None).update(valid_until=valid_from)
        UnitVersion.objects.create(unit=unit, valid_from=valid_from, **facts)
        Unit.objects.filter(pk=unit.pk).update(name_key=polish_key(name), name_folded=fold(name), **facts)
        unit.refresh_from_db()
        audit.record(by=by, deed="territory.record", obj=unit, on=valid_from, fields=changed)
    return unit


@action
def record_figure(*, unit: Unit, indicator: str, year: int, value: Decimal, source: str, by: Actor) -> UnitFigure:
    """Note a measured value of a unit for a year with its source; a later value of the same year replaces it."""
    figure, _made = UnitFigure.objects.update_or_create(
        unit=unit, indicator=indicator, year=year, defaults={"value": value, "source": source}
    )
    audit.record(by=by, deed="territory.measure", obj=figure, on=date(year, 12, 31), fields=["value"])
    return figure
