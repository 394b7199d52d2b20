"""What a worker who leaves has in hand, who may hand it on, and to whom it would go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import User
from meedoen.accounts.queries import stand_in, workers_with_cases
from meedoen.accounts.vocabulary import Verb
from meedoen.people.models import OPEN_DOMAIN, Involvement
from meedoen.people.policy import share_out
from meedoen.people.queries.reaching import on_a_road

Place = tuple[UUID, UUID | None, str]


@dataclass(frozen=True)
class HandedOn:
    """One involvement and who gets it; `stands_in` until a lead is chosen. `lead_id` None: nobody can."""

    row: Involvement
    lead_id: UUID | None
    stands_in: bool


def in_hand(user_id: UUID) -> QuerySet[Involvement]:
    """What runs and has this user as lead, in any agency and domain."""
    return Involvement.objects.filter(lead_id=user_id, ends_on__isnull=True)


def in_reach_of_leaving(user_id: UUID, *, by: Actor | None, on: date) -> QuerySet[Involvement]:
    """Of those, what this actor may hand on: a team lead what is on a road, who manages accounts all of the
    own municipality (as a number), and the daily work (None) everything.
    """
    rows = in_hand(user_id)
    if by is None:
        return rows
    if by.may(Verb.SEE_TEAM_CASELOAD):
        return rows.filter(on_a_road(by, on))
    if by.may(Verb.MANAGE_SETTINGS) and by.municipality_id is not None:
        return rows.filter(municipality_id=by.municipality_id)
    return rows.none()


def numbers_in_hand(*, by: Actor, on: date) -> dict[UUID, int]:
    """How many persons' involvements each lead has that this actor may hand on."""
    if by.may(Verb.SEE_TEAM_CASELOAD):
        within = on_a_road(by, on)
    elif by.may(Verb.MANAGE_SETTINGS):
        within = Q(municipality_id=by.municipality_id)
    else:
        return {}
    rows = Involvement.objects.filter(within, ends_on__isnull=True, lead__isnull=False)
    counted = rows.order_by().values_list("lead_id").annotate(number=Count("id"))
    return dict(counted)


def colleagues_of(user_id: UUID, *, by: Actor, on: date) -> list[User]:
    """Who could get something of what this worker has in hand, by name."""
    places = in_reach_of_leaving(user_id, by=by, on=on).order_by()
    found: dict[UUID, User] = {}
    for agency, team, domain in places.values_list("agency_id", "team_id", "legal_domain_id").distinct():
        for user in _able((agency, team, domain), on):
            found[user.id] = user
    found.pop(user_id, None)
    return sorted(found.values(), key=lambda user: (user.name, str(user.id)))


def planned_hand_on(
    rows: Sequence[Involvement], from_user_id: UUID, to_user_ids: Sequence[UUID], on: date
) -> list[HandedOn]:
    """To whom each of these rows goes, without writing it. Rows have their person with them."""
    wanted = set(to_user_ids) - {from_user_id}
    load = dict.fromkeys(to_user_ids, 0)
    chosen = Involvement.objects.filter(lead_id__in=wanted, ends_on__isnull=True).order_by()
    load |= dict(chosen.values_list("lead_id").annotate(number=Count("id")))
    by_place: dict[Place, list[Involvement]] = {}
    for row in rows:
        by_place.setdefault((row.agency_id, row.team_id, row.legal_domain_id), []).append(row)
    plan = []
    for place, there in by_place.items():
        able = {user.id: load[user.id] for user in _able(place, on) if user.id in wanted}
        shared = share_out([row.person.shielded for row in there], able)
        stands_in = _stands_in(place, from_user_id, on) if None in shared else None
        for row, colleague in zip(there, shared, strict=True):
            plan.append(HandedOn(row, colleague or stands_in, stands_in=colleague is None))
            if colleague is not None:
                load[colleague] += 1
    return plan


def _able(place: Place, on: date) -> list[User]:
    agency, team, domain = place
    return list(workers_with_cases(agency_id=agency, team_id=team, legal_domain=domain, on=on))


def _stands_in(place: Place, instead_of: UUID, on: date) -> UUID | None:
    """In the domain "open" nobody is followed, so nobody has to stand in."""
    agency, team, domain = place
    if domain == OPEN_DOMAIN:
        return None
    return stand_in(agency_id=agency, team_id=team, legal_domain=domain, on=on, instead_of=instead_of)
