"""Choosing gminas by a recipe: every step, who is in, by how much; what holds whatever the figures are."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.permissions import Refusal
from gromada.programmes import definitions
from gromada.programmes.definitions import DefinitionError, check_recipe, read_recipe, recipe_of
from gromada.programmes.rules import preparing, seats, selecting
from gromada.programmes.rules.selecting import Candidate, select

YEARS = {"unemployment": 2019, "turnout": 2019}
TWO = [
    {"indicator": "unemployment", "weight": "0.75"},
    {"indicator": "turnout", "weight": "0.25", "direction": "lower"},
]


@pytest.fixture(autouse=True)
def en():
    translation.activate("en")


def recipe(**changes):
    return recipe_of({"gminas": 2, "measures": TWO, **changes})


def gmina(code, *values):
    return Candidate(
        code, f"G{code}", code[:2], tuple(None if value is None else Decimal(str(value)) for value in values)
    )


FOUR = [gmina("0201012", 10, 60), gmina("0201022", 2, 50), gmina("0401012", 6, 40), gmina("0401022", 6, 50)]


def by_code(outcome):
    return {row.candidate.code: row for row in outcome.rows}


def test_every_step_of_a_score_can_be_followed():
    rows = by_code(select(recipe(), FOUR, YEARS))
    first, second = rows["0201012"].steps
    # 10, 2, 6, 6: mean 6, deviation the root of 8; 60, 50, 40, 50: mean 50, deviation the root of 50.
    assert first.scaled == pytest.approx(4 / 8**0.5)
    assert (first.weight, second.weight) == (0.75, 0.25)
    assert second.signed == -second.scaled == pytest.approx(-10 / 50**0.5)
    assert rows["0201012"].score == round(first.part + second.part, 9)
    assert [row.candidate.code for row in select(recipe(), FOUR, YEARS).rows] == [
        "0201012",
        "0401012",
        "0401022",
        "0201022",
    ]


def test_who_is_in_and_by_how_much():
    rows = by_code(select(recipe(), FOUR, YEARS))
    last_in, first_out = rows["0401012"], rows["0401022"]
    assert (last_in.is_in, last_in.places, first_out.is_in, first_out.places) == (True, 1, False, -1)
    assert last_in.margin == -first_out.margin == round(last_in.score - first_out.score, 9)
    assert rows["0201012"].places == 2


def test_equal_scores_are_decided_by_the_indicator_named_then_by_the_code():
    alike = [gmina("0401022", 5, 50), gmina("0401012", 5, 50), gmina("0201012", 6, 60)]
    flat = recipe(gminas=1, measures=[TWO[0] | {"weight": 1, "winsor": "1/3"}, TWO[1] | {"weight": 0}])
    assert [row.score for row in select(flat, alike, YEARS).rows] == [0.0, 0.0, 0.0]
    assert select(flat, alike, YEARS).selected == ["0201012"]
    assert select(replace(flat, ties="turnout"), alike, YEARS).selected == ["0401012"]
    assert select(replace(flat, ties="unemployment"), alike, YEARS).selected == ["0201012"]


@pytest.mark.parametrize(("rule", "wanted"), [("median", "0401012"), ("drop", "0401012"), ("exclude", "0401022")])
def test_a_missing_figure(rule, wanted):
    some = [gmina("0201012", 10, 60), gmina("0201022", 2, 50), gmina("0401012", 9, None), gmina("0401022", 6, 50)]
    outcome = select(recipe(missing=rule), some, YEARS)
    assert outcome.selected == ["0201012", wanted]
    assert outcome.missing == {"unemployment": 0, "turnout": 1}
    row = by_code(outcome)["0401012"]
    filled = row.steps[1]
    if rule == "median":
        assert (filled.filled, filled.prepared) == (True, 50.0)
    elif rule == "drop":
        assert (filled.weight, row.steps[0].weight) == (None, 1.0)
    else:
        assert (row.score, row.is_in, row.place) == (None, False, 4)


def test_a_missing_figure_can_refuse_the_whole():
    with pytest.raises(Refusal, match=r"1 gmina.*turnout.*G0401012 \(0401012\)"):
        select(recipe(), [gmina("0201012", 10, 60), gmina("0401012", 9, None)], YEARS)
    with pytest.raises(Refusal, match=r"turnout"):
        select(recipe(missing="median"), [gmina("0201012", 10, None), gmina("0401012", 9, None)], YEARS)


def test_a_logarithm_of_nothing_is_refused_by_name():
    logged = recipe(measures=[TWO[0] | {"weight": 1, "log": True}])
    with pytest.raises(Refusal, match=r"G0201022 \(0201022\): unemployment .* 0"):
        select(logged, [gmina("0201012", 10), gmina("0201022", 0)], YEARS)


def test_a_geometric_mean_lets_no_nought_wipe_out_the_rest():
    measures = [part | {"transform": "minmax"} for part in TWO]
    rows = by_code(select(recipe(aggregation="geometric", measures=measures), FOUR, YEARS))
    low = rows["0201022"]
    assert low.steps[0].signed == preparing.LEAST
    assert 0 < low.score < rows["0201012"].score < 1


def test_the_named_are_in_whatever_their_score_and_the_others_share_the_rest():
    rows = by_code(select(recipe(named=["0201022"]), FOUR, YEARS))
    assert [code for code, row in rows.items() if row.is_in] == ["0201012", "0201022"]
    assert (rows["0201022"].is_named, rows["0201022"].places, rows["0401012"].places) == (True, None, -1)
    # A village that became a town since keeps six digits of its code.
    assert select(recipe(named=["0201023"]), FOUR, YEARS).selected == ["0201012", "0201022"]
    with pytest.raises(Refusal, match="9999992"):
        select(recipe(named=["9999992"]), FOUR, YEARS)


def test_places_fixed_by_voivodeship_and_the_rest_from_one_list():
    abroad = [*FOUR, gmina("0601012", 1, 90), gmina("0801012", 3, 50)]
    fixed = recipe(gminas=3, quota="fixed", places=[{"region": "06", "gminas": 1}, {"region": "04", "gminas": 1}])
    outcome = select(fixed, abroad, YEARS)
    assert outcome.selected == ["0201012", "0401012", "0601012"]
    assert [(cut.cell, cut.seats, cut.ranked) for cut in outcome.cuts] == [("", 1, 3), ("04", 1, 2), ("06", 1, 1)]
    assert by_code(outcome)["0601012"].place_in_cell == 1


def test_places_in_proportion_add_up_by_the_largest_remainder():
    found = seats.seats(
        recipe(gminas=5, quota="proportional"), ["02"] * 7 + ["04"] * 3 + ["06"] * 3, {"02": 7, "04": 3, "06": 3}
    )
    assert found == {"02": 3, "04": 1, "06": 1}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gminas": 5}, "5.*4"),
        ({"quota": "fixed", "places": [{"region": "06", "gminas": 1}]}, "06.*1.*0"),
        (
            {"quota": "fixed", "places": [{"region": "02", "gminas": 1}, {"region": "04", "gminas": 1}]}
            | {"named": ["0201012", "0201022"]},
            "02",
        ),
    ],
)  # fmt: skip
def test_more_places_than_gminas_are_refused_with_both_numbers(changes, words):
    with pytest.raises(Refusal, match=words):
        select(recipe(**changes), FOUR, YEARS)


# A recipe before any figure -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"measures": [TWO[0]]}, "weights_sum", "0.75"),
        ({"measures": [TWO[0], TWO[0]]}, "measure_twice", "unemployment"),
        ({"measures": [TWO[0], TWO[1] | {"indicator": "luck"}]}, "indicator_unknown", r"measures\[2\].*luck"),
        ({"measures": [TWO[0] | {"weight": "1.25"}, TWO[1] | {"weight": "-0.25"}]}, "weight_below_zero", "turnout"),
        ({"measures": [TWO[0] | {"winsor": "1/2"}, TWO[1]]}, "winsor_outside", "1/2"),
        ({"aggregation": "geometric"}, "geometric_zscore", "z-score"),
        ({"ties": "density"}, "ties_unknown", "density"),
        ({"gminas": 0}, "gminas_missing", ""),
        ({"quota": "fixed", "places": [{"region": "02", "gminas": 3}]}, "places_sum", "3.*2"),
        ({"quota": "fixed", "voivodeships": ["02"], "places": [{"region": "02", "gminas": 1}]}, "places_sum", "1.*2"),
        ({"quota": "fixed", "voivodeships": ["02"], "places": [{"region": "04", "gminas": 2}]}, "places_unknown", "04"),
        ({"unit_kinds": ["22"]}, "codes_wrong", "unit_kinds"),
    ],
)
def test_a_recipe_that_cannot_be_followed_says_where_and_why(changes, code, words):
    findings = list(check_recipe(recipe(**changes)))
    found = next(item for item in findings if item.code == code)
    assert re.search(words, found.sentence)


def test_weights_may_add_up_to_one_or_to_a_hundred():
    hundred = recipe(measures=[TWO[0] | {"weight": 75}, TWO[1] | {"weight": 25}])
    assert not list(check_recipe(hundred))
    assert selecting.recipe_digest(hundred) == selecting.recipe_digest(recipe())
    assert select(hundred, FOUR, YEARS).digest == select(recipe(), FOUR, YEARS).digest


def test_a_recipe_is_read_from_a_file_of_its_own_from_a_definition_and_from_what_is_kept(tmp_path):
    text = 'gminas = 2\nquota = "country"\n[[measures]]\nindicator = "unemployment"\nweight = 0.75\n'
    text += '[[measures]]\nindicator = "turnout"\ndirection = "lower"\nweight = 0.25\n'
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    assert read_recipe(path) == recipe()
    assert recipe().measures[0].weight == Fraction(3, 4)
    assert definitions.recipe_in(definitions.stored_recipe(recipe())) == recipe()
    whole = read_recipe(definitions.definition_files()[-1])
    assert len(whole.measures) == 8
    with pytest.raises(DefinitionError, match=r"mine.toml, selection.measures\[1\].weigth"):
        read_recipe(path.rename(path) if not path.write_text(text.replace("weight", "weigth", 1)) else path)


def test_the_programmes_file_fills_what_the_recipe_leaves_out():
    definition = definitions.read("pis")
    filled = definitions.recipe_for(definition)
    assert (filled.gminas, filled.unit_kinds, len(filled.voivodeships)) == (500, ("2", "3"), 13)
    assert {place.region: place.gminas for place in filled.places} == {"02": 5, "06": 97, "10": 37, "32": 13}
    assert len(filled.named) == 13
    assert sum(filled.weights) == 1
    assert not list(check_recipe(filled))
    assert {part.certainty for part in filled.measures} == {"interpretation"}


# What holds whatever the figures are ----------------------------------------------------------------------------------

FIGURE = st.decimals(min_value=0, max_value=1000, places=1)
FIGURES = st.lists(st.tuples(FIGURE, FIGURE), min_size=4, max_size=30)
TRANSFORMS = st.sampled_from(["zscore", "minmax", "percentile"])


def field(figures):
    return [
        gmina(f"{2 * (1 + at % 3):02d}{1 + at // 90:02d}{1 + at % 90:02d}2", *values)
        for at, values in enumerate(figures)
    ]


def of_kind(transform, **changes):
    return recipe(measures=[part | {"transform": transform} for part in TWO], **changes)


@given(FIGURES, TRANSFORMS, st.randoms(use_true_random=False))
def test_the_order_of_the_gminas_does_not_matter(figures, transform, chance):
    gminas = field(figures)
    mixed = list(gminas)
    chance.shuffle(mixed)
    assert select(of_kind(transform), gminas, YEARS) == select(of_kind(transform), mixed, YEARS)


@given(FIGURES, TRANSFORMS, st.integers(1, 3))
def test_as_many_are_chosen_as_the_recipe_says_and_none_out_is_above_one_in(figures, transform, wanted):
    outcome = select(of_kind(transform, gminas=wanted), field(figures), YEARS)
    assert len(outcome.selected) == wanted
    cut = min(row.score for row in outcome.rows if row.is_in)
    assert all(row.score <= cut for row in outcome.rows if not row.is_in)
    assert [row.place for row in outcome.rows] == list(range(1, len(figures) + 1))
    assert all((row.places > 0) == row.is_in for row in outcome.rows)
    assert sorted(row.places for row in outcome.rows) == [
        *range(wanted - len(figures), 0), *range(1, wanted + 1)
    ]  # fmt: skip


@given(FIGURES, st.sampled_from(["country", "proportional"]), TRANSFORMS)
def test_places_of_every_list_are_filled(figures, quota, transform):
    outcome = select(of_kind(transform, quota=quota, gminas=3), field(figures), YEARS)
    for cut in outcome.cuts:
        assert sum(row.is_in for row in outcome.rows if row.cell == cut.cell) == cut.seats
    assert sum(cut.seats for cut in outcome.cuts) == 3


@given(FIGURES, st.sampled_from(["percentile", "minmax"]), st.integers(0, 29), FIGURE)
def test_more_need_never_means_a_lower_place_on_a_percentile_and_within_the_range_on_min_max(
    figures, transform, at, more
):
    """Min-max and percentile look at the other gminas only through their order and their ends.

    A z-score does not promise it: one gmina's higher figure widens the spread for all and so shrinks what the same
    indicator weighs against the others. On min-max the same holds for a figure beyond the ends, so it stays within.
    """
    at %= len(figures)
    highest = max(value for value, _other in figures)
    lowest_of_others = min(value for turn, (value, _other) in enumerate(figures) if turn != at)
    before = by_code(select(of_kind(transform), field(figures), YEARS))
    raised = list(figures)
    value = figures[at][0]
    if transform == "minmax" and value < lowest_of_others:
        return  # the lowest of all rises: the scale itself moves
    raised[at] = (min(value + more, highest) if transform == "minmax" else value + more, figures[at][1])
    after = by_code(select(of_kind(transform), field(raised), YEARS))
    code = field(figures)[at].code
    assert after[code].place <= before[code].place


@given(FIGURES, TRANSFORMS)
def test_the_checksum_tells_every_change_and_nothing_else(figures, transform):
    gminas = field(figures)
    first = select(of_kind(transform), gminas, YEARS)
    written = [replace(one, values=tuple(value * Decimal("1.000") for value in one.values)) for one in gminas]
    assert select(of_kind(transform), written, YEARS).digest == first.digest
    other = [replace(gminas[0], values=(gminas[0].values[0] + 1, gminas[0].values[1])), *gminas[1:]]
    assert select(of_kind(transform), other, YEARS).digest != first.digest
    assert select(of_kind(transform), gminas, YEARS | {"turnout": 2018}).digest != first.digest


def test_the_result_is_the_same_on_every_machine():
    """A literal: computed here once, it must come out again wherever this runs."""
    measures = [TWO[0] | {"log": True}, TWO[1] | {"transform": "percentile"}]
    outcome = select(recipe(measures=measures), FOUR, YEARS)
    assert [(row.candidate.code, row.score) for row in outcome.rows] == SCORES
    assert outcome.digest == DIGEST


SCORES = [("0201012", 0.870687724), ("0401012", 0.406280817), ("0401022", 0.312530817), ("0201022", -1.089499359)]
DIGEST = "c5143122032c66c5a2a895d91003aab21b825500192f5de2a8be2b3bcea7e5e7"
