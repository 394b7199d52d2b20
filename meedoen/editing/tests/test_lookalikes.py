"""While somebody adds something they read what it is like; of what they typed nothing stays."""

import logging
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from meedoen.directory.jobs import keep_index_fresh
from meedoen.directory.models import Location, Organization, Service
from meedoen.directory.policy.duplicates import ABOUT_THE_SAME
from meedoen.directory.tests.makers import give_place
from meedoen.editing.queries.lookalikes import same_subject
from meedoen.editing.tests.makers import World, filled_in, make_service

pytestmark = pytest.mark.django_db
URL = "/werk/aanbod/lijkt-op/"
NEW = "/werk/aanbod/nieuw/"
QUERIES = 17


def ask(world: World, who: str = "carla", **typed: Any) -> str:
    return world.client(who).post(URL, typed).content.decode().strip()


def links(html: str) -> list[str]:
    return re.findall(r'<a href="([^"]+)"', html)


def test_a_like_name_comes_with_reasons_and_a_link_to_edit_what_is_ones_own(world: World) -> None:
    html = ask(world, name="Samen koken", organisatie=str(world.linde.id))

    assert links(html) == [f"/werk/aanbod/{world.cooking.id}/"]
    assert "Samen koken</a> van Stichting De Linde, Voorbeeldstraat 1, Utrecht:" in html
    assert "zelfde naam, zelfde organisatie." in html


def test_what_is_of_another_links_to_its_page_and_what_is_not_published_stays_unseen(world: World) -> None:
    assert links(ask(world, name="Fietsles")) == [f"/aanbod/{world.strange.id}/"]

    Service.objects.filter(pk=world.strange.id).update(is_published=False)

    assert ask(world, name="Fietsles") == ""
    assert links(ask(world, "mila", name="Fietsles")) == [f"/werk/aanbod/{world.strange.id}/"]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"telefoon-0-number": "+31 30 0000001"}, "zelfde telefoonnummer"),
        ({"plek-postal_code": "3561ab", "plek-address_1": "Voorbeeldstraat 1"}, "zelfde adres"),
        ({"url": "https://www.delinde.example/koken"}, "zelfde website"),
        ({"email": "INFO@delinde.example"}, "zelfde e-mailadres"),
    ],
)
def test_each_field_that_is_typed_has_its_say(world: World, typed: dict[str, str], reason: str) -> None:
    world.linde.website, world.linde.email = "https://delinde.example", "info@delinde.example"
    world.linde.save()
    place = Location.objects.get(name="Het Praathuis")
    place.addresses.update(postal_code="3561 AB")

    assert reason in ask(world, name="Samen koken met buren", **typed)


def test_an_organization_is_looked_for_among_organizations(world: World) -> None:
    html = ask(world, "mila", soort="organization", name="De Kastanje")
    kastanje = Organization.objects.get(name="De Kastanje")
    assert (links(html), "zelfde naam" in html) == ([f"/werk/organisatie/{kastanje.id}/"], True)
    assert links(ask(world, soort="organization", name="De Kastanje")) == [
        f"/aanbod/organisatie/{kastanje.id}/"
    ]


def test_the_name_of_another_organization_is_not_taken_from_its_id(world: World) -> None:
    html = ask(world, name="Fietsles", organisatie=str(world.strange.organization_id))
    assert ("zelfde naam" in html, "zelfde organisatie" in html) == (True, False)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"name": "Sa"},
        {"name": "\0\0\0\0"},
        {"name": "%_%_'\"; DROP"},
        {"name": "Zeilen", "organisatie": "geen id", "soort": "iets anders"},
        {
            "name": "x" * 200_000,
            "summary": "y" * 200_000,
            "url": "http://[",
            "telefoon-0-number": "0" * 90_000,
        },
        {f"telefoon-{number}-number": "0301234567" for number in range(400)} | {"name": "Zeilen"},
    ],
)
def test_strange_and_long_input_finds_nothing(world: World, typed: dict[str, str]) -> None:
    response = world.client("carla").post(URL, typed)
    assert (response.status_code, response.content.decode().strip()) == (200, "")


def test_what_stands_on_the_map_is_shown_as_text(world: World) -> None:
    name = "<script>alert(1)</script> koor"
    make_service(world.linde, name)
    html = ask(world, name=name)
    assert ("<script" in html, "&lt;script&gt;" in html) == (False, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_the_same_however_much_is_like_it(
    world: World, number: int, django_assert_num_queries: Any
) -> None:
    for extra in range(number):
        service = make_service(world.linde, f"Samen koken {extra}")
        give_place(
            service, "WK034403", name=f"Plek {extra}", postal_code="3561 AB", address_1="Dorpsstraat 1"
        )
    typed = {"name": "Samen koken", "organisatie": str(world.linde.id), "plek-postal_code": "3561 AB"}
    client = world.client("carla")
    client.post(URL, typed)
    with django_assert_num_queries(QUERIES):
        html = client.post(URL, typed).content.decode()
    assert len(links(html)) == number + 1


def test_nothing_that_is_typed_is_logged_or_kept(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    keep_index_fresh()
    ask(world, name="geheimwoordje", summary="geheimwoordje", organisatie=str(world.linde.id))

    files = [path for path in Path(settings.SEARCH_INDEX).rglob("*") if path.is_file()]
    assert "geheimwoordje" not in caplog.text
    assert files
    assert not [path for path in files if b"geheimwoordje" in path.read_bytes()]


def test_only_the_page_of_something_new_asks(world: World) -> None:
    client = world.client("carla")
    new, standing = (client.get(url).content.decode() for url in (NEW, f"/werk/aanbod/{world.cooking.id}/"))
    assert [text.count(f'data-lookalikes="{URL}"') for text in (new, standing)] == [1, 0]
    assert [text.count("look/lookalikes") for text in (new, standing)] == [1, 0]


# What things mean


@pytest.fixture
def by_meaning(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """An index in which a text means what it says of cooking, of sailing, or of neither."""
    np = pytest.importorskip("numpy")

    def encode(texts: Sequence[str]) -> Any:
        rows = [
            ["kook" in text.lower() or "maaltijd" in text, "zeil" in text.lower(), 0.01] for text in texts
        ]
        made = np.asarray(rows, dtype=np.float32)
        return made / np.linalg.norm(made, axis=1, keepdims=True)

    monkeypatch.setattr("meedoen.directory.search.meaning.encoder", lambda: encode)
    Service.objects.filter(pk=world.cooking.pk).update(summary="Een maaltijd met buren")
    make_service(world.linde, "Zeilen", summary="Je gaat zeilen")
    assert keep_index_fresh()
    return world


def test_the_same_subject_of_the_same_organization_is_possible(by_meaning: World) -> None:
    asked = {"name": "Buurttafel", "summary": "Wij maken een maaltijd"}

    html = ask(by_meaning, organisatie=str(by_meaning.linde.id), **asked)

    assert links(html) == [f"/werk/aanbod/{by_meaning.cooking.id}/"]
    assert f"zelfde organisatie, {ABOUT_THE_SAME}." in html


def test_the_same_subject_alone_makes_no_pair(by_meaning: World) -> None:
    assert same_subject("Buurttafel", "Wij maken een maaltijd") == [by_meaning.cooking.id]
    assert ask(by_meaning, "mila", name="Buurttafel", summary="Wij maken een maaltijd") == ""


def test_the_same_subject_at_another_place_makes_no_pair(by_meaning: World) -> None:
    Location.objects.get(name="Het Praathuis").addresses.update(postal_code="3561 AB")
    asked = {"name": "Buurttafel", "summary": "Een maaltijd", "organisatie": str(by_meaning.linde.id)}
    there = {"plek-postal_code": "3561 AB", "plek-address_1": "Voorbeeldstraat 1"}
    elsewhere = there | {"plek-address_1": "Voorbeeldstraat 99"}
    assert "zelfde adres, gaat over hetzelfde" in ask(by_meaning, **asked, **there)
    assert ask(by_meaning, **asked, **elsewhere) == ""


def test_without_the_extra_nothing_is_said_of_what_it_means(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meedoen.directory.search.meaning.encoder", lambda: None)
    keep_index_fresh()
    assert same_subject("Samen koken", "Koken met buren") == []
    html = ask(world, name="Samen koken", organisatie=str(world.linde.id))
    assert ("zelfde naam" in html, ABOUT_THE_SAME in html) == (True, False)


def test_the_preview_says_the_same_without_a_script(world: World) -> None:
    client = world.client("carla")
    data = filled_in(client.get(NEW).content.decode()) | {"name": "Samen koken", "stap": "bekijk"}
    page = client.post(NEW, data)
    assert [one.id for one in page.context["doubles"]] == [world.cooking.id]
