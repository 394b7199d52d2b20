"""Pure decisions of outreach."""

from meedoen.outreach.policy.notices import (
    SENDING_WINDOW,
    climbs_to,
    days_to_pick_up,
    may_become,
    may_join,
    may_take,
    may_work_on,
    next_due,
    pick_up_by,
    too_often,
)

__all__ = [
    "SENDING_WINDOW",
    "climbs_to",
    "days_to_pick_up",
    "may_become",
    "may_join",
    "may_take",
    "may_work_on",
    "next_due",
    "pick_up_by",
    "too_often",
]
