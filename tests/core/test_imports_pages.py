"""The pages of imports: choose, look, answer, write, follow, take back; who reaches them, and how many queries they take."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from gromada.core import imports
from gromada.core.imports import File, Importer, jobs
from gromada.core.models import ImportRun
from gromada.core.permissions import OPERATOR
from gromada.ledger.models import Account, ExchangeRate
from tests.core.test_imports import read, write
from tests.strategies.visits import visitor

pytestmark = pytest.mark.django_db
DAY = date(2009, 7, 16)
HEADER = "effective_date,table_no,currency,unit,mid_pln\n"
GOOD = HEADER + "2031-01-02,001/A/NBP/2031,EUR,1,4.0790\n"
BAD = HEADER + "2031-01-02,001/A/NBP/2031,EUR,1,x\n"


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


@pytest.fixture
def toy(monkeypatch):
    monkeypatch.setattr(imports.frame, "_importers", dict(imports.frame._importers))
    return imports.register(Importer("toy", "Toy accounts", "", "ledger.load_rates", ("csv",), read, write))


def text(response):
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def office(client, settings, role="programme_office"):
    return visitor(client, settings, role, on=DAY)


def sent(browser, kind, content, name="a.csv", **options):
    given = {f"option_{key}": value for key, value in options.items()}
    return browser.post(
        reverse("core:new_import", args=[kind]), {"files": [SimpleUploadedFile(name, content.encode())], **given}
    )


def do(browser, name, run, **given):
    return text(browser.post(reverse(f"core:{name}", args=[run.pk]), given, follow=True))


def worked(run):
    """What the worker does with the waiting job."""
    actor = {"kind": "person", "role": "programme_office", "scope_kind": "country"}
    jobs.write_import.func(run.pk, actor, DAY.isoformat())


def test_from_the_file_to_the_rates_and_why_they_stay(client, settings):
    browser = office(client, settings)
    assert "Nothing has been imported yet" in text(browser.get(reverse("core:imports")))
    assert "Three letters" in text(browser.get(reverse("core:new_import", args=["rates"])))
    answer = sent(browser, "rates", GOOD)
    run = ImportRun.objects.get()
    page = text(browser.get(answer["Location"]))
    assert "Ready to write: 1 to add, 0 to change" in page
    assert "EUR 2031-01-02" in page
    assert not ExchangeRate.objects.filter(effective_on="2031-01-02").exists()
    page = do(browser, "apply_import", run)
    assert "The import is being written" in page
    assert 'hx-trigger="every 2s"' in page
    worked(run)
    page = text(browser.get(answer["Location"]))
    assert "Written: 1 added, 0 changed" in page
    assert "sealed" in page
    assert "hx-trigger" not in page
    assert "Take the import back" not in page
    assert "Imports: what was loaded" in text(browser.get(reverse("core:imports")))


def test_problems_stand_in_a_table_with_their_place(client, settings):
    browser = office(client, settings)
    page = text(browser.get(sent(browser, "rates", BAD)["Location"]))
    assert "1 problem to mend first" in page
    assert "is not a rate" in page
    assert "mid_pln" in page
    assert "Write the import" not in page
    page = do(browser, "apply_import", ImportRun.objects.get())
    assert "The files have problems" in page
    assert ImportRun.objects.get().state == "checked"


def test_questions_are_answered_on_the_page(client, settings, toy):
    browser = office(client, settings)
    where = sent(browser, "toy", "a;?\nb;EUR\n")["Location"]
    assert "1 question to answer first" in text(browser.get(where))
    run = ImportRun.objects.get()
    assert "Ready to write: 2 to add" in do(browser, "answer_questions", run, q0="PLN")
    do(browser, "apply_import", run)
    worked(run)
    assert Account.objects.get(reference="a").currency == "PLN"
    assert "The import was taken back" in do(browser, "undo_import", run)
    assert not Account.objects.filter(reference__in="ab").exists()


def test_taking_back_is_refused_with_a_sentence(client, settings, toy):
    browser = office(client, settings)
    first = imports.run_now(kind="toy", files=[File("a.csv", b"a;EUR\n")], by=OPERATOR, on=DAY).run
    imports.run_now(kind="toy", files=[File("a.csv", b"a;PLN\n")], by=OPERATOR, on=DAY)
    assert "Take that one back first" in do(browser, "undo_import", first)
    assert Account.objects.get(reference="a").currency == "PLN"


def test_rows_are_leafed_through(client, settings, toy):
    browser = office(client, settings)
    rows = "".join(f"n{number};EUR\n" for number in range(120))
    imports.run_now(kind="toy", files=[File("a.csv", b"n0;PLN\n")], by=OPERATOR, on=DAY)
    where = sent(browser, "toy", rows)["Location"]
    page = text(browser.get(where))
    assert "To add: 119" in page
    assert "To change: 1" in page
    assert "1–50 of 119" in page
    assert "101–119 of 119" in text(browser.get(where, {"act": "add", "from": "100"}))
    assert "PLN → EUR" in text(browser.get(where, {"act": "update"}))
    for odd in ({"from": "999"}, {"from": "-1"}, {"from": "x"}, {"act": "nothing"}):
        assert "1–50 of 119" in text(browser.get(where, odd))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        ("%PDF-1.7", "a.csv", "We do not accept this kind of file"),
        ("", "a.csv", "empty"),
        (GOOD, "a.pdf", "right name"),
        ('<!DOCTYPE x [<!ENTITY y "z">]>', "a.xml", "DOCTYPE"),
    ],
)
def test_a_file_that_may_not_be_kept_is_an_error_of_the_form(client, settings, content, name, sentence):
    page = text(sent(office(client, settings), "rates", content, name))
    assert sentence in page
    assert not ImportRun.objects.exists()


def test_no_file_is_an_error_of_the_form(client, settings):
    browser = office(client, settings)
    assert "Mend 1 thing" in text(browser.post(reverse("core:new_import", args=["rates"]), {}))


def test_an_auditor_looks_and_changes_nothing(client, settings):
    run = imports.check(kind="rates", files=[File("a.csv", GOOD.encode())], by=OPERATOR, on=DAY)
    browser = office(client, settings, "auditor")
    assert "Choose files" not in text(browser.get(reverse("core:imports")))
    page = text(browser.get(reverse("core:import_run", args=[run.pk])))
    assert "Write the import" not in page
    for name in ("apply_import", "undo_import", "answer_questions"):
        assert browser.post(reverse(f"core:{name}", args=[run.pk])).status_code == 403
    assert browser.get(reverse("core:new_import", args=["rates"])).status_code == 403


def test_what_is_not_there_is_not_found(client, settings):
    browser = office(client, settings)
    for where in (reverse("core:import_run", args=[999]), reverse("core:new_import", args=["nothing"])):
        assert browser.get(where).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(client, settings):
    browser = office(client, settings)
    counts = []
    for number in (1, 2, 3):
        content = HEADER + f"2031-01-0{number},00{number}/A/NBP/2031,EUR,1,4.0790\n"
        imports.run_now(kind="rates", files=[File("a.csv", content.encode())], by=OPERATOR, on=DAY)
        with CaptureQueriesContext(connection) as asked:
            text(browser.get(reverse("core:imports")))
        counts.append(len(asked))
    assert counts[0] == counts[2]
