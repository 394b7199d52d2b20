"""A service as the events of a calendar: what stands in it is decided here, without clock or database.

A rhythm becomes one event that repeats by its RRULE. It begins at its first time from a day that does not
move (the start of the schedule, or else the day on which the record last changed), so that the same record
gives the same calendar, byte for byte, on every day.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from meedoen.directory.policy.rhythm import DUTCH_TIME, Holidays, Rhythm, left_out, next_date, rrule_text
from meedoen.directory.vocabulary import ServiceStatus

LONGEST_NAME, LONGEST_TEXT = 300, 2000
NO_DAYS = "Van dit aanbod zijn geen dagen bekend. Vraag de organisatie wanneer het is."
NO_DAYS_OF_ORGANIZATION = "Van het aanbod van deze organisatie zijn geen dagen bekend."
CLOSED = "Nu even dicht. Vraag wanneer het weer opengaat."
ENDED = "Dit aanbod is er niet meer."


@dataclass(frozen=True)
class Meeting:
    """One schedule of a service and where it is held; `degrees` is (latitude, longitude)."""

    id: UUID
    rhythm: Rhythm
    where: str = ""
    degrees: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class Offered:
    """What a calendar says of one service. `text` is its description in words, `address` its page."""

    name: str
    status: ServiceStatus
    changed: datetime
    text: str
    address: str
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True)
class Event:
    """One repeating event. `starts` and `ends` are days where no hours are known, else moments on the clock
    of `offset` (hours from UTC; None is Dutch time)."""

    id: UUID
    name: str
    starts: date | datetime
    ends: date | datetime | None
    offset: float | None
    rule: str
    without: tuple[date | datetime, ...]
    where: str
    degrees: tuple[float, float] | None
    text: str
    address: str
    changed: datetime
    cancelled: bool


def events_of(offered: Offered, holidays: Holidays) -> list[Event]:
    """The events of a service, one for each schedule that names a day.

    A service that is closed for a while keeps its events as cancelled: a calendar that follows them strikes
    them out, where a calendar without them would only forget. What has ended for good has none.
    """
    if offered.status not in (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED):
        return []
    found = (_event(offered, meeting, holidays) for meeting in offered.meetings)
    return [event for event in found if event]


def remark(offered: Offered, events: Sequence[Event]) -> str:
    """What a calendar says of itself where it is empty or struck out; else nothing."""
    if offered.status == ServiceStatus.TEMPORARILY_CLOSED:
        return CLOSED if events else f"{CLOSED} {NO_DAYS}"
    if offered.status != ServiceStatus.ACTIVE:
        return ENDED
    return "" if events else NO_DAYS


def _event(offered: Offered, meeting: Meeting, holidays: Holidays) -> Event | None:
    rhythm = meeting.rhythm
    anchor = rhythm.dtstart or rhythm.valid_from or offered.changed.astimezone(DUTCH_TIME).date()
    # By its own clock, as its rule is counted. School holidays do not move the start: a rule with a count
    # runs from there, and the days that fall out are named one by one.
    first = next_date(replace(rhythm, timezone=None), anchor)
    if first is None:
        return None
    closed = offered.status == ServiceStatus.TEMPORARILY_CLOSED
    said = [CLOSED if closed else "", offered.text, meeting.note, rhythm.description]
    return Event(
        id=meeting.id,
        name=plain(offered.name, LONGEST_NAME).replace("\n", " "),
        starts=_moment(first, rhythm.opens_at),
        ends=_end(first, rhythm),
        offset=_offset(rhythm),
        rule=rrule_text(rhythm),
        without=tuple(_moment(day, rhythm.opens_at) for day in _without(rhythm, first, holidays)),
        where=plain(meeting.where, LONGEST_NAME).replace("\n", ", "),
        degrees=meeting.degrees,
        text=plain("\n".join(part for part in said if part), LONGEST_TEXT),
        address=offered.address,
        changed=offered.changed,
        cancelled=closed,
    )


def _without(rhythm: Rhythm, first: date, holidays: Holidays) -> list[date]:
    if not rhythm.not_in_school_holidays or not holidays.spans:
        return []
    last = max(end for _, end in holidays.spans)
    return left_out(rhythm, first, (last - first).days + 1, holidays) if last >= first else []


def _moment(day: date, hour: time | None) -> date | datetime:
    return day if hour is None else datetime.combine(day, hour)


def _end(first: date, rhythm: Rhythm) -> date | datetime | None:
    """When it ends; past midnight on the next day. None where nobody says."""
    if rhythm.opens_at is None or rhythm.closes_at is None:
        return None
    after_midnight = rhythm.closes_at <= rhythm.opens_at
    return datetime.combine(first + timedelta(days=1 if after_midnight else 0), rhythm.closes_at)


def _offset(rhythm: Rhythm) -> float | None:
    """As the rhythm is counted: an offset that no place on earth has is not believed."""
    if rhythm.timezone is None or rhythm.opens_at is None or abs(rhythm.timezone) > 14:
        return None
    return float(rhythm.timezone)


def plain(text: str, longest: int) -> str:
    """Text without control characters (RFC 5545 has no way to write them), cut at a word where too long."""
    lines = text[: 4 * longest].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) not in BARRED)
    if len(kept) <= longest:
        return kept.strip()
    cut = kept[:longest]
    whole_words = cut.rsplit(" ", 1)[0]
    return (whole_words if len(whole_words) > longest // 2 else cut).strip() + " …"


# Control characters, halves of pairs, and line separators that some programs take for a new line.
BARRED = frozenset(("Cc", "Cs", "Zl", "Zp"))
