"""The office chooses 500 gminas of 13 voivodeships from the real register and figures, and takes over the real official names."""

from collections import Counter
from datetime import date

import pytest

from gromada.core.imports import File, run_now
from gromada.core.permissions import SYSTEM
from gromada.programmes import actions, definitions, queries
from gromada.programmes.models import Participation

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
DAY = date(2007, 10, 1)


def load(kind, path, **options):
    done = run_now(
        kind=kind, files=[File(path.name, path.read_bytes())], options=options, answers={}, by=SYSTEM, on=DAY
    )
    assert done.run is not None, [str(problem.message) for problem in done.plan.problems]
    return done


def load_text(text, **options):
    done = run_now(kind="selection", files=[File("list.csv", text.encode())], options=options, by=SYSTEM, on=DAY)
    assert done.run is not None, [str(problem.message) for problem in done.plan.problems]
    return done


def test_five_hundred_of_thirteen_voivodeships_and_the_official_list_that_beats_them(shared):
    load("territory", shared / "teryt" / "TERC_Urzedowy_2022-01-01.csv")
    load("indicators", shared / "indicators" / "gminy_wskazniki_2019.csv")
    programme = queries.programme("pis")
    recipe = definitions.recipe_for(programme.definition)
    run = actions.select(programme=programme, recipe=recipe, by=SYSTEM, on=DAY)
    chosen = {unit.code for unit in queries.chosen_units(run)}
    counts = Counter(code[:2] for code in chosen)
    assert (len(chosen), len(counts), run.facts["eligible"]) == (500, 13, 1916)
    assert {code: counts[code] for code in ("02", "06", "10", "32")} == {"02": 5, "06": 97, "10": 37, "32": 13}
    assert {unit.code for unit in programme.definition.units} <= chosen
    assert {code[-1] for code in chosen} == {"2", "3"}
    assert queries.proof(run).is_same_today
    # Of the two called Hrubieszów the town is not eligible; the rural gmina is high on the list.
    rows = {row.code: row for row in queries.all_rows(run)}
    assert "0604011" not in rows
    assert (rows["0604042"].unit.name, rows["0604042"].is_in) == ("Hrubieszów", True)
    _an_official_list_of_real_names(shared, programme)
    _an_official_list_of_all(programme, rows)


def _an_official_list_of_real_names(shared, programme):
    """36 gminas that public pages name: two of them share their name with a town, and none is guessed."""
    done = load("selection", shared / "pis" / "pis_gminas_found.csv", programme="pis")
    assert done.plan.facts["gminas"] == 36
    run = queries.latest_selection(programme)
    codes = {unit.code for unit in queries.chosen_units(run)}
    assert {"3213062", "0604042", "3216062"} <= codes  # Sławno, Hrubieszów, Świdwin: the rural ones
    assert Counter(code[:2] for code in codes)["32"] == 13


def _an_official_list_of_all(programme, rows):
    """An official list as the seeds say: 97 of lubelskie and 13 of zachodniopomorskie come out of it, and take part."""
    wanted = [row for row in rows.values() if row.is_in and row.region.code in {"06", "32"}]
    lines = [f"{row.unit.name};{row.unit.parent.name};{row.region.name}" for row in wanted]
    load_text("\n".join(["Gmina;Powiat;Województwo", *lines]), programme="pis", title="Decision")
    official = queries.latest_selection(programme)
    assert {region.name: region.chosen for region in queries.regions_of(official)} == {
        "lubelskie": 97,
        "zachodniopomorskie": 13,
    }
    actions.decide_selection(run=official, by=SYSTEM, on=DAY)
    assert Participation.objects.filter(programme=programme).count() == 110
