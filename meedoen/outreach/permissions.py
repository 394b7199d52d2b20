"""Who may do what with notices."""

from meedoen.accounts.actor import Actor
from meedoen.outreach.models import Notice


def has_taken(actor: Actor, notice: Notice) -> bool:
    """The worker who answers for it now."""
    return notice.taken_by_id == actor.user_id
