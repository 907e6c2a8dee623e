"""Everybody's start page and main pages, light and dark, wide and narrow: axe clean, no sideways scroll, the CSP kept."""

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

PUBLIC = [
    "/",
    "/programmes/pis/",
    "/programmes/pis/catalogue/",
    "/programmes/pis/gminas/3202012/",
    "/programmes/pis/services/",
    "/programmes/pal-jaktorow/",
    "/programmes/pal-jaktorow/gminas/1405052/",
    "/help/",
    "/accessibility/",
    "/personal-data/",
    "/sources/",
    "/sign-in/",
]
SHOTS = {
    "/programmes/pis/gminas/3202012/": "portal-gmina",
    "/programmes/pis/": "portal-programme",
    "/sign-in/": "sign-in",
}
PEOPLE = [
    ("Biuro programu", ""),
    ("Radca prawny programu", ""),
    ("Konsultant regionalny", ""),
    ("Koordynator gminny", "Bierzwnik"),
    ("Koordynator gminny", "Kozielice"),
    ("Skarbnik", "Bierzwnik"),
    ("Radny", "Bierzwnik"),
    ("Stowarzyszenie Ciepły Piec", ""),
    ("Audytor", ""),
    ("Kierownik GOPS", "Jaktorów"),
]


def test_the_public_pages(visitor):
    for path in PUBLIC:
        visitor.open(path, shot=SHOTS.get(path, ""))


@pytest.mark.parametrize(("width", "dark"), [(320, True), (320, False)])
def test_the_public_pages_on_a_small_phone(served, browser, width, dark):
    somebody = Visitor(served, browser, width=width, dark=dark)
    for path in PUBLIC[:5]:
        somebody.open(path)
    somebody.leave()


def every_tab(somebody):
    tabs = somebody.page.locator("nav.tabs a")
    addresses = [tabs.nth(place).get_attribute("href") for place in range(tabs.count())]
    for address in addresses:
        somebody.open(address)
    return addresses


def test_everybody_opens_every_tab(visitor):
    for role, place in PEOPLE:
        visitor.be(role, place)
        assert len(every_tab(visitor)) >= 2, role


@pytest.mark.parametrize(("width", "dark"), [(1366, True), (320, True)])
def test_a_coordinator_in_the_dark_and_on_a_phone(served, browser, width, dark):
    somebody = Visitor(served, browser, width=width, dark=dark)
    somebody.be("Koordynator gminny", "Bierzwnik")
    every_tab(somebody)
    somebody.leave()


def test_the_other_language(visitor):
    visitor.be("Koordynator gminny", "Bierzwnik")
    visitor.page.locator("footer").get_by_role("button", name="English").click()
    visitor.look()
    visitor.sees("matters wait for you")


def test_the_keyboard_reaches_the_first_deed(visitor):
    visitor.be("Koordynator gminny", "Bierzwnik")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.className") == "skip"
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.closest('.turn') !== null")


def test_a_contract_above_the_threshold_waits_for_the_counsel(visitor):
    visitor.be("Radca prawny programu")
    visitor.tab("Umowy do oceny")
    visitor.page.locator("main table a").first.click()
    visitor.look(shot="legal-review")
    visitor.follow("Zaakceptuj umowę")
    visitor.press("Zaakceptuj umowę")
    visitor.sees("nie czeka żadna umowa")
