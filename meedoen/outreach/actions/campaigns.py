"""Writes of campaigns: made, changed, started; days come and go, and their people are planned again."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from meedoen.accounts.actor import Actor
from meedoen.outreach.actions.inviting import stop
from meedoen.outreach.models import Campaign, ContactDay, Invitation, Pause, Staffing
from meedoen.outreach.policy.campaigns import Place, Planned, plan, times_of
from meedoen.outreach.policy.pacing import RESPITE, first_try_on
from meedoen.outreach.queries.campaigns import (
    NOTICE,
    candidates_again,
    centres_of,
    colleagues,
    preview_with,
    selection_of,
    waiting_again,
)
from meedoen.outreach.queries.inviting import WAITING, rooms_of
from meedoen.outreach.vocabulary import CampaignStatus, InvitationStatus
from meedoen.people.actions.inviting import plan_invitations
from meedoen.people.queries.inviting import may_be_invited
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.shared.working_days import add_working_days, next_working_day
from meedoen.trail.actions import record_act

BATCH = 1000
MOST_DAYS = 500
NOT_A_DRAFT = "Deze campagne loopt al of is klaar. Wie uitgenodigd wordt, verandert niet meer."


@dataclass(frozen=True)
class NewCampaign:
    """Who is invited and how. Empty lists mean all; `channels` in their order."""

    name: str
    arrangements: tuple[str, ...]
    area_codes: tuple[str, ...]
    years_without_contact: int
    minutes_per_talk: int
    show_rate: int
    most_tries: int
    weeks_between_tries: int
    channels: tuple[str, ...]
    phone: str
    is_compulsory: bool


@dataclass(frozen=True)
class NewDays:
    """One place on a number of working days in a row, with who works there."""

    first: date
    number: int
    starts_at: time
    ends_at: time
    area_code: str
    place: str
    address: str
    workers: tuple[UUID, ...]


@transaction.atomic
def make_campaign(*, new: NewCampaign, by: Actor, at: datetime) -> Campaign:
    """Make a draft for the actor's own agency and legal domain. Nobody is invited yet."""
    if by.agency_id is None or by.municipality_id is None or not by.legal_domain:
        raise Refused("Je account hoort niet bij een instantie met een wettelijk kader. Vraag de beheerder.")
    campaign = Campaign.objects.create(
        municipality_id=by.municipality_id,
        agency_id=by.agency_id,
        legal_domain_id=by.legal_domain,
        made_at=at,
        by_id=by.user_id,
        **_columns(new),
    )
    record_act(by=by, act="make_campaign", object_type="campaign", object_id=campaign.id, at=at)
    return campaign


@transaction.atomic
def change_campaign(*, campaign_id: UUID, new: NewCampaign, by: Actor, at: datetime) -> None:
    """Change a draft. Raises Refused once it has started."""
    campaign = _locked(campaign_id)
    if campaign.status != CampaignStatus.DRAFT:
        raise Refused(NOT_A_DRAFT)
    columns = _columns(new)
    changes = {name: (getattr(campaign, name), value) for name, value in columns.items()}
    Campaign.objects.filter(id=campaign_id).update(**columns)
    record_act(
        by=by, act="change_campaign", object_type="campaign", object_id=campaign_id, at=at, changes=changes
    )


@transaction.atomic
def add_days(*, campaign_id: UUID, new: NewDays, by: Actor, at: datetime) -> list[ContactDay]:
    """Add contact days on working days in a row at one place; in a campaign that runs people are planned on
    them at once.

    Raises Refused where the day has passed, no talk fits, a worker is elsewhere that day, or it is too many.
    """
    campaign = _locked(campaign_id)
    _refuse_days(campaign, new, at.date())
    held = [add_working_days(new.first, number) for number in range(new.number)]
    _refuse_elsewhere(campaign, new.workers, held)
    days = ContactDay.objects.bulk_create(
        ContactDay(
            campaign=campaign,
            held_on=day,
            starts_at=new.starts_at,
            ends_at=new.ends_at,
            area_code=new.area_code,
            place=new.place,
            address=new.address,
        )
        for day in held
    )
    Staffing.objects.bulk_create(Staffing(day=day, user_id=user) for day in days for user in new.workers)
    record_act(by=by, act="add_contact_days", object_type="campaign", object_id=campaign_id, at=at)
    if campaign.status == CampaignStatus.RUNNING:
        fill(campaign_id=campaign_id, by=by, at=at)
    return days


@transaction.atomic
def staff_day(*, day_id: UUID, workers: Collection[UUID], by: Actor, at: datetime) -> None:
    """Say who works on a day. Raises Refused where one is elsewhere, or too few would receive."""
    day = ContactDay.objects.select_related("campaign").get(id=day_id)
    _locked(day.campaign_id)
    _refuse_elsewhere(day.campaign, workers, [day.held_on], beside=day_id)
    Staffing.objects.filter(day_id=day_id).delete()
    Staffing.objects.bulk_create(Staffing(day_id=day_id, user_id=user) for user in sorted(set(workers)))
    room = rooms_of([day])[0]
    if room.taken_here > room.invites:
        raise Refused(
            f"Op deze dag zijn {room.taken_here} mensen uitgenodigd. Daar zijn meer collega's voor nodig. "
            "Kies een collega erbij, of zeg de dag af."
        )
    record_act(by=by, act="staff_day", object_type="contact_day", object_id=day_id, at=at)


@transaction.atomic
def cancel_day(*, day_id: UUID, by: Actor, at: datetime) -> int:
    """Take a day out; its people get another one where there is room, and are told as soon as can be.

    Gives how many of them wait for a day now. Raises Refused where the day has begun or passed.
    """
    day = ContactDay.objects.get(id=day_id)
    campaign = _locked(day.campaign_id)
    if day.held_on <= at.date():
        raise Refused("Deze dag is begonnen of al geweest. Je kunt hem niet meer afzeggen.")
    rows = Invitation.objects.filter(day_id=day_id, status__in=WAITING)
    rows.update(day=None, starts_at=None, status=InvitationStatus.PLANNED, next_try_on=at.date())
    Invitation.objects.filter(day_id=day_id).update(day=None, starts_at=None)
    day.delete()
    record_act(by=by, act="cancel_day", object_type="campaign", object_id=campaign.id, at=at)
    if campaign.status == CampaignStatus.RUNNING:
        place_waiting(campaign_id=campaign.id, at=at)
    return len(waiting_again(campaign))


@transaction.atomic
def start_campaign(*, campaign_id: UUID, by: Actor, at: datetime) -> Planned:
    """Plan everybody who fits on the days there are: from now on each has a time, and inviting can begin.

    Set-based: a fixed number of statements and one for each day. Raises Refused where it has started already,
    or nobody can be planned.
    """
    campaign = _locked(campaign_id)
    if campaign.status != CampaignStatus.DRAFT:
        raise Refused(NOT_A_DRAFT)
    planned = preview_with(campaign, selection_of(campaign, by=by, on=at.date()), on=at.date()).planned
    if not planned.places:
        raise Refused(
            "Er is niemand om uit te nodigen, of er zijn nog geen dagen met collega's vanaf volgende week. "
            "Voeg eerst dagen toe."
        )
    Campaign.objects.filter(id=campaign_id).update(status=CampaignStatus.RUNNING)
    _invite(campaign, planned.places, at)
    record_act(by=by, act="start_campaign", object_type="campaign", object_id=campaign_id, at=at)
    return planned


@transaction.atomic
def fill(*, campaign_id: UUID, by: Actor, at: datetime) -> int:
    """Give free times to who waits for one, and to who fits the campaign and had no room before.

    Gives how many were planned.
    """
    campaign = _locked(campaign_id)
    again = place_waiting(campaign_id=campaign_id, at=at)
    planned = preview_with(campaign, selection_of(campaign, by=by, on=at.date()), on=at.date()).planned
    _invite(campaign, planned.places, at)
    if planned.places:
        record_act(by=by, act="fill_campaign", object_type="campaign", object_id=campaign_id, at=at)
    return again + len(planned.places)


@transaction.atomic
def place_waiting(*, campaign_id: UUID, at: datetime) -> int:
    """Give who waits for a time in a campaign a free one, least recently reached first.

    Who may not be invited any more is taken out first. Gives how many got a time.
    """
    campaign = _locked(campaign_id)
    _take_out_unwelcome(campaign, at.date())
    waiting = waiting_again(campaign)
    if not waiting:
        return 0
    days = campaign.days.filter(held_on__gte=at.date() + NOTICE).select_related("campaign")
    rooms = rooms_of(list(days))
    candidates = candidates_again(waiting)
    areas = {room.area_code for room in rooms} | {one.area_code for one in candidates}
    places = plan(candidates, rooms, centres_of(areas)).places
    rows = {row.involvement_id: row for row in waiting}
    for place in places:
        row = rows[place.candidate.id]
        row.day_id, row.starts_at = place.day_id, place.starts_at
        row.next_try_on = _try_on(place, at.date())
    changed = [rows[place.candidate.id] for place in places]
    Invitation.objects.bulk_update(changed, ["day", "starts_at", "next_try_on"], batch_size=BATCH)
    plan_invitations(
        dates={place.candidate.id: _try_on(place, at.date()) for place in places},
        next_action=NextAction.INVITE,
    )
    return len(places)


def _invite(campaign: Campaign, places: Collection[Place], at: datetime) -> None:
    Invitation.objects.bulk_create(
        (
            Invitation(
                id=uuid4(),
                campaign=campaign,
                involvement_id=place.candidate.id,
                day_id=place.day_id,
                starts_at=place.starts_at,
                next_try_on=_try_on(place, at.date()),
            )
            for place in places
        ),
        batch_size=BATCH,
    )
    plan_invitations(
        dates={place.candidate.id: _try_on(place, at.date()) for place in places},
        next_action=NextAction.INVITE,
    )


def _try_on(place: Place, today: date) -> date:
    """When the invitation to this place goes out; not before the pause after an earlier one ends."""
    return max(first_try_on(place.held_on, today), place.candidate.not_before or today)


def _take_out_unwelcome(campaign: Campaign, on: date) -> None:
    """Stop inviting who died, left, asked for rest, or is paused since the campaign began."""
    rows = list(
        Invitation.objects.filter(campaign=campaign, status__in=WAITING).select_related("campaign", "day")
    )
    involvements = [row.involvement_id for row in rows]
    welcome = may_be_invited(involvements)
    paused = dict(
        Pause.objects.filter(involvement_id__in=involvements, not_before__gt=on).values_list(
            "involvement_id", "not_before"
        )
    )
    for row in rows:
        if row.involvement_id not in welcome or row.involvement_id in paused:
            stop(row, until=paused.get(row.involvement_id, on + RESPITE))


def _refuse_days(campaign: Campaign, new: NewDays, today: date) -> None:
    if campaign.status == CampaignStatus.DONE:
        raise Refused("Deze campagne is klaar. Maak een nieuwe campagne voor nieuwe dagen.")
    if new.first <= today:
        raise Refused("Kies een eerste dag na vandaag.")
    if new.first > today + timedelta(days=365):
        raise Refused("Kies een eerste dag binnen een jaar. Klopt het jaar?")
    if next_working_day(new.first) != new.first:
        raise Refused("De eerste dag is een weekend of een feestdag. Kies een werkdag.")
    if not times_of(new.starts_at, new.ends_at, campaign.minutes_per_talk):
        raise Refused(
            f"In deze tijd past geen gesprek van {campaign.minutes_per_talk} minuten. Maak de dag langer."
        )
    if campaign.days.count() + new.number > MOST_DAYS:
        raise Refused(f"Een campagne heeft ten hoogste {MOST_DAYS} dagen. Maak een tweede campagne.")


def _refuse_elsewhere(
    campaign: Campaign, workers: Collection[UUID], held: Collection[date], beside: UUID | None = None
) -> None:
    """A worker receives people at one place at a time, whatever the campaign."""
    known = {user.id for user in colleagues(campaign, min(held))}
    if not set(workers) <= known:
        raise Refused("Een van deze collega's werkt hier niet met dossiers. Kies opnieuw wie er werkt.")
    taken = Staffing.objects.filter(user_id__in=workers, day__held_on__in=held).exclude(day_id=beside)
    other = taken.select_related("user", "day").order_by("day__held_on", "user__name").first()
    if other is not None:
        raise Refused(
            f"{other.user.name} werkt op {other.day.held_on:%d-%m-%Y} al op een contactdag in "
            f"{other.day.place}. Kies een ander, of een andere dag."
        )


def _columns(new: NewCampaign) -> dict[str, object]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(new).items()}


def _locked(campaign_id: UUID) -> Campaign:
    # Times are given out one after the other.
    return Campaign.objects.select_for_update().get(id=campaign_id)
