"""Amounts as people write and read them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.money import format_amount, format_number, parse_amount

D = Decimal
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1\u00a0234,50\u00a0zł", "1234.50"),
        ("1\u202f234\u202f567,8 PLN", "1234567.80"),
        ("1\u2009234,50", "1234.50"),
        ("66.200 EURO", "66200.00"),
        ("1.010.300,00 EUR", "1010300.00"),
        ("EUR 1,234.50", "1234.50"),
        ("€5", "5.00"),
        ("1,234,567", "1234567.00"),
        ("0.50", "0.50"),
        ("5 zł.", "5.00"),
        ("\u2212 5,00 zł", "-5.00"),
        ("-5", "-5.00"),
        ("94 856,52", "94856.52"),
    ],
)
def test_reads(typed, amount):
    assert str(parse_amount(typed)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "94 856,52,24 zł",
        "",
        "  ",
        "zł",
        "12 34",
        "1 2345",
        "1.23.456",
        "1,000",
        "0.500",
        "1.2345",
        "12a",
        "5-",
        "--5",
        "1 234 zł 5",
        "PLN 5 zł",
        "1,234.567,89",
        "1 23,45",
        "1.234 567",
        "٣",
        "1e3",
        "NaN",
        "1,",
        ",5",
    ],
)
def test_refuses_with_a_sentence(typed):
    with override("en"), pytest.raises(ValueError, match=r"^[“A-Z].*\w{3,}.*[.]") as refusal:
        parse_amount(typed)
    assert typed.strip() in str(refusal.value)


def test_an_amount_in_another_currency_is_refused():
    assert parse_amount("5 zł", "PLN") == parse_amount("5", "PLN") == 5
    with pytest.raises(ValueError, match="PLN"):
        parse_amount("5 EUR", "PLN")
    with pytest.raises(TypeError):
        parse_amount(5.0)


def test_a_rate_reads_one_dot_as_decimal():
    assert parse_amount("4.123", places=4) == D("4.1230")
    assert str(parse_amount("3,2026", places=4)) == "3.2026"


@given(amounts, st.sampled_from(["PLN", "EUR"]), st.sampled_from(["pl", "en"]))
def test_what_is_written_is_read_back(amount, currency, language):
    assert parse_amount(format_amount(amount, currency, language), currency) == amount


def test_writes():
    assert format_amount(D("6300"), "PLN", "pl") == "6\u00a0300,00\u00a0zł"
    assert format_amount(D("-1234567.5"), "EUR", "pl") == "\u22121\u00a0234\u00a0567,50\u00a0EUR"
    assert format_amount(D("1234.5"), "EUR", "en") == "EUR\u00a01,234.50"
    assert format_amount(D("-0.05"), "PLN", "en") == "PLN\u00a0\u22120.05"
    assert format_number(1010300, language="pl") == "1\u00a0010\u00a0300"
    assert format_number(D("-0.001"), 2, "pl") == "0,00"
    with pytest.raises(TypeError):
        format_amount(0.1, "PLN")
    with pytest.raises(ValueError, match="USD"):
        format_amount(D(1), "USD")


@pytest.mark.parametrize(
    ("template", "polish", "english"),
    [
        ("{{ x|pln }}", "6\u00a0300,50\u00a0zł", "PLN\u00a06,300.50"),
        ("{{ x|eur }}", "6\u00a0300,50\u00a0EUR", "EUR\u00a06,300.50"),
        ('{{ x|amount:"EUR" }}', "6\u00a0300,50\u00a0EUR", "EUR\u00a06,300.50"),
        ("{{ x|amount:line.currency }}", "6\u00a0300,50\u00a0zł", "PLN\u00a06,300.50"),
        ("{{ n|number }}", "1\u00a0010\u00a0300", "1,010,300"),
        ("{{ measured|number:1 }}", "0,3", "0.3"),
        ("{{ rate|rate }}", "3,2000", "3.2000"),
        ("{{ share|percent }}|{{ share|percent:2 }}", "20%|20,17%", "20%|20.17%"),
        ("{{ none|pln }}{{ none|number }}{{ none|rate }}{{ none|percent }}", "", ""),
    ],
)
def test_filters_speak_the_language_of_the_page(template, polish, english):
    context = {
        "x": D("6300.50"),
        "line": {"currency": "PLN"},
        "n": 1010300,
        "measured": 0.1 + 0.2,
        "rate": D("3.2"),
        "share": Fraction(500, 2479),
        "none": None,
    }
    for language, expected in (("pl", polish), ("en", english)):
        with override(language):
            assert Template("{% load money %}" + template).render(Context(context)) == expected
