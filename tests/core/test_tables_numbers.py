"""Numbers and codes as Polish offices type them."""

import contextlib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gromada.core.tables import UnreadableCode, UnreadableNumber, code, column_letter, decimal_sign, number


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("63.000 zł", "63000"),
        ("66.200 EURO", "66200"),
        ("150.700 Euro", "150700"),
        ("406.097,28 zł PLN", "406097.28"),
        ("187 tys. zł", "187000"),
        ("2,5 mln zł", "2500000"),
        ("94 856,52", "94856.52"),
        ("94\u00a0856,52", "94856.52"),
        ("94\u202f856,52", "94856.52"),
        ("1 234", "1234"),
        ("1.234.567", "1234567"),
        ("1'234", "1234"),
        ("1,234.5", "1234.5"),
        ("1,234", "1.234"),
        ("0.125", "0.125"),
        ("4.0790", "4.0790"),
        ("12.5", "12.5"),
        ("-12,5", "-12.5"),
        ("−5", "-5"),
        ("+5", "5"),
        ("€ 100", "100"),
        ("3,14 %", "3.14"),
        ("5 osób", "5"),
        (7, "7"),
        (94856.52, "94856.52"),
        (Decimal("1.10"), "1.10"),
    ],
)
def test_one_number_is_read(cell, value):
    assert number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", [None, "", " ", "-", "–", "X", "x", ".", "…", "brak", "b.d."])
def test_nothing_is_no_number(cell):
    assert number(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "94 856,52,24 zł", "12 34", "1.23.456", "12 000-15 000", "1e5", "2008-07-31", "dwa", "10 złotówek temu", "1,2,3",
        "1 2345", "12..5", True, date(2008, 7, 31), float("nan"), float("inf"), "5 + 5", "0.125.000",
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused(cell):
    with pytest.raises(UnreadableNumber, match="94856,52"):
        number(cell)


def test_a_file_known_to_use_points():
    assert number("4.079", decimal=".") == Decimal("4.079")
    assert number("4.079") == Decimal(4079)
    assert number("4,079", decimal=".") == Decimal(4079)
    assert number("4.079", decimal=",") == Decimal(4079)
    with pytest.raises(UnreadableNumber):
        number("4,07", decimal=".")


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["1.234", "12.5"], "."),
        (["1.234", "0,5"], ","),
        (["1.234", "5.678"], ""),
        (["0.125"], "."),
        (["1.234,56"], ","),
        ([None, 5, "Gmina", "1.234.567"], ""),
    ],
)
def test_a_column_tells_its_decimal_sign(cells, sign):
    assert decimal_sign(cells) == sign


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_what_poles_write_comes_back(value):
    grouped = f"{value:,.2f}"
    for spaced in (grouped.replace(",", " "), grouped.replace(",", "\u00a0"), grouped.replace(",", "")):
        assert number(spaced.replace(".", ",")) == value
    assert number(grouped.translate(str.maketrans(",.", ".,")) + " zł") == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_nothing_or_a_sentence(text):
    with contextlib.suppress(UnreadableNumber):
        assert number(text) is None or isinstance(number(text), Decimal)


@pytest.mark.parametrize(
    ("cell", "digits", "value"),
    [
        ("02 01 01 1", 7, "0201011"),
        (201011, 7, "0201011"),
        (201011.0, 7, "0201011"),
        ("201011.0", 7, "0201011"),
        ("0201011", 7, "0201011"),
        ("02 01  ", (2, 4, 7), "0201"),
        (2, (2, 4, 7), "02"),
        ("132.0", 3, "132"),
        ("'0201011", 7, "0201011"),
        (None, 7, ""),
        ("  ", 7, ""),
    ],
)
def test_a_code_gets_its_zero_back(cell, digits, value):
    assert code(cell, digits) == value


@pytest.mark.parametrize("cell", ["02010", "02010112", "020101A", "12,5", 12.5, -201011, "٠٢٠١٠١١"[:3], True, "½"])
def test_another_text_is_no_code(cell):
    with pytest.raises(UnreadableCode, match="7"):
        code(cell, 7)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_in_a_spreadsheet(index, letters):
    assert column_letter(index) == letters
