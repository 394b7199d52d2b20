"""Reads of contact days: whose desk, who is expected when, and what came of it. Without names."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from meedoen.accounts.actor import Actor
from meedoen.accounts.vocabulary import Verb
from meedoen.casework.queries import cases
from meedoen.outreach.models import Campaign, ContactDay, Invitation, Try
from meedoen.outreach.policy.days import CampaignFigures, band_of, share
from meedoen.outreach.queries.campaigns import district_of, invitations_of, of_own_agency
from meedoen.outreach.queries.inviting import HOLDS_A_PLACE
from meedoen.outreach.vocabulary import (
    CampaignStatus,
    Channel,
    DayOutcome,
    InvitationStatus,
    NotSeen,
    TryOutcome,
)
from meedoen.people.queries.inviting import areas_of

SHOWN_BACK = timedelta(days=7)


@dataclass(frozen=True)
class DeskRow:
    """One person expected on a day, or who walked in; `case_id` where their case can be opened."""

    invitation: Invitation
    person_id: UUID
    case_id: UUID | None


def desk_days(actor: Actor, on: date) -> QuerySet[ContactDay]:
    """The days of started campaigns at whose desk this actor sits: as staff of the day, or as a planner."""
    days = ContactDay.objects.filter(
        campaign__in=of_own_agency(actor).exclude(status=CampaignStatus.DRAFT),
        held_on__gte=on - SHOWN_BACK,
    )
    if not actor.may(Verb.PLAN_CONTACT_DAYS):
        days = days.filter(staffing__user_id=actor.user_id)
    return days.select_related("campaign").order_by("held_on", "starts_at", "id")


def desk_rows(day: ContactDay, *, by: Actor, on: date) -> list[DeskRow]:
    """Who is expected on a day, by time, with the walk-ins last. Two queries, for any number."""
    rows = (
        invitations_of(by, on)
        .filter(day=day, status__in=HOLDS_A_PLACE)
        .select_related("involvement")
        .order_by(F("starts_at").asc(nulls_last=True), "id")
    )
    found = list(rows)
    by_involvement = dict(
        cases(by, on)
        .filter(involvement_id__in=[row.involvement_id for row in found])
        .values_list("involvement_id", "id")
    )
    return [DeskRow(row, row.involvement.person_id, by_involvement.get(row.involvement_id)) for row in found]


def figures_of(campaign: Campaign, on: date) -> CampaignFigures:
    """A campaign in numbers, all of them. Four queries, for any number of invitations."""
    rows = list(
        campaign.invitations.values_list(
            "status", "walked_in", "outcome", "involvement__person_id", "involvement__last_contact_on"
        )
    )
    areas = areas_of(person for *_, person, _ in rows)
    standings, bands, there, came_there = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    outcomes: Counter[str] = Counter()
    for status, _, outcome, person, last in rows:
        area = district_of(areas.get(person, ""))
        standings[status] += 1
        bands[band_of(last, on)] += 1
        there[area] += 1
        if status == InvitationStatus.CAME:
            outcomes[outcome] += 1
            came_there[area] += 1
    came = standings[InvitationStatus.CAME]
    walked_in = sum(walked for status, walked, *_ in rows if status == InvitationStatus.CAME)
    tried = campaign.invitations.aggregate(missed=Sum("missed"), invited=Count("id", filter=Q(tries__gt=0)))
    missed = tried["missed"] or 0
    reached = Try.objects.filter(invitation__campaign=campaign, outcome=TryOutcome.REACHED)
    spoken = Q(status=InvitationStatus.CAME) | Q(id__in=reached.values("invitation"))
    return CampaignFigures(
        people=len(rows),
        invited=tried["invited"],
        reached=campaign.invitations.filter(spoken).count(),
        came=came,
        walked_in=walked_in,
        missed=missed,
        show_rate=share(came - walked_in, came - walked_in + missed),
        handed_over_share=share(outcomes[DayOutcome.TO_TEAM], came),
        standings={status: standings[status] for status in InvitationStatus},
        outcomes={outcome: outcomes[outcome] for outcome in (*DayOutcome, "")},
        not_seen={band: bands[band] for band in NotSeen},
        people_by_district=dict(sorted(there.items())),
        came_by_district={code: came_there[code] for code in sorted(there)},
        tries=_tries(campaign),
    )


def campaigns_of_municipality(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns that ran or run in the actor's municipality, for who sees numbers and no persons."""
    if not actor.may(Verb.SEE_MONITOR) or actor.municipality_id is None:
        return Campaign.objects.none()
    rows = Campaign.objects.filter(municipality_id=actor.municipality_id)
    return rows.exclude(status=CampaignStatus.DRAFT).select_related("agency", "legal_domain")


def _tries(campaign: Campaign) -> dict[str, int]:
    rows = Try.objects.filter(invitation__campaign=campaign).order_by().values_list("channel")
    counts = dict(rows.annotate(number=Count("id")))
    return {channel: counts.get(channel, 0) for channel in Channel}
