"""Reading what a calendar shows of services: their schedules, places and school holidays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db.models import Prefetch
from django.urls import reverse

from meedoen.areas.geometry import rd_to_wgs84
from meedoen.directory.models import Location, Schedule, Service, ServiceAtLocation
from meedoen.directory.policy.rhythm import Holidays
from meedoen.directory.queries import ServiceCard, cards, rhythm_of
from meedoen.directory.queries.dates import SchoolHolidays, area_codes_of
from meedoen.directory.vocabulary import ServiceStatus
from meedoen.publishing.policy.calendar import Meeting, Offered
from meedoen.publishing.queries import published

WORDS = {"price": "Prijs", "for_whom": "Voor wie", "sure": "Hoe zeker"}


@dataclass(frozen=True)
class CalendarOf:
    """What one calendar is about: each service with the school holidays of where it is.

    `changed` is when something in it last changed; None where school holidays play a part, of which nobody
    keeps when they were entered.
    """

    name: str
    offered: tuple[tuple[Offered, Holidays], ...]
    changed: datetime | None


def calendar_of_service(service_id: UUID, *, on: date) -> CalendarOf | None:
    """The calendar of one published service; None where there is none. A fixed number of queries."""
    found = _offered(published.services().filter(id=service_id), on)
    return _calendar(found[0][0].name, found) if found else None


def calendar_of_organization(organization_id: UUID, *, on: date) -> CalendarOf | None:
    """All published services of a published organization in one calendar, in a fixed number of queries."""
    name = published.organizations().filter(id=organization_id).values_list("name", flat=True).first()
    if name is None:
        return None
    return _calendar(name, _offered(published.services().filter(organization_id=organization_id), on))


def _calendar(name: str, offered: list[tuple[Offered, Holidays]]) -> CalendarOf:
    follows = any(
        meeting.rhythm.not_in_school_holidays for service, _ in offered for meeting in service.meetings
    )
    changed = max((service.changed for service, _ in offered), default=None)
    return CalendarOf(name, tuple(offered), None if follows else changed)


def _offered(services: "published.Rows", on: date) -> list[tuple[Offered, Holidays]]:
    ordered = Schedule.objects.order_by("opens_at", "id")
    opened = Location.objects.prefetch_related("addresses", Prefetch("schedules", ordered))
    places = Prefetch("location", opened)
    links = ServiceAtLocation.objects.order_by("id").prefetch_related(places, Prefetch("schedules", ordered))
    rows = services.order_by("name", "id").prefetch_related(
        Prefetch("schedules", ordered), Prefetch("at_locations", links)
    )
    found: list[Service] = list(rows)
    shown = {card.id: card for card in cards([service.id for service in found], on=on)}
    codes, holidays = area_codes_of(list(shown)), SchoolHolidays()
    return [
        (_of_service(service, shown[service.id]), holidays.of(codes.get(service.id, ()))) for service in found
    ]


def _of_service(service: Service, card: ServiceCard) -> Offered:
    said = [service.summary, *(f"{label}: {getattr(card, name)}." for name, label in WORDS.items())]
    said += [f"Zo kom je erbij: {service.application_process}"] if service.application_process else []
    return Offered(
        name=service.name,
        status=ServiceStatus(service.status),
        changed=service.last_modified,
        text="\n".join(part for part in said if part),
        address=reverse("directory:service", args=[service.id]),
        meetings=tuple(_meetings(service, card)),
    )


def _meetings(service: Service, card: ServiceCard) -> Sequence[Meeting]:
    """Its own hours, or else those of the buildings where it is held, as on its page."""
    links = list(service.at_locations.all())
    only = links[0].location if len(links) == 1 else None
    found = [_meeting(row.id, row, only, card.where) for row in service.schedules.all()]
    found += [_meeting(row.id, row, link.location, "") for link in links for row in link.schedules.all()]
    # A building has one schedule for all that is held in it, and an event in a calendar an id of its own.
    return found or [
        _meeting(uuid5(service.id, str(row.id)), row, link.location, "")
        for link in links
        for row in link.location.schedules.all()
    ]


def _meeting(id: UUID, schedule: Schedule, location: Location | None, otherwise: str) -> Meeting:
    degrees = None
    if location and location.rd_x is not None and location.rd_y is not None:
        degrees = rd_to_wgs84(location.rd_x, location.rd_y)
    where = _address_text(location) if location else otherwise
    return Meeting(id, rhythm_of(schedule), where, degrees, schedule.notes)


def _address_text(location: Location) -> str:
    """The name of a place and its address, as a map program finds it."""
    address = location.address
    parts = [location.name]
    if address:
        town = " ".join(part for part in (address.postal_code, address.city) if part)
        parts += [address.address_1, address.address_2, town]
    return ", ".join(dict.fromkeys(part for part in parts if part))
