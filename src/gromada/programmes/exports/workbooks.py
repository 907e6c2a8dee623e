"""The allocations and the board as workbooks: the same rows as on the pages."""

from datetime import date
from decimal import Decimal

from gromada.core import render
from gromada.core.text import _
from gromada.programmes.queries import BoardRow, Share

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALLOCATED, UNLOCKED = 5, 6
BOARD_ALLOCATION = 10


def allocations(shares: list[Share], *, currency: str, name: str, as_of: date) -> bytes:
    """A sheet of all gminas with an allocation, dated `as_of`, with a total row."""
    words = (
        _("Code"), _("Gmina"), _("Voivodeship"), _("Population"), _("of the year"), _("Allocation"), _("Unlocked"),
        _("Decided on"), _("How"),
    )  # fmt: skip
    rows = [
        [
            share.participation.unit.code, share.participation.unit.name, share.participation.region.name,
            share.population, share.population_year, share.balance.allocated, share.balance.unlocked,
            share.allocation.decided_on, share.allocation.rule,
        ]
        for share in shares
        if share.allocation
    ]  # fmt: skip
    sheet = render.Sheet(
        title=str(_("Allocations")),
        header=[str(word) for word in words],
        rows=rows,
        widths=(10, 20, 22, 12, 10, 16, 16, 12, 60),
        money={ALLOCATED: currency, UNLOCKED: currency},
        total=str(_("Together")),
    )
    return render.xlsx([sheet], as_of=as_of, title=f"{name}: {_('Allocations')}")


def board(rows: list[tuple[BoardRow, object]], *, currency: str, name: str, as_of: date) -> bytes:
    """A sheet of the gminas of a board, dated `as_of`: step, since when, whose turn, term, the last document on record."""
    words = (
        _("Code"), _("Gmina"), _("Voivodeship"), _("Step"), _("Name of the step"), _("At the step since"),
        _("Days at the step"), _("Whose turn"), _("Next step"), _("Term"), _("Allocation"), _("Document"), _("Number"),
        _("Day of the document"),
    )  # fmt: skip
    sheet = render.Sheet(
        title=str(_("Gminas")),
        header=[str(word) for word in words],
        rows=[_board_row(row, paper) for row, paper in rows],
        widths=(10, 22, 22, 7, 34, 12, 10, 22, 34, 12, 16, 24, 18, 12),
        money={BOARD_ALLOCATION: currency},
    )
    return render.xlsx([sheet], as_of=as_of, title=f"{name}: {_('Gminas')}")


def _board_row(row: BoardRow, paper) -> list:
    place, now = row.participation, row.standing
    return [
        place.unit.code, place.unit.name, place.region.name, row.place.number or None, row.place.name,
        place.state_since, row.days, row.owner_words, row.next_words, now.due_on, row.allocated,
        paper.paper_kind if paper else "", paper.paper_number if paper else "", paper.paper_on if paper else None,
    ]  # fmt: skip


def selection(run, rows: list, names: list[str]) -> bytes:
    """A list of chosen gminas, dated as the list: place, score, in or out, and for each indicator figure and part."""
    words = [
        _("Place"), _("Code"), _("Gmina"), _("Powiat"), _("Voivodeship"), _("On the list"), _("Named"), _("Score"),
        _("Above or below the cut"), _("Places from the cut"),
    ]  # fmt: skip
    header = [str(word) for word in words]
    for name in names:
        header += [name, f"{name}: {_('part of the score')}"]
    lines = [
        [
            row.place, row.code, row.unit.name, row.unit.parent.name, row.region.name, row.is_in, row.is_named, row.score,
            row.margin, row.places, *(value for step in row.steps for value in (_figure(step), step[-1])),
        ]
        for row in rows
    ]  # fmt: skip
    sheet = render.Sheet(
        title=str(_("Selection")), header=header, rows=lines, widths=(8, 10, 24, 22, 22, 10, 9, 12, 12, 9)
    )
    return render.xlsx([sheet], as_of=run.made_on, title=run.title)


def _figure(step: list) -> Decimal | None:
    """The figure as it was loaded, read back from what is kept."""
    return None if step[1] is None else Decimal(step[1])
