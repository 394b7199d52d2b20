"""Who edits sees what was done to a place and puts it back, and knows that a newer proposal replaces one."""

import re
from collections.abc import Callable

import pytest

from conftest import PHONE
from tests.browser.steps import Visitor, row_of

pytestmark = pytest.mark.browser
SERVICE, FIRST_NAME, SECOND_NAME = "Samen koken", "Samen koken en eten", "Samen koken met de buurt"
ROUTE = "Neem bus 6 en stap uit bij het plein."

NewVisitor = Callable[..., Visitor]


def test_a_change_of_a_place_is_read_and_put_back(visitor: NewVisitor) -> None:
    carla = visitor(PHONE)
    carla.sign_in("carla")
    open_service(carla)
    open_place(carla)
    place = carla.page.url
    carla.fill(transportation=ROUTE)
    carla.press("Bekijk hoe het wordt", within=carla.main)
    carla.reads(ROUTE)
    carla.press("Bewaar", within=carla.main)

    carla.go(place)
    carla.follow("Geschiedenis", within=carla.main)
    carla.reads("Geschiedenis", ROUTE, "Stichting De Linde")
    carla.press("Draai terug", within=carla.main)
    carla.reads("Het staat weer zoals het was")

    carla.go(place)
    assert carla.page.locator("[name=transportation]").input_value() != ROUTE


def test_a_newer_proposal_says_before_that_it_replaces_the_older_one(visitor: NewVisitor) -> None:
    carla = visitor(PHONE)
    carla.sign_in("carla")
    open_service(carla)
    service = carla.page.url
    carla.fill(name=FIRST_NAME, eligibility_description="Voor buren uit de wijk")
    carla.press("Bekijk hoe het wordt", within=carla.main)
    carla.reads_nothing_of("Dit vervangt je vorige voorstel")
    carla.press(re.compile("Stuur|stuur"), within=carla.main)

    carla.go(service)
    carla.reads("Er wacht al een voorstel van je organisatie")
    carla.fill(name=SECOND_NAME)
    carla.press("Bekijk hoe het wordt", within=carla.main)
    carla.reads("Dit vervangt je vorige voorstel", "gaat nu niet meer mee", "Voor buren uit de wijk")
    carla.press(re.compile("Stuur|stuur"), within=carla.main)
    carla.reads("Je vorige voorstel hierover is vervangen")

    carla.go("/werk/voorstellen/?welke=alles")
    older = row_of(carla, "vervangen door een nieuwer voorstel")
    carla.follow(SERVICE, within=older)
    carla.reads(FIRST_NAME, "Daarmee is dit voorstel vervangen")
    carla.follow("Bekijk het nieuwere voorstel", within=carla.main)
    carla.reads(SECOND_NAME)

    mila = visitor()
    mila.sign_in("mila")
    mila.go("/werk/voorstellen/")
    mila.follow(re.compile(SECOND_NAME), within=mila.main)
    mila.press("Neem over", within=mila.main)
    mila.go("/werk/besluiten/")
    mila.follow(re.compile("Geschiedenis"), within=mila.main)
    mila.reads("Geschiedenis", SECOND_NAME)


def open_service(somebody: Visitor) -> None:
    """The service of the own organization, with every part of the form open."""
    from meedoen.directory.models import Service

    service = Service.objects.get(name=SERVICE, organization__name="Stichting De Linde")
    somebody.go(f"/werk/aanbod/{service.id}/?deel=alles")


def open_place(somebody: Visitor) -> None:
    card = somebody.page.get_by_role("heading", name="De plek aanpassen").locator("..")
    somebody.follow(re.compile("."), within=card)
