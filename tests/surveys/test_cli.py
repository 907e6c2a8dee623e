"""`gromada survey import|export`: the workbook goes out, comes in, and what it has wrong is told with exit status 1."""

import json

import pytest

from gromada.project import cli
from gromada.surveys.models import Survey
from tests.surveys.test_xlsform import row, workbook
from tests.surveys.walk import draft, opened

pytestmark = pytest.mark.django_db


def run(capsys, *words):
    status = cli.main(["survey", *map(str, words), "--json", "--lang", "en"])
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


def test_a_questionnaire_goes_out_and_begins_a_survey_elsewhere(capsys, tmp_path):
    survey = opened()
    status, facts, _said = run(capsys, "export", tmp_path / "a" / "form.xlsx", "--survey", survey.slug)
    assert (status, facts["survey"]) == (0, survey.slug)
    status, facts, _said = run(capsys, "import", tmp_path / "a" / "form.xlsx", "--gmina", "3202042")
    assert (status, facts["questions"], facts["parts"]) == (0, 10, 3)
    made = Survey.objects.get(slug=facts["survey"])
    assert (made.form, made.state, made.title_pl) == (survey.form, "draft", survey.title_pl)


def test_a_questionnaire_is_put_into_a_draft(capsys, tmp_path):
    survey = draft()
    file = tmp_path / "form.xlsx"
    file.write_bytes(workbook([["start", "start"], row("text", "a")]))
    status, facts, said = run(capsys, "import", file, "--survey", survey.slug)
    assert (status, facts["questions"]) == (0, 1)
    assert "Row 2 (start) was left out" in said
    survey.refresh_from_db()
    assert survey.form["sections"][0]["questions"][0]["code"] == "a"


def test_mistakes_are_told_with_their_place_and_nothing_is_written(capsys, tmp_path):
    file = tmp_path / "form.xlsx"
    file.write_bytes(workbook([row("geopoint", "a"), row("begin_repeat", "b")]))
    status, facts, said = run(capsys, "import", file, "--gmina", "3202042")
    assert status == 1
    assert [(one["sheet"], one["row"]) for one in facts["problems"]] == [("survey", 2), ("survey", 3)]
    assert "form.xlsx, sheet “survey”, row 2, type: A place on the map" in said
    assert not Survey.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--survey", "nobody"), "There is no survey “nobody”"),
        (("--gmina", "0000000"), "Nothing is registered under the number 0000000"),
    ],
)
def test_what_is_not_there_is_refused(capsys, tmp_path, words, sentence):
    file = tmp_path / "form.xlsx"
    file.write_bytes(workbook([row("text", "a")]))
    status, facts, _said = run(capsys, "import", file, *words)
    assert status == 1
    assert sentence in facts["error"]
