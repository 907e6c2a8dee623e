"""The register as a whole, with its history, for comparing it with an edition."""

from collections import defaultdict

from gromada.core.text import fold
from gromada.territory.models import Edition, Unit, UnitVersion
from gromada.territory.rules import Directory, Facts, KnownUnit, Register, Span, Story
from gromada.territory.states import Level


def register() -> Register:
    """Every unit with all its versions, and the days of the editions that were loaded. Three queries."""
    stories = {pk: Story(pk, level) for pk, level in Unit.objects.values_list("pk", "level").order_by("pk")}
    rows = UnitVersion.objects.values_list(
        "unit_id", "code", "kind", "name", "parent_id", "valid_from", "valid_until", "pk"
    )
    for unit, code, kind, name, parent, start, until, pk in rows.order_by("unit_id", "valid_from"):
        stories[unit].spans.append(Span(Facts(code, kind, name, parent), start, until, pk))
    known = [story for story in stories.values() if story.spans]
    return Register(known, edition_days())


def edition_days() -> list:
    """The days of the editions of the register that were loaded, the earliest first."""
    return list(Edition.objects.order_by("as_of").values_list("as_of", flat=True))


def directory() -> Directory:
    """The register turned round, for finding the unit of a code or a name of any year. Two queries."""
    codes, names = defaultdict(set), defaultdict(set)
    for unit, code, name in UnitVersion.objects.values_list("unit_id", "code", "name").order_by("pk"):
        codes[unit].add(code)
        names[unit].add(fold(name))
    columns = ("pk", "level", "code", "name", "is_current", "parent__name", "parent__parent__name")
    units = []
    for key, level, code, name, is_current, above, top in Unit.objects.values_list(*columns).order_by("code", "pk"):
        powiat, region = (above or "", top or "") if level == Level.GMINA else ("", above or "")
        units.append(
            KnownUnit(key, level, code, name, is_current, powiat, region, frozenset(codes[key]), frozenset(names[key]))
        )
    return Directory(units)
