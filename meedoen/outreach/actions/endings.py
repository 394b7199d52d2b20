"""Who is not known any more is not invited any more; and invitations of two records that became one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from meedoen.accounts.actor import Actor
from meedoen.outreach.models import Invitation, Notice, Pause
from meedoen.outreach.queries.inviting import WAITING
from meedoen.outreach.vocabulary import CampaignStatus, InvitationStatus
from meedoen.trail.actions import record_act

STILL_OPEN = Q(status__in=WAITING) | Q(
    status=InvitationStatus.MISSED, campaign__status=CampaignStatus.RUNNING
)
"""Who would be invited again: also who missed a day of a campaign that goes on."""


@transaction.atomic
def stop_inviting(*, involvement_ids: list[UUID], by: Actor, at: datetime) -> int:
    """No letter, mail or call any more. Gives how many."""
    open_ones = Invitation.objects.filter(STILL_OPEN, involvement_id__in=involvement_ids)
    ids = list(open_ones.values_list("id", flat=True))
    for invitation_id in ids:
        Invitation.objects.filter(id=invitation_id).update(
            status=InvitationStatus.STOPPED, stopped_until=at.date(), next_try_on=None
        )
        record_act(by=by, act="stop_inviting", object_type="invitation", object_id=invitation_id, at=at)
    return len(ids)


@transaction.atomic
def join_rows(*, replaced: Mapping[UUID, UUID], by: Actor, at: datetime) -> None:
    """What hung on an involvement that ended as a double hangs on the one that goes on.

    Invited twice in one campaign: the invitation of the one that goes on stays, the other stops. Of two
    pauses the longest holds.
    """
    for ended, running in replaced.items():
        Notice.objects.filter(involvement_id=ended).update(involvement_id=running)
        there = Invitation.objects.filter(involvement_id=running).values("campaign_id")
        Invitation.objects.filter(involvement_id=ended).exclude(campaign_id__in=there).update(
            involvement_id=running
        )
        _join_pauses(ended, running)
    stop_inviting(involvement_ids=list(replaced), by=by, at=at)


def _join_pauses(ended: UUID, running: UUID) -> None:
    pauses = {row.involvement_id: row for row in Pause.objects.filter(involvement_id__in=(ended, running))}
    if ended not in pauses:
        return
    if running not in pauses:
        Pause.objects.filter(involvement_id=ended).update(involvement_id=running)
        return
    longest = max(pauses.values(), key=lambda row: row.not_before)
    Pause.objects.filter(involvement_id=running).update(not_before=longest.not_before, why=longest.why)
    pauses[ended].delete()
