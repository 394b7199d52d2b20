"""Rest, a double, a child with parents, an ending, a death: each page says first what follows from it."""

import re
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from conftest import PHONE
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser

PLAN = "samen een plan maken"
WHY = "De deur stond dagen open en de buren hoorden geschreeuw."

NewVisitor = Callable[..., Visitor]


@pytest.fixture
def signed_in(live_server: Any, new_page: Any, check_axe: Any, monkeypatch: pytest.MonkeyPatch) -> NewVisitor:
    """One of the cast at a browser of their own, on the morning of the cast: `signed_in("bram")`."""
    # A conftest is read before the apps are.
    from meedoen.site.tests.desk_makers import make_known
    from tests.cast import NOW, make_cast

    ahead = NOW - datetime.now(NOW.tzinfo)
    clock = SimpleNamespace(now=lambda zone: datetime.now(zone) + ahead)
    monkeypatch.setattr("meedoen.shared.clock.datetime", clock)
    with transaction.atomic():
        cast = make_cast()
        make_known(cast, "bram", "Joke", "Verzonnen", user=cast.joke)

    def opened(name: str, *size: tuple[int, int], to: str = "/start/") -> Visitor:
        visitor = Visitor(new_page(*size), check_axe)
        visitor.go(f"/inloggen/?next={to}")
        visitor.page.get_by_label("E-mailadres").fill(f"{name}@voorbeeld.invalid")
        visitor.page.get_by_label("Wachtwoord").fill("meedoen-voorbeeld")
        visitor.press("Inloggen", within=visitor.main)
        return visitor

    return opened


def test_rest_a_double_a_child_an_ending_and_a_death(signed_in: NewVisitor) -> None:
    bram = signed_in("bram")
    joke_wants_rest_until_november(bram)
    danger_sets_the_wish_aside(bram)
    esra_reads_why_without_a_name(signed_in("esra"))
    joke_reads_that_it_happened(signed_in("joke", PHONE))
    a_double_becomes_one(bram)
    details_change_and_the_address_is_shielded(bram)
    a_child_has_parents(bram)
    hanna_sees_the_ages(signed_in("hanna", to="/werk/"))
    a_case_is_closed_and_opens_again(bram)
    somebody_died(bram)


def joke_wants_rest_until_november(bram: Visitor) -> None:
    bram.go("/werk/")
    bram.follow("Joke Verzonnen", within=bram.main)
    _state_purpose(bram)
    bram.follow("Met rust laten tot een dag")
    bram.reads("Wat er dan gebeurt", "Niemand van jullie plant contact voor die dag.")
    bram.press("Leg de wens vast")
    bram.reads("Kies een datum.")
    bram.fill(until="2026-11-02")
    bram.press("Leg de wens vast")
    bram.reads("De inwoner wil geen contact tot", "2 nov")
    bram.follow("Wijzig volgende stap")
    bram.tick("Wat ga je doen?", "contact leggen")
    bram.fill(on="2026-09-20")
    bram.press("Opslaan")
    bram.reads("Deze inwoner wil geen contact tot 02-11-2026.")
    bram.follow("Terug naar het dossier")


def danger_sets_the_wish_aside(bram: Visitor) -> None:
    bram.follow("Wens opzij zetten bij gevaar of overlast")
    bram.tick("Waarom is contact nu toch nodig?", "onveiligheid voor de inwoner of een ander")
    bram.fill(reason=f"Joke is niet veilig. {WHY}")
    bram.press("Zet de wens opzij")
    bram.reads("Haal de naam weg.")
    bram.fill(reason=WHY)
    bram.press("Zet de wens opzij")
    bram.reads("De wens is opzij gezet.", "Contact leggen")


def esra_reads_why_without_a_name(esra: Visitor) -> None:
    esra.go("/werk/inzage/")
    esra.follow(re.compile("Wensen om met rust gelaten"))
    esra.reads(WHY, "onveiligheid", "medewerker buurtteam")
    esra.reads_nothing_of("Joke", "Verzonnen")


def joke_reads_that_it_happened(joke: Visitor) -> None:
    joke.go("/mijn/")
    joke.reads("Met rust gelaten worden", WHY)


def a_double_becomes_one(bram: Visitor) -> None:
    _new_case(bram, first_name="Joke", last_name="Verzonnen", street="Andere straat 4", phone="030-0000123")
    bram.reads("Misschien ken je deze inwoner al")
    bram.tick("Is het een van deze mensen?", "Nee, het is iemand anders")
    bram.press("Open het dossier")
    _state_purpose(bram)
    bram.follow("Dit is dezelfde inwoner als…")
    bram.reads("Lijkt erop")
    bram.fill(name="joke")
    bram.press("Zoek", within=bram.main)
    bram.follow("Joke Verzonnen", within=bram.main.locator(".md-rows"))
    bram.reads("Wat er van allebei bekend is", "Andere straat 4", "Wat er dan gebeurt")
    bram.press("Voeg de dossiers samen")
    bram.reads("Kies wat klopt.")
    for group in bram.main.get_by_role("group").all():
        group.get_by_role("radio").first.check(force=True)
    bram.page.get_by_label("Ik weet zeker dat dit dezelfde inwoner is.").check(force=True)
    bram.press("Voeg de dossiers samen")
    bram.reads("De twee dossiers zijn samengevoegd.", "Andere straat 4")


def details_change_and_the_address_is_shielded(bram: Visitor) -> None:
    bram.follow("Gegevens wijzigen")
    bram.fill(street="Nieuwe straat 7")
    bram.press("Opslaan")
    bram.reads("De gegevens zijn bijgewerkt.", "Nieuwe straat 7")
    bram.follow("Afschermen")
    bram.press("Scherm de inwoner af")
    bram.reads("De inwoner is afgeschermd.")
    bram.follow("Niet meer afschermen")
    bram.fill(reason="Mag weer.")
    bram.press("Haal de afscherming weg")
    bram.reads("Schrijf in een hele zin op waarom afschermen niet meer nodig is.")


def a_child_has_parents(bram: Visitor) -> None:
    _new_case(bram, first_name="Sem", last_name="Kindvoorbeeld", birth_date="2013-02-01")
    _state_purpose(bram)
    bram.follow("Ouders en verzorgers")
    bram.reads("de inwoner en de ouders of voogd", "Jeugdwet")
    bram.tick("Wat is deze persoon voor de inwoner?", "ouder")
    bram.fill(name="Nadia Kindvoorbeeld", phone="030-0000456")
    bram.press("Voeg toe")
    bram.reads("Nadia Kindvoorbeeld, ouder")
    bram.follow("Sem Kindvoorbeeld")
    bram.follow("Toestemming vastleggen")
    bram.reads("Op deze leeftijd moet ja zeggen: de inwoner en de ouders of voogd.")
    bram.follow("Terug naar het dossier")


def hanna_sees_the_ages(hanna: Visitor) -> None:
    hanna.follow(re.compile("^Leeftijden"))
    hanna.reads("onder 12 jaar zeggen de ouders ja", "vanaf 16 jaar de jongere zelf")


def a_case_is_closed_and_opens_again(bram: Visitor) -> None:
    bram.follow("Dossier sluiten")
    bram.reads("Terugkomen kan altijd.")
    bram.tick("Waarom stopt het?", "niet meer nodig")
    bram.press("Sluit het dossier")
    bram.reads("Het dossier is gesloten.")
    bram.go("/werk/dossiers/terug/")
    bram.fill(first_name="Sem", last_name="Kindvoorbeeld", birth_date="2013-02-01")
    bram.press("Ga verder met het dossier")
    bram.reads("Welkom terug.", "Sem Kindvoorbeeld")


def somebody_died(bram: Visitor) -> None:
    bram.follow("Dossier sluiten")
    bram.follow("overleden")
    bram.reads("Alle dossiers van deze inwoner sluiten vandaag")
    bram.fill(on="2026-09-14")
    bram.page.get_by_label("Ik weet zeker dat deze inwoner is overleden.").check(force=True)
    bram.press("Leg het overlijden vast")
    bram.reads("Het overlijden is vastgelegd.")


def _new_case(bram: Visitor, **known: str) -> None:
    bram.go("/werk/dossiers/nieuw/")
    bram.fill(reason="Komt langs bij de inloop.", **known)
    bram.press("Open het dossier")


def _state_purpose(bram: Visitor) -> None:
    bram.tick("Waarvoor open je dit dossier?", PLAN)
    bram.press("Open het dossier")
