"""Reads of agreements, for their parties alone."""

from django.db.models import QuerySet

from meedoen.accounts.actor import Actor
from meedoen.funding.models import Agreement
from meedoen.funding.permissions import party_to


def agreements(actor: Actor) -> QuerySet[Agreement]:
    """The agreements that this actor is a party to, with funder and provider; the latest first."""
    scope = party_to(actor)
    if scope is None:
        return Agreement.objects.none()
    return (
        Agreement.objects.filter(scope)
        .select_related("funder", "provider", "municipality")
        .order_by("-ends_on", "name", "id")
    )
