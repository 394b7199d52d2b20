"""Who may see and confirm which records: the map's editor its municipality's, an organization its own."""

from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.directory.queries.reach import organizations_in_reach, services_in_reach


def keeps_map(actor: Actor) -> bool:
    return actor.may(Verb.KEEP_MAP)


def services_of(actor: Actor, at: str = "") -> Q:
    """The rows whose service, found by the way `at`, this actor may look after."""
    if keeps_map(actor):
        return services_in_reach(actor.municipality_id, at)
    return _of_agency(actor, f"{at}__organization" if at else "organization")


def organizations_of(actor: Actor, at: str) -> Q:
    """The rows whose organization, found by the way `at`, this actor may look after."""
    if keeps_map(actor):
        return organizations_in_reach(actor.municipality_id, at)
    return _of_agency(actor, at)


def addresses_of(actor: Actor) -> Q:
    """The visited addresses, of a service or else of an organization, that this actor may look after."""
    of_service = Q(service__isnull=False) & services_of(actor, "service")
    return of_service | (Q(service=None) & organizations_of(actor, "organization"))


def _of_agency(actor: Actor, organization: str) -> Q:
    if actor.agency_id is None or not actor.may(Verb.EDIT_SERVICES):
        return Q(pk__in=[])
    return Q(**{f"{organization}__agency_id": actor.agency_id})
