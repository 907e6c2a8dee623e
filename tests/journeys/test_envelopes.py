"""The office takes the country in, chooses 500 gminas, divides the envelope, and says to one gmina why it gets what it gets."""

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.shared]


def test_from_the_register_of_gminas_to_explained_envelopes(visitor, shared):
    me = visitor
    me.be("Biuro programu")
    the_country_is_taken_in(me, shared)
    the_list_is_chosen(me)
    the_envelope_is_divided(me)
    one_gmina_is_told_why(me)


def take_in(me, kind, path, *, shot=""):
    me.tab("Wczytania")
    me.follow(kind)
    me.attach("Pliki", path)
    me.press("Sprawdź")
    me.press("Zapisz wczytanie")
    me.waits_for("Zapisano; dodane", shot=shot)


def the_country_is_taken_in(me, shared):
    take_in(me, "Rejestr jednostek", shared / "teryt" / "TERC_Urzedowy_2022-01-01.csv", shot="import-register")
    take_in(me, "Granice", shared / "maps" / "gminy_2021.geojson")
    take_in(me, "Wskaźniki", shared / "indicators" / "gminy_wskazniki_2019.csv")


def the_list_is_chosen(me):
    me.tab("Wybór gmin")
    me.follow("Policz według przepisu", shot="recipe")
    me.press("Policz", shot="selection")
    me.sees("Na liście: 500 z 1 916 uprawnionych gmin")
    me.press("Zatwierdź tę listę", shot="selection-decided")


def the_envelope_is_divided(me):
    me.tab("Przydział", shot="office-waits")
    me.follow("Wypróbuj inne liczby", shot="what-if")
    me.sees("38 989 700,00 EUR między 487 gmin")
    me.type("Waga potrzeb", "0,2")
    me.press("Pokaż, co z tego wyjdzie")
    me.arrives_at("need_power=0%2C2", shot="what-if-need")
    me.sees("Kto zyskuje, kto traci")
    me.follow("Zdecyduj tak", shot="decide")
    me.press("Zatwierdź te kwoty")
    me.waits_for("Decyzja o 487 kwotach jest", shot="division")
    me.press("Opublikuj pisma", shot="letters")


def one_gmina_is_told_why(me):
    assert me.download("PDF Hrubieszów").startswith(b"%PDF")
    me.tab("Gminy", shot="board-of-500")
    me.follow("Hrubieszów", shot="gmina-told")
    me.sees("Zna swoją kwotę")
    me.follow("Dlaczego ją wybrano", shot="gmina-why")
    me.sees("Hrubieszów")
