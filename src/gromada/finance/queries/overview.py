"""Gminas × stages for those who look after more than one: a region or the whole programme."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.shortcuts import get_object_or_404

from gromada.core.pages import Page, page
from gromada.core.permissions import Actor
from gromada.ledger import queries as ledger
from gromada.ledger.models import Account
from gromada.ledger.queries import Balance
from gromada.programmes.models import Participation, Programme


@dataclass(frozen=True)
class Overview:
    """Gminas of a programme with their stages: one page of them, and the sums of the whole area."""

    programme: Programme
    programmes: list[Programme]
    as_of: date
    rows: list[tuple[Participation, Balance]]
    next_token: str | None
    count: int
    total: Balance | None
    page: Page


def overview(actor: Actor, as_of: date, code: str = "", after: str | None = None) -> Overview:
    """The gminas in the actor's scope × stages; the total is that of the region or of the programme. Http404: none of
    them."""
    visible = Participation.objects.visible_to(actor)
    programmes = list(
        Programme.objects.filter(pk__in=visible.values("programme")).select_related("account", "version").order_by("pk")
    )
    wanted = [row for row in programmes if row.code == code] if code else programmes
    programme = wanted[0] if wanted else get_object_or_404(Programme, pk=None)
    rows = (
        visible.filter(programme=programme)
        .select_related("unit", "account__parent")
        .annotate(name_key=F("unit__name_key"))
    )
    found = page(rows, order=("name_key", "pk"), after=after)
    whole = _whole_account(actor, programme, found.rows)
    balances = ledger.balances([*(row.account for row in found), *([whole] if whole else [])], as_of=as_of)
    return Overview(
        programme=programme,
        programmes=programmes,
        as_of=as_of,
        rows=[(row, balances[row.account_id]) for row in found],
        next_token=found.next_token,
        count=rows.count(),
        total=balances[whole.pk] if whole else None,
        page=found,
    )


def _whole_account(actor: Actor, programme: Programme, rows: list[Participation]) -> Account | None:
    """The account whose subtree is the actor's area."""
    if actor.sees_country:
        return programme.account
    return rows[0].account.parent if rows and actor.scope_kind == "region" else None
