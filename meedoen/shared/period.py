"""A period of whole days, and the half-years in which municipalities account."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.shared.errors import Refused


@dataclass(frozen=True, order=True)
class Period:
    """Whole days from `start` up to and including `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"period ends {self.end} before it starts {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def overlaps(self, start: date, end: date | None) -> bool:
        """Whether a run from `start` to `end` (None: still going on) shares a day with this period."""
        return start <= self.end and (end is None or end >= self.start)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


_HALF_YEAR = re.compile(r"(\d{4})-H([12])", re.ASCII)


def half_year(code: str) -> Period:
    """The half-year of a code such as `2026-H1`.

    Raises Refused where the code is not one.
    """
    match = _HALF_YEAR.fullmatch(code)
    if not match or not 1900 <= int(match[1]) <= 2200:
        raise Refused(f"“{code}” is geen halfjaar. Schrijf het jaar en H1 of H2, bijvoorbeeld 2026-H1.")
    year = int(match[1])
    if match[2] == "1":
        return Period(date(year, 1, 1), date(year, 6, 30))
    return Period(date(year, 7, 1), date(year, 12, 31))


def half_year_code(day: date) -> str:
    """The code of the half-year in which `day` falls: `2026-H1`."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def last_complete_half_year(today: date) -> str:
    """The code of the last half-year that was over before `today`."""
    first_day = half_year(half_year_code(today)).start
    return half_year_code(first_day - timedelta(days=1))
