"""CSV in and out."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.tables import UnreadableTable, csv_bytes, rows_of_csv

POLISH = "Gmina;Kwota\r\nBrzeżno;94 856,52\r\n\r\nŚwidwin;1,00\r\n"
ROWS = [["Gmina", "Kwota"], ["Brzeżno", "94 856,52"], [], ["Świdwin", "1,00"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_the_encoding_does_not_matter(encoding):
    assert rows_of_csv(POLISH.encode(encoding)) == ROWS


def test_reads_a_file(tmp_path):
    path = tmp_path / "gminy.csv"
    path.write_bytes(POLISH.encode("cp1250"))
    assert rows_of_csv(path) == rows_of_csv(str(path)) == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,b\n"x, y",2\n', [["a", "b"], ["x, y", "2"]]),
        ("a\tb\n1,5\t2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a;b\n1,5;2,5\n3,5;4,5\n", [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]),
        ("sep=,\na,b;c\n", [[], ["a", "b;c"]]),
        ('a;b\n"two\nlines";"say ""yes"""\n', [["a", "b"], ["two\nlines", 'say "yes"']]),
        (" a ;\u00a0b\n", [["a", "b"]]),
        ("one\ntwo\n", [["one"], ["two"]]),
        ("", []),
    ],
)
def test_finds_the_cells(text, rows):
    assert rows_of_csv(text.encode()) == rows


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04rest", b"a;b\0c", b'a;"open\nnever closed', b'a;"x" y\n', b"\x81\x83", b"\xff\xfe\x00", b"%PDF-1.7"],
)
def test_another_kind_of_file_is_refused_with_a_sentence(data):
    with pytest.raises(UnreadableTable, match="CSV"):
        rows_of_csv(data)


def test_a_broken_quotation_names_its_line():
    with pytest.raises(UnreadableTable, match="2"):
        rows_of_csv(b'a;b\n"x" y;2\nc;d\n')


def cell(value):
    return rows_of_csv(csv_bytes(["h"], [[value, "end"]]))[1][0]


@pytest.mark.parametrize(
    "formula", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "-", "+48 600"]
)
def test_formulas_are_texts(formula):
    written = csv_bytes(["h"], [[formula]]).decode("utf-8-sig")
    row = next(csv.reader(written.splitlines(keepends=True)[1:], delimiter=";"))
    assert row[0].startswith("'")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-5, "-5"),
        (Decimal("-1234.50"), "-1234,50"),
        (Decimal("1E+3"), "1000"),
        (0.5, "0,5"),
        ("-12,5", "-12,5"),
        (date(2008, 7, 31), "2008-07-31"),
        (None, ""),
        ("3202012", "3202012"),
    ],
)
def test_numbers_stay_numbers(value, written):
    assert cell(value) == written


def test_written_for_polish_excel():
    assert csv_bytes(["Gmina", "Kwota"], [["Łódź", Decimal("1.50")]]) == "\ufeffGmina;Kwota\r\nŁódź;1,50\r\n".encode()
    assert csv_bytes(["a"], [[Decimal("1.5")]], delimiter=",", decimal=".").endswith(b"1.5\r\n")


plain = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\x0b\x0c\x00", exclude_categories=("Cc", "Zl", "Zp"))
)


@given(st.lists(st.lists(plain.map(str.strip), min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_is_read_back(rows):
    header = ["a", "b", "c", "d"]
    read = rows_of_csv(b"sep=;\r\n" + csv_bytes(header, rows)[3:])
    assert [[text.removeprefix("'") for text in row] for row in read[2:]] == [
        [text.removeprefix("'") for text in row] for row in rows
    ]
