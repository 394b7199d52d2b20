"""What the front page reads: how big and how sure the map is, its ways in, and a few offers. No persons."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from meedoen.directory.models import Attribute, Schedule, Service, ServiceCapacity, TaxonomyTerm
from meedoen.directory.vocabulary import Access, TaxonomyCode

# So many are weighed for the few that are shown: enough for variety, and a bound where the map is large.
CANDIDATES = 100


@dataclass(frozen=True)
class MapCounts:
    """Services that run: all, asked after since, invented as example; and the years of their descriptions."""

    services: int
    organizations: int
    confirmed: int
    invented: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True)
class Interest:
    """An interest to start from, with the number of services that answer to it."""

    code: str
    name: str
    services: int


def map_counts() -> MapCounts:
    """Count the map, in one query. An invented service never counts as asked after."""
    counts = Service.objects.on_offer().aggregate(
        services=Count("id"),
        organizations=Count("organization", distinct=True),
        confirmed=Count("id", filter=Q(assured_date__isnull=False, invented=False)),
        invented=Count("id", filter=Q(invented=True)),
        first_year=Min("described_year"),
        last_year=Max("described_year"),
    )
    return MapCounts(**counts)


def interests_with_services() -> list[Interest]:
    """The interests that at least one running service answers to, in the order of the list."""
    running = Count("attributes", filter=Q(attributes__service__in=Service.objects.on_offer()))
    terms = TaxonomyTerm.objects.filter(taxonomy__code=TaxonomyCode.INTEREST).annotate(services=running)
    rows = terms.filter(services__gt=0).order_by("position", "code")
    return [Interest(code=term.code, name=term.name, services=term.services) for term in rows]


def few_services(amount: int) -> list[UUID]:
    """A few services to show: with a place free, asked after last, open to all, saying when, described last.

    Each is of another organization and has an interest that those before it have not, so that no name and no
    kind fills the page.
    """
    open_to_all = Attribute.objects.filter(
        service=OuterRef("pk"),
        taxonomy_term__taxonomy__code=TaxonomyCode.ACCESS,
        taxonomy_term__code=Access.OPEN,
    )
    says_when = Schedule.objects.filter(service=OuterRef("pk"))
    full = ServiceCapacity.objects.filter(service=OuterRef("pk"), available=0)
    services = Service.objects.on_offer().annotate(
        open_to_all=Exists(open_to_all), says_when=Exists(says_when), is_full=Exists(full)
    )
    newest = (
        "is_full",
        F("assured_date").desc(nulls_last=True),
        "-open_to_all",
        "-says_when",
        F("described_year").desc(nulls_last=True),
    )
    rows = services.order_by(*newest, "name", "id").values_list("id", "organization_id")[:CANDIDATES]
    interests = _interests_of([service for service, _ in rows])
    chosen: list[UUID] = []
    organizations: set[UUID] = set()
    seen: set[str] = set()
    for service, organization in rows:
        if organization not in organizations and interests[service] - seen:
            chosen.append(service)
            organizations.add(organization)
            seen |= interests[service]
    return chosen[:amount]


def _interests_of(services: list[UUID]) -> dict[UUID, set[str]]:
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    rows = Attribute.objects.filter(service__in=services, taxonomy_term__taxonomy__code=TaxonomyCode.INTEREST)
    for service, code in rows.values_list("service_id", "taxonomy_term__code"):
        found[service].add(code)
    return found
