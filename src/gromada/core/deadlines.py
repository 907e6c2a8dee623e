"""Terms in days: Polish public holidays, and the rule that a term ending on a free day ends on the next working day."""

from datetime import date, timedelta
from functools import lru_cache

from holidays.countries.poland import Poland

DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=256)
def _free_days(year: int) -> frozenset[date]:
    """Days free from work by the act in force in that year (24 December only since 2025)."""
    return frozenset(Poland(years=year))


def is_holiday(day: date) -> bool:
    """Whether the day is a Polish public holiday (Sundays that are no holiday by name do not count)."""
    return day in _free_days(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a public holiday."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the first working day after it (KPA art. 57 § 4)."""
    while not is_working_day(day):
        day += DAY
    return day


def add_days(day: date, n: int) -> date:
    """The last day of a term of ``n`` calendar days that runs from ``day``, moved to a working day (domain.md 2.15).

    The day of the event is not counted: a plan accepted on 2 June with 14 days is due on 16 June.
    """
    return next_working_day(day + timedelta(days=n))


def working_days_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; negative when ``end`` is the earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))
