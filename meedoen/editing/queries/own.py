"""What somebody may edit: an organization its own records, the map's editor those of the municipality."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.directory.models import (
    Location,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
)
from meedoen.directory.queries.reach import organizations_in_reach, services_in_reach
from meedoen.editing.models import Proposal
from meedoen.editing.permissions import keeps_map
from meedoen.editing.vocabulary import ProposalState

# In what free places are counted here, and what the enrolments of an activity keep up to date.
UNIT = "plekken"


def own_organizations(actor: Actor) -> QuerySet[Organization]:
    """The organizations that somebody may edit, without what was merged away."""
    standing = Organization.objects.filter(merged_into=None)
    if not keeps_map(actor):
        return standing.filter(agency_id=actor.agency_id) if actor.agency_id else standing.none()
    return standing.filter(organizations_in_reach(actor.municipality_id))


def own_services(actor: Actor) -> QuerySet[Service]:
    """The services that somebody may edit, without what was merged away."""
    standing = Service.objects.filter(merged_into=None)
    if not keeps_map(actor):
        return (
            standing.filter(organization__agency_id=actor.agency_id) if actor.agency_id else standing.none()
        )
    return standing.filter(services_in_reach(actor.municipality_id))


def own_locations(actor: Actor) -> QuerySet[Location]:
    """The places that somebody may edit: those of own organizations, and where only own services are held."""
    theirs = ServiceAtLocation.objects.filter(location=OuterRef("pk"))
    own = theirs.filter(service__in=own_services(actor))
    strange = theirs.exclude(service__in=own_services(actor))
    held = Q(organization=None) & Exists(own) & ~Exists(strange)
    return Location.objects.filter(Q(organization__in=own_organizations(actor)) | held)


def editable(actor: Actor, records: Iterable[tuple[str, UUID]]) -> set[tuple[str, UUID]]:
    """Which of these records, each a kind and an id, somebody may edit. One query for each kind."""
    own = {"service": own_services, "organization": own_organizations, "location": own_locations}
    asked: dict[str, set[UUID]] = {}
    for record_type, id in records:
        asked.setdefault(record_type, set()).add(id)
    return {
        (record_type, id)
        for record_type, ids in asked.items()
        for id in own[record_type](actor).filter(pk__in=ids).values_list("pk", flat=True)
    }


@dataclass(frozen=True)
class FreePlaces:
    """How many places are free, and when that was counted; `by_hand` False where enrolments keep count."""

    available: int | None
    maximum: int | None
    updated: datetime | None
    by_hand: bool


@dataclass(frozen=True)
class OwnService:
    """A service in the list of what somebody looks after."""

    service: Service
    places: FreePlaces
    waiting: int


def listed(services: Iterable[Service]) -> list[OwnService]:
    """These services with free places and how many proposals wait; the same number of queries for each."""
    rows = list(services)
    ids = [row.id for row in rows]
    fed = fed_by_enrolments(ids)
    counts = {
        row.service_id: row for row in ServiceCapacity.objects.filter(service_id__in=ids, unit__name=UNIT)
    }
    waiting = dict(
        Proposal.objects.filter(state=ProposalState.PENDING, record_type="service", record_id__in=ids)
        .order_by()
        .values_list("record_id")
        .annotate(Count("pk"))
    )
    return [
        OwnService(row, _places(counts.get(row.id), row.id not in fed), waiting.get(row.id, 0))
        for row in rows
    ]


def _places(row: ServiceCapacity | None, by_hand: bool) -> FreePlaces:
    if row is None:
        return FreePlaces(None, None, None, by_hand)
    return FreePlaces(row.available, row.maximum, row.updated, by_hand)


def fed_by_enrolments(ids: Collection[UUID]) -> set[UUID]:
    """The services whose free places are counted by what people enrol in.

    That is what an app above keeps: a row with a capacity of its own that points at the service.
    """
    found: set[UUID] = set()
    for relation in Service._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not relation.auto_created or relation.concrete or not isinstance(model, type):
            continue
        if model._meta.app_label == "directory" or "capacity" not in {f.name for f in model._meta.fields}:
            continue
        column = relation.field.attname  # type: ignore[union-attr]
        rows = model._default_manager.filter(**{f"{column}__in": ids}).order_by()
        found |= set(rows.values_list(column, flat=True))
    return found


def with_times(services: QuerySet[Service]) -> QuerySet[Service]:
    """The services with their organization and their days and times."""
    return services.select_related("organization").prefetch_related(
        Prefetch("schedules", Schedule.objects.order_by("opens_at", "id"))
    )
