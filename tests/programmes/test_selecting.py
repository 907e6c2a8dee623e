"""Lists of gminas as they are kept, proved, decided and read from an official table; nothing is left behind by a refusal."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.utils.translation import override

from gromada.core import audit
from gromada.core.imports import File, importer, run_now, undo
from gromada.core.models import AuditEvent
from gromada.core.permissions import SYSTEM, NotAllowed, Refusal
from gromada.core.workflow import move
from gromada.programmes import actions, queries
from gromada.programmes.models import (
    Participation,
    SelectionDecision,
    SelectionRow,
    SelectionRun,
    Sensitivity,
)
from gromada.programmes.rules import sensitivity
from gromada.programmes.states import SELECTION, SelectionState
from gromada.project import cli
from tests.programmes.country import MEASURES, country, measure, recipe
from tests.programmes.walk import joined
from tests.strategies.walk import actor

pytestmark = pytest.mark.django_db
DAY = date(2007, 10, 1)
CHOSEN = ["0601012", "0601022", "1001012"]


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.fixture
def units():
    return country()


@pytest.fixture
def programme():
    return queries.programme("pis")


def made(programme, by=SYSTEM, **changes):
    return actions.select(programme=programme, recipe=recipe(**changes), title="Trial", by=by, on=DAY)


def listed(programme, units, codes=CHOSEN, title="Annex 1"):
    return actions.take_official_list(
        programme=programme, units=[units[code] for code in codes], title=title, by=SYSTEM, on=DAY
    )


def nothing_is_left():
    return not (SelectionRun.objects.exists() or SelectionRow.objects.exists() or SelectionDecision.objects.exists())


# Computing ------------------------------------------------------------------------------------------------------------


def test_a_list_is_kept_with_its_recipe_its_figures_and_every_step(units, programme):
    run = made(programme)
    assert [unit.code for unit in queries.chosen_units(run)] == CHOSEN
    assert (run.state, run.kind, run.facts["eligible"], run.facts["selected"]) == ("draft", "computed", 6, 3)
    assert run.facts["years"] == {"unemployment": 2006, "turnout": 2006}
    assert run.facts["sources"]["turnout"] == ["GUS BDL"]
    assert json.loads(run.recipe)["measures"][0] == {"indicator": "unemployment", "weight": "3/5"}
    rows = {row.code: row for row in queries.all_rows(run)}
    assert set(rows) == {"0601012", "0601022", "0601033", "1001012", "1001022", "1001032"}  # the town is not eligible
    best = rows["0601012"]
    steps = queries.steps_of(best)
    assert (best.place, best.is_in, best.places, steps[0].raw) == (1, True, 3, Decimal(12))
    assert best.score == pytest.approx(sum(step.part for step in steps), abs=1e-8)
    assert rows["0601033"].places == -1
    assert rows["0601033"].margin == -rows["1001012"].margin < 0
    [event] = AuditEvent.objects.filter(deed="programmes.select")
    assert (event.object_id, event.new_state) == (str(run.pk), "draft")


def test_the_same_recipe_with_the_same_figures_is_the_same_list_for_ever(units, programme):
    run = made(programme)
    assert made(programme) == run
    assert made(programme, measures=[dict(MEASURES[0], weight=60), dict(MEASURES[1], weight=40)]) == run
    proof = queries.proof(run)
    assert (proof.is_same, proof.again, proof.figures_changed, proof.is_same_today) == (True, run.digest, 0, True)
    measure(units["0601033"], "unemployment", 20)
    proof = queries.proof(run)
    assert (proof.is_same, proof.figures_changed) == (True, 1)
    assert made(programme) != run


def test_a_row_changed_past_the_programme_is_found_and_the_list_cannot_be_decided(units, programme):
    run = made(programme)
    SelectionRow.objects.filter(run=run, code="1001032").update(is_in=True)
    assert not queries.proof(run).is_same
    with pytest.raises(Refusal, match="does not come out again"):
        actions.decide_selection(run=run, by=SYSTEM, on=DAY)
    assert not Participation.objects.exists()


def test_without_a_year_the_latest_that_is_well_covered_is_taken(units, programme):
    measure(units["0601012"], "unemployment", 1, year=2007)  # one gmina alone is no year
    assert made(programme).facts["years"]["unemployment"] == 2006
    fixed = [dict(MEASURES[0], year=2007), MEASURES[1]]
    with pytest.raises(Refusal, match="5 gminas have no figure of unemployment"):
        made(programme, measures=fixed)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"gminas": 7}, "7 gminas are to be chosen, and 6 can be"),
        ({"measures": [MEASURES[0]]}, "add up to 0.6"),
        ({"measures": [dict(MEASURES[0], indicator="luck", weight=1)]}, "luck is not known"),
        ({"measures": [dict(MEASURES[0], indicator="density", weight=1)]}, "no figure of density"),
        ({"voivodeships": ["08"]}, "No gmina is eligible"),
        ({"quota": "fixed", "places": [{"region": "06", "gminas": 4}]}, "add up to 4"),
    ],
)
def test_a_recipe_that_cannot_be_followed_is_refused_and_nothing_is_kept(units, programme, changes, words):
    with pytest.raises(Refusal, match=words):
        made(programme, **changes)
    assert nothing_is_left()


def test_choosing_and_deciding_is_the_offices(units, programme):
    run = made(programme)
    for role in ("consultant", "auditor", "lender", "rops"):
        with pytest.raises(NotAllowed):
            made(programme, by=actor(role), gminas=2)
        with pytest.raises(NotAllowed):
            actions.decide_selection(run=run, by=actor(role), on=DAY)
        with pytest.raises(NotAllowed):
            actions.drop_selection(run=run, by=actor(role), on=DAY)
    assert SelectionRun.objects.count() == 1
    assert actions.decide_selection(run=run, by=actor("programme_office"), on=DAY).state == "decided"


# Deciding -------------------------------------------------------------------------------------------------------------


def test_a_decided_list_lets_its_gminas_take_part_and_leaves_those_there(units, programme):
    before = joined("3202012")
    run = actions.decide_selection(run=made(programme), by=SYSTEM, on=DAY)
    places = Participation.objects.select_related("unit", "account__parent").order_by("unit__code")
    assert [place.unit.code for place in places] == [*CHOSEN, "3202012"]
    assert {place.state_since for place in places if place.unit.code != "3202012"} == {DAY}
    assert places[0].account.parent.reference == "programme:pis/06"
    assert SelectionDecision.objects.get(run=run).digest == run.digest
    assert queries.latest_selection(programme) == run
    assert queries.beside(run) == [before]
    assert queries.not_joined(run) == []
    assert audit.verify().whole


def test_one_list_is_decided_and_only_an_official_one_takes_its_place(units, programme):
    first = actions.decide_selection(run=made(programme), by=SYSTEM, on=DAY)
    second = made(programme, gminas=2)
    with pytest.raises(Refusal, match="Only an official list takes its place"):
        actions.decide_selection(run=second, by=SYSTEM, on=DAY)
    official = actions.decide_selection(run=listed(programme, units, ["1001022"]), by=SYSTEM, on=DAY)
    first.refresh_from_db()
    assert (first.state, official.state) == ("replaced", "decided")
    assert queries.latest_selection(programme) == official
    with pytest.raises(Refusal, match="Only an official list"):
        actions.decide_selection(run=second, by=SYSTEM, on=DAY)
    assert Participation.objects.count() == 4  # who took part stays


def test_a_trial_can_be_removed_and_a_decided_list_never(units, programme):
    run = made(programme)
    actions.sense_selection(run=run, draws=20, seed=1, spread="usual", by=SYSTEM, on=DAY)
    actions.drop_selection(run=run, by=SYSTEM, on=DAY)
    assert nothing_is_left()
    kept = actions.decide_selection(run=made(programme), by=SYSTEM, on=DAY)
    with pytest.raises(Refusal, match="not possible while the state is"):
        actions.drop_selection(run=kept, by=SYSTEM, on=DAY)
    with pytest.raises(DatabaseError, match="sealed"), connection.cursor() as cursor:
        cursor.execute("UPDATE programmes_selectiondecision SET digest = 'x'")


@pytest.mark.parametrize("source", SelectionState.values)
@pytest.mark.parametrize("target", SelectionState.values)
def test_every_step_of_a_list(units, programme, source, target):
    allowed = {("draft", "decided"), ("decided", "replaced")}
    step = SELECTION.between(source, target)
    assert (step is not None) == ((source, target) in allowed)
    if step is not None:
        assert step.deed == "programmes.decide_selection"
    else:
        run = made(programme)
        run.state = source
        with pytest.raises(Refusal):
            move(run, to=target, by=SYSTEM, on=DAY)


# An official list -----------------------------------------------------------------------------------------------------


def test_an_official_list_holds_only_who_may_take_part(units, programme):
    run = listed(programme, units)
    assert (run.kind, run.facts["selected"]) == ("official", 3)
    assert [row.score for row in queries.all_rows(run)] == [None] * 3
    assert listed(programme, units) == run
    assert queries.proof(run).is_same
    with pytest.raises(Refusal, match="Bór is of a kind that does not take part"):
        listed(programme, units, ["0601011"])
    with pytest.raises(Refusal, match="each gmina once"):
        listed(programme, units, ["0601012", "0601012"])
    with pytest.raises(Refusal, match="no weights"):
        actions.sense_selection(run=run, draws=20, seed=1, spread="usual", by=SYSTEM, on=DAY)
    assert SelectionRun.objects.count() == 1


def read(text, name="list.csv", *, dry_run=False, answers=None, **options):
    files = [File(name, text.encode())]
    options = {"programme": "pis", **options}
    return run_now(kind="selection", files=files, options=options, answers=answers, by=SYSTEM, on=DAY, dry_run=dry_run)


def test_a_table_of_names_is_matched_and_what_fits_two_is_asked(units, programme):
    made(programme)
    text = "Lp.;Gmina;Powiat;Województwo\n1;gm. BÓR;borski;lubelskie\n2;Dąbrowa;;\n3;Gaj;gajowski;łódzkie\n"
    asked = read(text)
    assert asked.run is None
    [question] = asked.plan.questions
    assert "“Dąbrowa” fits several gminas" in question.sentence
    assert [code for code, _words in question.choices] == ["0601033", "1001012"]
    assert "gajowski, łódzkie" in question.choices[1][1]
    done = read(text, answers={question.key: "1001012"}, title="Annex 1")
    run = queries.latest_selection(programme)
    assert (run.title, run.facts["loads"]) == ("Annex 1", [done.run.pk])
    # Of the two called Bór the town cannot take part, so the rural one is meant.
    assert [unit.code for unit in queries.chosen_units(run)] == ["0601012", "1001012", "1001022"]
    assert done.plan.facts["on_both"] == 2
    assert done.plan.facts["only_official"] == ["1001022"]
    assert "2 of 3 gminas of this list are chosen by “Trial” too" in str(done.plan.remarks[-1].message)
    again = read(text, answers={question.key: "1001012"}, title="Annex 1")
    assert (again.run, again.plan.count("skip")) == (None, 3)


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("gmina;powiat\nBór;borski\nNigdzie;borski\n", 3, "No gmina is called “Nigdzie”"),
        ("TERYT\n601011\n", 2, "its code ends with 1"),
        ("TERYT\n0601092\n", 2, "no gmina with the code 0601092"),
        ("TERYT\n06010\n", 2, "not a code of 7 digits"),
        ("TERYT;gmina\n0601012;Bór\n0601012;Bór\n", 3, "stands in row 2"),
        ("miasto;liczba\nBór;5\n", None, "neither a column with codes"),
        ("gmina\n", None, "names no gmina"),
    ],
)
def test_a_bad_line_is_told_with_its_place_and_nothing_is_written(units, programme, text, row, words):
    found = read(text)
    assert found.run is None
    told = found.plan.problems[0]
    assert words in str(told.message)
    assert (told.file, told.row) == ("list.csv", row)
    assert nothing_is_left()


def test_a_code_and_a_name_that_disagree_are_asked(units, programme):
    [question] = read("TERYT;gmina\n0601022;Gaj\n").plan.questions
    assert "The code 0601022 is Brzeg" in question.sentence
    assert [code for code, _words in question.choices] == ["0601022", "1001022"]


def test_a_lost_zero_comes_back_and_a_list_is_taken_back_until_it_is_decided(units, programme):
    done = read(
        "TERYT;gmina;kwota\n601012;Bór;66.200 EURO\n1001022;Gaj;10\nRazem;Razem;10\n".replace("Razem;Razem", ";Razem")
    )
    run = queries.latest_selection(programme)
    assert run.facts["selected"] == 2
    assert "Amounts in this table are not read here" in str(done.plan.remarks[0].message)
    undo(run=done.run, by=SYSTEM, on=DAY)
    assert nothing_is_left()
    done = read("TERYT\n601012\n")
    actions.decide_selection(run=queries.latest_selection(programme), by=SYSTEM, on=DAY)
    with pytest.raises(Refusal):
        undo(run=done.run, by=SYSTEM, on=DAY)
    assert queries.latest_selection(programme).state == "decided"


def test_the_importer_is_on_the_list_of_imports():
    assert importer("selection").deed == "programmes.select"


# Firmness and comparison ----------------------------------------------------------------------------------------------


def test_shares_of_draws_are_kept_once_a_setting(units, programme):
    run = made(programme)
    found = actions.sense_selection(run=run, draws=500, seed=3, spread="usual", by=SYSTEM, on=DAY)
    assert actions.sense_selection(run=run, draws=500, seed=3, spread="usual", by=SYSTEM, on=DAY) == found
    shares = {code: share for code, (share, _low, _high) in found.facts["gminas"].items()}
    assert shares["0601012"] == 1
    assert sum(shares.values()) == pytest.approx(3, abs=0.02)
    assert {one["indicator"] for one in found.facts["measures"]} == {"unemployment", "turnout"}
    assert Sensitivity.objects.count() == 1
    with pytest.raises(Refusal, match="100000 draws"):
        actions.sense_selection(run=run, draws=200_000, seed=3, spread="usual", by=SYSTEM, on=DAY)


def test_draws_agree_with_choosing_anew_by_each_weight(units, programme):
    """Without the fast way: every draw chosen again by the same matrix, one at a time, gives the same shares."""
    run = made(programme, quota="fixed", places=[{"region": "06", "gminas": 1}], named=["1001032"])
    rows, cuts = queries.chosen_again(run)
    asked = recipe(quota="fixed", places=[{"region": "06", "gminas": 1}], named=["1001032"])
    weights = sensitivity.drawn(asked, draws=200, seed=5, spread="random")
    counts = dict.fromkeys((row.candidate.code for row in rows), 0)
    for line in weights:
        scores = {
            row.candidate.code: sum(weight * step.signed for weight, step in zip(line, row.steps, strict=True))
            for row in rows
        }
        for cut in cuts:
            able = [row.candidate.code for row in rows if row.cell == cut.cell and not row.is_named]
            for code in sorted(able, key=scores.get, reverse=True)[: cut.seats - cut.named]:
                counts[code] += 1
    found = sensitivity.sense(asked, rows, cuts, draws=200, seed=5, spread="random")
    assert {one.code: one.share for one in found.gminas} == {
        code: 1.0 if code == "1001032" else count / 200 for code, count in counts.items()
    }


def test_two_lists_side_by_side(units, programme):
    first = made(programme)
    second = made(programme, measures=[dict(MEASURES[0], weight="0.1"), dict(MEASURES[1], weight="0.9")], gminas=4)
    found = queries.comparison(first, second)
    assert [move.code for move in found.entering] == ["0601033"]
    assert found.leaving == []
    assert len(found.staying) == 3
    against = queries.comparison(first, listed(programme, units, ["0601012", "1001032"]))
    assert [move.code for move in against.entering] == ["1001032"]
    assert [move.code for move in against.leaving] == ["0601022", "1001012"]
    assert all(move.moved is None for move in against.entering)


# The command line -----------------------------------------------------------------------------------------------------


def gromada(capsys, *words):
    status = cli.main([*words, "--lang", "en"])
    out = capsys.readouterr()
    return status, out.out, out.err


@pytest.fixture
def mine(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        'gminas = 3\nvoivodeships = ["06", "10"]\n'
        '[[measures]]\nindicator = "unemployment"\nweight = 0.6\n'
        '[[measures]]\nindicator = "turnout"\nweight = 0.4\ndirection = "lower"\n',
        encoding="utf-8",
    )
    return str(path)


def test_the_command_prints_the_same_list_and_writes_only_when_told(units, programme, capsys, mine):
    status, out, _err = gromada(capsys, "select", "--recipe", mine, "--json", "--sensitivity", "50")
    facts = json.loads(out)
    assert (status, facts["selected"], facts["eligible"], facts["run"]) == (0, CHOSEN, 6, None)
    assert facts["hash"] == made(programme).digest
    assert facts["sensitivity"]["draws"] == 50
    SelectionRun.objects.all().delete()
    status, out, _err = gromada(capsys, "select", "--recipe", mine, "--json", "--decide", "--on", "2007-10-01")
    assert (status, json.loads(out)["state"]) == (0, "decided")
    assert Participation.objects.count() == 3


def test_the_command_explains_one_gmina_by_code_or_name(units, programme, capsys, mine):
    status, out, _err = gromada(capsys, "select", "--recipe", mine, "--explain", "Bór", "--json")
    facts = json.loads(out)
    assert (status, facts["gmina"], facts["in"], facts["places_from_cut"]) == (0, "0601012", True, 3)
    assert [step["value"] for step in facts["steps"]] == ["12", "40"]
    assert sum(step["contribution"] for step in facts["steps"]) == pytest.approx(facts["score"])
    status, out, _err = gromada(capsys, "select", "--recipe", mine, "--explain", "1001022")
    assert "Gaj (1001022) is not on the list." in out
    status, out, err = gromada(capsys, "select", "--recipe", mine, "--explain", "Dąbrowa")
    assert (status, out) == (1, "")
    assert "fits several gminas: Dąbrowa (0601033) and Dąbrowa (1001012)" in err


def test_a_bad_recipe_is_refused_with_its_place(units, capsys, tmp_path):
    path = tmp_path / "bad.toml"
    for text, words in (
        ('gminas = 3\n[[measures]]\nindicator = "turnout"\nweight = 0.4\n', "add up to 0.4"),
        ('gminas = 3\n[[measures]]\nindicator = "turnout"\nwieght = 1\n', "bad.toml, selection.measures[1].wieght"),
        ("gminas = [", "not valid TOML"),
    ):
        path.write_text(text, encoding="utf-8")
        status, _out, err = gromada(capsys, "select", "--recipe", str(path))
        assert status == 1
        assert words in err
    assert gromada(capsys, "select", "--recipe", str(tmp_path / "none.toml"))[0] == 1
    assert nothing_is_left()
