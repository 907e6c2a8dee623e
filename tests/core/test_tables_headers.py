"""Finding a header: anywhere, over several lines, in two languages, whatever the spelling of units."""

import pytest
from django.utils.translation import override

from gromada.core.tables import Sheet, UnreadableTable, find_header, words_of

WANTED = {"name": ("Gmina", "Commune"), "amount": ("Kwota",)}


def test_a_header_below_a_title():
    rows = [["Wykaz kwot na rok 2008"], [], [None, "Lp.", "GMINA", "Kwota [EUR]"], [None, 1, "Dolice", 70500]]
    header = find_header(rows, WANTED)
    assert (header.first, header.last, header.begins) == (2, 2, 3)
    assert header.columns == {"name": 2, "amount": 3}


def test_storeys_are_joined():
    rows = [["Gmina", "Kwota", None, "Kwota"], [None, "plan", "wykonanie", "razem"]]
    wanted = {"name": ["gmina"], "done": ["kwota wykonanie"], "all": ["Kwota razem"]}
    assert find_header(rows, wanted).columns == {"name": 0, "done": 2, "all": 3}


def test_a_merged_heading_reaches_over_its_columns():
    sheet = Sheet("", [["Zgony", None], ["ogółem", "niemowląt"]], (((0, 0), (0, 1)),))
    assert find_header(sheet, {"infants": ["Zgony niemowląt"]}).columns == {"infants": 1}


@pytest.mark.parametrize(
    "cell", ["Powierzchnia [km2]", "POWIERZCHNIA  (w km²)", "Powierz-chnia\nArea", "powierzchnia / area:"]
)
def test_units_hyphens_and_the_other_language_do_not_matter(cell):
    assert "powierzchnia" in words_of(cell)


def test_a_missing_column_is_named():
    with override("en"), pytest.raises(UnreadableTable, match="Kwota"):
        find_header([["Gmina", "Suma"]], WANTED)
    assert find_header([["Gmina", "Suma"]], WANTED, required=["name"]).columns == {"name": 0}


def test_a_star_fits_whatever_begins_so():
    assert find_header([["Liczba miejsc wg stanu na 30.06"]], {"places": ["Liczba miejsc*"]}).columns == {"places": 0}


def test_the_left_of_two_alike_is_taken():
    assert find_header([["Kwota", "Kwota"]], {"amount": ["Kwota"]}).columns == {"amount": 0}


def test_a_table_without_any_of_the_headings_is_refused_also_when_none_is_required():
    with pytest.raises(UnreadableTable, match="„Gmina”, „Kwota”"):
        find_header([["Nazwisko"], ["Abacki"]], WANTED, required=())
