"""Pure decisions of outreach."""

from meedoen.outreach.policy.notices import (
    SENDING_WINDOW,
    may_become,
    may_take,
    may_work_on,
    next_due,
    too_often,
)

__all__ = [
    "SENDING_WINDOW",
    "may_become",
    "may_take",
    "may_work_on",
    "next_due",
    "too_often",
]
