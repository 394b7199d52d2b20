"""Reads of accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership, User
from meedoen.accounts.roles import ROLES
from meedoen.accounts.vocabulary import RoleCode, Verb


@dataclass(frozen=True)
class Workplace:
    """Where cases are written: an agency in one legal domain, or one team of it."""

    agency_id: UUID
    agency: str
    team_id: UUID | None
    team: str
    legal_domain: str
    domain: str


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


WRITERS = [role.code for role in ROLES.values() if Verb.WRITE_CASE in role.verbs]


def workers_with_cases(
    *,
    agency_id: UUID,
    team_id: UUID | None,
    legal_domain: str,
    on: date,
    roles: Sequence[RoleCode] = tuple(WRITERS),
) -> QuerySet[User]:
    """The active accounts that write cases for an agency in a legal domain on a day; in one team if named.

    `roles`: those of them in one of these roles there.
    """
    running = Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=on)
    team = Q(memberships__team_id=team_id) if team_id else Q()
    return (
        User.objects.filter(
            running,
            team,
            is_active=True,
            memberships__role__in=roles,
            memberships__starts_on__lte=on,
            memberships__agency_id=agency_id,
            memberships__legal_domain_id=legal_domain,
        )
        .distinct()
        .order_by("name", "id")
    )


def workplaces(*, municipality_id: UUID, on: date) -> list[Workplace]:
    """Where in a municipality somebody writes cases on a day, by name. In "open" nobody does."""
    rows = (
        Membership.objects.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            agency__municipality_id=municipality_id,
            user__is_active=True,
            role__in=WRITERS,
            starts_on__lte=on,
            legal_domain__isnull=False,
        )
        .exclude(legal_domain_id="open")
        .order_by("agency__name", "team__name", "legal_domain__name")
        .values_list(
            "agency_id", "agency__name", "team_id", "team__name", "legal_domain_id", "legal_domain__name"
        )
        .distinct()
    )
    found = [Workplace(*row[:3], row[3] or "", *row[4:]) for row in rows]
    return sorted(found, key=lambda place: (place.agency, place.team, place.domain))


def stand_in(
    *,
    agency_id: UUID,
    team_id: UUID | None,
    legal_domain: str,
    on: date,
    instead_of: UUID | None = None,
) -> UUID | None:
    """Who answers for a person there as long as no lead was chosen: who leads the team, else the first by
    name who works in it, else the same of the whole agency. None where nobody can.
    """
    for team in dict.fromkeys((team_id, None)):
        for roles in ((RoleCode.TEAM_LEAD,), tuple(WRITERS)):
            found = workers_with_cases(
                agency_id=agency_id, team_id=team, legal_domain=legal_domain, on=on, roles=roles
            )
            others = found.exclude(id=instead_of) if instead_of else found
            user: UUID | None = others.values_list("id", flat=True).first()
            if user:
                return user
    return None
