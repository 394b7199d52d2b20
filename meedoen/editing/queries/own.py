"""What somebody may edit: an organization its own records, the map's editor those of the municipality.

A record belongs to a municipality by the agency of its organization, or else by the areas it names and lies
in. A record of which none of these is known belongs to every editor of the installation, so that it has one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Municipality
from meedoen.directory.models import (
    Location,
    Organization,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
)
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
    here = Service.objects.filter(organization=OuterRef("pk")).filter(_in_area(_digits(actor)))
    anywhere = Service.objects.filter(organization=OuterRef("pk")).exclude(_nowhere())
    unclaimed = Q(agency=None) & (Exists(here) | ~Exists(anywhere))
    return standing.filter(Q(agency__municipality_id=actor.municipality_id) | unclaimed)


def own_services(actor: Actor) -> QuerySet[Service]:
    """The services that somebody may edit, without what was merged away."""
    standing = Service.objects.filter(merged_into=None)
    if not keeps_map(actor):
        return (
            standing.filter(organization__agency_id=actor.agency_id) if actor.agency_id else standing.none()
        )
    unclaimed = Q(organization__agency=None) & (_in_area(_digits(actor)) | _nowhere())
    return standing.filter(Q(organization__agency__municipality_id=actor.municipality_id) | unclaimed)


def own_locations(actor: Actor) -> QuerySet[Location]:
    """The places that somebody may edit: those of own organizations, and where only own services are held."""
    theirs = ServiceAtLocation.objects.filter(location=OuterRef("pk"))
    own = theirs.filter(service__in=own_services(actor))
    strange = theirs.exclude(service__in=own_services(actor))
    held = Q(organization=None) & Exists(own) & ~Exists(strange)
    return Location.objects.filter(Q(organization__in=own_organizations(actor)) | held)


def _digits(actor: Actor) -> str:
    """The four digits that every CBS code in the actor's municipality holds."""
    codes = Municipality.objects.values_list("code", flat=True)
    code = codes.filter(id=actor.municipality_id).first() if actor.municipality_id else None
    return (code or "")[2:6] or "none"


def _in_area(digits: str) -> Q:
    codes = [f"{kind}{digits}" for kind in ("GM", "WK", "BU")]
    served, held = Q(), Q()
    for code in codes:
        served |= Q(code__startswith=code)
        held |= Q(location__area_code__startswith=code)
    return Exists(ServiceArea.objects.filter(served, service=OuterRef("pk"))) | Exists(
        ServiceAtLocation.objects.filter(held, service=OuterRef("pk"))
    )


def _nowhere() -> Q:
    """No area is known, of those it serves nor of where it is held."""
    served = ServiceArea.objects.filter(service=OuterRef("pk")).exclude(code="")
    held = ServiceAtLocation.objects.filter(service=OuterRef("pk")).exclude(location__area_code="")
    return ~Exists(served) & ~Exists(held)


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
