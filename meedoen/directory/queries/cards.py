"""Reading services as a visitor sees them in a line of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from meedoen.directory.models import (
    Attribute,
    CostOption,
    Location,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
)
from meedoen.directory.policy import (
    Cost,
    Counted,
    Spot,
    assurance_text,
    for_whom_text,
    free_places_text,
    price_text,
    when_text,
    where_text,
)
from meedoen.directory.queries.dates import Times, first_day
from meedoen.directory.vocabulary import Freshness, ServiceStatus, TaxonomyCode


@dataclass(frozen=True)
class ServiceCard:
    """A service in a list. `rd` is where it is held in RD metres (EPSG:28992), None where unknown."""

    id: UUID
    name: str
    organization: str
    summary: str
    where: str
    when: str
    next_on: date | None
    for_whom: str
    price: str
    free_places: str
    has_free_places: bool | None
    sure: str
    is_sure: bool
    url: str
    rd: tuple[int, int] | None
    is_active: bool
    is_invented: bool
    is_aging: bool = False
    holidays_unknown: bool = False


def cards(service_ids: Sequence[UUID], *, on: date, only_on_offer: bool = False) -> list[ServiceCard]:
    """The cards of these services in the order asked, with dates seen from `on`; unknown ids are left out.

    `only_on_offer` leaves out what was hidden or closed since the index was written.
    The number of queries does not depend on how many are asked.
    """
    access = Attribute.objects.filter(taxonomy_term__taxonomy__code=TaxonomyCode.ACCESS)
    services = Service.objects.on_offer() if only_on_offer else Service.objects.all()
    read = with_parts(services.filter(id__in=service_ids), access.select_related("taxonomy_term"))
    rows = {service.id: service for service in read}
    times = Times(rows.values())
    found = [rows[id] for id in service_ids if id in rows]
    return [
        card_of(row, on, times, next((each.taxonomy_term.code for each in row.attributes.all()), ""))
        for row in found
    ]


def with_parts(services: QuerySet[Service], attributes: QuerySet[Attribute]) -> QuerySet[Service]:
    """The services with all that a card needs but their times, in a fixed number of queries."""
    return services.select_related("organization").prefetch_related(
        Prefetch("attributes", attributes),
        Prefetch("cost_options", CostOption.objects.order_by("amount", "id")),
        Prefetch("capacities", ServiceCapacity.objects.select_related("unit").order_by("unit__name")),
        Prefetch("at_locations", ServiceAtLocation.objects.select_related("location")),
        "at_locations__location__addresses",
    )


def card_of(service: Service, on: date, times: Times, access: str) -> ServiceCard:
    """The card of a service that was read with all its parts; `access` is who may come."""
    rhythms = times.rhythms(service.id)
    locations = locations_of(service)
    counts = _counts(service)
    free = [count.available for count in counts if count.available is not None]
    return ServiceCard(
        id=service.id,
        name=service.name,
        organization=service.organization.name,
        summary=service.summary,
        where=where_text([spot_of(location) for location in locations]),
        when=when_text(rhythms),
        next_on=first_day(rhythms, on, times.holidays(service.id)),
        for_whom=for_whom_text(
            lines_of(service.eligibility_description),
            service.minimum_age,
            service.maximum_age,
            access,
        ),
        price=_price(service),
        free_places=free_places_text(counts, on),
        has_free_places=any(free) if free else None,
        sure=assurance_text(service.described_year, service.assured_date, invented=service.invented),
        is_sure=service.assured_date is not None,
        url=reverse("directory:service", args=[service.id]),
        rd=next(
            (
                (place.rd_x, place.rd_y)
                for place in locations
                if place.rd_x is not None and place.rd_y is not None
            ),
            None,
        ),
        is_active=service.status == ServiceStatus.ACTIVE,
        is_invented=service.invented,
        is_aging=service.freshness == Freshness.AGING,
        holidays_unknown=times.holidays_unknown(service.id, on),
    )


def locations_of(service: Service) -> list[Location]:
    found = [link.location for link in service.at_locations.all()]
    return sorted(found, key=_in_order)


def _in_order(location: Location) -> tuple[str, str, str]:
    address = location.address
    return (address.city, address.region, location.name) if address else ("", "", location.name)


def _counts(service: Service) -> list[Counted]:
    return [
        Counted(row.unit.name, row.available, row.updated.date() if row.updated else None)
        for row in service.capacities.all()
    ]


def _price(service: Service) -> str:
    """What it costs: amounts where they are known, or else what is said about them."""
    options = list(service.cost_options.all())
    costs = [
        Cost(row.amount, row.amount_to, row.option, row.amount_description, row.currency)
        for row in options
        if row.amount is not None
    ]
    said = [service.fees_description, *(row.amount_description or row.option for row in options)]
    return price_text(costs, next((text for text in said if text), ""))


def spot_of(location: Location) -> Spot:
    address = location.address
    if address is None:
        return Spot(name=location.name)
    return Spot(name=location.name, street=address.address_1, part=address.region, city=address.city)


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
