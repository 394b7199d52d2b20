"""Pure decisions about places, waiting lists and the rhythm of a programme."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil import rrule

from meedoen.shared.errors import Refused
from meedoen.shared.period import Period
from meedoen.shared.verdict import Verdict, no, yes

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_CODE = dict(
    zip(WEEKDAYS, (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU), strict=True)
)
_DAY = re.compile(rf"([+-]?[1-5])?({'|'.join(WEEKDAYS)})")
_WEEK = re.compile(r"(\d{4})-W(\d{2})")
LONGEST_AHEAD = timedelta(days=366)


@dataclass(frozen=True)
class Room:
    """How full an activity is. `last_spot` is the highest number on the waiting list, 0 when nobody waits."""

    capacity: int
    placed: int
    last_spot: int


def spot_for_newcomer(room: Room) -> int | None:
    """The number on the waiting list that a newcomer gets, or None for a place.

    A place goes to a newcomer only when nobody waits: who asked earlier goes first. Numbers are never given
    again while somebody behind them waits, so that a number told to a person stays true.
    """
    if room.placed < room.capacity and room.last_spot == 0:
        return None
    return room.last_spot + 1


def may_enrol(*, ends_on: date | None, on: date) -> Verdict:
    """Whether an activity can still be joined on a day."""
    if ends_on is not None and ends_on < on:
        return no(
            "Deze activiteit is afgelopen.", remedies=("Kies een activiteit die nog loopt of nog begint.",)
        )
    return yes()


def may_mark(*, held_on: date, starts_on: date | None, ends_on: date | None, on: date) -> Verdict:
    """Whether attendance at a meeting of `held_on` can be marked on a day, for a place from and until."""
    if held_on > on:
        return no("Deze bijeenkomst is nog niet geweest.", remedies=("Vink aan vanaf de dag zelf.",))
    if starts_on is None or starts_on > held_on or (ends_on is not None and ends_on < held_on):
        return no("Deze persoon had op die dag geen plek.", remedies=("Kies iemand die op de lijst staat.",))
    return yes()


@dataclass(frozen=True)
class Rhythm:
    """When an activity meets: HSDS freq, interval and byday, counted from `anchor`, at local times."""

    byday: str
    opens_at: time | None
    closes_at: time | None
    anchor: date
    freq: str = "WEEKLY"
    interval: int = 1


def meeting_times(rhythm: Rhythm) -> tuple[time, time]:
    """From when until when it meets.

    Raises Refused where a time is missing or the end is not after the start.
    """
    if rhythm.opens_at is None or rhythm.closes_at is None:
        raise Refused("Deze activiteit heeft nog geen vaste tijd. Vul eerst een begin- en een eindtijd in.")
    if rhythm.closes_at <= rhythm.opens_at:
        raise Refused("De eindtijd ligt niet na de begintijd. Verbeter eerst de tijden van de activiteit.")
    return rhythm.opens_at, rhythm.closes_at


def weekdays(byday: str) -> tuple[str, ...]:
    """The weekdays in a byday such as `MO,TH` or `1MO` (first Monday), in that order, without the number.

    Raises Refused where it is not one.
    """
    return tuple(_day(part)[1] for part in byday.split(",") if part.strip())


def meeting_days(rhythm: Rhythm, span: Period) -> list[date]:
    """The days in `span` on which it meets, oldest first. Source of the rule: RFC 5545, as HSDS takes it.

    Raises Refused where the rhythm names no day.
    """
    days = [_day(part) for part in rhythm.byday.split(",") if part.strip()]
    if not days:
        raise Refused("Deze activiteit heeft nog geen vaste dag. Vul eerst in op welke dag het is.")
    rule = rrule.rrule(
        rrule.MONTHLY if rhythm.freq == "MONTHLY" else rrule.WEEKLY,
        dtstart=_midnight(rhythm.anchor),
        until=_midnight(span.end),
        interval=max(1, rhythm.interval),
        byweekday=[_BY_CODE[code](number) if number else _BY_CODE[code] for number, code in days],
    )
    return [moment.date() for moment in rule if moment.date() >= span.start]


def span_of_new_sessions(*, starts_on: date, ends_on: date | None, since: date, until: date) -> Period:
    """The days for which sessions are made: from `since` until `until`, within the run of the activity.

    Raises Refused where that leaves no day, or is more than a year.
    """
    if until - since > LONGEST_AHEAD:
        raise Refused("Dat is te ver vooruit. Kies een datum binnen een jaar.")
    first, last = max(since, starts_on), min(until, ends_on or until)
    if last < first:
        raise Refused("In die periode loopt de activiteit niet. Kies een latere datum.")
    return Period(first, last)


def week_of(code: str) -> Period:
    """Monday up to and including Sunday of an ISO week such as `2026-W38`.

    Raises Refused where the code is not one.
    """
    match = _WEEK.fullmatch(code)
    try:
        if match is None or not 1900 <= int(match[1]) <= 2200:
            raise ValueError
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise Refused(
            f"“{code[:20]}” is geen week. Schrijf het jaar, W en het weeknummer, zoals 2026-W38."
        ) from None
    return Period(monday, monday + timedelta(days=6))


def week_code(day: date) -> str:
    """The ISO week in which a day falls: `2026-W38`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _day(part: str) -> tuple[int | None, str]:
    match = _DAY.fullmatch(part.strip().upper())
    if match is None:
        raise Refused(f"“{part.strip()[:20]}” is geen dag. Schrijf MO, TU, WE, TH, FR, SA of SU.")
    return (int(match[1]) if match[1] else None), match[2]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)
