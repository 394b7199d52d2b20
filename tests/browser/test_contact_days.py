"""Contact days from making a campaign to its figures: the plan at a desk, the day itself on a phone."""

import re
from collections.abc import Callable

import pytest

from conftest import PHONE
from tests.browser.steps import Visitor, row_of

pytestmark = pytest.mark.browser

NewVisitor = Callable[..., Visitor]

SETTINGS = {"name": "Proef", "years_without_contact": "1", "show_rate": "50", "phone": "030-0990000"}
WEEK = {"first": "2026-10-05", "number": "2", "starts_at": "09:00", "ends_at": "12:00"}
HERE = {"place": "Buurthuis De Proef", "address": "Dreef 1, Utrecht"}


def test_contact_days_from_the_plan_to_the_figures(visitor: NewVisitor) -> None:
    fatima = visitor()
    she_makes_a_campaign_and_sees_what_fits(fatima)
    she_starts_it_and_everybody_has_a_time(fatima)
    on_the_day_one_tap_says_who_is_here(visitor(PHONE))
    dirk_sees_no_small_numbers(visitor())


def she_makes_a_campaign_and_sees_what_fits(fatima: Visitor) -> None:
    fatima.sign_in("fatima")
    fatima.follow("Contactdagen", within=fatima.main)
    fatima.reads("Najaar 2026", "loopt")
    fatima.follow("Nieuwe campagne")
    fatima.fill(**SETTINGS)
    fatima.press("Bewaar", within=fatima.main)
    fatima.reads("voeg dagen toe om mensen uit te nodigen", "gesprekken per week", "Er zijn nog geen dagen")
    fatima.follow("Dagen toevoegen")
    fatima.fill(**WEEK, **HERE)
    fatima.page.get_by_label("Wijk").select_option(label="Overvecht")
    fatima.press("Voeg toe", within=fatima.main)
    fatima.reads("Kies minstens één collega.")
    fatima.tick("Wie werken er?", re.compile("^Fatima"))
    fatima.press("Voeg toe", within=fatima.main)
    fatima.reads("Buurthuis De Proef", "8 gesprekken kunnen we voeren")
    fatima.reads("krijgen 16 mensen een dag en een tijd")


def she_starts_it_and_everybody_has_a_time(fatima: Visitor) -> None:
    fatima.press("Start de campagne", within=fatima.main)
    fatima.reads("De campagne loopt", "Brief: 16", "Het gesprek is vrijwillig")
    fatima.follow("Bellen en langsgaan")
    fatima.reads("Bellen", "Niemand.")


def on_the_day_one_tap_says_who_is_here(fatima: Visitor) -> None:
    fatima.sign_in("fatima")
    fatima.go("/werk/balie/")
    fatima.follow("15-09-2026, Buurthuis De Dreef")
    first = fatima.main.get_by_role("listitem").first
    name = first.locator(".md-row__name").inner_text().removeprefix("09:00 ")
    fatima.press(re.compile(f"Is er.*{name}"), within=first)
    fatima.reads("geweest", "Uitkomst")
    here = row_of(fatima, name)
    fatima.follow(re.compile(f"Gesprek.*{name}"), within=here)
    fatima.tick("Waarvoor open je dit dossier?", "samen een plan maken")
    fatima.press("Open het dossier", within=fatima.main)
    fatima.reads(name)
    fatima.go("/werk/balie/")
    fatima.follow("15-09-2026, Buurthuis De Dreef")
    fatima.follow(re.compile(f"Uitkomst.*{name}"), within=row_of(fatima, name))
    fatima.tick("Wat spraken jullie af?", "naar het buurtteam in de kamer ernaast")
    fatima.press("Bewaar", within=fatima.main)
    fatima.reads("naar het buurtteam in de kamer ernaast")
    fatima.follow("Inloop", within=fatima.main)
    fatima.page.get_by_label("Naam").fill("Joke")
    fatima.press("Zoek", within=fatima.main)
    fatima.reads("Gevonden", "Joke")
    fatima.go("/werk/balie/")
    fatima.follow("15-09-2026, Buurthuis De Dreef")
    fatima.press("Sluit de dag af", within=fatima.main)
    fatima.reads("De dag is afgesloten")
    fatima.go("/werk/contactdagen/")
    fatima.follow("Najaar 2026")
    fatima.follow("Cijfers")
    fatima.reads("Opkomst", "Naar het buurtteam", "100 van de 100", "Per wijk")
    fatima.reads_nothing_of(name)


def dirk_sees_no_small_numbers(dirk: Visitor) -> None:
    dirk.sign_in("dirk")
    dirk.go("/werk/")
    dirk.follow("Contactdagen in cijfers", within=dirk.main)
    dirk.follow("Najaar 2026")
    dirk.reads("Aantallen onder de tien zijn afgeschermd", "minder dan 10, of af te leiden")
