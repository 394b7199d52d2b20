"""Reading an organization with everything it offers."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from meedoen.directory.models import Organization, Program, Service
from meedoen.directory.queries.detail import (
    MOST_HOPS,
    ContactLine,
    PhoneLine,
    WebLink,
    contact_lines,
    phone_lines,
    web_address,
    web_links,
)
from meedoen.directory.vocabulary import ServiceStatus


@dataclass(frozen=True)
class OrganizationDetail:
    """What the social map knows of an organization; `service_ids` are those it offers now, by name."""

    id: UUID
    name: str
    alternate_name: str
    description: str
    website: str
    email: str
    phones: tuple[PhoneLine, ...]
    contacts: tuple[ContactLine, ...]
    links: tuple[WebLink, ...]
    numbers: tuple[tuple[str, str], ...]
    programs: tuple[tuple[str, str], ...]
    part_of: tuple[UUID, str] | None
    parts: tuple[tuple[UUID, str], ...]
    service_ids: tuple[UUID, ...]
    is_invented: bool


def organization_detail(organization_id: UUID) -> OrganizationDetail | None:
    """Everything of one organization, in a fixed number of queries; None where it is not published."""
    found = (
        _published()
        .filter(id=organization_id)
        .select_related("parent_organization")
        .prefetch_related("phones", "contacts__phones", "additional_websites", "organization_identifiers")
        .first()
    )
    if found is None:
        return None
    around, part_of = found.parent_organization, None
    if around and around.is_published and around.merged_into_id is None:
        part_of = (around.id, around.name)
    shown = Service.objects.published().filter(
        organization=found, status__in=[ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED]
    )
    programs = Program.objects.filter(organization=found).order_by("name", "id")
    return OrganizationDetail(
        id=found.id,
        name=found.name,
        alternate_name=found.alternate_name,
        description=found.description,
        website=web_address(found.website),
        email=found.email,
        phones=phone_lines(found.phones.all()),
        contacts=contact_lines(found.contacts.all()),
        links=web_links(found.additional_websites.all()),
        numbers=tuple((row.identifier_type, row.identifier) for row in found.organization_identifiers.all()),
        programs=tuple(programs.values_list("name", "description")),
        part_of=part_of,
        parts=tuple(_published().filter(parent_organization=found).values_list("id", "name")),
        service_ids=tuple(shown.order_by("name", "id").values_list("id", flat=True)),
        is_invented=found.invented,
    )


def organization_kept_instead_of(organization_id: UUID) -> UUID | None:
    """The organization that this one became part of, however many times; None where it was not merged."""
    kept, seen, now = None, {organization_id}, organization_id
    for _ in range(MOST_HOPS):
        into = Organization.objects.filter(id=now).values_list("merged_into_id", flat=True).first()
        if into is None or into in seen:
            break
        kept = now = into
        seen.add(into)
    return kept


def _published() -> QuerySet[Organization]:
    return Organization.objects.filter(is_published=True, merged_into__isnull=True).order_by("name")
