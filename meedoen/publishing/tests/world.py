"""A social map with a row in every table of the standard, and its hidden twin that nobody may see."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from meedoen.directory.hsds import TABLES
from meedoen.directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Language,
    Location,
    Metadata,
    MetaTableDescription,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    RequiredDocument,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Taxonomy,
    TaxonomyTerm,
    Unit,
    Url,
)

NOW = datetime(2026, 9, 15, 8, 30, 5, 120_000, tzinfo=UTC)
DAY = date(2026, 9, 15)
LINK = "https://voorbeeld.nl/"
MAIL = "info@voorbeeld.nl"


@dataclass
class Full:
    """A service with all that can hang on it. `texts`: a word that stands in every text of it."""

    service: Service
    organization: Organization
    location: Location
    link: ServiceAtLocation
    term: TaxonomyTerm
    word: str

    @property
    def ids(self) -> set[UUID]:
        return {self.service.id, self.organization.id, self.location.id, self.link.id}


def make_full(word: str = "Koken", **standing: Any) -> Full:
    """A service and everything of its own in each of the 24 tables; `standing` are columns of the service."""
    organization = _organization(word)
    program = Program.objects.create(
        organization=organization, name=f"{word} programma", alternate_name="Kort", description="Samen."
    )
    service = Service.objects.create(
        organization=organization, program=program, **_texts(word), **{"last_modified": NOW, **standing}
    )
    location = _location(word, organization)
    link = ServiceAtLocation.objects.create(service=service, location=location, description=f"{word} hier")
    taxonomy = Taxonomy.objects.create(name=f"{word} lijst", description="Een lijst.", uri=LINK, version="1")
    top = TaxonomyTerm.objects.create(taxonomy=taxonomy, code="top", name=f"{word} top", description="Boven")
    term = TaxonomyTerm.objects.create(
        taxonomy=taxonomy, code="onder", name=f"{word} term", description="Een term", parent=top,
        language="nl", term_uri=LINK, synonyms=["soep"],
    )  # fmt: skip
    _parts(word, service, link, location, organization)
    _capacities(word, service)
    _said_of(word, term, service, organization, location, link)
    return Full(service, organization, location, link, term, word)


def _texts(word: str) -> dict[str, Any]:
    return {
        "name": f"{word} met de buren", "alternate_name": f"{word} samen", 
        "description": f"{word}: <b>ja</b>",
        "summary": "Kort.", "url": LINK, "email": MAIL, "status": "active",
        "interpretation_services": "Tolk", "application_process": "Bel", "fees_description": "Gratis",
        "wait_time": "Geen", "fees": "0", "accreditations": "Keurmerk", "eligibility_description": "Iedereen",
        "minimum_age": 18, "maximum_age": 99, "assured_date": DAY, "assurer_email": MAIL, "licenses": "Geen",
        "alert": "Let op", "activities": ["koken"], "described_year": 2017, "source_documents": ["003"],
        "initiative": "voorbeeld",
        "extra": {"bron_veld": {"a": [1, "é"]}, "phones": "nooit", "name": "nooit"},
    }  # fmt: skip


def _organization(word: str) -> Organization:
    parent = Organization.objects.create(name=f"{word} koepel", description="Koepel")
    organization = Organization.objects.create(
        name=f"{word} stichting", alternate_name="Kort", description=f"{word} voor allen", email=MAIL,
        website=LINK, tax_status="ANBI", tax_id="NL1", year_incorporated=1999, legal_status="stichting",
        logo=LINK, uri=LINK, parent_organization=parent, last_modified=NOW,
    )  # fmt: skip
    OrganizationIdentifier.objects.create(
        organization=organization, identifier_scheme="NL-KVK", identifier_type="KVK", identifier="12345678"
    )
    return organization


def _location(word: str, organization: Organization) -> Location:
    location = Location.objects.create(
        organization=organization, name=f"{word} huis", alternate_name="Huis", description="Een huis",
        transportation="Bus 3", location_type="physical", url=LINK, external_identifier="0344",
        external_identifier_type="BAG", area_code="WK034403", rd_x=136000, rd_y=458000,
    )  # fmt: skip
    Address.objects.create(
        location=location, attention="Balie", address_1="Plein 1", address_2="hoog", city="Utrecht",
        region="Overvecht", postal_code="3561 AA", state_province="Utrecht",
    )  # fmt: skip
    Accessibility.objects.create(location=location, description="Lift", details="Breed", url=LINK)
    return location


def _parts(
    word: str, service: Service, link: ServiceAtLocation, location: Location, organization: Organization
) -> None:
    contact = Contact.objects.create(
        service=service, name=f"{word} balie", title="Gastvrouw", department="Balie", email=MAIL
    )
    for owner in ({"organization": organization}, {"service_at_location": link}, {"location": location}):
        Contact.objects.create(name=f"{word} contact", **owner)
    phone = Phone.objects.create(contact=contact, number="030-0000001", extension=3, type="voice")
    for owner in (
        {"service": service},
        {"organization": organization},
        {"location": location},
        {"service_at_location": link},
    ):
        Phone.objects.create(number="030-0000002", description=f"{word} lijn", **owner)
    for owner in ({"service": service}, {"location": location}, {"phone": phone}):
        Language.objects.create(code="tr", name="Turks", note=f"{word} taal", **owner)
    for owner in ({"service": service}, {"location": location}, {"service_at_location": link}):
        Schedule.objects.create(**_hours(word), **owner)
    ServiceArea.objects.create(service=service, name=f"{word} gebied", code="GM0344")
    ServiceArea.objects.create(
        service_at_location=link, name="Buurt", extent="{}", extent_type="geojson", uri=LINK
    )
    CostOption.objects.create(
        service=service, valid_from=DAY, valid_to=DAY, option="keer", amount=Decimal("2.50"),
        amount_to=Decimal("3.00"), amount_description=f"{word} prijs",
    )  # fmt: skip
    Funding.objects.create(service=service, source=f"{word} fonds")
    Funding.objects.create(organization=organization, source=f"{word} fonds")
    RequiredDocument.objects.create(service=service, document=f"{word} pas", uri=LINK)
    Url.objects.create(service=service, label=f"{word} link", url=LINK)
    Url.objects.create(organization=organization, label=f"{word} link", url=LINK)


def _hours(word: str) -> dict[str, Any]:
    return {
        "valid_from": DAY, "valid_to": DAY, "dtstart": DAY, "timezone": Decimal("1.50"), "until": DAY,
        "count": 3, "wkst": "MO", "freq": "WEEKLY", "interval": 2, "byday": "TU,TH", "byweekno": "1",
        "bymonthday": "1", "byyearday": "1", "description": f"{word} uren", "opens_at": time(9, 30),
        "closes_at": time(12, 0), "schedule_link": LINK, "attending_type": "samen", "notes": "Bel eerst",
    }  # fmt: skip


def _capacities(word: str, service: Service) -> None:
    kept = {"scheme": "eigen", "identifier": "1", "uri": LINK}
    counted, _ = Unit.objects.get_or_create(name=f"{word} plekken", defaults=kept)
    stated, _ = Unit.objects.get_or_create(name=f"{word} bedden")
    ServiceCapacity.objects.create(
        service=service, unit=counted, available=3, maximum=9, description="in de zaal", updated=NOW
    )
    ServiceCapacity.objects.create(service=service, unit=stated, maximum=40, description=f"{word} gezegd")


def _said_of(
    word: str,
    term: TaxonomyTerm,
    service: Service,
    organization: Organization,
    location: Location,
    link: ServiceAtLocation,
) -> None:
    """A term for every kind of object, and a line of history for every record."""
    Attribute.objects.create(
        service=service, taxonomy_term=term, value=f"{word} waarde", label="Meedoen", link_type="doelgroep"
    )
    linked = {"organization": organization, "location": location, "service_at_location": link}
    linked |= {"schedule": service.schedules.get(), "program": service.program}
    for entity, record in linked.items():
        Attribute.objects.create(
            link_entity=entity, link_id=record.pk, taxonomy_term=term, value=f"{word} waarde"
        )
    for entity, record in {"service": service, "taxonomy_term": term, **linked}.items():
        Metadata.objects.create(
            id=uuid4(), resource_type=entity, resource_id=record.pk, last_action_date=DAY,
            last_action_type="update", field_name="name", previous_value=f"{word} oud",
            replacement_value="nieuw", updated_by="redacteur, gemeente Utrecht",
        )  # fmt: skip
    MetaTableDescription.objects.get_or_create(
        name="services", defaults={"language": "nl", "character_set": "UTF-8"}
    )


def tables_filled() -> set[str]:
    """The tables of the standard that hold a row: all of them once a service was made in full."""
    return {table.name for table in TABLES if table.model._default_manager.exists()}
