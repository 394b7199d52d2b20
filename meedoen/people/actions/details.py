"""Changing who somebody is, as far as it is kept; and whether their address may be seen."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.areas.queries import area_of
from meedoen.people.models import Person, PersonDetails, ShieldChange
from meedoen.people.policy import may_change_details, may_take_shield_off
from meedoen.people.queries.reaching import roads
from meedoen.shared.errors import refuse_unless
from meedoen.trail.actions import record_act


@transaction.atomic
def change_details(*, person_id: UUID, values: Mapping[str, object], by: Actor, at: datetime) -> None:
    """Write these details; the district follows from the postcode. The audit line names fields, no values.

    Raises Refused where this actor is not the lead, nor leads the team.
    """
    refuse_unless(
        may_change_details(is_lead=_is_lead(person_id, by, at), leads_team=by.may(Verb.SEE_TEAM_CASELOAD))
    )
    details = PersonDetails.objects.select_for_update().get(person_id=person_id)
    changes = {}
    for field, new in values.items():
        old = getattr(details, field)
        if old != new:
            changes[field] = ("filled" if old else "empty", "changed" if new else "emptied")
        setattr(details, field, new)
    if "postcode" in changes:
        details.area_code = (area_of(details.postcode[:4]) if details.postcode else None) or ""
    if changes:
        details.save()
        record_act(
            by=by, act="change_details", object_type="person", object_id=person_id, at=at, changes=changes
        )


@transaction.atomic
def shield(*, person_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """From now on the address and contact of somebody show to the lead and the person alone."""
    if Person.objects.filter(id=person_id, shielded=False).update(shielded=True):
        _keep(person_id, shielded=True, reason=reason, by=by, at=at)


@transaction.atomic
def take_shield_off(*, person_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Let the address be seen again by who works with the person, with the reason kept.

    Raises Refused where this actor is not the lead, nor leads the team, or the reason is no sentence.
    """
    refuse_unless(
        may_take_shield_off(
            is_lead=_is_lead(person_id, by, at),
            leads_team=by.may(Verb.SEE_TEAM_CASELOAD),
            reason=reason,
        )
    )
    if Person.objects.filter(id=person_id, shielded=True).update(shielded=False):
        _keep(person_id, shielded=False, reason=reason, by=by, at=at)


def _keep(person_id: UUID, *, shielded: bool, reason: str, by: Actor, at: datetime) -> None:
    ShieldChange.objects.create(
        person_id=person_id, shielded=shielded, reason=reason.strip(), by_id=by.user_id, at=at
    )
    act = "shield" if shielded else "take_shield_off"
    record_act(by=by, act=act, object_type="person", object_id=person_id, at=at)


def _is_lead(person_id: UUID, by: Actor, at: datetime) -> bool:
    return roads(by, at.date()).filter(person_id=person_id, lead_id=by.user_id).exists()
