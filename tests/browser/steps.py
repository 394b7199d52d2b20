"""What the journeys share: somebody at a browser, who looks well at each page they come to."""

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from conftest import DESK, PHONE
from meedoen.demo.people_of_the_demo import DEFAULT_PASSWORD, DOMAIN

# Longer than the five seconds of its own, for a machine that does more at once.
expect.set_options(timeout=15_000)

PICTURES = os.environ.get("MEEDOEN_WALK_PICTURES", "")
"""A folder for a picture of each page on a phone and at a desk, to look at; none where it is empty."""


class Visitor:
    """A browser with one open page. Every way to another page ends with `look`."""

    def __init__(self, page: Page, check_axe: Callable[[Page], None]) -> None:
        self.page = page
        self.main = page.get_by_role("main")
        self._check_axe = check_axe
        self._complaints: list[str] = []
        page.on("console", lambda said: said.type == "error" and self._complaints.append(said.text))
        page.on("pageerror", lambda error: self._complaints.append(str(error)))

    def go(self, path: str) -> None:
        """Open an address."""
        answer = self.page.goto(path)
        assert answer is not None and answer.ok, path
        self.look()

    def follow(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Click a link."""
        self._click((within or self.page).get_by_role("link", name=name).first)

    def open_case(self, name: str) -> None:
        """Follow the link with somebody's name that leads to their case, and to no part of it."""
        case = self.page.locator("a[href^='/werk/dossiers/']:not([href*='/wmo'])")
        self._click(self.page.get_by_role("link", name=name).and_(case).first)

    def press(self, name: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button that sends something."""
        self._click((within or self.page).get_by_role("button", name=name).first)

    def sign_in(self, name: str, *, to: str = "/inloggen/") -> None:
        """Sign in as one of the cast of the demo; `to` is a page that asks for it, and comes after."""
        self.go(to)
        self.page.get_by_label("E-mailadres").fill(f"{name}@{DOMAIN}")
        self.page.get_by_label("Wachtwoord").fill(DEFAULT_PASSWORD)
        self.press("Inloggen", within=self.main)

    def search(self, words: str) -> None:
        """Search the map."""
        self.page.get_by_label("Wat wil je doen?").fill(words)
        self.press("Zoek", within=self.page.get_by_role("search"))

    def fill(self, **answers: str) -> None:
        """Fill fields by their name."""
        for field, answer in answers.items():
            self.page.locator(f"[name={field}]").fill(answer)

    def tick(self, question: str | re.Pattern[str], *answers: str | re.Pattern[str]) -> None:
        """Tick these answers to the question of a group, on their words: those cover the whole row."""
        group = self.page.get_by_role("group", name=question)
        for answer in answers:
            group.get_by_text(answer, exact=True).first.click()
            expect(group.get_by_label(answer, exact=True).first).to_be_checked()

    def reads(self, *texts: str) -> None:
        """All of this can be read on the page."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def reads_nothing_of(self, *texts: str) -> None:
        """None of this stands anywhere in the page."""
        content = self.page.content()
        assert [text for text in texts if text in content] == []

    def look(self) -> None:
        """On a phone and at a desk: nothing sticks out, axe finds nothing, no complaint of the browser."""
        own_size = self.page.viewport_size
        assert own_size is not None
        for width, height in (PHONE, DESK):
            self.page.set_viewport_size({"width": width, "height": height})
            stuck_out = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert stuck_out <= 0, f"{self.page.url} is {stuck_out} px wider than {width} px"
            self._check_axe(self.page)
            self.keep_picture(str(width))
        self.page.set_viewport_size(own_size)
        assert self._complaints == [], self.page.url

    def _click(self, way: Locator) -> None:
        with self.page.expect_navigation():
            way.click()
        self.look()

    def keep_picture(self, kind: str) -> None:
        """Keep how the page looks now where pictures are wanted; `kind` ends the name of the file."""
        if PICTURES:
            folder = Path(PICTURES)
            count = len(list(folder.glob(f"*-{kind}.png"))) + 1
            slug = re.sub(r"[0-9a-f-]{36}|[^a-z0-9]+", "-", self.page.url.split("/", 3)[3])[:60].strip("-")
            self.page.screenshot(path=folder / f"{count:02}-{slug}-{kind}.png", full_page=True)


def card_of(visitor: Visitor, text: str) -> Locator:
    """The card of a service in a list."""
    return visitor.main.get_by_role("article").filter(has_text=text).first


def fact(card: Locator, label: str) -> str:
    """What stands behind a label in a card: "Waar", "Wanneer"."""
    return card.locator("dl > div", has=card.page.get_by_text(label, exact=True)).locator("dd").inner_text()


def row_of(visitor: Visitor, text: str) -> Locator:
    """The row of a list in which this stands."""
    return visitor.main.get_by_role("listitem").filter(has_text=text).first


def tick_yes(visitor: Visitor, *questions: str) -> None:
    """Say yes to these questions of the wegwijzer."""
    for question in questions:
        visitor.tick(re.compile(question), "Ja")
