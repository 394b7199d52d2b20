"""Nobody forgotten: the page of it, a lead passed on by two who agree, and a colleague who leaves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser
PLAN = "samen een plan maken"

NewVisitor = Callable[..., Visitor]


def test_nobody_is_forgotten_when_work_changes_hands(visitor: NewVisitor) -> None:
    tessa = visitor()
    name = the_team_lead_sees_that_nobody_is_forgotten(tessa)
    a_lead_asks_and_the_other_agrees(visitor(PHONE), tessa)
    a_colleague_leaves_and_everybody_is_handed_on(tessa)
    who_reads_figures_sees_no_name(visitor(PHONE), name)


def the_team_lead_sees_that_nobody_is_forgotten(tessa: Visitor) -> str:
    """Gives a name that stands behind a number."""
    tessa.go("/werk/")
    tessa.sign_in("tessa")
    tessa.go("/werk/")
    tessa.follow("Niemand vergeten", within=tessa.main)
    tessa.reads("Niemand is zonder eigenaar of datum", "Buurtteams Utrecht", "Per wijk", "Wettelijk kader")
    tessa.follow("Een jaar of langer niet gesproken")
    tessa.follow("Wacht op een vaste contactpersoon")
    tessa.follow("De datum is voorbij")
    first = tessa.main.locator(".md-rows a").first
    return first.inner_text() if first.count() else "Amrani"


def a_lead_asks_and_the_other_agrees(bram: Visitor, tessa: Visitor) -> None:
    bram.go("/werk/")
    bram.sign_in("bram")
    bram.go("/werk/")
    bram.follow(re.compile("."), within=bram.main.locator("h2:has-text('Jouw mensen') + ul"))
    bram.tick("Waarvoor open je dit dossier?", PLAN)
    bram.press("Open het dossier")
    case = bram.page.url
    bram.follow("Wijzig", within=bram.page.locator("p", has_text="Vaste contactpersoon:"))
    bram.reads("Jullie zeggen allebei ja, of het blijft zoals het is.")
    bram.tick("Wie wordt de vaste contactpersoon?", "Tessa")
    bram.press("Vraag het")
    bram.reads("De vraag is gesteld.")
    expect(bram.page.get_by_text("Dat wacht op een ja van Tessa")).to_be_visible()
    tessa.go("/werk/")
    tessa.follow(re.compile("Bram vraagt: word jij"))
    tessa.reads("Word jij de vaste contactpersoon?", "Antwoord uiterlijk")
    tessa.press("Ja")
    tessa.reads("Jullie zijn het eens.")
    bram.go(case)
    expect(bram.page.get_by_text("Vaste contactpersoon: Tessa")).to_be_visible()


def a_colleague_leaves_and_everybody_is_handed_on(tessa: Visitor) -> None:
    tessa.go("/werk/vertrek/")
    tessa.follow("Bram", within=tessa.main)
    tessa.reads("Bram vertrekt", "staat in voor")
    tessa.press("Laat zien wat er gebeurt")
    tessa.reads("Kies aan wie.")
    tessa.tick("Aan wie geef je alles over?", re.compile("Verdeel over het team"))
    tessa.press("Laat zien wat er gebeurt")
    tessa.reads("Zo wordt het", "Krijgt erbij")
    tessa.press("Draag alles over")
    tessa.reads("van Bram: overgedragen.")
    expect(tessa.main.get_by_role("link", name="Bram", exact=True)).to_have_count(0)


def who_reads_figures_sees_no_name(dirk: Visitor, name: str) -> None:
    dirk.go("/werk/")
    dirk.sign_in("dirk")
    dirk.go("/werk/niemand-vergeten/")
    dirk.reads("De hele gemeente Utrecht", "Wie op meer lijsten staat", "Aantallen zijn afgerond op vijf.")
    dirk.reads_nothing_of(name, "te-laat")
