"""Pure decisions about notices: the next step, its date, and how often one address may send."""

from collections.abc import Mapping
from datetime import date, timedelta

from meedoen.outreach.vocabulary import (
    CLIMBS_AFTER_WORKING_DAYS,
    NOTICE_STEPS,
    URGENCY_WORKING_DAYS,
    ClimbedTo,
    NoticeStatus,
)
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


def may_join(*, same: bool, is_open: bool, is_root: bool, same_team: bool) -> Verdict:
    """Whether a notice can be joined to another about the same resident, which then goes on for both."""
    if same:
        return no("Dit is hetzelfde signaal. Kies een ander signaal.")
    if not same_team:
        return no("Dat signaal is van een ander team. Overleg met dat team.")
    if not is_open or not is_root:
        return no("Dat signaal loopt niet meer of hoort zelf al bij een ander. Kies een open signaal.")
    return yes()


def climbs_to(due_on: date, today: date) -> ClimbedTo:
    """Who has to know today that the date of a notice has passed: the team, its lead, and then policy."""
    if today <= due_on:
        return ClimbedTo.TEAM
    after = add_working_days(due_on, CLIMBS_AFTER_WORKING_DAYS)
    return ClimbedTo.TEAM_LEAD if today <= after else ClimbedTo.POLICY_LEAD


def pick_up_by(urgency: str, on: date, terms: Mapping[str, int]) -> date:
    """By which day a new notice is picked up: the term of the installation, or sooner where it says so."""
    return add_working_days(on, days_to_pick_up(urgency, terms))


def days_to_pick_up(urgency: str, terms: Mapping[str, int]) -> int:
    """The same in working days."""
    term = terms[NoticeStatus.RECEIVED]
    return min(term, URGENCY_WORKING_DAYS.get(urgency, term))


def next_due(status: str, on: date, terms: Mapping[str, int]) -> date:
    """By which day the next step of a notice in this state is due.

    In: the state it just got, the day that happened, the working days for each state (a setting: the sources
    name no term). Raises KeyError for a state without a next step (closed).
    """
    return add_working_days(on, terms[status])


def too_often(attempts: int) -> bool:
    """Whether this attempt is one too many in its window."""
    return attempts > SENDINGS_IN_WINDOW
