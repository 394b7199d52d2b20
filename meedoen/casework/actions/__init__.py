"""Writes of casework: atomic, keyword-only, with an audit line."""

from meedoen.casework.actions.cases import (
    add_step,
    begin_case,
    close_goal,
    finish_step,
    load_scales,
    measure,
    open_case,
    record_conversation,
    save_wishes,
    state_purpose,
    write_goal,
)

__all__ = [
    "add_step",
    "begin_case",
    "close_goal",
    "finish_step",
    "load_scales",
    "measure",
    "open_case",
    "record_conversation",
    "save_wishes",
    "state_purpose",
    "write_goal",
]
