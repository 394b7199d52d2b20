"""Nobody stands before an empty page: what comes nearest is offered, with what stood in the way."""

from datetime import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.jobs import keep_index_fresh
from meedoen.directory.models import NotFoundCount
from meedoen.directory.policy import Sought
from meedoen.directory.tests.makers import give_cost, give_place, give_rhythm, give_term, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms", "overvecht")]


@pytest.fixture
def overvecht() -> None:
    utrecht = Area.objects.create(code="GM0344", kind=AreaKind.MUNICIPALITY, name="Utrecht")
    area = Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht", parent=utrecht)
    part = Area.objects.create(code="BU03440312", kind=AreaKind.NEIGHBOURHOOD, name="Zamenhof", parent=area)
    for digits, x, inside in (("3561", 136000, area), ("3562", 137000, part)):
        PostcodePoint.objects.create(postcode4=digits, rd_x=x, rd_y=458000, area=inside)


def page_of(client: Client, query: str) -> str:
    answer = client.get(f"/aanbod/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_too_near_offers_the_nearest_and_how_far_it_is(client: Client) -> None:
    for number, metres in enumerate((9000, 4200, 7000, 30_000)):
        give_place(make_service(f"Plek {number}"), rd=(136000 + metres, 458000))

    page = page_of(client, "plaats=3561&afstand=2")

    assert "Binnen 2 km is er niets. Dit is het dichtst bij:" in page
    assert "4,2 kilometer hemelsbreed" in page
    assert page.index("Plek 1") < page.index("Plek 2") < page.index("Plek 0")
    assert "Plek 3" not in page
    assert 'href="/aanbod/?plaats=3561"' in page


def test_the_filter_in_the_way_is_named_the_one_without_which_most_is_found(client: Client) -> None:
    for number in range(3):
        give_rhythm(make_service(f"Dinsdag {number}"), "TU")
    give_cost(make_service("Gratis op een andere dag"), "0.00")

    page = page_of(client, "dag=TU&gratis=1")

    assert "Al je keuzes samen geven niets. Zonder gratis vind je wel iets:" in page
    assert "Dinsdag 2" in page
    assert "Gratis op een andere dag" not in page


def test_what_is_closed_now_is_offered_for_another_moment(client: Client) -> None:
    give_rhythm(make_service("Koken"), "TU", dtstart=None, opens_at=time(3), closes_at=time(3, 1))

    assert "Er is nu niets open. Dit is er op een ander moment:" in page_of(client, "nu_open=1")


def test_where_no_one_choice_is_in_the_way_all_are_left_out(client: Client) -> None:
    make_service("Schaken")

    page = page_of(client, "dag=SU&gratis=1")

    assert "Met al je keuzes samen is er niets. Zonder je keuzes vind je wel iets:" in page
    assert "Schaken" in page


def test_words_that_are_nowhere_get_something_else_and_a_neighbouring_interest(client: Client) -> None:
    give_term(make_service("Schaken"), "interest", "creative")
    keep_index_fresh()

    page = page_of(client, "q=xyzzy")

    assert "Niets gevonden voor “xyzzy”" in page
    assert "Schaken" in page
    assert 'href="/aanbod/?interesse=creative"' in page
    assert "wegwijzer" in page


def test_a_social_map_without_anything_still_says_what_to_do(client: Client) -> None:
    page = page_of(client, "gratis=1")

    assert "Niets gevonden" in page
    assert "Vraag het buurtteam in je wijk." in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=gitaar&plaats=3561", ("creative", "WK034403", 1)),
        ("q=gitaar&plaats=Zamenhof", ("creative", "WK034403", 1)),
        ("q=gitaar", ("creative", "", 1)),
        ("q=kanariewoord&plaats=3562", (None, "WK034403", 1)),
    ],
)
def test_it_is_counted_by_term_and_district_and_never_smaller(
    client: Client, query: str, expected: tuple[str | None, str, int]
) -> None:
    keep_index_fresh()

    page_of(client, query)

    assert list(NotFoundCount.objects.values_list("term__code", "area_code", "count")) == [expected]
    assert "kanariewoord" not in str(list(NotFoundCount.objects.values()))


def test_the_asked_area_is_a_district_or_a_municipality() -> None:
    assert Sought(area="BU03440312").asked_area == "WK034403"
    assert Sought(serves="GM0344").asked_area == "GM0344"
    assert Sought(area="WK034403", serves="GM0344").asked_area == "WK034403"
    assert Sought().asked_area == ""


def test_three_offered_take_as_many_queries_as_one(client: Client) -> None:
    give_place(make_service("0"), rd=(146000, 458000))
    with CaptureQueriesContext(connection) as one:
        page_of(client, "plaats=3561&afstand=1")
    for name in ("1", "2"):
        give_place(make_service(name, organization=name), rd=(146000, 458000))
    with CaptureQueriesContext(connection) as three:
        page_of(client, "plaats=3561&afstand=1")

    assert len(one) == len(three)


def test_the_same_from_one_address_counts_once(client: Client) -> None:
    keep_index_fresh()

    for _ in range(2):
        page_of(client, "q=gitaar")
    page_of(client, "q=kanariewoord")
    page_of(client, "q=gitaar&plaats=3561")
    client.get("/aanbod/?q=gitaar", REMOTE_ADDR="192.0.2.7")

    counts = NotFoundCount.objects.values_list("term__code", "area_code", "count")
    assert set(counts) == {("creative", "", 2), (None, "", 1), ("creative", "WK034403", 1)}
