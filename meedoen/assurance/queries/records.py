"""The facts about records that policy judges: in a fixed number of queries for any number of records."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localtime

from meedoen.assurance.models import AddressCheck, AssuranceTerms, Reminder
from meedoen.assurance.policy import Asked, Record, Terms, municipality_of
from meedoen.assurance.vocabulary import AddressState
from meedoen.directory.models import Attribute, Service
from meedoen.directory.vocabulary import Freshness, LocationType, ServiceStatus, TaxonomyCode
from meedoen.trail.sealing import find_key

STATUSES = (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED)
Place = tuple[str, UUID, str]
"""Where an address stands: table, row and field."""


@dataclass(frozen=True)
class Facts:
    """One record. `address` is where its organization can be asked by mail, empty where nowhere."""

    service_id: UUID
    organization_id: UUID
    municipality_code: str
    freshness: Freshness
    address: str
    asked: Asked
    record: Record


def kept() -> QuerySet[Service]:
    """The records that are to be kept true: published, not ended and not merged into another."""
    return Service.objects.filter(is_published=True, merged_into__isnull=True, status__in=STATUSES)


def address_key(address: str) -> str:
    """What is kept of a mail address: enough to see that it is still the same one."""
    return find_key("published address", address.strip().lower())


def terms_by_municipality() -> dict[str, Terms]:
    """By CBS code. A municipality that is not in it follows the terms of Meedoen."""
    rows = AssuranceTerms.objects.select_related("municipality")
    return {row.municipality.code: row.terms for row in rows}


def facts_of(service_ids: Collection[UUID]) -> list[Facts]:
    """The facts about these records; ids of records that need no keeping are left out."""
    services = list(_with_parts(kept().filter(pk__in=service_ids)))
    organizations = {service.organization_id for service in services}
    dead = _dead_places(organizations)
    reminded = _reminded([service.pk for service in services])
    return [_facts(service, dead, reminded.get(service.pk, ())) for service in services]


def _with_parts(services: QuerySet[Service]) -> QuerySet[Service]:
    return services.select_related("organization").prefetch_related(
        "schedules",
        "cost_options",
        "phones",
        "contacts",
        "service_areas",
        "at_locations__schedules",
        "at_locations__location__addresses",
        "organization__phones",
        "attributes__taxonomy_term__taxonomy",
    )


def _dead_places(organizations: Collection[UUID]) -> dict[UUID, list[tuple[UUID | None, Place]]]:
    """By organization: of which record (None: of the organization itself) and where."""
    found: dict[UUID, list[tuple[UUID | None, Place]]] = defaultdict(list)
    rows = AddressCheck.objects.filter(organization_id__in=organizations, state=AddressState.DEAD)
    for row in rows:
        found[row.organization_id].append((row.service_id, (row.table, row.row_id, row.field)))
    return found


def _reminded(service_ids: Collection[UUID]) -> dict[UUID, tuple[date, ...]]:
    """The days on which a reminder of the running round was sent."""
    rows = Reminder.objects.filter(
        service_id__in=service_ids, answered_at__isnull=True, mail__sent_at__isnull=False, number__gt=0
    ).values_list("service_id", "mail__sent_at")
    found: dict[UUID, tuple[date, ...]] = defaultdict(tuple)
    for service_id, sent_at in rows:
        if sent_at:
            found[service_id] += (localtime(sent_at).date(),)
    return found


def _facts(
    service: Service, dead: dict[UUID, list[tuple[UUID | None, Place]]], reminded: tuple[date, ...]
) -> Facts:
    organization = service.organization
    broken = [place for owner, place in dead.get(organization.pk, []) if owner in (None, service.pk)]
    address = working_address(service, broken)
    codes = [area.code for area in service.service_areas.all()]
    codes += [link.location.area_code for link in service.at_locations.all()]
    return Facts(
        service_id=service.pk,
        organization_id=organization.pk,
        municipality_code=municipality_of(codes),
        freshness=Freshness(service.freshness),
        address=address,
        asked=Asked(service.assured_date, reminded, bool(address)),
        record=_record(service, bool(broken)),
    )


def working_address(service: Service, broken: Iterable[Place] = ()) -> str:
    """Where to ask: the address of the organization, or else that of the record; none that is found dead."""
    broken = set(broken)
    of_organization = ("organization", service.organization_id, "email")
    of_service = ("service", service.pk, "email")
    if service.organization.email and of_organization not in broken:
        return service.organization.email
    return service.email if of_service not in broken else ""


def _record(service: Service, has_dead_link: bool) -> Record:
    organization = service.organization
    terms = _terms(service.attributes.all())
    links = list(service.at_locations.all())
    has_phone = any([*service.phones.all(), *organization.phones.all()])
    has_mail = any([service.email, organization.email, *(row.email for row in service.contacts.all())])
    return Record(
        name=service.name,
        summary=service.summary,
        description=service.description,
        has_activities=bool(service.activities) or TaxonomyCode.INTEREST in terms,
        has_times=bool(list(service.schedules.all())) or any(list(link.schedules.all()) for link in links),
        has_price=bool(list(service.cost_options.all()) or service.fees_description or service.fees),
        has_contact=has_phone or has_mail,
        has_area=bool(list(service.service_areas.all())),
        has_address=any(map(_says_where, links)),
        has_group=_says_for_whom(service, terms),
        has_level=bool(terms & {TaxonomyCode.ACTIVATION_LEVEL, TaxonomyCode.LADDER_STEP}),
        has_dead_link=has_dead_link,
        is_confirmed=service.assured_date is not None and service.freshness == Freshness.CURRENT,
    )


def _terms(attributes: Iterable[Attribute]) -> set[str]:
    return {attribute.taxonomy_term.taxonomy.code for attribute in attributes}


def _says_where(link: object) -> bool:
    location = link.location  # type: ignore[attr-defined]
    online = location.location_type == LocationType.VIRTUAL
    return online or any(row.address_1 for row in location.addresses.all())


def _says_for_whom(service: Service, terms: set[str]) -> bool:
    ages = service.minimum_age is not None or service.maximum_age is not None
    said = bool(service.eligibility_description) or TaxonomyCode.TARGET_GROUP in terms
    return ages or said or TaxonomyCode.ACCESS in terms
