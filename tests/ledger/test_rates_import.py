"""Importing rates: the tidy file and both raw archives of the NBP, what is refused, and the command line."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from gromada.core import imports
from gromada.core.imports import File
from gromada.core.models import ImportRun
from gromada.core.permissions import OPERATOR, Refusal
from gromada.core.tables import Sheet
from gromada.ledger.imports import nbp
from gromada.ledger.models import ExchangeRate
from gromada.project.cli.importing import import_files
from gromada.project.cli.parser import parse
from gromada.project.cli.speech import Speech
from tests.core.workbooks import xlsx

pytestmark = pytest.mark.django_db
DAY = date(2009, 7, 16)
TIDY = "effective_date,table_no,currency,unit,mid_pln\n"
RAW_2010 = "raw_archiwum_tab_a_2010.csv"
RAW_2012 = "raw_archiwum_tab_a_2012.csv"
NBP = "nbp_table_a_eur_pln_2005-2020.csv"


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def load(*files, **more):
    return imports.run_now(kind="rates", files=[File(*file) for file in files], by=OPERATOR, on=DAY, **more)


def tidy(*rows, name="rates.csv"):
    return name, (TIDY + "\n".join(rows)).encode()


def of(currency, day):
    return ExchangeRate.objects.get(currency=currency, effective_on=day)


def problem(*files, **more):
    outcome = load(*files, **more)
    assert outcome.written == 0
    return outcome.plan.problems[0]


def test_a_tidy_file_is_loaded_and_the_second_time_changes_nothing():
    rows = ("2031-01-02,001/A/NBP/2031,EUR,1,4.079", '2031-01-03,2/A/NBP/2031,EUR,1,"4,0800"')
    outcome = load(tidy(*rows))
    assert (outcome.written, outcome.plan.facts["rates"]["tables"]) == (2, 2)
    assert (of("EUR", "2031-01-02").rate, of("EUR", "2031-01-03").table_no) == (Decimal("4.0790"), "002/A/NBP/2031")
    again = load(tidy(*rows))
    assert (again.written, again.plan.count("skip"), again.run) == (0, 2, None)


def test_a_published_rate_does_not_change():
    load(tidy("2031-01-02,001/A/NBP/2031,EUR,1,4.0790"))
    found = problem(tidy("2031-01-03,002/A/NBP/2031,EUR,1,4.1000", "2031-01-02,001/A/NBP/2031,EUR,1,4.0791"))
    assert (found.row, found.column, found.file) == (3, "mid_pln", "rates.csv")
    assert "4.0790 here and 4.0791 in the file" in found.message
    assert not ExchangeRate.objects.filter(effective_on="2031-01-03").exists()


def test_two_files_that_disagree_are_a_problem():
    first = tidy("2031-01-02,001/A/NBP/2031,EUR,1,4.0790", name="a.csv")
    second = tidy("2031-01-02,001/A/NBP/2031,EUR,1,4.0999", name="b.csv")
    assert problem(first, second).file == "b.csv"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2031-01-02,001/A/NBP/2031,EUR,1,dużo", "not a rate"),
        ("2031-01-02,001/A/NBP/2031,EUR,1,-4.1", "not a rate"),
        ("2031-01-02,001/A/NBP/2031,EUR,1,0", "more than zero"),
        ("2031-01-02,001/A/NBP/2031,EUR,100,1.5189", "four decimals"),
        ("2031-01-02,001/A/NBP/2031,EUR,0,1.5189", "number of units"),
        ("2031-02-30,001/A/NBP/2031,EUR,1,4.1", "not a day"),
        ("2031-01-02,001/C/NBP/2031,EUR,1,4.1", "not a table A"),
        ("2031-01-02,001/A/NBP/2030,EUR,1,4.1", "2031"),
        ("2031-01-02,,EUR,1,4.1", "number of a table"),
        ("2031-01-02,001/A/NBP/2031,USD,1,4.1", "no rate of EUR"),
    ],
)
def test_a_cell_that_says_something_else_has_its_place(row, sentence):
    found = problem(tidy(row))
    assert sentence in str(found.message)


def test_other_headers_are_refused():
    assert "table_no" in str(problem(("a.csv", b"effective_date,mid_pln\n2031-01-02,4.1\n")).message)
    assert "No header" in str(problem(("a.csv", b"a,b\n1,2\n")).message)
    assert "no column of EUR" in str(problem(("a.csv", b"data;1USD;1CHF\n20310102;1,1;2,2\n")).message)


def test_a_currency_may_come_later_in_the_year():
    sheet = Sheet("", [["data", "1ILS", "1EUR", "nr tabeli"], ["20310102", None, "4,1", "1/A/NBP/2031"]])
    readings, problems, remarks = nbp.read(sheet, "a.csv", "ILS")
    assert (readings, len(problems), len(remarks)) == ([], 1, 1)


def test_an_archive_as_a_workbook_with_its_other_lines():
    rows = [
        ["data", "1USD", "1GBP", "nr tabeli", "pełny numer tabeli"],
        [None, "dolar amerykański", "funt szterling", None, None],
        [date(2031, 1, 2), 3.0999, 5.25, 1, "001/A/NBP/2031"],
        ["kod ISO", "USD", "GBP", None, None],
        ["liczba jednostek", 1, 1, None, None],
    ]
    assert load(("archiwum.xlsx", xlsx(rows)), options={"currency": "gbp"}).written == 1
    assert of("GBP", "2031-01-02").rate == Decimal("5.2500")


def test_rates_are_sealed_so_they_are_not_taken_back():
    run = load(tidy("2031-01-02,001/A/NBP/2031,EUR,1,4.0790")).run
    with pytest.raises(Refusal, match="sealed"):
        imports.undo(run=run, by=OPERATOR, on=DAY)
    assert of("EUR", "2031-01-02")


@pytest.mark.shared
def test_the_real_files_agree_with_each_other(shared):
    files = [(name, (shared / "fx" / name).read_bytes()) for name in (NBP, RAW_2010, RAW_2012)]
    outcome = load(*files)
    assert outcome.plan.problems == []
    assert outcome.plan.facts["rates"] == {
        "currency": "EUR", "tables": 4043, "first": "2004-12-31", "last": "2020-12-31",
    }  # fmt: skip
    assert outcome.plan.count("skip") >= 255 + 252
    assert [str(of("EUR", day).rate) for day in ("2007-12-31", "2008-12-31")] == ["3.5820", "4.1724"]
    assert of("EUR", "2010-01-04").table_no == "001/A/NBP/2010"


@pytest.mark.shared
def test_another_currency_of_the_archive(shared):
    outcome = load((RAW_2010, (shared / "fx" / RAW_2010).read_bytes()), options={"currency": "USD"})
    assert outcome.written == 255
    assert (of("USD", "2010-01-04").rate, of("USD", "2010-12-31").table_no) == (Decimal("2.8465"), "255/A/NBP/2010")


@pytest.mark.shared
def test_the_rates_of_the_central_bank_are_not_those_of_the_nbp(shared):
    name = "ecb_reference_eur_pln_2005-2020.csv"
    found = problem((name, (shared / "fx" / name).read_bytes()))
    assert "European Central Bank" in str(found.message)


# --- the command line


@pytest.fixture
def run(capsys):
    def run(*words):
        status = import_files(parse(["import", *map(str, words)]), Speech("en", as_json="--json" in words))
        said = capsys.readouterr()
        return status, json.loads(said.out) if "--json" in words else said.out, said.err

    return run


@pytest.fixture
def rates(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_bytes(tidy("2031-01-02,001/A/NBP/2031,EUR,1,4.0790")[1])
    return path


def test_the_command_says_what_it_would_do_and_does_it(run, rates):
    assert run("rates", rates, "--dry-run")[:2] == (
        0, "It would add 1, change 0 and leave 0 as they are. Nothing was written.\n",
    )  # fmt: skip
    status, facts, _said = run("rates", rates, "--json", "--on", "2009-07-16")
    made = ImportRun.objects.get()
    assert (status, facts) == (
        0,
        {
            "kind": "rates",
            "rates": {"currency": "EUR", "tables": 1, "first": "2031-01-02", "last": "2031-01-02"},
            "added": 1, "updated": 0, "skipped": 0, "written": 1, "import": made.pk,
            "problems": [], "questions": [], "remarks": [],
        },
    )  # fmt: skip
    assert made.applied_on == DAY
    assert run("rates", rates)[1] == "Everything in these files is here already: the import changes nothing.\n"


def test_the_command_prints_problems_with_their_place(run, tmp_path):
    path = tmp_path / "rates.csv"
    path.write_bytes(tidy("2031-01-02,001/A/NBP/2031,EUR,1,x")[1])
    status, facts, said = run("rates", path, "--json")
    assert status == 1
    sentence = "“x” is not a rate. Write it like 3,5820."
    assert facts["problems"] == [{"file": "rates.csv", "sheet": "", "row": 2, "column": "mid_pln", "message": sentence}]
    assert said == f"rates.csv, row 2, column mid_pln: {sentence}\n"


@pytest.mark.parametrize("words", [["--option", "currency"], ["--option", "=x"]])
def test_an_option_is_a_name_and_a_value(run, rates, words):
    with pytest.raises(Refusal, match="name=value"):
        run("rates", rates, *words)


def test_options_and_unknown_kinds(run, rates):
    assert run("rates", rates, "--option", "currency=USD")[0] == 1
    status, facts, _said = run("rates", rates, "--json", "--year", "2031")
    assert (status, "no option" in facts["problems"][0]["message"]) == (1, True)
    with pytest.raises(Refusal, match="rates"):
        run("nothing", rates)
    with pytest.raises(FileNotFoundError):
        run("rates", rates.parent / "no.csv")
    with pytest.raises(Refusal, match="cannot be read"):
        run("rates", rates.parent)
