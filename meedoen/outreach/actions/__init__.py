"""Writes of outreach: atomic, keyword-only, with an audit line."""

from meedoen.outreach.actions.notices import (
    NewNotice,
    climb_notices,
    close_notice,
    join_notice,
    make_contact,
    pass_on,
    take_notice,
)

__all__ = [
    "NewNotice",
    "climb_notices",
    "close_notice",
    "join_notice",
    "make_contact",
    "pass_on",
    "take_notice",
]
