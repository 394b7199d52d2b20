"""The wegwijzer as a visitor meets it: questions, what fits, and no trace of either."""

import logging
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.models import Service, ServiceArea
from meedoen.guide.tests.social_map import NEAR, make_service, make_social_map
from meedoen.guide.vocabulary import LifeDomain

pytestmark = pytest.mark.django_db
URL = "/wegwijzer/"
FOUR = dict.fromkeys(("income", "work", "health", "social_contacts"), "yes")
WRONG_PLACE = "Schrijf een postcode zoals 3561 AB of 3561, of de naam van je wijk of plaats."


@pytest.fixture
def social_map(db) -> None:
    make_social_map()


def shown(response) -> list[str]:
    """The names of the services on the page, in order."""
    return re.findall(r'class="md-result__link"[^>]*>([^<]+)</a>', response.content.decode())


def reasons_of(response) -> list[list[str]]:
    lists = re.findall(r'<ul class="md-reasons".*?</ul>', response.content.decode(), re.DOTALL)
    return [re.findall(r"<span>([^<]+)</span>", one) for one in lists]


def rows_of_every_table() -> dict[str, int]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label: model._default_manager.count() for model in models}


@pytest.fixture
def logged():
    """Every record that the running site would write, from all loggers."""
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield records
    for logger in loggers:
        logger.removeHandler(handler)


def test_the_seven_questions_are_asked_and_nothing_is_chosen_beforehand(client, social_map):
    page = client.get(URL).content.decode()
    assert [f'name="{domain}"' in page for domain in LifeDomain] == [True] * 7
    assert re.findall(r"<input[^>]*\b(?:checked|required)\b", page) == []
    assert "Sla je een vraag over? Dan telt die als nee." in page


def test_four_yeses_count_in_and_the_page_says_what_that_is_and_is_not(client, social_map):
    page = client.post(URL, FOUR).content.decode()
    assert "Je zei bij 4 van de zeven onderwerpen ja. Dat zijn er vier of meer." in page
    assert "Het kader van Deventer telt je dan mee." in page
    assert "Dit is geen cijfer en geen besluit." in page
    assert "Bij een groep horen beslist nooit" in page


def test_below_four_the_same_services_are_shown_and_nobody_is_sent_away(client, social_map):
    one = client.post(URL, {"health": "yes", "social_contacts": "rather_not", "work": "no"})
    assert "Het kader van Deventer telt iemand mee vanaf vier." in one.content.decode()
    assert "Niemand wordt weggestuurd." in one.content.decode()
    assert shown(one) == ["Buurttuin", "Kookgroep"]


def test_each_service_says_why_it_fits_and_one_that_has_ended_is_left_out(client, social_map):
    answers = {"health": "yes", "social_contacts": "yes", "interests": ["cooking"], "place": "3561 AB"}
    page = client.post(URL, answers)
    assert shown(page) == ["Kookgroep", "Buurttuin", "Toneelclub"]
    assert reasons_of(page) == [
        ["Je wilt: koken en eten", "Past bij: gezondheid, sociale contacten", "Ongeveer 1 km van 3561"],
        ["Past bij: gezondheid", "In Utrecht"],
        ["Past bij: sociale contacten"],
    ]
    assert "In de buurt van 3561" in page.content.decode()


@pytest.mark.parametrize("place", ["Overvecht", "overvecht", "UTRECHT", "3561ab"])
def test_with_a_place_alone_what_is_near_is_shown(client, social_map, place):
    assert shown(client.post(URL, {"place": place})) == ["Kookgroep", "Buurttuin"]


def test_a_town_without_areas_is_known_by_the_services_there(client, social_map):
    assert shown(client.post(URL, {"place": "breda"})) == ["Toneelclub"]


def test_a_town_that_a_service_works_for_is_known_too(client, social_map):
    garden = Service.objects.get(name="Buurttuin")
    ServiceArea.objects.create(service=garden, name="Zeist", code="GM0355")
    assert shown(client.post(URL, {"place": "zeist"})) == ["Buurttuin"]


def test_a_name_that_is_town_and_district_at_once_has_the_middle_of_the_town(client, social_map):
    town = Area.objects.get(code="GM0344")
    Area.objects.create(code="WK034499", kind=AreaKind.DISTRICT, name="Utrecht", parent=town)
    page = client.post(URL, {"place": "Utrecht"})
    assert reasons_of(page)[0] == ["Ongeveer 1 km van Utrecht"]


def test_a_district_name_of_two_towns_finds_what_is_in_either_without_a_distance(client, social_map):
    for code, name in (("GM0344", "Utrecht"), ("GM0758", "Breda")):
        town, _ = Area.objects.get_or_create(
            code=code, defaults={"kind": AreaKind.MUNICIPALITY, "name": name}
        )
        Area.objects.create(code=f"WK{code[2:]}90", kind=AreaKind.DISTRICT, name="Centrum", parent=town)
    page = client.post(URL, {"place": "Centrum", "social_contacts": "yes"})
    assert {tuple(reasons) for reasons in reasons_of(page)} == {
        ("Past bij: sociale contacten", "In Utrecht"),
        ("Past bij: sociale contacten", "In Breda"),
    }


@pytest.mark.parametrize("place", ["Verweggistan", "9999 ZZ"])
def test_a_place_that_is_not_known_is_said_and_the_services_still_stand_there(client, social_map, place):
    page = client.post(URL, {"interests": ["garden"], "place": place})
    assert shown(page) == ["Buurttuin"]
    assert f"We vonden “{place}” niet." in page.content.decode()


def test_without_any_answer_the_page_asks_for_more(client, social_map):
    page = client.post(URL, {})
    assert shown(page) == []
    assert "Vertel ons iets meer" in page.content.decode()


def test_when_nothing_fits_the_page_says_what_to_do(client, social_map):
    page = client.post(URL, {"interests": ["computer"]}).content.decode()
    assert "We vonden nog niets dat past" in page
    assert '<a href="/aanbod/">' in page


def test_more_than_ten_services_come_ten_at_first_and_all_on_asking(client, social_map):
    names = [f"Computerles {number:02}" for number in range(12)]
    for name in names:
        make_service(name, place={"city": "Utrecht"}, terms=("interest:computer",))
    first = client.post(URL, {"interests": ["computer"]})
    assert shown(first) == names[:10]
    assert "Laat alle 12 zien" in first.content.decode()
    assert shown(client.post(URL, {"interests": ["computer"], "do": "all"})) == names


def test_changing_the_answers_gives_the_questions_back_as_they_were_filled_in(client, social_map):
    page = client.post(
        URL, {**FOUR, "interests": ["garden"], "place": "Utrecht", "do": "change"}
    ).content.decode()
    checked = re.findall(r'name="(\w+)" value="(\w+)" checked', page)
    assert checked == [*FOUR.items(), ("interests", "garden")]
    assert 'value="Utrecht"' in page


def test_answers_in_the_address_are_not_read(client, social_map):
    page = client.get(f"{URL}?health=yes&interests=cooking&place=Utrecht").content.decode()
    assert "checked" not in page
    assert 'value="Utrecht"' not in page


def test_no_answer_stands_in_an_address_on_the_result(client, social_map):
    page = client.post(URL, {**FOUR, "interests": ["garden"], "place": "Utrecht"}).content.decode()
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
    assert [address for address in addresses if "?" in address] == []


@pytest.mark.parametrize("signed_in", [False, True])
def test_answers_leave_no_row_no_cookie_and_no_log_line(social_map, django_user_model, logged, signed_in):
    client = Client(enforce_csrf_checks=True)
    if signed_in:
        client.force_login(
            django_user_model.objects.create_user("joke@voorbeeld.invalid", "x" * 12, name="Joke")
        )
    cookies = {"sessionid", "csrftoken"} if signed_in else {"csrftoken"}
    before = rows_of_every_table()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(URL).content.decode())[1]
    answers = {**FOUR, "interests": ["garden", "cooking"], "place": "Overvecht", "csrfmiddlewaretoken": token}
    assert client.post(URL, answers).status_code == 200
    refused = {**answers, "place": "Overvecht 12345", "csrfmiddlewaretoken": token}
    assert client.post(URL, refused).status_code == 200
    assert client.post(URL, {**answers, "csrfmiddlewaretoken": "verlopen"}).status_code == 403
    assert rows_of_every_table() == before
    assert set(client.cookies) == cookies
    written = [str(record.__dict__) for record in logged]
    assert len(written) >= 1
    secrets = ("overvecht", "garden", "cooking", "social_contacts", "income")
    assert [word for word in secrets for line in written if word in line.lower()] == []


@pytest.mark.parametrize("answers", [None, FOUR, {"place": "<b>"}])
def test_every_page_of_the_wegwijzer_stays_out_of_caches(client, social_map, answers):
    response = client.get(URL) if answers is None else client.post(URL, answers)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"health": "misschien"}, "Kies ja, nee of “dat zeg ik liever niet”."),
        ({"health": "yes\x00"}, "Kies ja, nee of “dat zeg ik liever niet”."),
        ({"interests": ["parachute"]}, "Kies alleen dingen uit deze lijst."),
        ({"interests": ["\x00"]}, "Kies alleen dingen uit deze lijst."),
        ({"place": "3561 ABC"}, WRONG_PLACE),
        ({"place": "Utrecht\x00"}, WRONG_PLACE),
        ({"place": "0000"}, WRONG_PLACE),
        ({"place": "<script>alert(1)</script>"}, WRONG_PLACE),
        ({"place": "'; DROP TABLE"}, WRONG_PLACE),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(client, social_map, answers, message):
    response = client.post(URL, answers)
    page = response.content.decode()
    assert response.status_code == 200
    assert message in page
    assert "<script>alert" not in page


def test_a_megabyte_of_text_is_refused_and_not_sent_back(client, social_map):
    response = client.post(URL, {"place": "a" * 1_000_000})
    assert response.status_code == 200
    assert WRONG_PLACE in response.content.decode()
    assert len(response.content) < 60_000


def test_more_than_the_site_takes_is_a_400(client, social_map):
    body = b"place=" + b"a" * 2_100_000
    response = client.post(URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=nergens",
    ],
)
def test_a_body_that_is_no_form_makes_no_500(client, social_map, content_type):
    assert client.generic("POST", URL, b"\xff\xfe\x00", content_type).status_code in (200, 400)


def test_a_form_without_its_token_is_a_403_that_says_what_to_do(social_map):
    response = Client(enforce_csrf_checks=True).post(URL, FOUR)
    assert response.status_code == 403
    assert "laad de pagina opnieuw" in response.content.decode()


@pytest.mark.parametrize(
    ("method", "status"),
    [
        ("get", 200),
        ("head", 200),
        ("post", 200),
        ("put", 405),
        ("patch", 405),
        ("delete", 405),
        ("options", 405),
    ],
)
def test_the_page_answers_get_and_post_only(client, social_map, method, status):
    assert getattr(client, method)(URL).status_code == status


def test_an_empty_map_still_gives_a_page(client, db):
    assert client.get(URL).status_code == 200
    assert client.post(URL, {**FOUR, "place": "3561"}).status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_map(client, social_map):
    answers = {**FOUR, "interests": ["computer"], "place": "Overvecht"}
    make_service("Computerles", place={"city": "Utrecht"}, terms=("interest:computer",))
    with CaptureQueriesContext(connection) as few:
        client.post(URL, answers)
    for number in range(3):
        make_service(
            f"Computerles {number}",
            place={"city": "Utrecht", **NEAR},
            terms=("interest:computer",),
        )
    with CaptureQueriesContext(connection) as many:
        client.post(URL, answers)
    assert len(many) == len(few)
