"""When sessions may be: days of contracts, of series, Polish holidays; and whose mark is taken."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.delivery import rules

pytestmark = pytest.mark.usefixtures("en")
FIRST, LAST = date(2009, 3, 2), date(2009, 6, 30)
DAYS = st.dates(date(2007, 1, 1), date(2010, 12, 31))


@pytest.mark.parametrize("day", [FIRST, date(2009, 4, 1), LAST])
def test_a_day_of_the_contract(day):
    assert rules.check_day(day, FIRST, LAST) is None


@pytest.mark.parametrize("day", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_a_day_outside_the_contract(day):
    with pytest.raises(Refusal, match="from 2009-03-02 to 2009-06-30") as caught:
        rules.check_day(day, FIRST, LAST)
    assert (caught.value.rule, caught.value.source) == ("V5", "domain.md 6.5")


def test_attendance_is_of_the_past_or_of_today():
    assert rules.check_has_been(FIRST, FIRST) is None
    with pytest.raises(Refusal, match="on that day or later"):
        rules.check_has_been(FIRST, FIRST - timedelta(days=1))


def test_a_stranger_is_refused():
    assert rules.check_marks([1, 2], [1, 2, 3]) is None
    with pytest.raises(Refusal, match="do not take part"):
        rules.check_marks([1, 4], [1, 2, 3])


def test_a_series_skips_polish_holidays():
    """Easter Monday 13 April, 1 and 3 May, Corpus Christi 11 June 2009; 15 August is a Saturday; others stay."""
    mondays = rules.days_of_series(date(2009, 4, 6), date(2009, 4, 20), [0])
    assert mondays == [date(2009, 4, 6), date(2009, 4, 20)]
    assert date(2009, 5, 1) not in rules.days_of_series(date(2009, 4, 20), date(2009, 5, 10), range(7))
    assert rules.days_of_series(date(2009, 6, 4), date(2009, 6, 18), [3]) == [date(2009, 6, 4), date(2009, 6, 18)]
    assert rules.days_of_series(date(2009, 8, 8), date(2009, 8, 16), [5]) == [date(2009, 8, 8)]
    assert rules.days_of_series(date(2009, 6, 6), date(2009, 6, 7), [5, 6]) == [date(2009, 6, 6), date(2009, 6, 7)]


@pytest.mark.parametrize(
    ("every", "expected"), [(1, [3, 5, 10, 12, 17, 19, 24, 26, 31]), (2, [3, 5, 17, 19, 31]), (4, [3, 5, 31])]
)
def test_every_second_or_fourth_week_counts_from_the_first(every, expected):
    days = rules.days_of_series(date(2009, 3, 3), date(2009, 3, 31), [1, 3], every=every)
    assert [day.day for day in days] == expected


@pytest.mark.parametrize(
    ("first", "last", "weekdays"),
    [(FIRST, FIRST, [1]), (LAST, FIRST, [0, 1, 2]), (FIRST, LAST, []), (date(2009, 4, 13), date(2009, 4, 13), [0])],
)
def test_an_empty_series_is_refused(first, last, weekdays):
    with pytest.raises(Refusal, match="no such day"):
        rules.days_of_series(first, last, weekdays)


def test_a_series_has_its_limit():
    first, last = date(2009, 1, 2), date(2009, 7, 26)
    assert len(rules.days_of_series(first, last, range(7))) == rules.MOST_IN_A_SERIES
    with pytest.raises(Refusal, match="201 sessions; at most 200"):
        rules.days_of_series(first, last + timedelta(days=1), range(7))


@given(DAYS, st.integers(0, 150), st.sets(st.integers(0, 6), min_size=1), st.sampled_from([1, 2, 4]))
def test_a_series_lies_inside_its_bounds_on_its_days(first, length, weekdays, every):
    last = first + timedelta(days=length)
    try:
        days = rules.days_of_series(first, last, weekdays, every=every)
    except Refusal:
        return
    assert days == sorted(set(days))
    assert first <= days[0] <= days[-1] <= last
    assert {day.weekday() for day in days} <= weekdays
