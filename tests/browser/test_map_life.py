"""How the map stays true: a visitor suggests, the organization edits and assures, the editor decides, doubles
become one, a list is read in, and what was done can be undone.
"""

import re
from collections.abc import Callable, Sequence
from uuid import UUID

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import expect

from conftest import PHONE
from tests.browser.steps import Visitor, row_of

pytestmark = pytest.mark.browser
SERVICE, PROVIDER = "Samen koken", "Stichting De Linde"
OTHER_NAME, NEW = "Samen koken en eten", "Breien in de buurt"
REMARK = "Op zondag is de deur dicht."
LIST = "Naam;Beschrijving;Telefoon;Kleur\nSjoelen aan het plein;Elke week sjoelen.;030-0000009;rood\n"
LISTED = "Sjoelen aan het plein"

NewVisitor = Callable[..., Visitor]


def test_what_is_said_about_a_record_and_what_becomes_of_it(visitor: NewVisitor) -> None:
    somebody, mila, carla = visitor(PHONE), visitor(), visitor(PHONE)
    at_work(mila, "mila")
    at_work(carla, "carla")
    receipt = a_passer_by_suggests(somebody)
    mila_takes_it_over(mila)
    the_passer_by_reads_that_it_was_taken_over(somebody, receipt)
    public = carla_changes_times_and_name(carla)
    the_time_is_live_and_the_name_waits(somebody, public)
    mila_decides_on(mila, OTHER_NAME)
    somebody.page.goto(public)
    assert somebody.page.get_by_role("heading", level=1).inner_text() == OTHER_NAME
    carla_adds_what_the_municipality_admits(carla, mila)
    carla_sets_how_many_places_are_free(carla, somebody)
    carla_puts_the_time_back(carla, public)


def test_an_organization_confirms_from_its_mail_and_a_visitor_prints(visitor: NewVisitor) -> None:
    link = the_organization_is_asked()
    at_the_organization = visitor(PHONE)
    at_the_organization.go(link)
    at_the_organization.reads("Klopt dit nog?")
    at_the_organization.press(re.compile("klopt nog"), within=at_the_organization.main)
    at_the_organization.reads("Bedankt, dit is bevestigd")
    mila = visitor()
    at_work(mila, "mila")
    mila.go("/werk/actueel/?toestand=current")
    mila.reads(PROVIDER)
    a_page_goes_on_paper(at_the_organization)


def test_doubles_become_one_and_a_list_comes_in_and_both_go_back(visitor: NewVisitor) -> None:
    mila, somebody = visitor(), visitor(PHONE)
    at_work(mila, "mila")
    first, second = a_double_is_made()
    mila_makes_one_of_two(mila, first, second)
    assert where(somebody, second) == f"/aanbod/{first}/"
    mila.press("Draai terug", within=mila.main)
    mila.reads("Er is nog niets veranderd")
    assert where(somebody, second) == f"/aanbod/{second}/"
    run = mila_reads_a_list_in(mila)
    somebody.go("/aanbod/?q=sjoelen")
    somebody.follow(LISTED, within=somebody.main)
    there = somebody.page.url
    mila_takes_the_list_back(mila, run)
    answer = somebody.page.goto(there)
    assert answer is not None and answer.status == 404


def at_work(somebody: Visitor, name: str) -> None:
    """Signed in; how that looks is walked elsewhere."""
    from django.test import Client

    from meedoen.accounts.models import User
    from meedoen.demo.people_of_the_demo import DOMAIN

    client = Client()
    client.force_login(User.objects.get(email=f"{name}@{DOMAIN}"))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "domain": "localhost", "path": "/"}
    somebody.page.context.add_cookies([cookie])  # type: ignore[list-item]


def a_passer_by_suggests(somebody: Visitor) -> str:
    somebody.go(f"/aanbod/{the_service()}/")
    somebody.follow("Stel een wijziging voor", within=somebody.main)
    somebody.tick("Wat klopt er niet?", "Het is op andere dagen of tijden")
    somebody.fill(remark=REMARK)
    somebody.press("Verstuur", within=somebody.main)
    somebody.reads("De organisatie of de gemeente kijkt ernaar", "Je code")
    return somebody.page.url


def mila_takes_it_over(mila: Visitor) -> None:
    mila.go("/werk/kaart/")
    mila.follow(re.compile("voorstel"), within=mila.main)
    mila.follow(SERVICE, within=mila.main)
    mila.reads(REMARK)
    mila.press("Verwerkt", within=mila.main)


def the_passer_by_reads_that_it_was_taken_over(somebody: Visitor, receipt: str) -> None:
    somebody.page.goto(receipt)
    somebody.reads("Dank je wel")
    somebody.look()


def carla_changes_times_and_name(carla: Visitor) -> str:
    carla.go("/werk/aanbod/")
    carla.follow(re.compile("Tijden aanpassen"), within=row_of(carla, SERVICE))
    carla.page.locator("[name=tijden-0-repeat]").select_option("monthly")
    carla.tick("De hoeveelste van de maand", "eerste")
    carla.fill(**{"tijden-0-opens_at": "14:15", "tijden-0-closes_at": "16:15"})
    carla.page.get_by_role("heading", name="Wat het is").click()
    carla.fill(name=OTHER_NAME)
    carla.press("Bekijk hoe het wordt", within=carla.main)
    carla.reads("Dit gaat meteen in", "14.15", "Dit wacht op de gemeente", OTHER_NAME, "De volgende keren")
    carla.press("Bewaar en stuur de rest naar de gemeente", within=carla.main)
    carla.reads("Een deel wacht op de gemeente")
    return f"/aanbod/{the_service()}/"


def the_time_is_live_and_the_name_waits(somebody: Visitor, public: str) -> None:
    somebody.go(public)
    assert somebody.page.get_by_role("heading", level=1).inner_text() == SERVICE
    somebody.reads("14.15")
    somebody.reads_nothing_of(OTHER_NAME)


def mila_decides_on(mila: Visitor, name: str, answers: Sequence[str] = ()) -> None:
    mila.page.goto("/werk/voorstellen/")
    mila.follow(name, within=mila.main)
    for question in answers:
        mila.tick(re.compile(question), "ja")
    mila.press("Neem over", within=mila.main)
    mila.reads(f"{name}: ")


def carla_adds_what_the_municipality_admits(carla: Visitor, mila: Visitor) -> None:
    carla.go("/werk/aanbod/nieuw/")
    carla.fill(name=NEW, summary="Je breit samen, elke week.")
    carla.press("Bekijk hoe het wordt", within=carla.main)
    carla.press(re.compile("bewaar|Stuur"), within=carla.main)
    carla.reads(f"{NEW} wacht op de gemeente")
    assert offers_named(NEW) == []
    mila_decides_on(
        mila, NEW, ["inwoners van de gemeente", "welzijn", "wie het aanbiedt", "klachtenregeling", "KvK"]
    )


def carla_sets_how_many_places_are_free(carla: Visitor, somebody: Visitor) -> None:
    carla.page.goto("/werk/aanbod/")
    places = row_of(carla, NEW)
    places.get_by_label("Vrije plekken: niet bekend").fill("4")
    carla.press(re.compile("Bewaar"), within=places)
    expect(row_of(carla, NEW)).to_contain_text("4 plekken vrij")
    (there,) = offers_named(NEW)
    somebody.page.goto(f"/aanbod/{there}/")
    somebody.reads("Nog 4 plekken")


def carla_puts_the_time_back(carla: Visitor, public: str) -> None:
    carla.page.goto("/werk/aanbod/")
    carla.follow(re.compile("Geschiedenis"), within=row_of(carla, OTHER_NAME))
    carla.press("Draai terug", within=carla.main)
    carla.reads("Het staat weer zoals het was")
    carla.page.goto(public)
    assert "14.15" not in carla.main.inner_text()


def the_organization_is_asked() -> str:
    """The daily work of the worker; gives the path of the link in the mail to the organization."""
    from meedoen.assurance import jobs

    mail.outbox.clear()
    jobs.keep_freshness()
    jobs.send_mails()
    sent = [one for one in mail.outbox if PROVIDER in one.body]
    assert sent, "no mail to the organization"
    found = re.search(r"https?://[^/\s]+(/klopt/\S+)", str(sent[0].body))
    assert found is not None
    return found.group(1).rstrip(".,)")


def a_page_goes_on_paper(somebody: Visitor) -> None:
    page = f"/aanbod/{the_service()}/"
    somebody.go(page)
    somebody.page.emulate_media(media="print")
    expect(somebody.main.get_by_role("heading", level=1)).to_be_visible()
    expect(somebody.page.get_by_role("navigation").first).to_be_hidden()
    somebody.keep_picture("print")
    somebody.page.emulate_media(media="screen")
    large = somebody.main.get_by_role("link", name="Grote letters (PDF)").get_attribute("href")
    answer = somebody.page.request.get(str(large))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.body().startswith(b"%PDF")


def mila_makes_one_of_two(mila: Visitor, first: UUID, second: UUID) -> None:
    mila.go(f"/werk/dubbel/{first}/{second}/")
    mila.press("Bekijk het samenvoegen", within=mila.main)
    mila.reads("Zo wordt het")
    mila.press("Voeg samen", within=mila.main)
    mila.reads("Samengevoegd")


def where(somebody: Visitor, service: UUID) -> str:
    """Where the address of a service leads."""
    somebody.page.goto(f"/aanbod/{service}/")
    return "/" + somebody.page.url.split("/", 3)[3]


def mila_reads_a_list_in(mila: Visitor) -> str:
    from meedoen.directory.jobs import keep_index_fresh
    from meedoen.importing import jobs

    mila.go("/werk/inlezen/")
    mila.fill(source="Welzijn Noord")
    file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    mila.page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    mila.press("Lees in", within=mila.main)
    mila.page.get_by_label("Kolom “Kleur”").select_option("")
    mila.press("Lees in", within=mila.main)
    run = mila.page.url.rstrip("/").split("/")[-1]
    jobs.read_import.call(run)
    mila.go(f"/werk/inlezen/{run}/")
    mila.reads(LISTED, "Er is nog niets veranderd")
    mila.press("Schrijf naar de sociale kaart", within=mila.main)
    jobs.write_import.call(run)
    keep_index_fresh()
    mila.go(f"/werk/inlezen/{run}/")
    mila.reads("Alles is geschreven")
    return run


def mila_takes_the_list_back(mila: Visitor, run: str) -> None:
    from meedoen.importing import jobs

    mila.press("Draai deze lezing terug", within=mila.main)
    jobs.take_back_import.call(run)
    mila.go(f"/werk/inlezen/{run}/")
    mila.reads("Deze lezing is teruggedraaid")


def the_service() -> UUID:
    from meedoen.directory.models import Service

    return Service.objects.get(name__startswith=SERVICE, organization__name=PROVIDER).id


def offers_named(name: str) -> list[UUID]:
    from meedoen.directory.models import Service

    return list(Service.objects.published().filter(name=name).values_list("id", flat=True))


def a_double_is_made() -> tuple[UUID, UUID]:
    """A second record of one service, as an import would bring it, with nothing of its own to take along."""
    from meedoen.directory.models import Service
    from meedoen.shared.clock import now

    first = Service.objects.get(pk=the_service())
    second = Service.objects.create(
        name="Samen koken!", organization=first.organization, summary="Nog een keer.", last_modified=now()
    )
    return first.id, second.id
