"""Finding the table of a plan in a spreadsheet, by the headings we know and by those that were named by hand."""

from collections.abc import Iterable, Mapping

from gromada.core.permissions import Refusal
from gromada.core.tables import Header, Sheet, UnreadableTable, find_header
from gromada.core.text import _, fold
from gromada.plans.rules.drafts import FIELDS
from gromada.plans.rules.headings import HEADINGS

_BY_WORD = {fold(str(FIELDS[name])): name for name in FIELDS} | {name: name for name in FIELDS}


def mapped(pairs: Iterable[str]) -> dict[str, str]:
    """`Heading=field` pairs as field → heading. A field is named as here or by its heading; Refusal for another."""
    found = {}
    for pair in pairs:
        heading, sign, name = pair.rpartition("=")
        known = _BY_WORD.get(fold(name)) or next(
            (field for field, headings in HEADINGS.items() if fold(name) in {fold(item) for item in headings}), None
        )
        if not sign or not heading.strip() or known is None:
            raise Refusal(
                _("“%(pair)s” is no mapping. Write Heading=field, with one of these fields: %(fields)s.")
                % {"pair": pair, "fields": ", ".join(HEADINGS)}
            )
        found[known] = heading.strip()
    return found


def header_of(sheet: Sheet, mapping: Mapping[str, str]) -> Header:
    """The header of a plan on this sheet; headings said by hand win. UnreadableTable when title or cost is missing."""
    taken = {fold(heading) for heading in mapping.values()}
    wanted = {
        name: (mapping[name],)
        if name in mapping
        else tuple(item for item in items if fold(item.rstrip("*")) not in taken)
        for name, items in HEADINGS.items()
    }
    try:
        return find_header(sheet, wanted, required=["title", "cost_pln"])
    except UnreadableTable as error:
        try:
            return find_header(sheet, wanted, required=["title", "cost"])
        except UnreadableTable:
            raise error from None


def best_sheet(book: list[Sheet], mapping: Mapping[str, str]) -> tuple[Sheet, Header]:
    """The sheet that has the most columns of a plan; of two alike the first. UnreadableTable when none has a title and cost."""
    found: list[tuple[int, int, Sheet, Header]] = []
    failure: UnreadableTable | None = None
    for place, sheet in enumerate(book):
        try:
            header = header_of(sheet, mapping)
        except UnreadableTable as error:
            failure = failure or error
        else:
            found.append((-len(header.columns), place, sheet, header))
    if not found:
        raise failure or UnreadableTable(_("The file has no table."))
    _columns, _place, sheet, header = min(found, key=lambda item: item[:2])
    return sheet, header
