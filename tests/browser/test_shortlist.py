"""Somebody without an account keeps a list of their own, writes on it, prints it and gives it away."""

import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser
NOTE = "Eerst vragen of de hond mee mag"


def test_a_list_without_an_account(visitor: Callable[..., Visitor]) -> None:
    somebody = visitor(PHONE)
    sent: list[str] = []
    somebody.page.on("request", lambda asked: sent.append(f"{asked.url} {asked.post_data or ''}"))
    two_offers_go_on_the_list(somebody)
    the_list_takes_a_note(somebody)
    home = somebody.page.evaluate("location.origin")
    assert not [one for one in sent if "hond" in unquote(one)]
    assert not [one for one in sent if not one.startswith((home, "data:"))]
    paper_shows_the_note_in_large_letters(somebody)
    address = somebody.page.get_by_role("link", name="/lijst/#").get_attribute("href")
    assert address
    another_phone_gets_the_list_without_the_notes(visitor(PHONE), address)
    what_is_taken_off_is_gone(somebody)


def two_offers_go_on_the_list(somebody: Visitor) -> None:
    somebody.go("/aanbod/?q=koken")
    buttons = somebody.page.get_by_role("button", name="Zet op je lijst")
    buttons.nth(1).click()
    buttons.nth(0).click()
    expect(somebody.page.get_by_role("link", name="Mijn lijst (2)")).to_be_visible()
    expect(somebody.page.get_by_role("button", name="Op je lijst", pressed=True)).to_have_count(2)
    somebody.look()
    the_page_of_an_offer_has_the_same_button(somebody)
    somebody.follow("Mijn lijst")
    expect(somebody.main.get_by_role("article")).to_have_count(2)
    somebody.look()


def the_page_of_an_offer_has_the_same_button(somebody: Visitor) -> None:
    somebody.follow(re.compile("."), within=somebody.main.get_by_role("article").nth(1))
    button = somebody.main.get_by_role("button", name="Op je lijst", pressed=True)
    button.click()
    expect(somebody.page.get_by_role("link", name="Mijn lijst (1)")).to_be_visible()
    somebody.main.get_by_role("button", name="Zet op je lijst").click()
    expect(somebody.page.get_by_role("link", name="Mijn lijst (2)")).to_be_visible()


def the_list_takes_a_note(somebody: Visitor) -> None:
    somebody.main.get_by_label("Je notitie").first.fill(NOTE)
    somebody.page.reload()
    expect(somebody.main.get_by_label("Je notitie").first).to_have_value(NOTE)


def paper_shows_the_note_in_large_letters(somebody: Visitor) -> None:
    page = somebody.page
    page.evaluate(
        "window.print = () => { window.printed = document.documentElement.classList.contains('md-large') }"
    )
    page.get_by_role("button", name="Print in grote letters").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator(".md-shortlist__paper").first).to_have_text(NOTE)
    expect(page.locator(".md-shortlist__paper").first).to_be_visible()
    page.emulate_media(media="screen")


def another_phone_gets_the_list_without_the_notes(other: Visitor, address: str) -> None:
    other.page.goto(address)
    expect(other.main.get_by_role("article")).to_have_count(2)
    other.reads("een lijst die je van iemand kreeg")
    other.look()
    other.page.get_by_role("button", name="Zet alles op mijn eigen lijst").click()
    expect(other.page.get_by_role("link", name="Mijn lijst (2)")).to_be_visible()
    expect(other.main.get_by_label("Je notitie").first).to_have_value("")


def what_is_taken_off_is_gone(somebody: Visitor) -> None:
    somebody.page.get_by_role("button", name="Haal van de lijst").first.click()
    expect(somebody.main.get_by_role("article")).to_have_count(1)
    somebody.page.on("dialog", lambda asked: asked.accept())
    somebody.page.get_by_role("button", name="Gooi de lijst weg").click()
    somebody.reads("Je lijst is nog leeg")
    somebody.look()
