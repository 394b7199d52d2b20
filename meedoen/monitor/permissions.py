"""Who may do what with the screening."""

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb


def may_decide(actor: Actor) -> bool:
    """The policy lead, who sees figures and agreements of the municipality; a researcher only looks."""
    return actor.may(Verb.SEE_MONITOR) and actor.may(Verb.SEE_AGREEMENTS)
