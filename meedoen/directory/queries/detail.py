"""Reading one service whole, as its page shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from meedoen.areas.geometry import rd_to_wgs84
from meedoen.directory.models import (
    Attribute,
    Contact,
    Location,
    Partner,
    Phone,
    Service,
    Url,
)
from meedoen.directory.policy import Occurrence, next_times, rrule_text, spot_text, when_text
from meedoen.directory.queries.cards import ServiceCard, card_of, lines_of, locations_of, spot_of, with_parts
from meedoen.directory.queries.dates import Times, rhythm_of
from meedoen.directory.vocabulary import Freshness, ServiceStatus, TaxonomyCode

MOST_TIMES = 4
MOST_HOPS = 10


@dataclass(frozen=True)
class TermLine:
    """A term that holds for a service, what is said about it, and who says so."""

    name: str
    value: str
    label: str
    code: str = ""


@dataclass(frozen=True)
class PartnerLine:
    name: str
    role: str
    source_document: str


@dataclass(frozen=True)
class PhoneLine:
    """A number as it is said; `about` is what it is for."""

    number: str
    about: str = ""

    @property
    def called(self) -> str:
        """The number as a telephone dials it: without spaces, signs and extension."""
        return "".join(sign for sign in self.number.partition("(toestel")[0] if sign in "+0123456789")


@dataclass(frozen=True)
class ContactLine:
    """Whom to ask for."""

    name: str
    about: str
    email: str
    phones: tuple[PhoneLine, ...]


@dataclass(frozen=True)
class PlaceLine:
    """Where it is held: the address in lines, how to come there and what it is like to be there."""

    name: str
    address: tuple[str, ...]
    transportation: str
    accessibility: tuple[str, ...]
    phones: tuple[PhoneLine, ...]
    degrees: tuple[float, float] | None
    postal_code: str = ""
    city: str = ""
    street: str = ""
    hours: str = ""

    @property
    def geo(self) -> str:
        """The place as a link for the map of a telephone (RFC 5870); empty where it is not known."""
        return f"geo:{self.degrees[0]:.5f},{self.degrees[1]:.5f}" if self.degrees else ""


@dataclass(frozen=True)
class WebLink:
    label: str
    url: str


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
    organization_id: UUID
    organization_description: str
    organization_is_shown: bool
    website: str
    email: str
    phones: tuple[str, ...]
    own_phones: tuple[PhoneLine, ...]
    organization_phones: tuple[PhoneLine, ...]
    contacts: tuple[ContactLine, ...]
    places: tuple[PlaceLine, ...]
    languages: tuple[str, ...]
    capacities: tuple[str, ...]
    areas: tuple[str, ...]
    partners: tuple[PartnerLine, ...]
    terms: dict[str, tuple[TermLine, ...]]
    source_documents: tuple[str, ...]
    status: ServiceStatus
    freshness: Freshness
    is_shown: bool
    alert: str
    wait_time: str
    interpretation: str
    documents: tuple[WebLink, ...]
    links: tuple[WebLink, ...]
    paid_by: tuple[str, ...]
    program: str
    times: tuple[Occurrence, ...]
    rules: tuple[str, ...]
    costs: tuple[tuple[str, str], ...]
    last_modified: date


def kept_instead_of(service_id: UUID) -> UUID | None:
    """The service that this one became part of, or what that became part of; None where it was not merged."""
    kept, seen = None, {service_id}
    found = _merged_into(service_id)
    while found is not None and found not in seen and len(seen) <= MOST_HOPS:
        kept = found
        seen.add(found)
        found = _merged_into(found)
    return kept


def _merged_into(service_id: UUID) -> UUID | None:
    return Service.objects.filter(id=service_id).values_list("merged_into_id", flat=True).first()


def detail(service_id: UUID, *, on: date) -> ServiceDetail | None:
    """Everything about one service, also when it is no longer active or shown; None where there is none.

    `is_shown` says whether it is published: who shows it to the public asks that, and how fresh it is.
    """
    every = Attribute.objects.select_related("taxonomy_term__taxonomy")
    services = Service.objects.filter(id=service_id)
    found = with_parts(services.select_related("program"), every).prefetch_related(
        "languages",
        "service_areas",
        "phones",
        "contacts__phones",
        "required_documents",
        "additional_urls",
        "funding",
        "organization__phones",
        "organization__contacts__phones",
        "at_locations__phones",
        "at_locations__contacts__phones",
        "at_locations__location__phones",
        "at_locations__location__accessibility",
        "at_locations__location__schedules",
    )
    service = found.first()
    return _detail_of(service, on) if service else None


def _detail_of(service: Service, on: date) -> ServiceDetail:
    times, terms = Times([service]), _terms(service.attributes.all())
    access = next((line.code for line in terms[TaxonomyCode.ACCESS]), "")
    partners = Partner.objects.filter(organization=service.organization, initiative=service.initiative)
    return ServiceDetail(
        card=card_of(service, on, times, access),
        places=tuple(_places(service)),
        partners=tuple(PartnerLine(row.name, row.role, row.source_document) for row in partners),
        terms=terms,
        times=_next_times(times, service.id, on),
        rules=tuple(text for rhythm in times.rhythms(service.id) if (text := rrule_text(rhythm))),
        status=ServiceStatus(service.status),
        freshness=Freshness(service.freshness),
        is_shown=service.is_published and service.merged_into_id is None,
        last_modified=service.last_modified.date(),
        **_by_whom(service),
        **_said(service),
    )


def _next_times(times: Times, service_id: UUID, on: date) -> tuple[Occurrence, ...]:
    holidays = times.holidays(service_id)
    coming = sorted(
        (
            time
            for rhythm in times.rhythms(service_id)
            for time in next_times(rhythm, on, MOST_TIMES, holidays)
        ),
        key=lambda time: (time.day, time.starts.timestamp() if time.starts else 0),
    )
    return tuple(dict.fromkeys(coming))[:MOST_TIMES]


def _by_whom(service: Service) -> dict[str, Any]:
    """Who offers it, and how to reach them."""
    organization, links = service.organization, list(service.at_locations.all())
    phones = [*service.phones.all(), *(phone for link in links for phone in link.phones.all())]
    contacts = [*service.contacts.all(), *(row for link in links for row in link.contacts.all())]
    return {
        "organization_id": organization.id,
        "organization_description": organization.description,
        "organization_is_shown": organization.is_published and organization.merged_into_id is None,
        "website": web_address(service.url) or web_address(organization.website),
        "email": service.email or organization.email,
        "phones": tuple(line.number for line in phone_lines(phones or organization.phones.all())),
        "own_phones": phone_lines(phones),
        "organization_phones": phone_lines(organization.phones.all()),
        "contacts": contact_lines(contacts) or contact_lines(organization.contacts.all()),
        "program": service.program.name if service.program else "",
        "paid_by": tuple(row.source for row in service.funding.all() if row.source),
    }


def _said(service: Service) -> dict[str, Any]:
    """What is said of it, in words and lists."""
    return {
        "description": service.description,
        "activities": tuple(service.activities),
        "groups": tuple(lines_of(service.eligibility_description)),
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "application_process": service.application_process,
        "languages": tuple(row.name or row.code for row in service.languages.all()),
        "capacities": tuple(row.description for row in service.capacities.all() if row.description),
        "areas": tuple(row.name for row in service.service_areas.all()),
        "source_documents": tuple(service.source_documents),
        "alert": service.alert,
        "wait_time": service.wait_time,
        "interpretation": service.interpretation_services,
        "documents": tuple(
            WebLink(row.document or row.uri, web_address(row.uri)) for row in service.required_documents.all()
        ),
        "links": web_links(service.additional_urls.all()),
        "costs": tuple(
            (f"{row.amount:.2f}", row.currency)
            for row in service.cost_options.all()
            if row.amount is not None
        ),
    }


def _terms(attributes: Iterable[Attribute]) -> dict[str, tuple[TermLine, ...]]:
    terms: dict[str, tuple[TermLine, ...]] = {code: () for code in ["", *TaxonomyCode.values]}
    for attribute in sorted(attributes, key=lambda attribute: attribute.taxonomy_term.position):
        term = attribute.taxonomy_term
        line = TermLine(term.name, attribute.value, attribute.label, term.code)
        terms[term.taxonomy.code] = (*terms.get(term.taxonomy.code, ()), line)
    return terms


def _places(service: Service) -> Iterable[PlaceLine]:
    locations = locations_of(service)
    said = Attribute.objects.filter(
        link_entity="location", link_id__in=[location.id for location in locations]
    ).select_related("taxonomy_term")
    of_place: dict[UUID | None, list[str]] = {}
    for attribute in said:
        of_place.setdefault(attribute.link_id, []).append(attribute.taxonomy_term.name)
    for location in locations:
        yield _place(location, of_place.get(location.id, []))


def _place(location: Location, terms: list[str]) -> PlaceLine:
    address = location.address
    rows = [
        ". ".join(text for text in (row.description, row.details) if text)
        for row in location.accessibility.all()
    ]
    lines: tuple[str, ...] = ()
    if address:
        town = " ".join(text for text in (address.postal_code, address.city) if text)
        street = " ".join(text for text in (address.address_1, address.address_2) if text)
        lines = tuple(text for text in (address.attention, street, address.region, town) if text)
    rd, hours = (location.rd_x, location.rd_y), list(location.schedules.all())
    return PlaceLine(
        name=location.name or spot_text(spot_of(location)),
        address=lines,
        transportation=location.transportation,
        accessibility=tuple(dict.fromkeys([*terms, *(row for row in rows if row)])),
        phones=phone_lines(location.phones.all()),
        degrees=rd_to_wgs84(rd[0], rd[1]) if rd[0] is not None and rd[1] is not None else None,
        postal_code=address.postal_code if address else "",
        city=address.city if address else "",
        street=address.address_1 if address else "",
        hours=when_text([rhythm_of(row) for row in hours]) if hours else "",
    )


def web_address(said: str) -> str:
    """An address that a browser may open; empty where it would do something else, such as run a script."""
    return said if said.lower().startswith(("http://", "https://")) else ""


def web_links(rows: Iterable[Url]) -> tuple[WebLink, ...]:
    return tuple(WebLink(row.label or row.url, row.url) for row in rows if web_address(row.url))


def phone_lines(phones: Iterable[Phone]) -> tuple[PhoneLine, ...]:
    return tuple(
        PhoneLine(
            f"{phone.number} (toestel {phone.extension})" if phone.extension else phone.number,
            phone.description,
        )
        for phone in sorted(phones, key=lambda phone: (phone.description, phone.number))
    )


def contact_lines(contacts: Iterable[Contact]) -> tuple[ContactLine, ...]:
    return tuple(
        ContactLine(
            row.name or row.title or row.department or row.email,
            ", ".join(text for text in (row.title if row.name else "", row.department) if text),
            row.email,
            phone_lines(row.phones.all()),
        )
        for row in sorted(contacts, key=lambda row: (row.name, row.title, row.id))
    )
