"""The appointment of an invited person as an iCalendar file: without a name, and without why."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as IcalEvent

from meedoen.outreach.queries.answering import Appointment
from meedoen.shared.clock import HERE


def calendar_of(found: Appointment, *, address: str, at: datetime) -> bytes:
    """One event, with its times in UTC. In: an appointment that has a day."""
    if found.day is None or found.starts_at is None:
        raise ValueError("a calendar tells of a time")
    starts = datetime.combine(found.day, found.starts_at, tzinfo=HERE)
    calendar, event = Calendar(), IcalEvent()
    calendar.add("prodid", "-//Meedoen//NL")
    calendar.add("version", "2.0")
    event.add("uid", f"{found.invitation_id}@meedoen")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", starts.astimezone(UTC))
    event.add("dtend", (starts + timedelta(minutes=found.minutes)).astimezone(UTC))
    event.add("summary", f"Gesprek in {found.place}")
    event.add("location", f"{found.place}, {found.address}")
    event.add("description", f"Andere tijd of niet komen: {address}")
    event.add("url", address)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
