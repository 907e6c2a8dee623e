"""Spreadsheets in: real dirty files, files made by hand, and what is refused with a sentence."""

from datetime import date

import pytest
from django.utils.translation import override

from gromada.core.tables import UnreadableTable, find_header, number, sheets
from tests.core.workbooks import ods, rewritten, xlsx

TABLE_IV = "indicators/other/gus_ludnosc_ruch_naturalny_migracje_gminy_2024.xlsx"


@pytest.fixture(autouse=True)
def en():
    with override("en"):
        yield


def test_cells_come_as_what_they_are():
    rows = [
        ["Gmina", "Kwota", "Dzień", "Tak"],
        [" Brzeżno ", 94856.52, date(2008, 7, 31), True],
        [],
        ["0201011", 12, None, ""],
    ]
    (sheet,) = sheets(xlsx(rows, name="Plan"), "plan.xlsx")
    assert sheet.name == "Plan"
    assert sheet.rows == [
        ["Gmina", "Kwota", "Dzień", "Tak"],
        ["Brzeżno", 94856.52, date(2008, 7, 31), True],
        [None] * 4,
        ["0201011", 12, None, None],
    ]


def test_rows_and_columns_are_numbered_as_in_the_file():
    (sheet,) = sheets(xlsx([["Gmina"]], at=(4, 2)), "a.xlsx")
    assert sheet.rows[4][2] == "Gmina"
    assert len(sheet.rows) == 5


def test_a_merged_cell_is_spread_when_asked():
    content = xlsx([["Zgony", None, "Kod"], [None, None, 5]], merged=[(0, 0, 1, 1, "Zgony")])
    (plain,), (spread,) = sheets(content, "a.xlsx"), sheets(content, "a.xlsx", spread=True)
    assert plain.rows == [["Zgony", None, "Kod"], [None, None, 5]]
    assert spread.rows == [["Zgony", "Zgony", "Kod"], ["Zgony", "Zgony", 5]]


def test_an_ods_is_read():
    (sheet,) = sheets(ods([["Gmina", "Kwota"], [None, None], ["Łagów", 12.5]]), "a.ods")
    assert sheet.rows == [["Gmina", "Kwota"], [None, None], ["Łagów", 12.5]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_a_csv_is_one_sheet_in_any_encoding(encoding):
    (sheet,) = sheets("Gmina;Kwota\r\n\r\nŁagów;94 856,52\r\n".encode(encoding), "a.csv")
    assert sheet.rows == [["Gmina", "Kwota"], [], ["Łagów", "94 856,52"]]


def bomb_xlsx():
    cell = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'  # noqa: E501 - one cell far away
    return rewritten(xlsx([["a"]]), {"xl/worksheets/sheet1.xml": cell})


def bomb_ods():
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"/>'
    return ods([["a"]], more=f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>')


def with_macros():
    return rewritten(xlsx([["a"]]), {"xl/vbaProject.bin": b"x"})


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (with_macros(), "a.xlsx", "macros"),
        (with_macros(), "a.xlsm", "macros"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", "password"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xlsx", "password"),
        (xlsx([["a"]])[:-400], "a.xlsx", "damaged"),
        (
            rewritten(xlsx([["a"]]), {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
            "a.xlsx",
            "damaged|not whole",
        ),
        (bomb_xlsx(), "a.xlsx", "1048576 rows"),
        (bomb_ods(), "a.ods", "1048577 rows"),
        (ods([["a"]], doctype='<!DOCTYPE x [<!ENTITY y "z">]>'), "a.ods", "damaged"),
        (xlsx([["a"]]), "a.csv", "right name"),
        (b"%PDF-1.7", "a.xlsx", "kind of file"),
        (b'a;"open', "a.csv", "Line 1"),
        ("\n".join(["a"] * 200_001).encode(), "a.csv", "200001 rows"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(content, name, sentence):
    with pytest.raises(UnreadableTable, match=sentence):
        sheets(content, name)


def test_trailing_empty_rows_of_an_ods_do_not_count():
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'  # noqa: E501 - as LibreOffice writes it
    (sheet,) = sheets(ods([["a", 1]], more=empty), "a.ods")
    assert sheet.rows[0] == ["a", 1]


@pytest.mark.shared
def test_the_two_storey_table_of_gus(shared):
    """Table IV of 2024: 25 merged ranges, two languages in one cell, "-" for none."""
    (sheet,) = sheets((shared / TABLE_IV).read_bytes(), "ludnosc.xlsx")
    assert len(sheet.merged) == 25
    header = find_header(
        sheet,
        {
            "code": ["Identyfikator terytorialny"],
            "population": ["Population"],
            "deaths": ["Zgony ogółem"],
            "infant": ["Deaths of which infant"],
            "net": ["Migracje wewnętrzne saldo"],
            "net_abroad": ["Migracje zagraniczne saldo"],
            "marriages": ["Małżeństwa"],
        },
    )
    assert header.columns == {
        "code": 1, "population": 2, "deaths": 5, "infant": 6, "net": 10, "net_abroad": 13, "marriages": 3,
    }  # fmt: skip
    rows = [row for row in sheet.rows[header.begins :] if row[1] and len(str(row[1]).strip()) == 7]
    whole = [row for row in rows if str(row[1])[-1] in "123"]
    assert sum(number(row[2]) for row in whole) == 37_489_087
    assert sum(number(row[6]) or 0 for row in whole) == 898


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "wanted", "first"),
    [
        (
            "indicators/other/gugik_powierzchnia_jednostek_2025.xlsx",
            {"code": ["TERYT"], "area": ["Powierzchnia [km2]"]},
            0,
        ),
        ("providers/sds_malopolskie_2026.xlsx", {"gmina": ["Miasto/Gmina"], "places": ["Liczba miejsc dotowanych"]}, 2),
        ("providers/dps_podkarpackie_2026-06-30.xlsx", {"powiat": ["powiat"], "free": ["ilość wolnych miejsc*"]}, 2),
        (
            "providers/dps_lodzkie_wolne_miejsca_2026.xlsx",
            {"powiat": ["Powiat"], "free": ["Liczba wolnych miejsc*"]},
            1,
        ),
        (
            "providers/dps_malopolskie_wolne_miejsca_2026-07-31.xlsx",
            {"powiat": ["Powiat"], "women": ["Liczba wolnych miejsc dla kobiet"], "free": ["Liczba wolnych miejsc*"]},
            3,
        ),
        ("providers/dps_kujawsko-pomorskie_2026-06-30.xlsx", {"powiat": ["Powiat"], "may": ["V"]}, 2),
    ],
)
def test_the_header_is_found_in_real_files(shared, name, wanted, first):
    header = find_header(sheets((shared / name).read_bytes(), "a.xlsx")[0], wanted)
    assert header.first == first
    assert set(header.columns) == set(wanted)


@pytest.mark.shared
def test_the_exports_of_bdl_keep_semicolons_inside_quotes(shared):
    (sheet,) = sheets((shared / "indicators/bdl_raw/ludnosc_grupy_wieku_2016-2019.csv").read_bytes(), "a.csv")
    assert sheet.rows[0][2] == "ogółem;ogółem;2016;[osoba]"
    assert sheet.rows[1][:3] == ["0201011", "Bolesławiec (1)", "39167"]
    assert len(sheet.rows) == 2478
    assert {len(row) for row in sheet.rows} == {15}
