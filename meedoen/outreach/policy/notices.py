"""Pure decisions about notices: the next step, its date, and how often one address may send."""

from collections.abc import Mapping
from datetime import date, timedelta

from meedoen.outreach.vocabulary import NOTICE_STEPS, NoticeStatus
from meedoen.shared.verdict import Verdict, no, yes
from meedoen.shared.working_days import add_working_days

SENDING_WINDOW = timedelta(minutes=10)
SENDINGS_IN_WINDOW = 30
"""A hospital or a police office sends from one network address: more than its busiest ten minutes."""


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


def too_often(attempts: int) -> bool:
    """Whether this attempt is one too many in its window."""
    return attempts > SENDINGS_IN_WINDOW
