"""From what was asked of a list to the published rows that fit it. Every filter narrows further (AND)."""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, FloatField, OuterRef, Q, Subquery
from django.db.models.functions import Cast

from meedoen.areas.queries import area_of, point_of
from meedoen.directory.hsds import BY_MODEL
from meedoen.directory.models import Attribute, Location, Schedule, Service, ServiceArea, ServiceAtLocation
from meedoen.directory.policy import wider_areas
from meedoen.directory.search import SearchIndex, telling_words
from meedoen.publishing.policy.parameters import Asked
from meedoen.publishing.queries.published import Rows, rows, services
from meedoen.publishing.vocabulary import Listing

# With the search index a list holds the best of what was found, up to this many.
MOST_FOUND = 2000
MOST_WORDS = 12
TEXTS: Mapping[str, tuple[str, ...]] = {
    "service": ("name", "alternate_name", "summary", "description"),
    "organization": ("name", "alternate_name", "description"),
    "location": ("name", "alternate_name", "description", "addresses__city", "addresses__address_1"),
    "taxonomy": ("name", "description"),
    "taxonomy_term": ("name", "description", "code"),
}


def listed(listing: Listing, asked: Asked) -> tuple[Rows, Sequence[UUID] | None]:
    """The published rows that fit, and their order by how well they fit the words.

    The order is None where no words were asked or there is no search index: then it is by id.
    """
    found = rows(listing.table)
    for name, narrow in NARROWING[listing].items():
        value = getattr(asked, name)
        if value not in (None, "", False):
            found = narrow(found, value)
    if asked.postcode and listing in BY_SERVICE:
        found = found.filter(_reached(listing, asked))
    return _with_words(listing, found, asked.search) if asked.search else (found, None)


# Words


def _with_words(listing: Listing, found: Rows, text: str) -> tuple[Rows, Sequence[UUID] | None]:
    if listing is Listing.SERVICES:
        best = _by_index(text)
        if best is not None:
            return found.filter(pk__in=best), best
        return found.filter(_has_words("service", text)), None
    if listing is Listing.SERVICE_AT_LOCATIONS:
        best = _by_index(text)
        if best is not None:
            return found.filter(service_id__in=best), None
        fitting = services().filter(_has_words("service", text), pk=OuterRef("service_id"))
        return found.filter(Exists(fitting)), None
    # By id: the city of an address would give a location once for each address.
    model = found.model
    fitting_ids = model._default_manager.filter(_has_words(BY_MODEL[model].name, text)).values("pk")
    return found.filter(pk__in=Subquery(fitting_ids)), None


def _by_index(text: str) -> tuple[UUID, ...] | None:
    """The best of what the search index finds; None where there is no index or no telling word."""
    words = telling_words(text)
    found = SearchIndex(settings.SEARCH_INDEX).find(words, limit=MOST_FOUND) if words else None
    return None if found is None else found.ids


def _has_words(name: str, text: str) -> Q:
    each = (
        reduce(or_, (Q(**{f"{column}__icontains": word}) for column in TEXTS[name]))
        for word in text.split()[:MOST_WORDS]
    )
    return reduce(and_, each, Q())


# Terms


def _term(found: Rows, id: UUID) -> Rows:
    return found.filter(_marked(BY_MODEL[found.model].name, Q(taxonomy_term_id=id)))


def _any_term_of(found: Rows, id: UUID) -> Rows:
    return found.filter(_marked(BY_MODEL[found.model].name, Q(taxonomy_term__taxonomy_id=id)))


def _marked(name: str, which: Q) -> Q:
    """Whether a term holds for a record itself, or for the service that makes it of interest."""
    terms = Attribute.objects.filter(which)
    if name == "service":
        return Q(Exists(terms.filter(service_id=OuterRef("pk"))))
    own = Exists(terms.filter(link_entity=name, link_id=OuterRef("pk")))
    if name == "service_at_location":
        return Q(own) | Q(Exists(terms.filter(service_id=OuterRef("service_id"))))
    offered = services().filter(
        Exists(terms.filter(service_id=OuterRef("pk"))), organization_id=OuterRef("pk")
    )
    return Q(own) | Q(Exists(offered))


# Services, and services at locations by their service


def _service_where(lookup: str) -> Callable[[Rows, Any], Rows]:
    """A filter on a column of the service, for services and for services at locations."""

    def narrow(found: Rows, value: Any) -> Rows:
        prefix = "" if found.model is Service else "service__"
        return found.filter(**{prefix + lookup: value})

    return narrow


def _open_on(found: Rows, day: str) -> Rows:
    return found.filter(_scheduled(found, Q(byday__contains=day)))


def _opening_from(found: Rows, moment: Any) -> Rows:
    return found.filter(_scheduled(found, Q(opens_at__gte=moment)))


def _closing_by(found: Rows, moment: Any) -> Rows:
    return found.filter(_scheduled(found, Q(closes_at__lte=moment)))


def _scheduled(found: Rows, which: Q) -> Q:
    """A schedule of the service itself or of it at a location."""
    hours = Schedule.objects.filter(which)
    if found.model is Service:
        own, there = {"service_id": OuterRef("pk")}, {"service_at_location__service_id": OuterRef("pk")}
    else:
        own, there = {"service_id": OuterRef("service_id")}, {"service_at_location_id": OuterRef("pk")}
    return Q(Exists(hours.filter(**own))) | Q(Exists(hours.filter(**there)))


# Places


def _reached(listing: Listing, asked: Asked) -> Q:
    """Served in the area of the postcode where areas are stated and, if asked, held within the distance.

    A postcode that nobody loaded reaches nothing.
    """
    area, point = area_of(asked.postcode), point_of(asked.postcode)
    if area is None or point is None:
        return Q(pk__in=())
    of_service = listing is Listing.SERVICES
    service = "pk" if of_service else "service_id"
    areas = ServiceArea.objects.filter(
        Q(service_id=OuterRef(service)) | Q(service_at_location__service_id=OuterRef(service))
    )
    codes = [area, *wider_areas(area)]
    covered = Q(~Exists(areas)) | Q(Exists(areas.filter(code__in=codes)))
    if asked.proximity is None:
        return covered
    near = _within(point, asked.proximity)
    if not of_service:
        return covered & Q(Exists(near.filter(pk=OuterRef("location_id"))))
    links = ServiceAtLocation.objects.filter(service_id=OuterRef("pk"))
    return covered & Q(Exists(links.filter(Exists(near.filter(pk=OuterRef("location_id"))))))


def _within(point: tuple[int, int], metres: int) -> Rows:
    """Locations within this many metres of a point, as the crow flies, in RD metres."""
    x, y = point
    across, up = Cast(F("rd_x"), FloatField()) - float(x), Cast(F("rd_y"), FloatField()) - float(y)
    return (
        Location.objects.filter(rd_x__range=(x - metres, x + metres), rd_y__range=(y - metres, y + metres))
        .annotate(squared=across * across + up * up)
        .filter(squared__lte=float(metres) ** 2)
    )


# Other lists


def _of_organization(found: Rows, id: UUID) -> Rows:
    """Locations of an organization: those that it calls its own and is itself published."""
    return found.filter(organization_id=id, organization__in=rows("organization"))


def _top(found: Rows, _: bool) -> Rows:
    return found.filter(parent_id=None)


BY_SERVICE = (Listing.SERVICES, Listing.SERVICE_AT_LOCATIONS)
TERMS: Mapping[str, Callable[[Rows, Any], Rows]] = {"taxonomy_term_id": _term, "taxonomy_id": _any_term_of}
OF_SERVICE: Mapping[str, Callable[[Rows, Any], Rows]] = {
    **TERMS,
    "organization_id": _service_where("organization_id"),
    "modified_after": _service_where("last_modified__gte"),
    "minimum_age": _service_where("minimum_age__gte"),
    "maximum_age": _service_where("maximum_age__lte"),
    "day": _open_on,
    "start_time": _opening_from,
    "end_time": _closing_by,
}
NARROWING: Mapping[Listing, Mapping[str, Callable[[Rows, Any], Rows]]] = {
    Listing.SERVICES: OF_SERVICE,
    Listing.SERVICE_AT_LOCATIONS: OF_SERVICE,
    Listing.ORGANIZATIONS: TERMS,
    Listing.LOCATIONS: {"organization_id": _of_organization},
    Listing.TAXONOMIES: {},
    Listing.TAXONOMY_TERMS: {
        "taxonomy_id": lambda found, id: found.filter(taxonomy_id=id),
        "parent_id": lambda found, id: found.filter(parent_id=id),
        "top_only": _top,
    },
}
