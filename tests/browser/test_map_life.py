"""How the map stays true: a visitor suggests, the editor decides, the organization edits and assures, doubles
become one, and what was done can be undone.
"""

import re
from collections.abc import Callable

import pytest
from django.core import mail

from conftest import PHONE
from tests.browser.steps import Visitor

pytestmark = pytest.mark.browser
SERVICE, PROVIDER = "Samen koken", "Stichting De Linde"
REMARK = "Op dinsdag is de deur dicht."

NewVisitor = Callable[..., Visitor]


def test_a_record_lives(visitor: NewVisitor) -> None:
    passer_by, mila, carla = visitor(PHONE), visitor(), visitor(PHONE)
    receipt = a_passer_by_suggests_another_phone(passer_by)
    mila_takes_it_over(mila)
    the_passer_by_reads_that_it_was_taken_over(passer_by, receipt)
    carla_sets_how_many_places_are_free(carla)
    carla_changes_a_text_and_sees_it_at_once(carla)
    carla_undoes_it(carla)


def test_an_organization_confirms_from_its_mail(visitor: NewVisitor, demo: None) -> None:
    link = the_organization_is_asked()
    at_the_organization = visitor(PHONE)
    at_the_organization.go(link)
    at_the_organization.reads("Klopt dit nog?")
    at_the_organization.press(re.compile("klopt nog"), within=at_the_organization.main)
    at_the_organization.reads("Bedankt, dit is bevestigd")
    mila = visitor()
    mila.sign_in("mila")
    mila.follow("Sociale kaart")
    mila.go("/werk/actueel/?toestand=current")
    mila.reads(PROVIDER)


def test_two_records_of_one_offer_become_one_and_two_again(visitor: NewVisitor, demo: None) -> None:
    first, second = a_double_is_made()
    mila = visitor()
    mila.sign_in("mila")
    mila.go(f"/werk/dubbel/{first}/{second}/")
    mila.press("Bekijk het samenvoegen", within=mila.main)
    mila.reads("Zo wordt het")
    mila.press("Voeg samen", within=mila.main)
    somebody = visitor(PHONE)
    somebody.go(f"/aanbod/{second}/")
    assert somebody.page.url.endswith(f"/aanbod/{first}/")
    mila.go(f"/werk/aanbod/{first}/geschiedenis/")
    mila.press(re.compile("Draai"), within=mila.main)
    somebody.go(f"/aanbod/{second}/")
    assert somebody.page.url.endswith(f"/aanbod/{second}/")


def a_passer_by_suggests_another_phone(somebody: Visitor) -> str:
    somebody.go("/")
    somebody.search("koken")
    somebody.follow(SERVICE, within=somebody.main.get_by_role("article"))
    somebody.follow(re.compile("wijziging voor"), within=somebody.main)
    somebody.page.locator("[name=topic]").select_option("times")
    somebody.fill(remark=REMARK)
    somebody.press("Verstuur", within=somebody.main)
    somebody.reads("De organisatie of de gemeente kijkt ernaar")
    return somebody.page.url


def mila_takes_it_over(mila: Visitor) -> None:
    mila.sign_in("mila")
    mila.follow("Sociale kaart")
    mila.follow(re.compile("voorstel"), within=mila.main)
    mila.follow(SERVICE, within=mila.main)
    mila.reads(REMARK)
    mila.press("Verwerkt", within=mila.main)


def the_passer_by_reads_that_it_was_taken_over(somebody: Visitor, receipt: str) -> None:
    somebody.page.goto(receipt)
    somebody.reads("staat nu in de sociale kaart")
    somebody.look()


def carla_sets_how_many_places_are_free(carla: Visitor) -> None:
    carla.sign_in("carla")
    carla.follow("Ons aanbod")
    carla.reads(SERVICE)


def carla_changes_a_text_and_sees_it_at_once(carla: Visitor) -> None:
    carla.follow(SERVICE, within=carla.main)
    carla.fill(summary="Je kookt samen en eet samen, elke week.")
    carla.press("Bekijk hoe het wordt", within=carla.main)
    carla.reads("elke week")
    carla.press("Bewaar", within=carla.main)


def carla_undoes_it(carla: Visitor) -> None:
    carla.go("/werk/aanbod/")
    carla.follow(SERVICE, within=carla.main)
    carla.follow(re.compile("eschiedenis"), within=carla.main)
    carla.press(re.compile("Draai"), within=carla.main)


def the_organization_is_asked() -> str:
    """The daily work of the worker; gives the path of the link in the mail to the organization."""
    from meedoen.assurance import jobs

    mail.outbox.clear()
    jobs.keep_freshness()
    jobs.send_mails()
    sent = [one for one in mail.outbox if PROVIDER in one.body]
    assert sent, "no mail to the organization"
    found = re.search(r"https?://[^/\s]+(/klopt/\S+)", sent[0].body)
    assert found is not None
    return found.group(1).rstrip(".,)")


def a_double_is_made() -> tuple[str, str]:
    """A second record of one service, as an import would bring it."""
    from meedoen.directory.models import Service
    from meedoen.shared.clock import now

    first = Service.objects.filter(name=SERVICE, organization__name=PROVIDER).get()
    second = Service.objects.create(
        name="Samen koken!", organization=first.organization, summary="Nog een keer.", last_modified=now()
    )
    return str(first.id), str(second.id)
