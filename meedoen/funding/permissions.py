"""Who may do what with agreements."""

from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import RoleCode, Verb


def party_to(actor: Actor) -> Q | None:
    """Which agreements an actor is a party to; None for who is never one.

    A coordinator stands for the provider, a policy lead for the municipality that funds.
    """
    if not actor.may(Verb.SEE_AGREEMENTS):
        return None
    if actor.role == RoleCode.COORDINATOR and actor.agency_id is not None:
        return Q(provider_id=actor.agency_id)
    if actor.role == RoleCode.POLICY_LEAD and actor.municipality_id is not None:
        return Q(funder__municipality_id=actor.municipality_id)
    return None
