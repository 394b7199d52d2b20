"""What keeps the guarantee by itself: who left has handed on, and questions without an answer lapse."""

from meedoen.people.actions.caseloads import adopt_loose_ends
from meedoen.people.actions.leads import lapse_lead_changes
from meedoen.shared.clock import now


def keep_owners() -> None:
    """Give everybody whose lead left (account off, or no role there any more) to who stands in there."""
    at = now()
    adopt_loose_ends(at=at)
    lapse_lead_changes(at=at)
