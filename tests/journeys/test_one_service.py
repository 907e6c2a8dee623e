"""One service from the plan to the printed report, each deed by the person whose turn it is."""

import pytest

pytestmark = pytest.mark.journey
TITLE = "Teatr cieni dla dzieci"


def test_from_plan_to_the_report_in_the_hands_of_the_council(visitor):
    me = visitor
    the_coordinator_writes_a_plan(me)
    the_consultant_returns_it_and_it_is_mended(me)
    the_consultant_accepts_it(me)
    a_contract_is_drafted_and_signed(me)
    people_are_enrolled_and_a_session_is_held(me)
    an_invoice_is_checked_and_paid(me)
    the_report_reaches_the_council(me)


def the_coordinator_writes_a_plan(me):
    me.be("Koordynator gminny", "Bierzwnik", shot="start")
    me.tab("Plan")
    me.type("Tytuł", "Plan na jesień")
    me.press("Zacznij")
    me.sees("Plan na jesień")
    me.follow("Dodaj wiersz")
    me.choose("Grupa i rodzaj", "II.2")
    me.type("Nazwa usługi", TITLE)
    me.press("Zapisz wiersz")
    me.title_begins("Błąd:")
    me.tick("P-04")
    me.type("Dla kogo", "dzieci ze szkoły podstawowej")
    me.type("Ile osób", 20)
    me.type("Ilość", 12)
    me.type("Jednostka", "spotk.")
    me.tick_exactly("VII")
    me.tick_exactly("VIII")
    me.type("Koszt", "5 400,00")
    me.tick("Ta usługa nie powiela")
    me.press("Zapisz wiersz")
    me.sees(TITLE)
    me.sees("5 400,00")
    me.press("Wyślij do oceny", shot="plan-submitted")


def the_consultant_returns_it_and_it_is_mended(me):
    me.be("Konsultant regionalny")
    me.tab("Plany do oceny")
    me.follow("Plan na jesień", shot="plan-review")
    me.follow("Zwróć z uwagami")
    me.type("Uwaga do wiersza 1", "Ile osób prowadzi warsztat?")
    me.press("Zwróć z tymi uwagami")
    me.be("Koordynator gminny", "Bierzwnik")
    me.tab("Plan")
    me.follow("Plan na jesień", shot="plan-returned")
    me.sees("Ile osób prowadzi warsztat?")
    me.press("Wyślij do oceny")


def the_consultant_accepts_it(me):
    me.be("Konsultant regionalny")
    me.tab("Plany do oceny")
    me.follow("Plan na jesień")
    me.press("Przyjmij plan")
    me.sees("Przyjęty")


def a_contract_is_drafted_and_signed(me):
    me.be("Koordynator gminny", "Bierzwnik")
    me.tab("Umowy")
    me.follow(f"Przygotuj umowę : {TITLE}", shot="contract-draft")
    me.choose("Usługodawca", "Fundacja Trzy Jabłonie")
    me.type("Wartość brutto", "5 200,00")
    me.type("Od", "16.07.2009")
    me.type("Do", "31.08.2009")
    me.press("Zapisz projekt")
    me.press("Przekaż dalej")
    me.be("Wójt", "Bierzwnik")
    me.follow("Podpisz umowę")
    me.follow("Podpisz")
    me.press("Podpisz umowę", shot="contract-signed")
    me.sees("Podpisano")


def people_are_enrolled_and_a_session_is_held(me):
    me.be("Pracownik socjalny", "Bierzwnik")
    me.search(TITLE)
    me.follow("Osoby")
    me.follow("Zapisz osoby")
    me.type("Nazwisko", "Zmyślona")
    me.type("Imię", "Pelagia")
    me.type("Rok urodzenia", "1999")
    me.tick("kobieta")
    me.press("Zarejestruj i zapisz")
    me.follow("Zapisz osoby", shot="enrol")
    me.tick("Ąckiewicz-Bajka Hipolit")
    me.press("Zapisz wybrane osoby", shot="people")
    me.search(TITLE)
    me.follow("Zajęcia")
    me.follow("Zaplanuj zajęcia")
    me.type("Pierwszy dzień", "16.07.2009")
    me.type("Godzina", "16:00")
    me.type("Miejsce", "Świetlica")
    me.press("Zaplanuj")
    me.follow("16 lipca 2009", shot="attendance")
    for answer in me.page.locator("input[type=radio][value='1']").all():
        answer.check()
    me.press("Zapisz obecność", shot="sessions")


def an_invoice_is_checked_and_paid(me):
    me.be("Fundacja Trzy Jabłonie")
    me.tab("Umowy")
    me.follow_in_row(TITLE)
    me.follow("Faktury do tej umowy")
    me.follow("Wpisz fakturę")
    me.type("Numer faktury", "FJ 1/2009")
    me.type("Dzień wystawienia", "16.07.2009")
    me.type("Kwota brutto", "5 200,00")
    me.press("Zapisz fakturę")
    me.be("Koordynator gminny", "Bierzwnik")
    me.follow("Sprawdź fakturę FJ 1/2009", shot="invoice")
    me.press("Potwierdź sprawdzenie")
    me.be("Skarbnik", "Bierzwnik")
    me.follow("Zapłać fakturę FJ 1/2009")
    me.follow("Zapłać")
    me.type("Środki własne gminy", "200,00")
    me.type("Pożyczka Banku Światowego", "5 000,00")
    me.press("Zapłać", shot="paid")
    me.tab("Pieniądze")
    me.sees("FJ 1/2009")


def the_report_reaches_the_council(me):
    me.be("Koordynator gminny", "Bierzwnik")
    me.tab("Sprawozdania")
    me.follow("Przygotuj sprawozdanie")
    me.press("Przygotuj sprawozdanie", shot="report")
    me.sees(TITLE)
    me.be("Wójt", "Bierzwnik")
    me.follow("Przekaż radzie sprawozdanie za 2009")
    me.press("Przekaż radzie")
    me.be("Radny", "Bierzwnik")
    me.follow("Przeczytaj sprawozdanie za 2009")
    me.sees(TITLE)
    assert me.download("Otwórz PDF").startswith(b"%PDF")
    me.press("Odnotuj przyjęcie przez radę")
    me.sees("przyjęte przez radę")
