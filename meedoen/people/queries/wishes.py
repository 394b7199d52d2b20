"""Reads of the wish to be left alone: for the person, and for the privacy officer who may see no name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from meedoen.accounts.models import Membership
from meedoen.people.models import Involvement, WishSetAside
from meedoen.people.vocabulary import SetAsideGround


@dataclass(frozen=True)
class SetAside:
    """That a wish was set aside: when, by which agency and role, on which ground and why. No person in it."""

    at: datetime
    agency: str
    role: str
    ground: SetAsideGround
    reason: str
    until: date


@dataclass(frozen=True)
class Rest:
    """That somebody asked one agency, in one legal domain, for no contact until a day."""

    agency: str
    legal_domain: str
    until: date


def wishes_set_aside(municipality_id: UUID) -> list[SetAside]:
    """Every wish that was set aside in a municipality, the newest first. Two queries."""
    return _cards(Q(involvement__municipality_id=municipality_id))


def own_wishes_set_aside(person_id: UUID) -> list[SetAside]:
    """The same of one person, for that person to read."""
    return _cards(Q(involvement__person_id=person_id))


def own_rest(person_id: UUID, on: date) -> list[Rest]:
    """With whom this person asked for rest, as it holds on a day."""
    rows = Involvement.objects.filter(person_id=person_id, ends_on__isnull=True, left_alone_until__gt=on)
    found = rows.order_by("left_alone_until").values_list(
        "agency__name", "legal_domain__name", "left_alone_until"
    )
    return [Rest(agency, domain, until) for agency, domain, until in found if until]


def _cards(which: Q) -> list[SetAside]:
    rows = list(WishSetAside.objects.filter(which).select_related("involvement__agency"))
    roles: dict[tuple[UUID, UUID], list[Membership]] = {}
    for membership in Membership.objects.filter(user_id__in={row.by_id for row in rows}):
        roles.setdefault((membership.user_id, membership.agency_id), []).append(membership)
    return [
        SetAside(
            at=row.at,
            agency=row.involvement.agency.name,
            role=_role(roles.get((row.by_id, row.involvement.agency_id), []), row.at.date()),
            ground=SetAsideGround(row.ground),
            reason=row.reason,
            until=row.left_alone_until,
        )
        for row in rows
    ]


def _role(memberships: list[Membership], on: date) -> str:
    """The role that somebody had there on that day; the last one where none ran then."""
    ran = [one for one in memberships if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)]
    found = ran or memberships
    return found[-1].role if found else ""
