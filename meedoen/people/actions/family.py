"""Writes of who has authority over somebody under eighteen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.people.models import Guardian
from meedoen.people.queries.family import guardians_of
from meedoen.people.vocabulary import GuardianKind
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act


@transaction.atomic
def add_guardian(
    *, person_id: UUID, kind: GuardianKind, name: str, phone: str, email: str, by: Actor, at: datetime
) -> Guardian:
    """Write down who has authority over a person, or cares for them, from today.

    Raises Refused where the same one stands there already.
    """
    if guardians_of(person_id, at.date()).filter(name__iexact=name.strip(), kind=kind).exists():
        raise Refused("Deze persoon staat er al bij.")
    guardian = Guardian.objects.create(
        person_id=person_id,
        kind=kind,
        name=name.strip(),
        phone=phone,
        email=email,
        starts_on=at.date(),
    )
    record_act(by=by, act="add_guardian", object_type="guardian", object_id=guardian.id, at=at)
    return guardian


@transaction.atomic
def end_guardian(*, guardian_id: UUID, by: Actor, at: datetime) -> None:
    """From today this one has no authority, or cares no more. A second time changes nothing."""
    if Guardian.objects.filter(id=guardian_id, ends_on__isnull=True).update(ends_on=at.date()):
        record_act(by=by, act="end_guardian", object_type="guardian", object_id=guardian_id, at=at)
