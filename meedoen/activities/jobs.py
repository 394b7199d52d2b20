"""Daily work of activities."""

from meedoen.activities.actions import refresh_free_places
from meedoen.shared.clock import now


def keep_free_places_fresh() -> None:
    """Count the free places on the social map anew: an activity that ended has none."""
    refresh_free_places(at=now())
