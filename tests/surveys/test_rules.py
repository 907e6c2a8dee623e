"""The rules: forms and what is wrong with them, conditions, answers, counts, small numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.surveys.rules import counting, editing, ready, stepping
from gromada.surveys.rules.answering import BadAnswer, as_sent, asked_in, holds, read, settle
from gromada.surveys.rules.checking import check, check_successor, problems
from gromada.surveys.rules.form import Choice, Comparison, Condition, Form, Question, Section, Words, data_of, form_of
from gromada.surveys.rules.running import check_takes_answers, new_code, plain_code
from tests.surveys.walk import ENDS, ON, OPENED, question, small, when

pytestmark = pytest.mark.usefixtures("en")


@pytest.mark.parametrize("one", ready.ready(), ids=lambda one: one.code)
def test_a_ready_questionnaire_has_no_mistakes_and_both_languages(one):
    assert problems(one.form, complete=True) == []
    assert all((one.title.pl, one.title.en, one.intro.en, one.after.en))
    for row in one.form.questions():
        assert all((row.text.pl, row.text.en)), row.code


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (small(question("a"), question("a")), "have this code"),
        (small(question("a b")), "A code begins with a letter"),
        (small(question("a", "one", choices=["1"])), "fewer than two answers"),
        (small(question("a", "one", choices=["1", "1"])), "Two answers have the code"),
        (small(question("a", "scale", choices=["1", "3"])), "follow each other"),
        (small(Question("a", "text", Words())), "has no words"),
        (small(question("a", "number", low=Decimal(9), high=Decimal(1))), "greater than the greatest"),
        (small(question("a", condition=when("nobody", "=", "1"))), "which is not in the form"),
        (small(question("a", condition=when("b", "=", "1")), question("b")), "which comes later"),
        (small(question("a", condition=when("a", "=", "1"))), "in a circle"),
        (
            small(question("a", condition=when("b", "=", "1")), question("b", condition=when("a", "=", "1"))),
            "in a circle",
        ),
        (small(question("a", "one", choices=[1, 2]), question("b", condition=when("a", "=", "9"))), "does not have"),
        (small(question("a", "one", choices=[1, 2]), question("b", condition=when("a", "has", "1"))), "cannot compare"),
        (small(question("a", "number"), question("b", condition=when("a", ">", "x"))), "not a number"),
        (small(question("a"), condition=when("a", "=", "1")), "in a circle"),
        (Form(), "asks nothing yet"),
        (Form((Section("part1"),)), "This part has no questions"),
    ],
)
def test_a_form_with_a_mistake_is_told_with_its_place(form, words):
    with pytest.raises(Refusal, match=words):
        check(form, complete=True)


def test_only_a_new_mistake_refuses_a_change():
    before = small(question("a", condition=when("nobody", "=", "1")))
    check(editing.put_question(before, "part1", question("b")), before=before)
    with pytest.raises(Refusal, match="fewer than two"):
        check(editing.put_question(before, "part1", question("b", "one")), before=before)


def test_a_code_that_was_answered_keeps_its_kind():
    with pytest.raises(Refusal, match="another kind"):
        check_successor(small(question("a")), small(question("a", "number")))
    check_successor(small(question("a")), small(question("b", "number")))


@pytest.mark.parametrize(
    ("sign", "value", "answer", "found"),
    [
        ("=", "1", "1", True),
        ("=", "1", None, False),
        ("!=", "1", None, True),
        ("!=", "", "x", True),
        ("=", "", None, True),
        ("=", "5", "5.0", True),
        (">", "5", "6", True),
        (">", "5", None, False),
        ("<=", "5", "5", True),
        ("has", "a", ["a", "b"], True),
        ("lacks", "a", None, True),
        ("has", "c", ["a", "b"], False),
    ],
)
def test_conditions_hold_as_in_xforms(sign, value, answer, found):
    assert holds(when("q", sign, value), {} if answer is None else {"q": answer}) is found


def test_and_or():
    tests = (Comparison("a", "=", "1"), Comparison("b", "=", "1"))
    assert not holds(Condition(tests), {"a": "1"})
    assert holds(Condition(tests, "or"), {"a": "1"})


@pytest.mark.parametrize(
    ("row", "sent", "kept"),
    [
        (question("a", "one", choices=[1, 2]), ["2"], "2"),
        (question("a", "many", choices=[1, 2, 3]), ["3", "1"], ["1", "3"]),
        (question("a", "number"), [" 1 200 "], "1200"),
        (question("a", "number", whole=False), ["2,50"], "2.5"),
        (question("a", "date"), ["16.7.2009"], "2009-07-16"),
        (question("a"), ["  <b>słowo</b>\x00 "], "<b>słowo</b>"),
        (question("a", "long"), ["", ""], None),
    ],
)
def test_a_rightful_answer_is_kept(row, sent, kept):
    assert read(row, sent) == kept


@pytest.mark.parametrize(
    ("row", "sent", "words"),
    [
        (question("a", "one", choices=[1, 2]), ["9"], "not among those"),
        (question("a", "one", choices=[1, 2]), ["1", "2"], "Choose one"),
        (question("a", "many", choices=[1, 2]), ["1", "x"], "not among those"),
        (question("a", "number"), ["1.5"], "whole number"),
        (question("a", "number"), ["many"], "whole number"),
        (question("a", "number", low=Decimal(10), high=Decimal(110)), ["9"], "from 10 to 110"),
        (question("a", "number", high=Decimal(5)), ["6"], "not greater than 5"),
        (question("a", "number", low=Decimal(5)), ["4"], "not less than 5"),
        (question("a", "number", whole=False), ["1.234"], "two digits"),
        (question("a", "number"), ["9" * 40], "whole number"),
        (question("a", "date"), ["31.02.2009"], "day like this"),
        (question("a"), ["x" * 201], "201 signs"),
        (question("a", "long"), ["x" * 2001], "up to 2000"),
    ],
)
def test_a_wrong_answer_is_told_in_words(row, sent, words):
    with pytest.raises(BadAnswer, match=words) as told:
        read(row, sent)
    assert told.value.field == "a"


BRANCHED = small(
    question("a", "one", choices=["yes", "no"], required=True),
    question("b", required=True, condition=when("a", "=", "yes")),
    question("c", condition=when("b", "!=", "")),
)


def test_what_is_not_asked_falls_away_and_what_is_missing_is_told():
    found = settle(BRANCHED, {"a": ["no"], "b": ["kept from before"], "c": ["too"]})
    assert (found.answers, found.problems) == ({"a": "no"}, ())
    found = settle(BRANCHED, {"a": ["yes"], "stranger": ["1"]})
    assert [bad.code for bad in found.problems] == ["stranger", "b"]


def test_a_part_comes_back_until_all_it_leads_to_was_shown():
    first = stepping.take(BRANCHED, 0, {}, ["a"], {"a": ["yes"]})
    assert [row.code for row in first.new] == ["b"]
    assert not first.is_done
    second = stepping.take(BRANCHED, 0, first.answers, ["a", "b"], {"a": ["yes"], "b": ["x"]})
    assert [row.code for row in second.new] == ["c"]
    third = stepping.take(BRANCHED, 0, second.answers, ["a", "b", "c"], {"a": ["no"], "b": ["x"], "c": ["y"]})
    assert third.is_done
    assert third.answers == {"a": "no"}


def test_a_part_that_is_not_asked_is_passed_over():
    form = Form(
        (
            Section("s1", questions=(question("a", "one", choices=["yes", "no"]),)),
            Section("s2", questions=(question("b"),), condition=when("a", "=", "yes")),
            Section("s3", questions=(question("c"),)),
        )
    )
    assert stepping.next_part(form, 0, {"a": "no"}) == 2
    assert stepping.next_part(form, 2, {"a": "no"}, -1) == 0
    assert stepping.counted(form, 2, {"a": "no"}) == (2, 2)
    assert stepping.next_part(form, 2, {"a": "yes"}) is None


# Properties ----------------------------------------------------------------------------------------------------------

codes = st.sampled_from(["a", "b", "c", "d", "e"])


@st.composite
def forms(draw):
    made, earlier = [], []
    for turn in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["one", "many", "scale", "number", "text", "date", "note"]))
        choices = [1, 2, 3] if kind in {"one", "many", "scale"} else []
        condition = None
        if earlier and draw(st.booleans()):
            above = draw(st.sampled_from(earlier))
            sign = "has" if above.kind == "many" else draw(st.sampled_from(["=", "!="]))
            condition = when(above.code, sign, draw(st.sampled_from(["1", "2"])))
        row = question(f"q{turn}", kind, choices=choices, required=draw(st.booleans()), condition=condition)
        made.append(row)
        if row.is_asked and kind != "date":
            earlier.append(row)
    return small(*made)


@given(forms())
def test_a_form_is_the_same_after_plain_data(form):
    assert form_of(data_of(form)) == form
    assert problems(form) == []


@given(forms(), st.data())
def test_what_is_settled_is_settled_again(form, data):
    sent = {}
    for row in form.asked():
        pool = {"number": ["1", "2", "40"], "date": ["2009-07-16"], "text": ["x", "1"]}.get(row.kind, ["1", "2", "3"])
        some = data.draw(st.lists(st.sampled_from(pool), unique=True, max_size=3 if row.kind == "many" else 1))
        sent[row.code] = some
    found = settle(form, sent)
    again = settle(form, as_sent(found.answers))
    assert again.answers == found.answers
    asked = {row.code for row in asked_in(form.sections[0], found.answers)}
    assert set(found.answers) <= asked


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=60))
def test_steps_hold_everybody_and_the_middle_is_the_middle(ages):
    row = question("n", "number")
    form = small(row)
    counts = counting.added_up([one for age in ages for one in counting.counts_of(form, {"n": str(age)})])
    tallies = {(one.bucket, "paper"): (one.number, one.total) for one in counts if one.question == "n"}
    found = counting.figures(row, tallies)
    assert sum(step.count for step in found.rows) == found.answered == found.paper == len(ages)
    assert len(found.rows) <= counting.STEPS
    assert found.mean == (Decimal(sum(ages)) / len(ages)).quantize(Decimal("0.1"), "ROUND_HALF_UP")
    if all(abs(age) < counting.EXACT for age in ages):
        ranked = sorted(ages)
        low, high = ranked[(len(ages) - 1) // 2], ranked[len(ages) // 2]
        assert found.median == (Decimal(low) + high) / 2


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_a_small_count_cannot_be_computed_from_the_others(counts):
    row = question("a", "one", choices=list(range(1, len(counts) + 1)))
    tallies = {(str(turn), "online"): (count, Decimal(0)) for turn, count in enumerate(counts, 1)}
    tallies["", "online"] = (sum(counts), Decimal(0))
    shown = counting.for_public(row, counting.figures(row, tallies))
    if sum(counts) < counting.SMALL:
        assert shown.rows == ()
        return
    hidden = [one for one in shown.rows if one.count is None]
    assert all(one.count == 0 or one.count >= counting.SMALL for one in shown.rows if one.count is not None)
    others = [count for count in counts if count]
    assert len(hidden) != 1 or len(others) == 1
    assert all(one.paper is None for one in shown.rows)


# Editing, codes, days ------------------------------------------------------------------------------------------------


def test_typed_answers_keep_their_codes():
    first = editing.choices_of("Tak | Yes\nNie | No\n")
    assert [(one.code, one.text) for one in first] == [("1", Words("Tak", "Yes")), ("2", Words("Nie", "No"))]
    assert editing.lines_of(first) == "1 = Tak | Yes\n2 = Nie | No"
    again = editing.choices_of("Może\n2 = Nie | No\nTak | Yes", first)
    assert [one.code for one in again] == ["3", "2", "1"] or [one.code for one in again] == ["1", "2", "3"]
    assert len({one.code for one in again}) == 3


def test_a_question_moves_through_the_parts():
    form = Form((Section("s1", questions=(question("a"), question("b"))), Section("s2", questions=(question("c"),))))
    order = lambda one: [[row.code for row in part.questions] for part in one.sections]  # noqa: E731 - short
    assert order(editing.move(form, "b", 1)) == [["a"], ["b", "c"]]
    assert order(editing.move(form, "b", -1)) == [["b", "a"], ["c"]]
    assert order(editing.move(form, "c", -1)) == [["a", "b", "c"], []]
    assert order(editing.move(form, "s2", -1)) == [["c"], ["a", "b"]]
    assert editing.move(form, "a", -1) == form
    assert editing.free_code(form, "q") == "q1"


def test_codes_are_read_as_people_type_them():
    made = new_code()
    assert plain_code(made.lower().replace("-", " ")) == made.replace("-", "")
    assert plain_code("ABCD-EFG") == plain_code("ABCD-EFG0") == ""
    assert len({new_code() for _turn in range(200)}) == 200


def test_a_survey_takes_answers_on_its_days():
    check_takes_answers("open", OPENED, ENDS, ON)
    for state, on, words in (
        ("draft", ON, "not begun"),
        ("open", OPENED.replace(day=1), "begins on 15.06.2009"),
        ("open", ENDS.replace(month=8), "ended on 31.07.2009"),
        ("closed", ON, "ended"),
    ):
        with pytest.raises(Refusal, match=words):
            check_takes_answers(state, OPENED, ENDS, on)


def test_a_scale_without_words_is_fine():
    row = Question("a", "scale", Words("x"), choices=tuple(Choice(str(turn), Words()) for turn in range(1, 6)))
    assert problems(small(row)) == []
