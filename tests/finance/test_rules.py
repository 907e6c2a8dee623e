"""The rules of invoices and payments in plain figures."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gromada.finance import rules

D = Decimal
CENT = D("0.01")
WINDOW = (date(2007, 1, 1), date(2009, 12, 31))
rates = some.decimals(min_value="1.0000", max_value="9.9999", places=4)
amounts = some.decimals(min_value="0.01", max_value="500000", places=2)


@pytest.mark.parametrize(
    ("pln", "rate", "value"),
    [
        ("212012.12", "3.2026", "66200.00"),
        ("324373.38", "4.8999", "66200.00"),
        ("6300.00", "4.3613", "1444.52"),
        ("9.99", "1", "9.99"),
    ],
)
def test_conversion_of_known_figures(pln, rate, value):
    assert rules.converted(D(pln), D(rate)) == D(value)


@given(left=amounts, rate=rates)
def test_what_is_covered_is_the_largest_amount_that_fits(left, rate):
    covered = rules.covered_pln(left, rate)
    assert rules.converted(covered, rate) <= left
    assert rules.converted(covered + CENT, rate) > left


@given(inside=amounts, left=some.decimals(min_value="-1000", max_value="100000", places=2), rate=rates)
def test_what_is_booked_elsewhere_is_the_least_that_helps(inside, left, rate):
    elsewhere = rules.to_book_elsewhere(inside, left, rate)
    assert 0 <= elsewhere <= inside
    assert rules.converted(inside - elsewhere, rate) <= max(left, 0)
    if elsewhere and left > 0:
        assert rules.converted(inside - elsewhere + CENT, rate) > left


@given(
    shares=some.dictionaries(some.sampled_from(["loan", "grant", "gmina", "esf"]), amounts, min_size=1),
    inside=some.sets(some.sampled_from(["loan", "grant", "gmina", "esf"])),
    rate=rates,
)
def test_shares_always_add_up_to_the_whole_payment(shares, inside, rate):
    parts = rules.split(shares, inside, rate)
    assert list(parts) == list(shares)
    assert all(part >= 0 for part in parts.values())
    assert sum(parts.values()) == rules.converted(sum(shares.values()), rate)
    within = sum((amount for code, amount in shares.items() if code in inside), D(0))
    assert sum((parts[code] for code in shares if code in inside), D(0)) == rules.converted(within, rate)


def test_a_payment_that_costs_one_cent_too_much_names_the_grosze():
    """EUR 1,444.51 is left and the payment needs 1,444.52: four grosze go elsewhere, three would not do."""
    left, rate, gross = D("1444.51"), D("4.3613"), D("6300.00")
    elsewhere = rules.to_book_elsewhere(gross, left, rate)
    assert rules.converted(gross, rate) == D("1444.52")
    assert rules.converted(gross - elsewhere, rate) == D("1444.51")
    assert rules.converted(gross - elsewhere + CENT, rate) == D("1444.52")


@given(some.lists(amounts, min_size=1, max_size=12), rates)
def test_invoices_of_a_contract_add_up_to_its_committed_value(parts, rate):
    before, booked = D("0.00"), D("0.00")
    for part in parts:
        booked += rules.invoiced_now(before, part, rate)
        before += part
    assert booked == rules.converted(before, rate)


@pytest.mark.parametrize(
    ("committed", "paid", "difference"),
    [("3.2026", "4.8999", "681.41"), ("4.8999", "3.2026", "-681.41"), ("4.0000", "4.0000", "0.00")],
)
def test_the_difference_of_rates_is_committed_minus_paid(committed, paid, difference):
    assert rules.rate_difference(D("6300.00"), D(committed), D(paid)) == D(difference)


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"loan": D("100.00")}, None),
        ({"loan": D("60.00"), "gmina": D("40.00")}, None),
        ({"loan": D("99.99")}, "99.99"),
        ({"loan": D("100.01")}, "99.99"),
        ({"loan": D("150.00"), "gmina": D("-50.00")}, "below zero"),
        ({"nobody": D("100.00")}, "nobody"),
        ({}, "99.99"),
    ],
)
def test_shares_must_fit(shares, said):
    broken = rules.shares_fit(shares, {"loan", "gmina"}, D("100.00"), written="100.00", sum_written="99.99")
    assert (broken is None) is (said is None)


@pytest.mark.parametrize(
    ("on", "fits"),
    [
        (date(2009, 5, 20), True),
        (date(2009, 12, 31), True),
        (date(2010, 1, 1), False),
        (date(2009, 5, 9), False),  # before the invoice came
        (date(2009, 2, 1), False),  # before the signature
    ],
)
def test_the_day_of_a_payment(on, fits):
    broken = rules.payment_day_fits(on, signed_on=date(2009, 3, 2), received_on=date(2009, 5, 10), window=WINDOW)
    assert (broken is None) is fits


@pytest.mark.parametrize(
    ("issued", "received", "due", "field"),
    [
        (date(2009, 5, 4), date(2009, 5, 10), date(2009, 5, 18), None),
        (date(2009, 5, 10), date(2009, 5, 10), date(2009, 5, 10), None),
        (date(2009, 3, 1), date(2009, 5, 10), date(2009, 5, 18), "issued_on"),
        (date(2009, 5, 11), date(2009, 5, 10), date(2009, 5, 18), "issued_on"),
        (date(2009, 5, 4), date(2009, 5, 10), date(2009, 5, 3), "due_on"),
    ],
)
def test_the_days_of_an_invoice(issued, received, due, field):
    broken = rules.invoice_days_fit(issued, received, due, signed_on=date(2009, 3, 2))
    assert (broken.field if broken else None) == field
