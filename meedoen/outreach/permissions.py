"""Who may do what with notices."""

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.outreach.models import Notice


def may_see_notice(actor: Actor, notice: Notice) -> bool:
    """A worker of the team that owns it."""
    return actor.may(Verb.SEE_NOTICES) and actor.team_id is not None and actor.team_id == notice.team_id


def has_taken(actor: Actor, notice: Notice) -> bool:
    """The worker who answers for it now."""
    return notice.taken_by_id == actor.user_id
