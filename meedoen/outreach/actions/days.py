"""Writes of a contact day: who came, what came of it, who walks in; and what follows when the day is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.outreach.actions.campaigns import place_waiting
from meedoen.outreach.actions.inviting import stop
from meedoen.outreach.models import Campaign, ContactDay, Invitation
from meedoen.outreach.policy.days import follow_up
from meedoen.outreach.policy.pacing import RESPITE, Pace, Tried, after_missed
from meedoen.outreach.queries.campaigns import invitations_of
from meedoen.outreach.queries.inviting import HOLDS_A_PLACE, WAITING, pace_of, tries_of
from meedoen.outreach.vocabulary import CampaignStatus, InvitationStatus
from meedoen.people.actions import note_contact
from meedoen.people.actions.inviting import plan_invitations
from meedoen.people.queries import roads
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

NOT_HERE = "Deze inwoner staat niet meer op deze lijst. Zoek de naam bij inloop."
TOLD = (InvitationStatus.INVITED, InvitationStatus.MOVED, InvitationStatus.MISSED)


@transaction.atomic
def mark(*, invitation_id: UUID, came: bool, by: Actor, at: datetime) -> None:
    """Say that somebody came, or did not. The other button puts a mistake right as long as the day lasts.

    Raises Refused where the day is still to come, or it is not this actor's to say.
    """
    invitation = _on_the_list(invitation_id, by, at)
    invitation.status = InvitationStatus.CAME if came else InvitationStatus.MISSED
    invitation.arrived_at = at if came else None
    invitation.outcome = invitation.outcome if came else ""
    invitation.save()
    record_act(
        by=by,
        act="came" if came else "did_not_come",
        object_type="invitation",
        object_id=invitation_id,
        at=at,
    )


@transaction.atomic
def note_outcome(*, invitation_id: UUID, outcome: str, by: Actor, at: datetime) -> None:
    """Say what came of a talk. What is next follows from it, unless the lead planned something later already.

    Raises Refused where the person did not come.
    """
    invitation = _on_the_list(invitation_id, by, at)
    if invitation.status != InvitationStatus.CAME:
        raise Refused("Zet eerst dat deze inwoner er is. Daarna kun je de uitkomst opschrijven.")
    invitation.outcome = outcome
    invitation.save()
    note_contact(involvement_id=invitation.involvement_id, on=at.date())
    next_action, on = follow_up(outcome, at.date())
    plan_invitations(dates={invitation.involvement_id: on}, next_action=next_action, planned_until=at.date())
    record_act(by=by, act="note_outcome", object_type="invitation", object_id=invitation_id, at=at)


@transaction.atomic
def walk_in(*, day_id: UUID, person_id: UUID, by: Actor, at: datetime) -> Invitation:
    """Put somebody who walks in on the list of today, as come; a time they had elsewhere is free again.

    Raises Refused where the day is not today, or this actor has no road to the person.
    """
    day = ContactDay.objects.get(id=day_id)
    _locked(day.campaign_id)
    if day.held_on != at.date():
        raise Refused("Inloop schrijf je op de dag zelf op.")
    known = roads(by, at.date()).filter(person_id=person_id, ends_on__isnull=True).first()
    if known is None:
        raise Refused("Deze inwoner staat niet in je dossiers. Maak een nieuw dossier.")
    invitation, _ = Invitation.objects.get_or_create(campaign_id=day.campaign_id, involvement=known)
    has_time_here = invitation.day_id == day.id and invitation.starts_at is not None
    if not has_time_here:
        invitation.day, invitation.starts_at, invitation.walked_in = day, None, True
    invitation.status, invitation.arrived_at = InvitationStatus.CAME, at
    invitation.next_try_on = invitation.stopped_until = None
    invitation.save()
    record_act(by=by, act="walk_in", object_type="invitation", object_id=invitation.id, at=at)
    return invitation


@transaction.atomic
def close_day(*, day_id: UUID, by: Actor | None, at: datetime) -> int:
    """The day is over: who came was spoken, and who did not is asked again or left in peace.

    Gives how many did not come. Twice changes nothing. Raises Refused where the day is still to come.
    """
    day = ContactDay.objects.get(id=day_id)
    campaign = _locked(day.campaign_id)
    if day.held_on > at.date():
        raise Refused("Deze dag komt nog. Sluit hem af als hij voorbij is.")
    rows = list(
        Invitation.objects.filter(day_id=day_id, status__in=HOLDS_A_PLACE).select_related("campaign", "day")
    )
    absent = [row for row in rows if row.status != InvitationStatus.CAME]
    tries = tries_of(row.id for row in absent)
    for row in rows:
        if row.status == InvitationStatus.CAME:
            note_contact(involvement_id=row.involvement_id, on=day.held_on)
    for row in absent:
        _did_not_come(row, pace_of(campaign), tries.get(row.id, []), at)
    if absent:
        record_act(by=by, act="close_day", object_type="contact_day", object_id=day_id, at=at)
        place_waiting(campaign_id=campaign.id, at=at)
    return len(absent)


@transaction.atomic
def finish_campaign(*, campaign_id: UUID, by: Actor, at: datetime) -> None:
    """Say that a campaign is done: who was not reached is left in peace, until the day somebody looks again.

    Raises Refused where it does not run, or a day is still to come.
    """
    campaign = _locked(campaign_id)
    if campaign.status != CampaignStatus.RUNNING:
        raise Refused("Deze campagne loopt niet.")
    if campaign.days.filter(held_on__gt=at.date()).exists():
        raise Refused("Er komt nog een contactdag. Rond de campagne daarna af, of zeg de dag af.")
    for day_id in campaign.days.filter(invitations__status__in=_OPEN).distinct().values_list("id", flat=True):
        close_day(day_id=day_id, by=by, at=at)
    waiting = Invitation.objects.filter(campaign_id=campaign_id, status__in=WAITING)
    until = at.date() + RESPITE
    involvements = list(waiting.values_list("involvement_id", flat=True))
    waiting.update(status=InvitationStatus.STOPPED, stopped_until=until, next_try_on=None)
    plan_invitations(dates=dict.fromkeys(involvements, until), next_action=NextAction.INVITE)
    Campaign.objects.filter(id=campaign_id).update(status=CampaignStatus.DONE)
    record_act(by=by, act="finish_campaign", object_type="campaign", object_id=campaign_id, at=at)


def keep_days(*, at: datetime) -> int:
    """Close the past days that nobody closed, and give who waits a free time. Gives how many were closed."""
    running = Campaign.objects.filter(status=CampaignStatus.RUNNING)
    past = ContactDay.objects.filter(
        campaign__in=running, held_on__lt=at.date(), invitations__status__in=_OPEN
    )
    days = list(past.distinct().values_list("id", flat=True))
    for day_id in days:
        close_day(day_id=day_id, by=None, at=at)
    for campaign_id in running.values_list("id", flat=True):
        place_waiting(campaign_id=campaign_id, at=at)
    return len(days)


_OPEN = (*WAITING, InvitationStatus.MISSED)


def _did_not_come(invitation: Invitation, pace: Pace, tried: list[Tried], at: datetime) -> None:
    """A time passed without somebody. Who was never told of it did not miss anything."""
    told = invitation.status in TOLD and bool(tried)
    invitation.missed += told
    step = after_missed(pace, tried, on=at.date())
    if step.stop_until is not None:
        stop(invitation, until=step.stop_until)
        return
    invitation.status = InvitationStatus.PLANNED
    invitation.day = invitation.starts_at = None
    invitation.next_try_on = step.try_on
    invitation.save()
    if step.try_on is not None:
        plan_invitations(dates={invitation.involvement_id: step.try_on}, next_action=NextAction.INVITE)


def _on_the_list(invitation_id: UUID, by: Actor, at: datetime) -> Invitation:
    campaign_id = Invitation.objects.values_list("campaign_id", flat=True).get(id=invitation_id)
    _locked(campaign_id)
    rows = invitations_of(by, at.date()).select_related("day", "campaign")
    invitation = rows.filter(id=invitation_id, status__in=HOLDS_A_PLACE, day__isnull=False).first()
    if invitation is None or invitation.day is None:
        raise Refused(NOT_HERE)
    if invitation.day.held_on > at.date():
        raise Refused("Deze dag komt nog. Op de dag zelf zet je wie er is.")
    return invitation


def _locked(campaign_id: UUID) -> Campaign:
    # What happens at one desk waits for what happens at another: one row, one moment.
    return Campaign.objects.select_for_update().get(id=campaign_id)
