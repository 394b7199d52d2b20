"""What keeps contact days by itself: past days are closed, and who waits for a time gets one."""

from meedoen.outreach.actions.days import keep_days
from meedoen.shared.clock import now


def keep_contact_days() -> None:
    """Each day: see `keep_days`."""
    keep_days(at=now())
