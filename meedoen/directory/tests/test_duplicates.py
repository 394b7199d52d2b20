"""What may be one and the same is found, with its reasons; what is not, is left alone."""

from uuid import uuid4

import pytest

from meedoen.directory.models import NotDouble, Organization, OrganizationIdentifier, Phone, Service
from meedoen.directory.policy.duplicates import (
    Lookalike,
    Sureness,
    host_of,
    likeness,
    lookalike,
    phone_key,
    place_of,
)
from meedoen.directory.queries.duplicates import Asked, doubles_among, likely_doubles, pairs_within
from meedoen.directory.tests.makers import NOW, give_place, make_service

LINDE = lookalike(
    name="Samen koken",
    organization="Stichting De Linde",
    postcode="3561 AB",
    address="Voorbeeldstraat 12",
    phones=["030-0000001"],
    website="https://www.delinde.example/koken",
    email="info@delinde.example",
    about="Met buren koken en eten in het buurthuis",
)


def like(**changes: str | list[str]) -> Lookalike:
    said = {
        "name": "Samen koken",
        "organization": "De Linde",
        "postcode": "3561AB",
        "address": "Voorbeeldstraat 12",
    }
    return lookalike(**said | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("030 123 45 67", "301234567"),
        ("+31 30 1234567", "301234567"),
        ("0031-30-1234567", "301234567"),
        ("14 030", ""),
        ("bel de balie", ""),
    ],
)
def test_a_phone_number_is_the_same_however_it_is_written(number: str, key: str) -> None:
    assert phone_key(number) == key


@pytest.mark.parametrize(
    ("postcode", "address", "place"),
    [
        ("3561 AB", "Voorbeeldstraat 12", "3561AB 12"),
        ("3561ab", "Voorbeeldstraat 12-a", "3561AB 12A"),
        ("", "Voorbeeldstraat 12, 3561 AB Utrecht", "3561AB 12"),
        ("3561 AB", "Voorbeeldstraat", ""),
        ("", "Voorbeeldstraat 12", ""),
    ],
)
def test_a_place_is_postcode_and_house_number(postcode: str, address: str, place: str) -> None:
    assert place_of(postcode, address) == place


@pytest.mark.parametrize(
    ("website", "host"),
    [
        ("https://www.delinde.example/koken?x=1", "delinde.example"),
        ("delinde.example", "delinde.example"),
        ("https://www.facebook.com/delinde", ""),
        ("geen website", ""),
    ],
)
def test_a_website_is_compared_by_its_host_unless_many_share_it(website: str, host: str) -> None:
    assert host_of(website) == host


def test_the_same_name_of_the_same_organization_at_the_same_place_is_a_double() -> None:
    found = likeness(LINDE, like())
    assert found is not None
    assert found.sureness == Sureness.SURE
    assert found.reasons == ("zelfde naam", "zelfde organisatie", "zelfde adres")


def test_a_name_that_is_alike_with_the_same_phone_is_likely() -> None:
    other = like(name="Samen koken en eten", organization="", postcode="", phones=["+31 30 0000001"])
    found = likeness(LINDE, other)
    assert found is not None
    assert (found.sureness, found.reasons[-1]) == (Sureness.LIKELY, "zelfde telefoonnummer")


@pytest.mark.parametrize(
    "other",
    [
        # Another service of the same organization: all that an organization shares says nothing.
        like(name="Fietsles voor vrouwen", phones=["030-0000001"], website="https://delinde.example"),
        # The same common name, of somebody else, somewhere else.
        like(organization="Buurthuis Zuid", postcode="7411 AA", address="Kerkstraat 1"),
        like(organization="Buurthuis Zuid", postcode="", address=""),
        lookalike(name=""),
    ],
)
def test_what_is_something_else_is_left_alone(other: Lookalike) -> None:
    assert likeness(LINDE, other) is None


def test_another_name_with_the_same_description_at_the_same_place_is_possible() -> None:
    found = likeness(LINDE, like(name="Kookclub", about="met buren koken en eten in het buurthuis"))
    assert found is not None
    assert (found.sureness, "beschrijving lijkt" in found.reasons) == (Sureness.POSSIBLE, True)


def test_an_organization_with_the_same_number_in_the_register_is_the_same() -> None:
    found = likeness(
        lookalike(name="De Linde", identifiers=["12345678"]),
        lookalike(name="Iets heel anders", identifiers=["1234 5678"]),
    )
    assert found is not None
    assert (found.sureness, found.reasons) == (Sureness.SURE, ("zelfde KvK-nummer",))


@pytest.fixture
def kitchen(terms: None) -> Service:
    service = make_service("Samen koken", organization="Stichting De Linde", summary="Koken met buren")
    give_place(service, address_1="Voorbeeldstraat 12", postal_code="3561 AB", city="Utrecht")
    Phone.objects.create(service=service, number="030 - 000 00 01")
    return service


@pytest.mark.django_db
def test_while_somebody_types_the_lookalikes_come_with_their_reasons(kitchen: Service) -> None:
    make_service("Fietsles", organization="Stichting De Linde")

    found = likely_doubles(name="Koken samen", organization="De Linde", phones=["+31300000001"])

    assert [(one.id, one.where, one.reasons) for one in found] == [
        (
            kitchen.id,
            "Voorbeeldstraat 12, Utrecht",
            ("naam lijkt erg", "zelfde organisatie", "zelfde telefoonnummer"),
        )
    ]
    assert likely_doubles(name="Koken samen", phones=["0300000001"], exclude=kitchen.id) == []
    assert likely_doubles(name="  ") == []
    assert likely_doubles(name="Samen\0koken%_'", postcode="3561AB", address="Voorbeeldstraat 12") != []


@pytest.mark.django_db
def test_what_was_merged_away_or_is_no_double_stays_out(kitchen: Service) -> None:
    twin = make_service("Samen koken", organization="Stichting De Linde")
    gone = make_service("Samen koken", organization="Stichting De Linde", merged_into=kitchen)
    asked = Asked("Samen koken", organization="Stichting De Linde", id=twin.id)

    assert [one.id for one in doubles_among([asked])[0]] == [kitchen.id]
    assert {pair.first for pair in pairs_within([kitchen.id, twin.id, gone.id])} == {min(kitchen.id, twin.id)}

    first, second = sorted([kitchen.id, twin.id])
    NotDouble.objects.create(record_type="service", first=first, second=second, at=NOW)
    assert doubles_among([asked]) == [[]]
    assert pairs_within([kitchen.id, twin.id, gone.id]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3, 200])
def test_a_batch_takes_the_same_number_of_queries_however_large(
    kitchen: Service, rows: int, django_assert_num_queries: object
) -> None:
    for number in range(rows):
        service = make_service(f"Aanbod nummer {number}", organization=f"Organisatie {number % 7}")
        Phone.objects.create(service=service, number=f"030-1{number:06}")
    asked = [
        Asked(f"Aanbod nummer {number}", organization=f"Organisatie {number % 7}", postcode="3561 AB",
              phones=[f"+31 30 1{number:06}"], id=uuid4())
        for number in range(rows)
    ]  # fmt: skip

    with django_assert_num_queries(11):  # type: ignore[operator]
        found = doubles_among(asked)

    assert all(one and one[0].sureness == Sureness.SURE for one in found)


@pytest.mark.django_db
def test_organizations_are_found_by_their_number_and_their_phone(terms: None) -> None:
    body = Organization.objects.create(name="Stichting Welzijn De Linde")
    OrganizationIdentifier.objects.create(organization=body, identifier_type="KVK", identifier="12345678")
    Phone.objects.create(organization=body, number="030-0000001")
    Organization.objects.create(name="Buurthuis Zuid")

    by_number = likely_doubles(name="Linde BV", identifier="12345678", record_type="organization")
    by_phone = likely_doubles(name="Welzijn De Linde", phones=["0300000001"], record_type="organization")

    assert [one.id for one in by_number] == [one.id for one in by_phone] == [body.id]
