"""Units through several editions: the same history in any order, and every edition true on its day."""

from datetime import date
from itertools import pairwise, permutations

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from gromada.territory.rules import Entry, Facts, Register, Span, Story, diff, read_register, take_in

DAYS = [date(2005, 1, 1), date(2017, 1, 1), date(2022, 1, 1)]
ABOVE = [Entry("voivodeship", "10", "łódzkie"), Entry("powiat", "1012", "radomszczański"), Entry("powiat", "1010", "p")]
NAMES = {"01": ("Radomsko",), "02": ("Dobryszyce", "Dobryszyce Nowe"), "11": ("Przedbórz",), "13": ("Żytno",)}


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def gmina(number: str, kind: str, name: str, powiat: str = "1012") -> Entry:
    return Entry("gmina", f"{powiat}{number}{kind}", name, kind)


@st.composite
def editions(draw):
    """Gminas that come, go, change kind and name; one, whose name stays, moves between powiats and so changes its code."""
    made = {}
    for day in DAYS:
        rows = [
            gmina(number, draw(st.sampled_from("123")), draw(st.sampled_from(names)))
            for number, names in NAMES.items()
            if draw(st.booleans())
        ]
        powiat = draw(st.sampled_from(["1012", "1010"]))
        made[day] = [*ABOVE, *rows, gmina("20", draw(st.sampled_from("23")), "Wędrowna", powiat)]
    return made


def history(register: Register):
    def chain(key):
        return None if key is None else min((span.start, span.facts.code) for span in register.stories[key].spans)

    return {
        (
            story.level,
            tuple(
                (span.facts.code, span.facts.kind, span.facts.name, chain(span.facts.above), span.start, span.until)
                for span in story.spans
            ),
        )
        for story in register.stories.values()
    }


@settings(max_examples=60)
@given(editions())
def test_any_order_of_editions_gives_the_same_history(made):
    found = []
    for order in permutations(DAYS):
        register = Register()
        for day in order:
            taken = take_in(register, day, made[day])
            assert not taken.conflicts
        found.append(history(register))
        for day in DAYS:
            there = {facts.code: facts.name for story in register.stories.values() if (facts := story.on(day))}
            assert there == {entry.code: entry.name for entry in made[day]}
    assert all(other == found[0] for other in found)


@settings(max_examples=40)
@given(editions())
def test_spans_of_a_unit_never_overlap_and_the_same_edition_twice_changes_nothing(made):
    register = Register()
    for day in DAYS:
        take_in(register, day, made[day])
    before = history(register)
    for story in register.stories.values():
        ordered = sorted(story.spans, key=lambda span: span.start)
        for earlier, later in pairwise(ordered):
            assert earlier.until is not None
            assert earlier.until <= later.start
    again = take_in(register, DAYS[1], made[DAYS[1]])
    assert history(register) == before
    assert {act for _entry, story, act in again.rows if not story.is_new} <= {"same"}


def test_a_village_that_became_a_town_is_the_same_unit():
    register = Register()
    take_in(register, DAYS[0], [*ABOVE, gmina("11", "2", "Przedbórz")])
    take_in(register, DAYS[1], [*ABOVE, gmina("11", "3", "Przedbórz")])
    (story,) = register.of_level("gmina")
    assert [(span.facts.code, span.start, span.until) for span in story.spans] == [
        ("1012112", DAYS[0], DAYS[1]),
        ("1012113", DAYS[1], None),
    ]
    assert diff(register, DAYS[0], DAYS[1])["changed_kind"] == ["1012113"]


def test_a_new_code_is_the_old_unit_only_where_one_name_is_left_over():
    register = Register()
    take_in(
        register, DAYS[0], [*ABOVE, gmina("09", "2", "Dąbrowa"), gmina("10", "2", "Dąbrowa"), gmina("13", "2", "Żytno")]
    )
    taken = take_in(register, DAYS[1], [*ABOVE, gmina("01", "2", "Dąbrowa", "1010"), gmina("02", "2", "Żytno", "1010")])
    assert len(register.of_level("gmina")) == 4
    words = sorted(str(doubt) for _entry, doubt in taken.doubts)
    assert words == [
        "Dąbrowa may be one of several units that are gone; it is taken for a new one.",
        "Żytno is taken for the unit that had the code 1012132.",
    ]
    assert diff(register, DAYS[0], DAYS[1]) == {
        "new": ["1010012"],
        "gone": ["1012092", "1012102"],
        "renamed": [],
        "changed_kind": [],
        "recoded": ["1010022"],
    }


def test_a_unit_recorded_by_hand_on_the_day_that_does_not_have_it_is_a_conflict():
    facts = Facts("1012992", "2", "Luźna", None)
    register = Register([Story(1, "gmina", [Span(facts, DAYS[0], None, pk=7)])])
    taken = take_in(register, DAYS[0], ABOVE)
    assert [story.key for story in taken.conflicts] == [1]
    later = Register([Story(1, "gmina", [Span(facts, DAYS[0], None, pk=7)])])
    assert [story.key for story in take_in(later, DAYS[1], ABOVE).gone] == [1]
    assert later.stories[1].spans[0].until == DAYS[1]


def test_a_part_of_the_country_lets_nobody_go():
    register = Register()
    take_in(register, DAYS[0], [*ABOVE, gmina("01", "1", "Radomsko")])
    assert take_in(register, DAYS[1], [*ABOVE, gmina("11", "2", "Przedbórz")], whole=False).gone == []


@pytest.mark.shared
def test_the_real_editions_give_one_history_in_any_order(shared):
    names = ["NTS_2005-01-01.csv", "TERC_2017-01-01_old_format.xml", "TERC_Urzedowy_2022-01-01.csv"]
    read = [read_register((shared / "teryt" / name).read_bytes()) for name in names]
    found = []
    for order in ((0, 1, 2), (2, 1, 0), (2, 0, 1)):
        register = Register()
        for place in order:
            take_in(register, read[place].as_of, read[place].entries)
        found.append(history(register))
    assert found[0] == found[1] == found[2]
    changed = diff(register, DAYS[0], DAYS[1])
    assert (changed["new"], changed["gone"]) == (["1807102"], ["0809102"])  # Jaśliska; Zielona Góra, the rural one
    assert changed["recoded"] == ["0265011", "0603153"]  # Wałbrzych and Rejowiec stay one unit each
    assert len(changed["changed_kind"]) == 41
