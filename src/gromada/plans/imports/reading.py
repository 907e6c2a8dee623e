"""A spreadsheet as the lines of a plan: wherever the table begins, with bands of groups, totals and rows that are no line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from gromada.core.money import format_amount
from gromada.core.tables import Header, Sheet, UnreadableTable, column_letter, sheets
from gromada.core.text import _, fold
from gromada.plans.imports.headings import best_sheet
from gromada.plans.imports.rows import RowReader
from gromada.plans.rules.cells import group_of_band, read_money
from gromada.plans.rules.drafts import MOST_LINES, Draft, SheetReading
from gromada.plans.rules.facts import ERROR, NOTE, WARNING, Finding, Place
from gromada.plans.rules.headings import OUR_NUMBER
from gromada.programmes.definitions import Definition

LARGEST_FILE = 5 * 10**6
_TOTAL_WORD = r"(?:razem|ogolem|suma|sumy|lacznie|total|sum|w sumie|podsumowanie)"
BEGINS_TOTAL = re.compile(rf"{_TOTAL_WORD}\b")
ONLY_TOTAL = re.compile(
    rf"{_TOTAL_WORD}(?:[\s:.,-]+(?:{_TOTAL_WORD}|grupa|grupy|gr|group|koszt\w*|plan\w*|uslug\w*|zl|pln|eur|w|dla|i|ii|iii|iv|v|\d+|"
    r"services?|lines?|places?|miejsc\w*|pozycj\w*))*[\s:.,=-]*\Z"
)


@dataclass
class _Sums:
    """Costs of the lines so far: of all, and since the last band or subtotal."""

    whole: Decimal = Decimal(0)
    part: Decimal = Decimal(0)
    broken: bool = False  # a line's cost could not be read, so no total can be compared

    def add(self, draft: Draft, name: str) -> None:
        cost = draft.values.get("cost_pln") if name == "cost_pln" else draft.cost_said
        if not draft.is_whole:
            self.broken = True
        elif cost is not None:
            self.whole += cost
            self.part += cost


@dataclass
class _Table:
    """The table being read."""

    sheet: Sheet
    header: Header
    rows: list[list]
    definition: Definition
    reader: RowReader
    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sums: dict[str, _Sums] = field(default_factory=lambda: {"cost_pln": _Sums(), "cost": _Sums()})
    group: str = ""
    is_closed: bool = False


def read_plan(  # noqa: PLR0913 - what reading a plan depends on
    content: bytes,
    name: str,
    *,
    definition: Definition,
    currency: str,
    needs: Mapping[str, str] | None,
    mapping: Mapping[str, str] | None = None,
) -> SheetReading:
    """The lines of the plan in a file (XLSX, ODS, CSV), with what was found on the way, each with sheet, row and column.

    `needs`: codes by which a need of the gmina may be named → its full code (None: the gmina has none to compare with).
    `mapping`: field → heading, said by hand. Raises UnreadableTable, with a sentence, for what is no such table.
    """
    if len(content) > LARGEST_FILE:
        raise UnreadableTable(
            _("This file has %(size)d MB; a plan has less than 5. Send the plan alone, without pictures.")
            % {"size": len(content) // 10**6},
            file=name,
        )
    return read_sheets(sheets(content, name), definition=definition, currency=currency, needs=needs, mapping=mapping)


def read_sheets(  # noqa: PLR0913 - what reading a plan depends on
    book: list[Sheet],
    *,
    definition: Definition,
    currency: str,
    needs: Mapping[str, str] | None,
    mapping: Mapping[str, str] | None = None,
    header: tuple[int, Header] | None = None,
) -> SheetReading:
    """The same of a file that is opened already; `header` says by hand which sheet it is and what its columns hold."""
    if header is None:
        sheet, header = best_sheet(book, mapping or {})
    else:
        sheet, header = book[header[0]], header[1]
    rows = sheet.spread() if sheet.merged else sheet.rows
    reader = RowReader(sheet.name, header, definition, currency, needs, _titles(rows, header))
    table = _Table(sheet, header, rows, definition, reader)
    table.findings += _merged_costs(table)
    for index in range(header.begins, len(rows)):
        _read_row(table, index)
        if len(table.drafts) > MOST_LINES:
            raise UnreadableTable(
                _("The table has more than %(most)d lines. A plan has fewer: see whether this is the right file.")
                % {"most": MOST_LINES},
                sheet=sheet.name,
                row=index + 1,
            )
    if not table.drafts and not table.findings:
        raise UnreadableTable(_("Below the header there is no service."), sheet=sheet.name, row=header.begins + 1)
    years = {year for year in reader.years if year}
    return SheetReading(
        drafts=tuple(table.drafts),
        findings=tuple(table.findings),
        columns={name: reader.headings[name] for name in header.columns},
        sheet=sheet.name,
        is_our_form=fold(reader.headings.get("number", "")) == fold(OUR_NUMBER),
        year=years.pop() if len(years) == 1 else None,
    )


def _titles(rows: list[list], header: Header) -> dict[str, str]:
    """What stands over each column that was recognised: the lowest heading, or the letter of the column."""
    found = {}
    for name, column in header.columns.items():
        storeys = range(header.first, header.last + 1) if header.first >= 0 else ()
        cells = [rows[row][column] for row in storeys if row < len(rows) and column < len(rows[row])]
        texts = [" ".join(str(cell).split()) for cell in cells if cell is not None]
        found[name] = texts[-1] if texts else column_letter(column)
    return found


def _merged_costs(table: _Table) -> Iterable[Finding]:
    """One cost over several rows would be counted for each of them."""
    for name in ("cost_pln", "cost"):
        column = table.header.columns.get(name)
        for (top, left), (bottom, right) in table.sheet.merged:
            if column is not None and left <= column <= right and bottom > top > table.header.last:
                yield Finding(
                    "S1",
                    ERROR,
                    _("Rows %(first)d to %(last)d share one cost: the cell is merged")
                    % {"first": top + 1, "last": bottom + 1},
                    _("Divide the cell and write the cost of each service."),
                    "RP-3",
                    place=Place(table.sheet.name, top + 1, table.reader.headings[name]),
                )


def _read_row(table: _Table, index: int) -> None:
    row = table.rows[index]
    filled = [cell for cell in row if cell is not None and str(cell).strip()]
    texts = list(dict.fromkeys(str(cell) for cell in filled))
    if not filled or _is_numbering(filled):
        return
    if _is_total(table, row, filled):
        _compare_total(table, index, row)
    elif _has_cost(table, row):
        _read_line(table, index, row)
    elif len(texts) <= 2 and (group := group_of_band(texts[0], table.definition)):
        table.group, table.is_closed = group, False
        for sums in table.sums.values():
            sums.part = Decimal(0)
    elif _has_title(table, row) and len(texts) > 1 and not table.is_closed:
        _read_line(table, index, row)
    elif not table.is_closed:
        table.findings.append(_skipped(table, index, texts[0]))


def _read_line(table: _Table, index: int, row: list) -> None:
    if not _has_title(table, row):
        if not table.is_closed:
            table.findings.append(_nameless(table, index))
        return
    draft, findings = table.reader.read(row, index, table.group)
    table.drafts.append(draft)
    table.findings += findings
    for name, sums in table.sums.items():
        if name in table.header.columns:
            sums.add(draft, name)


def _is_numbering(filled: list) -> bool:
    """The row of figures 1 2 3 4 that forms print under their header."""
    return len(filled) > 2 and all(str(cell).strip(". ") == str(place) for place, cell in enumerate(filled, 1))


def _is_total(table: _Table, row: list, filled: list) -> bool:
    """A row that sums others: it says so and nothing else, or it says so and its cost is the sum so far.

    A service may well be called "Razem łatwiej": then it is no total.
    """
    for text in (filled[0], _cell(table, row, "title")):
        if isinstance(text, str) and BEGINS_TOTAL.match(fold(text)):
            return bool(ONLY_TOTAL.match(fold(text))) or _is_sum(table, row)
    return False


def _is_sum(table: _Table, row: list) -> bool:
    try:
        cost = read_money(_cell(table, row, "cost_pln"))
    except ValueError:
        return False
    sums = table.sums["cost_pln"]
    return cost is not None and cost in {sums.whole, sums.part} and bool(table.drafts)


def _cell(table: _Table, row: list, name: str):
    column = table.header.columns.get(name)
    return row[column] if column is not None and column < len(row) else None


def _has_cost(table: _Table, row: list) -> bool:
    """Whether the row says a cost, even one that cannot be read; a text that stands in every cell says none."""
    title = _cell(table, row, "title")
    costs = [cell for name in ("cost_pln", "cost") if (cell := _cell(table, row, name)) is not None]
    return any(cell != title for cell in costs)


def _has_title(table: _Table, row: list) -> bool:
    return _cell(table, row, "title") is not None


def _compare_total(table: _Table, index: int, row: list) -> None:
    """The total that the file states against the sum of its lines: of all, or of those since the last band."""
    table.is_closed = True
    for name, currency in (("cost_pln", "PLN"), ("cost", table.reader.currency)):
        cell, sums = _cell(table, row, name), table.sums[name]
        try:
            said = read_money(cell) if cell is not None else None
        except ValueError:
            said = None
        if said is None or sums.broken:
            continue
        if said not in {sums.whole, sums.part}:
            words = {"said": format_amount(said, currency), "sum": format_amount(sums.whole, currency)}
            table.findings.append(
                Finding(
                    "S2",
                    WARNING,
                    _("The total of the file is %(said)s, and its lines make %(sum)s") % words,
                    _("See which line is missing or counted twice. The total itself is never a line."),
                    "RP-3",
                    place=Place(table.sheet.name, index + 1, table.reader.headings[name]),
                )
            )
        sums.part = Decimal(0)


def _skipped(table: _Table, index: int, text: str) -> Finding:
    return Finding(
        "S3",
        NOTE,
        _("Row %(row)d was not read as a line: “%(text)s”") % {"row": index + 1, "text": text[:60]},
        _("It has no cost. If it is a service, write its cost."),
        "RP-3",
        place=Place(table.sheet.name, index + 1, ""),
    )


def _nameless(table: _Table, index: int) -> Finding:
    return Finding(
        "S1",
        ERROR,
        _("Row %(row)d has a cost and no name of a service") % {"row": index + 1},
        _("Write the name of the service, or “Razem” if it is a total."),
        "RP-3",
        place=Place(table.sheet.name, index + 1, table.reader.headings["title"]),
    )
