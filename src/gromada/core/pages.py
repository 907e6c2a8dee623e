"""Long lists in pages that never count: each page says where the next one starts (keyset paging)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Q, QuerySet

_SALT = "gromada.core.pages"


@dataclass(frozen=True)
class Page:
    """Rows of one page; ``next_token`` is None on the last."""

    rows: list
    next_token: str | None

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page(
    queryset: QuerySet, *, order: Sequence[str] = ("name_key", "pk"), after: str | None = None, size: int = 50
) -> Page:
    """The next ``size`` rows of the queryset after the row that ``after`` tells; one query, no COUNT.

    ``order`` names columns without NULL (``-`` for descending, ``unit__name_key`` through a key) and ends with pk, so
    that no row is shown twice or skipped. A token that is damaged, foreign or of another order gives the first page.
    """
    if order[-1].lstrip("-") != "pk":
        raise ValueError("The order of a page ends with pk: rows that tie on the other columns would be lost.")
    last = _opened(after, order)
    rows = list((queryset if last is None else queryset.filter(_beyond(order, last))).order_by(*order)[: size + 1])
    if len(rows) <= size:
        return Page(rows, None)
    rows = rows[:size]
    return Page(rows, _sealed(rows[-1], order))


def _beyond(order: Sequence[str], last: list) -> Q:
    """Rows after ``last``: a > 1 or (a = 1 and (b > 2 or …)), with a >= 1 in front so that the index is used."""
    condition = Q()
    for column, value in reversed(list(zip(order, last, strict=True))):
        name = column.lstrip("-")
        further = Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
        condition = further | (Q(**{name: value}) & condition) if condition else further
    first = order[0].lstrip("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": last[0]}) & condition


def _salt(order: Sequence[str]) -> str:
    return ":".join((_SALT, *order))


def _sealed(row: Any, order: Sequence[str]) -> str:
    return signing.dumps([_portable(_value(row, name.lstrip("-"))) for name in order], salt=_salt(order), compress=True)


def _opened(token: str | None, order: Sequence[str]) -> list | None:
    if not token:
        return None
    try:
        return signing.loads(token, salt=_salt(order))
    except (signing.BadSignature, ValueError):
        return None


def _value(row: Any, name: str) -> Any:
    if isinstance(row, dict):
        return row[name]
    # An annotation may carry a double underscore in its name; only what the row lacks is walked.
    if hasattr(row, name):
        return getattr(row, name)
    for step in name.split("__"):
        row = getattr(row, step)
    return row


def _portable(value: Any) -> Any:
    """The value as JSON keeps it; columns read dates, amounts and UUIDs back from text."""
    if value is None:
        raise ValueError(
            "A page cannot be ordered by a column that is NULL in some row: the rows behind it would be lost."
        )
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value
