"""What the invited person does with the link, besides another time or a no: ask to be called."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.outreach.actions.inviting import note_try
from meedoen.outreach.models import Invitation
from meedoen.outreach.vocabulary import Channel, TryOutcome
from meedoen.people.actions.inviting import plan_invitations
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.shared.working_days import add_working_days
from meedoen.trail.actions import record_act

CALL_WITHIN = 2
"""In working days; it stands on the page of the person."""


@transaction.atomic
def ask_call(*, invitation_id: UUID, at: datetime) -> None:
    """Somebody wants to be called: it stands with the campaign until that is done, and with their lead where
    nothing else was agreed. Twice changes nothing."""
    row = Invitation.objects.select_for_update().get(id=invitation_id)
    if row.call_asked_at is not None:
        return
    Invitation.objects.filter(id=row.id).update(call_asked_at=at)
    day = add_working_days(at.date(), CALL_WITHIN)
    plan_invitations(dates={row.involvement_id: day}, next_action=NextAction.CONTACT)
    record_act(by=None, act="ask_call", object_type="invitation", object_id=row.id, at=at)


@transaction.atomic
def note_call(*, invitation_id: UUID, reached: bool, by: Actor, at: datetime) -> None:
    """Somebody was called because they asked: spoken, or no answer. After a talk the question is gone.

    Raises Refused where a colleague did it already.
    """
    row = Invitation.objects.select_for_update().get(id=invitation_id)
    if row.call_asked_at is None:
        raise Refused("Deze inwoner is al gebeld.")
    outcome = TryOutcome.REACHED if reached else TryOutcome.NO_ANSWER
    if reached:
        Invitation.objects.filter(id=row.id).update(call_asked_at=None)
    note_try(invitation_id=row.id, channel=Channel.PHONE, outcome=outcome, at=at, by=by)
