"""Who may do what with the social map: short predicates."""

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import RoleCode, Verb


def keeps_map(actor: Actor) -> bool:
    """Whether somebody looks after the whole map of the municipality, and so needs no approval."""
    return actor.may(Verb.KEEP_MAP)


def said_by(actor: Actor) -> str:
    """Who says so, as it is published: a function and an organization, never a name."""
    return f"{RoleCode(actor.role).label}, {actor.agency_name}"[:200]
