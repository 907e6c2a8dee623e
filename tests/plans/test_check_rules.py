"""Each rule of the plan check: when it speaks, when it is silent, what answers it; against the programmes' own files."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gromada.core.permissions import Refusal
from gromada.core.text import fold
from gromada.plans.rules import (
    RULES,
    WARNING,
    NeedFacts,
    by_weight,
    check_plan,
    errors,
    first_day_of_money,
    month_bits,
    refuse_plan,
    rule_of,
    unit_key,
    with_answers,
)
from gromada.plans.rules.comparing import quartiles, usual_range
from tests.house.layout import ROOT
from tests.plans.test_rules import EUR, LINE, PLAN, PLN

OTHER = replace(LINE, number=7, title="Kółko szachowe", months=month_bits([7, 8]))
CHEAP = tuple(Fraction(value) for value in (50, 52, 55, 58, 60, 61, 70))


def codes(*lines, plan=PLAN, definition=EUR, **options):
    return [(item.code, item.line) for item in check_plan(lines, plan, definition, language="en", **options)]


def only(code, *lines, plan=PLAN, definition=EUR, **options):
    """The findings of one rule."""
    found = check_plan(lines, plan, definition, language="en", **options)
    return [item for item in found if item.code == code]


def test_every_rule_has_a_code_of_its_own_a_weight_a_source_and_says_what_it_is_for():
    assert len({rule.code for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.severity in {"error", "warning", "note"}
        assert rule.source, rule.code
        assert str(rule.about), rule.code
        assert rule_of(rule.code) is rule
    assert rule_of("nonsense") is None


def test_the_reference_page_names_every_rule():
    text = (ROOT / "docs" / "reference" / "plan-check.md").read_text(encoding="utf-8")
    for rule in RULES:
        justified = "yes" if rule.may_be_justified else "no"
        assert f"| `{rule.code}` | {rule.severity} | {justified} |" in text, rule.code
        assert f"| {rule.source} |" in text, rule.code


def test_a_good_plan_has_nothing_to_mend():
    assert codes(LINE, OTHER) == []


def test_passing_the_whole_allocation_is_said_beside_passing_the_unlocked_part():
    plan = replace(PLAN, unlocked=Decimal("100.00"), allocated=Decimal("5873.29"))
    assert [code for code, _line in codes(LINE, plan=plan)] == ["V2", "V2-whole", "P17"]
    (whole,) = only("V2-whole", LINE, plan=plan)
    assert "0.01" in str(whole.sentence).replace(",", ".")
    assert only("V2-whole", LINE, plan=replace(plan, allocated=Decimal("5873.30"))) == []
    assert only("V2-whole", LINE, plan=replace(plan, unlocked=Decimal("5873.29"))) == []


def test_the_month_in_which_the_unlocked_money_runs_out():
    """Each line costs the same in each of its months: 5,873.30 in July and August; after July 2,936.65 is spent."""
    plan = replace(PLAN, unlocked=Decimal("2936.65"))
    (found,) = only("P17", LINE, plan=plan)
    assert "VIII" in str(found.sentence)
    (found,) = only("P17", LINE, plan=replace(plan, unlocked=Decimal("2936.64")))
    assert "VIII" not in str(found.sentence)
    assert only("P17", LINE) == []


@pytest.mark.parametrize(("kind", "speaks"), [("", False), ("kgw", False), ("informal_group", True), ("bank", True)])
def test_a_kind_of_provider_that_can_have_no_contract(kind, speaks):
    found = only("P18", replace(LINE, provider_kind=kind))
    assert bool(found) is speaks
    assert all(item.field == "provider_kind" and item.blocks for item in found)


def test_more_people_than_live_in_the_gmina_may_be_justified():
    plan = replace(PLAN, population=59, population_year=2008)
    (found,) = only("P9", LINE, plan=plan)
    assert found.blocks
    (answered,) = only("P9", LINE, plan=plan, answers={("P9", 6): "Przyjeżdżają goście z sąsiedniej gminy."})
    assert not answered.blocks
    assert errors([answered]) == []
    assert only("P9", LINE, plan=replace(plan, population=60)) == []
    assert only("P9", LINE) == []


def test_a_quantity_that_no_month_can_hold():
    most = 60 * 2 * 31 * 24
    assert only("P10", replace(LINE, quantity=most)) == []
    assert [item.severity for item in only("P10", replace(LINE, quantity=most + 1))] == [WARNING]


def test_a_unit_that_costs_far_more_or_less_than_similar_ones(en):
    """One unit costs 25,200 / 20 = 1,260 zł; similar ones 50 to 70: quartiles 53.50 and 60.50, so 32.50 to 81.50."""
    key = (LINE.cell, unit_key("dni"))
    plan = replace(PLAN, similar={key: CHEAP})
    line = replace(LINE, unit="dni")
    (found,) = only("P11", line, plan=plan)
    assert "1,260.00" in str(found.sentence)
    assert "32.50" in str(found.hint)
    assert "81.50" in str(found.hint)
    assert only("P11", line, plan=replace(plan, similar={key: CHEAP[:4]})) == []
    assert only("P11", replace(line, unit="wyjazd"), plan=plan) == []
    assert only("P11", replace(line, cost_pln=Decimal("1630.00")), plan=plan) == []
    assert only("P11", replace(line, cost_pln=Decimal("1630.20")), plan=plan) != []
    assert only("P11", replace(line, cost_pln=Decimal("640.00")), plan=plan) != []


def test_where_all_cost_the_same_a_fifth_and_five_times_bound_it():
    assert usual_range(tuple(map(Fraction, [10] * 5))) == (2, 10, 50)
    assert usual_range(tuple(map(Fraction, [10] * 4))) is None
    assert usual_range(tuple(map(Fraction, [1, 10, 20, 30, 100])))[0] == 4


def test_units_are_one_however_they_are_written():
    assert unit_key("godz.") == unit_key("Godziny") == unit_key(" GODZIN ")
    assert unit_key("spotk.") == unit_key("spotkania")
    assert unit_key("godz.") != unit_key("dni")


def test_one_service_written_twice_and_almost_twice():
    again = replace(OTHER, number=8, title="szachowe  KÓŁKO")
    assert codes(OTHER, again) == [("P12", 8)]
    assert only("P12", OTHER, replace(again, kind="3")) == []
    nearly = replace(OTHER, number=8, title="Kółko szachowe I")
    assert codes(OTHER, nearly) == [("P13", 8)]
    for one, two in (("Usługa 1", "Usługa 2"), ("Kółko szachowe", "Kółko teatralne")):
        assert codes(replace(OTHER, title=one), replace(OTHER, number=8, title=two)) == []


def test_a_group_of_the_strategy_without_a_service():
    plan = replace(PLAN, wanted_groups=(("I", "Older persons"), ("II", "Children")))
    (found,) = only("P14", LINE, plan=plan)
    assert "Older persons" in str(found.sentence)
    assert found.line is None
    assert only("P14", LINE, plan=replace(plan, served_groups=frozenset({"I"}))) == []
    answered = only("P14", LINE, plan=plan, answers={("P14", None): "Seniorzy mają klub od 2008 roku."})
    assert [item.is_justified for item in answered] == [True]


def test_months_in_which_nothing_happens():
    (found,) = only("P15", replace(LINE, months=month_bits([3, 4, 7])), replace(OTHER, months=month_bits([9])))
    assert str(found.sentence).endswith("V, VI, VIII")
    assert only("P15", LINE, OTHER) == []


def test_months_that_are_over_before_money_can_come():
    """Sent on 1 July with 14 days for the demand: June is over, July is not."""
    plan = replace(PLAN, money_from=first_day_of_money(date(2009, 7, 1), 14), demand_days=14)
    assert plan.money_from == date(2009, 7, 15)
    (found,) = only("P16", replace(LINE, months=month_bits([5, 6, 7])), plan=plan)
    assert "V, VI" in str(found.sentence)
    assert "15.07.2009" in str(found.hint)
    assert only("P16", LINE, plan=plan) == []


def test_years_that_disagree_in_the_programmes_own_texts_are_a_note():
    line = replace(LINE, group=PLN.open_cells[0].group, kind="")
    plan = replace(PLAN, year=2012)
    (found,) = only("P19", line, plan=plan, definition=PLN, has_task_line=True)
    assert "2011-2016" in str(found.sentence)
    assert "2011-2015" in str(found.sentence)
    assert not found.blocks
    assert only("P19", LINE) == []


def test_a_gmina_outside_the_programme_is_checked_without_money_and_needs():
    plan = replace(PLAN, takes_part=False, unlocked=Decimal(0), allocated=Decimal(0), wanted_groups=(("I", "x"),))
    assert codes(replace(LINE, needs=()), plan=plan) == []
    assert codes(replace(LINE, group="IV", kind="1"), plan=plan) == [("V9", 6)]


def test_only_what_may_be_justified_is_answered():
    found = check_plan([replace(LINE, not_duplicating=False)], PLAN, EUR)
    answered = with_answers(found, {("R52", 6): "Tak po prostu jest."})
    assert [item.blocks for item in answered] == [True]
    with pytest.raises(Refusal):
        refuse_plan(answered)


def test_what_stops_the_plan_comes_first_and_what_is_answered_last():
    plan = replace(PLAN, wanted_groups=(("I", "Older persons"),), population=1, population_year=2008)
    lines = [replace(LINE, months=month_bits([5, 7]))]
    found = by_weight(check_plan(lines, plan, EUR, answers={("P9", 6): "Goście z sąsiedniej gminy."}))
    assert [item.code for item in found] == ["P14", "P15", "P9"]


costs = some.lists(some.fractions(min_value=Fraction(1, 100), max_value=10**6), min_size=5, max_size=30)


@given(costs)
def test_the_usual_range_holds_the_middle_half_and_is_above_nothing(values):
    low, middle, high = usual_range(tuple(values))
    first, median, third = quartiles(sorted(values))
    assert 0 < low <= first <= median == middle <= third <= high


@given(some.lists(some.text("abcąć 12", min_size=1, max_size=12), max_size=8))
def test_lines_are_said_to_repeat_only_when_their_words_are_the_same(titles):
    lines = [replace(LINE, number=place, title=title) for place, title in enumerate(titles, 1)]
    plan = replace(PLAN, unlocked=Decimal(10**9), allocated=Decimal(10**9))
    by_number = {line.number: line for line in lines}
    for item in check_plan(lines, plan, EUR):
        if item.code == "P12":
            words = [sorted(fold(by_number[number].title).split()) for number in range(1, item.line)]
            assert sorted(fold(by_number[item.line].title).split()) in words


@given(some.permutations(range(1, 6)))
def test_the_order_of_lines_changes_no_sum(order):
    lines = [replace(LINE, number=number, cost=Decimal(number), cost_pln=Decimal(number)) for number in order]
    plan = replace(PLAN, rate=Decimal("1.0000"), unlocked=Decimal(14))
    assert len(only("V2", *lines, plan=plan)) == 1
    assert only("V2", *lines, plan=replace(plan, unlocked=Decimal(15))) == []


def test_before_the_resolution_a_need_is_a_warning_only():
    line = replace(LINE, needs=(NeedFacts("P-01", usable=True, provisional=True),))
    assert codes(line) == [("V8-before", 6)]
