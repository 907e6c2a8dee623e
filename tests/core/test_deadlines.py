"""Working days and terms."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.deadlines import add_days, is_holiday, is_working_day, next_working_day, working_days_between

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2008, 6, 16), True),
        (date(2008, 5, 22), False),  # Corpus Christi
        (date(2010, 1, 6), True),  # Epiphany was a working day until 2010
        (date(2011, 1, 6), False),
        (date(2024, 12, 24), True),  # Christmas Eve is free since 2025
        (date(2025, 12, 24), False),
        (date(2008, 6, 14), False),  # a Saturday
        (date(2009, 4, 13), False),  # Easter Monday
    ],
)
def test_working_days_follow_the_act_of_their_year(day, working):
    assert is_working_day(day) is working


def test_a_saturday_is_free_and_no_holiday():
    assert not is_holiday(date(2008, 6, 14))
    assert is_holiday(date(2008, 11, 11))


def test_the_demand_for_funds_is_due_fourteen_days_after_acceptance():
    assert add_days(date(2008, 6, 2), 14) == date(2008, 6, 16)


def test_a_call_of_21_days():
    assert add_days(date(2008, 8, 4), 21) == date(2008, 8, 25)


def test_a_term_ending_on_a_free_day_ends_on_the_next_working_day():
    assert add_days(date(2008, 4, 17), 14) == date(2008, 5, 2)  # 1 May, a Thursday
    assert add_days(date(2025, 12, 10), 14) == date(2025, 12, 29)  # Christmas Eve, Christmas, a weekend
    assert next_working_day(date(2008, 6, 16)) == date(2008, 6, 16)


def test_working_days_are_counted_after_the_first_day():
    assert working_days_between(date(2008, 4, 30), date(2008, 5, 5)) == 2
    assert working_days_between(date(2008, 5, 5), date(2008, 4, 30)) == -2
    assert working_days_between(date(2008, 5, 5), date(2008, 5, 5)) == 0


@given(days, st.integers(0, 400))
def test_a_term_is_never_short_and_ends_on_a_working_day(day, n):
    due = add_days(day, n)
    assert is_working_day(due)
    assert due >= day + timedelta(days=n)
    assert not any(is_working_day(day + timedelta(days=step)) for step in range(n, (due - day).days))


@given(days, st.integers(0, 60), st.integers(0, 60))
def test_counting_adds_up(day, first, second):
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    assert working_days_between(day, end) == working_days_between(day, middle) + working_days_between(middle, end)
