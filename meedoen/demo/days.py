"""The days of the demo: all follow from the day it is made for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from meedoen.shared.clock import HERE
from meedoen.shared.period import Period, half_year, half_year_code, last_complete_half_year

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Days:
    """`on` is today. `last` is the last complete half-year, which is full; `current` has run until today."""

    on: date
    last: Period
    current: Period

    @property
    def first(self) -> date:
        """The first day that has sessions."""
        return self.last.start

    @property
    def until(self) -> date:
        """The last day that has sessions: two weeks ahead."""
        return self.on + AHEAD

    @property
    def year(self) -> Period:
        """The twelve months of the agreements: the last complete half-year and the current one."""
        return Period(self.last.start, self.current.end)

    def ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

    def ahead(self, days: int) -> date:
        return self.on + timedelta(days=days)

    @property
    def now(self) -> datetime:
        """The moment at which the demo was "just" made: nine in the morning, before the day's programme."""
        return moment(self.on, time(9))


def days_of(on: date) -> Days:
    return Days(on, half_year(last_complete_half_year(on)), half_year(half_year_code(on)))


def moment(day: date, at: time) -> datetime:
    """That time of that day on the clocks of the Netherlands."""
    return datetime.combine(day, at, HERE)


def weekday(day: date) -> str:
    """The code of a day in HSDS and iCalendar: MO, TU, ..."""
    return WEEKDAYS[day.weekday()]


def office_day(day: date) -> date:
    """The day, or the Friday before it where it falls in a weekend: talks are held on such days."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def weekdays_between(byday: str, first: date, last: date) -> list[date]:
    """The days from `first` up to and including `last` that `byday` (MO,TH) names,
    without the Christmas break.
    """
    wanted = set(byday.split(","))
    span = (first + timedelta(days=index) for index in range((last - first).days + 1))
    return [day for day in span if weekday(day) in wanted and not _is_break(day)]


def _is_break(day: date) -> bool:
    return (day.month, day.day) >= (12, 24) or (day.month, day.day) == (1, 1)
