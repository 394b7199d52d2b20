"""Who leaves hands on everybody at once: evenly, the shielded to who stands in, and nothing half."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.accounts.models import User
from meedoen.people.actions import ask_lead_change, hand_on_caseload
from meedoen.people.models import Involvement, LeadChange
from meedoen.people.policy import share_out
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, Cast, involve, make_cast, make_person, running

pytestmark = pytest.mark.django_db


def _colleague(cast: Cast, name: str) -> User:
    user = User.objects.create(email=f"{name}@voorbeeld.invalid", name=name)
    like = cast.bram.memberships.get()
    user.memberships.create(
        agency=like.agency, team=like.team, role=like.role, legal_domain=like.legal_domain, starts_on=TODAY
    )
    return user


def _leads() -> dict[str, int]:
    rows = running().exclude(legal_domain="open")
    names = list(rows.values_list("lead__name", flat=True))
    return {name: names.count(name) for name in sorted(set(names))}


def test_everybody_is_spread_so_that_who_has_few_gets_more() -> None:
    cast = make_cast()
    ada, bob = _colleague(cast, "Ada"), _colleague(cast, "Bob")
    for number in range(3):
        involve(make_person(cast.utrecht, f"Van Ada {number}"), ada)
    for number in range(7):
        involve(make_person(cast.utrecht, f"Van Bram {number}"), cast.bram)
    hand_on_caseload(from_user_id=cast.bram.id, to_user_ids=[ada.id, bob.id], by=cast.actor("tessa"), at=NOW)
    assert _leads() == {"Ada": 5, "Bob": 5}
    assert AuditLine.objects.filter(act="name_lead").count() == 7
    assert set(running().values_list("next_action", "next_action_on")) == {("conversation", TODAY)}


def test_the_shielded_and_whom_no_colleague_can_lead_go_to_who_stands_in() -> None:
    cast = make_cast()
    ada = _colleague(cast, "Ada")
    hidden = involve(make_person(cast.utrecht, "Afgeschermd", shielded=True), cast.bram)
    involve(make_person(cast.utrecht, "Gewoon"), cast.bram)
    wish = TODAY + timedelta(days=90)
    resting = involve(make_person(cast.utrecht, "Rust", shielded=True), cast.bram)
    Involvement.objects.filter(id=resting.id).update(left_alone_until=wish, next_action_on=wish)
    hand_on_caseload(from_user_id=cast.bram.id, to_user_ids=[ada.id], by=None, at=NOW)
    assert _leads() == {"Ada": 1, "Tessa": 2}
    hidden.refresh_from_db()
    assert (hidden.next_action, hidden.next_action_on) == ("name_lead", TODAY + timedelta(days=1))
    resting.refresh_from_db()
    assert (resting.next_action, resting.next_action_on) == ("ask_again", wish)


def test_a_team_lead_hands_on_the_own_reach_alone_and_open_questions_are_withdrawn() -> None:
    cast = make_cast()
    ada = _colleague(cast, "Ada")
    own = involve(make_person(cast.utrecht, "Hier"), cast.bram)
    elsewhere = involve(make_person(cast.utrecht, "Daar"), cast.bram)
    Involvement.objects.filter(id=elsewhere.id).update(team=cast.zuilen)
    ask_lead_change(involvement_id=own.id, to_user_id=cast.tessa.id, by=cast.actor("bram"), at=NOW)
    hand_on_caseload(from_user_id=cast.bram.id, to_user_ids=[ada.id], by=cast.actor("tessa"), at=NOW)
    assert _leads() == {"Ada": 1, "Bram": 1}
    assert LeadChange.objects.filter(answered_at__isnull=True).count() == 0
    for stranger in ("fatima", "olga", "dirk"):
        assert not hand_on_caseload(
            from_user_id=cast.bram.id, to_user_ids=[], by=cast.actor(stranger), at=NOW
        )
    assert _leads() == {"Ada": 1, "Bram": 1}


def test_where_nobody_is_left_nothing_is_written() -> None:
    cast = make_cast()
    involve(make_person(cast.utrecht, "Samir"), cast.fatima)
    involve(make_person(cast.utrecht, "Aya"), cast.fatima)
    with pytest.raises(Refused, match="Geef eerst een collega een rol"):
        hand_on_caseload(from_user_id=cast.fatima.id, to_user_ids=[cast.bram.id], by=None, at=NOW)
    assert _leads() == {"Fatima": 2}
    assert AuditLine.objects.filter(act="name_lead").count() == 0


def test_a_large_caseload_takes_no_query_for_each() -> None:
    cast = make_cast()
    ada = _colleague(cast, "Ada")

    def queries(people: int) -> int:
        for number in range(people):
            involve(make_person(cast.utrecht, f"Persoon {number}"), cast.bram)
        with CaptureQueriesContext(connection) as counted:
            hand_on_caseload(from_user_id=cast.bram.id, to_user_ids=[ada.id], by=None, at=NOW)
        return len(counted)

    assert queries(2) == queries(40)


def test_shares_differ_by_one_at_most_where_all_began_with_nothing() -> None:
    colleagues = [UUID(int=number) for number in range(1, 4)]
    shared = share_out([False, True, False, False, False], dict.fromkeys(colleagues, 0))
    assert shared == [colleagues[0], None, colleagues[1], colleagues[2], colleagues[0]]
    assert share_out([False], {}) == [None]
