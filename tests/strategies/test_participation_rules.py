"""Rules of work with residents: lists of names, paragraphs of a draft, what may be sent, dots and their count."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.core.text import fold
from gromada.strategies.rules import attendance, commenting, voting


def test_three_hundred_pasted_names_are_cleaned_and_the_doubled_ones_named():
    lines = [f"{number}.\tJan {'abcdefghij'[number % 10]}{number}\tBierzwnik" for number in range(1, 299)]
    read = attendance.clean_names("\r\n".join([*lines, "  Anna   Nowak ", "12) ANNA NOWAK", "........", "- Piotr Zet"]))
    assert (len(read.names), read.doubled) == (300, ("ANNA NOWAK",))
    assert read.names[0] == "Jan b1 Bierzwnik"
    assert read.names[-2:] == ("Anna Nowak", "Piotr Zet")


def test_a_line_that_is_no_name_is_told_with_its_number(en):
    with pytest.raises(Refusal, match="Line 2 has 200"):
        attendance.clean_names("Anna Nowak\n" + "x" * 200)


@given(st.text(max_size=400))
def test_names_are_each_once_and_never_empty(text):
    try:
        read = attendance.clean_names(text)
    except Refusal:
        return
    keys = [fold(name) for name in read.names]
    assert len(set(keys)) == len(keys)
    assert all(name.strip() for name in read.names)
    again = attendance.clean_names("\n".join(read.names))
    assert len(again.names) <= len(read.names)


def test_more_may_come_than_sign_but_never_fewer(en):
    assert attendance.attended(None, 12) == 12
    assert attendance.attended(20, 12) == 20
    assert attendance.attended(None, 0) is None
    with pytest.raises(Refusal, match="12 names"):
        attendance.attended(5, 12)


def test_names_are_kept_until_the_end_of_the_fifth_year():
    assert attendance.keep_until(date(2008, 4, 8)) == date(2013, 12, 31)


def test_a_draft_is_cut_at_empty_lines_and_headings():
    rows = commenting.paragraphs_of("# Diagnoza\n\nJedno.\n\n\n## Cele\nDrugie\nwiersz.\n\nTrzecie.")
    assert [(row["heading"], row["text"]) for row in rows] == [
        ("Diagnoza", "Jedno."), ("Cele", "Drugie\nwiersz."), ("", "Trzecie."),
    ]  # fmt: skip
    assert rows == commenting.paragraphs_of("# Diagnoza\n\nJedno.\n\n\n## Cele\nDrugie\nwiersz.\n\nTrzecie.")
    assert len({row["key"] for row in rows}) == 3


@given(st.text(max_size=2000))
def test_every_paragraph_has_words_and_a_key_of_its_own(text):
    try:
        rows = commenting.paragraphs_of(text)
    except Refusal:
        return
    assert all(row["text"].strip() for row in rows)
    assert len({row["key"] for row in rows}) == len(rows)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b <b>", "{{ 7*7 }}"])
def test_marks_stay_letters(text):
    assert commenting.plain(text) == text


def test_signs_that_control_a_screen_go_and_long_texts_are_told(en):
    assert commenting.plain("a\x00b\u202ec\nd\t") == "abc\nd"
    with pytest.raises(Refusal, match="4001"):
        commenting.plain("x" * 4001)
    with pytest.raises(Refusal, match="Nothing is written"):
        commenting.plain(" \n ")


@pytest.mark.parametrize(
    ("state", "on", "word"),
    [
        ("planned", date(2008, 6, 10), "from 02.06.2008"),
        ("open", date(2008, 6, 1), "from 02.06.2008"),
        ("open", date(2008, 7, 1), "until 30.06.2008"),
        ("closed", date(2008, 6, 10), "until"),
    ],
)
def test_comments_are_taken_between_the_days_alone(en, state, on, word):
    with pytest.raises(Refusal, match=word):
        commenting.check_takes_comments(state, date(2008, 6, 2), date(2008, 6, 30), on)
    commenting.check_takes_comments("open", date(2008, 6, 2), date(2008, 6, 30), date(2008, 6, 30))


def test_people_have_a_week():
    commenting.check_length(date(2008, 6, 2), date(2008, 6, 8))
    with pytest.raises(Refusal):
        commenting.check_length(date(2008, 6, 2), date(2008, 6, 7))


def test_one_address_sends_twenty_an_hour():
    commenting.check_tries(19)
    with pytest.raises(commenting.TooMany):
        commenting.check_tries(20)


@pytest.mark.parametrize(
    ("dots", "word"),
    [({}, "No dot"), ({1: 0}, "No dot"), ({1: 4}, "at most 3"), ({1: 3, 2: 3}, "Take 1 away"), ({9: 1}, "number 9"),
     ({1: -1, 2: 2}, "at most")],
)  # fmt: skip
def test_a_wrong_ballot_is_refused(en, dots, word):
    with pytest.raises(Refusal, match=word):
        voting.check_ballot(dots, [1, 2, 3], 5, 3)


@given(st.dictionaries(st.integers(1, 6), st.integers(-1, 6)), st.integers(1, 8), st.integers(1, 8))
def test_a_ballot_that_is_taken_keeps_both_limits(dots, have, most):
    most = min(most, have)
    try:
        laid = voting.check_ballot(dots, [1, 2, 3, 4], have, most)
    except Refusal:
        return
    assert 0 < sum(laid.values()) <= have
    assert all(0 < count <= most for count in laid.values())
    assert {number: count for number, count in dots.items() if count} == laid


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
def test_paper_and_online_are_one_count(dots):
    options = [(number, f"o{number}", *pair) for number, pair in enumerate(dots, 1)]
    rows = voting.counted(options)
    turned = voting.counted([(number, text, paper, online) for number, text, online, paper in options])
    assert [(row.rank, row.number, row.together) for row in rows] == [
        (row.rank, row.number, row.together) for row in turned
    ]
    assert sum(row.together for row in rows) == sum(map(sum, dots))
    for one, other in itertools.pairwise(rows):
        assert one.together >= other.together
        assert (one.rank == other.rank) == (one.together == other.together)
