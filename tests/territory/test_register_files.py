"""Files of the register: every official form, and each thing that can be wrong with one, with its place."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from gromada.territory.rules import read_register

HEADER = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
OFFICIAL = """10;;;;ŁÓDZKIE;województwo;2022-01-01
10;12;;;radomszczański;powiat;2022-01-01
10;12;01;1;Radomsko;gmina miejska;2022-01-01
10;12;11;3;Przedbórz;gmina miejsko-wiejska;2022-01-01
10;12;11;4;Przedbórz;miasto;2022-01-01
10;12;11;5;Przedbórz;obszar wiejski;2022-01-01
10;12;13;2;Wielgomłyny;gmina wiejska;2022-01-01"""
ADDRESS = """10;;;;ŁÓDZKIE;województwo;2026-01-01
10;12;;;radomszczański;powiat;2026-01-01
10;12;11;4;Przedbórz;miasto;2026-01-01
10;12;11;5;Przedbórz;obszar wiejski;2026-01-01
10;61;;;Łódź;miasto na prawach powiatu;2026-01-01
10;61;02;9;Łódź-Bałuty;delegatura;2026-01-01
10;61;03;9;Łódź-Górna;delegatura;2026-01-01"""
NTS = """POZIOM;REGION;WOJ;PODREG;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA
1;1;;;;;;CENTRALNY;region;2005-01-01
2;1;10;;;;;ŁÓDZKIE;województwo;2005-01-01
3;1;10;12;;;;PIOTRKOWSKO-SKIERNIEWICKI;podregion;2005-01-01
4;1;10;12;12;;;radomszczański;powiat;2005-01-01
5;1;10;12;12;13;2;Wielgomłyny;gmina wiejska;2005-01-01"""


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def read(body: str, *, header: str = HEADER, encoding: str = "utf-8-sig", whole: bool = False):
    return read_register(f"{header}\n{body}\n".encode(encoding), file="TERC.csv", whole=whole)


def codes(reading):
    return [(entry.level, entry.code, entry.name) for entry in reading.entries]


OFFICIAL_UNITS = [
    ("voivodeship", "10", "łódzkie"),
    ("powiat", "1012", "radomszczański"),
    ("gmina", "1012011", "Radomsko"),
    ("gmina", "1012113", "Przedbórz"),
    ("gmina", "1012132", "Wielgomłyny"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_the_official_edition_in_any_encoding(encoding):
    reading = read(OFFICIAL, encoding=encoding)
    assert (reading.form, reading.as_of, reading.problems) == ("urzedowy", date(2022, 1, 1), [])
    assert codes(reading) == OFFICIAL_UNITS
    assert reading.parts == {"4": 1, "5": 1}
    assert [entry.row for entry in reading.entries] == [2, 3, 4, 5, 8]


def xml(body: str, shape: str) -> bytes:
    rows = []
    for line in body.splitlines():
        cells = dict(zip(HEADER.split(";"), line.split(";"), strict=True))
        if shape == "old":
            cells["NAZDOD"] = cells.pop("NAZWA_DOD")
            made = "".join(f'<col name="{k}">{v}</col>' if v else f'<col name="{k}"/>' for k, v in cells.items())
        else:
            made = "".join(f"<{k}>{v}</{k}>" if v else f"<{k} />" for k, v in cells.items())
        rows.append(f"<row>{made}</row>")
    whole = '<?xml version="1.0" encoding="UTF-8"?>\n<teryt><catalog name="TERC">\n' + "\n".join(rows)
    return (whole + "\n</catalog></teryt>").encode()


@pytest.mark.parametrize("shape", ["old", "new"])
def test_both_forms_of_xml_say_the_same_as_csv(shape):
    reading = read_register(xml(OFFICIAL, shape), file="TERC.xml", whole=False)
    assert codes(reading) == OFFICIAL_UNITS
    assert (reading.form, reading.problems) == ("urzedowy", [])
    assert reading.entries[0].row == 3  # the line of the file


def test_the_address_edition_is_put_together_from_parts():
    reading = read(ADDRESS)
    assert (reading.form, reading.problems) == ("adresowy", [])
    assert [row for row in codes(reading) if row[0] == "gmina"] == [
        ("gmina", "1012113", "Przedbórz"),
        ("gmina", "1061011", "Łódź"),
    ]
    assert "gminas 1, cities 1" in str(reading.remarks[0].message)


def test_parts_that_do_not_agree_are_refused_and_not_guessed():
    reading = read(ADDRESS.replace("5;Przedbórz", "5;Przedborze"))
    assert [(problem.row, problem.column) for problem in reading.problems] == [(4, "RODZ")]
    assert "cannot be put together" in str(reading.problems[0].message)
    assert read(ADDRESS.replace("10;12;11;5;Przedbórz;obszar wiejski;2026-01-01\n", "")).problems
    assert "no city" in str(read(ADDRESS.replace("miasto na prawach powiatu", "powiat")).problems[0].message)


def test_the_division_of_2005_without_its_regions():
    reading = read("\n".join(NTS.splitlines()[1:]), header=NTS.splitlines()[0])
    assert (reading.form, reading.as_of, reading.problems) == ("nts", date(2005, 1, 1), [])
    assert codes(reading)[-1] == ("gmina", "1012132", "Wielgomłyny")


def test_a_code_that_lost_its_zero_gets_it_back():
    body = OFFICIAL.replace("10;12;01;1", "10;12;1;1")
    assert codes(read(body)) == OFFICIAL_UNITS
    assert "lost their first zero" in str(read(body).remarks[0].message)


@pytest.mark.parametrize(
    ("before", "after", "row", "column", "words"),
    [
        ("10;12;13;2", "10;12;01;1", 8, "WOJ", "stands already in row 4"),
        ("10;12;13;2", "10;12;11;2", 8, "RODZ", "stands already as 1012113 in row 5"),
        ("10;12;13;2", "10;13;13;2", 8, "POW", "which is not in the file"),
        ("10;12;13;2", "1O;12;13;2", 8, "WOJ", "not a code of 2 digits"),
        ("10;12;13;2", "10;12;13;7", 8, "RODZ", "no kind of gmina 7"),
        ("10;12;13;2", "10;12;13;", 8, "WOJ", "not whole"),
        ("Wielgomłyny", "", 8, "NAZWA", "has no name"),
        ("Wielgomłyny", "Wielgom³yny¶", 8, "NAZWA", "not read rightly"),
        ("gmina wiejska;2022-01-01", "gmina wiejska;2022-02-01", 8, "STAN_NA", "different days"),
        (";gmina wiejska;", ";gmina;wiejska;", 8, "", "in this row: 8;"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(before, after, row, column, words):
    reading = read(OFFICIAL.replace(before, after))
    problem = reading.problems[-1]
    assert (problem.file, problem.row, problem.column) == ("TERC.csv", row, column)
    assert words in str(problem.message)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (xml(OFFICIAL, "new")[:600], "cut off or damaged"),
        (xml(OFFICIAL, "new").replace(b"<RODZ />", b"", 1), "has no RODZ"),
        (b"<html><body>Not found</body></html>", "no rows"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><teryt><row/></teryt>', "entities"),
        (b"a;b;c\n1;2;3\n", "These columns are missing: WOJ, POW"),
        (b"WOJ;POW;GMI;RODZ_GMI;RM;MZ;NAZWA;SYM;SYMPOD;STAN_NA\n", "list of localities"),
        (b"PK\x03\x04 zip", "not CSV"),
    ],
)
def test_what_is_no_register_is_refused_whole_with_a_sentence(content, words):
    reading = read_register(content, file="x")
    assert reading.entries == []
    assert words in str(reading.problems[0].message)


def test_a_part_is_not_taken_for_the_country():
    reading = read(OFFICIAL, whole=True)
    assert "in the file: 1 of 16" in str(reading.problems[0].message)


@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    assert read_register(content, file="x").problems


@given(st.integers(0, len(xml(OFFICIAL, "new")) - 1))
def test_an_xml_cut_anywhere_is_refused(length):
    assert read_register(xml(OFFICIAL, "new")[:length], file="x", whole=False).problems


REAL = {
    "TERC_Urzedowy_2022-01-01.csv": ("urzedowy", 16, 380, 2477, {"1": 302, "2": 1513, "3": 662}),
    "TERC_2017-01-01_old_format.xml": ("urzedowy", 16, 380, 2478, {"1": 302, "2": 1555, "3": 621}),
    "NTS_2005-01-01.csv": ("nts", 16, 379, 2478, {"1": 307, "2": 1591, "3": 580}),
    "TERC_Adresowy_2026-01-01.csv": ("adresowy", 16, 380, 2479, {"1": 302, "2": 1453, "3": 724}),
    "TERC_Adresowy_2026-01-01.xml": ("adresowy", 16, 380, 2479, {"1": 302, "2": 1453, "3": 724}),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(REAL))
def test_every_real_edition_has_its_true_numbers(shared, name):
    reading = read_register((shared / "teryt" / name).read_bytes(), file=name)
    counts = [reading.count(level) for level in ("voivodeship", "powiat", "gmina")]
    assert (reading.form, *counts, reading.kinds()) == REAL[name]
    assert reading.problems == []


@pytest.mark.shared
def test_both_files_of_one_address_edition_say_the_same(shared):
    both = [
        read_register((shared / "teryt" / f"TERC_Adresowy_2026-01-01.{ending}").read_bytes())
        for ending in ("csv", "xml")
    ]
    assert codes(both[0]) == codes(both[1])
    assert {"1207132", "2002162", "1465011", "0264011"} <= {code for _level, code, _name in codes(both[0])}
