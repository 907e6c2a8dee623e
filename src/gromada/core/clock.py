"""The only reader of the clock; in a demo home a person may look at the programme as on a show day."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from gromada.core.text import _

WARSAW = ZoneInfo("Europe/Warsaw")

_show_day: ContextVar[date | None] = ContextVar("show_day", default=None)


def now() -> datetime:
    """The real moment, in Warsaw time. A show day never moves it: the audit keeps real moments."""
    return datetime.now(WARSAW)


def today() -> date:
    """The show day where one is set, else the calendar day in Warsaw."""
    return _show_day.get() or now().date()


def show_day() -> date | None:
    """The show day in force, for the header that shows it; None when the day is the real one."""
    return _show_day.get()


def set_show_day(day: date | None) -> None:
    """Makes ``day`` today for the rest of this request or task; None goes back to the real day.

    Raises RuntimeError outside a demo home (design.md, "Time"): deeds of a real programme are never dated by a show
    day.
    """
    if day is not None and not settings.IS_DEMO:
        raise RuntimeError(
            _("The show day can be set only in a demo home. This home keeps a real programme, so today is today.")
        )
    _show_day.set(day)


@contextmanager
def showing(day: date | None) -> Iterator[None]:
    """Runs its block as on ``day``, then restores the day before; None changes nothing. Refused as set_show_day is."""
    if day is None:
        yield
        return
    before = _show_day.get()
    set_show_day(day)
    try:
        yield
    finally:
        _show_day.set(before)
