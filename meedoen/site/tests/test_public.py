"""The front page and the footer's pages: for everybody, light, honest, and without a cookie."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.directory.models import Service, Unit
from meedoen.guide.tests.social_map import make_service, make_social_map

pytestmark = pytest.mark.django_db
PAGES = ["/", "/over/", "/toegankelijkheid/"]


@pytest.fixture
def social_map(db) -> None:
    make_social_map()


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def shown(response) -> list[str]:
    return re.findall(r'class="md-result__link"[^>]*>([^<]+)</a>', response.content.decode())


def test_the_front_page_asks_one_question_and_leads_to_the_results(client, social_map):
    page = client.get("/").content.decode()
    forms = re.findall(r"<form[^>]*>", page)
    assert len(forms) == 1
    assert 'action="/aanbod/"' in forms[0] and 'method="get"' in forms[0]
    assert "Wat wil je doen?" in page
    assert 'name="q"' in page


def test_the_ways_in_are_interests_with_offers_the_guide_and_a_worry(client, social_map):
    page = client.get("/").content.decode()
    assert re.findall(r"/aanbod/\?interesse=(\w+)", page) == ["cooking", "creative", "garden"]
    assert 'href="/wegwijzer/"' in page
    assert 'href="/signaal/"' in page


def test_the_offers_on_the_front_page_run_and_the_one_asked_after_last_comes_first(client, social_map):
    Service.objects.filter(name="Toneelclub").update(assured_date=date(2026, 3, 3))
    assert shown(client.get("/")) == ["Toneelclub", "Buurttuin", "Kookgroep"]


def test_an_offer_that_is_full_comes_last_on_the_front_page(client, social_map):
    Service.objects.filter(name="Toneelclub").update(assured_date=date(2026, 3, 3))
    full = Service.objects.get(name="Toneelclub")
    full.capacities.create(unit=Unit.objects.create(name="plekken"), available=0, maximum=8)
    assert shown(client.get("/"))[-1] == "Toneelclub"


def test_no_organization_and_no_kind_of_offer_fills_the_front_page(client, social_map):
    for number in range(6):
        make_service(
            f"Aan tafel {number}",
            place={"city": "Utrecht"},
            terms=("interest:cooking",),
            assured_date=date(2026, 3, 3),
        )
    assert shown(client.get("/")) == ["Aan tafel 0", "Buurttuin", "Toneelclub"]


def test_an_offer_open_to_everybody_comes_before_one_that_says_nothing(client, social_map):
    make_service(
        "Zangkoor", place={"city": "Ede"}, terms=("interest:meeting", "access:open"), described_year=2002
    )
    assert shown(client.get("/"))[0] == "Zangkoor"


def test_the_front_page_says_how_many_offers_there_are_and_how_many_were_asked_after(client, social_map):
    page = text_of(client.get("/"))
    assert "In deze kaart staan 3 mogelijkheden van 3 organisaties." in page
    assert "Van geen enkele echte mogelijkheid is al nagevraagd of het nog klopt." in page
    assert "De beschrijvingen zijn van 2016." in page
    assert "verzonnen" not in page
    Service.objects.filter(name="Kookgroep").update(assured_date=date(2026, 3, 3), described_year=2012)
    Service.objects.filter(name="Buurttuin").update(assured_date=date(2026, 3, 3), invented=True)
    page = text_of(client.get("/"))
    assert "Van 1 mogelijkheid is nagevraagd of het klopt." in page
    assert "De beschrijvingen zijn van 2012 tot en met 2016." in page
    assert "Eén mogelijkheid is verzonnen, als voorbeeld." in page


def test_an_empty_map_is_said(client, db):
    page = text_of(client.get("/"))
    assert "Er staat nog geen aanbod in de kaart" in page
    assert "In deze kaart" not in page


def test_the_number_of_queries_does_not_grow_with_the_map(client, social_map):
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for number in range(5):
        make_service(f"Sport {number}", place={"city": f"Plaats {number}"}, terms=("interest:sport",))
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)


def test_a_full_front_page_is_light(client, social_map):
    for number in range(100):
        make_service(
            f"Een lange naam van een plek waar veel te doen is, nummer {number}",
            place={"city": f"Plaats {number}"},
            terms=("interest:sport", "interest:meeting", "interest:crafts"),
        )
    assert len(client.get("/").content) < 60_000


def test_about_says_what_is_kept_where_facts_come_from_and_under_which_licence(client):
    page = text_of(client.get("/over/"))
    assert "CBS / Kadaster, CC BY 4.0" in page
    assert "EUPL 1.2" in page
    assert "De wegwijzer vraagt niet wie je bent en bewaart je antwoorden niet." in page


def test_accessibility_says_what_is_not_good_yet(client):
    page = text_of(client.get("/toegankelijkheid/"))
    assert "WCAG 2.2, niveau AA" in page
    assert "Een onafhankelijk bureau heeft de website nog niet onderzocht." in page


@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_has_one_heading_a_title_of_its_own_and_no_cookie(client, db, path):
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert len(re.findall(r"<h1", page)) == 1
    assert re.search(r"<title>(?!Meedoen - Meedoen)[^<]+ - Meedoen</title>", page)
    assert dict(client.cookies) == {}


def test_the_footer_leads_to_pages_that_are_there(client, db):
    footer = re.search(r"<footer.*</footer>", client.get("/").content.decode(), re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)"', footer)
    assert [(link, client.get(link).status_code) for link in links] == [
        ("/over/", 200),
        ("/toegankelijkheid/", 200),
    ]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_public_pages_take_no_other_method_than_reading(client, db, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("query", ["?q=%00", "?x=" + "a" * 5000, "?kaart=1&pagina=-1"])
def test_strange_addresses_make_no_500(client, db, query):
    assert client.get("/" + query).status_code == 200
