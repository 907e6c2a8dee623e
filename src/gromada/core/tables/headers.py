"""Finding the header of a table that begins somewhere, stands on several lines, and speaks two languages at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gromada.core.tables.failures import UnreadableTable
from gromada.core.tables.workbooks import Sheet
from gromada.core.text import _, fold

SEARCHED_ROWS = 60
DEEPEST = 4
_BRACKETS = re.compile(r"\([^()]*\)|\[[^][]*\]")
_HYPHENATED = re.compile(r"(?<=[a-ząćęłńóśźż])-\s*(?=[a-ząćęłńóśźż])")
_NOISE = re.compile(r"[*:.;\"„”]+")


@dataclass(frozen=True)
class Header:
    """Where the header stands (its first and last row, counted from 0) and which column holds which field."""

    first: int
    last: int
    columns: dict[str, int]

    @property
    def begins(self) -> int:
        """The row below the header, counted from 0."""
        return self.last + 1


def words_of(cell: object) -> set[str]:
    """What a heading may be called, folded: as a whole, each of its lines, without units in brackets."""
    if cell is None:
        return set()
    text = str(cell)
    bare = _BRACKETS.sub(" ", text)
    variants = {text, bare, *bare.split("\n"), bare.split("/")[0]}
    variants |= {_HYPHENATED.sub("", item) for item in tuple(variants)}
    return {word for word in (fold(_NOISE.sub(" ", item)) for item in variants) if word}


def _named(storeys: Sequence[set[str]]) -> list[set[str]]:
    """Names of one column, the most telling first: all storeys joined, the lowest, any."""
    filled = [words for words in storeys if words]
    if not filled:
        return []
    joined = {""}
    for words in filled:
        joined = {f"{before} {word}".strip() for before in joined for word in words}
    return [joined, filled[-1], set().union(*filled)]


def _matches(names: set[str], headings: Iterable[str]) -> bool:
    """`headings` are folded; one that ends in `*` fits whatever begins so."""
    return any(
        any(name.startswith(heading[:-1]) for name in names) if heading.endswith("*") else heading in names
        for heading in headings
    )


def _folded(headings: Iterable[str]) -> list[str]:
    return [fold(_NOISE.sub(" ", item.rstrip("*"))) + "*" * item.endswith("*") for item in headings]


def _may_begin(row: Sequence[set[str]], headings: Iterable[str]) -> bool:
    """Whether a header may begin in this row: a cell is a heading or the upper storey of one."""
    words = set().union(*row) if row else set()
    return any(
        heading.startswith(word) or word.startswith(heading.rstrip("*")) for heading in headings for word in words
    )


def _columns(storeys: Sequence[Sequence[set[str]]], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The column of each field: the best name first, and of two that are as good the left one."""
    width = max((len(row) for row in storeys), default=0)
    named = [_named([row[index] if index < len(row) else set() for row in storeys]) for index in range(width)]
    found: dict[str, int] = {}
    for rank in range(3):
        for field, headings in wanted.items():
            if field in found:
                continue
            for index, names in enumerate(named):
                if index not in found.values() and rank < len(names) and _matches(names[rank], headings):
                    found[field] = index
                    break
    return found


def _carried(rows: Sequence[Sequence[set[str]]]) -> list[list[set[str]]]:
    """Upper storeys with a heading carried to the right over the columns below it, where those have names of their own."""
    carried = [list(row) for row in rows]
    for upper, lower in pairwise(carried):
        for index in range(1, len(upper)):
            if not upper[index] and index < len(lower) and lower[index]:
                upper[index] = upper[index - 1]
    return carried


def find_header(
    table: Sheet | Sequence[Sequence[object]],
    wanted: Mapping[str, Sequence[str]],
    *,
    required: Iterable[str] | None = None,
) -> Header:
    """The header that names the most of `wanted` (field → headings it may stand under), on the fewest lines, nearest the top.

    A heading ending in `*` fits whatever begins so; upper storeys join the lower ("Zgony ogółem"). `required` fields
    (all, unless said; with none required at least one of `wanted`) must be there: else UnreadableTable with the headings
    that were looked for.
    """
    sheet = table if isinstance(table, Sheet) else Sheet("", [list(row) for row in table])
    needed = set(wanted if required is None else required)
    rows = sheet.spread(last=SEARCHED_ROWS + DEEPEST) if sheet.merged else sheet.rows[: SEARCHED_ROWS + DEEPEST]
    named = [[words_of(cell) for cell in row] for row in rows]
    headings = {field: _folded(items) for field, items in wanted.items()}
    every = [heading for items in headings.values() for heading in items]
    best: tuple[tuple, Header] | None = None
    for first, row in enumerate(named[:SEARCHED_ROWS]):
        if not _may_begin(row, every):
            continue
        for depth in range(1, DEEPEST + 1):
            columns = _columns(_carried(named[first : first + depth]), headings)
            score = (len(needed & set(columns)), len(columns), -depth, -first)
            if columns and (best is None or score > best[0]):
                best = (score, Header(first, min(first + depth, len(rows)) - 1, columns))
    missing = needed - set(best[1].columns) if best else needed or set(wanted)
    if missing:
        names = ", ".join(f"„{wanted[field][0].rstrip('*')}”" for field in wanted if field in missing)
        raise UnreadableTable(_("The header lacks these columns: %(names)s.") % {"names": names}, sheet=sheet.name)
    return best[1]
