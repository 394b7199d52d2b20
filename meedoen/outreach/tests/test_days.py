"""The day itself: who came, what came of it, who walked in, and what follows when the day is over."""

from datetime import datetime, timedelta

import pytest

from meedoen.outreach.actions.campaigns import start_campaign
from meedoen.outreach.actions.days import close_day, finish_campaign, keep_days, mark, note_outcome, walk_in
from meedoen.outreach.actions.inviting import note_try
from meedoen.outreach.models import Invitation
from meedoen.outreach.policy.days import CampaignFigures, band_of, follow_up, for_outsiders, share
from meedoen.outreach.policy.pacing import RESPITE
from meedoen.outreach.queries.days import desk_days, desk_rows, figures_of
from meedoen.outreach.tests.campaign_makers import (
    FIRST_DAY,
    day_for,
    draft,
    invitation_of,
    known,
    running_campaign,
    world,
)
from meedoen.outreach.vocabulary import CampaignStatus, DayOutcome, InvitationStatus, NotSeen
from meedoen.people.models import Involvement
from meedoen.people.queries import loose_ends
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from tests.cast import NOW, TODAY, involve, make_person

pytestmark = pytest.mark.django_db

THEN = NOW + (FIRST_DAY - TODAY)


def told(involvement: Involvement, at: datetime = NOW) -> Invitation:
    note_try(invitation_id=invitation_of(involvement).id, channel="letter", outcome="sent", at=at)
    return invitation_of(involvement)


def next_of(involvement: Involvement) -> tuple[str, object]:
    involvement.refresh_from_db()
    return involvement.next_action, involvement.next_action_on


def test_one_tap_says_who_is_here_and_the_other_puts_a_mistake_right() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    mine = told(wilma)
    with pytest.raises(Refused):
        mark(invitation_id=mine.id, came=True, by=by, at=NOW)
    mark(invitation_id=mine.id, came=False, by=by, at=THEN)
    mark(invitation_id=mine.id, came=True, by=by, at=THEN)
    mine = invitation_of(wilma)
    assert (mine.status, mine.arrived_at) == (InvitationStatus.CAME, THEN)
    with pytest.raises(Refused):
        mark(invitation_id=mine.id, came=True, by=cast.actor("bram"), at=THEN)


def test_an_outcome_is_contact_and_plans_what_follows_unless_the_lead_planned_later() -> None:
    cast, by = world()
    wilma, other = known(cast), known(cast, "Ander")
    running_campaign(by)
    with pytest.raises(Refused):
        note_outcome(invitation_id=told(wilma).id, outcome=DayOutcome.ACTIVE, by=by, at=THEN)
    for one in (wilma, other):
        mark(invitation_id=told(one).id, came=True, by=by, at=THEN)
    later = FIRST_DAY + timedelta(days=10)
    Involvement.objects.filter(id=other.id).update(next_action_on=later)
    for one, outcome in ((wilma, DayOutcome.NOT_NOW), (other, DayOutcome.TO_TEAM)):
        note_outcome(invitation_id=invitation_of(one).id, outcome=outcome, by=by, at=THEN)
    assert next_of(wilma) == (NextAction.INVITE, FIRST_DAY + RESPITE)
    assert next_of(other) == (NextAction.CONVERSATION, later)
    assert wilma.last_contact_on == FIRST_DAY


def test_who_did_not_come_is_asked_again_on_a_later_day_and_then_left_in_peace() -> None:
    cast, by = world()
    wilma = known(cast)
    campaign = draft(by)
    day_for(campaign, by)
    later = day_for(campaign, by, first=FIRST_DAY + timedelta(weeks=6))
    start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    first = told(wilma).day
    assert first is not None
    assert close_day(day_id=first.id, by=by, at=THEN) == 1
    mine = invitation_of(wilma)
    assert (mine.missed, mine.status, mine.day) == (1, InvitationStatus.PLANNED, later)
    assert close_day(day_id=first.id, by=by, at=THEN) == 0
    told(wilma, THEN + timedelta(weeks=4))
    after = THEN + timedelta(weeks=6)
    close_day(day_id=later.id, by=by, at=after)
    mine = invitation_of(wilma)
    assert (mine.status, mine.missed, mine.day) == (InvitationStatus.STOPPED, 2, None)
    assert next_of(wilma) == (NextAction.INVITE, after.date() + RESPITE)
    assert list(loose_ends(after.date())) == []


def test_who_was_never_told_of_a_time_did_not_miss_it() -> None:
    cast, by = world()
    wilma = known(cast)
    _, day = running_campaign(by)
    close_day(day_id=day.id, by=by, at=THEN)
    assert (invitation_of(wilma).missed, invitation_of(wilma).status) == (0, InvitationStatus.PLANNED)


def test_a_day_that_nobody_closed_is_closed_by_itself_and_who_came_was_spoken() -> None:
    cast, by = world()
    came, missed = known(cast), known(cast, "Weg")
    running_campaign(by)
    mark(invitation_id=told(came).id, came=True, by=by, at=THEN)
    told(missed)
    assert keep_days(at=THEN) == 0
    assert keep_days(at=THEN + timedelta(days=1)) == 1
    came.refresh_from_db()
    assert came.last_contact_on == FIRST_DAY
    assert invitation_of(missed).missed == 1
    assert keep_days(at=THEN + timedelta(days=1)) == 0


def test_who_walks_in_stands_on_the_list_of_today_and_their_own_time_is_free() -> None:
    cast, by = world()
    wilma, stranger = known(cast), make_person(cast.utrecht, "Vreemd")
    new = known(cast, "Nieuw", shielded=True)
    campaign = draft(by)
    day_for(campaign, by)
    later = day_for(campaign, by, first=FIRST_DAY + timedelta(days=7))
    Involvement.objects.filter(id=wilma.id).update(last_contact_on=TODAY)
    start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    Invitation.objects.filter(involvement=wilma).update(day=later)
    today = campaign.days.get(held_on=FIRST_DAY)
    for one in (wilma, new):
        walk_in(day_id=today.id, person_id=one.person_id, by=by, at=THEN)
    rows = desk_rows(today, by=by, on=FIRST_DAY)
    assert {row.invitation.involvement_id for row in rows} == {wilma.id, new.id}
    assert {(row.invitation.walked_in, row.invitation.starts_at) for row in rows} == {(True, None)}
    assert desk_rows(later, by=by, on=FIRST_DAY) == []
    involve(stranger, cast.bram)
    with pytest.raises(Refused):
        walk_in(day_id=today.id, person_id=stranger, by=by, at=THEN)
    with pytest.raises(Refused):
        walk_in(day_id=later.id, person_id=wilma.person_id, by=by, at=THEN)


def test_only_staff_of_the_day_and_who_plans_sit_at_its_desk() -> None:
    cast, by = world()
    known(cast)
    _, day = running_campaign(by)
    seen = {name: list(desk_days(cast.actor(name), TODAY)) for name in ("fatima", "bram", "tessa")}
    assert seen == {"fatima": [day], "bram": [], "tessa": []}


def test_a_campaign_ends_after_its_last_day_and_nobody_is_left_without_a_date() -> None:
    cast, by = world()
    people = [known(cast, f"Mens {number}") for number in range(3)]
    campaign, _ = running_campaign(by)
    for one in people[:2]:
        told(one)
    with pytest.raises(Refused):
        finish_campaign(campaign_id=campaign.id, by=by, at=NOW)
    mark(invitation_id=invitation_of(people[0]).id, came=True, by=by, at=THEN)
    finish_campaign(campaign_id=campaign.id, by=by, at=THEN)
    campaign.refresh_from_db()
    assert campaign.status == CampaignStatus.DONE
    assert [invitation_of(one).status for one in people] == ["came", "stopped", "stopped"]
    assert list(loose_ends(THEN.date())) == []


def test_the_figures_count_people_times_and_shares() -> None:
    cast, by = world()
    people = [known(cast, f"Mens {number}", seen=TODAY - timedelta(days=1500)) for number in range(4)]
    campaign, day = running_campaign(by)
    for one in people:
        told(one)
    for one in people[:2]:
        mark(invitation_id=invitation_of(one).id, came=True, by=by, at=THEN)
    note_outcome(invitation_id=invitation_of(people[0]).id, outcome=DayOutcome.TO_TEAM, by=by, at=THEN)
    walk_in(day_id=day.id, person_id=known(cast, "Inloper").person_id, by=by, at=THEN)
    close_day(day_id=day.id, by=by, at=THEN)
    figures = figures_of(campaign, FIRST_DAY)
    assert (figures.people, figures.invited, figures.came, figures.walked_in) == (5, 4, 3, 1)
    assert (figures.missed, figures.show_rate, figures.handed_over_share) == (2, 50, 33)
    assert figures.outcomes[DayOutcome.TO_TEAM] == 1
    assert (figures.not_seen[NotSeen.UNDER_A_YEAR], figures.not_seen[NotSeen.TO_FIVE]) == (3, 2)
    assert (figures.people_by_district, figures.came_by_district) == ({"WK034403": 5}, {"WK034403": 3})
    assert for_outsiders(figures).people is None


def figures(came: int, missed: int, handed: int, people: int) -> CampaignFigures:
    rest = people - came
    return CampaignFigures(
        people=people,
        invited=people,
        reached=came,
        came=came,
        walked_in=0,
        missed=missed,
        show_rate=share(came, came + missed),
        handed_over_share=share(handed, came),
        standings={"came": came, "stopped": rest},
        outcomes={DayOutcome.TO_TEAM: handed, DayOutcome.ACTIVE: came - handed},
        not_seen={NotSeen.UNDER_A_YEAR: came, NotSeen.LONGER: rest},
        people_by_district={"WK01": people},
        came_by_district={"WK01": came},
        tries={"letter": people},
    )


def test_outsiders_see_large_numbers_rounded_and_small_ones_not_at_all() -> None:
    shown = for_outsiders(figures(came=212, missed=188, handed=21, people=401))
    assert (shown.people, shown.came, shown.outcomes[DayOutcome.TO_TEAM]) == (400, 210, 20)
    assert (shown.handed_over_share, shown.show_rate) == (10, 53)
    few = for_outsiders(figures(came=40, missed=9, handed=4, people=60))
    assert (few.handed_over_share, few.show_rate, few.missed) == (None, None, None)
    assert set(few.outcomes.values()) == {None}
    nearly_all = for_outsiders(figures(came=57, missed=20, handed=20, people=60))
    assert (nearly_all.came, nearly_all.came_by_district, nearly_all.people_by_district) == (
        None,
        {"WK01": None},
        {"WK01": None},
    )


def test_years_without_contact_are_whole_years_also_over_a_leap_day() -> None:
    leap = TODAY.replace(year=2024, month=2, day=29)
    assert band_of(None, TODAY) == NotSeen.NEVER
    assert band_of(leap, leap.replace(year=2025, day=28)) == NotSeen.UNDER_A_YEAR
    assert band_of(leap, leap.replace(year=2025, month=3, day=1)) == NotSeen.TO_THREE
    assert band_of(leap, TODAY.replace(year=2027, month=3, day=1)) == NotSeen.TO_FIVE
    assert band_of(leap, TODAY.replace(year=2029, month=3, day=1)) == NotSeen.LONGER


def test_who_does_something_or_wants_nothing_now_is_asked_again_in_a_year() -> None:
    assert follow_up(DayOutcome.ACTIVE, TODAY) == (NextAction.INVITE, TODAY + RESPITE)
    assert follow_up(DayOutcome.TO_TEAM, TODAY) == (NextAction.FOLLOW, TODAY + timedelta(weeks=4))
