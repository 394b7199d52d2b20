"""What the wegwijzer reads: services by term, and where a postcode or place lies. Nothing about persons."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Avg, Q

from meedoen.areas.models import Area, PostcodePoint
from meedoen.directory.models import Location, ServiceArea, ServiceAtLocation
from meedoen.directory.queries import TermMatch, services_with_terms, term_choices
from meedoen.directory.vocabulary import TaxonomyCode
from meedoen.guide.policy import Offer, Place, Point, postcode4
from meedoen.guide.vocabulary import LifeDomain


def interest_names() -> dict[str, str]:
    """The interests that somebody can choose: name by code, in the order of the list."""
    return dict(term_choices(TaxonomyCode.INTEREST))


def offers(*, interests: Collection[str]) -> list[Offer]:
    """The active services for which a life domain or one of `interests` holds, in four queries."""
    by_domain = _codes(services_with_terms(TaxonomyCode.LIFE_DOMAIN, LifeDomain.values))
    by_interest = _codes(services_with_terms(TaxonomyCode.INTEREST, interests))
    services = [*by_domain, *(service for service in by_interest if service not in by_domain)]
    points, names = _places_of(services)
    return [
        Offer(
            service_id=service,
            life_domains=by_domain.get(service, frozenset()),
            interests=by_interest.get(service, frozenset()),
            points=tuple(points[service]),
            names=frozenset(names[service]),
        )
        for service in services
    ]


def _codes(matches: Iterable[TermMatch]) -> dict[UUID, frozenset[str]]:
    return {match.service_id: frozenset(match.codes) for match in matches}


def _places_of(services: Collection[UUID]) -> tuple[dict[UUID, list[Point]], dict[UUID, set[str]]]:
    """Where services are held, and the names, in lower case, of the places where they are held or work."""
    points: defaultdict[UUID, list[Point]] = defaultdict(list)
    names: defaultdict[UUID, set[str]] = defaultdict(set)
    for at in ServiceAtLocation.objects.filter(service_id__in=services).select_related("location"):
        place = at.location
        names[at.service_id] |= _names(place.city, place.part)
        if place.rd_x is not None and place.rd_y is not None:
            points[at.service_id].append((place.rd_x, place.rd_y))
    served = ServiceArea.objects.filter(service_id__in=services)
    for service, name in served.values_list("service_id", "name"):
        names[service] |= _names(name)
    return points, names


def find_place(text: str) -> Place | None:
    """The place that a postcode, a district or a town stands for, or None where it is not known here."""
    postcode = postcode4(text)
    if postcode:
        return _place_of_postcode(postcode)
    return _place_of_area(text.strip()) or _place_of_location(text.strip())


def _place_of_postcode(postcode: str) -> Place | None:
    row = PostcodePoint.objects.filter(postcode4=postcode).select_related("area__parent").first()
    if row is None:
        return None
    return Place(postcode, (row.rd_x, row.rd_y), _area_names([row.area]))


def _place_of_area(name: str) -> Place | None:
    areas = list(Area.objects.filter(name__iexact=name).select_related("parent").order_by("code"))
    if not areas:
        return None
    return Place(areas[0].name, _middle(areas), _area_names(areas))


def _place_of_location(name: str) -> Place | None:
    rows = Location.objects.filter(Q(city__iexact=name) | Q(part__iexact=name)).order_by("city", "id")
    found = [(row.city if row.city.lower() == name.lower() else row.part) for row in rows[:1]]
    return Place(found[0], None, _names(found[0])) if found else None


def _middle(areas: Iterable[Area]) -> Point | None:
    ids = [area.id for area in areas]
    inside = PostcodePoint.objects.filter(
        Q(area__in=ids) | Q(area__parent__in=ids) | Q(area__parent__parent__in=ids)
    )
    middle = inside.aggregate(x=Avg("rd_x"), y=Avg("rd_y"))
    return None if middle["x"] is None else (round(middle["x"]), round(middle["y"]))


def _area_names(areas: Iterable[Area]) -> frozenset[str]:
    return _names(*(name for area in areas for name in (area.name, area.parent.name if area.parent else "")))


def _names(*names: str) -> frozenset[str]:
    return frozenset(name.lower() for name in names if name)
