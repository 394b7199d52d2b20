"""A talk, a note in three taps, a summary the person corrects, and a plan that goes back and is looked at."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor, row_of

pytestmark = pytest.mark.browser

NewVisitor = Callable[..., Visitor]
STORY = "Joke vertelde dat ze slecht slaapt."
SUMMARY = "We spraken over koken en slapen. Bram belt De Linde."
SAYS = "Ik bel De Linde liever zelf."


def test_from_a_talk_to_a_plan_on_paper(visitor: NewVisitor) -> None:
    bram, joke = visitor(PHONE), visitor(PHONE)
    bram_opens_the_case(bram)
    a_note_takes_three_taps(bram)
    a_talk_has_its_questions_and_a_summary(bram)
    joke_says_what_is_not_right(joke)
    bram_sees_the_mark(bram)
    the_plan_goes_back_and_nobody_calls_it_a_failure(bram)
    a_step_has_an_owner_and_a_day(bram)
    they_look_at_the_plan_together(bram)
    both_print_the_plan(bram, joke)
    hanna_puts_the_questions_in_her_words(visitor())


def bram_opens_the_case(bram: Visitor) -> None:
    bram.sign_in("bram")
    bram.go("/werk/")
    bram.reads("Plannen om te bespreken")
    bram.open_case("Joke Verzonnen")
    bram.tick("Waarvoor open je dit dossier?", "samen een plan maken")
    bram.press("Open het dossier")


def a_note_takes_three_taps(bram: Visitor) -> None:
    """The link, what happened, and save: all three within one screen of a phone."""
    bram.follow("Korte notitie")
    choice = bram.main.get_by_text("We spraken elkaar, het gaat zijn gang", exact=True)
    save = bram.main.get_by_role("button", name="Bewaar notitie").first
    expect(choice).to_be_in_viewport()
    expect(save).to_be_in_viewport()
    choice.click()
    bram.press("Bewaar notitie")
    bram.reads("De notitie staat in het dossier.", "We spraken elkaar, het gaat zijn gang.")


def a_talk_has_its_questions_and_a_summary(bram: Visitor) -> None:
    bram.follow("Leg gesprek vast")
    bram.follow("Vragen hoe het gaat")
    bram.reads("Kom je er graag, en lukt het om te komen?", "recht heeft op een uitkering, kun je hier niet")
    bram.tick("Hoe spraken jullie elkaar?", "bij iemand thuis")
    bram.fill(story=STORY, agreed="Bram belt.", summary=SUMMARY)
    bram.press("Opslaan")
    bram.tick("Wat ga je doen?", "vragen hoe het gaat")
    bram.fill(on="2026-09-22")
    bram.press("Opslaan")
    bram.reads(STORY, "Vragen hoe het gaat")


def joke_says_what_is_not_right(joke: Visitor) -> None:
    joke.sign_in("joke")
    joke.go("/mijn/")
    joke.follow("Mijn gesprekken")
    joke.reads(SUMMARY)
    joke.reads_nothing_of(STORY)
    joke.follow("Er klopt iets niet op 15 september, of er mist iets")
    joke.press("Zet erbij")
    joke.reads("Schrijf op wat er niet klopt, of wat erbij moet.")
    joke.fill(says=SAYS)
    joke.press("Zet erbij")
    joke.reads(SUMMARY, "Jij zegt", SAYS)


def bram_sees_the_mark(bram: Visitor) -> None:
    bram.page.reload()
    bram.look()
    newest = row_of(bram, STORY)
    expect(newest).to_contain_text("de inwoner wil iets rechtzetten")
    expect(newest).to_contain_text(SAYS)
    newest.get_by_text("Samenvatting die de inwoner leest").click()
    expect(newest).to_contain_text(SUMMARY)


def the_plan_goes_back_and_nobody_calls_it_a_failure(bram: Visitor) -> None:
    bram.follow("Ander soort plan kiezen")
    bram.reads("Een stap terug is een gewone stap.")
    bram.tick("Welk plan past nu?", "rustplan")
    bram.fill(why="Ik wil even op adem komen.")
    bram.press("Opslaan")
    bram.reads("Het is nu een rustplan.", "Soort plan: rustplan")
    assert bram.main.locator(".md-badge--negative", has_text="rustplan").count() == 0
    bram.follow("Ander soort plan kiezen")
    bram.reads("Zo ging het tot nu toe", "Ik wil even op adem komen.", "Participatieplan")
    bram.follow("Terug naar het dossier")


def a_step_has_an_owner_and_a_day(bram: Visitor) -> None:
    bram.follow("Stap toevoegen")
    bram.main.get_by_role("group", name="Bij welk doel").get_by_role("radio").first.check(force=True)
    bram.fill(text="Een keer samen wandelen")
    bram.tick("Wie doet het?", "iemand anders")
    bram.press("Opslaan")
    bram.reads("Schrijf op wie de stap doet", "Kies een datum.")
    bram.fill(who="Karim, de buurman", due_on="2026-10-01")
    bram.press("Opslaan")
    bram.reads("Een keer samen wandelen", "Karim, de buurman, voor 1 oktober 2026")


def they_look_at_the_plan_together(bram: Visitor) -> None:
    bram.follow("Plan bespreken")
    bram.reads("Past het plan nog bij je?")
    bram.fill(said="Dit is goed voor nu.", next_on="2028-01-01")
    bram.press("Opslaan")
    bram.reads("meer dan een jaar vooruit")
    bram.fill(next_on="2027-01-12")
    bram.press("Opslaan")
    bram.reads("Plan bespreken", "Samen bespreken: 12 januari 2027")


def both_print_the_plan(bram: Visitor, joke: Visitor) -> None:
    bram.follow("Plan op papier")
    bram.tick("Hoe groot zijn de letters?", "Groot")
    assert _pdf(bram).startswith(b"%PDF")
    joke.go("/mijn/")
    joke.reads(
        "Het is nu een rustplan.", "We bespreken het plan weer op 12 januari 2027", "Karim, de buurman"
    )
    joke.follow("Mijn plan op papier")
    joke.reads("Jij bepaalt wie het leest.")
    assert _pdf(joke).startswith(b"%PDF")


def _pdf(somebody: Visitor) -> bytes:
    """What the form with these answers gives; a browser without a screen opens no PDF."""
    address = somebody.page.evaluate(
        "() => '?' + new URLSearchParams(new FormData(document.querySelector('main form'))) + '&maak=ja'"
    )
    answer = somebody.page.request.get(somebody.page.url.split("?")[0] + address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def hanna_puts_the_questions_in_her_words(hanna: Visitor) -> None:
    hanna.sign_in("hanna", to="/werk/gespreksvragen/")
    hanna.follow(re.compile("Wijzig de vragen bij: eerste gesprek"))
    hanna.fill(questions="Is je uitkering rechtmatig?")
    hanna.press("Opslaan")
    hanna.reads("hoort niet in deze gesprekken")
    hanna.fill(questions="Waar word je blij van?")
    hanna.press("Opslaan")
    hanna.reads("De vragen zijn bewaard.", "Waar word je blij van?")
