"""Reading what stands on the sheet of one service."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from meedoen.areas.school_holidays import holidays_by_region, region_of
from meedoen.directory.models import Location, Schedule, ServiceArea
from meedoen.directory.policy.rhythm import Holidays, Occurrence, Rhythm, next_times
from meedoen.directory.queries import ServiceDetail, detail
from meedoen.publishing.queries.shown import service_stands

MOST_TIMES, MOST_PLACES = 3, 2


@dataclass(frozen=True)
class Sheet:
    """A service with its next times and the addresses where it is held, each as lines."""

    detail: ServiceDetail
    times: tuple[Occurrence, ...]
    places: tuple[tuple[str, ...], ...]


def sheet_of(service_id: UUID, *, on: date) -> Sheet | None:
    """What the sheet of a service says; None where it is not shown to the public."""
    found = detail(service_id, on=on) if service_stands(service_id) else None
    if found is None:
        return None
    places = list(
        Location.objects.filter(at_services__service_id=service_id)
        .order_by("name", "id")
        .prefetch_related("addresses")
    )
    return Sheet(found, _times(service_id, places, on), tuple(map(_lines, places[:MOST_PLACES])))


def _times(service_id: UUID, places: list[Location], on: date) -> tuple[Occurrence, ...]:
    served = ServiceArea.objects.filter(service_id=service_id).values_list("code", flat=True)
    codes = [*(place.area_code for place in places), *served]
    region = next((region for code in codes if code and (region := region_of(code))), "")
    holidays = Holidays(tuple(holidays_by_region().get(region, ())))
    rhythms = [
        Rhythm(**{field.name: getattr(row, field.name) for field in fields(Rhythm)})
        for row in Schedule.objects.filter(service_id=service_id)
        | Schedule.objects.filter(service_at_location__service_id=service_id)
    ]
    found = {time for rhythm in rhythms for time in next_times(rhythm, on, MOST_TIMES, holidays)}
    return tuple(sorted(found, key=lambda time: (time.day, str(time.starts)))[:MOST_TIMES])


def _lines(place: Location) -> tuple[str, ...]:
    address = place.address
    if address is None:
        return (place.name,) if place.name else ()
    town = " ".join(part for part in (address.postal_code, address.city) if part)
    return tuple(dict.fromkeys(part for part in (place.name, address.address_1, town) if part))
