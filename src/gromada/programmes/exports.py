"""The allocations as a workbook: the same rows as on the page, with what each amount was computed from."""

from datetime import date

from gromada.core import render
from gromada.core.text import _
from gromada.programmes.queries import Share

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALLOCATED, UNLOCKED = 5, 6


def allocations(shares: list[Share], *, currency: str, name: str, as_of: date) -> bytes:
    """A sheet of all gminas with an allocation, dated `as_of`, with a total row."""
    words = (
        _("Code"), _("Gmina"), _("Voivodeship"), _("Population"), _("of the year"), _("Allocation"), _("Unlocked"),
        _("Decided on"), _("How"),
    )  # fmt: skip
    rows = [
        [
            share.participation.unit.code, share.participation.unit.name, share.participation.region.name,
            share.population, share.population_year, share.allocation.amount, share.balance.unlocked,
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
