"""The ladder chooser and the instruments, walked by Fatima with somebody, by Joke and by Hanna."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser

NewVisitor = Callable[..., Visitor]
CHOSEN, WHY = "2. Sociale contacten buitenshuis", "Het is nog maar net begonnen."
SAID = "Ik wil graag vaker koken."
PRESSURE = "nooit een middel om druk te zetten"


def test_a_choice_beside_the_suggestion_and_a_measurement_over_time(visitor: NewVisitor) -> None:
    joke, bram = visitor(PHONE), visitor()
    bram_opens_jokes_case(bram)
    they_answer_the_questions(bram)
    bram_chooses_otherwise_and_says_why(bram)
    the_choice_stands_beside_earlier_ones(bram)
    they_measure_what_they_want_to_talk_about(bram)
    the_trend_shows_both_views(bram)
    the_form_goes_on_paper_without_a_name(bram)
    joke_reads_it_herself(joke)
    at_work_and_income_the_form_says_what_it_cannot_suggest(visitor())
    hanna_puts_an_instrument_to_use(visitor())


def bram_opens_jokes_case(bram: Visitor) -> None:
    bram.go("/werk/")
    bram.sign_in("bram")
    open_case_of(bram, "Joke")


def open_case_of(worker: Visitor, name: str) -> None:
    worker.go("/werk/zoeken/")
    worker.fill(name=name)
    worker.press(re.compile("Zoek"), within=worker.main)
    worker.follow(re.compile(name), within=worker.main)
    worker.tick("Waarvoor open je dit dossier?", "vragen hoe het gaat")
    worker.press("Open het dossier")


def they_answer_the_questions(bram: Visitor) -> None:
    bram.follow("Open de tredekiezer")
    bram.reads(PRESSURE, "Eerdere keuzes")
    bram.press("Bekijk het voorstel")
    bram.reads("Kies een antwoord.")
    answer(bram, "Heb je nu betaald werk?", "Nee")
    answer(
        bram, "Doe je onbetaald werk waarbij anderen op je rekenen?", "Weten we niet, of zeg ik liever niet"
    )
    answer(bram, "Ga je elke week naar iets dat een ander organiseert?", "Ja")
    answer(bram, "Spreek je elke week mensen buiten je huis?", "Ja")
    answer(bram, "Doe je al iets dat je zo wilt houden?", "Ja")
    bram.fill(wants=SAID)
    bram.press("Bekijk het voorstel")
    bram.reads(
        "3. Georganiseerde activiteiten",
        "Je gaat elke week naar iets dat een ander organiseert.",
        "Over onbetaald werk is niets gezegd. Dat telt niet mee.",
        "Dat kan een reden zijn om iets anders te kiezen.",
    )


def answer(worker: Visitor, question: str, said: str) -> None:
    worker.tick(question, said)


def bram_chooses_otherwise_and_says_why(bram: Visitor) -> None:
    answer(bram, "Welke trede past volgens jou zelf?", "4. Onbetaald werk")
    answer(bram, "Welke trede kiest de medewerker?", CHOSEN)
    bram.press("Bewaar de keuze")
    bram.reads("Schrijf op waarom jullie iets anders kiezen dan het voorstel.")
    bram.fill(why_different=WHY)
    bram.press("Bewaar de keuze")
    bram.reads("De keuze is bewaard.", f"{CHOSEN}, gekozen op 15 september 2026", WHY, "4. Onbetaald werk")


def the_choice_stands_beside_earlier_ones(bram: Visitor) -> None:
    bram.follow("Open de tredekiezer")
    rows = bram.main.get_by_role("table").locator("tbody tr")
    expect(rows.first).to_contain_text(WHY)
    expect(rows.first).to_contain_text(SAID)
    assert rows.count() > 1
    bram.follow("Terug naar het dossier")


def they_measure_what_they_want_to_talk_about(bram: Visitor) -> None:
    bram.follow("Metingen", within=bram.main)
    bram.reads("Life Goals: sociale domeinen", "Zelfvertrouwen en ondernemen")
    bram.reads_nothing_of("Zelfredzaamheid-matrix")
    card = bram.main.locator("section").filter(has_text="Life Goals: gedrag")
    bram.follow("Vul samen in", within=card)
    bram.press("Ga verder")
    bram.reads("Kies minstens één onderdeel")
    bram.tick("Waar willen jullie het over hebben?", "Teamgeest", "Motivatie")
    bram.press("Ga verder")
    bram.reads_nothing_of("Communicatie")
    give(bram, measured_on="2026-03-02", person_4="4", worker_4="3", person_6="6", worker_6="6")
    bram.press("Bewaar de meting")
    bram.reads("De meting is bewaard.", "2 maart 2026", "beginmeting")
    bram.follow("Vul opnieuw in")
    expect(bram.main.get_by_label("Motivatie")).to_be_checked()
    bram.press("Ga verder")
    expect(bram.main.get_by_label("Tussenmeting")).to_be_checked()
    give(bram, measured_on="2026-09-14", person_4="7", worker_4="6", person_6="5", worker_6="7")
    bram.press("Bewaar de meting")


def give(worker: Visitor, *, measured_on: str, **values: str) -> None:
    worker.fill(measured_on=measured_on)
    for name, value in values.items():
        worker.page.locator(f"[name={name}]").select_option(value)


def the_trend_shows_both_views(bram: Visitor) -> None:
    bram.reads("14 september 2026", "tussenmeting")
    picture = bram.main.get_by_role("img", name="Teamgeest.", exact=False)
    expect(picture).to_have_attribute(
        "aria-label",
        "Teamgeest. Volgens de inwoner zelf van 4 naar 7. Volgens de medewerker van 3 naar 6.",
    )
    expect(picture).to_be_visible()
    table = bram.main.get_by_role("table", name=re.compile("Teamgeest"))
    assert table.locator("tbody tr").count() == 4


def the_form_goes_on_paper_without_a_name(bram: Visitor) -> None:
    bram.follow("Vul opnieuw in")
    bram.press("Ga verder")
    bram.follow("Op papier")
    bram.reads("Teamgeest", "In eigen woorden", "Life Goals")
    bram.reads_nothing_of("Joke")


def joke_reads_it_herself(joke: Visitor) -> None:
    joke.go("/mijn/")
    joke.sign_in("joke")
    joke.reads("Waar sta ik?", CHOSEN)
    joke.follow("Bekijk wat jullie samen invulden")
    joke.reads(PRESSURE, WHY, SAID, "Jij zei zelf: 4. Onbetaald werk", "Life Goals: gedrag")


def at_work_and_income_the_form_says_what_it_cannot_suggest(fatima: Visitor) -> None:
    fatima.go("/werk/")
    fatima.sign_in("fatima")
    open_case_of(fatima, "Joke")
    fatima.follow("Open de tredekiezer")
    answer(fatima, "Heb je nu betaald werk?", "Nee")
    answer(fatima, "Doe je onbetaald werk waarbij anderen op je rekenen?", "Nee")
    answer(fatima, "Ga je elke week naar iets dat een ander organiseert?", "Ja")
    answer(fatima, "Spreek je elke week mensen buiten je huis?", "Ja")
    answer(fatima, "Hoe kijken jullie nu samen naar betaald werk?", "We zien nu geen kans op een baan")
    answer(fatima, "Doe je al iets dat je zo wilt houden?", "Ja")
    fatima.press("Bekijk het voorstel")
    fatima.reads("Dat is A4.", "A1 en A2 kan Meedoen daarom niet voorstellen.")


def hanna_puts_an_instrument_to_use(hanna: Visitor) -> None:
    # Straight to the page: after signing in she would come to the settings, which are not pages of our own.
    hanna.sign_in("hanna", to="/werk/meetinstrumenten/")
    hanna.follow("Zelfredzaamheid-matrix")
    hanna.press("Zet aan")
    hanna.reads("Kruis aan dat de gemeente dit instrument mag gebruiken.")
    hanna.page.get_by_text("De gemeente mag dit instrument gebruiken").click()
    hanna.press("Zet aan")
    hanna.reads("Het instrument staat aan.", "acute problematiek")
    hanna.go("/werk/meetinstrumenten/")
    hanna.follow("Nieuw meetinstrument")
    hanna.fill(name="Tuin en zin", source="Eigen lijst")
    hanna.press("Opslaan")
    hanna.follow("Onderdeel toevoegen")
    hanna.fill(name="Hoeveel zin heb je?")
    hanna.tick("Hoe wordt het beantwoord?", "Cijfer")
    hanna.press("Opslaan")
    hanna.press("Zet aan")
    hanna.reads("Het instrument staat aan.")
    hanna.go("/werk/meetinstrumenten/")
    hanna.follow("Life Goals: gedrag")
    hanna.reads("Dit instrument is al ingevuld.")
    hanna.press("Maak een nieuwe versie")
    hanna.reads("Dit is de nieuwe versie.", "Onderdeel toevoegen")
