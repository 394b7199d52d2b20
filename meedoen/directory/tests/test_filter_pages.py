"""The list of the social map as it is narrowed: what it says, what it refuses, and how much it reads."""

from datetime import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.jobs import keep_index_fresh
from meedoen.directory.tests.makers import give_cost, give_place, give_rhythm, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


@pytest.fixture
def utrecht() -> None:
    area = Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht")
    PostcodePoint.objects.create(postcode4="3561", rd_x=136000, rd_y=458000, area=area)


@pytest.mark.usefixtures("utrecht")
def test_the_list_says_how_far_each_is_and_from_where(client: Client) -> None:
    give_place(make_service("samen"), rd=(136000, 458600), name="Het Praathuis")

    page = client.get("/aanbod/?plaats=3561+AB&afstand=2").content.decode()

    assert "Het Praathuis, 600 meter hemelsbreed" in page
    assert "Het dichtstbij eerst, gemeten vanaf het midden van postcode 3561." in page
    assert 'href="/aanbod/?plaats=3561+AB"' in page
    # Without a place there is no distance either.
    assert 'href="/aanbod/?"' in page


@pytest.mark.usefixtures("utrecht")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("plaats=9999", "Postcode 9999 kennen we hier niet."),
        ("afstand=2", "Vul ook in waar je bent: een postcode, wijk of buurt."),
        ("plaats=3561&afstand=3", "Dit staat niet in de lijst."),
        ("plaats=" + "x" * 200, "Dit is te lang."),
        ("plaats=%00%00x", "kennen we hier niet"),
        ("dag=ma", "Dit staat niet in de lijst."),
        ("binnen=-1", "Dit staat niet in de lijst."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client: Client, query: str, said: str) -> None:
    answer = client.get(f"/aanbod/?{query}")

    assert answer.status_code == 400
    page = answer.content.decode()
    assert page.count(said) >= 2
    assert 'aria-invalid="true"' in page
    assert client.get(f"/aanbod/kaart.json?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "plaats=3561&afstand=10&dag=TU&dagdeel=morning&binnen=7",
        "q=samen&plaats=3561&afstand=10&dag=TU&dagdeel=morning&binnen=7&wijk=WK034403",
    ],
)
@pytest.mark.usefixtures("utrecht")
def test_with_every_filter_three_results_take_as_many_queries_as_one(client: Client, query: str) -> None:
    def add(number: int) -> None:
        service = make_service(f"samen {number}", organization=str(number))
        give_place(service, "WK034403", rd=(136000, 458000 + number))
        give_rhythm(service, "TU,WE,TH,FR,MO", opens_at=time(9), closes_at=time(12))
        give_cost(service, "0.00")

    add(0)
    keep_index_fresh()
    with CaptureQueriesContext(connection) as one:
        assert "Eén mogelijkheid" in client.get(f"/aanbod/?{query}").content.decode()
    add(1)
    add(2)
    keep_index_fresh()
    with CaptureQueriesContext(connection) as three:
        assert "3 mogelijkheden" in client.get(f"/aanbod/?{query}").content.decode()

    assert len(one) == len(three)


@pytest.mark.usefixtures("utrecht")
def test_the_map_shows_the_same_services_as_the_narrowed_list(client: Client) -> None:
    give_place(make_service("dichtbij"), rd=(136000, 458600))
    give_place(make_service("ver"), rd=(146000, 458600))

    found = client.get("/aanbod/kaart.json?plaats=3561&afstand=2").json()

    assert [point["properties"]["title"] for point in found["points"]["features"]] == ["dichtbij"]


def test_the_form_is_calm_most_used_first_and_the_rest_folded(client: Client) -> None:
    make_service()

    plain, used = client.get("/aanbod/").content.decode(), client.get("/aanbod/?nu_open=1").content.decode()

    assert plain.index('name="plaats"') < plain.index("Meer filters") < plain.index('name="nu_open"')
    folded, unfolded = '<details class="md-disclosure">', '<details class="md-disclosure" open>'
    assert (folded in plain, unfolded in plain, unfolded in used) == (True, False, True)
