"""Reads of inviting: who is due and by which channel, which times are free, and what stands in a letter."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import F, Q, QuerySet

from meedoen.outreach.models import Campaign, ContactDay, Invitation, Pause, Try
from meedoen.outreach.policy.campaigns import DayRoom, times_of
from meedoen.outreach.policy.pacing import Pace, Tried, next_channel
from meedoen.outreach.vocabulary import CampaignStatus, Channel, InvitationStatus
from meedoen.people.queries.inviting import Reach, may_be_invited, reach_of

WAITING = (InvitationStatus.PLANNED, InvitationStatus.INVITED, InvitationStatus.MOVED)
"""Whose time is still to come, or who waits for one."""

HOLDS_A_PLACE = (*WAITING, InvitationStatus.CAME, InvitationStatus.MISSED)
"""Who takes up a place at their time."""


@dataclass(frozen=True)
class LetterFacts:
    """What an invitation says of the appointment. No name: `people.queries.reveal` gives that."""

    invitation_id: UUID
    involvement_id: UUID
    person_id: UUID
    day: date
    starts_at: time
    minutes: int
    place: str
    address: str
    phone: str
    agency: str
    campaign: str
    is_compulsory: bool


def pace_of(campaign: Campaign) -> Pace:
    """What the campaign chose about trying."""
    return Pace(tuple(campaign.channels), campaign.most_tries, campaign.weeks_between_tries)


def tries_of(invitation_ids: Iterable[UUID]) -> dict[UUID, list[Tried]]:
    """The tries of each of these invitations, oldest first. One query."""
    found: dict[UUID, list[Tried]] = defaultdict(list)
    rows = Try.objects.filter(invitation_id__in=list(invitation_ids)).order_by("at", "id")
    for invitation_id, channel, outcome, at in rows.values_list("invitation_id", "channel", "outcome", "at"):
        found[invitation_id].append(Tried(channel, outcome, at.date()))
    return found


def due(campaign_id: UUID, on: date) -> QuerySet[Invitation]:
    """The invitations of a running campaign for which a try is due, with a time that is still to come."""
    return Invitation.objects.filter(
        campaign_id=campaign_id,
        campaign__status=CampaignStatus.RUNNING,
        status__in=WAITING,
        next_try_on__lte=on,
        day__held_on__gt=on,
    ).exclude(involvement_id__in=Pause.objects.filter(not_before__gt=on).values("involvement_id"))


def invitations_due(campaign_id: UUID, on: date) -> dict[str, list[UUID]]:
    """Whom to try to reach today, by channel; least recently reached first. Five queries, for any number.

    Who asked to be left alone meanwhile, died, left, or is paused is not in it; nor who has no way left to be
    reached (`out_of_ways` gives those).
    """
    return _by_channel(campaign_id, on)[0]


def out_of_ways(campaign_id: UUID, on: date) -> list[UUID]:
    """The invitations that are due but can be reached by none of the campaign's channels."""
    return _by_channel(campaign_id, on)[1]


def _by_channel(campaign_id: UUID, on: date) -> tuple[dict[str, list[UUID]], list[UUID]]:
    campaign = Campaign.objects.get(id=campaign_id)
    rows = due(campaign_id, on).order_by(F("involvement__last_contact_on").asc(nulls_first=True), "id")
    wanted = list(rows.values_list("id", "involvement_id", "involvement__person_id"))
    welcome = may_be_invited(involvement for _, involvement, _ in wanted)
    reaches = reach_of(person for _, _, person in wanted)
    tries, pace = tries_of(invitation for invitation, _, _ in wanted), pace_of(campaign)
    by_channel: dict[str, list[UUID]] = {channel: [] for channel in campaign.channels}
    stuck = []
    for invitation, involvement, person in wanted:
        if involvement not in welcome:
            continue
        channel = next_channel(pace, tries.get(invitation, ()), channels_of(reaches.get(person)))
        if channel is None:
            stuck.append(invitation)
        else:
            by_channel[channel].append(invitation)
    return by_channel, stuck


def channels_of(reach: Reach | None) -> frozenset[str]:
    """By which channels somebody can be reached, going by what is known of them."""
    if reach is None:
        return frozenset()
    by = {
        Channel.LETTER: reach.by_letter,
        Channel.DOOR: reach.by_letter,
        Channel.EMAIL: reach.by_email,
        Channel.SMS: reach.by_phone,
        Channel.PHONE: reach.by_phone,
    }
    return frozenset(channel for channel, possible in by.items() if possible)


def pause_of(involvement_id: UUID) -> Pause | None:
    """The pause in inviting that was set for an involvement, also where its day has passed."""
    return Pause.objects.filter(involvement_id=involvement_id).first()


def rooms_of(days: Sequence[ContactDay]) -> list[DayRoom]:
    """The room on each of these days of one campaign, with what is taken at each time. Two queries."""
    if not days:
        return []
    ids = [day.id for day in days]
    workers: Counter[UUID] = Counter(
        ContactDay.objects.filter(id__in=ids, staffing__isnull=False).values_list("id", flat=True)
    )
    taken: dict[UUID, Counter[time]] = defaultdict(Counter)
    held = Invitation.objects.filter(day_id__in=ids, status__in=HOLDS_A_PLACE, starts_at__isnull=False)
    for day_id, at in held.values_list("day_id", "starts_at"):
        if at is not None:
            taken[day_id][at] += 1
    return [
        DayRoom(
            id=day.id,
            held_on=day.held_on,
            area_code=day.area_code,
            times=times_of(day.starts_at, day.ends_at, day.campaign.minutes_per_talk),
            workers=workers[day.id],
            show_rate=day.campaign.show_rate,
            taken=dict(taken[day.id]),
        )
        for day in days
    ]


def free_times(invitation_id: UUID, *, on: date) -> list[tuple[ContactDay, time]]:
    """The times somebody can change to: of the same campaign, after today, own district first, then by day.

    The time they have is not among them. Four queries.
    """
    invitation = Invitation.objects.select_related("day").get(id=invitation_id)
    if invitation.status not in WAITING:
        return []
    days = list(
        ContactDay.objects.filter(campaign_id=invitation.campaign_id, held_on__gt=on).select_related(
            "campaign"
        )
    )
    own = invitation.day.area_code if invitation.day else ""
    by_id = {day.id: day for day in days}
    rooms = sorted(rooms_of(days), key=lambda room: (room.area_code != own, room.held_on, room.times[:1]))
    return [
        (by_id[room.id], at)
        for room in rooms
        for at in room.times
        if room.free_at(at) and (room.id, at) != (invitation.day_id, invitation.starts_at)
    ]


def letter_facts(invitation_ids: Iterable[UUID]) -> list[LetterFacts]:
    """Day, time, place and phone of these invitations, in the order asked; without a time: left out."""
    wanted = list(invitation_ids)
    rows = (
        Invitation.objects.filter(Q(day__isnull=False) & Q(starts_at__isnull=False), id__in=wanted)
        .select_related("day", "campaign__agency", "involvement")
        .in_bulk()
    )
    return [_facts(rows[one]) for one in wanted if one in rows]


def _facts(row: Invitation) -> LetterFacts:
    day, campaign = row.day, row.campaign
    if day is None or row.starts_at is None:
        raise ValueError("a letter tells of a time")
    return LetterFacts(
        invitation_id=row.id,
        involvement_id=row.involvement_id,
        person_id=row.involvement.person_id,
        day=day.held_on,
        starts_at=row.starts_at,
        minutes=campaign.minutes_per_talk,
        place=day.place,
        address=day.address,
        phone=campaign.phone,
        agency=campaign.agency.name,
        campaign=campaign.name,
        is_compulsory=campaign.is_compulsory,
    )
