"""A Wmo route in a browser: what presses at the start, a route from question to decision, and the person."""

import re
from collections.abc import Callable

import pytest

from conftest import PHONE
from tests.browser.steps import Visitor, row_of

pytestmark = pytest.mark.browser

PLAN = "samen een plan maken"
QUESTION = "Ik wil weer naar buiten. Alleen lukt de trap niet meer."


def test_a_route_is_walked_and_the_person_reads_along(visitor: Callable[..., Visitor]) -> None:
    bram = visitor()
    bram_sees_what_ends_first(bram)
    bram_notes_a_day_too_early_and_reads_why_not(bram)
    bram_begins_a_route_of_his_own(bram)
    bram_puts_the_term_still_and_decides(bram)
    joke_reads_her_route(visitor(PHONE))


def bram_sees_what_ends_first(bram: Visitor) -> None:
    bram.go("/werk/")
    bram.sign_in("bram")
    bram.reads("Wmo-termijnen die aflopen", "het onderzoek afronden", "loopt af over 6 dagen")
    bram.follow(re.compile("Joke"), within=row_of(bram, "loopt af over 6 dagen"))
    bram.tick("Waarvoor open je dit dossier?", PLAN)
    bram.press("Open het dossier")
    bram.reads(
        "Vraagt deze inwoner om hulp van de Wmo?", "Activiteiten in de buurt staan voor iedereen open."
    )
    bram.follow("Open de route")
    bram.reads(
        "Rond het onderzoek af",
        "ma 21 september 2026",
        "Wmo 2015 artikel 2.3.2 lid 1",
        "loopt af over 6 dagen",
    )


def bram_notes_a_day_too_early_and_reads_why_not(bram: Visitor) -> None:
    bram.follow("Verslag gegeven")
    bram.press("Opslaan")
    bram.reads("Vul eerst in wanneer het onderzoek klaar was.")
    bram.follow("Terug")
    bram.follow("Onderzoek klaar")
    bram.fill(on="2026-09-14")
    bram.press("Opslaan")
    bram.reads("Dat staat in de route.", "op tijd gedaan", "Geef het verslag van het onderzoek")


def bram_begins_a_route_of_his_own(bram: Visitor) -> None:
    bram.follow("Wmo-route")
    bram.follow("Begin een route")
    bram.press("Begin de route")
    bram.reads("Schrijf op waar de inwoner hulp bij vraagt.")
    bram.fill(question=QUESTION, reported_on="2026-08-24")
    bram.press("Begin de route")
    for step, day in (
        ("Ontvangst bevestigd", "2026-08-25"),
        ("Gewezen op cliëntondersteuning", "2026-08-25"),
        ("Gewezen op een eigen plan", "2026-08-25"),
        ("Onderzoek klaar", "2026-09-07"),
        ("Verslag gegeven", "2026-09-08"),
        ("Aanvraag ontvangen", "2026-09-09"),
    ):
        bram.follow(step)
        bram.fill(on=day)
        bram.press("Opslaan")
    bram.reads("Beslis op de aanvraag", "wo 23 september 2026", "loopt af over 8 dagen")


def bram_puts_the_term_still_and_decides(bram: Visitor) -> None:
    bram.follow("Zet de termijn stil")
    bram.fill(starts_on="2026-09-11", ground="De offerte voor de traplift ontbreekt.")
    bram.press("Opslaan")
    bram.reads("staat stil", "De offerte voor de traplift ontbreekt.")
    bram.follow(re.compile("Laat de termijn weer lopen"))
    bram.fill(ends_on="2026-09-14")
    bram.press("Opslaan")
    bram.reads("Stond 4 dagen stil.", "ma 28 september 2026")
    bram.follow("Verleng de termijn")
    bram.fill(to="2026-10-09", because="De leverancier komt eerst meten.")
    bram.press("Opslaan")
    bram.reads("Verlengd tot en met 9 oktober 2026", "vr 9 oktober 2026")
    bram.follow("Leg de beslissing vast")
    bram.tick("Wat is de beslissing?", "toegekend")
    bram.fill(words="Een traplift, in bruikleen.")
    bram.press("Opslaan")
    bram.reads("Deze route is klaar", "Een traplift, in bruikleen.", "Bezwaar maken")


def joke_reads_her_route(joke: Visitor) -> None:
    joke.go("/mijn/")
    joke.sign_in("joke")
    joke.go("/mijn/")
    joke.reads("Mijn vraag om hulp", QUESTION, "Een traplift, in bruikleen.", "Dat heet bezwaar maken.")
    address = joke.main.get_by_role("link", name=re.compile("Op papier")).first.get_attribute("href")
    paper = joke.page.request.get(str(address))
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
