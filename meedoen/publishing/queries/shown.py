"""Reading what may be shown outside Meedoen's own pages: on another site, on paper, behind a QR code."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from meedoen.directory.models import Service
from meedoen.directory.vocabulary import ServiceStatus
from meedoen.publishing.queries import published

STANDING = (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED)


@dataclass(frozen=True)
class OrganizationLine:
    id: UUID
    name: str


def service_stands(service_id: UUID) -> bool:
    """Whether a service can be shown: published, and open or closed for a while only."""
    return published.services().filter(id=service_id, status__in=STANDING).exists()


def organization_line(organization_id: UUID) -> OrganizationLine | None:
    """A published organization; None where there is none."""
    row = published.organizations().filter(id=organization_id).values_list("id", "name").first()
    return OrganizationLine(*row) if row else None


def organizations_named(text: str, most: int) -> list[OrganizationLine]:
    """Published organizations with this text in their name, by name."""
    rows = published.organizations().filter(name__icontains=text).order_by("name", "id")
    return [OrganizationLine(*row) for row in rows.values_list("id", "name")[:most]]


def offered_by(organization_id: UUID, most: int) -> tuple[list[UUID], int]:
    """The first services on offer of an organization, by name, and how many there are."""
    rows = _on_offer().filter(organization_id=organization_id)
    return list(rows.order_by("name", "id").values_list("id", flat=True)[:most]), rows.count()


def of_published_organizations(service_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these services that may be shown, in the order asked."""
    standing = set(_on_offer().filter(id__in=service_ids).values_list("id", flat=True))
    return [id for id in service_ids if id in standing]


def _on_offer() -> QuerySet[Service]:
    return published.services().filter(status=ServiceStatus.ACTIVE)
