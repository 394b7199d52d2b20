"""Reading when services are open: their rhythms, the school holidays where they are, and who is open when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.areas.school_holidays import holidays_by_region, region_of
from meedoen.areas.vocabulary import HolidayRegion
from meedoen.directory.models import Schedule, Service, ServiceArea, ServiceAtLocation
from meedoen.directory.policy import NO_HOLIDAYS, Holidays, Rhythm, Sought, is_open, next_date

FIELDS = (
    "freq", "interval", "byday", "dtstart", "until", "opens_at", "closes_at", "description", "count",
    "bymonthday", "byweekno", "byyearday", "wkst", "valid_from", "valid_to", "timezone",
    "not_in_school_holidays",
)  # fmt: skip


def rhythm_of(schedule: Schedule) -> Rhythm:
    """When it is open, as its schedule says it."""
    return _rhythm(*(getattr(schedule, name) for name in FIELDS))


@lru_cache(maxsize=5000)
def _rhythm(*values: Any) -> Rhythm:
    return Rhythm(**dict(zip(FIELDS, values, strict=True)))


def scheduled(services: QuerySet[Service]) -> Iterator[tuple[UUID, Schedule]]:
    """The schedules of these services and of them at a location, as pairs, in one query.

    The opening hours of a building are not among them: they are not the hours of what is held there.
    """
    mine = services.values("id")
    rows = Schedule.objects.select_related("service_at_location").filter(
        Q(service__in=mine) | Q(service_at_location__service__in=mine)
    )
    for row in rows.iterator():
        yield _owner_of(row), row


class SchoolHolidays:
    """The school holidays of areas, read once and only where somebody asks."""

    def __init__(self) -> None:
        self._known: dict[HolidayRegion, Holidays] | None = None

    def of(self, area_codes: Iterable[str]) -> Holidays:
        """Those of the first of these areas of which the region is known; none where there is no such."""
        regions = (region_of(code) for code in area_codes if code)
        region = next((found for found in regions if found), None)
        if region is None:
            return NO_HOLIDAYS
        if self._known is None:
            self._known = {
                HolidayRegion(name): Holidays(tuple(spans)) for name, spans in holidays_by_region().items()
            }
        return self._known[region]


def holidays_of(area_code: str) -> Holidays:
    """The school holidays of a municipality or an area in it (CBS code)."""
    return SchoolHolidays().of([area_code])


def open_in_time(services: QuerySet[Service], sought: Sought, at: datetime) -> set[UUID]:
    """Those of these services that are open at this moment, or within the days that are asked."""
    pairs = [(id, rhythm_of(schedule)) for id, schedule in scheduled(services)]
    outside = {id for id, rhythm in pairs if rhythm.not_in_school_holidays}
    codes = area_codes_of(outside) if outside else {}
    known = SchoolHolidays()
    return {
        id
        for id, rhythm in pairs
        if _is_in_time(rhythm, sought, at, known.of(codes.get(id, ())) if id in outside else NO_HOLIDAYS)
    }


def _is_in_time(rhythm: Rhythm, sought: Sought, at: datetime, holidays: Holidays) -> bool:
    if sought.open_now and not is_open(rhythm, at, holidays):
        return False
    if not sought.within:
        return True
    on = next_date(rhythm, at.date(), holidays)
    return on is not None and (on - at.date()).days < sought.within


def area_codes_of(service_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The areas of these services by CBS code: first where it is held, then what it works for."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    held = ServiceAtLocation.objects.filter(service__in=service_ids).values_list(
        "service_id", "location__area_code"
    )
    served = ServiceArea.objects.filter(service__in=service_ids).values_list("service_id", "code")
    for id, code in [*held, *served]:
        if id is not None and code:
            found[id].append(code)
    return found


class Times:
    """When each of these services is open: read at once, with school holidays where one leaves them out."""

    def __init__(self, services: Iterable[Service]) -> None:
        """One query however many services; three more where one leaves out school holidays."""
        ids = [service.id for service in services]
        self._rhythms: defaultdict[UUID, list[Rhythm]] = defaultdict(list)
        own = Schedule.objects.filter(Q(service__in=ids) | Q(service_at_location__service__in=ids))
        for row in own.select_related("service_at_location").order_by("opens_at", "id"):
            self._rhythms[_owner_of(row)].append(rhythm_of(row))
        outside = [
            id for id, found in self._rhythms.items() if any(each.not_in_school_holidays for each in found)
        ]
        codes = area_codes_of(outside) if outside else {}
        known = SchoolHolidays()
        self._holidays = {id: known.of(codes.get(id, ())) for id in outside}

    def rhythms(self, service_id: UUID) -> list[Rhythm]:
        return self._rhythms[service_id]

    def holidays(self, service_id: UUID) -> Holidays:
        return self._holidays.get(service_id, NO_HOLIDAYS)

    def holidays_unknown(self, service_id: UUID, on: date) -> bool:
        """Whether it leaves out school holidays of which nobody knows when they are at its next date."""
        if service_id not in self._holidays:
            return False
        holidays = self._holidays[service_id]
        day = first_day(self._rhythms[service_id], on, holidays)
        return day is not None and not holidays.knows(day)


def _owner_of(schedule: Schedule) -> UUID:
    link = schedule.service_at_location
    owner = link.service_id if link else schedule.service_id
    if owner is None:
        raise ValueError("this is the schedule of a location")
    return owner


def first_day(rhythms: Iterable[Rhythm], on: date, holidays: Holidays) -> date | None:
    """The first day from `on` on which one of these is open."""
    return min((day for rhythm in rhythms if (day := next_date(rhythm, on, holidays))), default=None)
