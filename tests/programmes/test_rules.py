"""Dividing an envelope by heads, and unlocking a part of it: the promises of domain.md 6.2 and 6.3."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.programmes import rules

# Population of 2016 (GUS BDL) of the thirteen gminas, as in the demo.
PEOPLE = {
    "Bierzwnik": 4778, "Krzęcin": 3786, "Pełczyce": 7935, "Brojce": 3801, "Kozielice": 2579, "Przelewice": 5259,
    "Postomino": 6988, "Sławno": 8960, "Dobrzany": 4985, "Dolice": 7987, "Brzeżno": 2836, "Rąbino": 3725,
    "Świdwin": 5982,
}  # fmt: skip
WHOLE = Decimal("1010300.00")
STEP = Decimal(100)


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@st.composite
def divisions(draw):
    """Populations, a floor and an envelope that can be divided so."""
    people = draw(
        st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.integers(1, 50_000), min_size=1, max_size=20)
    )
    floor = draw(st.integers(0, 500)) * STEP
    envelope = floor * len(people) + draw(st.integers(0, 10_000)) * STEP
    return people, floor, envelope


def test_the_thirteen_share_their_amount_to_the_cent():
    """R12, O6."""
    amounts = rules.per_head(PEOPLE, WHOLE, floor=Decimal(45_000))
    assert sum(amounts.values()) == WHOLE
    assert min(amounts.values()) == Decimal(45_000)
    assert amounts["Bierzwnik"] == Decimal(68_500)
    assert {amount % STEP for amount in amounts.values()} == {0}
    assert list(amounts) == list(PEOPLE)


@given(divisions())
def test_the_total_is_exact_in_whole_steps_and_nobody_is_below_the_floor(division):
    people, floor, envelope = division
    amounts = rules.per_head(people, envelope, floor=floor)
    assert sum(amounts.values()) == envelope
    assert all(amount % STEP == 0 and amount >= floor for amount in amounts.values())


@given(divisions())
def test_more_people_never_means_less_money(division):
    people, floor, envelope = division
    amounts = rules.per_head(people, envelope, floor=floor)
    by_people = sorted(people, key=lambda key: (people[key], amounts[key]))
    assert [amounts[key] for key in by_people] == sorted(amounts.values())


@given(divisions(), st.integers(1, 20_000), st.data())
def test_a_gmina_that_grows_never_gets_less(division, more, data):
    people, floor, envelope = division
    grown = data.draw(st.sampled_from(sorted(people)))
    before = rules.per_head(people, envelope, floor=floor)[grown]
    after = rules.per_head(people | {grown: people[grown] + more}, envelope, floor=floor)[grown]
    assert after >= before


@given(divisions(), st.randoms())
def test_the_order_of_the_gminas_does_not_matter(division, chance):
    people, floor, envelope = division
    shuffled = list(people)
    chance.shuffle(shuffled)
    other = rules.per_head({key: people[key] for key in shuffled}, envelope, floor=floor)
    assert other == rules.per_head(people, envelope, floor=floor)


def test_without_a_floor_heads_alone_decide():
    assert rules.per_head({"a": 1, "b": 3}, Decimal(400), floor=Decimal(0)) == {"a": 100, "b": 300}
    assert rules.per_head({"a": 1, "b": 3}, Decimal(0), floor=Decimal(0)) == {"a": 0, "b": 0}


@pytest.mark.parametrize(
    ("people", "envelope", "floor", "words"),
    [
        ({}, 1000, 0, "no gmina"),
        ({"a": 5}, 1050, 0, "multiples of 100"),
        ({"a": 5}, 1000, 50, "multiples of 100"),
        ({"a": 5, "b": 5}, 1000, 600, "Lower the least"),
        ({"a": 5}, 1000, -100, "cannot be below zero"),
        ({"a": 5, "b": 0}, 1000, 0, "population of a gmina is missing"),
    ],
)
def test_what_cannot_be_divided_is_refused(people, envelope, floor, words):
    with pytest.raises(Refusal, match=words):
        rules.per_head(people, Decimal(envelope), floor=Decimal(floor))


@given(st.integers(1, 10**9).map(lambda cents: Decimal(cents) / 100))
def test_a_third_is_never_too_much_and_the_rest_makes_it_whole(allocation):
    first = rules.first_part(allocation, Fraction(1, 3))
    assert first * 3 <= allocation < (first + Decimal("0.01")) * 3
    assert first + rules.the_rest(allocation, first) == allocation


def test_a_third_of_the_amount_of_wielgomlyny():
    """Q13: 22,066.66, floored to the cent."""
    assert rules.first_part(Decimal("66200.00"), Fraction(1, 3)) == Decimal("22066.66")


@pytest.mark.parametrize(("kind", "fits"), [("2", True), ("3", True), ("1", False), ("", False)])
def test_rural_and_urban_rural_gminas_take_part(kind, fits):
    """R16."""
    if fits:
        rules.check_eligible(kind, ("2", "3"), "Gmina")
    else:
        with pytest.raises(Refusal, match="allowed are 2, 3"):
            rules.check_eligible(kind, ("2", "3"), "Gmina")


def test_where_the_file_names_every_gmina_no_other_takes_part():
    rules.check_named("1405052", "A", named={"1405052"}, most=None)
    rules.check_named("3202012", "B", named={"1405052"}, most=500)
    rules.check_named("3202012", "B", named=(), most=None)
    with pytest.raises(Refusal, match="not among the gminas"):
        rules.check_named("3202012", "B", named={"1405052"}, most=None)
