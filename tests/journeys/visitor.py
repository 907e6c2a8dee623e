"""What a person does in a journey, in words: be somebody, open, choose, type, press; every page is held to axe and the CSP."""

import os
import re
from pathlib import Path

SHOTS = os.environ.get("GROMADA_SHOTS")
# The rules of WCAG 2.0, 2.1 A and AA, and axe's own best practice.
AXE = {"resultTypes": ["violations"]}


class Visitor:
    def __init__(self, address, browser, *, width=1366, dark=False):
        self.address = address
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="pl-PL", color_scheme="dark" if dark else "light"
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.wrong = []
        self.looked_at = set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))

    def _heard(self, message):
        if message.type == "error" and "status of 40" not in message.text:
            self.wrong.append(f"{message.location.get('url', '')}: {message.text}")

    def leave(self):
        self.context.close()
        assert self.wrong == [], self.wrong

    # --- where am I

    def look(self, shot=""):
        """Hold the page to axe, the console and no sideways scroll; keep a picture when asked."""
        self.page.wait_for_load_state()
        path = re.sub(r"\d+", "N", self.page.url.removeprefix(self.address))
        if path not in self.looked_at:
            from axe_playwright_python.sync_playwright import Axe

            self.looked_at.add(path)
            found = Axe().run(self.page, options=AXE).response["violations"]
            assert found == [], (
                f"{path}: {[(one['id'], one['help'], [node['html'][:200] for node in one['nodes'][:3]]) for one in found]}"
            )
            assert self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
                path
            )
        assert self.wrong == [], self.wrong
        if shot and SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            # The caret is left alone: hiding it would put a style into the page, and the CSP would be right to complain.
            self.page.screenshot(path=f"{SHOTS}/{shot}.png", full_page=True, caret="initial")

    def open(self, path, shot=""):
        answer = self.page.goto(self.address + path)
        assert answer.status < 400, f"{path}: {answer.status}"
        self.look(shot)

    def be(self, role, place="", shot=""):
        """Sign out if somebody is signed in, and be another persona of the demo."""
        self.context.clear_cookies()
        self.page.goto(f"{self.address}/sign-in/")
        self.look()
        button = self.page.locator("button[name=grant]").filter(has_text=role)
        if place:
            button = button.filter(has_text=place)
        button.first.click()
        self.look(shot)
        assert self.page.url.endswith("/desk/"), self.page.url

    # --- what I do

    def follow(self, words, shot=""):
        self._click("link", words)
        self.look(shot)

    def press(self, words, shot=""):
        self._click("button", words)
        self.look(shot)

    def _click(self, role, words):
        found = self.page.locator("main").get_by_role(role, name=words)
        if not found.count():
            there = [one.inner_text().strip() for one in self.page.locator("main").get_by_role(role).all()]
            raise AssertionError(f"no {role} {words!r} on {self.page.url}; there are {there}")
        found.first.click()

    def tab(self, words, shot=""):
        self.page.locator("nav.tabs").get_by_role("link", name=words).click()
        self.look(shot)

    def type(self, label, value):
        self.page.get_by_label(label, exact=False).first.fill(str(value))

    def arrives_at(self, part, shot=""):
        """A page that is brought up to date without being loaded anew says so in its address."""
        self.page.wait_for_url(lambda address: part in address)
        self.look(shot)

    def attach(self, label, *paths):
        self.page.get_by_label(label, exact=False).first.set_input_files([str(path) for path in paths])

    def waits_for(self, words, shot="", seconds=60):
        """Long work: look again until the page says so."""
        for _turn in range(seconds * 2):
            if words in " ".join(self.page.locator("main").inner_text().replace("\u00a0", " ").split()):
                return self.look(shot)
            self.page.wait_for_timeout(500)
            self.page.reload()
        return self.sees(words)

    def choose(self, label, words):
        """Choose the first option that has the words."""
        box = self.page.get_by_label(label, exact=True).and_(self.page.locator("select"))
        value = box.locator("option", has_text=words).first.get_attribute("value")
        box.select_option(value)

    def search(self, words):
        """Find something by the search of the header and open it."""
        self.page.locator("header input[name=q]").fill(words)
        self.page.locator("header form[role=search] button").click()
        self.look()
        self.follow(words)

    def follow_in_row(self, words):
        self.page.locator("tr", has_text=words).get_by_role("link").first.click()
        self.look()

    def download(self, words):
        """What a link gives, fetched as the person who is signed in."""
        address = self.page.get_by_role("link", name=words).first.get_attribute("href")
        return self.context.request.get(self.address + address).body()

    def tick(self, label):
        self.page.get_by_label(label, exact=False).first.check()

    def tick_exactly(self, label):
        self.page.get_by_label(label, exact=True).first.check()

    def sees(self, words):
        text = self.page.locator("main").inner_text()
        plain = " ".join(text.replace("\u00a0", " ").split())
        assert words in plain, f"{words!r} is not on {self.page.url}: {plain[:1500]}"

    def title_begins(self, words):
        assert self.page.title().startswith(words), self.page.title()
