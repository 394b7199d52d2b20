"""Writes of inviting: a try and what follows, another time, a no, what did not arrive, and a pause."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.outreach.models import Campaign, ContactDay, Invitation, Pause, Try
from meedoen.outreach.policy.pacing import RESPITE, NextStep, after_try
from meedoen.outreach.queries.inviting import WAITING, pace_of, rooms_of, tries_of
from meedoen.outreach.vocabulary import InvitationStatus, TryOutcome
from meedoen.people.actions import note_contact
from meedoen.people.actions.inviting import plan_invitations
from meedoen.people.policy import may_plan_on
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

TAKEN = "Deze tijd is net bezet. Kies een andere tijd."
OVER = "Deze uitnodiging is niet meer open. Bel de gemeente als je toch een afspraak wilt."


@transaction.atomic
def note_try(
    *,
    invitation_id: UUID,
    channel: str,
    outcome: str,
    at: datetime,
    by: Actor | None = None,
    message_id: str = "",
) -> None:
    """Note one try to reach somebody, and plan what follows.

    Who was told of a time that is still to come has the talk as the next thing; who could not be reached is
    tried by another channel, and after the most tries left in peace until a day. An invitation that is over
    keeps the try and nothing else changes.
    """
    invitation = _locked(invitation_id)
    Try.objects.create(
        invitation=invitation,
        channel=channel,
        outcome=outcome,
        at=at,
        message_id=message_id,
        by_id=by.user_id if by else None,
    )
    invitation.tries += 1
    if outcome == TryOutcome.REACHED:
        note_contact(involvement_id=invitation.involvement_id, on=at.date())
    if outcome in (TryOutcome.SENT, TryOutcome.REACHED) and invitation.status == InvitationStatus.PLANNED:
        invitation.status = InvitationStatus.INVITED
    _follow(invitation)
    record_act(by=by, act="note_try", object_type="invitation", object_id=invitation_id, at=at)


@transaction.atomic
def bounced(*, message_id: str, at: datetime) -> bool:
    """A message did not arrive: the try says so, and another channel follows. False where nothing changed.

    The same report twice, or of a message that is not known here, changes nothing.
    """
    if not message_id:
        return False
    found = Try.objects.filter(message_id=message_id, outcome=TryOutcome.SENT).first()
    if found is None:
        return False
    invitation = _locked(found.invitation_id)
    if not Try.objects.filter(id=found.id, outcome=TryOutcome.SENT).update(outcome=TryOutcome.BOUNCED, at=at):
        return False
    if not _was_told(invitation) and invitation.status == InvitationStatus.INVITED:
        invitation.status = InvitationStatus.PLANNED
    _follow(invitation)
    record_act(by=None, act="bounced", object_type="invitation", object_id=invitation.id, at=at)
    return True


@transaction.atomic
def change_time(
    *, invitation_id: UUID, day_id: UUID, starts_at: time, at: datetime, by: Actor | None = None
) -> None:
    """Give somebody another time in the same campaign. `by` is None where the person does it with the link.

    Raises Refused where the time was taken meanwhile, has passed, or the invitation is over.
    """
    invitation = _locked(invitation_id)
    if invitation.status not in WAITING:
        raise Refused(OVER)
    days = ContactDay.objects.filter(id=day_id, campaign_id=invitation.campaign_id, held_on__gt=at.date())
    day = days.select_related("campaign").first()
    if day is None:
        raise Refused("Deze dag is er niet meer. Kies een andere dag.")
    if (day.id, starts_at) == (invitation.day_id, invitation.starts_at):
        return
    room = rooms_of([day])[0]
    if not room.free_at(starts_at):
        raise Refused(TAKEN)
    invitation.day, invitation.starts_at = day, starts_at
    invitation.status = InvitationStatus.MOVED
    invitation.next_try_on = None
    invitation.save()
    _talk_on(invitation, day.held_on)
    record_act(by=by, act="change_time", object_type="invitation", object_id=invitation_id, at=at)


@transaction.atomic
def decline_invitation(*, invitation_id: UUID, at: datetime, by: Actor | None = None) -> None:
    """Somebody does not come: their time is free again, and after a year somebody looks again.

    A no has no consequence here. Twice changes nothing; raises Refused where they came already.
    """
    invitation = _locked(invitation_id)
    if invitation.status == InvitationStatus.DECLINED:
        return
    if invitation.status not in (*WAITING, InvitationStatus.MISSED):
        raise Refused(OVER)
    invitation.status = InvitationStatus.DECLINED
    invitation.day = invitation.starts_at = invitation.next_try_on = None
    invitation.stopped_until = at.date() + RESPITE
    invitation.save()
    _invite_on(invitation, at.date() + RESPITE)
    record_act(by=by, act="decline_invitation", object_type="invitation", object_id=invitation_id, at=at)


@transaction.atomic
def pause_inviting(*, involvement_id: UUID, not_before: date, why: str, by: Actor, at: datetime) -> Pause:
    """Do not invite somebody before a day; what stood open is given up. Raises Refused on an odd day."""
    verdict = may_plan_on(not_before, at.date())
    if not verdict:
        raise Refused(verdict.reasons[0])
    pause, _ = Pause.objects.update_or_create(
        involvement_id=involvement_id,
        defaults={"not_before": not_before, "why": why, "by_id": by.user_id},
    )
    for invitation in Invitation.objects.filter(involvement_id=involvement_id, status__in=WAITING):
        stop(_locked(invitation.id), until=not_before)
    plan_invitations(dates={involvement_id: not_before}, next_action=NextAction.INVITE)
    record_act(by=by, act="pause_inviting", object_type="involvement", object_id=involvement_id, at=at)
    return pause


def follow_step(invitation: Invitation, step: NextStep) -> None:
    """Put what follows on the invitation and on the involvement, and save it."""
    if step.stop_until is not None:
        stop(invitation, until=step.stop_until)
        return
    day = invitation.day
    invitation.next_try_on = step.try_on
    told = invitation.status in (InvitationStatus.INVITED, InvitationStatus.MOVED)
    if day is not None and not told and step.try_on is not None and step.try_on >= day.held_on:
        # Nobody told them of this time, and nobody will before it: somebody else can have it.
        invitation.day = invitation.starts_at = None
    invitation.save()
    if told and day is not None:
        _talk_on(invitation, day.held_on)
    elif step.try_on is not None:
        _invite_on(invitation, step.try_on)


def stop(invitation: Invitation, *, until: date) -> None:
    """Stop inviting somebody until a day: the time is free again, and somebody looks again on that day."""
    invitation.status = InvitationStatus.STOPPED
    invitation.day = invitation.starts_at = invitation.next_try_on = None
    invitation.stopped_until = until
    invitation.save()
    _invite_on(invitation, until)


def _follow(invitation: Invitation) -> None:
    if invitation.status not in WAITING:
        invitation.save()
        return
    tried = tries_of([invitation.id])[invitation.id]
    day = invitation.day.held_on if invitation.day else None
    follow_step(invitation, after_try(pace_of(invitation.campaign), tried, day=day))


def _was_told(invitation: Invitation) -> bool:
    told = (TryOutcome.SENT, TryOutcome.REACHED)
    return Try.objects.filter(invitation=invitation, outcome__in=told).exists()


def _talk_on(invitation: Invitation, day: date) -> None:
    plan_invitations(dates={invitation.involvement_id: day}, next_action=NextAction.CONVERSATION)


def _invite_on(invitation: Invitation, day: date) -> None:
    plan_invitations(dates={invitation.involvement_id: day}, next_action=NextAction.INVITE)


def _locked(invitation_id: UUID) -> Invitation:
    """The invitation, with its campaign locked: times are given out one after the other."""
    campaign_id = Invitation.objects.values_list("campaign_id", flat=True).get(id=invitation_id)
    Campaign.objects.select_for_update().get(id=campaign_id)
    return Invitation.objects.select_related("campaign", "day").get(id=invitation_id)
