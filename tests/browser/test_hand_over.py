"""Handing over: sent, declined, on to the next, lapsed and back; accepted; and a consent taken back."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from conftest import PHONE
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser
HOME, OTHER = "Buurtteam Overvecht", "Buurtteam West"
PURPOSE, TOLD = (
    "Hulp bij het invullen van formulieren",
    "Wil zelf de post leren doen. Komt graag ’s ochtends.",
)

NewVisitor = Callable[..., Visitor]


def test_a_hand_over_that_nobody_takes_comes_back_to_who_sent_it(visitor: NewVisitor) -> None:
    fatima, bram = visitor(), visitor(PHONE)
    fatima.sign_in("fatima")
    bram.sign_in("bram")
    case = a_case_of("fatima", 0)
    sends(fatima, case, HOME, OTHER)
    bram.go("/werk/overdrachten/")
    bram.reads_nothing_of(PURPOSE, TOLD)
    bram.go(f"/werk/overdrachten/{the_hand_over(case).id}/")
    bram.reads(PURPOSE, TOLD, "De naam hoort daar niet bij")
    bram.reads_nothing_of(name_of(case))
    bram.page.get_by_text("Het lukt niet").click()
    bram.press("Niet aannemen", within=bram.main)
    bram.reads("Schrijf in een zin waarom het niet lukt.")
    bram.fill(reason="Er is een wachtlijst van twee maanden.")
    bram.press("Niet aannemen", within=bram.main)
    bram.reads("Ze gaat door naar de volgende")
    fatima.go(f"/werk/dossiers/{case.id}/overdracht/{the_hand_over(case).id}/")
    fatima.reads("Er is een wachtlijst van twee maanden.", OTHER, "antwoord uiterlijk")
    the_timetable_runs(days=20)
    fatima.page.reload()
    fatima.reads("terug bij de afzender", "geen antwoord binnen de termijn")
    fatima.look()
    fatima.follow("Naar het dossier", within=fatima.main)
    fatima.reads("Contact leggen")


def test_accepted_there_is_a_case_and_taken_back_what_was_told_is_gone(visitor: NewVisitor) -> None:
    fatima, bram = visitor(PHONE), visitor()
    fatima.sign_in("fatima")
    bram.sign_in("bram")
    case = a_case_of("fatima", 1)
    sends(fatima, case, HOME, told_name=True)
    bram.go(f"/werk/overdrachten/{the_hand_over(case).id}/")
    bram.reads(f"Overdracht van {name_of(case)}")
    bram.press("Ik neem dit aan", within=bram.main)
    says_why(bram)
    bram.reads(TOLD, "Vaste contactpersoon: Bram")
    fatima.go(f"/werk/dossiers/{case.id}/")
    fatima.follow(re.compile("^Intrekken van een overdracht"), within=fatima.main)
    fatima.reads("Dit gebeurt er als de toestemming wordt ingetrokken", "verdwijnt daaruit")
    fatima.press("Trek de toestemming in", within=fatima.main)
    fatima.reads("De toestemming is ingetrokken")
    bram.page.reload()
    bram.reads("De inwoner nam de toestemming terug")
    bram.reads_nothing_of(TOLD)


def test_a_resident_takes_a_consent_back_and_the_other_finds_nothing(visitor: NewVisitor) -> None:
    fatima, bram, joke = visitor(), visitor(PHONE), visitor(PHONE)
    fatima.sign_in("fatima")
    bram.sign_in("bram")
    joke.sign_in("joke")
    case = jokes_case()
    sends(fatima, case, HOME)
    address = f"/werk/overdrachten/{the_hand_over(case).id}/"
    bram.go(address)
    joke.go("/mijn/toestemming/")
    joke.reads("een overdracht aan een ander", PURPOSE)
    joke.page.get_by_text("Deze tekst is voorgelezen").first.click()
    joke.look()
    card = joke.main.locator("section.md-card").filter(has_text="Wil de inwoner dat de ander")
    joke.follow("Intrekken", within=card.first)
    joke.reads("De overdracht", "stopt", HOME)
    joke.press("Trek de toestemming in", within=joke.main)
    joke.reads("Je toestemming is ingetrokken")
    answer = bram.page.goto(address)
    assert answer is not None and answer.status == 404


def sends(fatima: Visitor, case: Any, first: str, second: str = "", *, told_name: bool = False) -> None:
    """Fatima fills the hand-over in; the first time one yes is missing, and the page says which."""
    fatima.go(f"/werk/dossiers/{case.id}/overdragen/")
    says_why(fatima)
    fatima.fill(
        purpose=PURPOSE, told=TOLD, talk_on="2026-09-18", talk_time="10:30", talk_where="de wijkkamer"
    )
    if told_name:
        fatima.page.get_by_text("De ander mag de naam weten").click()
    for field, place in (("first", first), ("second", second)):
        choose(fatima, field, place)
    yes = "Ja, in een gesprek gevraagd"
    fatima.tick(re.compile("Mag de ander, die met een andere wet werkt"), yes)
    fatima.tick(re.compile("Mag wie nu helpt erover praten"), yes)
    fatima.press("Verstuur de overdracht", within=fatima.main)
    fatima.reads("instemmen met de hulp", "Zonder die toestemming kan dit niet")
    fatima.tick(re.compile("Wil de inwoner dat de ander gaat helpen"), yes)
    fatima.press("Verstuur de overdracht", within=fatima.main)
    fatima.reads("De overdracht is verstuurd", "Antwoord op een overdracht afwachten")


def choose(somebody: Visitor, field: str, place: str) -> None:
    if place:
        options = somebody.page.locator(f"[name={field}] option").filter(has_text=place)
        somebody.page.locator(f"[name={field}]").select_option(options.first.get_attribute("value"))


def says_why(somebody: Visitor) -> None:
    somebody.tick("Waarvoor open je dit dossier?", "overdragen of waarnemen")
    somebody.press("Open het dossier", within=somebody.main)


def the_timetable_runs(days: int) -> None:
    from meedoen.casework.actions.referrals import keep_referrals
    from tests.cast import NOW

    assert keep_referrals(at=NOW + timedelta(days=days)) > 0


def a_case_of(name: str, number: int) -> Any:
    """A case that nothing special goes on with."""
    from meedoen.casework.models import Case
    from meedoen.demo.people_of_the_demo import DOMAIN

    rows = Case.objects.filter(
        referrals=None,
        involvement__lead__email=f"{name}@{DOMAIN}",
        involvement__left_alone_until=None,
        involvement__person__shielded=False,
        involvement__person__user=None,
    )
    known_twice = Case.objects.filter(involvement__legal_domain="wmo").values("involvement__person_id")
    return rows.exclude(involvement__person_id__in=known_twice).order_by("id")[number]


def jokes_case() -> Any:
    from meedoen.casework.models import Case

    return Case.objects.get(
        involvement__person__user__name="Joke", involvement__legal_domain="participatiewet"
    )


def the_hand_over(case: Any) -> Any:
    """The newest: Joke was handed over before."""
    return case.referrals.order_by("-sent_at")[0]


def name_of(case: Any) -> str:
    from meedoen.people.models import PersonDetails

    row = PersonDetails.objects.get(person_id=case.involvement.person_id)
    return f"{row.first_name} {row.last_name}"
