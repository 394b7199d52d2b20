"""Who may see and confirm which records: the editors of the map all of them, an organization its own."""

from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb


def keeps_map(actor: Actor) -> bool:
    return actor.may(Verb.KEEP_MAP)


def within_reach(actor: Actor, organization: str) -> Q:
    """The rows whose organization, found by this path, this actor may look after."""
    if keeps_map(actor):
        return Q()
    if actor.agency_id is None or not actor.may(Verb.EDIT_SERVICES):
        return Q(pk__in=[])
    return Q(**{f"{organization}__agency_id": actor.agency_id})
