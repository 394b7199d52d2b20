"""Pure decisions of casework."""

from meedoen.casework.policy.cases import (
    PURPOSE_HOLDS,
    goal_is_visible,
    happened,
    is_late,
    may_have_case,
    may_use_scale,
)

__all__ = [
    "PURPOSE_HOLDS",
    "goal_is_visible",
    "happened",
    "is_late",
    "may_have_case",
    "may_use_scale",
]
