"""What the wegwijzer reads: services by term, and where a postcode or place lies. Nothing about persons."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Avg, Q

from meedoen.areas.models import Area, PostcodePoint
from meedoen.directory.models import Address, ServiceArea, ServiceAtLocation
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
    for at in ServiceAtLocation.objects.filter(service_id__in=services).prefetch_related(
        "location__addresses"
    ):
        place = at.location
        for address in place.addresses.all():
            names[at.service_id] |= {name.lower() for name in (address.city, address.region) if name}
        if place.rd_x is not None and place.rd_y is not None:
            points[at.service_id].append((place.rd_x, place.rd_y))
    served = ServiceArea.objects.filter(service_id__in=services)
    for service, name in served.values_list("service_id", "name"):
        names[service].add(name.lower())
    return points, names


def find_place(text: str) -> Place | None:
    """The place that a postcode, a district or a town stands for, or None where it is not known here."""
    postcode = postcode4(text)
    if postcode:
        return _place_of_postcode(postcode)
    return _place_of_area(text.strip()) or _place_of_service(text.strip())


def _place_of_postcode(postcode: str) -> Place | None:
    row = PostcodePoint.objects.filter(postcode4=postcode).select_related("area__parent").first()
    if row is None:
        return None
    return Place(postcode, (row.rd_x, row.rd_y), _area_names([row.area]))


def _place_of_area(name: str) -> Place | None:
    areas = list(Area.objects.filter(name__iexact=name).select_related("parent").order_by("code"))
    if not areas:
        return None
    ids = {area.id for area in areas}
    outer = [area for area in areas if area.parent_id not in ids]
    # Districts of one name lie in several towns: then no middle, and what is in any of them is near.
    point = _middle(outer[0]) if len(outer) == 1 else None
    return Place(outer[0].name, point, _area_names(outer))


def _place_of_service(name: str) -> Place | None:
    """A town or part of it where a service is held or works: not all areas of the country are loaded."""
    rows = (
        Address.objects.filter(city__iexact=name).values_list("city", flat=True),
        Address.objects.filter(region__iexact=name).values_list("region", flat=True),
        ServiceArea.objects.filter(name__iexact=name).values_list("name", flat=True),
    )
    found = next((written for written in (names.first() for names in rows) if written), None)
    return Place(found, None, (found,)) if found else None


def _middle(area: Area) -> Point | None:
    """The middle of the postcodes in an area, in the districts and in the neighbourhoods of it."""
    inside = PostcodePoint.objects.filter(Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area))
    middle = inside.aggregate(x=Avg("rd_x"), y=Avg("rd_y"))
    return None if middle["x"] is None else (round(middle["x"]), round(middle["y"]))


def _area_names(areas: Iterable[Area]) -> tuple[str, ...]:
    own = [area.name for area in areas]
    return tuple(dict.fromkeys([*own, *(area.parent.name for area in areas if area.parent)]))
