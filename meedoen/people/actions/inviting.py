"""What is next for the many who are invited at once: in a few statements, whatever their number."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction

from meedoen.people.models import Involvement
from meedoen.people.vocabulary import NextAction

GIVE_WAY = frozenset({NextAction.CONTACT, NextAction.INVITE, NextAction.CONVERSATION, NextAction.ASK_AGAIN})
"""What an invitation takes the place of. What a lead agreed (a plan, a review, a hand-over) stays."""

BATCH = 2000


@transaction.atomic
def plan_invitations(
    *, dates: Mapping[UUID, date], next_action: NextAction, planned_until: date | None = None
) -> None:
    """Say for each of these involvements (id: day) that the next thing is to invite, or the talk itself.

    What has ended, who wants to be left alone, and what the lead agreed with the person stay as they are.
    With `planned_until` also what stands on a later day. The audit line is the caller's: that says why.
    A few statements for each day.
    """
    by_day: dict[date, list[UUID]] = defaultdict(list)
    for involvement_id, day in dates.items():
        by_day[day].append(involvement_id)
    rows = Involvement.objects.filter(
        ends_on__isnull=True, left_alone_until__isnull=True, next_action__in=GIVE_WAY
    )
    if planned_until is not None:
        rows = rows.filter(next_action_on__lte=planned_until)
    for day, ids in sorted(by_day.items()):
        for start in range(0, len(ids), BATCH):
            part = rows.filter(id__in=ids[start : start + BATCH])
            part.update(next_action=next_action, next_action_on=day)
