"""Writes of activities: places, waiting lists, sessions, attendance."""

from meedoen.activities.actions.joining import end_places, end_places_of, join_rows, settle_places
from meedoen.activities.actions.places import (
    end_enrolment,
    end_finished_enrolments,
    enrol,
    make_sessions,
    mark_attendance,
    refresh_free_places,
)

__all__ = [
    "end_enrolment",
    "end_finished_enrolments",
    "end_places",
    "end_places_of",
    "enrol",
    "join_rows",
    "make_sessions",
    "mark_attendance",
    "refresh_free_places",
    "settle_places",
]
