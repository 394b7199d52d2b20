"""Daily work of activities."""

from meedoen.activities.actions import end_finished_enrolments, refresh_free_places
from meedoen.shared.clock import now


def end_finished_runs() -> None:
    """End the places and spots of activities that are over, so that nobody is known where nothing runs."""
    end_finished_enrolments(at=now())


def keep_free_places_fresh() -> None:
    """Count the free places on the social map anew: an activity that ended has none."""
    refresh_free_places(at=now())
