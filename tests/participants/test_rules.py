"""Years of birth, PESEL and age bands: plain rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.participants import rules

ON = date(2009, 3, 2)
pytestmark = pytest.mark.usefixtures("en")


@pytest.mark.parametrize("year", [1889, 1950, 2009])
def test_a_year_of_birth_that_can_be(year):
    assert rules.check_birth_year(year, ON) is None


@pytest.mark.parametrize("year", [1888, 2010, 50, 19500])
def test_a_year_of_birth_that_cannot_be(year):
    with pytest.raises(Refusal, match=f"{year} cannot be right"):
        rules.check_birth_year(year, ON)


@pytest.mark.parametrize(
    ("pesel", "year", "sex"), [("44051401359", 1944, "m"), ("02210100015", 2002, "m"), ("99123199993", 1999, "m")]
)
def test_a_pesel_agrees_with_year_and_sex(pesel, year, sex):
    assert rules.check_pesel_agrees(pesel, year, sex) is None
    with pytest.raises(Refusal, match=f"born in {year}, the form says {year - 100}"):
        rules.check_pesel_agrees(pesel, year - 100, sex)
    with pytest.raises(Refusal, match="other sex"):
        rules.check_pesel_agrees(pesel, year, "f" if sex == "m" else "m")


def test_the_information_on_data_is_handed_over_before_not_after():
    assert rules.check_notice(ON, ON) is None
    with pytest.raises(Refusal, match="in the future") as caught:
        rules.check_notice(date(2009, 3, 3), ON)
    assert caught.value.source == "GDPR art. 13"


@pytest.mark.parametrize(
    ("age", "band"),
    [(-1, "0–14"), (0, "0–14"), (14, "0–14"), (15, "15–24"), (24, "15–24"), (25, "25–59"), (59, "25–59"), (60, "60–74"),
     (74, "60–74"), (75, "75+"), (120, "75+"), (130, "75+")],
)  # fmt: skip
def test_a_band(age, band):
    assert rules.band_of(age) == band


@given(st.integers(0, 119))
def test_bands_never_go_down(age):
    order = [rules.band_of(first) for first, _last in rules.BANDS]
    assert order.index(rules.band_of(age)) <= order.index(rules.band_of(age + 1))
