"""Pure decisions about notices: the next step, its date, and how often one address may send."""

from collections.abc import Mapping
from datetime import date, timedelta

from dateutil.easter import easter

from meedoen.outreach.vocabulary import NOTICE_STEPS, NoticeStatus
from meedoen.shared.verdict import Verdict, no, yes

SENDING_WINDOW = timedelta(minutes=10)
SENDINGS_IN_WINDOW = 30
"""A hospital or a police office sends from one network address: more than its busiest ten minutes."""

SATURDAY = 5


def may_become(status: str, wanted: str) -> Verdict:
    """Whether a notice may go from one state to another: the table in `vocabulary`."""
    if wanted in NOTICE_STEPS[status]:
        return yes()
    return no(f"Dit signaal is {NoticeStatus(status).label}. Deze stap kan nu niet meer, of nog niet.")


def may_take(status: str, taken_by_me: bool) -> Verdict:
    """Whether somebody may pick a notice up, or take it over from a colleague."""
    if status == NoticeStatus.CLOSED:
        return no("Dit signaal is afgesloten. Je hoeft niets meer te doen.")
    if taken_by_me:
        return no("Je hebt dit signaal al opgepakt.")
    return yes()


def may_work_on(taken_by_me: bool) -> Verdict:
    """One worker answers for a notice; a colleague takes it over first."""
    return yes() if taken_by_me else no("Een collega heeft dit signaal. Neem het eerst over.")


def next_due(status: str, on: date, terms: Mapping[str, int]) -> date:
    """By which day the next step of a notice in this state is due.

    In: the state it just got, the day that happened, the working days for each state (a setting: the sources
    name no term). Raises KeyError for a state without a next step (closed).
    """
    return add_working_days(on, terms[status])


def add_working_days(day: date, count: int) -> date:
    """The day that many working days later (0 or more); 0 is the day, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Monday to Friday, and not one of the days that are holidays for the government in the Netherlands."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    """New year, Easter Monday, King's day (on Saturday where it falls on Sunday), Ascension, Whit Monday,
    both Christmas days, and Liberation day once in five years. Source: Algemene termijnenwet, art. 3."""
    sunday = easter(year)
    kings_day = date(year, 4, 27) if date(year, 4, 27).weekday() != 6 else date(year, 4, 26)
    liberation = {date(year, 5, 5)} if year % 5 == 0 else set()
    moving = {sunday + timedelta(days=days) for days in (1, 39, 50)}
    return frozenset(
        {date(year, 1, 1), kings_day, date(year, 12, 25), date(year, 12, 26)} | moving | liberation
    )


def too_often(attempts: int) -> bool:
    """Whether this attempt is one too many in its window."""
    return attempts > SENDINGS_IN_WINDOW
