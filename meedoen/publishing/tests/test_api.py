"""What the API answers: pages, records, refusals, and what did not change."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from meedoen.areas.geometry import rd_to_wgs84
from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.models import Location, Organization, Service, ServiceCapacity, TaxonomyTerm
from meedoen.directory.vocabulary import RevisionKind
from meedoen.publishing.api import memo
from meedoen.publishing.tests.world import NOW, Full, make_full
from meedoen.publishing.vocabulary import Listing

pytestmark = pytest.mark.django_db
# One for all: with tests in several processes each must know the same ones.
UNKNOWN = "00000000-0000-4000-8000-000000000000"

ROOT = "/api/hsds/"
HEADERS = ("Access-Control-Allow-Origin", "API-Version")


@pytest.fixture
def full() -> Full:
    return make_full()


def make_services(count: int) -> list[Service]:
    owner = Organization.objects.create(name="De Linde")
    return [
        Service.objects.create(organization=owner, name=f"Aanbod {number}", last_modified=NOW)
        for number in range(count)
    ]


def page(client: Client, address: str) -> Any:
    response = client.get(ROOT + address)
    assert response.status_code == 200, response.content
    return response.json()


def lines(response: Any) -> list[Any]:
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]


# Pages


def test_a_page_says_where_it_stands_in_the_list(client: Client) -> None:
    make_services(5)
    found = page(client, "services?per_page=2&page=2")
    assert {key: value for key, value in found.items() if key != "contents"} == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 2,
        "size": 2,
        "first_page": False,
        "last_page": False,
        "empty": False,
    }


def test_the_pages_together_hold_every_service_once(client: Client) -> None:
    made = {str(service.id) for service in make_services(5)}
    pages = [page(client, f"services?per_page=2&page={number}") for number in (1, 2, 3)]
    ids = [row["id"] for one in pages for row in one["contents"]]
    assert sorted(ids) == sorted(made)
    assert [one["last_page"] for one in pages] == [False, False, True]


def test_a_page_after_the_last_is_empty(client: Client) -> None:
    make_services(1)
    found = page(client, "services?page=9")
    assert (found["empty"], found["last_page"], found["size"], found["total_items"]) == (True, True, 0, 1)


def test_what_is_empty_is_left_out_and_what_another_source_said_is_handed_on(
    client: Client, full: Full
) -> None:
    row = next(row for row in page(client, "services")["contents"] if row["id"] == str(full.service.id))
    assert row["bron_veld"] == {"a": [1, "é"]}
    assert row["name"] == "Koken met de buren"
    assert "phones" not in row
    bare = make_services(1)[0]
    row = next(row for row in page(client, "services")["contents"] if row["id"] == str(bare.id))
    assert sorted(row) == [
        "id", "invented", "last_modified", "name", "organization", "organization_id", "status",
    ]  # fmt: skip


def test_a_location_tells_its_degrees_and_an_area_its_code(client: Client, full: Full) -> None:
    place = page(client, f"locations/{full.location.id}")
    lat, lon = rd_to_wgs84(place["rd_x"], place["rd_y"])
    assert (place["latitude"], place["longitude"]) == (round(lat, 6), round(lon, 6))
    areas = page(client, f"services/{full.service.id}")["service_areas"]
    assert [(area["extent"], area["extent_type"]) for area in areas] == [("GM0344", "CBS")]


def test_capacity_without_both_figures_stands_apart(client: Client, full: Full) -> None:
    one = page(client, f"services/{full.service.id}")
    assert [(row["unit"]["name"], row["available"], row["updated"]) for row in one["capacities"]] == [
        ("Koken plekken", 3, "2026-09-15T08:30:05.120000Z")
    ]
    assert [(row["unit"]["name"], row["maximum"]) for row in one["stated_capacities"]] == [
        ("Koken bedden", 40)
    ]
    assert "available" not in one["stated_capacities"][0]


def test_minimal_gives_only_the_id_and_the_moment_of_change(client: Client) -> None:
    made = make_services(1)[0]
    assert page(client, "services?minimal=true")["contents"] == [
        {"id": str(made.id), "modified_date": "2026-09-15T08:30:05.120000Z"}
    ]


def test_an_organization_names_its_services_or_gives_them_in_full(client: Client, full: Full) -> None:
    one = page(client, f"organizations/{full.organization.id}")
    assert one["services"] == [{"id": str(full.service.id), "name": "Koken met de buren", "status": "active"}]
    in_full = page(client, f"organizations/{full.organization.id}?full_service=true")["services"][0]
    assert in_full["service_at_locations"][0]["location"]["id"] == str(full.location.id)
    assert "organization" not in in_full


# Every line


@pytest.mark.parametrize("listing", list(Listing))
def test_ndjson_gives_what_all_pages_give(client: Client, full: Full, listing: Listing) -> None:
    make_full("Tuin")
    streamed = client.get(f"{ROOT}{listing.value}?format=ndjson")
    assert streamed["Content-Type"] == "application/x-ndjson"
    assert lines(streamed) == page(client, f"{listing.value}?per_page=1000")["contents"]


def test_ndjson_goes_on_where_a_part_ended(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sorted(str(service.id) for service in make_services(7))
    monkeypatch.setattr("meedoen.publishing.queries.pages.FLAT_AT_ONCE", 3)
    assert [row["id"] for row in lines(client.get(f"{ROOT}services?format=ndjson"))] == made


# Constant


@pytest.mark.parametrize(
    "address",
    [
        "services",
        "services?full=true",
        "organizations?full=true",
        "organizations?full_service=true",
        "locations?full=true",
        "service_at_locations",
        "service_at_locations?full=true",
        "taxonomy_terms",
    ],
)
def test_a_page_takes_as_many_queries_for_1_as_for_30(
    client: Client, django_assert_num_queries: Any, full: Full, address: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    # The first in an hour begins the count of what was asked.
    client.get(ROOT + address)
    with CaptureQueriesContext(connection) as first:
        client.get(ROOT + address)
    for number in range(30):
        make_full(f"Soort{number}")
    with django_assert_num_queries(len(first)):
        client.get(ROOT + address)


# Refusals


@pytest.mark.parametrize(
    ("address", "parameter", "about"),
    [
        ("services?foo=1", "foo", "kent de parameter 'foo' niet"),
        ("services?page=0", "page", "heel getal van 1"),
        ("services?page=een", "page", "heel getal"),
        ("services?per_page=1001", "per_page", "tot en met 1000"),
        ("services?page=1&page=2", "page", "hooguit één keer"),
        ("services?format=xml", "format", "json, ndjson"),
        ("services?full=ja", "full", "true of false"),
        ("services?taxonomy_term_id=koken", "taxonomy_term_id", "uuid"),
        ("services?modified_after=gisteren", "modified_after", "2026-09-01"),
        ("services?modified_after=2026-02-30", "modified_after", "2026-09-01"),
        ("services?modified_after=9999-12-31T23:59:59-14:00", "modified_after", "2026-09-01"),
        ("services?day=maandag", "day", "MO, TU"),
        ("services?start_time=25:00", "start_time", "09:30"),
        ("services?minimum_age=-1", "minimum_age", "heel getal"),
        ("services?proximity=500", "proximity", "postcode"),
        ("services?postcode=AB", "postcode", "postcode"),
        (f"services?search={'a' * 201}", "search", "te lang"),
        ("organizations?day=MO", "day", "kent de parameter"),
        ("taxonomies?full=true", "full", "kent de parameter"),
        (f"services/{UNKNOWN}?full=true", "full", "Laat hem weg"),
        ("openapi.json?x=1", "x", "Laat hem weg"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(
    client: Client, address: str, parameter: str, about: str
) -> None:
    response = client.get(ROOT + address)
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (problem["status"], problem["parameter"], problem["type"]) == (400, parameter, "about:blank")
    assert about in problem["detail"]


@pytest.mark.parametrize("listing", list(Listing))
@pytest.mark.parametrize("id", [UNKNOWN, "geen-uuid", "%00", "0" * 10_000])
def test_an_unknown_id_is_not_found(client: Client, listing: Listing, id: str) -> None:
    response = client.get(f"{ROOT}{listing.value}/{id}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_a_null_character_in_words_finds_nothing_and_breaks_nothing(client: Client, full: Full) -> None:
    assert page(client, "services?search=%00xyzzy%00")["total_items"] == 0
    assert page(client, "services?search=%00Koken")["total_items"] == 1


def test_html_in_a_text_travels_as_text(client: Client, full: Full) -> None:
    response = client.get(f"{ROOT}services/{full.service.id}")
    assert response.json()["description"] == "Koken: <b>ja</b>"
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"


# Any site may ask


@pytest.mark.parametrize(
    "address", ["", "services", "openapi.json", "profile", "services?foo=1", "bestaat-niet", "services/x"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "DELETE"])
def test_every_answer_may_be_read_from_any_site(client: Client, address: str, method: str) -> None:
    response = client.generic(method, ROOT + address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["API-Version"] == "1.0.0"
    assert not response.cookies


def test_a_preflight_says_what_is_allowed(client: Client) -> None:
    response = client.options(f"{ROOT}services")
    assert (response.status_code, response["Access-Control-Allow-Methods"]) == (
        204, "GET, HEAD, POST, OPTIONS",
    )  # fmt: skip
    assert client.options(f"{ROOT}services/x")["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_another_method_is_a_problem_that_names_the_right_ones(client: Client) -> None:
    response = client.delete(f"{ROOT}services", headers={"Accept": "text/html"})
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("listing", list(Listing))
def test_head_says_what_get_says_without_the_body(client: Client, full: Full, listing: Listing) -> None:
    got, asked = client.get(f"{ROOT}{listing.value}"), client.head(f"{ROOT}{listing.value}")
    assert (asked.status_code, asked.content) == (200, b"")
    assert (asked["ETag"], asked["Content-Type"]) == (got["ETag"], got["Content-Type"])


@pytest.mark.parametrize("address", ["services/", "services/?page=2", "taxonomies/"])
def test_a_slash_too_many_leads_to_the_address_without(client: Client, address: str) -> None:
    response = client.get(ROOT + address)
    assert (response.status_code, response["Location"]) == (308, ROOT + address.replace("/", ""))
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_root_answers_with_and_without_a_slash(client: Client) -> None:
    assert client.get("/api/hsds").json() == client.get("/api/hsds/").json()


# What did not change


@pytest.mark.parametrize("address", ["services", "services?full=true", "taxonomies", "", "openapi.json"])
def test_what_did_not_change_is_not_sent_again(client: Client, full: Full, address: str) -> None:
    mark = client.get(ROOT + address)["ETag"]
    again = client.get(ROOT + address, headers={"If-None-Match": mark})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", mark)
    assert again["Access-Control-Allow-Origin"] == "*"


def changes(full: Full) -> dict[str, Any]:
    """Each way in which an answer can change."""
    other = make_full("Tuin")
    services, capacities = Service.objects.filter(pk=full.service.pk), ServiceCapacity.objects
    later = NOW + timedelta(days=1)
    return {
        "edited": lambda: services.update(name="Anders", last_modified=later),
        "hidden": lambda: services.update(is_published=False),
        "lapsed": lambda: services.update(freshness="lapsed"),
        "merged": lambda: services.update(merged_into=other.service),
        "removed": lambda: other.service.delete(),
        "a place taken": lambda: capacities.filter(service=full.service, available=3).update(available=2),
        "counted again": lambda: capacities.filter(available=3).update(updated=later),
        "a word of the same length": lambda: TaxonomyTerm.objects.filter(pk=full.term.pk).update(
            name=full.term.name[::-1]
        ),
        "an organization hidden": lambda: Organization.objects.filter(pk=other.organization.pk).update(
            is_published=False
        ),
    }


@pytest.mark.parametrize(
    "what",
    ["edited", "hidden", "lapsed", "merged", "removed", "a place taken", "counted again",
     "a word of the same length", "an organization hidden"],
)  # fmt: skip
def test_whatever_changes_an_answer_changes_its_mark(client: Client, full: Full, what: str) -> None:
    change = changes(full)[what]
    before = client.get(f"{ROOT}services?full=true")
    change()
    after = client.get(f"{ROOT}services?full=true", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content


def test_a_place_without_services_that_gets_another_name_changes_the_mark(client: Client, full: Full) -> None:
    place = Location.objects.create(organization=full.organization, name="Zaal", location_type="physical")
    before = client.get(f"{ROOT}services?full=true")
    change_record(
        record_type="location",
        record_id=place.pk,
        rows=[RowChange("location", place.pk, {"name": "Zaal"}, {"name": "Kas"})],
        kind=RevisionKind.EDIT,
        by=None,
        at=NOW + timedelta(days=1),
        said_by="redacteur",
    )
    after = client.get(f"{ROOT}services?full=true", headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after["Last-Modified"]) == (200, "Wed, 16 Sep 2026 08:30:05 GMT")


def test_a_moment_is_enough_to_hear_that_nothing_changed(client: Client, full: Full) -> None:
    moment = client.get(f"{ROOT}services")["Last-Modified"]
    assert moment == "Tue, 15 Sep 2026 08:30:05 GMT"
    asked = {"If-Modified-Since": moment}
    assert client.get(f"{ROOT}services", headers=asked).status_code == 304
    Service.objects.filter(pk=full.service.pk).update(last_modified=NOW + timedelta(seconds=1))
    assert client.get(f"{ROOT}services", headers=asked).status_code == 200


def test_an_unknown_mark_decides_over_a_moment(client: Client, full: Full) -> None:
    moment = client.get(f"{ROOT}services")["Last-Modified"]
    asked = {"If-Modified-Since": moment, "If-None-Match": '"iets anders"'}
    assert client.get(f"{ROOT}services", headers=asked).status_code == 200


def test_304_builds_no_answer(client: Client, full: Full, django_assert_max_num_queries: Any) -> None:
    mark = client.get(f"{ROOT}services?full=true&per_page=100")["ETag"]
    with django_assert_max_num_queries(6):
        client.get(f"{ROOT}services?full=true&per_page=100", headers={"If-None-Match": mark})


def test_where_there_is_very_much_counts_are_remembered_for_a_moment(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_services(3)
    moments = iter([100.0, 101.0, 106.0])
    monkeypatch.setattr(memo, "EXACT_UP_TO", 2)
    monkeypatch.setattr(memo.time, "monotonic", lambda: next(moments))
    monkeypatch.setattr(memo, "_kept", {})
    seen = []
    for _ in range(3):
        seen.append(page(client, "services")["total_items"])
        Service.objects.filter(is_published=True).first().delete()  # type: ignore[union-attr]
    assert seen == [3, 3, 1]
