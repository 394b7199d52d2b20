"""Reading services as a visitor sees them: in a line of a list, or whole."""

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
    Partner,
    Schedule,
    Service,
    ServiceCapacity,
)
from meedoen.directory.policy import (
    Cost,
    Counted,
    Rhythm,
    Spot,
    assurance_text,
    for_whom_text,
    free_places_text,
    next_date,
    price_text,
    when_text,
    where_text,
)
from meedoen.directory.vocabulary import ServiceStatus, TaxonomyCode


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


@dataclass(frozen=True)
class TermLine:
    """A term that holds for a service, what is said about it, and who says so."""

    name: str
    value: str
    label: str


@dataclass(frozen=True)
class PartnerLine:
    name: str
    role: str
    source_document: str


@dataclass(frozen=True)
class ServiceDetail:
    """Everything the social map knows of one service."""

    card: ServiceCard
    description: str
    activities: tuple[str, ...]
    groups: tuple[str, ...]
    minimum_age: int | None
    maximum_age: int | None
    application_process: str
    organization_description: str
    website: str
    email: str
    phones: tuple[str, ...]
    languages: tuple[str, ...]
    capacities: tuple[str, ...]
    areas: tuple[str, ...]
    partners: tuple[PartnerLine, ...]
    terms: dict[str, tuple[TermLine, ...]]
    source_documents: tuple[str, ...]
    status: ServiceStatus


def cards(service_ids: Sequence[UUID], *, on: date) -> list[ServiceCard]:
    """The cards of these services in the order asked, with dates seen from `on`; unknown ids are left out.

    The number of queries does not depend on how many are asked.
    """
    rows = {service.id: service for service in _with_parts(Service.objects.filter(id__in=service_ids))}
    return [card_of(rows[id], on) for id in service_ids if id in rows]


def detail(service_id: UUID, *, on: date) -> ServiceDetail | None:
    """Everything about one service, also when it is no longer active; None where there is no such service."""
    services = _with_parts(Service.objects.filter(id=service_id)).prefetch_related(
        "languages",
        "service_areas",
        "organization__phones",
    )
    service = services.first()
    return _detail_of(service, on) if service else None


def _with_parts(services: QuerySet[Service]) -> QuerySet[Service]:
    """The services with all that a card needs, in a fixed number of queries."""
    return services.select_related("organization").prefetch_related(
        Prefetch("attributes", Attribute.objects.select_related("taxonomy_term__taxonomy")),
        Prefetch("cost_options", CostOption.objects.order_by("amount", "id")),
        Prefetch("schedules", Schedule.objects.order_by("opens_at", "id")),
        Prefetch("capacities", ServiceCapacity.objects.select_related("unit").order_by("unit__name")),
        Prefetch("at_locations__location", Location.objects.prefetch_related("addresses")),
    )


def card_of(service: Service, on: date) -> ServiceCard:
    """The card of a service that was read with all its parts."""
    rhythms = [_rhythm(schedule) for schedule in service.schedules.all()]
    dates = [day for rhythm in rhythms if (day := next_date(rhythm, on))]
    locations = _locations(service)
    counts = _counts(service)
    free = [count.available for count in counts if count.available is not None]
    return ServiceCard(
        id=service.id,
        name=service.name,
        organization=service.organization.name,
        summary=service.summary,
        where=where_text([_spot(location) for location in locations]),
        when=when_text(rhythms),
        next_on=min(dates, default=None),
        for_whom=for_whom_text(
            _lines(service.eligibility_description),
            service.minimum_age,
            service.maximum_age,
            _access(service),
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
    )


def _detail_of(service: Service, on: date) -> ServiceDetail:
    organization = service.organization
    partners = Partner.objects.filter(organization=organization, initiative=service.initiative)
    terms: dict[str, tuple[TermLine, ...]] = {code: () for code in ["", *TaxonomyCode.values]}
    for attribute in sorted(service.attributes.all(), key=lambda attribute: attribute.taxonomy_term.position):
        term = attribute.taxonomy_term
        terms[term.taxonomy.code] += (TermLine(term.name, attribute.value, attribute.label),)
    return ServiceDetail(
        card=card_of(service, on),
        description=service.description,
        activities=tuple(service.activities),
        groups=tuple(_lines(service.eligibility_description)),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        application_process=service.application_process,
        organization_description=organization.description,
        website=organization.website,
        email=organization.email,
        phones=tuple(phone.number for phone in organization.phones.all()),
        languages=tuple(language.name for language in service.languages.all()),
        capacities=tuple(row.description for row in service.capacities.all() if row.description),
        areas=tuple(area.name for area in service.service_areas.all()),
        partners=tuple(PartnerLine(row.name, row.role, row.source_document) for row in partners),
        terms=terms,
        source_documents=tuple(service.source_documents),
        status=ServiceStatus(service.status),
    )


def _access(service: Service) -> str:
    codes = (
        attribute.taxonomy_term.code
        for attribute in service.attributes.all()
        if attribute.taxonomy_term.taxonomy.code == TaxonomyCode.ACCESS
    )
    return next(codes, "")


def _locations(service: Service) -> list[Location]:
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


def _rhythm(schedule: Schedule) -> Rhythm:
    return Rhythm(
        freq=schedule.freq,
        interval=schedule.interval,
        byday=schedule.byday,
        dtstart=schedule.dtstart,
        until=schedule.until,
        opens_at=schedule.opens_at,
        closes_at=schedule.closes_at,
        description=schedule.description,
    )


def _spot(location: Location) -> Spot:
    address = location.address
    if address is None:
        return Spot(name=location.name)
    return Spot(name=location.name, street=address.address_1, part=address.region, city=address.city)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
