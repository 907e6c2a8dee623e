"""The rules of a contract in plain figures: threshold, value, days, kinds of provider."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gromada.contracts import rules
from gromada.contracts.exports import in_words
from gromada.strategies.rules import FieldRefusal

D = Decimal
WINDOW = (date(2007, 1, 1), date(2009, 12, 31))
ACCEPTED = date(2009, 1, 30)


@pytest.mark.parametrize(
    ("value", "above", "expected"),
    [
        ("2000.00", "2000.00", False),  # O29: more than
        ("2000.01", "2000.00", True),
        ("1999.99", "2000.00", False),
        ("999999.00", None, False),  # a programme without such a review
    ],
)
def test_review_is_for_more_than_the_threshold(value, above, expected):
    assert rules.needs_review(D(value), D(above) if above else None) is expected


@given(some.decimals(min_value="0.01", max_value="100000", places=2), some.booleans())
def test_a_contract_is_held_for_review_exactly_when_it_needs_one_and_has_none(value, accepted):
    broken = rules.review_missing(value, D("2000.00"), accepted=accepted, written="", above_written="")
    assert (broken is not None) == (value > 2000 and not accepted)


@pytest.mark.parametrize(
    ("value", "left", "fits"), [("9000.00", "9000.00", True), ("9000.01", "9000.00", False), ("0.00", "1.00", False)]
)
def test_a_contract_takes_at_most_what_is_left(value, left, fits):
    broken = rules.value_fits(D(value), D(left), written=value, left_written=left)
    assert (broken is None) is fits
    if not fits:
        assert broken.field == "value_pln"


def test_what_is_left_of_a_line_is_exact():
    assert rules.left_of_line(D("100.00"), [D("33.33"), D("33.33"), D("33.34")]) == D("0.00")


@pytest.mark.parametrize(
    ("starts", "ends", "rule"),
    [
        (date(2009, 1, 30), date(2009, 12, 31), None),
        (date(2009, 2, 1), date(2009, 2, 1), None),
        (date(2009, 3, 1), date(2009, 2, 1), "contract_days"),
        (date(2009, 2, 1), date(2010, 1, 1), "programme_window"),
        (date(2006, 12, 31), date(2009, 2, 1), "programme_window"),
        (date(2009, 1, 29), date(2009, 2, 1), "after_acceptance"),
    ],
)
def test_days_of_a_contract(starts, ends, rule):
    broken = rules.days_fit(starts, ends, plan_accepted_on=ACCEPTED, window=WINDOW)
    assert (broken.rule if broken else None) == rule


@pytest.mark.parametrize(
    ("on", "rule"),
    [
        (date(2009, 5, 4), None),
        (date(2009, 5, 3), "deeds_in_order"),
        (date(2010, 1, 1), "programme_window"),
        (date(2009, 12, 31), None),
    ],
)
def test_deeds_are_dated_in_order_and_in_the_window(on, rule):
    broken = rules.deed_day_fits(on, not_before=date(2009, 5, 4), window=WINDOW)
    assert (broken.rule if broken else None) == rule


@pytest.mark.parametrize(
    ("is_office", "allowed", "said"),
    [(True, True, "office"), (False, None, "does not list"), (False, False, "no contract party"), (False, True, None)],
)
def test_who_may_provide(is_office, allowed, said):
    broken = rules.provider_allowed(is_office=is_office, kind_name="x", allowed=allowed, reason="no contract party")
    assert (broken is None) is (said is None)
    if broken:
        assert broken.field == "provider"


def test_a_broken_rule_is_raised_with_its_field_and_source():
    with pytest.raises(FieldRefusal) as refusal:
        rules.hold(rules.Broken("No.", "a_rule", "V3", "value_pln"))
    assert (refusal.value.field, refusal.value.rule, refusal.value.source) == ("value_pln", "a_rule", "V3")
    rules.hold(None)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "zero złotych 00/100"),
        ("1.00", "jeden złoty 00/100"),
        ("2.50", "dwa złote 50/100"),
        ("5.05", "pięć złotych 05/100"),
        ("12.00", "dwanaście złotych 00/100"),
        ("22.00", "dwadzieścia dwa złote 00/100"),
        ("112.00", "sto dwanaście złotych 00/100"),
        ("1000.00", "tysiąc złotych 00/100"),
        ("1001.01", "tysiąc jeden złotych 01/100"),
        ("6300.00", "sześć tysięcy trzysta złotych 00/100"),
        ("22000.00", "dwadzieścia dwa tysiące złotych 00/100"),
        ("1234567.89", "milion dwieście trzydzieści cztery tysiące pięćset sześćdziesiąt siedem złotych 89/100"),
    ],
)
def test_an_amount_in_words(amount, words):
    assert in_words(D(amount)) == words
