"""Working days and terms in the Netherlands.

Source: Algemene termijnenwet, articles 1 and 3: a term that ends on a Saturday, a Sunday or a general holiday
runs on to the next day that is none of these. Good Friday counts as one there, and Liberation day each year.
"""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

SATURDAY = 5
SUNDAY = 6


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The general holidays of a year for terms: New year, Good Friday, Easter Monday, King's day (a day
    earlier where it falls on a Sunday), Liberation day, Ascension, Whit Monday, both Christmas days."""
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == SUNDAY:
        kings_day = date(year, 4, 26)
    moving = {sunday + timedelta(days=days) for days in (-2, 1, 39, 50)}
    fixed = {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not a general holiday."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it: where a term that ends on this day really ends."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The day that many working days later (0 or more); 0 is the day, or the first working day after it."""
    day = next_working_day(day)
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day
