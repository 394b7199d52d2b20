"""A small social map for the tests: three services in Utrecht and Breda, one that has ended, and areas."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.actions import load_taxonomies
from meedoen.directory.models import (
    Address,
    Attribute,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from meedoen.directory.vocabulary import ServiceStatus

NOW = datetime(2026, 9, 15, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
NEAR = {"rd_x": 137_000, "rd_y": 458_000}


def make_areas() -> None:
    """Utrecht with one district, Overvecht, and one postcode in it."""
    utrecht = Area.objects.create(code="GM0344", kind=AreaKind.MUNICIPALITY, name="Utrecht")
    overvecht = Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht", parent=utrecht)
    PostcodePoint.objects.create(postcode4="3561", rd_x=136_000, rd_y=458_000, area=overvecht)


def make_service(name: str, *, place: dict[str, Any], terms: tuple[str, ...], **facts: Any) -> Service:
    """A service of an organization of its own, held at a place, with terms as "taxonomy:code"."""
    service = Service.objects.create(
        organization=Organization.objects.create(name=f"Stichting {name}"),
        name=name,
        summary=f"Wat je doet bij {name}.",
        last_modified=NOW,
        **{"described_year": 2016, **facts},
    )
    point = {name: value for name, value in place.items() if name.startswith("rd_")}
    location = Location.objects.create(**point)
    Address.objects.create(location=location, city=place["city"], region=place.get("region", ""))
    ServiceAtLocation.objects.create(service=service, location=location)
    for term in terms:
        taxonomy, code = term.split(":")
        found = TaxonomyTerm.objects.get(taxonomy__code=taxonomy, code=code)
        Attribute.objects.create(service=service, taxonomy_term=found)
    return service


def make_social_map() -> None:
    make_areas()
    load_taxonomies()
    make_service(
        "Kookgroep",
        place={"city": "Utrecht", **NEAR},
        terms=("interest:cooking", "life_domain:social_contacts", "life_domain:health"),
    )
    make_service("Buurttuin", place={"city": "Utrecht"}, terms=("interest:garden", "life_domain:health"))
    make_service(
        "Toneelclub", place={"city": "Breda"}, terms=("interest:creative", "life_domain:social_contacts")
    )
    make_service(
        "Naaiatelier",
        place={"city": "Utrecht"},
        terms=("interest:cooking", "life_domain:health"),
        status=ServiceStatus.DEFUNCT,
    )
