"""What the files of the initiatives say, as rows of the directory's tables; reads and writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

from meedoen.directory.initiative import Initiative, Municipality, ServiceFacts
from meedoen.directory.models import (
    Address,
    Attribute,
    CostOption,
    Location,
    Organization,
    Partner,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    Unit,
)
from meedoen.directory.vocabulary import LocationType, TaxonomyCode
from meedoen.shared.stable_id import stable_id

Facts = dict[str, Any]
Rows = dict[type[Model], dict[UUID, Facts]]
TermIds = Mapping[tuple[str, str], UUID]

PARTICIPANTS = "deelnemers"
BY_MEEDOEN = "ingedeeld door Meedoen"


def organization_id(name: str) -> UUID:
    return stable_id("organization", name)


def service_id(initiative: str, key: str) -> UUID:
    return stable_id("service", initiative, key)


def rows_of(initiatives: Sequence[Initiative], terms: TermIds) -> Rows:
    """Every row that the files ask for, by table and id; a row holds only what the files state.

    In: the initiatives, and the ids of the terms by (taxonomy code, term code). An organization that several
    files name is one row; where they describe it differently, each description stands after its initiative.
    """
    rows: Rows = defaultdict(dict)
    rows[Unit][stable_id("unit", PARTICIPANTS)] = {"name": PARTICIPANTS}
    for name, description in _organizations(initiatives).items():
        rows[Organization][organization_id(name)] = {"name": name, "description": description}
    for initiative in initiatives:
        if initiative.organization is None:
            continue
        owner = organization_id(initiative.organization.name)
        _add_partners(rows, initiative, owner)
        for service in initiative.services:
            _add_service(rows, initiative, service, owner, terms)
    return rows


def _organizations(initiatives: Iterable[Initiative]) -> dict[str, str]:
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for initiative in initiatives:
        if initiative.organization is not None:
            organization = initiative.organization
            said[organization.name].setdefault(_text(organization.description), initiative.name)
    return {
        name: "\n".join(f"{initiative}: {text}" for text, initiative in texts.items() if text)
        if len(texts) > 1
        else next(iter(texts))
        for name, texts in said.items()
    }


def _add_partners(rows: Rows, initiative: Initiative, owner: UUID) -> None:
    for partner in initiative.partners:
        key = stable_id("partner", initiative.id, partner.name, partner.role)
        rows[Partner][key] = {
            "organization_id": owner,
            "name": partner.name,
            "role": partner.role,
            "source_document": partner.document,
            "initiative": initiative.id,
        }


def _add_service(
    rows: Rows, initiative: Initiative, service: ServiceFacts, owner: UUID, terms: TermIds
) -> None:
    id = service_id(initiative.id, service.key)
    rows[Service][id] = {
        "organization_id": owner,
        "name": service.name,
        "summary": _text(service.summary),
        "description": _text(service.description),
        "application_process": _text(service.access_note),
        "eligibility_description": "\n".join(group.text for group in service.target_groups),
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "activities": list(service.activities),
        "described_year": initiative.described,
        "source_documents": list(initiative.documents),
        "initiative": initiative.id,
    }
    _add_attributes(rows, id, service, terms, _documents(initiative.documents))
    _add_costs(rows, id, service)
    _add_places(rows, id, initiative, service)
    if service.schedule_note:
        rows[Schedule][stable_id("schedule", str(id))] = {
            "service_id": id,
            "description": _text(service.schedule_note),
        }
    if service.capacity:
        rows[ServiceCapacity][stable_id("capacity", str(id))] = {
            "service_id": id,
            "unit_id": stable_id("unit", PARTICIPANTS),
            "maximum": service.capacity.participants,
            "description": _text(service.capacity.text),
        }


def _add_attributes(rows: Rows, id: UUID, service: ServiceFacts, terms: TermIds, source: str) -> None:
    found: list[tuple[TaxonomyCode, str, str, str]] = []
    found += [(TaxonomyCode.INTEREST, code, "", BY_MEEDOEN) for code in service.interests]
    found += [(TaxonomyCode.LIFE_DOMAIN, code, "", BY_MEEDOEN) for code in service.life_domains]
    found += [(TaxonomyCode.TARGET_GROUP, code, "", BY_MEEDOEN) for code in service.groups]
    found += [
        (TaxonomyCode.ACTIVATION_LEVEL, str(level), "", BY_MEEDOEN) for level in service.activation_levels
    ]
    if service.access:
        found.append((TaxonomyCode.ACCESS, service.access, "", source))
    if service.ladder:
        label = _documents((service.ladder.document,))
        found += [
            (TaxonomyCode.LADDER_STEP, str(step), service.ladder.note, label) for step in service.ladder.steps
        ]
    for taxonomy, code, value, label in found:
        rows[Attribute][stable_id("attribute", str(id), taxonomy, code)] = {
            "service_id": id,
            "taxonomy_term_id": terms[taxonomy, code],
            "value": value,
            "label": label,
        }


def _add_costs(rows: Rows, id: UUID, service: ServiceFacts) -> None:
    for number, cost in enumerate(service.costs):
        rows[CostOption][stable_id("cost", str(id), str(number))] = {
            "service_id": id,
            "option": cost.unit or "",
            "currency": cost.currency,
            "amount": Decimal(cost.amount),
            "amount_to": Decimal(cost.amount_to) if cost.amount_to else None,
            "amount_description": _text(cost.text or ""),
        }


def _add_places(rows: Rows, id: UUID, initiative: Initiative, service: ServiceFacts) -> None:
    """Where the service is held, as precisely as the source says, and the municipalities that it is for."""
    codes = {place.name: place.code or "" for place in initiative.municipalities}
    held = [(place.name or "", place.municipality, place.part or "") for place in service.places]
    for name, city, part in held or [
        ("", place.name, place.part or "") for place in initiative.municipalities
    ]:
        location = stable_id("location", initiative.id, name, city, part)
        rows[Location][location] = {
            "name": name,
            "location_type": LocationType.PHYSICAL,
            "area_code": codes.get(city, ""),
        }
        rows[Address][stable_id("address", str(location))] = {
            "location_id": location,
            "city": city,
            "region": part,
        }
        rows[ServiceAtLocation][stable_id("service_at_location", str(id), str(location))] = {
            "service_id": id,
            "location_id": location,
        }
    for place in initiative.municipalities:
        _add_area(rows, id, place)


def _add_area(rows: Rows, id: UUID, place: Municipality) -> None:
    rows[ServiceArea][stable_id("service_area", str(id), place.name)] = {
        "service_id": id,
        "name": place.name,
        "code": place.code or "",
    }


def _documents(numbers: Iterable[str]) -> str:
    *first, last = numbers
    return f"documenten {', '.join(first)} en {last}" if first else f"document {last}"


def _text(text: str) -> str:
    """A text without the line breaks that only keep the file readable; an empty line is a new paragraph."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
