"""When sessions may be, and whose attendance is marked. Plain Python: no query, no clock."""

from collections.abc import Iterable
from datetime import date, timedelta

from gromada.core.deadlines import is_holiday
from gromada.core.permissions import Refusal
from gromada.core.text import _

MOST_IN_A_SERIES = 200


def check_day(day: date, starts_on: date, ends_on: date) -> None:
    """A session lies inside its contract: what is done before signature or after the end is not payable (6.5)."""
    if not starts_on <= day <= ends_on:
        raise Refusal(
            _("The contract runs from %(first)s to %(last)s; a session on %(day)s would lie outside it.")
            % {"first": starts_on.isoformat(), "last": ends_on.isoformat(), "day": day.isoformat()},
            rule="V5",
            source="domain.md 6.5",
        )


def check_has_been(day: date, on: date) -> None:
    if day > on:
        raise Refusal(
            _("The session is on %(day)s. Attendance is marked on that day or later.") % {"day": day.isoformat()}
        )


def check_marks(marked: Iterable[int], expected: Iterable[int]) -> None:
    """Only people of the service can be marked; somebody else's key is refused, not dropped."""
    strangers = set(marked) - set(expected)
    if strangers:
        raise Refusal(_("The list holds people who do not take part in this service on that day. Reload the page."))


def days_of_series(first: date, last: date, weekdays: Iterable[int], *, every: int = 1) -> list[date]:
    """The days of a series on days of the week (Monday is 0), each week or every so many, both ends included.

    Polish holidays are left out; other Saturdays and Sundays stay. Raises Refusal when the series would be empty or
    longer than a programme's year of sessions.
    """
    wanted = set(weekdays)
    count = (last - first).days + 1
    days = [first + timedelta(days=step) for step in range(max(count, 0))]
    monday = first - timedelta(days=first.weekday())
    chosen = [
        day for day in days if day.weekday() in wanted and (day - monday).days // 7 % every == 0 and not is_holiday(day)
    ]
    if not chosen:
        raise Refusal(_("There is no such day between the first and the last. Choose other days of the week."))
    if len(chosen) > MOST_IN_A_SERIES:
        raise Refusal(
            _("This makes %(count)d sessions; at most %(most)d are made at once. Shorten the series.")
            % {"count": len(chosen), "most": MOST_IN_A_SERIES}
        )
    return chosen
