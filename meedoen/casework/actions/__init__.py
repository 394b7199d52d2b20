"""Writes of casework: atomic, keyword-only, with an audit line."""

from meedoen.casework.actions.cases import (
    begin_case,
    load_scales,
    measure,
    open_case,
    save_wishes,
    state_purpose,
)
from meedoen.casework.actions.plans import (
    add_step,
    close_goal,
    finish_step,
    move_plan,
    review_plan,
    write_goal,
)
from meedoen.casework.actions.talks import (
    load_talks,
    note_quickly,
    record_conversation,
    say_not_right,
    write_summary,
)

__all__ = [
    "add_step",
    "begin_case",
    "close_goal",
    "finish_step",
    "load_scales",
    "load_talks",
    "measure",
    "move_plan",
    "note_quickly",
    "open_case",
    "record_conversation",
    "review_plan",
    "save_wishes",
    "say_not_right",
    "state_purpose",
    "write_goal",
    "write_summary",
]
