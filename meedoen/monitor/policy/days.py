"""Which days count, and how they are called."""

from datetime import date

from meedoen.monitor.vocabulary import MONTHS
from meedoen.shared.errors import Refused
from meedoen.shared.period import Period


def counted_days(runs: Period, half_year: Period, *, today: date) -> Period:
    """The days that count in a report: of the half-year those on which the agreement runs, up to today.

    Raises Refused where there are none.
    """
    if not half_year.overlaps(runs.start, runs.end):
        raise Refused(
            f"Dit halfjaar valt buiten de afspraak, die loopt {in_words(runs)}. Kies een halfjaar daarbinnen."
        )
    start = max(half_year.start, runs.start)
    if start > today:
        raise Refused("Dit halfjaar is nog niet begonnen. Kies een eerder halfjaar.")
    return Period(start, min(half_year.end, runs.end, today))


def payment_days(runs: Period, counted: Period, *, today: date) -> Period:
    """The days on which a payment counts in a report: those that count, and on its last day all later ones.

    The last half-year of an agreement has what was paid after it, up to today, so that no payment is lost.
    """
    return Period(counted.start, max(counted.end, today) if counted.end == runs.end else counted.end)


def month_name(day: date) -> str:
    """A month with its year: “januari 2026”."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def month_names(period: Period) -> list[str]:
    """The months that a period touches, in order."""
    first, last = (day.year * 12 + day.month - 1 for day in (period.start, period.end))
    return [f"{MONTHS[number % 12]} {number // 12}" for number in range(first, last + 1)]


def in_words(period: Period) -> str:
    """“van 1 januari 2026 tot en met 30 juni 2026”."""
    first, last = (f"{day.day} {month_name(day)}" for day in (period.start, period.end))
    return f"van {first} tot en met {last}"
