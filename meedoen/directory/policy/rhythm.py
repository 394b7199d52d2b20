"""When something is open: on which days, from when until when, as the calendar standard counts it.

A rhythm holds the parts of an RRULE (RFC 5545) as an HSDS schedule has them; python-dateutil counts. What the
standard does not allow (an ordinal in a week, a second week without a first) names no day and is never
guessed. Times are Dutch time, summer and winter, unless the rhythm says another offset from UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule

from meedoen.directory.vocabulary import ScheduleFrequency

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = {"WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY}
# 29 February of every second year comes round in eight.
HORIZON_DAYS = 366 * 8
LONGEST_GAP_DAYS = 100
REMEMBERED = 20_000


@dataclass(frozen=True)
class Rhythm:
    """When something is open. `byday` is MO,TH in a week, 1MO,-1FR in a month.

    `timezone` is the clock of its hours, in hours from UTC; None is Dutch time.
    """

    freq: str = ""
    interval: int = 1
    byday: str = ""
    dtstart: date | None = None
    until: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    description: str = ""
    count: int | None = None
    bymonthday: str = ""
    byweekno: str = ""
    byyearday: str = ""
    wkst: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    timezone: Decimal | None = None
    not_in_school_holidays: bool = False


@dataclass(frozen=True)
class Holidays:
    """The school holidays of one region: first and last day of each, oldest first."""

    spans: tuple[tuple[date, date], ...] = ()

    def covers(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.spans)

    def knows(self, day: date) -> bool:
        """Whether it is known if this day is a school day.

        So it is where a holiday before and one after are known. School holidays follow each other within a
        hundred days; a longer gap is one of which the dates were not entered.
        """
        before = max((last for first, last in self.spans if first <= day), default=None)
        after = min((first for first, last in self.spans if last >= day), default=None)
        return before is not None and after is not None and (after - before).days <= LONGEST_GAP_DAYS


NO_HOLIDAYS = Holidays()


@dataclass(frozen=True)
class Occurrence:
    """One time that it is open: the day in the Netherlands, and from when until when where that is known."""

    day: date
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True)
class Rule:
    """A rhythm that can be counted: strictly as RFC 5545 allows. `byday` is (ordinal or 0, day code)."""

    freq: str
    interval: int
    byday: tuple[tuple[int, str], ...]
    bymonthday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    wkst: str = "MO"


# Reading


def rule_of(rhythm: Rhythm) -> Rule | None:
    """The rule that a rhythm says, or None where it says none that can be counted.

    HSDS knows weekly and monthly only; the standard allows a list of weeks or days of the year in a yearly
    rule and days of the month in a monthly one, so the same days are said that way.
    """
    if rhythm.freq not in ScheduleFrequency.values or not _is_readable(rhythm):
        return None
    byday, start = _days(rhythm.byday), rhythm.dtstart
    if not byday and start and (rhythm.freq == ScheduleFrequency.WEEKLY or rhythm.byweekno):
        byday = ((0, DAY_CODES[start.weekday()]),)
    monthdays, weeks, yeardays = (
        _numbers(rhythm.bymonthday, 31),
        _numbers(rhythm.byweekno, 53),
        _numbers(rhythm.byyearday, 366),
    )
    if rhythm.freq == ScheduleFrequency.MONTHLY and start and not (byday or monthdays or weeks or yeardays):
        monthdays = (start.day,)
    freq = _strict_frequency(rhythm.freq, bool(monthdays), bool(weeks or yeardays))
    wkst = rhythm.wkst if rhythm.wkst in DAY_CODES else "MO"
    rule = Rule(freq, max(rhythm.interval, 1), byday, monthdays, weeks, yeardays, wkst)
    return rule if _is_allowed(rule, rhythm.freq) else None


def _is_readable(rhythm: Rhythm) -> bool:
    """Whether each list that says something says something that can be read."""
    return (
        bool(_days(rhythm.byday)) >= bool(rhythm.byday.strip())
        and bool(_numbers(rhythm.bymonthday, 31)) >= bool(rhythm.bymonthday.strip())
        and bool(_numbers(rhythm.byweekno, 53)) >= bool(rhythm.byweekno.strip())
        and bool(_numbers(rhythm.byyearday, 366)) >= bool(rhythm.byyearday.strip())
    )


def _strict_frequency(freq: str, by_monthday: bool, by_year: bool) -> str:
    if by_year:
        return "YEARLY"
    return "MONTHLY" if by_monthday else freq


def _is_allowed(rule: Rule, said: str) -> bool:
    """Whether the standard allows it, and it is the same rule as the one that was said."""
    if not (rule.byday or rule.bymonthday or rule.byyearday):
        return False
    if any(nth for nth, _ in rule.byday) and (said != ScheduleFrequency.MONTHLY or rule.freq != said):
        return False
    if said == ScheduleFrequency.WEEKLY and not rule.byday:
        return False
    return rule.freq == said or rule.interval == 1


def _days(byday: str) -> tuple[tuple[int, str], ...]:
    """`1MO,-1FR` as (1, MO), (-1, FR); `MO` as (0, MO); what is no day is passed over."""
    found = []
    for part in byday.upper().replace(" ", "").split(","):
        number, code = part[:-2], part[-2:]
        if code not in DAY_CODES:
            continue
        if not number:
            found.append((0, code))
        elif nth := _numbers(number, 5):
            found.append((nth[0], code))
    return tuple(dict.fromkeys(found))


def _numbers(text: str, highest: int) -> tuple[int, ...]:
    """`1,-1` as (1, -1); what is no number from 1 to `highest`, from the start or the end, is passed over."""
    found = []
    for part in text.replace(" ", "").split(","):
        digits = part.removeprefix("-").removeprefix("+")
        if digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= highest:
            found.append(-int(digits) if part.startswith("-") else int(digits))
    return tuple(dict.fromkeys(found))


# Counting


def occurrences(rhythm: Rhythm, start: date, days: int, holidays: Holidays = NO_HOLIDAYS) -> list[Occurrence]:
    """Every time that it is open in the `days` days from `start` (itself included), oldest first.

    School holidays are left out where the rhythm says so; of a day of which nobody knows whether it is one,
    it is open. Source of the rule: RFC 5545, section 3.3.10.
    """
    return list(_times(rhythm, start, start + timedelta(days=days - 1), holidays))


@lru_cache(maxsize=REMEMBERED)
def next_date(rhythm: Rhythm, on: date, holidays: Holidays = NO_HOLIDAYS) -> date | None:
    """The first day from `on` (itself included) on which it is open, or None where the rhythm names none.

    A rhythm of every second week (or month) counts from `dtstart`; without one it names no day.
    """
    return next((time.day for time in _times(rhythm, on, None, holidays)), None)


def next_times(rhythm: Rhythm, on: date, most: int, holidays: Holidays = NO_HOLIDAYS) -> list[Occurrence]:
    """The first `most` times from `on` (itself included)."""
    return list(islice(_times(rhythm, on, None, holidays), most))


def left_out(rhythm: Rhythm, start: date, days: int, holidays: Holidays) -> list[date]:
    """The days of a rhythm that fall out because of school holidays, in the `days` days from `start`."""
    last = start + timedelta(days=days - 1)
    return [day for day in _all_days(rhythm, start, last) if not _is_kept(rhythm, day, holidays)]


def is_open(rhythm: Rhythm, at: datetime, holidays: Holidays = NO_HOLIDAYS) -> bool:
    """Whether it is open at this moment; not where the rhythm does not say from when until when."""
    if rhythm.opens_at is None or rhythm.closes_at is None:
        return False
    # What opened yesterday can close after midnight.
    day = at.astimezone(DUTCH_TIME).date() - timedelta(days=1)
    return any(
        time.starts.astimezone(UTC) <= at.astimezone(UTC) < time.ends.astimezone(UTC)
        for time in occurrences(rhythm, day, 2, holidays)
        if time.starts and time.ends
    )


def _times(rhythm: Rhythm, first: date, last: date | None, holidays: Holidays) -> Iterator[Occurrence]:
    # Hours elsewhere can be those of the day before or after here.
    shift = timedelta(days=0 if _zone(rhythm) is DUTCH_TIME else 1)
    for day in _all_days(rhythm, first - shift, last + shift if last else None):
        if not _is_kept(rhythm, day, holidays):
            continue
        found = _occurrence(rhythm, day)
        if found.day >= first and (last is None or found.day <= last):
            yield found


def _is_kept(rhythm: Rhythm, day: date, holidays: Holidays) -> bool:
    return not (rhythm.not_in_school_holidays and holidays.covers(day))


def _all_days(rhythm: Rhythm, first: date, last: date | None) -> Iterator[date]:
    """The days that a rhythm names, by its own clock, from `first` up to and including `last`."""
    start = max(day for day in (first, rhythm.dtstart, rhythm.valid_from) if day)
    ends = [day for day in (last, rhythm.until, rhythm.valid_to) if day]
    end = min([*ends, start + timedelta(days=HORIZON_DAYS)]) if start.year < 9900 else start
    if not rhythm.freq:
        if rhythm.dtstart and start <= rhythm.dtstart <= end:
            yield rhythm.dtstart
        return
    rule = rule_of(rhythm)
    if rule is None or end < start or not _has_first(rhythm):
        return
    counted = rrule.rrule(
        dtstart=_midnight(_anchor(rhythm, rule, start)), until=_midnight(end), **_arguments(rule)
    )
    for moment in islice(counted, rhythm.count or None):
        if moment.date() >= start:
            yield moment.date()


def _has_first(rhythm: Rhythm) -> bool:
    """Whether it says from when to count, where that matters."""
    return rhythm.dtstart is not None or (rhythm.interval <= 1 and not rhythm.count)


def _arguments(rule: Rule) -> dict[str, Any]:
    byday = list(rule.byday)
    if any(nth for nth, _ in byday):
        # dateutil takes MO beside 1TU as a Monday that is also a first Tuesday; the standard means either.
        byday = [(number, code) for nth, code in byday for number in ([nth] if nth else range(1, 6))]
    days = [getattr(rrule, code)(nth) if nth else getattr(rrule, code) for nth, code in byday]
    return {
        "freq": FREQUENCIES[rule.freq],
        "interval": rule.interval,
        "wkst": getattr(rrule, rule.wkst),
        "byweekday": days or None,
        "bymonthday": rule.bymonthday or None,
        "byweekno": rule.byweekno or None,
        "byyearday": rule.byyearday or None,
    }


def _anchor(rhythm: Rhythm, rule: Rule, start: date) -> date:
    """From which day to count: `dtstart`, moved on by whole turns so that a count is short."""
    if rhythm.count and rhythm.dtstart:
        return rhythm.dtstart
    since = rhythm.dtstart or start
    if rule.freq == "YEARLY":
        return date(start.year, 1, 1)
    if rule.freq == "WEEKLY":
        weeks = (start - since).days // 7
        return since + timedelta(weeks=weeks - weeks % rule.interval)
    months = (start.year - since.year) * 12 + start.month - since.month
    months = since.month - 1 + months - months % rule.interval
    return date(since.year + months // 12, months % 12 + 1, 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _zone(rhythm: Rhythm) -> tzinfo:
    """The clock of its hours; one that no place on earth has is not believed."""
    if rhythm.timezone is None or rhythm.opens_at is None or abs(rhythm.timezone) > 14:
        return DUTCH_TIME
    return timezone(timedelta(hours=float(rhythm.timezone)))


def _occurrence(rhythm: Rhythm, day: date) -> Occurrence:
    if rhythm.opens_at is None:
        return Occurrence(day)
    zone = _zone(rhythm)
    starts = datetime.combine(day, rhythm.opens_at, zone).astimezone(DUTCH_TIME)
    if rhythm.closes_at is None:
        return Occurrence(starts.date(), starts)
    after_midnight = rhythm.closes_at <= rhythm.opens_at
    closing_day = day + timedelta(days=1) if after_midnight else day
    ends = datetime.combine(closing_day, rhythm.closes_at, zone).astimezone(DUTCH_TIME)
    return Occurrence(starts.date(), starts, ends)


# Writing


def rrule_text(rhythm: Rhythm) -> str:
    """The rhythm as the value of an RRULE (RFC 5545); empty where it names no days or only one.

    Begin at an occurrence (`next_date`): that one is in the rule's own weeks and months. UNTIL is a moment in
    UTC where the rhythm has hours and a day where it has none, as the standard asks of a rule beside its
    DTSTART. A count that other bounds cut short is said as its last day.
    """
    rule = rule_of(rhythm) if rhythm.freq and _has_first(rhythm) else None
    if rule is None:
        return ""
    parts = [f"FREQ={rule.freq}"]
    parts += [f"INTERVAL={rule.interval}"] if rule.interval > 1 else []
    parts += _end_parts(rhythm)
    parts += [f"WKST={rule.wkst}"] if rule.wkst != "MO" else []
    for name, numbers in (
        ("BYWEEKNO", rule.byweekno),
        ("BYYEARDAY", rule.byyearday),
        ("BYMONTHDAY", rule.bymonthday),
    ):
        parts += [f"{name}={','.join(str(number) for number in numbers)}"] if numbers else []
    days = ",".join(f"{nth or ''}{code}" for nth, code in rule.byday)
    return ";".join([*parts, f"BYDAY={days}"] if days else parts)


def _end_parts(rhythm: Rhythm) -> list[str]:
    bounds = [day for day in (rhythm.until, rhythm.valid_to) if day]
    if rhythm.count and not bounds and rhythm.valid_from is None:
        return [f"COUNT={rhythm.count}"]
    if rhythm.count and rhythm.dtstart:
        bounds = [max(_all_days(rhythm, rhythm.dtstart, None), default=rhythm.dtstart)]
    if not bounds:
        return []
    end = min(bounds)
    if rhythm.opens_at is None:
        return [f"UNTIL={end:%Y%m%d}"]
    moment = datetime.combine(end, time(23, 59, 59), _zone(rhythm)).astimezone(UTC)
    return [f"UNTIL={moment:%Y%m%dT%H%M%SZ}"]
