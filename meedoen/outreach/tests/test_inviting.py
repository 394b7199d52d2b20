"""Inviting one person: tries, another time, a no, a bounce, and what the lead has to do then."""

from datetime import date, time, timedelta

import pytest

from meedoen.outreach.actions.campaigns import start_campaign
from meedoen.outreach.actions.inviting import (
    bounced,
    change_time,
    decline_invitation,
    note_try,
    pause_inviting,
)
from meedoen.outreach.models import Invitation, Try
from meedoen.outreach.policy.pacing import RESPITE
from meedoen.outreach.queries.inviting import (
    free_times,
    invitations_due,
    letter_facts,
    out_of_ways,
)
from meedoen.outreach.tests.campaign_makers import (
    FIRST_DAY,
    day_for,
    draft,
    invitation_of,
    known,
    running_campaign,
    world,
)
from meedoen.outreach.vocabulary import InvitationStatus, TryOutcome
from meedoen.people.models import Involvement, PersonDetails
from meedoen.people.vocabulary import NextAction
from meedoen.shared.errors import Refused
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


def next_of(involvement: Involvement) -> tuple[str, date | None]:
    involvement.refresh_from_db()
    return involvement.next_action, involvement.next_action_on


def sent(invitation: Invitation, *, channel: str = "letter", message: str = "", at=NOW) -> None:  # type: ignore[no-untyped-def]
    note_try(invitation_id=invitation.id, channel=channel, outcome=TryOutcome.SENT, at=at, message_id=message)


def test_who_was_told_of_a_time_has_the_talk_as_the_next_thing() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    sent(invitation_of(wilma))
    invitation = invitation_of(wilma)
    assert (invitation.status, invitation.tries) == (InvitationStatus.INVITED, 1)
    assert invitation.next_try_on == TODAY + timedelta(weeks=4)
    assert next_of(wilma) == (NextAction.CONVERSATION, FIRST_DAY)


def test_the_channels_follow_each_other_and_go_by_what_is_known_of_somebody() -> None:
    cast, by = world()
    wilma, no_address = known(cast, seen=date(2020, 1, 1)), known(cast, "Zonder adres")
    nothing = known(cast, "Onbereikbaar")
    PersonDetails.objects.filter(person_id=no_address.person_id).update(street="")
    PersonDetails.objects.filter(person_id=nothing.person_id).update(street="", phone="")
    campaign, _ = running_campaign(by)
    due = invitations_due(campaign.id, TODAY)
    assert due == {"letter": [invitation_of(wilma).id], "phone": [invitation_of(no_address).id]}
    assert out_of_ways(campaign.id, TODAY) == [invitation_of(nothing).id]
    sent(invitation_of(wilma))
    assert invitations_due(campaign.id, TODAY)["letter"] == []


def test_what_bounced_is_tried_by_another_channel_the_next_working_day_and_the_time_is_kept() -> None:
    cast, by = world()
    wilma = known(cast)
    campaign, day = running_campaign(by)
    sent(invitation_of(wilma), message="bericht-1")
    assert bounced(message_id="bericht-1", at=NOW) is True
    invitation = invitation_of(wilma)
    assert (invitation.status, invitation.day) == (InvitationStatus.PLANNED, day)
    assert invitation.next_try_on == TODAY + timedelta(days=1)
    assert invitations_due(campaign.id, TODAY + timedelta(days=1))["phone"] == [invitation.id]
    assert [bounced(message_id=known_id, at=NOW) for known_id in ("bericht-1", "onbekend", "")] == [False] * 3
    assert Try.objects.get().outcome == TryOutcome.BOUNCED


def test_after_the_most_tries_inviting_stops_with_a_day_and_the_time_is_free_again() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    for _ in range(2):
        note_try(
            invitation_id=invitation_of(wilma).id,
            channel="phone",
            outcome=TryOutcome.NO_ANSWER,
            at=NOW,
            by=by,
        )
    invitation = invitation_of(wilma)
    until = TODAY + RESPITE
    assert (invitation.status, invitation.day) == (InvitationStatus.STOPPED, None)
    assert (invitation.stopped_until, next_of(wilma)) == (until, (NextAction.INVITE, until))


def test_who_could_not_be_told_before_the_day_waits_for_a_later_one() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    note_try(invitation_id=invitation_of(wilma).id, channel="phone", outcome="no_answer", at=NOW, by=by)
    invitation = invitation_of(wilma)
    assert (invitation.day, invitation.status) == (None, InvitationStatus.PLANNED)
    assert next_of(wilma) == (NextAction.INVITE, TODAY + timedelta(weeks=4))


def test_a_call_that_is_answered_counts_as_contact() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    note_try(invitation_id=invitation_of(wilma).id, channel="phone", outcome="reached", at=NOW, by=by)
    wilma.refresh_from_db()
    assert wilma.last_contact_on == TODAY


def test_another_time_can_be_chosen_as_long_as_it_is_free() -> None:
    cast, by = world()
    wilma, other = known(cast, seen=date(2020, 1, 1)), known(cast, "Ander")
    campaign = draft(by)
    day_for(campaign, by)
    far = day_for(campaign, by, first=FIRST_DAY + timedelta(days=1), area_code="WK034406")
    start_campaign(campaign_id=campaign.id, by=by, at=NOW)
    mine = invitation_of(wilma)
    free = free_times(mine.id, on=TODAY)
    assert [at for _, at in free] == [
        time(10, 30),
        time(11, 15),
        time(9),
        time(9, 45),
        time(10, 30),
        time(11, 15),
    ]
    change_time(invitation_id=mine.id, day_id=far.id, starts_at=time(9), at=NOW)
    mine = invitation_of(wilma)
    assert (mine.day, mine.starts_at, mine.status) == (far, time(9), InvitationStatus.MOVED)
    assert next_of(wilma) == (NextAction.CONVERSATION, far.held_on)
    for starts_at in (time(9), time(9, 1)):
        with pytest.raises(Refused):
            change_time(invitation_id=invitation_of(other).id, day_id=far.id, starts_at=starts_at, at=NOW)
    after = NOW + timedelta(days=20)
    with pytest.raises(Refused):
        change_time(invitation_id=invitation_of(other).id, day_id=far.id, starts_at=time(10, 30), at=after)
    assert free_times(mine.id, on=after.date()) == []


def test_a_no_frees_the_time_and_leaves_somebody_in_peace_for_a_year() -> None:
    cast, by = world()
    wilma = known(cast)
    _, day = running_campaign(by)
    mine = invitation_of(wilma)
    for _ in range(2):
        decline_invitation(invitation_id=mine.id, at=NOW)
    mine = invitation_of(wilma)
    assert (mine.status, mine.day, mine.next_try_on) == (InvitationStatus.DECLINED, None, None)
    assert next_of(wilma) == (NextAction.INVITE, TODAY + RESPITE)
    with pytest.raises(Refused):
        change_time(invitation_id=mine.id, day_id=day.id, starts_at=time(9), at=NOW)
    sent(mine)
    assert invitation_of(wilma).status == InvitationStatus.DECLINED


def test_a_pause_gives_up_the_time_and_keeps_the_lead_a_date() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    later = date(2026, 12, 1)
    pause_inviting(involvement_id=wilma.id, not_before=later, why="Operatie", by=by, at=NOW)
    assert invitation_of(wilma).stopped_until == later
    assert next_of(wilma) == (NextAction.INVITE, later)
    with pytest.raises(Refused):
        pause_inviting(involvement_id=wilma.id, not_before=TODAY - timedelta(days=1), why="", by=by, at=NOW)


def test_a_letter_says_when_and_where_and_whom_to_call_and_no_name() -> None:
    cast, by = world()
    wilma = known(cast)
    running_campaign(by)
    mine = invitation_of(wilma)
    (facts,) = letter_facts([mine.id])
    assert (facts.day, facts.starts_at, facts.place) == (FIRST_DAY, time(9), "Buurthuis De Dreef")
    assert (facts.phone, facts.agency) == ("030-1234567", "Werk en Inkomen Utrecht")
    assert "Wilma" not in repr(facts)
    decline_invitation(invitation_id=mine.id, at=NOW)
    assert letter_facts([mine.id]) == []
