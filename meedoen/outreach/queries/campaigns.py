"""Reads of campaigns: whom one would invite, what fits, and how far it is. Without names."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Avg, Count, Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import User
from meedoen.accounts.queries import workers_with_cases
from meedoen.accounts.vocabulary import Verb
from meedoen.areas.models import Area, PostcodePoint
from meedoen.casework.queries.arrangements import involvements_in
from meedoen.outreach.models import Campaign, ContactDay, Invitation, Pause
from meedoen.outreach.policy.campaigns import Candidate, DayRoom, Planned, plan
from meedoen.outreach.queries.inviting import rooms_of
from meedoen.outreach.vocabulary import CampaignStatus, InvitationStatus, LeftOut
from meedoen.people.queries import on_a_road
from meedoen.people.queries.inviting import Known, areas_of, known_to

NOTICE = timedelta(days=7)
"""Nobody is invited for a day within a week: a letter takes days, and so does arranging to come."""


@dataclass(frozen=True)
class Selection:
    """Whom a campaign would invite, and how many fit it but are left out, by reason."""

    candidates: list[Candidate]
    left_out: dict[LeftOut, int]


@dataclass(frozen=True)
class Preview:
    """What a campaign would do, before anything is made. `too_soon`: days nobody is invited for any more."""

    selection: Selection
    planned: Planned
    rooms: list[DayRoom]
    too_soon: int


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns of the actor's own agency in their own legal domain, the newest first."""
    if not actor.may(Verb.PLAN_CONTACT_DAYS):
        return Campaign.objects.none()
    return of_own_agency(actor)


def of_own_agency(actor: Actor) -> QuerySet[Campaign]:
    """The same for who only works on the days."""
    if actor.agency_id is None or not actor.legal_domain:
        return Campaign.objects.none()
    return Campaign.objects.filter(
        agency_id=actor.agency_id, legal_domain_id=actor.legal_domain
    ).select_related("legal_domain", "agency", "municipality")


def invitations_of(actor: Actor, on: date) -> QuerySet[Invitation]:
    """The invitations of persons this actor has a road to."""
    return Invitation.objects.filter(on_a_road(actor, on, "involvement__"))


def preview_of(campaign: Campaign, *, by: Actor, on: date) -> Preview:
    """Whom the campaign would invite and when, as it would be today. A fixed number of queries."""
    selection = selection_of(campaign, by=by, on=on)
    return preview_with(campaign, selection, on=on)


def preview_with(campaign: Campaign, selection: Selection, *, on: date) -> Preview:
    """The same for a selection that was read already."""
    days = list(campaign.days.filter(held_on__gte=on).select_related("campaign"))
    rooms = rooms_of([day for day in days if day.held_on >= on + NOTICE])
    planned = plan(
        selection.candidates, rooms, centres_of({day.area_code for day in days} | _areas(selection))
    )
    return Preview(selection, planned, rooms, len(days) - len(rooms))


def selection_of(campaign: Campaign, *, by: Actor, on: date) -> Selection:
    """Who fits a campaign of those its maker has a road to, and who of them is left out and why.

    Left out are: who wants rest, who is shielded (their lead invites them), who is paused or was invited in
    vain, and who stands in a campaign that runs. Six queries, for any number of persons.
    """
    fitting = _fitting(campaign, known_to(by, on), on)
    reasons = _reasons(campaign, on)
    left_out: Counter[LeftOut] = Counter()
    candidates = []
    for known in fitting:
        reason = _left_out(known, reasons)
        if reason is None:
            candidates.append(
                Candidate(known.involvement_id, district_of(known.area_code), known.last_contact_on)
            )
        else:
            left_out[reason] += 1
    return Selection(candidates, {reason: left_out[reason] for reason in LeftOut if left_out[reason]})


def waiting_again(campaign: Campaign) -> list[Invitation]:
    """Who stands in the campaign without a time and can have one, such as after a day that was cancelled."""
    rows = campaign.invitations.filter(day__isnull=True, status=InvitationStatus.PLANNED)
    return list(rows.select_related("involvement").order_by("id"))


def candidates_again(invitations: Collection[Invitation]) -> list[Candidate]:
    """The same people for the planner: with the day on which their pause ends. One query."""
    areas = areas_of({row.involvement.person_id for row in invitations})
    return [
        Candidate(
            row.involvement_id,
            district_of(areas.get(row.involvement.person_id, "")),
            row.involvement.last_contact_on,
            row.next_try_on,
        )
        for row in invitations
    ]


def centres_of(codes: Collection[str]) -> dict[str, tuple[int, int]]:
    """The middle of each of these districts in RD metres: the mean of its postcode areas. One query."""
    rows = PostcodePoint.objects.filter(area__code__in=codes).values("area__code")
    means = rows.annotate(x=Avg("rd_x"), y=Avg("rd_y")).order_by("area__code")
    return {row["area__code"]: (round(row["x"]), round(row["y"])) for row in means}


def district_of(area_code: str) -> str:
    """The CBS code of the district an area lies in: a neighbourhood (BU) has the digits of its district."""
    return f"WK{area_code[2:8]}" if area_code.startswith("BU") else area_code


def district_names(codes: Collection[str]) -> dict[str, str]:
    """The names of districts by code; a code that is not known here is not in it."""
    return dict(Area.objects.filter(code__in=codes).values_list("code", "name"))


def colleagues(campaign: Campaign, on: date) -> list[User]:
    """Who can staff a day: who writes cases for the agency in that legal domain, by name."""
    return list(
        workers_with_cases(
            agency_id=campaign.agency_id,
            team_id=None,
            legal_domain=campaign.legal_domain_id,
            on=on,
        )
    )


def days_of(campaign: Campaign) -> QuerySet[ContactDay]:
    """The days of a campaign in their order, with how many are invited, came, and who staffs. Two queries."""
    holds = ~Q(invitations__status__in=(InvitationStatus.DECLINED, InvitationStatus.STOPPED))
    return campaign.days.annotate(
        invited=Count("invitations", filter=holds, distinct=True),
        came=Count("invitations", filter=Q(invitations__status=InvitationStatus.CAME), distinct=True),
    ).prefetch_related("staffing__user")


def _areas(selection: Selection) -> set[str]:
    return {one.area_code for one in selection.candidates}


def _fitting(campaign: Campaign, known: list[Known], on: date) -> list[Known]:
    if campaign.area_codes:
        known = [one for one in known if district_of(one.area_code) in campaign.area_codes]
    if campaign.years_without_contact:
        last = on - relativedelta(years=campaign.years_without_contact)
        known = [one for one in known if one.last_contact_on is None or one.last_contact_on <= last]
    if campaign.arrangements:
        inside = involvements_in(campaign.arrangements, [one.involvement_id for one in known])
        known = [one for one in known if one.involvement_id in inside]
    return known


def _reasons(campaign: Campaign, on: date) -> dict[LeftOut, set[UUID]]:
    """The involvements of the agency to leave out, by reason, as far as the outreach log knows."""
    agency = {"involvement__agency_id": campaign.agency_id}
    stopped = Invitation.objects.filter(stopped_until__gt=on, **agency)
    running = Invitation.objects.filter(campaign__status=CampaignStatus.RUNNING, **agency)
    paused = Pause.objects.filter(not_before__gt=on, **agency)
    return {
        LeftOut.ELSEWHERE: set(running.values_list("involvement_id", flat=True)),
        LeftOut.PAUSED: set(stopped.values_list("involvement_id", flat=True))
        | set(paused.values_list("involvement_id", flat=True)),
    }


def _left_out(known: Known, reasons: dict[LeftOut, set[UUID]]) -> LeftOut | None:
    if known.wants_rest:
        return LeftOut.WANTS_REST
    if known.shielded:
        return LeftOut.SHIELDED
    return next((reason for reason, who in reasons.items() if known.involvement_id in who), None)
