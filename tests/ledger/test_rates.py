"""Rates of exchange: which table a day takes, conversion both ways, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import SYSTEM, Actor, NotAllowed, Refusal
from gromada.ledger import actions, queries, rules
from gromada.ledger.models import ExchangeRate
from gromada.ledger.rules import Rate
from gromada.ledger.states import ExchangeRule

pytestmark = pytest.mark.django_db
LAST_OF_2007 = date(2007, 12, 31)
BEFORE = ExchangeRule.DAY_BEFORE


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def test_a_hundred_euro_at_the_end_of_2007():
    """The figures of the issue; the table of that day is a fact of NBP."""
    assert queries.conversion_facts(Decimal(100), "EUR", "PLN", on=LAST_OF_2007) == {
        "amount": "358.20",
        "currency": "PLN",
        "rate": "3.5820",
        "date": "2007-12-31",
        "table": "252/A/NBP/2007",
    }


def test_a_sunday_takes_the_friday_before():
    sunday, friday = date(2008, 7, 27), date(2008, 7, 25)
    assert queries.rate("EUR", sunday).effective_on == friday


def test_the_rule_of_the_day_before_takes_a_strictly_earlier_table():
    monday, friday = date(2008, 7, 28), date(2008, 7, 25)
    assert queries.rate("EUR", monday).effective_on == monday
    assert queries.rate("EUR", monday, BEFORE).effective_on == friday
    assert queries.rate("EUR", monday, BEFORE).rule == "nbp_day_before"


def load(*rows, by=SYSTEM, currency="CHF"):
    return actions.load_rates(rows=rows, currency=currency, by=by)


DAY = date(2008, 3, 3)
TABLE = (DAY, "044/A/NBP/2008", Decimal("2.2316"))


@pytest.mark.parametrize("rule", [ExchangeRule.IN_FORCE, BEFORE])
def test_a_table_of_seven_days_ago_is_used_and_one_day_more_is_refused(rule):
    load(TABLE)
    assert queries.rate("CHF", DAY + timedelta(days=7), rule).effective_on == DAY
    with pytest.raises(Refusal, match="is loaded for 2008-03-11"):
        queries.rate("CHF", DAY + timedelta(days=8), rule)


def test_a_day_before_every_table_is_refused():
    load(TABLE)
    with pytest.raises(Refusal, match="is loaded for 2008-03-02"):
        queries.rate("CHF", DAY - timedelta(days=1))
    with pytest.raises(Refusal, match="is loaded for 2008-03-03"):
        queries.rate("CHF", DAY, BEFORE)


def test_a_programme_in_zloty_is_not_converted():
    assert queries.rate("PLN", DAY) == rules.no_conversion()
    assert queries.rate("EUR", DAY, ExchangeRule.NONE).rate == 1


@pytest.mark.parametrize(("source", "target"), [("EUR", "EUR"), ("EUR", "CHF"), ("PLN", "PLN")])
def test_one_of_two_currencies_is_the_zloty(source, target):
    with pytest.raises(Refusal, match="One of the two currencies must be PLN"):
        queries.convert(Decimal(1), source, target, on=LAST_OF_2007)


def test_loading_counts_what_is_new_and_a_published_rate_never_changes():
    assert load(TABLE) == (1, 0)
    assert load(TABLE, (date(2008, 3, 4), "045/A/NBP/2008", Decimal("2.2400"))) == (1, 1)
    with pytest.raises(Refusal, match="Nothing was loaded"):
        load((date(2008, 3, 5), "046/A/NBP/2008", Decimal("2.2500")), (DAY, "044/A/NBP/2008", Decimal("2.9999")))
    assert ExchangeRate.objects.filter(currency="CHF").count() == 2


def test_rates_are_loaded_by_the_office():
    with pytest.raises(NotAllowed):
        load(TABLE, by=Actor(kind="person", grant_id=1, role="treasurer", scope_kind="gmina", unit_id=1))


cents = st.integers(1, 10**11).map(lambda whole: Decimal(whole) / 100)
rates = st.integers(30_000, 50_000).map(lambda whole: Decimal(whole) / 10_000)


@given(cents, rates)
def test_a_payment_in_zloty_reconstructs_the_euro_within_a_cent(amount, rate):
    """domain.md 7.3: converted to złoty and back, not a cent is lost as long as a cent is worth more than a grosz."""
    used = Rate("EUR", rate, DAY, "044/A/NBP/2008", "nbp_in_force")
    assert abs(rules.from_pln(rules.to_pln(amount, used), used) - amount) <= Decimal("0.01")
    assert abs(rules.to_pln(rules.from_pln(amount, used), used) - amount) <= rate * Decimal("0.005") + Decimal("0.005")


@pytest.mark.parametrize(
    ("amount", "rate", "wanted"),
    [("66200", "3.2026", "212012.12"), ("66200", "4.8999", "324373.38"), ("0.01", "3.5000", "0.04")],
)
def test_an_amount_in_zloty_is_rounded_half_up(amount, rate, wanted):
    """O28, and a half that goes up."""
    used = Rate("EUR", Decimal(rate), DAY, "t", "nbp_in_force")
    assert rules.to_pln(Decimal(amount), used) == Decimal(wanted)
