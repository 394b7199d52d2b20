"""What is next where an answer from elsewhere decides it: a hand-over waits, came back or was accepted."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.people.models import Involvement
from meedoen.people.vocabulary import NextAction
from meedoen.trail.actions import record_act


@transaction.atomic
def let_next_follow(
    *,
    involvement_id: UUID,
    next_action: NextAction,
    on: date,
    by: Actor | None,
    at: datetime,
    instead_of: NextAction | None = None,
) -> bool:
    """Set what is next and when; False where the involvement has ended, or something else is next.

    `instead_of`: only where this is what is next now. A wish to be left alone keeps its day, and where a lead
    has still to be chosen that stays what is next, now on this day. `by` None: the timetable does it.
    """
    row = Involvement.objects.select_for_update().get(id=involvement_id)
    if row.ends_on is not None or (instead_of and row.next_action != instead_of):
        return False
    to_choose = row.next_action == NextAction.NAME_LEAD
    Involvement.objects.filter(id=involvement_id).update(
        next_action=NextAction.NAME_LEAD if to_choose else next_action,
        next_action_on=max(on, row.left_alone_until or date.min),
    )
    record_act(by=by, act="plan_next_action", object_type="involvement", object_id=involvement_id, at=at)
    return True
