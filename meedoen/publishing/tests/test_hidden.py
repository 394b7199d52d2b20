"""What is not published stands nowhere: in no list, record, filter, count, line or file."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.directory.models import (
    Address,
    Attribute,
    Location,
    Organization,
    Phone,
    Program,
    Service,
    ServiceAtLocation,
)
from meedoen.publishing.actions.export import Files, export
from meedoen.publishing.policy.parameters import PARAMETERS
from meedoen.publishing.tests.world import Full, make_full
from meedoen.publishing.vocabulary import Listing

pytestmark = pytest.mark.django_db

SECRET = "Geheim"
Hide = Callable[[Full, Full], object]

WAYS: dict[str, Hide] = {
    "not published": lambda hidden, _: _services(hidden).update(is_published=False),
    "lapsed": lambda hidden, _: _services(hidden).update(freshness="lapsed"),
    "merged into another": lambda hidden, open: _services(hidden).update(merged_into=open.service),
    "of an organization that is not published": lambda hidden, _: _bodies(hidden).update(is_published=False),
    "of an organization that was merged": lambda hidden, open: _bodies(hidden).update(
        merged_into=open.organization
    ),
}


def _services(full: Full) -> Any:
    return Service.objects.filter(pk=full.service.pk)


def _bodies(full: Full) -> Any:
    return Organization.objects.filter(pk=full.organization.pk)


def everything(client: Client, folder: Path) -> str:
    """All that the outside can read: every list in every form, and the files."""
    texts = []
    for listing in Listing:
        known = {parameter.name for parameter in PARAMETERS[listing]}
        for query in ("", "format=ndjson", "full=true", "full_service=true", "minimal=true"):
            if query.partition("=")[0] not in {"", *known}:
                continue
            response = client.get(f"/api/hsds/{listing.value}?{query}")
            assert response.status_code == 200
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
            texts.append(body.decode())
    export(folder=folder / "uit", files=Files.BOTH, progress=lambda items, label, total: items)
    texts += [path.read_text() for path in sorted((folder / "uit").rglob("*.*")) if path.is_file()]
    return "\n".join(texts)


def hide_alone(hidden: Full) -> None:
    """The organization of a hidden service goes too, so that nothing of it may be told."""
    _bodies(hidden).update(is_published=False)
    Organization.objects.filter(name__startswith=hidden.word).update(is_published=False)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_of_a_hidden_service_is_told(client: Client, tmp_path: Path, way: str) -> None:
    shown, hidden = make_full("Open"), make_full(SECRET)
    WAYS[way](hidden, shown)
    told = everything(client, tmp_path)
    gone = {hidden.service.id, hidden.link.id}
    gone |= set(hidden.service.schedules.values_list("pk", flat=True))
    gone |= set(hidden.service.attributes.values_list("pk", flat=True))
    gone |= set(hidden.service.capacities.values_list("unit_id", flat=True))
    assert [id for id in gone if str(id) in told] == []
    assert f"{SECRET} met de buren" not in told
    assert str(shown.service.id) in told


def test_nothing_of_a_hidden_organization_is_told(client: Client, tmp_path: Path) -> None:
    """Its word stands only in its word list, which is no record."""
    make_full("Open")
    hidden = make_full(SECRET)
    hide_alone(hidden)
    told = everything(client, tmp_path)
    words = set(re.findall(f"{SECRET} [a-z]+", told))
    assert words == {f"{SECRET} lijst", f"{SECRET} top", f"{SECRET} term", f"{SECRET} oud"}
    assert told.count(f"{SECRET} oud") == told.count(f'"resource_id":"{hidden.term.id}"') + 1
    assert [id for id in hidden.ids if str(id) in told] == []


def test_a_place_of_a_hidden_service_alone_stays_hidden(client: Client, tmp_path: Path) -> None:
    """Also where it belongs to an organization that everybody may know: a shelter has a hidden address."""
    full = make_full(SECRET)
    _services(full).update(is_published=False)
    told = everything(client, tmp_path)
    assert str(full.location.id) not in told
    assert "3561 AA" not in told


def test_the_seat_of_an_organization_is_told_where_nothing_is_given(client: Client, tmp_path: Path) -> None:
    owner = Organization.objects.create(name="De Linde")
    seat = Location.objects.create(organization=owner, name="Kantoor")
    Address.objects.create(location=seat, address_1="Plein 2", city="Utrecht")
    assert str(seat.id) in everything(client, tmp_path)
    assert client.get(f"/api/hsds/locations?organization_id={owner.id}").json()["total_items"] == 1


def test_the_name_of_a_hidden_record_is_left_out_of_a_published_one(client: Client, tmp_path: Path) -> None:
    shown, hidden = make_full("Open"), make_full(SECRET)
    hide_alone(hidden)
    Organization.objects.filter(pk=shown.organization.pk).update(parent_organization=hidden.organization)
    Location.objects.filter(pk=shown.location.pk).update(organization=hidden.organization)
    program = Program.objects.create(organization=hidden.organization, name="Programma van een ander")
    _services(shown).update(program=program)
    Phone.objects.create(service=shown.service, organization=hidden.organization, number="030-0000009")
    told = everything(client, tmp_path)
    assert str(hidden.organization.id) not in told
    assert (str(program.id) in told, "Programma van een ander" in told) == (False, False)
    assert "030-0000009" in told


@pytest.mark.parametrize("way", WAYS)
def test_no_filter_counts_a_hidden_service(client: Client, way: str) -> None:
    shown, hidden = make_full("Open"), make_full("Open")
    Attribute.objects.filter(taxonomy_term=hidden.term).exclude(service=None).update(taxonomy_term=shown.term)
    WAYS[way](hidden, shown)
    term, owner = shown.term, hidden.organization.id
    asked = {
        "services": 1,
        "service_at_locations": 1,
        "services?search=Open": 1,
        f"services?taxonomy_term_id={term.id}": 1,
        f"services?taxonomy_id={term.taxonomy_id}": 1,
        f"services?organization_id={owner}": 0,
        "services?modified_after=2020-01-01": 1,
        "services?minimum_age=18&maximum_age=99&day=TU&start_time=09:00&end_time=12:00": 1,
        "services?minimal=true": 1,
        f"service_at_locations?taxonomy_term_id={term.id}": 1,
        f"service_at_locations?organization_id={owner}": 0,
        f"organizations?taxonomy_term_id={term.id}": 1,
    }
    counted = {address: client.get(f"/api/hsds/{address}").json()["total_items"] for address in asked}
    assert counted == asked
    assert client.get(f"/api/hsds/services/{hidden.service.id}").status_code == 404
    assert client.get(f"/api/hsds/service_at_locations/{hidden.link.id}").status_code == 404


services = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["current", "aging", "lapsed"]),
        st.booleans(),
        st.integers(0, 2),
        st.integers(0, 2),
    ),
    max_size=6,
)
bodies = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=3, max_size=3)


@given(services=services, bodies=bodies)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_hidden_only_the_published_stands_anywhere(services: Any, bodies: Any) -> None:
    """Any mixture of standings: lists, counts, nested records and files hold exactly what may be known."""
    with transaction.atomic(), tempfile.TemporaryDirectory() as folder:
        allowed, forbidden = _mixture(services, bodies)
        client = Client()
        told = everything(client, Path(folder))
        assert [id for id in forbidden if id in told] == []
        assert [id for id in allowed if id not in told] == []
        wanted = sum(
            1
            for published, freshness, merged, body, _ in services
            if published and freshness != "lapsed" and not merged and bodies[body][0] and not bodies[body][1]
        )
        assert client.get("/api/hsds/services").json()["total_items"] == wanted
        transaction.set_rollback(True)


def _mixture(services: Any, bodies: Any) -> tuple[set[str], set[str]]:
    """Make the records; gives the ids of what may be known and of what may not."""
    into = Organization.objects.create(name="Doel")
    owners = [
        Organization.objects.create(
            name=f"Stichting {number}", is_published=published, merged_into=into if merged else None
        )
        for number, (published, merged) in enumerate(bodies)
    ]
    places = [Location.objects.create(name=f"Huis {number}") for number in range(3)]
    seen: set[int] = set()
    allowed, forbidden = set(), set()
    for owner, (published, merged) in zip(owners, bodies, strict=True):
        (allowed if published and not merged else forbidden).add(str(owner.id))
    for published, freshness, merged, body, place in services:
        service = Service.objects.create(
            organization=owners[body],
            name="Aanbod",
            is_published=published,
            freshness=freshness,
            last_modified="2026-09-15T10:00:00Z",
        )
        if merged:
            Service.objects.filter(pk=service.pk).update(merged_into=service)
        link = ServiceAtLocation.objects.create(service=service, location=places[place])
        known = published and freshness != "lapsed" and not merged and str(owners[body].id) in allowed
        (allowed if known else forbidden).update({str(service.id), str(link.id)})
        seen |= {place} if known else set()
    for number, place in enumerate(places):
        (allowed if number in seen else forbidden).add(str(place.id))
    return allowed, forbidden
