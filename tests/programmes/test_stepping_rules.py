"""Which step comes next, what it must rest on, and by which day: by example and for every path."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as some

from gromada.core import deadlines
from gromada.core.permissions import Refusal
from gromada.programmes import definitions, rules
from gromada.programmes.states import BY_ITSELF, MAY_BE_LEFT_OUT, ORDER, SIDE, UNFINANCED

STATES = [str(step) for step in ORDER]
NATIONAL = [step.code for step in definitions.read("pis").path]
LOCAL = [step.code for step in definitions.read("pal-jaktorow").path]
SATURDAY = date(2009, 7, 18)

paths = some.sets(some.sampled_from(STATES), min_size=1).map(lambda steps: [code for code in STATES if code in steps])


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("qualified", None),  # its amount comes first, and that is decided elsewhere
        ("informed", "joined"),
        ("joined", "assessed"),
        ("assessed", "consulting"),  # a plan for the first part may be left out
        ("planning_part", "consulting"),
        ("consulting", None),  # the council's vote is recorded with the strategy
        ("adopted", None),
        ("planning_whole", None),
        ("implementing", "sustaining"),
        ("sustaining", None),  # what is left is the end: it is closed
        ("settled", None),
        ("suspended", None),
        ("withdrawn", None),
    ],
)
def test_the_next_step_that_a_person_records(state, found):
    assert rules.next_by_hand(state, NATIONAL) == found


def test_a_programme_without_an_office_begins_with_the_diagnosis():
    assert rules.next_by_hand("qualified", LOCAL) == "assessed"
    assert rules.next_by_hand("assessed", LOCAL) == "consulting"
    assert rules.next_by_hand("consulting", LOCAL) is None


@given(path=paths, state=some.sampled_from(STATES))
def test_what_a_person_records_lies_ahead_and_jumps_over_nothing_that_must_be(path, state):
    ahead = rules.ahead(state, path)
    assert all(STATES.index(code) > STATES.index(state) for code in ahead)
    found = rules.next_by_hand(state, path)
    if found is None:
        return
    assert found not in BY_ITSELF
    assert found in ahead
    assert set(ahead[: ahead.index(found)]) <= set(MAY_BE_LEFT_OUT)


@given(
    days=some.integers(0, 400),
    since=some.dates(date(2007, 1, 1), date(2015, 12, 31)),
    until=some.dates(date(2009, 1, 1), date(2016, 12, 31)),
)
def test_a_term_ends_on_a_working_day_and_never_early(days, since, until):
    for counted_from, first in (("step_before", since), ("window", until)):
        due = rules.due_on(days, counted_from=counted_from, since=since, window_until=until)
        assert deadlines.is_working_day(due)
        assert first + timedelta(days=days) <= due <= first + timedelta(days=days + 7)
    assert rules.due_on(None, counted_from="window", since=since, window_until=until) is None


def test_unused_money_is_due_back_at_the_end_of_january():
    """domain.md 2.15 D7: 31 January 2010 is a Sunday."""
    turn = definitions.read("pis").step("settled").turn
    facts = {"counted_from": turn.due_from, "since": date(2009, 10, 1), "window_until": date(2009, 12, 31)}
    assert rules.due_on(turn.due_days, **facts) == date(2010, 2, 1)


@pytest.mark.parametrize(
    ("to", "allowed", "words"),
    [
        ("adopted", None, "comes by itself when the council's resolution is recorded"),
        ("adopted", "joined", "comes by itself"),
        ("sustaining", "joined", "Record “Joined” first"),
        ("joined", None, "what comes first"),
    ],
)
def test_a_step_that_is_not_next_is_refused_with_what_to_do(to, allowed, words):
    with pytest.raises(Refusal, match=words):
        rules.check_next(to, allowed, name=to.capitalize(), allowed_name="Joined")


def test_the_next_step_passes():
    rules.check_next("joined", "joined", name="Joined")
    rules.check_order(SATURDAY, SATURDAY)
    rules.check_paper(None, SATURDAY, has_file=False, number="")
    rules.check_conditions({}, [])


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (lambda: rules.check_order(SATURDAY, SATURDAY + timedelta(days=1)), "on"),
        (lambda: rules.check_paper(SATURDAY + timedelta(days=1), SATURDAY, has_file=False, number="1"), "paper_on"),
        (lambda: rules.check_paper(None, SATURDAY, has_file=True, number=""), "paper_number"),
        (lambda: rules.check_conditions({"a": "An account is open", "b": "B"}, ["b"]), "confirmed"),
        (lambda: rules.check_why("  ", "Write why."), "why"),
    ],
)
def test_a_refusal_names_the_field_it_is_about(check, field):
    with pytest.raises(rules.StepRefusal) as refused:
        check()
    assert (refused.value.field, refused.value.source) == (field, "domain.md 2.3")


@given(missing=some.sets(some.sampled_from("abcde")))
def test_every_condition_that_is_not_confirmed_is_named(missing):
    needed = {code: f"condition {code}" for code in "abcde"}
    confirmed = [code for code in needed if code not in missing]
    if not missing:
        rules.check_conditions(needed, confirmed)
        return
    with override("en"), pytest.raises(Refusal) as refused:
        rules.check_conditions(needed, confirmed)
    assert all((f"condition {code}" in str(refused.value)) == (code in missing) for code in needed)


def test_money_stands_still_beside_the_path_and_nowhere_else():
    assert set(UNFINANCED) == set(SIDE)
    for state in (*STATES, *SIDE):
        if state in UNFINANCED:
            with pytest.raises(Refusal, match="The financing of Bierzwnik stands still"):
                rules.check_financed(state, "Bierzwnik", name=state)
        else:
            rules.check_financed(state, "Bierzwnik", name=state)
