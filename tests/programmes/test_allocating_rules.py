"""The rule that divides an envelope: its promises as properties, its examples, and what it refuses (domain.md 6.2)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.programmes.rules import Claim, RegionSum, Terms, compared, divide, gini, per_head
from gromada.programmes.rules.scaling import ONE, weight

# Population of 2016 (GUS BDL) of the thirteen gminas, as in the demo.
PEOPLE = {
    "3202012": 4778, "3202042": 3786, "3202053": 7935, "3205012": 3801, "3212022": 2579, "3212042": 5259,
    "3213052": 6988, "3213062": 8960, "3214033": 4985, "3214042": 7987, "3216022": 2836, "3216042": 3725,
    "3216062": 5982,
}  # fmt: skip
WHOLE = Decimal("1010300.00")


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def claims(people=None, region="32"):
    return [Claim(code, code, count, region=region) for code, count in (people or PEOPLE).items()]


POWERS = st.fractions(0, 2, max_denominator=4)
NEEDS = st.fractions(Fraction(1, 5), 5, max_denominator=20)


@st.composite
def divisions(draw, regions=False):
    """Gminas and terms that can be fulfilled: bounds, powers and steps of every kind."""
    count = draw(st.integers(1, 15))
    step = draw(st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(100)]))
    floor = draw(st.integers(0, 50)) * step
    room = draw(st.none() | st.integers(0, 100))
    ceiling = None if room is None else floor + room * step
    base = min(draw(st.integers(0, 60)) * step, ceiling if ceiling is not None else Decimal(10**9))
    least = -(-max(floor, base) // step)
    most = 10**5 if ceiling is None else int(ceiling / step)
    envelope = draw(st.integers(int(least) * count, max(most, int(least)) * count)) * step
    found = [
        Claim(
            f"{at:07d}", f"Gmina {at}", draw(st.integers(1, 60_000)), draw(NEEDS),
            draw(st.sampled_from(["06", "10", "32"])) if regions else "",
        )
        for at in range(count)
    ]  # fmt: skip
    terms = Terms(
        envelope, base=base, people_power=draw(POWERS), need_power=draw(POWERS), floor=floor, ceiling=ceiling, step=step
    )
    assume(ceiling is None or ceiling >= base)
    assume(ceiling is None or count * ceiling >= envelope)
    return found, terms


@given(divisions())
def test_the_total_is_the_envelope_to_the_cent_inside_the_bounds_in_whole_steps(division):
    found, terms = division
    amounts = divide(found, terms).amounts
    assert sum(amounts.values()) == terms.envelope
    assert all(amount >= terms.floor and amount % terms.step == 0 for amount in amounts.values())
    assert terms.ceiling is None or max(amounts.values()) <= terms.ceiling


@given(divisions())
def test_more_people_at_the_same_need_never_means_less_money(division):
    found, terms = division
    found = [replace(claim, need=Fraction(1)) for claim in found]
    amounts = divide(found, terms).amounts
    by_people = sorted(found, key=lambda claim: (claim.people, amounts[claim.code]))
    assert [amounts[claim.code] for claim in by_people] == sorted(amounts.values())


@given(divisions(), st.integers(1, 30_000), st.data())
def test_a_gmina_that_grows_never_gets_less(division, more, data):
    found, terms = division
    at = data.draw(st.integers(0, len(found) - 1))
    grown = [replace(claim, people=claim.people + more) if place == at else claim for place, claim in enumerate(found)]
    code = found[at].code
    assert divide(grown, terms).amounts[code] >= divide(found, terms).amounts[code]


@given(divisions(regions=True), st.randoms())
def test_the_order_of_the_gminas_does_not_matter(division, chance):
    found, terms = division
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert divide(shuffled, terms) == divide(found, terms)


@given(divisions(), st.data())
def test_amounts_of_a_table_are_kept_and_the_rest_makes_up_the_envelope(division, data):
    found, terms = division
    at = data.draw(st.integers(0, len(found) - 1))
    sure = data.draw(st.integers(1, 10**6)) * terms.step
    given_ = [replace(claim, fixed=sure) if place == at else claim for place, claim in enumerate(found)]
    terms = replace(terms, envelope=terms.envelope + sure, ceiling=None)
    assume(len(found) > 1 and (len(found) - 1) * max(terms.floor, terms.base) <= terms.envelope - sure)
    made = divide(given_, terms)
    assert made.amounts[found[at].code] == sure
    assert made.grants[found[at].code].bound == "fixed"
    assert made.total == terms.envelope


@given(divisions(regions=True), st.data())
def test_voivodeships_get_exactly_or_at_least_what_the_programme_names(division, data):
    found, terms = division
    free = divide(found, terms)
    by_region = {}
    for claim in found:
        by_region[claim.region] = by_region.get(claim.region, 0) + free.amounts[claim.code]
    assume(len(by_region) > 1)
    code = data.draw(st.sampled_from(sorted(by_region)))
    count = sum(1 for claim in found if claim.region == code)
    highest = 10**6 * terms.step if terms.ceiling is None else terms.ceiling * count - by_region[code]
    named = by_region[code] + data.draw(st.integers(0, int(highest / terms.step))) * terms.step
    is_exact = data.draw(st.booleans())
    terms = replace(terms, regions=(RegionSum(code, code, named, is_exact),))
    others = sum(1 for claim in found if claim.region != code)
    assume(others * max(terms.floor, terms.base) <= terms.envelope - named)
    made = divide(found, terms)
    got = sum(made.amounts[claim.code] for claim in found if claim.region == code)
    assert got == named
    assert made.total == terms.envelope
    assert {pool.code for pool in made.pools if pool.is_lifted} == (
        set() if is_exact or named == by_region[code] else {code}
    )


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 50_000), min_size=1), st.integers(0, 300))
def test_by_heads_is_a_case_of_the_rule(people, steps):
    floor = steps * Decimal(100)
    envelope = floor * len(people) + 77_700
    terms = Terms(envelope, floor=floor)
    assert per_head(people, envelope, floor=floor) == divide(claims(people), terms).amounts


def test_the_thirteen_share_their_amount_to_the_cent():
    """R12, O6, with a least of 55,000 and a most of 100,000."""
    made = divide(claims(), Terms(WHOLE, floor=Decimal(55_000), ceiling=Decimal(100_000)))
    assert made.total == WHOLE
    assert (made.held("floor"), made.held("ceiling")) == (2, 4)
    assert made.amounts["3216062"] == Decimal(92_600)  # 5,982 people at 15.4815, 92,610.31 before rounding
    assert made.amounts["3212022"] == Decimal(55_000)


def test_what_a_grant_came_from_is_kept_exactly():
    made = divide(claims({"a": 1000, "b": 3000}), Terms(Decimal(10_000), base=Decimal(500), floor=Decimal(3000)))
    a, b = made.grants["a"], made.grants["b"]
    assert (a.bound, a.bounded, a.amount) == ("floor", 3000, 3000)
    assert (b.bound, b.alone, b.amount) == ("", 7000, 7000)
    assert b.scale == Fraction(6500, 3000)
    assert a.alone == 500 + Fraction(6500, 3)


def test_a_programme_with_an_exact_and_a_least_sum_for_two_voivodeships():
    """R7, R12: Zachodniopomorskie exactly, Lubelskie lifted to its least; the others share what is left."""
    found = (
        claims() + claims({"0604042": 9000, "0612042": 5000}, "06") + claims({"1012132": 4700, "1009052": 4900}, "10")
    )
    regions = (
        RegionSum("32", "zachodniopomorskie", WHOLE), RegionSum("06", "lubelskie", Decimal(300_000), is_exact=False)
    )  # fmt: skip
    made = divide(found, Terms(Decimal("1510300.00"), regions=regions))
    sums = {pool.code: (pool.amount, pool.is_lifted) for pool in made.pools}
    assert sums == {"32": (WHOLE, False), "06": (Decimal(300_000), True), "": (Decimal(200_000), False)}
    enough = divide(found, Terms(Decimal("2010300.00"), regions=regions))
    assert [pool.code for pool in enough.pools] == ["32", ""]


def test_a_table_for_everybody_may_leave_something_undivided():
    found = [Claim("a", "A", 0, fixed=Decimal("66200.00")), Claim("b", "B", 0, fixed=Decimal("150700.00"))]
    made = divide(found, Terms(Decimal(300_000)))
    assert (made.total, made.undivided) == (Decimal("216900.00"), Decimal("83100.00"))


@pytest.mark.parametrize(
    ("found", "terms", "words"),
    [
        ([], {}, "no gmina"),
        (claims({"a": 5}), {"envelope": Decimal(1050)}, "multiples of 100"),
        (claims({"a": 5}), {"ceiling": Decimal(950)}, "multiples of 100"),
        (claims({"a": 5, "b": 5}), {"floor": Decimal(600)}, "2 gminas times 600 is more than 1,000. Lower the least"),
        (claims({"a": 5, "b": 5}), {"ceiling": Decimal(400)}, "2 gminas times 400 is less than 1,000. Raise the most"),
        (claims({"a": 5, "b": 5}), {"base": Decimal(600)}, "2 gminas times 600 is more"),
        (claims({"a": 5}), {"floor": Decimal(500), "ceiling": Decimal(400)}, "is below what everybody gets"),
        (claims({"a": 5}), {"people_power": Fraction(-1)}, "below zero"),
        (claims({"a": 5}), {"rule": "lottery"}, "no rule “lottery”"),
        (claims({"a": 5, "b": 0}), {}, "population of a gmina is missing: b"),
        ([Claim("a", "A", 5, need=Fraction(0))], {}, "need of a gmina is not above zero: A"),
        (claims({"a": 5}) * 2, {}, "there twice"),
        ([Claim("a", "A", 5, fixed=Decimal(1200))], {}, "more than the 1,000 there is"),
        ([Claim("a", "A", 5, fixed=Decimal("406.28")), *claims({"b": 5})], {}, "593.72, is not a multiple of 100"),
        (claims({"a": 5}), {"regions": (RegionSum("32", "Region", Decimal(900)),)}, "sums of Region come to 900"),
        (
            [Claim("a", "A", 5, region="32", fixed=Decimal(800))],
            {"regions": (RegionSum("32", "Region", Decimal(900)),)},
            "gives 800 together, the programme names exactly 900",
        ),
        (
            [Claim("a", "A", 5, region="32", fixed=Decimal(800))],
            {"regions": (RegionSum("32", "Region", Decimal(900), is_exact=False),)},
            "names at least 900",
        ),
    ],
)
def test_what_cannot_be_divided_is_refused_with_its_numbers(found, terms, words):
    with pytest.raises(Refusal, match=words):
        divide(found, Terms(**{"envelope": Decimal(1000), **terms}))


def test_whole_powers_are_exact_and_others_are_settled_to_nine_decimals():
    assert weight(4778, Fraction(1), Fraction(1), Fraction(0)) == 4778 * ONE
    assert weight(3, Fraction(3, 2), Fraction(2), Fraction(1)) == 27 * ONE // 2
    assert weight(2, Fraction(1), Fraction(1, 2), Fraction(0)) == 1_414_213_562


@given(st.integers(1, 10**6), st.integers(1, 10**6), POWERS, NEEDS, POWERS)
def test_a_weight_never_falls_with_people(one, other, people_power, need, need_power):
    few, many = sorted((one, other))
    assert weight(few, need, people_power, need_power) <= weight(many, need, people_power, need_power)


def test_who_gains_and_who_loses():
    found = compared(
        {"a": Decimal(100), "b": Decimal(300), "c": Decimal(5)}, {"a": Decimal(250), "b": Decimal(150), "c": Decimal(5)}
    )
    assert (found.gain, found.lose, found.same, found.moved) == (1, 1, 1, 150)
    assert [row.difference for row in found.changes] == [150, -150, 0]


def test_how_uneven_amounts_are():
    assert gini([(5, Decimal(10)), (1, Decimal(2))]) == 0
    assert gini([(1, Decimal(0)), (1, Decimal(0)), (1, Decimal(0)), (1, Decimal(8))]) == Fraction(3, 4)
    assert gini([(3, Decimal(0)), (1, Decimal(8))]) == Fraction(3, 4)
    assert gini([]) == gini([(0, Decimal(4))]) == gini([(4, Decimal(0))]) == 0


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(1, 50), st.decimals(0, 1000, places=2)), min_size=1, max_size=30))
def test_unevenness_lies_between_none_and_all(shares):
    assert 0 <= gini(shares) < 1
