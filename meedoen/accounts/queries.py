"""Reads of accounts."""

from datetime import date

from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership, User
from meedoen.accounts.vocabulary import RoleCode


def actor_of(user: User, on: date) -> Actor:
    """The actor for a user on a day: the first membership that runs, or a resident where there is none."""
    membership = (
        Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), user=user, starts_on__lte=on)
        .select_related("agency")
        .order_by("starts_on", "id")
        .first()
    )
    if membership is None:
        return Actor(user_id=user.id, name=user.name, role=RoleCode.RESIDENT)
    return Actor(
        user_id=user.id,
        name=user.name,
        role=RoleCode(membership.role),
        agency_id=membership.agency_id,
        agency_name=membership.agency.name,
        team_id=membership.team_id,
        municipality_id=membership.agency.municipality_id,
        legal_domain=membership.legal_domain_id or "",
    )
