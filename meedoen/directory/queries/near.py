"""Reading where a place is, and how far services lie from it."""

import re
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Avg

from meedoen.areas.geometry import wgs84_to_rd
from meedoen.areas.models import Area, PostcodePoint
from meedoen.directory.models import ServiceArea, ServiceAtLocation
from meedoen.directory.policy import Place, metres_between, wider_areas
from meedoen.shared.errors import Refused

POSTCODE = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})?")
MOST_NAMED = 5


def place_of(text: str) -> Place:
    """The place that a postcode (four digits, letters or not) or the name of an area says.

    Of a postcode the letters are not looked at: the middle of the four digits is near enough. A name may have
    its municipality after a comma. Raises Refused where it is no place that is known here, or more than one.
    """
    text = " ".join(text.split())
    if match := POSTCODE.fullmatch(text):
        return _of_postcode(match[1])
    if text[:1].isdigit():
        raise Refused("Dit is geen postcode. Vul vier cijfers in, bijvoorbeeld 3561.", where="plaats")
    return _of_name(text)


def _of_postcode(digits: str) -> Place:
    row = PostcodePoint.objects.filter(postcode4=digits).values_list("rd_x", "rd_y", "area__code").first()
    if row is None:
        raise Refused(
            f"Postcode {digits} kennen we hier niet. Controleer de cijfers, of vul de naam van je wijk in.",
            where="plaats",
        )
    return Place(row[0], row[1], digits, row[2])


def _of_name(text: str) -> Place:
    name, _, municipality = (part.strip() for part in text.partition(","))
    areas = list(Area.objects.filter(name__iexact=name).select_related("parent__parent").order_by("code"))
    if municipality:
        areas = [area for area in areas if municipality.lower() in _around(area)]
    # A town is also a district of that name; of one inside the other the widest is meant.
    codes = {area.code for area in areas}
    areas = [area for area in areas if not codes & set(wider_areas(area.code))]
    if not areas:
        raise Refused(
            f"De plek “{text}” kennen we hier niet. Vul een postcode in, of kies een andere wijk of buurt.",
            where="plaats",
        )
    if len(areas) > 1:
        named = [f"{area.name}, {_municipality(area)}" for area in areas[:MOST_NAMED]]
        raise Refused(
            f"Er is meer dan één plek met deze naam. Schrijf de gemeente erbij: {' of '.join(named)}.",
            where="plaats",
        )
    return _middle(areas[0])


def _around(area: Area) -> set[str]:
    found, names = area.parent, set()
    while found is not None:
        names.add(found.name.lower())
        found = found.parent
    return names or {area.name.lower()}


def _municipality(area: Area) -> str:
    around = area
    while around.parent is not None:
        around = around.parent
    return around.name


def _middle(area: Area) -> Place:
    """The middle of an area: that of its outline, or else of its postcodes."""
    if area.outline:
        longitudes, latitudes = zip(*_corners(area.outline["coordinates"]), strict=True)
        middle = (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2
        return Place(*wgs84_to_rd(*middle), area.name, area.code)
    inside = [area.code, *Area.objects.filter(parent=area).values_list("code", flat=True)]
    found = PostcodePoint.objects.filter(area__code__in=inside).aggregate(x=Avg("rd_x"), y=Avg("rd_y"))
    if found["x"] is None:
        raise Refused(
            f"Waar {area.name} precies ligt is hier niet bekend. Vul een postcode in.", where="plaats"
        )
    return Place(round(found["x"]), round(found["y"]), area.name, area.code)


def _corners(rings: list) -> Iterable[tuple[float, float]]:  # type: ignore[type-arg]
    """The points of a GeoJSON Polygon or MultiPolygon."""
    for part in rings:
        if part and isinstance(part[0], int | float):
            yield part[0], part[1]
        else:
            yield from _corners(part)


def distances(
    place: Place, *, metres: int = 0, service_ids: Collection[UUID] | None = None
) -> dict[UUID, int]:
    """How far each service is held from a place, in metres, its nearest location; one query.

    A service without coordinates is not in it; with `metres` none that lies farther.
    """
    held = ServiceAtLocation.objects.filter(location__rd_x__isnull=False, location__rd_y__isnull=False)
    if service_ids is not None:
        held = held.filter(service__in=service_ids)
    if metres:
        held = held.filter(
            location__rd_x__range=(place.x - metres, place.x + metres),
            location__rd_y__range=(place.y - metres, place.y + metres),
        )
    found: dict[UUID, int] = {}
    for id, x, y in held.values_list("service_id", "location__rd_x", "location__rd_y"):
        if x is None or y is None:
            continue
        far = metres_between((place.x, place.y), (x, y))
        if not metres or far <= metres:
            found[id] = min(far, found.get(id, far))
    return found


def works_elsewhere(service_ids: Collection[UUID], area_code: str) -> dict[UUID, str]:
    """Which of these services work for an area without being held in it, and what they say to work for."""
    around = [area_code, *wider_areas(area_code)]
    held = ServiceAtLocation.objects.filter(service__in=service_ids).values_list(
        "service_id", "location__area_code"
    )
    there = {id for id, code in held if code == area_code or area_code in wider_areas(code)}
    served = ServiceArea.objects.filter(service__in=service_ids, code__in=around).order_by("code")
    return {
        row.service_id: row.name
        for row in served
        if row.service_id and row.service_id not in there and row.name
    }
