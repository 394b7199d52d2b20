"""What an ending leaves to do among persons, and what is left when two records became one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.people.models import Involvement, Person, PersonDetails, ShieldChange
from meedoen.people.queries.endings import running_beside, unseen_endings
from meedoen.people.vocabulary import EndReason, NextAction
from meedoen.trail.actions import record_act


def knew_of_ending(*, involvement_ids: Iterable[UUID], by: Actor, at: datetime) -> None:
    """Who made the ending needs not be told of it."""
    Involvement.objects.filter(id__in=list(involvement_ids), lead_id=by.user_id).update(end_seen_at=at)


@transaction.atomic
def see_ending(*, involvement_id: UUID, by: Actor, at: datetime) -> bool:
    """The lead read that this ended. Gives whether there was something to read."""
    seen = unseen_endings(by).filter(id=involvement_id).update(end_seen_at=at)
    if seen:
        record_act(by=by, act="see_ending", object_type="involvement", object_id=involvement_id, at=at)
    return bool(seen)


@transaction.atomic
def settle_join(
    *, gone_id: UUID, kept_id: UUID, fields: Mapping[str, object], by: Actor, at: datetime
) -> dict[UUID, UUID]:
    """After `join_persons`: the details that were chosen stay, and nothing that was next is forgotten.

    Of two that ran in one agency and domain, the one that goes on takes over the nearest next action.
    Gives which involvement took the place of which.
    """
    PersonDetails.objects.filter(person_id=kept_id).update(**fields)
    PersonDetails.objects.filter(person_id=gone_id).delete()
    Person.objects.filter(merged_into_id=gone_id).update(merged_into_id=kept_id)
    ShieldChange.objects.filter(person_id=gone_id).update(person_id=kept_id)
    doubles = Involvement.objects.filter(person_id=kept_id, end_reason=EndReason.DOUBLE)
    replaced = {}
    for ended in doubles.filter(ends_on=at.date()):
        running = running_beside(ended)
        if running is not None:
            _take_over(ended, running, at.date())
            replaced[ended.id] = running
    knew_of_ending(involvement_ids=replaced, by=by, at=at)
    return replaced


def _take_over(ended: Involvement, running_id: UUID, today: date) -> None:
    """What is done on the nearer of the two days; naming a lead is not needed where there is one."""
    if ended.next_action in ("", NextAction.NAME_LEAD, NextAction.HAND_OVER) or ended.next_action_on is None:
        return
    no_wish = Q(left_alone_until__isnull=True) | Q(left_alone_until__lte=today)
    later = Q(next_action_on__isnull=True) | Q(next_action_on__gt=ended.next_action_on)
    Involvement.objects.filter(no_wish & later, id=running_id).update(
        left_alone_until=None, next_action=ended.next_action, next_action_on=ended.next_action_on
    )
