"""Two short walks that run on both databases: the map without JavaScript, and a case that leaves its line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor, card_of, fact, tick_yes

pytestmark = pytest.mark.smoke


def test_a_visitor_searches_and_asks_the_wegwijzer_without_javascript(
    visitor: Callable[..., Visitor],
) -> None:
    somebody = visitor(PHONE, javascript=False)
    somebody.go("/")
    somebody.search("koken")
    card = card_of(somebody, "Samen koken")
    assert "dinsdag" in fact(card, "Wanneer")
    somebody.follow("Samen koken")
    somebody.reads("Je kookt samen een maaltijd", "Handig om te weten", "Overvecht")
    somebody.go("/aanbod/?q=koken&kaart=1")
    somebody.reads("Op deze pagina staat een lijst met dezelfde plekken.")
    somebody.follow("Wegwijzer")
    tick_yes(somebody, "geld tekort", "betaald werk", "gezondheid", "vaak alleen")
    somebody.press("Laat zien wat past")
    somebody.reads("Je zei ja bij: inkomen, werk, gezondheid, sociale contacten.")
    expect(somebody.main.get_by_role("list", name="Waarom dit bij je past").first).to_be_visible()


def test_bram_opens_a_case_for_a_purpose_and_joke_reads_it(visitor: Callable[..., Visitor]) -> None:
    bram, joke = visitor(), visitor(PHONE)
    bram.sign_in("bram")
    bram.open_case("Joke Verzonnen")
    bram.reads_nothing_of("Verzonnen")
    bram.tick("Waarvoor open je dit dossier?", "vragen hoe het gaat")
    bram.press("Open het dossier")
    bram.reads("Joke Verzonnen", "Zonnestippad 12")
    joke.sign_in("joke")
    joke.follow("Bekijk wie, en waarom")
    newest = joke.main.get_by_role("listitem").filter(has_text="Buurtteams Utrecht").first
    expect(newest).to_contain_text("Je dossier")
    expect(newest).to_contain_text("vragen hoe het gaat")
