"""What each filter finds, and that filters together narrow further."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from meedoen.areas.models import Area, PostcodePoint
from meedoen.directory.actions import load_taxonomies
from meedoen.directory.models import Attribute, Location, Schedule, ServiceArea, Taxonomy, TaxonomyTerm
from meedoen.directory.queries.index import index_fingerprint, index_rows
from meedoen.directory.search import SearchIndex
from meedoen.directory.tests.makers import give_area, give_place, give_rhythm, give_term, make_service
from meedoen.publishing.tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _word_lists(db: None) -> None:
    """They come with the tables, and a test outside a transaction empties those when it ends."""
    load_taxonomies()


def found(client: Client, address: str) -> list[str]:
    """The names of what a list holds, in alphabetical order."""
    response = client.get(f"/api/hsds/{address}")
    assert response.status_code == 200, response.content
    rows = response.json()["contents"]
    names = [row["service"]["name"] if "service" in row else row.get("name", "") for row in rows]
    assert response.json()["total_items"] == len(names)
    return sorted(names)


def test_words_are_looked_up_in_names_and_descriptions(client: Client) -> None:
    make_service("Samen koken", description="Elke week soep.")
    make_service("Tuinieren")
    assert found(client, "services?search=koken") == ["Samen koken"]
    assert found(client, "services?search=soep KOKEN") == ["Samen koken"]
    assert found(client, "services?search=soep tuin") == []
    assert found(client, "services?search=") == ["Samen koken", "Tuinieren"]


def test_with_a_search_index_the_best_comes_first_and_filters_still_narrow(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX = tmp_path
    make_service("Wandelen", description="Daarna koken we.", organization="De Eik")
    cook = make_service("Koken", organization="De Linde")
    SearchIndex(tmp_path).rebuild(index_rows(), index_fingerprint())
    rows = client.get("/api/hsds/services?search=koken").json()["contents"]
    assert [row["name"] for row in rows] == ["Koken", "Wandelen"]
    second = client.get("/api/hsds/services?search=koken&per_page=1&page=2").json()
    assert ([row["name"] for row in second["contents"]], second["total_items"]) == (["Wandelen"], 2)
    assert found(client, f"services?search=koken&organization_id={cook.organization_id}") == ["Koken"]
    give_place(cook)
    assert found(client, "service_at_locations?search=koken") == ["Koken"]


def test_the_index_may_be_behind_and_still_nothing_hidden_is_found(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.SEARCH_INDEX = tmp_path
    service = make_service("Koken")
    SearchIndex(tmp_path).rebuild(index_rows(), index_fingerprint())
    service.is_published = False
    service.save()
    assert found(client, "services?search=koken") == []


def test_a_term_and_its_list_find_what_carries_it(client: Client) -> None:
    cook, other = make_service("Koken"), make_service("Tuin")
    term = give_term(cook, "interest", "cooking").taxonomy_term
    give_term(other, "access", "open")
    assert found(client, f"services?taxonomy_term_id={term.id}") == ["Koken"]
    assert found(client, f"services?taxonomy_id={term.taxonomy_id}") == ["Koken"]
    assert found(client, f"organizations?taxonomy_term_id={term.id}") == ["De Linde"]
    assert found(client, f"services?taxonomy_term_id={uuid4()}") == []


def test_an_organization_is_found_by_its_own_term(client: Client) -> None:
    service = make_service("Koken")
    make_service("Tuin", organization="De Eik")
    term = TaxonomyTerm.objects.first()
    assert term is not None
    Attribute.objects.create(link_entity="organization", link_id=service.organization_id, taxonomy_term=term)
    assert found(client, f"organizations?taxonomy_id={term.taxonomy_id}") == ["De Linde"]


@pytest.mark.parametrize(
    ("moment", "names"),
    [
        ("2026-09-15T08:30:06Z", ["Later"]),
        ("2026-09-15T08:30:05.12Z", ["Later", "Toen"]),
        ("2026-09-15T10:30:05.12+02:00", ["Later", "Toen"]),
        ("2026-09-15T10:30:06 02:00", ["Later"]),
        ("2026-09-16", ["Later"]),
        ("2026-09-15", ["Later", "Toen"]),
        ("2026-09-18", []),
    ],
)
def test_modified_after_takes_that_moment_too(client: Client, moment: str, names: list[str]) -> None:
    make_service("Toen", last_modified=NOW)
    make_service("Later", last_modified=NOW + timedelta(days=1))
    response = client.get("/api/hsds/services", {"modified_after": moment})
    assert sorted(row["name"] for row in response.json()["contents"]) == names


def test_ages_are_those_that_the_service_states(client: Client) -> None:
    make_service("Jong", minimum_age=12, maximum_age=18)
    make_service("Oud", minimum_age=55)
    make_service("Ieder")
    assert found(client, "services?minimum_age=12") == ["Jong", "Oud"]
    assert found(client, "services?minimum_age=18") == ["Oud"]
    assert found(client, "services?maximum_age=18") == ["Jong"]
    assert found(client, "services?minimum_age=13&maximum_age=18") == []


def test_days_and_times_are_those_of_a_schedule_of_the_service_or_of_its_place(client: Client) -> None:
    give_rhythm(make_service("Dinsdag"), "TU", opens_at=time(9), closes_at=time(12))
    first = make_service("Eerste vrijdag")
    give_rhythm(first, "1FR", freq="MONTHLY", opens_at=time(19), closes_at=time(21))
    there = make_service("Op een plek")
    give_place(there)
    Schedule.objects.create(service_at_location=there.at_locations.get(), byday="TU", opens_at=time(14))
    assert found(client, "services?day=TU") == ["Dinsdag", "Op een plek"]
    assert found(client, "services?day=FR") == ["Eerste vrijdag"]
    assert found(client, "services?start_time=14:00") == ["Eerste vrijdag", "Op een plek"]
    assert found(client, "services?end_time=12:00") == ["Dinsdag"]
    assert found(client, "service_at_locations?day=TU") == ["Op een plek"]


@pytest.fixture
def overvecht() -> Area:
    utrecht = Area.objects.create(code="GM0344", kind="municipality", name="Utrecht")
    area = Area.objects.create(code="WK034403", kind="district", name="Overvecht", parent=utrecht)
    PostcodePoint.objects.create(postcode4="3561", rd_x=136000, rd_y=458000, area=area)
    return area


def test_a_postcode_finds_what_serves_it_and_what_states_no_area(client: Client, overvecht: Area) -> None:
    give_area(make_service("Hele stad"), "Utrecht", "GM0344")
    give_area(make_service("Wijk"), "Overvecht", "WK034403")
    give_area(make_service("Elders"), "Zuilen", "WK034402")
    make_service("Zonder gebied")
    for postcode in ("3561", "3561AA", "3561 ab"):
        assert found(client, f"services?postcode={postcode}") == ["Hele stad", "Wijk", "Zonder gebied"]
    assert found(client, "services?postcode=9999") == []


def test_proximity_is_in_metres_from_the_middle_of_the_postcode(client: Client, overvecht: Area) -> None:
    for name, x in (("Hier", 136000), ("Op 500", 136300), ("Op 501", 136301), ("Ver", 140000)):
        give_place(make_service(name), rd=(x, 458000 + (400 if name.startswith("Op") else 0)))
    make_service("Zonder plek")
    near = "postcode=3561&proximity=500"
    assert found(client, f"services?{near}") == ["Hier", "Op 500"]
    assert found(client, f"service_at_locations?{near}") == ["Hier", "Op 500"]
    assert found(client, "services?postcode=3561&proximity=0") == ["Hier"]
    assert found(client, "services?postcode=3561&proximity=1000000") == ["Hier", "Op 500", "Op 501", "Ver"]


def test_filters_together_narrow_further(client: Client, overvecht: Area) -> None:
    cook = make_service("Koken", minimum_age=18, last_modified=NOW)
    term = give_term(cook, "interest", "cooking").taxonomy_term
    give_place(cook, rd=(136000, 458000))
    every = [
        "search=koken", f"taxonomy_term_id={term.id}", f"taxonomy_id={term.taxonomy_id}",
        f"organization_id={cook.organization_id}", "modified_after=2026-01-01", "minimum_age=18",
        "postcode=3561&proximity=10",
    ]  # fmt: skip
    assert found(client, f"services?{'&'.join(every)}") == ["Koken"]
    assert found(client, f"service_at_locations?{'&'.join(every)}") == ["Koken"]
    give_area(cook, "Zuilen", "WK034402")
    assert found(client, f"services?{'&'.join(every)}") == []
    ServiceArea.objects.all().delete()
    for wrong in ("search=tuin", f"taxonomy_id={uuid4()}", "minimum_age=19", "modified_after=2027-01-01"):
        others = [one for one in every if one.partition("=")[0] != wrong.partition("=")[0]]
        assert found(client, f"services?{'&'.join([*others, wrong])}") == [], wrong


def test_terms_by_list_parent_and_top(client: Client) -> None:
    own = Taxonomy.objects.create(name="Eigen", description="Van ons")
    top = TaxonomyTerm.objects.create(taxonomy=own, code="a", name="Boven")
    TaxonomyTerm.objects.create(taxonomy=own, code="b", name="Onder", parent=top)
    assert found(client, f"taxonomy_terms?taxonomy_id={own.id}") == ["Boven", "Onder"]
    assert found(client, f"taxonomy_terms?taxonomy_id={own.id}&top_only=true") == ["Boven"]
    assert found(client, f"taxonomy_terms?parent_id={top.id}") == ["Onder"]
    assert found(client, f"taxonomy_terms?parent_id={top.id}&top_only=true") == []
    assert found(client, f"taxonomy_terms?taxonomy_id={own.id}&top_only=false") == ["Boven", "Onder"]


def test_a_location_is_found_by_its_city_once(client: Client) -> None:
    place = give_place(make_service("Koken"), city="Utrecht", address_1="Plein 1", name="Huis")
    place.addresses.create(city="Utrecht", address_1="Postbus 1", address_type="postal")
    assert found(client, "locations?search=utrecht") == ["Huis"]
    assert found(client, "locations?search=plein utrecht") == ["Huis"]
    assert found(client, "locations?search=zeist") == []
    assert Location.objects.count() == 1
