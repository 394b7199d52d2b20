"""One walk through the whole house, from a search on the map to who looked, on the demo of Utrecht.

Each story is one step of the walk and goes on where the one before it ended. Every page that is come to
fits a phone and a desk, and axe finds nothing on it (steps.Visitor.look).
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor, card_of, fact, row_of, tick_yes

pytestmark = pytest.mark.browser

WORRY = "Hij komt bijna niet meer buiten en zegt dat hij zich alleen voelt."
NEWCOMER, FIRST_NAME = "Samir Voorbeeld", "Samir"
PLAN = "samen een plan maken"
FULL, NOT_SUGGESTED = "Samen koken", "Naaiatelier"

NewVisitor = Callable[..., Visitor]


def test_a_walk_from_the_map_to_who_looked(visitor: NewVisitor) -> None:
    a_visitor_searches_and_sees_what_to_expect(visitor())
    the_wegwijzer_gives_reasons(visitor(PHONE))
    gerard = visitor(PHONE)
    receipt = gerard_passes_on_a_worry(gerard)
    bram = visitor()
    bram_takes_the_notice(bram, gerard, receipt)
    bram_makes_contact(bram, gerard, receipt)
    bram_writes_down_the_talk(bram)
    bram_writes_the_plan_with_him(bram)
    both_choose_a_step_of_the_ladder(bram)
    suggestions_come_with_reasons(bram)
    another_service_says_why_not(bram)
    choosing_gives_a_place_or_a_number(bram)
    carla_marks_who_was_there(visitor(PHONE))
    dirk_reads_the_half_year(visitor())
    joke_sees_who_looked(bram, visitor(PHONE))


def a_visitor_searches_and_sees_what_to_expect(somebody: Visitor) -> None:
    somebody.go("/")
    somebody.search("koken")
    card = card_of(somebody, "Samen koken")
    assert "Overvecht" in fact(card, "Waar")
    assert "dinsdag" in fact(card, "Wanneer")
    assert "iedereen" in fact(card, "Voor wie").lower()
    assert "3,00" in fact(card, "Prijs")
    assert re.search(r"plek|vol", card.locator(".md-badge").first.inner_text())
    assert re.search(r"beschreven in 20\d\d|nagevraagd op", card.locator(".md-assurance").inner_text())
    somebody.reads("niet bevestigd")
    somebody.follow("Toon op de kaart")
    expect(somebody.page.locator(".leaflet-marker-icon").first).to_be_visible()
    somebody.follow("Samen koken", within=somebody.main.get_by_role("article"))
    somebody.reads("Handig om te weten", "Stichting De Linde", "verzonnen voorbeeld")


def the_wegwijzer_gives_reasons(somebody: Visitor) -> None:
    somebody.go("/")
    somebody.follow("Naar de wegwijzer")
    tick_yes(somebody, "geld tekort", "betaald werk", "gezondheid", "vaak alleen")
    somebody.tick("Wat wil je graag doen?", "Koken en eten")
    somebody.page.get_by_label("Waar zoek je iets?").fill("Overvecht")
    somebody.press("Laat zien wat past")
    somebody.reads("Je zei ja bij: inkomen, werk, gezondheid, sociale contacten.")
    reasons = card_of(somebody, "Samen koken").get_by_role("list", name="Waarom dit bij je past")
    expect(reasons.get_by_role("listitem").first).to_be_visible()


def gerard_passes_on_a_worry(gerard: Visitor) -> str:
    """Gives the address of his receipt."""
    gerard.go("/")
    gerard.follow("Geef het door")
    gerard.fill(
        worry=WORRY,
        resident_name=NEWCOMER,
        resident_contact="Voorbeeldstraat 12, 's ochtends thuis",
        postcode="3562 AB",
        reporter_name="Gerard",
        reporter_contact="030-0000901",
    )
    gerard.page.get_by_label("Wie ben je?").select_option("nurse")
    gerard.tick("Waar gaat het over?", "Gezondheid")
    gerard.tick("Hoe snel moet iemand kijken?", "deze week")
    gerard.tick("Weet de inwoner dat je dit doorgeeft?", "Ja")
    gerard.press("Geef het door", within=gerard.main)
    gerard.reads("Bewaar dit adres.")
    gerard.follow("Bekijk de bon")
    gerard.reads("Je signaal: ontvangen")
    gerard.reads_nothing_of(FIRST_NAME, WORRY, "Gerard")
    return str(gerard.page.url)


def bram_takes_the_notice(bram: Visitor, gerard: Visitor, receipt: str) -> None:
    bram.go("/werk/")
    bram.sign_in("bram")
    bram.follow(re.compile("signalen", re.I), within=bram.main)
    bram.reads_nothing_of(NEWCOMER)
    bram.follow(re.compile("wijkverpleging"), within=row_of(bram, "ontvangen: vandaag"))
    bram.reads(WORRY, NEWCOMER)
    bram.press("Ik pak dit op")
    gerard.go(receipt)
    gerard.reads("Je signaal: opgepakt")
    gerard.reads_nothing_of("Bram", FIRST_NAME)


def bram_makes_contact(bram: Visitor, gerard: Visitor, receipt: str) -> None:
    bram.follow("Er is contact")
    bram.fill(birth_date="1968-03-04", street="Voorbeeldstraat 12", postcode="3562 AB", town="Utrecht")
    bram.tick("Talen die iemand spreekt", "Nederlands")
    bram.press("Open het dossier")
    gerard.go(receipt)
    gerard.reads("Je signaal: in contact")
    bram.reads("Waarvoor open je dit dossier?")
    bram.reads_nothing_of(FIRST_NAME)
    bram.tick("Waarvoor open je dit dossier?", PLAN)
    bram.press("Open het dossier")
    bram.reads(NEWCOMER, f"Je opende dit dossier voor: {PLAN}", WORRY)


def bram_writes_down_the_talk(bram: Visitor) -> None:
    bram.follow("Leg gesprek vast")
    bram.tick("Hoe spraken jullie elkaar?", "bij iemand thuis")
    bram.fill(story="Hij kookte vroeger voor zijn hele straat.", agreed="We kijken samen wat er is.")
    bram.press("Opslaan")
    bram.tick("Wat ga je doen?", "plan maken")
    bram.fill(on="2026-09-22")
    bram.press("Opslaan")
    bram.reads("Plan maken", "Hij kookte vroeger voor zijn hele straat.", "We kijken samen wat er is.")


def bram_writes_the_plan_with_him(bram: Visitor) -> None:
    bram.follow("Schrijf een doel")
    bram.fill(
        want="Weer eens voor een groep koken",
        need="Iemand die de eerste keer meegaat",
        how="Een keer gaan kijken bij een kookgroep",
        result="Elke week onder de mensen zijn",
    )
    bram.tick("Wie mag dit doel zien?", "Iedereen die met deze inwoner werkt")
    bram.press("Opslaan")
    bram.reads(
        "Weer eens voor een groep koken",
        "Iemand die de eerste keer meegaat",
        "Een keer gaan kijken bij een kookgroep",
        "Elke week onder de mensen zijn",
    )


def both_choose_a_step_of_the_ladder(bram: Visitor) -> None:
    bram.follow("Kies samen een trede")
    bram.tick("Wat zegt de inwoner zelf?", re.compile(r"^1\."))
    bram.tick("Wat zie jij?", re.compile(r"^2\."))
    bram.press("Opslaan")
    row = bram.main.get_by_role("row", name=re.compile("^Wat iemand nu doet"))
    expect(row.get_by_role("cell").nth(0)).to_contain_text("1.")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("2.")


def suggestions_come_with_reasons(bram: Visitor) -> None:
    bram.follow("Zoek passend aanbod")
    bram.reads("Er zijn nog geen wensen ingevuld")
    bram.follow("Vul de wensen in")
    bram.tick("Wat wil je graag doen?", "Koken en eten", "Ontmoeten")
    bram.page.get_by_label("dinsdagmiddag").check()
    bram.page.get_by_label("dinsdagochtend").check()
    bram.tick("In welke taal wil je meedoen?", "Nederlands")
    bram.page.get_by_label("Hoe ver wil je ten hoogste reizen?").select_option("5000")
    bram.press("Opslaan")
    bram.follow("Zoek passend aanbod")
    cards = bram.main.get_by_role("article")
    assert 3 <= cards.count() <= 5
    for card in cards.all():
        reasons = card.get_by_role("list", name="Waarom dit past").get_by_role("listitem")
        assert reasons.count() >= 1


def another_service_says_why_not(bram: Visitor) -> None:
    asked = bram.page.get_by_label("Waarom staat dit er niet bij?")
    option = asked.locator("option").filter(has_text=NOT_SUGGESTED)
    asked.select_option(option.first.get_attribute("value"))
    bram.press("Leg uit")
    bram.reads("Wat niet past, en wat er zou moeten veranderen", "Dan past het wel.", "Wat wel past")


def choosing_gives_a_place_or_a_number(bram: Visitor) -> None:
    bram.press("Kies samen", within=card_of(bram, "er is plek"))
    bram.reads("Er is een plek bij")
    full = card_of(bram, "er is nu geen plek")
    assert FULL in full.inner_text()
    number = re.search(r"op nummer (\d+) van de wachtlijst", full.inner_text())
    full.get_by_label("Bij welk doel hoort dit?").select_option(label="Weer eens voor een groep koken")
    bram.press("Kies samen", within=full)
    assert number is not None
    bram.reads(f"Op de wachtlijst gezet, op nummer {number[1]}.", "heeft een plek")


def carla_marks_who_was_there(carla: Visitor) -> None:
    carla.sign_in("carla")
    carla.follow("Programma", within=carla.page.get_by_role("navigation", name="Hoofdmenu"))
    carla.follow(re.compile(FULL), within=carla.main.locator(".md-aside"))
    carla.reads(f". {NEWCOMER}", "Wachtlijst")
    carla.follow("dinsdag 15 september")
    was_there = re.compile("^Was er ?: Joke Verzonnen")
    expect(carla.main.get_by_role("button", name=was_there)).to_have_attribute("aria-pressed", "false")
    carla.press(was_there)
    expect(carla.main.get_by_role("button", name=was_there)).to_have_attribute("aria-pressed", "true")


def dirk_reads_the_half_year(dirk: Visitor) -> None:
    dirk.sign_in("dirk")
    dirk.go("/werk/afspraken/")
    dirk.follow(re.compile("Stichting De Linde"), within=dirk.main)
    dirk.follow("Eerste helft van 2026")
    for closed in dirk.main.locator("summary").all():
        closed.click()
    dirk.look()
    dirk.reads("Hoe is dit geteld?", "Wat meetelt:", "Samen")
    with dirk.page.expect_download() as waiting:
        dirk.page.get_by_role("link", name="Download de PDF").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")


def joke_sees_who_looked(bram: Visitor, joke: Visitor) -> None:
    bram.go("/werk/")
    bram.open_case("Joke Verzonnen")
    bram.tick("Waarvoor open je dit dossier?", PLAN)
    bram.press("Open het dossier")
    bram.reads("Joke Verzonnen")
    joke.sign_in("joke")
    joke.follow("Bekijk wie, en waarom")
    newest = joke.main.get_by_role("listitem").filter(has_text="Buurtteams Utrecht").first
    expect(newest).to_contain_text("Je dossier")
    expect(newest).to_contain_text(PLAN)
