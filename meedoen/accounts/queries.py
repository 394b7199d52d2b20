"""Reads of accounts."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership, User
from meedoen.accounts.roles import ROLES
from meedoen.accounts.vocabulary import RoleCode, Verb


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


def workers_with_cases(
    *, agency_id: UUID, team_id: UUID | None, legal_domain: str, on: date
) -> QuerySet[User]:
    """The active accounts that write cases for an agency in a legal domain on a day; in one team if named."""
    writers = [role.code for role in ROLES.values() if Verb.WRITE_CASE in role.verbs]
    running = Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=on)
    team = Q(memberships__team_id=team_id) if team_id else Q()
    return (
        User.objects.filter(
            running,
            team,
            is_active=True,
            memberships__role__in=writers,
            memberships__starts_on__lte=on,
            memberships__agency_id=agency_id,
            memberships__legal_domain_id=legal_domain,
        )
        .distinct()
        .order_by("name", "id")
    )


def stand_in(
    *,
    agency_id: UUID,
    team_id: UUID | None,
    legal_domain: str,
    on: date,
    instead_of: UUID | None = None,
) -> UUID | None:
    """Who answers for a person there as long as no lead was chosen: who leads the team, else who leads
    elsewhere in the agency, else the first by name who writes cases there. None where nobody can.
    """
    for team in dict.fromkeys((team_id, None)):
        there = workers_with_cases(agency_id=agency_id, team_id=team, legal_domain=legal_domain, on=on)
        leads = there.filter(memberships__role=RoleCode.TEAM_LEAD, memberships__agency_id=agency_id)
        for found in (leads, there):
            others = found.exclude(id=instead_of) if instead_of else found
            user: UUID | None = others.values_list("id", flat=True).first()
            if user:
                return user
    return None
