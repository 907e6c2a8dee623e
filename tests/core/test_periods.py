"""Spans of days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.periods import Period, first_of_next_month, month_end, month_start

days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@st.composite
def periods(draw, open_ended=True):
    start = draw(days)
    length = draw(st.integers(0, 900))
    endless = open_ended and draw(st.booleans())
    return Period(start, None if endless else start + timedelta(days=length))


def test_both_ends_belong_to_the_period():
    year = Period.of_year(2008)
    assert year.contains(date(2008, 1, 1))
    assert date(2008, 12, 31) in year
    assert date(2009, 1, 1) not in year
    assert year.days == 366
    assert year.until == date(2009, 1, 1)
    assert Period.half_open(date(2008, 1, 1), date(2009, 1, 1)) == year
    assert (month_start(2008, 2), month_end(2008, 2)) == (date(2008, 2, 1), date(2008, 2, 29))
    assert Period.of_month(2008, 12) == Period(date(2008, 12, 1), date(2008, 12, 31))


def test_a_period_without_an_end_goes_on_and_cannot_be_counted():
    endless = Period(date(2008, 1, 1))
    assert date(2999, 1, 1) in endless
    assert endless.until is None
    assert endless.contains(Period(date(2009, 1, 1)))
    assert not Period.of_year(2009).contains(endless)
    for count in (lambda: endless.days, lambda: list(endless.months())):
        with pytest.raises(ValueError, match=r"\w+ \w+"):
            count()


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="2008-01-02"):
        Period(date(2008, 1, 2), date(2008, 1, 1))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2008", Period.of_year(2008)),
        ("2008-07", Period.of_month(2008, 7)),
        ("2008-07-09", Period(date(2008, 7, 9), date(2008, 7, 9))),
        (" 2008-01-01/2013-12-31 ", Period(date(2008, 1, 1), date(2013, 12, 31))),
        ("2008-01-01/", Period(date(2008, 1, 1))),
    ],
)
def test_parses(text, period):
    assert Period.parse(text) == period
    assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    "text", ["", "x", "2008-13", "/2008-01-01", "2008-02-30", "2008/2009", "2008-01-02/2008-01-01"]
)
def test_refuses_what_is_no_period(text):
    with pytest.raises(ValueError, match="2008"):
        Period.parse(text)


@given(periods(), periods())
def test_overlap_is_having_a_common_day(a, b):
    common = a.common(b)
    assert a.overlaps(b) == b.overlaps(a) == (common is not None)
    if common is None:
        assert (a.ends_on or date.max) < b.starts_on or (b.ends_on or date.max) < a.starts_on
    else:
        assert a.contains(common)
        assert b.contains(common)
        assert common == b.common(a)


@given(periods(open_ended=False))
def test_months_tile_the_period(period):
    months = list(period.months())
    assert months[0].starts_on == period.starts_on
    assert months[-1].ends_on == period.ends_on
    assert sum(month.days for month in months) == period.days
    for month, following in pairwise(months):
        assert following.starts_on == month.until == first_of_next_month(month.starts_on)
