"""The wish to be left alone until a day; and the two grounds on which it is set aside."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.people.models import Involvement, WishSetAside
from meedoen.people.policy import is_wish, may_leave_alone, may_set_aside
from meedoen.people.vocabulary import NextAction, SetAsideGround
from meedoen.shared.errors import Refused, refuse_unless
from meedoen.trail.actions import record_act


@transaction.atomic
def leave_alone(*, involvement_id: UUID, until: date, by: Actor | None, at: datetime) -> None:
    """Record that somebody wants no contact until a day. Then the lead asks whether it is welcome again.

    Raises Refused where the day is not after today, or more than two years ahead, or the involvement ended.
    """
    refuse_unless(may_leave_alone(until, at.date()))
    changed = Involvement.objects.filter(id=involvement_id, ends_on__isnull=True).update(
        left_alone_until=until, next_action=NextAction.ASK_AGAIN, next_action_on=until
    )
    if not changed:
        raise Refused("Dit dossier is gestopt. Er is niemand meer die contact zoekt.")
    record_act(by=by, act="leave_alone", object_type="involvement", object_id=involvement_id, at=at)


@transaction.atomic
def take_wish_back(*, involvement_id: UUID, by: Actor, at: datetime) -> None:
    """The person wants contact again: the wish is gone, and the lead makes contact today."""
    wished = Involvement.objects.filter(
        id=involvement_id, left_alone_until__isnull=False, ends_on__isnull=True
    )
    changed = wished.update(left_alone_until=None, next_action=NextAction.CONTACT, next_action_on=at.date())
    if changed:
        record_act(by=by, act="take_wish_back", object_type="involvement", object_id=involvement_id, at=at)


@transaction.atomic
def set_wish_aside(
    *, involvement_id: UUID, ground: SetAsideGround, reason: str, by: Actor, at: datetime
) -> WishSetAside:
    """Make contact against the wish, for unsafety or nuisance alone; the privacy officer reads the reason.

    Raises Refused where there is no wish that holds, or the reason is not a whole sentence.
    """
    involvement = Involvement.objects.select_for_update().get(id=involvement_id)
    until = involvement.left_alone_until if is_wish(involvement.left_alone_until, at.date()) else None
    refuse_unless(may_set_aside(until, reason))
    kept = WishSetAside.objects.create(
        involvement=involvement,
        left_alone_until=until or at.date(),
        ground=ground,
        reason=reason.strip(),
        by_id=by.user_id,
        at=at,
    )
    Involvement.objects.filter(id=involvement_id).update(
        left_alone_until=None, next_action=NextAction.CONTACT, next_action_on=at.date()
    )
    record_act(by=by, act="set_wish_aside", object_type="involvement", object_id=involvement_id, at=at)
    return kept
