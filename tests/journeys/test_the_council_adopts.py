"""A strategy is adopted, and by that alone the rest of the allocation can be used; the office sees it on its board."""

import pytest

pytestmark = pytest.mark.journey


def test_a_resolution_unlocks_the_rest_once(visitor):
    me = visitor
    me.be("Koordynator gminny", "Brojce")
    me.tab("Strategia")
    me.sees("Dane są za stare")
    me.follow("Zacznij nową strategię")
    me.type("Tytuł", "Strategia rozwiązywania problemów społecznych gminy Brojce na lata 2009–2015")
    me.type("Pierwszy rok", 2009)
    me.type("Ostatni rok", 2015)
    me.type("Rok danych", 2008)
    me.press("Zapisz")
    me.follow("Zapisz potrzebę", shot="need")
    me.type("Potrzeba", "Starsi ludzie z kolonii przez całe dni nikogo nie widzą")
    me.press("Zapisz", shot="strategy-draft")
    me.sees("Po uchwale uruchomimy 36 333,34 EUR")
    me.follow("Zapisz uchwałę", shot="strategy-adopt")
    me.press("Strategia jest przyjęta")
    me.title_begins("Błąd:")
    me.type("Numer uchwały", "XXVII/166/2009")
    me.type("Kto podjął", "Rada Gminy Brojce")
    me.type("Dzień uchwały", "16.07.2009")
    me.press("Strategia jest przyjęta", shot="strategy-adopted")
    me.sees("XXVII/166/2009")
    me.sees("54 500,00 EUR")
    assert not me.page.locator("main").get_by_role("link", name="Zapisz uchwałę").count()
    me.be("Biuro programu")
    me.tab("Gminy")
    me.follow("Brojce")
    me.sees("16.07.2009")
