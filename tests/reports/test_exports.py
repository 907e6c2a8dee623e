"""The report in other forms: the same facts as on paper, figures that can be counted on, the same bytes twice."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest
import python_calamine
from django.urls import reverse

from gromada.reports import exports
from tests.core.report_sample import DATA
from tests.reports import walk
from tests.strategies.visits import visitor
from tests.strategies.walk import allocated

DAY = date(2009, 7, 16)


def made(ending, data=None):
    return exports.written(ending, data or sample(), as_of=DAY, language="pl", title="Sprawozdanie: Bierzwnik, 2009")


def sample():
    return DATA | {"title": "Sprawozdanie: Bierzwnik, 2009"}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html"])
def test_the_same_data_give_the_same_bytes(ending):
    assert made(ending) == made(ending)


def test_the_text_has_every_section_as_a_heading_and_every_table_with_a_head():
    document = docx.Document(io.BytesIO(made("docx")))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [section["title"] for section in sample()["sections"]]
    tables = [block for section in sample()["sections"] for block in section["blocks"] if block["kind"] == "table"]
    heads = [table for table in document.tables if "tblHeader" in table.rows[0]._tr.xml]
    assert len(heads) == sum(1 for block in tables if block["rows"])


def test_the_workbook_counts_with_numbers():
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made("xlsx")))
    assert book.sheet_names[0] == "W skrócie"
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert 20280.0 in cells
    assert not [cell for cell in cells if isinstance(cell, str) and "\N{NO-BREAK SPACE}280,00" in cell]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("20\N{NO-BREAK SPACE}280,00", Decimal("20280.00")),
        ("\N{MINUS SIGN}5,5", Decimal("-5.5")),
        ("0,00", Decimal("0.00")),
        ("0012", "0012"),
        ("poniżej 5", "poniżej 5"),
        ("28.01.2009", "28.01.2009"),
        ("F 1/2009", "F 1/2009"),
    ],
)
def test_only_a_figure_becomes_a_number(printed, kept):
    assert exports.workbook.value(printed) == kept


def test_the_page_stands_alone():
    page = made("html").decode()
    assert "<h1>Sprawozdanie: Bierzwnik, 2009</h1>" in page
    for outside in ("<link", "<script", "url(", "src="):
        assert outside not in page


@pytest.mark.django_db
@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")])
def test_each_form_is_given_from_the_frozen_report_and_to_nobody_elses_people(client, settings, ending, begins):
    report = walk.prepared(walk.a_year())
    visitor(client, settings, "coordinator", report.participation)
    where = reverse(f"reports:{ending}", args=[report.pk])
    answer = client.get(where)
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert f'.{ending}"' in answer["Content-Disposition"]
    visitor(client, settings, "coordinator", allocated("3202042", amount="50000.00"))
    assert client.get(where).status_code == 404
