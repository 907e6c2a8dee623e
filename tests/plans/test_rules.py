"""The checks on a line and on a plan, against the two programmes' own files."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from gromada.core.permissions import Refusal
from gromada.plans.rules import (
    LineFacts,
    NeedFacts,
    PlanFacts,
    check_line,
    check_plan,
    check_year,
    cost_in,
    errors,
    in_pln,
    month_bits,
    months_in_window,
    over_limit,
    refuse_line,
    refuse_plan,
    total,
)
from gromada.programmes.definitions import read

EUR = read("pis")
PLN = read("pal-jaktorow")
RATE = Decimal("4.2906")
IN_FORCE = NeedFacts("GSRPS/2009/P-01", usable=True, provisional=False)
ADOPTED_LATER = NeedFacts("GSRPS/2009/P-02", usable=True, provisional=True)
EXPIRED = NeedFacts("GSRPS/2003/P-03", usable=False, provisional=False)

LINE = LineFacts(
    number=6,
    title="Półkolonie letnie",
    group="II",
    kind="2",
    is_custom=False,
    needs=(IN_FORCE,),
    recipients=60,
    quantity=20,
    months=month_bits([7, 8]),
    cost_pln=Decimal("25200.00"),
    cost=cost_in(Decimal("25200.00"), RATE),
    not_duplicating=True,
    insufficiency="",
)
PLAN = PlanFacts(2009, "EUR", RATE, Decimal("70500.00"), Decimal("23500.00"), Decimal("0.00"))


def codes(line, definition=EUR, plan=PLAN, language="en"):
    return [(found.code, found.severity, found.field) for found in check_line(line, plan, definition, language)]


def test_a_whole_line_has_nothing_to_mend():
    assert codes(LINE) == []
    assert LINE.cost == Decimal("5873.30")


@pytest.mark.parametrize(
    ("group", "kind"), [("IV", "1"), ("IV", ""), ("II", "5"), ("V", "1"), ("I", ""), ("X", "1"), ("I", "9")]
)
def test_a_closed_or_unknown_cell_is_refused_with_the_words_of_the_file(group, kind):
    found = check_line(replace(LINE, group=group, kind=kind), PLAN, EUR, "en")
    assert [(item.code, item.severity, item.field) for item in found] == [("V9", "error", "cell")]
    assert str(found[0].sentence) == EUR.why_not_cell(group, kind, "en")


def test_group_v_has_no_kinds_and_passes_without():
    assert codes(replace(LINE, group="V", kind="")) == []


def test_a_service_of_the_gminas_own_needs_no_kind_but_an_open_group():
    """R47: services may be created, combined and changed inside the groups."""
    assert codes(replace(LINE, kind="", is_custom=True)) == []
    assert codes(replace(LINE, group="IV", kind="", is_custom=True)) == [("V9", "error", "cell")]


def test_every_open_cell_of_both_files_is_taken():
    for definition, year in ((EUR, 2009), (PLN, 2012)):
        for cell in definition.open_cells:
            plan = replace(PLAN, year=year)
            assert codes(replace(LINE, group=cell.group, kind=cell.kind), definition, plan) == []


def test_a_line_without_a_need_is_refused_by_r45():
    found = check_line(replace(LINE, needs=()), PLAN, EUR, "en")
    assert [(item.code, item.severity, item.source) for item in found] == [("V8", "error", "R45")]


def test_a_need_of_a_strategy_not_in_force_is_refused_and_one_before_adoption_warned_of():
    assert codes(replace(LINE, needs=(EXPIRED,))) == [("V8-force", "error", "needs")]
    assert codes(replace(LINE, needs=(ADOPTED_LATER,))) == [("V8-before", "warning", "needs")]
    assert codes(replace(LINE, needs=(EXPIRED, IN_FORCE))) == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"recipients": 0}, "P1", "recipients"),
        ({"quantity": 0}, "P2", "quantity"),
        ({"months": 0}, "P3", "months"),
        ({"cost_pln": Decimal("0.00"), "cost": Decimal("0.00")}, "P5", "cost_pln"),
        ({"cost_pln": Decimal("0.01"), "cost": Decimal("0.00")}, "P5-cent", "cost_pln"),
        ({"cost": Decimal("5873.31")}, "P6", "cost_pln"),
        ({"not_duplicating": False}, "R52", "not_duplicating"),
        ({"not_duplicating": False, "insufficiency": "  "}, "R52", "not_duplicating"),
    ],
)
def test_each_thing_missing_is_named(change, code, field):
    assert codes(replace(LINE, **change)) == [(code, "error", field)]


def test_a_reason_of_insufficiency_stands_for_the_statement():
    assert codes(replace(LINE, not_duplicating=False, insufficiency="NFZ: 8 months of waiting")) == []


def test_months_before_the_window_opens_are_refused():
    """The second programme's window opens on 6 April 2011: April has a day in it, March has none."""
    plan = replace(PLAN, year=2011)
    line = replace(LINE, group=PLN.open_cells[0].group, kind="")
    assert codes(replace(line, months=month_bits([4, 12])), PLN, plan) == []
    assert codes(replace(line, months=month_bits([3, 4])), PLN, plan) == [("P4", "error", "months")]


def test_months_of_a_window():
    since, until = date(2007, 1, 1), date(2009, 12, 31)
    assert months_in_window(2009, since, until) == (1 << 12) - 1
    assert months_in_window(2010, since, until) == 0
    assert months_in_window(2011, date(2011, 4, 6), date(2016, 12, 31)) == month_bits(range(4, 13))
    assert months_in_window(2009, date(2009, 3, 31), date(2009, 5, 1)) == month_bits([3, 4, 5])


def test_a_year_outside_the_programme_is_refused():
    check_year(2009, EUR)
    for year in (2006, 2010, 0, 99999):
        with pytest.raises(Refusal, match="2007"):
            check_year(year, EUR)


def test_planning_exactly_to_the_unlocked_cent_passes_and_a_cent_more_does_not():
    plan = replace(PLAN, unlocked=Decimal("5873.30"))
    assert check_plan([LINE], plan, EUR) == []
    found, *rest = check_plan([LINE], replace(plan, unlocked=Decimal("5873.29")), EUR, language="en")
    assert [item.code for item in rest] == ["P17"]
    assert (found.code, found.severity) == ("V2", "error")
    assert "0.01" in str(found.sentence).replace(",", ".")


def test_what_other_plans_hold_counts():
    plan = replace(PLAN, planned=Decimal("17626.71"))
    assert [found.code for found in errors(check_plan([LINE], plan, EUR))] == ["V2"]
    assert over_limit([LINE], plan) == Decimal("0.01")


def test_a_plan_without_lines_or_task_line_is_not_whole():
    assert [found.code for found in check_plan([], PLAN, EUR)] == ["P0"]
    line = replace(LINE, group=PLN.open_cells[0].group, kind="")
    plan = replace(PLAN, year=2012)
    assert [found.code for found in check_plan([line], plan, PLN)] == ["P7", "P19"]
    assert errors(check_plan([line], plan, PLN, has_task_line=True)) == []


def test_a_limit_of_a_group_holds_where_the_rules_state_one():
    plan = replace(PLAN, group_limits=(("II", Fraction(1, 10)),), planned_by_group=(("II", Decimal("1176.71")),))
    (found,) = check_plan([LINE], plan, EUR)
    assert found.code == "P8"
    assert check_plan([LINE], replace(plan, planned_by_group=(("II", Decimal("1176.70")),)), EUR) == []


def test_refusals_carry_rule_source_and_field_and_count_the_rest():
    with override("en"):
        found = check_line(replace(LINE, needs=(), quantity=0), PLAN, EUR, "en")
        with pytest.raises(Refusal, match="no need") as refused:
            refuse_line(found)
        assert (refused.value.rule, refused.value.source, refused.value.field) == ("V8", "R45", "needs")
        with pytest.raises(Refusal, match="1 more"):
            refuse_plan(found)


def test_a_missing_statement_is_kept_as_a_draft_and_stops_the_plan():
    found = check_line(replace(LINE, not_duplicating=False), PLAN, EUR)
    refuse_line(found)
    with pytest.raises(Refusal) as refused:
        refuse_plan(found)
    assert refused.value.rule == "R52"


def test_warnings_stop_nothing():
    found = check_plan([replace(LINE, needs=(ADOPTED_LATER,))], PLAN, EUR)
    assert found
    refuse_plan(found)


amounts = some.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2)
rates = some.decimals(Decimal("0.5000"), Decimal("9.9999"), places=4)


@given(costs=some.lists(amounts, max_size=20), unlocked=amounts, planned=amounts)
def test_a_plan_passes_its_limit_exactly_when_the_sum_does(costs, unlocked, planned):
    lines = [replace(LINE, cost=cost, cost_pln=cost) for cost in costs]
    plan = replace(PLAN, rate=Decimal("1.0000"), unlocked=unlocked, planned=planned)
    assert total(lines) == sum(costs, Decimal("0.00"))
    passes = "V2" in [found.code for found in errors(check_plan(lines, plan, EUR))]
    assert passes == (sum(costs, planned) > unlocked)


@given(amount=amounts, rate=rates)
def test_conversion_is_to_the_nearest_cent(amount, rate):
    converted = cost_in(amount, rate)
    assert abs(Fraction(converted) * Fraction(rate) - Fraction(amount)) <= Fraction(rate) / 200
    assert cost_in(amount, Decimal("1.0000")) == amount
    assert in_pln(amount, Decimal("1.0000")) == amount


@given(some.sets(some.integers(1, 12), min_size=1))
def test_months_are_bits(months):
    bits = month_bits(months)
    assert {month for month in range(1, 13) if bits >> (month - 1) & 1} == months
