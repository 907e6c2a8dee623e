"""Deciding a division, publishing it, correcting an amount, moving one: what is written, and what a refusal leaves."""

from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override

from gromada.core.models import AuditEvent, OutboxMessage
from gromada.core.permissions import SYSTEM, NotAllowed, Refusal
from gromada.ledger import queries as ledger
from gromada.ledger.models import Entry
from gromada.programmes import actions, jobs, queries, rules
from gromada.programmes.models import Allocation, AllocationRun, FixedAmount, Participation, SelectionRun, Unlocking
from gromada.programmes.states import AllocationKind, Part, Step
from gromada.territory import actions as territory
from gromada.territory.queries import unit_by_code
from tests.programmes.walk import THIRTEEN, joined, thirteen
from tests.strategies.walk import actor, adopted_strategy, allocated

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
LATER = date(2008, 6, 2)
WHOLE = Decimal("1010300.00")
OFFICE = actor("programme_office")


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.fixture
def national():
    return queries.programme("pis")


def wish(programme, /, **part):
    usual = queries.wish_for(programme)
    more = {name: part.pop(name) for name in ("scope", "region", "envelope") if name in part}
    return replace(usual, part=replace(usual.part, **part), **more)


def decided(programme, /, by=SYSTEM, on=DAY, **part):
    return actions.decide_division(programme=programme, wish=wish(programme, **part), by=by, on=on)


def balance(row):
    return ledger.balances([row.account])[row.account_id]


def written():
    """Everything a decision could leave behind."""
    counted = (Allocation, AllocationRun, Unlocking, Entry, AuditEvent, Participation)
    return [model.objects.count() for model in counted]


# What a wish gives ----------------------------------------------------------------------------------------------------


def test_the_thirteen_that_wait_share_what_the_programme_names_for_their_voivodeship(national):
    """R12, O6: EUR 1,010,300 exactly, by the programme's own rule, without anybody typing a sum."""
    thirteen()
    found = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))
    assert (found.wish.scope, found.wish.envelope, found.outcome.total) == ("waiting", WHOLE, WHOLE)
    assert [(pool.code, pool.gminas) for pool in found.outcome.pools] == [("32", 13)]
    [row] = found.regions
    assert (row.region.name, row.amount, row.named, row.is_exact) == ("zachodniopomorskie", WHOLE, WHOLE, True)
    assert found.amounts["3202012"] == Decimal("69300.00")  # 4,778 people at EUR 14.5156: 69,355.53
    assert not Allocation.objects.exists()


def test_a_sum_above_the_money_for_services_is_refused(national):
    """R6: held to 40 million of services, not to 47.21."""
    joined()
    with pytest.raises(Refusal, match=r"40,000,000\.00 for services"):
        queries.scenario(actor=OFFICE, programme=national, wish=wish(national, envelope=Decimal(47_210_000)))


def test_need_moves_money_towards_a_lower_income(national):
    rows = [joined(terc) for terc in THIRTEEN[:3]]
    asked = wish(national, need_power=Fraction(1), ceiling=None)
    for row, value in zip(rows[:2], ("1000.00", "2000.00"), strict=True):
        with pytest.raises(Refusal, match=f"(own_income_per_head|Own income.*) is not known for .*{row.unit.name}"):
            queries.scenario(actor=OFFICE, programme=national, wish=asked)
        territory.record_figure(
            unit=row.unit, indicator="own_income_per_head", year=2020, value=Decimal(value), source="GUS", by=SYSTEM
        )
    found = queries.scenario(actor=OFFICE, programme=national, wish=asked)
    last = found.by_code[rows[2].unit.code]
    assert (found.need.unknown, last.need) == ((last.code,), 1)
    assert "counts as the mean" in " ".join(rules.explained(queries.facts_of(found, last.code), Decimal(1), "EUR"))
    poor, rich = (found.by_code[row.unit.code] for row in rows[:2])
    assert (poor.need, rich.need) == (Fraction(3, 2), Fraction(3, 4))
    facts = queries.facts_of(found, poor.code)
    assert facts["need_year"] == 2020
    assert "a need of 1.50 against a mean of 1" in " ".join(rules.explained(facts, found.amounts[poor.code], "EUR"))


def test_nobody_waits_then_all_are_compared_and_nothing_can_be_decided(national):
    allocated("3202012", amount="70500.00")
    allocated("3202042", amount="30000.00")
    found = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))
    assert (found.wish.scope, found.wish.envelope) == ("all", Decimal("100500.00"))
    with pytest.raises(Refusal, match="Change one of them by a correction"):
        decided(national)


def test_without_any_gmina_there_is_nothing_to_divide(national):
    with pytest.raises(Refusal, match="no gmina to divide"):
        queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))


@pytest.mark.parametrize("count", [1, 3])
def test_a_scenario_takes_the_same_queries_for_one_gmina_and_for_three(count, national, django_assert_num_queries):
    for terc in THIRTEEN[:count]:
        row = joined(terc)
        territory.record_figure(
            unit=row.unit, indicator="own_income_per_head", year=2020, value=Decimal(900), source="GUS", by=SYSTEM
        )
    asked = wish(national, need_power=Fraction(1), ceiling=None)
    with django_assert_num_queries(7):
        queries.scenario(actor=OFFICE, programme=national, wish=asked)


# Deciding -------------------------------------------------------------------------------------------------------------


def test_a_division_is_decided_whole_and_every_amount_explains_itself(national):
    thirteen()
    run = decided(national, by=OFFICE, floor=Decimal(45_000))
    rows = {row.participation.unit.code: row for row in run.allocations.select_related("participation__unit")}
    assert (len(rows), sum(row.amount for row in rows.values()), run.is_written) == (13, WHOLE, True)
    assert run.digest == queries.digest_of({code: row.amount for code, row in rows.items()})
    small = rows["3212022"]
    assert small.facts["bound"] == "floor"
    told = rules.explained(small.facts, small.amount, "EUR")
    assert (
        told[0].replace("\xa0", " ")
        == "The programme names EUR 1,010,300.00 for the voivodeship zachodniopomorskie; it is divided among 13 gminas there."
    )
    assert "below the least for a gmina, so it gets the least: EUR 45,000.00" in told[2].replace("\xa0", " ")
    place = Participation.objects.get(unit__code="3202012")
    assert place.state == Step.INFORMED
    assert balance(place).unlocked == rules.first_part(rows["3202012"].amount, Fraction(1, 3))
    again = queries.wish_of(run)
    assert again.part.floor == Decimal(45_000)
    assert again.envelope == WHOLE


def test_what_was_seen_is_what_is_decided(national):
    thirteen()
    seen = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national)).digest
    territory.record_figure(
        unit=unit_by_code("3202012"), indicator="population", year=2019, value=Decimal(4600), source="GUS", by=SYSTEM
    )
    before = written()
    with pytest.raises(Refusal, match="figures have changed since you looked"):
        actions.decide_division(programme=national, wish=queries.wish_for(national), digest=seen, by=OFFICE, on=DAY)
    assert written() == before


def test_only_who_decides_allocations_decides_a_division(national):
    row = joined()
    before = written()
    with pytest.raises(NotAllowed):
        decided(national, by=actor("mayor", row))
    with pytest.raises(NotAllowed):
        decided(national, by=actor("auditor"))
    assert written() == before


def test_a_decision_of_many_is_written_by_the_worker(national):
    thirteen()
    found = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))
    run = jobs.ask_for_division(programme=national, wish=found.wish, digest=found.digest, by=OFFICE, on=DAY)
    assert (run.done, run.gminas) == (0, 13)
    with pytest.raises(Refusal, match="is being written"):
        decided(national)
    jobs.write_division.func(run.pk, asdict(OFFICE), DAY.isoformat())
    run.refresh_from_db()
    assert (run.done, run.failure) == (13, "")
    assert queries.allocated_sum(national) == WHOLE


def test_the_worker_notes_why_a_decision_was_not_written(national):
    thirteen()
    found = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))
    run = jobs.ask_for_division(programme=national, wish=found.wish, digest=found.digest, by=OFFICE, on=DAY)
    allocated("3202012", amount="50000.00")
    jobs.write_division.func(run.pk, asdict(OFFICE), DAY.isoformat())
    run.refresh_from_db()
    assert run.done == 0
    assert "960,300" in run.failure
    assert Allocation.objects.count() == 1


def test_an_imported_table_wins_and_lets_its_gminas_join(national):
    for terc, amount in (("3202012", "500000.00"), ("3202042", "510300.00")):
        FixedAmount.objects.create(
            programme=national, unit=unit_by_code(terc), amount=Decimal(amount), source="table.csv"
        )
    found = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))
    assert (found.wish.scope, found.outcome.held("fixed"), found.outcome.total) == ("table", 2, WHOLE)
    run = decided(national)
    row = run.allocations.get(participation__unit__code="3202012")
    assert row.rule == "Amount from a table: table.csv"
    assert rules.explained(row.facts, row.amount, "EUR") == [
        "The amount stands in a table and was not computed. Source: table.csv."
    ]
    assert Participation.objects.count() == 2


def test_a_table_that_does_not_come_to_the_exact_sum_is_refused(national):
    FixedAmount.objects.create(
        programme=national, unit=unit_by_code("3202012"), amount=Decimal("66200.00"), source="table.csv"
    )
    with pytest.raises(Refusal, match="gives 66,200 together, the programme names exactly 1,010,300"):
        decided(national)


# Publishing -----------------------------------------------------------------------------------------------------------


def test_letters_are_published_once_the_amounts_are_written(national):
    thirteen()
    run = decided(national)
    row = queries.participation_of("pis", "3202012", SYSTEM)
    mayor = actor("mayor", row)
    assert not queries.may_see_letter(queries.letter(row), mayor)
    assert queries.may_see_letter(queries.letter(row), OFFICE)
    with pytest.raises(Refusal, match="before the day of the decision"):
        actions.publish_division(run=run, by=OFFICE, on=date(2008, 1, 31))
    with pytest.raises(NotAllowed):
        actions.publish_division(run=run, by=mayor, on=DAY)
    actions.publish_division(run=run, by=OFFICE, on=LATER)
    found = queries.letter(row)
    assert queries.may_see_letter(found, mayor)
    assert found.as_of == LATER
    with pytest.raises(Refusal, match="published already"):
        actions.publish_division(run=run, by=OFFICE, on=LATER)
    assert not OutboxMessage.objects.exists()  # nobody of these gminas has a role here


# Correcting -----------------------------------------------------------------------------------------------------------


def correct(row, difference, *, by=OFFICE, on=LATER, why="error in the population", document="BP-12/2008"):
    return actions.correct_allocation(
        participation=row, difference=Decimal(difference), why=why, document=document, by=by, on=on
    )


@pytest.mark.parametrize(("difference", "usable"), [("3000.00", "24500.00"), ("-1500.01", "22999.99")])
def test_a_correction_is_a_dated_row_and_what_is_usable_follows(difference, usable):
    row = allocated(amount="70500.00")
    made = correct(row, difference)
    assert (made.kind, made.amount, made.decided_on) == (AllocationKind.CORRECTION, Decimal(difference), LATER)
    assert made.facts["document"] == "BP-12/2008"
    after = balance(row)
    assert after.allocated == Decimal("70500.00") + Decimal(difference)
    assert after.unlocked == Decimal(usable)
    last = Unlocking.objects.filter(participation=row).order_by("pk").last()
    assert (last.part, last.amount) == (Part.LATER, Decimal(usable) - Decimal("23500.00"))
    earlier = ledger.balances([row.account], as_of=DAY)[row.account_id]
    assert (earlier.allocated, earlier.unlocked) == (Decimal("70500.00"), Decimal("23500.00"))
    correct(row, "100.00")
    assert queries.letter(row).amount == after.allocated + 100


def test_after_the_adoption_the_whole_correction_is_usable():
    row = allocated(amount="70500.00")
    adopted_strategy(row)
    correct(row, "-500.00", on=date(2008, 10, 1))
    after = balance(row)
    assert after.allocated == after.unlocked == Decimal("70000.00")


@pytest.mark.parametrize(
    ("difference", "more", "words"),
    [
        ("0.00", {}, "other than zero"),
        ("0.001", {}, "whole cents"),
        ("-70500.00", {}, "would leave nothing"),
        ("39930000.00", {}, "for services"),
        ("100.00", {"why": " "}, "Say why"),
        ("100.00", {"document": ""}, "number of the document"),
        ("100.00", {"on": date(2008, 1, 31)}, "not dated before it"),
    ],
)
def test_a_correction_that_cannot_be_leaves_nothing_behind(difference, more, words):
    row = allocated(amount="70500.00")
    before = written()
    with pytest.raises(Refusal, match=words):
        correct(row, difference, **more)
    assert written() == before


def test_a_correction_is_not_the_gminas_own_and_needs_a_first_decision():
    with pytest.raises(Refusal, match="has no amount yet"):
        correct(joined("3202042"), "100.00")
    row = allocated()
    with pytest.raises(NotAllowed):
        correct(row, "100.00", by=actor("mayor", row))


# Moving ---------------------------------------------------------------------------------------------------------------


def withdrawn(terc="3202012", amount="70500.00"):
    row = allocated(terc, amount=amount)
    actions.withdraw(participation=row, why="the council decided so", by=OFFICE, on=date(2008, 5, 5))
    return row


def move(row, to, *, by=OFFICE, document="BP-20/2008"):
    to = {taker: Decimal(amount) for taker, amount in to.items()}
    return actions.reallocate(participation=row, to=to, why="withdrawal", document=document, by=by, on=LATER)


def test_what_a_withdrawn_gmina_leaves_goes_to_others_and_the_sum_stays(national):
    row, one, two = withdrawn(), allocated("3202042", amount="30000.00"), allocated("3202053", amount="40000.00")
    before = queries.allocated_sum(national)
    move(row, {one: "50500.00", two: "20000.00"})
    assert queries.allocated_sum(national) == before
    assert [balance(place).allocated for place in (row, one, two)] == [0, Decimal("80500.00"), Decimal("60000.00")]
    assert [balance(place).unlocked for place in (row, one)] == [0, Decimal("26833.33")]
    row.refresh_from_db()
    assert row.state == Step.REALLOCATED
    kinds = Allocation.objects.exclude(kind=AllocationKind.INITIAL).order_by("pk")
    assert {(made.kind, made.facts["document"]) for made in kinds} == {("reallocation", "BP-20/2008")}
    assert sum(made.amount for made in kinds) == 0


def test_no_more_is_moved_than_is_left_and_only_to_gminas_that_go_on():
    row, one = withdrawn(), allocated("3202042", amount="30000.00")
    gone, waiting = withdrawn("3202053", "40000.00"), joined("3205012")
    before = written()
    for to, words in (
        ({}, "Choose the gminas"),
        ({one: "70500.01"}, r"leaves EUR.70,500\.00"),
        ({gone: "100.00"}, "not going on"),
        ({row: "100.00"}, "cannot take over"),
        ({one: "0.00"}, "more than zero"),
        ({one: "100.00", waiting: "100.00"}, "has no amount yet"),
    ):
        with pytest.raises(Refusal, match=words):
            move(row, to)
    with pytest.raises(Refusal, match="number of the document"):
        move(row, {one: "100.00"}, document=" ")
    with pytest.raises(NotAllowed):
        move(row, {one: "100.00"}, by=actor("coordinator", row))
    with pytest.raises(Refusal, match="not possible while"):
        move(one, {gone: "100.00"})
    assert written() == before


def test_a_selection_is_divided_before_its_gminas_take_part(national):
    run = SelectionRun.objects.create(
        programme=national, kind="computed", title="trial", digest="x", made_on=DAY, made_at="2008-01-01T00:00Z",
        state="draft", state_since=DAY,
    )  # fmt: skip
    for place, terc in enumerate(THIRTEEN, 1):
        unit = unit_by_code(terc)
        run.rows.create(
            unit=unit, region=unit_by_code("32", "voivodeship"), code=terc, score=float(place), place=place,
            place_in_cell=place, is_in=True,
        )  # fmt: skip
    found = queries.scenario(actor=OFFICE, programme=national, wish=queries.wish_for(national))
    assert (found.wish.scope, found.outcome.total) == ("selection", WHOLE)
    by_score = queries.scenario(
        actor=OFFICE, programme=national, wish=wish(national, need="score", need_power=Fraction(1), ceiling=None)
    )
    assert by_score.by_code[THIRTEEN[6]].need == 1
    assert by_score.by_code[THIRTEEN[12]].need == Fraction(3, 2)
    decided(national)
    assert Participation.objects.count() == 13
