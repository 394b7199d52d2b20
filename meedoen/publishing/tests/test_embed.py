"""What stands in a frame on another site: bare, without cookies, and nothing of anybody else."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from meedoen.directory.models import Organization, Service, ServiceCapacity, Unit
from meedoen.directory.tests.makers import NOW, give_cost, give_place, give_rhythm, make_service

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>'


class Page(HTMLParser):
    """All addresses that a page asks for by itself, its links, and its tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        if tag == "a":
            self.links.append(said)
        else:
            self.asked += [said[name] or "" for name in ("src", "href", "srcset", "action") if name in said]


@pytest.fixture
def service() -> Service:
    """A service of De Linde with all that a card says."""
    made = make_service(summary="Met de buren.", assured_date=NOW.date())
    give_place(made, name="Het Praathuis", city="Utrecht")
    give_rhythm(made, "TU")
    give_cost(made, "3.00", option="keer")
    unit, _ = Unit.objects.get_or_create(name="plekken")
    ServiceCapacity.objects.create(service=made, unit=unit, available=4, updated=NOW)
    return made


def addresses(service: Service) -> list[str]:
    return [
        f"/inbedden/organisatie/{service.organization_id}/",
        "/inbedden/aanbod/",
        f"/inbedden/aanbod/{service.id}/",
    ]


def test_a_card_says_what_somebody_needs_to_know(client: Client, service: Service) -> None:
    for address in addresses(service):
        html = client.get(address).content.decode()
        said = (
            "Samen koken",
            "Met de buren.",
            "Praathuis",
            "Elke dinsdag",
            "€ 3,00 per keer",
            "nog 4 plekken",
        )
        assert [words for words in (*said, "nagevraagd op") if words not in html] == []


def test_anybody_may_frame_it_and_nobody_any_other_page(client: Client, service: Service) -> None:
    for address in [*addresses(service), f"/inbedden/aanbod/{uuid4()}/", "/inbedden/aanbod/?wijk=XX"]:
        headers = client.get(address).headers
        assert "frame-ancestors *;" in headers["Content-Security-Policy"]
        assert "X-Frame-Options" not in headers
    for address in ("/", "/aanbod/", f"/aanbod/{service.id}/", "/inbedden/", "/inbedden/x/", "/robots.txt"):
        headers = client.get(address).headers
        assert "frame-ancestors 'none';" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


def test_it_sets_no_cookie_runs_no_script_and_asks_nothing_of_others(
    client: Client, service: Service
) -> None:
    for address in addresses(service):
        answer = client.get(address)
        page = Page(answer.content.decode())
        assert len(answer.cookies) == 0
        assert {"script", "form", "iframe", "style"} & set(page.tags) == set()
        assert [address for address in page.asked if urlsplit(address).netloc] == []
        assert [link for link in page.links if (link["target"], link["rel"]) != ("_blank", "noopener")] == []


def test_it_looks_the_same_to_who_is_signed_in(client: Client, service: Service) -> None:
    before = [client.get(address).content for address in addresses(service)]
    client.cookies["sessionid"] = "x" * 32
    assert [client.get(address).content for address in addresses(service)] == before


def test_what_may_not_be_seen_is_in_no_frame(client: Client, service: Service) -> None:
    keep = {"organization": "De Linde"}
    make_service("Verborgen", is_published=False, **keep)
    make_service("Verlopen", freshness="lapsed", **keep)
    make_service("Dubbel", merged_into=service, **keep)
    make_service("Gestopt", status="defunct", **keep)
    make_service("Elders", organization="De Eik")
    Organization.objects.filter(name="De Eik").update(is_published=False)
    others = Service.objects.exclude(id=service.id)

    for address in addresses(service)[:2]:
        html = client.get(address).content.decode()
        assert [other.name for other in others if other.name in html] == []
        assert "Samen koken" in html
    assert {client.get(f"/inbedden/aanbod/{other.id}/").status_code for other in others} == {404}
    eik = Organization.objects.get(name="De Eik")
    assert client.get(f"/inbedden/organisatie/{eik.id}/").status_code == 404


def test_what_is_gone_says_so_in_the_frame(client: Client) -> None:
    answer = client.get(f"/inbedden/aanbod/{uuid4()}/")
    assert answer.status_code == 404
    assert "Dit aanbod staat niet meer in de sociale kaart." in answer.content.decode()


def test_a_service_that_is_closed_for_a_while_says_so(client: Client, service: Service) -> None:
    Service.objects.update(status="temporarily closed")
    html = client.get(f"/inbedden/aanbod/{service.id}/").content.decode()
    assert "Dit aanbod is nu even dicht." in html
    assert "Samen koken" not in client.get(addresses(service)[0]).content.decode()


def test_the_list_follows_the_filters_of_the_page(client: Client, service: Service) -> None:
    give_cost(make_service("Wandelen"), "0")
    html = client.get("/inbedden/aanbod/?gratis=1").content.decode()
    assert ("Wandelen" in html, "Samen koken" in html) == (True, False)
    assert 'href="/aanbod/?gratis=1"' in html


@pytest.mark.parametrize("query", ["wijk=XX", "q=" + "x" * 500])
def test_a_wrong_choice_is_said_in_the_frame(client: Client, query: str) -> None:
    answer = client.get(f"/inbedden/aanbod/?{query}")
    assert answer.status_code == 400
    assert "Het adres van deze lijst klopt niet." in answer.content.decode()


def test_more_than_fits_is_told_and_the_number_of_queries_stays(
    client: Client, service: Service, django_assert_num_queries: Any
) -> None:
    address = addresses(service)[0]
    with django_assert_num_queries(10):
        client.get(address)
    for number in range(21):
        give_rhythm(make_service(f"Wandelen {number}"), "MO")
    with django_assert_num_queries(10):
        html = client.get(address).content.decode()
    assert "Er is nog meer: 2 keer aanbod" in html


def test_the_piece_to_copy_is_a_frame_with_a_title_that_loads_when_seen(client: Client) -> None:
    owner = make_service(organization=f"Het {HOSTILE} huis").organization
    found = client.get("/inbedden/?naam=huis").content.decode()
    assert f'href="/inbedden/?organisatie={owner.id}"' in found

    html = client.get(f"/inbedden/?organisatie={owner.id}").content.decode()
    page = Page(html)
    assert page.tags.count("iframe") == 0
    assert "<script>alert" not in html
    piece = client.get(f"/inbedden/?organisatie={owner.id}").context["chosen"]["html"]
    frame = Page(piece)
    assert frame.tags == ["iframe"]
    assert frame.asked == [f"http://testserver/inbedden/organisatie/{owner.id}/"]
    assert 'loading="lazy"' in piece
    assert 'title="Het &quot;&gt;&lt;script&gt;' in piece


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("naam=" + "x" * 500, 400, "Dit is te lang."),
        ("organisatie=geen", 400, "Deze organisatie kennen we niet."),
        ("naam=%00", 200, "Zet je aanbod op je eigen site"),
        ("naam=" + HOSTILE, 200, "We vonden geen organisatie"),
        ("organisatie=00000000-0000-4000-8000-000000000000", 200, "Naam van je organisatie"),
    ],
)
def test_what_cannot_be_found_is_said_on_the_page(
    client: Client, query: str, status: int, words: str
) -> None:
    answer = client.get(f"/inbedden/?{query}")
    html = answer.content.decode()
    assert (answer.status_code, words in html, "<script>alert" in html) == (status, True, False)


@pytest.mark.browser
def test_in_a_frame_nothing_comes_from_elsewhere_and_axe_finds_nothing(
    page: Any, check_axe: Any, service: Service
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in [*addresses(service), "/inbedden/", f"/inbedden/?organisatie={service.organization_id}"]:
        page.goto(address)
        check_axe(page)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(page.url).netloc}
    assert page.context.cookies() == []
