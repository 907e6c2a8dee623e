"""Checks of a programme's catalogue and of the units that take part in it."""

from collections import Counter
from collections.abc import Iterator

from gromada.core.text import _

from .definition import Definition
from .findings import Finding, error, warning

COLOURS = range(1, 9)


def check_catalogue(d: Definition) -> Iterator[Finding]:
    """Cells stand on known groups and kinds; whatever is off says why; every open group can be planned. (V9)"""
    for cell in d.cells:
        yield from _check_cell(d, cell)
    for group in d.groups:
        if not group.enabled and not (group.reason_pl and group.reason_en):
            yield error(
                "reason_missing",
                _("Group %(group)s is off without a reason.") % {"group": group.code},
                _("Add reason_pl and reason_en: people who choose it will read them."),
                group.source,
            )
        if group.enabled and not any(cell.group == group.code for cell in d.open_cells):
            yield error(
                "group_empty",
                _("Group %(group)s has no open field in the catalogue.") % {"group": group.code},
                _("Add [[cells]] for it, or set enabled = false."),
                group.source,
            )
        if group.colour not in COLOURS:
            yield error(
                "colour_unknown",
                _("Group %(group)s has the colour %(colour)s.") % {"group": group.code, "colour": group.colour},
                _("There are eight colours: 1 to 8."),
                group.source,
            )
    for colour, times in Counter(group.colour for group in d.groups).items():
        if times > 1:
            yield warning(
                "colour_twice",
                _("Several groups have the colour %(colour)s.") % {"colour": colour},
                _("Give each group a colour of its own, so that charts can tell them apart."),
            )
    if not d.abstract and not d.groups:
        yield error("groups_missing", _("The programme has no groups of services."), _("Add [[groups]] and [[cells]]."))


def _check_cell(d: Definition, cell) -> Iterator[Finding]:
    group = d.group(cell.group)
    sentence = None
    if group is None:
        sentence = _("Field %(cell)s of the catalogue stands in group %(group)s, which is not listed.")
    elif cell.kind and not group.has_kinds:
        sentence = _("Field %(cell)s has a kind, but group %(group)s has no kinds.")
    elif not cell.kind and group.has_kinds:
        sentence = _("Field %(cell)s needs a kind: group %(group)s has kinds.")
    elif cell.kind and d.service_kind(cell.kind) is None:
        sentence = _("Field %(cell)s has a kind that is not listed.")
    if sentence is not None:
        yield error(
            "cell_unknown",
            sentence % {"cell": cell.code, "group": cell.group},
            _("A field names a code of [[groups]] and, where the group has kinds, one of [[kinds]]."),
            cell.source,
        )
    if not cell.enabled and not (cell.reason_pl and cell.reason_en):
        yield error(
            "reason_missing",
            _("Field %(cell)s is off without a reason.") % {"cell": cell.code},
            _("Add reason_pl and reason_en: people who choose it will read them."),
            cell.source,
        )


def check_units(d: Definition) -> Iterator[Finding]:
    """The units are of an eligible kind, in a listed region, and as many as the region says. (R16)"""
    kinds = d.eligibility.unit_kinds if d.eligibility else ()
    for unit in d.units:
        if not (len(unit.code) == 7 and unit.code.isascii() and unit.code.isdigit()):
            yield error(
                "unit_code",
                _("%(name)s: “%(code)s” is not a TERC code of a gmina.") % {"name": unit.name_pl, "code": unit.code},
                _("Write seven digits, as text, with leading zeros."),
                unit.source,
            )
        elif kinds and unit.code[6] not in kinds:
            yield error(
                "unit_kind",
                _("%(name)s (%(code)s) is not of a kind that may take part.")
                % {"name": unit.name_pl, "code": unit.code},
                _("The last digit of the code may be: %(kinds)s.") % {"kinds": ", ".join(kinds)},
                d.eligibility.source,
            )
        elif d.regions and d.region(unit.code[:2]) is None:
            yield error(
                "unit_region",
                _("%(name)s (%(code)s) lies in a voivodeship that is not listed.")
                % {"name": unit.name_pl, "code": unit.code},
                _("Add the voivodeship to [[regions]], or check the code."),
                unit.source,
            )
    yield from _check_counts(d)


def _check_counts(d: Definition) -> Iterator[Finding]:
    named = Counter(unit.code[:2] for unit in d.units)
    for region in d.regions:
        if region.gminas is not None and named[region.code] not in (0, region.gminas):
            yield warning(
                "units_differ",
                _("%(region)s has %(said)s gminas in the programme, but %(named)s are named.")
                % {"region": region.name_pl, "said": region.gminas, "named": named[region.code]},
                _("Name all gminas of the voivodeship, or correct the number."),
                region.source,
            )
    if d.eligibility is None or not d.regions:
        return
    if d.eligibility.voivodeships not in (None, len(d.regions)):
        yield warning(
            "regions_differ",
            _("The programme speaks of %(said)s voivodeships, but %(listed)s are listed.")
            % {"said": d.eligibility.voivodeships, "listed": len(d.regions)},
            _("List them all, or correct the number."),
            d.eligibility.source,
        )
    known = sum(region.gminas or 0 for region in d.regions)
    if d.eligibility.gminas is not None and known > d.eligibility.gminas:
        yield error(
            "gminas_above_whole",
            _("The voivodeships have %(known)s gminas together, more than the %(said)s of the programme.")
            % {"known": known, "said": d.eligibility.gminas},
            _("Correct the numbers of [[regions]] or of [eligibility]."),
            d.eligibility.source,
        )
