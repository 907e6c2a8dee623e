"""Years, fresh data, the resolution and its day: the regulation without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gromada.core.permissions import Refusal
from gromada.strategies.rules import (
    check_adoption_day,
    check_data_year,
    check_fresh,
    check_resolution,
    check_years,
    data_is_fresh,
)


def test_data_of_2004_assessed_in_2008_are_too_old_and_of_2005_are_not():
    """O31 of domain.md; that the third calendar year still passes is an interpretation."""
    assert not data_is_fresh(2004, 2008, 3)
    assert data_is_fresh(2005, 2008, 3)


def test_a_programme_without_the_rule_takes_data_of_any_age():
    assert data_is_fresh(1990, 2012, None)


@given(age=some.integers(0, 10), year=some.integers(2000, 2030), older=some.integers(0, 20))
def test_data_do_not_get_fresher_by_being_older(age, year, older):
    if data_is_fresh(year - older, year, age):
        assert all(data_is_fresh(year - less, year, age) for less in range(older))


def test_old_data_are_refused_with_the_year_they_would_need():
    with pytest.raises(Refusal, match="2005") as refused:
        check_fresh(2004, date(2008, 6, 1), 3, "F5")
    assert (refused.value.field, refused.value.rule, refused.value.source) == ("data_year", "O31", "F5")
    check_fresh(2005, date(2008, 12, 31), 3)


@pytest.mark.parametrize("number", ["XXIV/173/09", "VI/41/2011", "7", "uchwała nr 12"])
def test_a_resolution_may_be_numbered_as_the_council_likes(number):
    check_resolution(number, "Rada Gminy")


@pytest.mark.parametrize(
    ("number", "body", "field"),
    [("", "Rada Gminy", "resolution_number"), ("brak", "Rada Gminy", "resolution_number"),
     ("XXIV/1", "", "resolution_body"),
     ("1" * 41, "Rada Gminy", "resolution_number")],
)  # fmt: skip
def test_a_resolution_without_number_or_body_is_refused(number, body, field):
    with pytest.raises(Refusal) as refused:
        check_resolution(number, body)
    assert refused.value.field == field


def test_the_day_of_the_resolution_lies_between_the_start_and_today():
    start, today = date(2008, 3, 1), date(2008, 9, 30)
    for day in (start, date(2008, 6, 1), today):
        check_adoption_day(day, start, today)
    for day in (date(2008, 2, 29), date(2008, 10, 1)):
        with pytest.raises(Refusal, match=r"\d\d\.\d\d\.2008"):
            check_adoption_day(day, start, today)


@pytest.mark.parametrize(("since", "until"), [(2009, 2008), (209, 2012), (2009, 20150)])
def test_years_in_disorder_are_refused(since, until):
    with pytest.raises(Refusal):
        check_years(since, until)


def test_years_in_order_are_taken():
    check_years(2009, 2009)
    check_years(2008, 2015)


def test_data_of_a_year_to_come_are_refused():
    check_data_year(2008, date(2008, 1, 1))
    with pytest.raises(Refusal):
        check_data_year(2009, date(2008, 12, 31))
