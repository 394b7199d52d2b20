"""A calendar as an iCalendar file (RFC 5545), written by the `icalendar` library, which escapes text."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vRecur
from icalendar import Event as IcalEvent

from meedoen.publishing.policy.calendar import LONGEST_NAME, Event, events_of, plain, remark
from meedoen.publishing.policy.calendar import NO_DAYS_OF_ORGANIZATION as NO_DAYS_AT_ALL
from meedoen.publishing.queries.calendar import CalendarOf

DUTCH = "Europe/Amsterdam"
EARLIEST = datetime(1996, 10, 27, 3)
ASK_AGAIN = timedelta(hours=12)


def calendar_bytes(of: CalendarOf, absolute: Callable[[str], str]) -> bytes:
    """The file. `absolute` makes the full address of a path. The same content gives the same bytes."""
    events = [(offered, events_of(offered, holidays)) for offered, holidays in of.offered]
    every = [event for _, found in events for event in found]
    calendar = Calendar()
    calendar.add("prodid", "-//Meedoen//Sociale kaart//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(of.name, LONGEST_NAME).replace("\n", " "))
    if said := _remark(of, [remark(offered, found) for offered, found in events], empty=not every):
        calendar.add("x-wr-caldesc", said)
    calendar.add("x-wr-timezone", DUTCH)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    if any(isinstance(event.starts, datetime) and event.offset is None for event in every):
        calendar.add_component(_dutch_time())
    for offset in sorted({event.offset for event in every if event.offset is not None}):
        calendar.add_component(_fixed_time(offset))
    for event in every:
        calendar.add_component(_component(event, absolute))
    return calendar.to_ical()


def _remark(of: CalendarOf, remarks: list[str], *, empty: bool) -> str:
    if len(of.offered) == 1 and remarks[0]:
        return remarks[0]
    return NO_DAYS_AT_ALL if empty else ""


def _component(event: Event, absolute: Callable[[str], str]) -> IcalEvent:
    made = IcalEvent()
    made.add("uid", str(event.id))
    made.add("dtstamp", event.changed.astimezone(UTC).replace(microsecond=0))
    made.add("last-modified", event.changed.astimezone(UTC).replace(microsecond=0))
    made.add("summary", event.name)
    zone = {} if not isinstance(event.starts, datetime) else {"TZID": _zone_name(event.offset)}
    made.add("dtstart", event.starts, parameters=zone)
    if event.ends:
        made.add("dtend", event.ends, parameters=zone)
    if event.rule:
        made.add("rrule", vRecur.from_ical(event.rule))
    for day in event.without:
        made.add("exdate", day, parameters=_exdate(day, zone))
    if event.where:
        made.add("location", event.where)
    if event.degrees:
        made.add("geo", tuple(round(number, 5) for number in event.degrees))
    if event.text:
        made.add("description", event.text)
    made.add("url", absolute(event.address))
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    return made


def _exdate(day: date | datetime, zone: dict[str, str]) -> dict[str, str]:
    return zone if isinstance(day, datetime) else {"VALUE": "DATE"}


def _zone_name(offset: float | None) -> str:
    if offset is None:
        return DUTCH
    minutes = round(offset * 60)
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def _dutch_time() -> Timezone:
    """Summer time as it has been since 1996: from the last Sunday of March to the last of October."""
    zone = Timezone()
    zone.add("tzid", DUTCH)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, name, start, month, before, after in (
        (TimezoneStandard(), "CET", EARLIEST, 10, summer, winter),
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, winter, summer),
    ):
        part.add("tzname", name)
        part.add("dtstart", start)
        part.add("rrule", vRecur.from_ical(f"FREQ=YEARLY;BYDAY=-1SU;BYMONTH={month}"))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _fixed_time(offset: float) -> Timezone:
    """A clock that knows no summer time, for a source that counts its hours from UTC."""
    zone, part = Timezone(), TimezoneStandard()
    zone.add("tzid", _zone_name(offset))
    part.add("dtstart", datetime(1970, 1, 1))
    part.add("tzoffsetfrom", timedelta(hours=offset))
    part.add("tzoffsetto", timedelta(hours=offset))
    zone.add_component(part)
    return zone
