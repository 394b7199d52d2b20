"""One resident noticed twice, and what happens to a notice that nobody gets to."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from meedoen.outreach.actions import climb_notices, close_notice, join_notice, make_contact, take_notice
from meedoen.outreach.models import Notice
from meedoen.outreach.policy import climbs_to, pick_up_by
from meedoen.outreach.queries import climbed_by_team, likely_the_same, open_notices, receipt_of, worries_of
from meedoen.outreach.tests.makers import FORM, make_areas, make_notice
from meedoen.outreach.vocabulary import NOTICE_WORKING_DAYS, ClimbedTo, CloseReason, Urgency
from meedoen.people.actions import NewPerson, leave_alone
from meedoen.shared.errors import Refused
from meedoen.trail.models import AccessLine
from tests.cast import NOW, Cast, involve, make_case, make_cast, make_person, running

ORDER = [ClimbedTo.TEAM, ClimbedTo.TEAM_LEAD, ClimbedTo.POLICY_LEAD]


def _text(response: Any) -> str:
    return unescape(response.content.decode())


def _signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 30))
def test_a_late_notice_only_climbs_and_never_before_its_day_has_passed(due: date, days: int) -> None:
    today, tomorrow = (climbs_to(due, due + timedelta(days=count)) for count in (days, days + 1))
    assert ORDER.index(today) <= ORDER.index(tomorrow)
    assert (today == ClimbedTo.TEAM) == (days == 0)


@pytest.mark.parametrize(
    ("urgency", "due"),
    [
        (Urgency.TODAY, date(2026, 9, 15)),
        (Urgency.WEEK, date(2026, 9, 18)),
        (Urgency.CAN_WAIT, date(2026, 9, 24)),
    ],
)
def test_the_sender_says_how_soon_and_the_term_of_the_installation_is_the_longest(
    urgency: Urgency, due: date
) -> None:
    assert pick_up_by(urgency, date(2026, 9, 15), {**NOTICE_WORKING_DAYS, "received": 7}) == due
    assert pick_up_by(urgency, date(2026, 9, 15), {**NOTICE_WORKING_DAYS, "received": 0}) == date(2026, 9, 15)


@pytest.mark.django_db
def test_two_worries_about_one_resident_become_one_and_both_receipts_follow_it(client: Client) -> None:
    cast = make_cast()
    first, second = make_notice(), make_notice(worry="De gordijnen blijven dicht.", reporter_name="Nel")
    bram = cast.actor("bram")
    assert [row.id for row in likely_the_same(second, bram)] == [first.id]
    join_notice(notice_id=second.id, into_id=first.id, by=bram, at=NOW)
    assert [row.id for row in open_notices(bram)] == [first.id]
    take_notice(notice_id=first.id, by=bram, at=NOW)
    for notice in (first, second):
        assert "Je signaal: opgepakt" in _text(client.get(f"/signaal/bon/{receipt_of(notice)}/"))
    case = make_contact(notice_id=first.id, person=NewPerson("Wilma", "Verzonnen"), by=bram, at=NOW)
    second.refresh_from_db()
    assert second.involvement_id == case.involvement_id
    assert {card.status for card in worries_of(case.involvement_id)} == {"in contact"}
    close_notice(notice_id=first.id, reason=CloseReason.SUPPORTED, by=bram, at=NOW)
    assert "Je signaal: afgesloten" in _text(client.get(f"/signaal/bon/{receipt_of(second)}/"))


@pytest.mark.django_db
def test_what_goes_on_elsewhere_is_not_worked_on_and_a_chain_is_flat() -> None:
    cast = make_cast()
    first, second, third = make_notice(), make_notice(), make_notice()
    bram = cast.actor("bram")
    join_notice(notice_id=third.id, into_id=second.id, by=bram, at=NOW)
    join_notice(notice_id=second.id, into_id=first.id, by=bram, at=NOW)
    assert set(Notice.objects.filter(joined_to=first)) == {second, third}
    for wrong in (
        lambda: take_notice(notice_id=third.id, by=bram, at=NOW),
        lambda: join_notice(notice_id=first.id, into_id=third.id, by=bram, at=NOW),
        lambda: join_notice(notice_id=first.id, into_id=first.id, by=bram, at=NOW),
    ):
        with pytest.raises(Refused):
            wrong()


@pytest.mark.django_db
def test_a_notice_of_another_team_is_neither_proposed_nor_joined() -> None:
    cast = make_cast()
    first, second = make_notice(), make_notice()
    Notice.objects.filter(id=first.id).update(team=cast.zuilen)
    assert likely_the_same(second, cast.actor("bram")) == []
    client = _signed_in(cast.bram)
    assert client.post(f"/werk/signalen/{second.id}/samenvoegen/", {"into": str(first.id)}).status_code == 404
    with pytest.raises(Refused):
        join_notice(notice_id=second.id, into_id=first.id, by=cast.actor("bram"), at=NOW)


@pytest.mark.django_db
def test_the_page_proposes_with_a_line_for_each_and_joins(client: Client) -> None:
    cast = make_cast()
    make_areas()
    first = make_notice()
    client.post("/signaal/", {**FORM, "urgency": "today", "life_domains": ["health"]})
    second = Notice.objects.exclude(id=first.id).get()
    bram = _signed_in(cast.bram)
    page = _text(bram.get(f"/werk/signalen/{second.id}/"))
    assert "Gaat dit over dezelfde inwoner?" in page
    assert "vandaag nog" in page
    assert AccessLine.objects.count() == 2
    posted = bram.post(f"/werk/signalen/{second.id}/samenvoegen/", {"into": str(first.id)}, follow=True)
    assert "Ook doorgegeven door" in _text(posted)
    first.refresh_from_db()
    assert first.due_on == NOW.date()
    again = bram.post(f"/werk/signalen/{second.id}/samenvoegen/", {"into": "niets"}, follow=True)
    assert "Kies het signaal" in _text(again)


@pytest.mark.django_db
def test_a_resident_asks_for_themself_and_tells_their_name_once(client: Client) -> None:
    make_cast()
    make_areas()
    own = {**FORM, "reporter_kind": "self", "resident_name": "", "resident_contact": "", "resident_knows": ""}
    assert client.post("/signaal/", own).status_code == 302
    notice = Notice.objects.get()
    assert (notice.resident_name, notice.resident_contact) == ("Gerard", "06-00000000")
    assert notice.resident_knows


@pytest.mark.django_db
def test_contact_after_a_new_worry_keeps_a_wish_to_be_left_alone() -> None:
    cast = make_cast()
    bram, until = cast.actor("bram"), NOW.date() + timedelta(days=60)
    case = make_case(involve(make_person(cast.utrecht, "Wilma"), cast.bram))
    leave_alone(involvement_id=case.involvement_id, until=until, by=bram, at=NOW)
    notice = make_notice()
    take_notice(notice_id=notice.id, by=bram, at=NOW)
    make_contact(notice_id=notice.id, person=case.involvement.person_id, by=bram, at=NOW)
    involvement = running().get()
    assert (involvement.left_alone_until, involvement.next_action_on) == (until, until)
    assert [card.worry for card in worries_of(involvement.id)] == [notice.worry]


def _late(cast: Cast, days: int) -> Notice:
    notice = make_notice(at=NOW - timedelta(days=30))
    Notice.objects.filter(id=notice.id).update(due_on=NOW.date() - timedelta(days=days))
    return notice


@pytest.mark.django_db
def test_what_lapses_climbs_to_the_team_lead_and_then_to_policy_and_comes_back_when_taken() -> None:
    cast = make_cast()
    soon, late, very_late = _late(cast, 0), _late(cast, 1), _late(cast, 9)
    assert (climb_notices(at=NOW), climb_notices(at=NOW)) == (2, 0)
    climbed = {row.id: row.climbed_to for row in Notice.objects.all()}
    assert climbed == {soon.id: "team", late.id: "team_lead", very_late.id: "policy_lead"}
    assert climbed_by_team(cast.utrecht.id) == [(cast.overvecht.name, 1)]
    assert climbed_by_team(cast.deventer.id) == []
    page = _text(_signed_in(cast.dirk).get("/werk/cijfers/signalen/"))
    assert cast.overvecht.name in page
    assert "minder dan 10" in page
    assert "nu ook van de teamleider" in _text(_signed_in(cast.tessa).get("/werk/signalen/"))
    take_notice(notice_id=very_late.id, by=cast.actor("bram"), at=NOW)
    very_late.refresh_from_db()
    assert very_late.climbed_to == ClimbedTo.TEAM
