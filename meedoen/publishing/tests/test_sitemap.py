"""What search engines are told: the pages that are there, and none that are not theirs."""

from datetime import UTC
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from meedoen.directory.models import Organization
from meedoen.directory.tests.makers import NOW, make_service

pytestmark = pytest.mark.django_db
PARTS = ("paginas", "aanbod-1", "organisaties-1")
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [found.text for found in fromstring(content).iter(f"{SPACE}loc")]


def test_the_sitemap_lists_its_parts_and_these_the_pages(client: Client) -> None:
    service = make_service()
    parts = locations(client, "/sitemap.xml")

    assert parts == [f"http://testserver/sitemap.xml?deel={part}" for part in PARTS]
    assert locations(client, parts[1]) == [f"http://testserver/aanbod/{service.id}/"]
    owner = f"http://testserver/aanbod/organisatie/{service.organization_id}/"
    assert locations(client, parts[2]) == [owner]
    assert client.get(owner).status_code == 200
    content = b"".join(client.get(parts[1]).streaming_content).decode()
    assert f"<lastmod>{NOW.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" in content


def test_every_page_that_is_always_there_is_there(client: Client) -> None:
    pages = locations(client, "/sitemap.xml?deel=paginas")
    assert "http://testserver/aanbod/" in pages
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_a_part_holds_no_more_than_fits_and_none_is_lost(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.publishing.queries.sitemap.PER_PART", 2)
    made = {f"http://testserver/aanbod/{make_service(f'Koken {number}').id}/" for number in range(5)}
    parts = [locations(client, part) for part in locations(client, "/sitemap.xml")[1:4]]

    assert [len(part) for part in parts] == [2, 2, 1]
    assert {address for part in parts for address in part} == made


def test_what_may_not_be_seen_is_not_told(client: Client) -> None:
    service = make_service()
    make_service("Verborgen", is_published=False)
    make_service("Verlopen", freshness="lapsed")
    make_service("Dubbel", merged_into=service)
    make_service("Dicht", status="temporarily closed")
    make_service("Elders", organization="De Eik")
    Organization.objects.filter(name="De Eik").update(is_published=False)
    assert locations(client, "/sitemap.xml?deel=aanbod-1") == [f"http://testserver/aanbod/{service.id}/"]
    owner = f"http://testserver/aanbod/organisatie/{service.organization_id}/"
    assert locations(client, "/sitemap.xml?deel=organisaties-1") == [owner]


@pytest.mark.parametrize(
    "part", ["aanbod-2", "aanbod-0", "aanbod--1", "aanbod-", "x-1", "", "1" * 5000, "aanbod-²"]
)
def test_a_part_that_is_not_there_is_not_found(client: Client, part: str) -> None:
    make_service()
    assert client.get("/sitemap.xml", {"deel": part}).status_code == 404


def test_an_address_of_another_host_is_not_repeated(client: Client) -> None:
    assert client.get("/sitemap.xml", headers={"host": "elders.example"}).status_code == 400


def test_robots_are_kept_from_the_desks_and_told_of_the_sitemap(client: Client) -> None:
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert {"Disallow: /werk/", "Disallow: /mijn/", "Disallow: /beheer/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_a_part_takes_one_query_more_than_counting(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(3):
        make_service(f"Koken {number}")
    with django_assert_num_queries(2):
        locations(client, "/sitemap.xml?deel=aanbod-1")
