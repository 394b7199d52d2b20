"""Services for the tests of the social map."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from meedoen.directory.models import (
    Address,
    Attribute,
    CostOption,
    Location,
    Organization,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    TaxonomyTerm,
)

NOW = datetime(2026, 9, 15, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = NOW.date()


def make_service(name: str = "Samen koken", *, organization: str = "De Linde", **fields: Any) -> Service:
    """An active service without terms, costs or place."""
    owner, _ = Organization.objects.get_or_create(name=organization)
    return Service.objects.create(**{"name": name, "organization": owner, "last_modified": NOW} | fields)


def give_term(service: Service, taxonomy: str, code: str, **fields: Any) -> Attribute:
    term = TaxonomyTerm.objects.get(taxonomy__code=taxonomy, code=code)
    return Attribute.objects.create(service=service, taxonomy_term=term, **fields)


def give_place(
    service: Service, area_code: str = "", rd: tuple[int, int] | None = None, **fields: Any
) -> Location:
    x, y = rd or (None, None)
    address = {
        name: fields.pop(name) for name in ("address_1", "postal_code", "city", "region") if name in fields
    }
    location = Location.objects.create(area_code=area_code, rd_x=x, rd_y=y, **fields)
    if address:
        Address.objects.create(location=location, **address)
    ServiceAtLocation.objects.create(service=service, location=location)
    return location


def give_area(service: Service, name: str, code: str) -> ServiceArea:
    return ServiceArea.objects.create(service=service, name=name, code=code)


def give_cost(service: Service, amount: str, **fields: Any) -> CostOption:
    return CostOption.objects.create(service=service, amount=Decimal(amount), **fields)


def give_rhythm(service: Service, byday: str, **fields: Any) -> Schedule:
    return Schedule.objects.create(service=service, byday=byday, **{"freq": "WEEKLY"} | fields)


def give_everything(service: Service) -> Service:
    """A service with a row in every table that a card or page reads."""
    give_term(service, "interest", "cooking", label="ingedeeld door Meedoen")
    give_term(service, "access", "open", label="document 003")
    give_cost(service, "3.00", option="keer")
    give_place(
        service, "WK034403", (136000, 458000), name="Het Praathuis", city="Utrecht", region="Overvecht"
    )
    give_area(service, "Utrecht", "GM0344")
    give_rhythm(service, "TU")
    return service
