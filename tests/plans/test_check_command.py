"""`gromada plan check`: lines, totals and findings as one JSON object; exit status 1 when the check finds an error."""

import json
from datetime import date

import pytest

from gromada.core.permissions import Refusal
from gromada.project.cli.parser import parse
from gromada.project.cli.plans import plan_check
from gromada.project.cli.speech import Speech
from tests.plans.test_spreadsheets import FIRST, HEAD, SECOND, book
from tests.strategies.walk import adopted_strategy, allocated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("en")]


@pytest.fixture
def run(capsys, tmp_path):
    adopted_strategy(allocated())

    def run(content, *words, name="plan.xlsx", as_json=True):
        path = tmp_path / name
        path.write_bytes(content)
        asked = ["plan", "check", str(path), "--programme", "pis", "--gmina", "3202012", "--on", "2009-01-12", *words]
        status = plan_check(parse(asked), Speech("en", as_json=as_json))
        out = capsys.readouterr().out
        return status, json.loads(out) if as_json else out

    return run


def test_a_good_plan_is_printed_with_amounts_as_texts(run):
    status, facts = run(book([HEAD, FIRST, SECOND]))
    assert status == 0
    assert facts["totals"]["cost_pln"] == "13500.50"
    assert set(facts["totals"]) == {"cost_pln", "cost_eur"}
    assert [line["title"] for line in facts["lines"]] == [FIRST[1], SECOND[1]]
    assert facts["lines"][0]["months"] == list(range(3, 13))
    assert facts["year"] == 2009
    assert {item["severity"] for item in facts["findings"]} <= {"warning", "note"}


def test_an_error_ends_with_one_and_names_its_place(run):
    status, facts = run(book([HEAD, FIRST, [*SECOND[:9], "94 856,52,24 zł", "nie"]]))
    assert status == 1
    first = facts["findings"][0]
    assert set(first) == {"code", "severity", "line", "sheet", "row", "column", "message", "hint", "source"}
    assert (first["code"], first["sheet"], first["row"], first["column"]) == ("S1", "Arkusz1", 3, "Koszt")
    assert facts["lines"][1]["cost_pln"] is None
    status, words = run(book([HEAD, FIRST, [*SECOND[:9], 1000, "nie"]]), as_json=False)
    assert status == 1
    assert "error (sheet Arkusz1, row 3, column Nie powiela usług publicznych)" in words
    assert "[R52; R52]" in words


def test_headings_are_named_on_the_command_line(run):
    rows = [["Co robimy", "Ile"], ["Klub", "9 000"]]
    status, facts = run(book(rows))
    assert (status, facts["findings"][0]["code"]) == (1, "S0")
    _status, facts = run(book(rows), "--map", "Co robimy=title", "--map", "Ile=cost_pln")
    assert facts["totals"]["cost_pln"] == "9000.00"
    with pytest.raises(Refusal):
        run(book(rows), "--map", "Co robimy")


def test_a_file_that_is_no_plan_is_one_finding(run):
    status, facts = run(b"x" * (50 * 10**6), name="plan.csv")
    assert (status, facts["lines"], facts["findings"][0]["severity"]) == (1, [], "error")
    status, facts = run(b"%PDF", name="plan.xlsx")
    assert (status, facts["findings"][0]["code"]) == (1, "S0")


def test_the_rate_is_of_the_day_that_is_asked_for(run):
    first, second = run(book([HEAD, FIRST]))[1], run(book([HEAD, FIRST]), "--on", "2009-02-20")[1]
    assert first["rate"] != second["rate"]
    assert date(2009, 2, 20).year == second["year"]
