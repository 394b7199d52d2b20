"""The visitor's own list: the server makes cards of ids, and keeps and learns nothing else."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.directory.models import Service
from meedoen.directory.tests.makers import give_everything, make_service

pytestmark = pytest.mark.django_db
CARDS = "/lijst/kaarten/"


@pytest.fixture
def services(django_db_setup: None) -> list[Service]:
    from meedoen.directory.actions import load_taxonomies

    load_taxonomies()
    names = ("Samen koken", "Samen tuinen", "Samen zingen")
    return [give_everything(make_service(name, organization=f"Stichting {name}")) for name in names]


def text(client: Client, *ids: object) -> str:
    answer = client.post(CARDS, {"id": [str(id) for id in ids]})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_cards_stand_in_the_order_of_the_list_each_with_room_for_a_note(
    client: Client, services: list[Service]
) -> None:
    cooking, gardening, _ = services
    shown = text(client, gardening.id, cooking.id)
    assert shown.index("Samen tuinen") < shown.index("Samen koken")
    assert shown.count("<textarea") == 2
    assert "Samen zingen" not in shown


def test_what_is_no_longer_shown_says_so_and_nothing_more(client: Client, services: list[Service]) -> None:
    cooking, gardening, _ = services
    Service.objects.filter(id=cooking.id).update(status="defunct")
    Service.objects.filter(id=gardening.id).update(is_published=False)
    shown = text(client, cooking.id, gardening.id, uuid4())
    assert shown.count("Dit aanbod is er niet meer") == 3
    assert "Samen" not in shown


def test_the_address_of_the_list_holds_the_ids_where_no_server_sees_them(
    client: Client, services: list[Service]
) -> None:
    cooking = services[0]
    shown = text(client, cooking.id)
    assert f'href="http://testserver/lijst/#{cooking.id}"' in shown
    assert 'src="data:image/svg+xml' in shown


@pytest.mark.parametrize(
    "ids", [[], ["geen-id"], ["\0"], ["<script>"], [str(uuid4()) for _ in range(51)]], ids=len
)
def test_what_is_no_list_is_refused_in_a_sentence(client: Client, ids: list[str]) -> None:
    answer = client.post(CARDS, {"id": ids})
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_a_list_of_three_takes_as_many_queries_as_a_list_of_one(
    client: Client, services: list[Service]
) -> None:
    with CaptureQueriesContext(connection) as one:
        text(client, services[0].id)
    with CaptureQueriesContext(connection) as three:
        text(client, *(service.id for service in services))
    assert len(one) == len(three)


def test_without_scripts_the_page_says_what_to_do_and_shows_no_button(client: Client) -> None:
    page = client.get("/lijst/").content.decode()
    assert "<noscript>" in page
    assert "Zet op je lijst</strong>" in page
