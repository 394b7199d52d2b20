"""A campaign from draft to running: whom it invites, whom it never does, and days that come and go."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.casework.actions import measure
from meedoen.casework.models import Case, ScaleStep
from meedoen.casework.vocabulary import Aspect, View
from meedoen.outreach.actions.campaigns import (
    NewCampaign,
    cancel_day,
    change_campaign,
    fill,
    staff_day,
    start_campaign,
)
from meedoen.outreach.actions.inviting import note_try, pause_inviting
from meedoen.outreach.models import Invitation
from meedoen.outreach.policy.campaigns import fit_of
from meedoen.outreach.queries.campaigns import campaigns, preview_of, selection_of, waiting_again
from meedoen.outreach.queries.inviting import invitations_due
from meedoen.outreach.tests.campaign_makers import (
    CAMPAIGN,
    FIRST_DAY,
    day_for,
    draft,
    invitation_of,
    known,
    running_campaign,
    world,
)
from meedoen.outreach.vocabulary import CampaignStatus, InvitationStatus, LeftOut
from meedoen.people.actions import leave_alone
from meedoen.people.models import Involvement, Person, PersonDetails
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, involve, make_person

pytestmark = pytest.mark.django_db


def chosen(campaign, by) -> set:  # type: ignore[no-untyped-def]
    return {one.id for one in selection_of(campaign, by=by, on=TODAY).candidates}


def test_only_the_own_agency_in_the_own_legal_domain_is_invited() -> None:
    cast, by = world()
    mine = known(cast)
    involve(make_person(cast.utrecht, "Van het buurtteam"), cast.bram)
    ended = known(cast, "Weg")
    Involvement.objects.filter(id=ended.id).update(ends_on=TODAY)
    assert chosen(draft(by), by) == {mine.id}
    assert [
        list(campaigns(cast.actor(name)).values_list("name", flat=True)) for name in ("fatima", "tessa")
    ] == [
        ["Najaar"],
        [],
    ]


def test_who_wants_rest_is_shielded_paused_or_invited_already_is_left_out_with_the_reason() -> None:
    cast, by = world()
    free, rests, paused = known(cast), known(cast, "Rust"), known(cast, "Later")
    known(cast, "Schuil", shielded=True)
    dead = known(cast, "Dood")
    Person.objects.filter(id=dead.person_id).update(died_on=TODAY)
    leave_alone(involvement_id=rests.id, until=date(2026, 12, 1), by=by, at=NOW)
    pause_inviting(involvement_id=paused.id, not_before=date(2026, 12, 1), why="", by=by, at=NOW)
    first = selection_of(draft(by), by=by, on=TODAY)
    assert {one.id for one in first.candidates} == {free.id}
    assert first.left_out == {LeftOut.WANTS_REST: 1, LeftOut.SHIELDED: 1, LeftOut.PAUSED: 1}
    running_campaign(by)
    second = selection_of(draft(by), by=by, on=TODAY)
    assert (second.candidates, second.left_out[LeftOut.ELSEWHERE]) == ([], 1)


def test_years_without_contact_districts_and_the_latest_arrangement_narrow_whom_it_is_for() -> None:
    cast, by = world()
    long_ago = known(cast, seen=TODAY - timedelta(days=800))
    known(cast, "Net gesproken", seen=TODAY)
    never = known(cast, "Nooit", area_code="WK034406", postcode="3571 AA")
    assert chosen(draft(by, years_without_contact=2), by) == {long_ago.id, never.id}
    assert chosen(draft(by, area_codes=("WK034406",)), by) == {never.id}
    for position, day in ((4, date(2025, 1, 1)), (3, date(2026, 1, 1))):
        _measured(long_ago, position, day, by)
    _measured(never, 4, date(2026, 1, 1), by)
    assert chosen(draft(by, arrangements=("4",)), by) == {never.id}


def _measured(involvement, position: int, day: date, by) -> None:  # type: ignore[no-untyped-def]
    measure(
        case=Case.objects.get(involvement=involvement),
        step=ScaleStep.objects.get(scale_id="utrecht_arrangements", position=position),
        view=View.WORKER,
        aspect=Aspect.DOES,
        measured_on=day,
        note="",
        by=by,
        at=NOW,
    )


def test_what_fits_is_shown_before_anything_is_made() -> None:
    cast, by = world()
    for number in range(6):
        known(cast, f"Mens {number}")
    campaign = draft(by)
    day_for(campaign, by)
    preview = preview_of(campaign, by=by, on=TODAY)
    fit = fit_of(preview.planned, preview.rooms)
    assert (fit.people, fit.invited, fit.left_over, fit.talks, fit.more_days) == (6, 4, 2, 4, 1)
    assert Invitation.objects.count() == 0
    soon = preview_of(campaign, by=by, on=FIRST_DAY - timedelta(days=6))
    assert (soon.planned.places, soon.too_soon) == ((), 1)


def test_starting_gives_everybody_a_time_and_the_lead_a_date_and_happens_once() -> None:
    cast, by = world()
    longest, other = known(cast, seen=date(2020, 1, 1)), known(cast, "Ander", seen=date(2024, 1, 1))
    busy = known(cast, "Bezig", seen=date(2024, 6, 1))
    Involvement.objects.filter(id=busy.id).update(next_action=NextAction.REVIEW)
    campaign, day = running_campaign(by)
    first = invitation_of(longest)
    assert (first.day, first.starts_at.hour, first.status) == (day, 9, InvitationStatus.PLANNED)
    assert (first.next_try_on, invitation_of(other).starts_at.minute) == (TODAY, 45)
    longest.refresh_from_db()
    busy.refresh_from_db()
    assert (longest.next_action, longest.next_action_on) == (NextAction.INVITE, TODAY)
    assert busy.next_action == NextAction.REVIEW
    assert campaign.status == CampaignStatus.RUNNING
    with pytest.raises(Refused):
        start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    with pytest.raises(Refused):
        change_campaign(campaign_id=campaign.id, new=NewCampaign(**CAMPAIGN), by=by, at=NOW)
    assert AuditLine.objects.filter(act="start_campaign").count() == 1


def test_a_campaign_without_anybody_or_without_days_does_not_start() -> None:
    cast, by = world()
    known(cast)
    campaign = draft(by)
    with pytest.raises(Refused):
        start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    campaign.refresh_from_db()
    assert campaign.status == CampaignStatus.DRAFT


def test_a_day_that_is_cancelled_gives_its_people_another_and_who_finds_none_waits() -> None:
    cast, by = world()
    people = [known(cast, f"Mens {number}", seen=date(2020, 1, 1 + number)) for number in range(5)]
    campaign = draft(by)
    gone = day_for(campaign, by)
    other = day_for(campaign, by, first=FIRST_DAY + timedelta(days=7))
    start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    note_try(invitation_id=invitation_of(people[0]).id, channel="letter", outcome="sent", at=NOW, by=by)
    assert cancel_day(day_id=gone.id, by=by, at=NOW) == 1
    planned = [invitation_of(one).day for one in people]
    assert planned == [other, other, other, None, other]
    told = invitation_of(people[0])
    assert (told.status, told.next_try_on) == (InvitationStatus.PLANNED, TODAY)
    day_for(campaign, by, first=FIRST_DAY + timedelta(days=8))
    assert waiting_again(campaign) == []


def test_a_day_added_later_takes_in_who_had_no_room_before() -> None:
    cast, by = world()
    for number in range(6):
        known(cast, f"Mens {number}")
    campaign, _ = running_campaign(by)
    assert Invitation.objects.count() == 4
    day_for(campaign, by, first=FIRST_DAY + timedelta(days=7))
    assert Invitation.objects.filter(day__isnull=False).count() == 6
    assert fill(campaign_id=campaign.id, by=by, at=NOW) == 0


def test_a_day_needs_a_working_day_ahead_a_talk_that_fits_and_workers_who_are_free() -> None:
    cast, by = world()
    campaign = draft(by)
    day = day_for(campaign, by)
    for wrong in (
        {"first": TODAY},
        {"first": date(2026, 10, 3)},
        {"first": date(2028, 10, 3)},
        {"ends_at": day.starts_at.replace(minute=30)},
        {"first": FIRST_DAY},
    ):
        with pytest.raises(Refused):
            day_for(campaign, by, **wrong)
    with pytest.raises(Refused):
        day_for(campaign, by, cast.bram.id, first=FIRST_DAY + timedelta(days=1))
    assert campaign.days.count() == 1
    with pytest.raises(Refused):
        cancel_day(day_id=day.id, by=by, at=NOW.replace(month=9, day=28))


def test_nobody_is_taken_off_a_day_that_could_then_not_receive_who_was_invited() -> None:
    cast, by = world()
    known(cast)
    _, day = running_campaign(by)
    with pytest.raises(Refused):
        staff_day(day_id=day.id, workers=(), by=by, at=NOW)
    assert list(day.staffing.values_list("user_id", flat=True)) == [by.user_id]
    staff_day(day_id=day.id, workers=(by.user_id,), by=by, at=NOW)


def test_who_died_or_asked_for_rest_since_the_start_is_not_tried_any_more() -> None:
    cast, by = world()
    one, other, hidden = known(cast), known(cast, "Rust"), known(cast, "Schuil")
    campaign, _ = running_campaign(by)
    assert len(invitations_due(campaign.id, TODAY)["letter"]) == 3
    Person.objects.filter(id=hidden.person_id).update(shielded=True)
    leave_alone(involvement_id=other.id, until=date(2026, 12, 1), by=by, at=NOW)
    assert invitations_due(campaign.id, TODAY)["letter"] == [invitation_of(one).id]
    fill(campaign_id=campaign.id, by=by, at=NOW)
    assert [invitation_of(who).status for who in (other, hidden)] == [InvitationStatus.STOPPED] * 2
    other.refresh_from_db()
    assert (other.next_action, other.next_action_on) == (NextAction.ASK_AGAIN, date(2026, 12, 1))


def test_planning_takes_as_many_queries_for_many_as_for_one() -> None:
    cast, by = world()
    known(cast)
    campaign = draft(by)
    day_for(campaign, by, number=30)
    few = _queries(campaign, by)
    for number in range(40):
        known(cast, f"Mens {number}")
    assert _queries(campaign, by) == few
    PersonDetails.objects.update(area_code="WK034406")
    assert _queries(campaign, by) == few


def _queries(campaign, by) -> int:  # type: ignore[no-untyped-def]
    with CaptureQueriesContext(
        connection,
    ) as seen:
        preview_of(campaign, by=by, on=TODAY)
    return len(seen)
