"""When a service is open: the next day, and the rhythm in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from meedoen.directory.policy.words import WEEKDAYS, date_text, listed
from meedoen.directory.vocabulary import ScheduleFrequency

UNKNOWN_WHEN = "dagen en tijden niet bekend"
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ORDINALS = {1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", 5: "vijfde", -1: "laatste"}


@dataclass(frozen=True)
class Rhythm:
    """When a service is open, as in an HSDS schedule: `byday` is MO,TH in a week, 1MO,-1FR in a month."""

    freq: str = ""
    interval: int = 1
    byday: str = ""
    dtstart: date | None = None
    until: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    description: str = ""


def next_date(rhythm: Rhythm, on: date) -> date | None:
    """The first day from `on` (itself included) on which it is open, or None where the rhythm does not say.

    A rhythm of every second week (or month) counts from `dtstart`; without one it names no day.
    """
    start = max(on, rhythm.dtstart) if rhythm.dtstart else on
    if not rhythm.freq:
        found = rhythm.dtstart if rhythm.dtstart and rhythm.dtstart >= on else None
    elif rhythm.interval > 1 and rhythm.dtstart is None:
        found = None
    elif rhythm.freq == ScheduleFrequency.WEEKLY:
        found = _next_in_weeks(rhythm, start)
    else:
        found = _next_in_months(rhythm, start)
    return None if found is None or (rhythm.until and found > rhythm.until) else found


def _next_in_weeks(rhythm: Rhythm, start: date) -> date | None:
    days = [DAY_CODES.index(code) for _, code in _days(rhythm.byday)]
    if not days and rhythm.dtstart:
        days = [rhythm.dtstart.weekday()]
    first_week = _monday(rhythm.dtstart or start)
    for ahead in range(7 * max(rhythm.interval, 1) + 7):
        day = start + timedelta(days=ahead)
        weeks = (_monday(day) - first_week).days // 7
        if day.weekday() in days and weeks % max(rhythm.interval, 1) == 0:
            return day
    return None


def _next_in_months(rhythm: Rhythm, start: date) -> date | None:
    since = rhythm.dtstart or start
    days = _days(rhythm.byday)
    interval = max(rhythm.interval, 1)
    for ahead in range(interval * 12 + 1):
        year, month = start.year + (start.month - 1 + ahead) // 12, (start.month - 1 + ahead) % 12 + 1
        if ((year - since.year) * 12 + month - since.month) % interval:
            continue
        found = [day for nth, code in days if (day := _nth(year, month, nth or 1, DAY_CODES.index(code)))]
        later = [day for day in found if day >= start]
        if later:
            return min(later)
    return None


def _days(byday: str) -> list[tuple[int, str]]:
    """`1MO,-1FR` as (1, MO), (-1, FR); `MO` as (0, MO); what is no day is passed over."""
    found = []
    for part in byday.upper().replace(" ", "").split(","):
        number, code = part[:-2], part[-2:]
        if code in DAY_CODES and (not number or number.removeprefix("-").isdigit()):
            found.append((int(number or 0), code))
    return found


def _nth(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth Monday (or other weekday) of a month, from the end where `nth` is negative."""
    if nth > 0:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    else:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return day if day.month == month else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def rhythm_text(rhythm: Rhythm) -> str:
    """A rhythm in words: "elke dinsdag en donderdag, 10.00 tot 12.00 uur"; empty where it says nothing."""
    days = _days(rhythm.byday)
    if not days and rhythm.dtstart and rhythm.freq == ScheduleFrequency.WEEKLY:
        days = [(0, DAY_CODES[rhythm.dtstart.weekday()])]
    said = _in_week(days, rhythm.interval) if rhythm.freq == ScheduleFrequency.WEEKLY else ""
    if rhythm.freq == ScheduleFrequency.MONTHLY and days:
        named = [f"{ORDINALS.get(nth or 1, f'{nth}e')} {_weekday(code)}" for nth, code in days]
        every = "van elke maand" if rhythm.interval <= 1 else f"van elke {rhythm.interval} maanden"
        said = f"de {listed(named)} {every}"
    if not rhythm.freq and rhythm.dtstart:
        said = date_text(rhythm.dtstart)
    return ", ".join(part for part in (said, _hours(rhythm), rhythm.description) if part)


def _first_moment(rhythm: Rhythm) -> tuple[int, time]:
    days = [DAY_CODES.index(code) for _, code in _days(rhythm.byday)]
    return min(days, default=len(DAY_CODES)), rhythm.opens_at or time.min


def _in_week(days: Sequence[tuple[int, str]], interval: int) -> str:
    named = [_weekday(code) for _, code in days]
    if not named:
        return "elke week" if interval <= 1 else f"eens in de {interval} weken"
    if interval <= 1:
        return f"elke {listed(named)}"
    return (
        f"om de week op {listed(named)}"
        if interval == 2
        else f"eens in de {interval} weken op {listed(named)}"
    )


def _weekday(code: str) -> str:
    return WEEKDAYS[DAY_CODES.index(code)]


def _hours(rhythm: Rhythm) -> str:
    if rhythm.opens_at is None:
        return ""
    opens = f"{rhythm.opens_at:%H.%M}"
    return f"{opens} tot {rhythm.closes_at:%H.%M} uur" if rhythm.closes_at else f"vanaf {opens} uur"


def when_text(rhythms: Iterable[Rhythm]) -> str:
    """When a service is open, all its rhythms together from Monday on."""
    said = [text for rhythm in sorted(rhythms, key=_first_moment) if (text := rhythm_text(rhythm))]
    return "; ".join(said) if said else UNKNOWN_WHEN
