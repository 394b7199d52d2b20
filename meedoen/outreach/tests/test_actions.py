"""A notice from hand to hand: it always has somebody and a date, and the table of steps is kept."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from meedoen.casework.models import Case
from meedoen.outreach.actions import close_notice, make_contact, take_notice
from meedoen.outreach.models import Notice
from meedoen.outreach.queries import (
    notices,
    notices_about,
    open_notices,
    receipt_of,
    state_by_receipt,
)
from meedoen.outreach.tests.makers import WORRY, make_notice
from meedoen.outreach.vocabulary import CloseReason, NoticeStatus
from meedoen.people.actions import NewPerson
from meedoen.people.models import Person
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, make_cast

pytestmark = pytest.mark.django_db

WILMA = NewPerson(first_name="Wilma", last_name="Verzonnen")


def test_a_notice_comes_to_the_team_of_its_district_with_a_date() -> None:
    cast = make_cast()
    notice = make_notice()
    assert (notice.team, notice.due_on) == (cast.overvecht, date(2026, 9, 18))
    line = AuditLine.objects.get(act="pass_on_notice")
    assert (line.user_id, line.role) == (None, "system")


def test_the_term_is_a_setting(settings) -> None:  # type: ignore[no-untyped-def]
    make_cast()
    settings.NOTICE_WORKING_DAYS = {"received": 1}
    assert make_notice().due_on == date(2026, 9, 16)


def test_a_district_without_a_team_is_refused_and_nothing_is_kept() -> None:
    make_cast()
    with pytest.raises(Refused):
        make_notice(area_code="WK034406")
    assert Notice.objects.count() == 0


def test_only_the_team_that_owns_it_sees_a_notice() -> None:
    cast = make_cast()
    notice = make_notice()
    seen = {name: list(notices(cast.actor(name))) for name in ("bram", "tessa", "olga", "fatima", "carla")}
    assert seen == {"bram": [notice], "tessa": [notice], "olga": [], "fatima": [], "carla": []}
    make_notice(area_code="WK034402")
    assert list(open_notices(cast.actor("bram"))) == [notice]


def test_from_received_to_closed_each_state_has_somebody_and_a_date() -> None:
    cast = make_cast()
    by = cast.actor("bram")
    notice = take_notice(notice_id=make_notice().id, by=by, at=NOW)
    assert (notice.taken_by, notice.due_on) == (cast.bram, date(2026, 9, 22))
    case = make_contact(notice_id=notice.id, person=WILMA, by=by, at=NOW)
    assert case.involvement.legal_domain_id == "wmo"
    assert WORRY in case.reason
    notice.refresh_from_db()
    assert (notice.status, notice.due_on) == (NoticeStatus.IN_CONTACT, date(2026, 10, 13))
    assert notices_about(case.involvement.person_id) == [notice.id]
    closed = close_notice(notice_id=notice.id, reason=CloseReason.SUPPORTED, by=by, at=NOW)
    assert (closed.status, closed.closed_on) == (NoticeStatus.CLOSED, TODAY)
    assert list(open_notices(by)) == []


def test_a_colleague_takes_over_before_working_on_it() -> None:
    cast = make_cast()
    notice = take_notice(notice_id=make_notice().id, by=cast.actor("bram"), at=NOW)
    with pytest.raises(Refused):
        make_contact(notice_id=notice.id, person=WILMA, by=cast.actor("tessa"), at=NOW)
    with pytest.raises(Refused):
        close_notice(notice_id=notice.id, reason=CloseReason.MISTAKE, by=cast.actor("tessa"), at=NOW)
    assert (Person.objects.count(), Case.objects.count()) == (0, 0)
    taken = take_notice(notice_id=notice.id, by=cast.actor("tessa"), at=NOW)
    assert (taken.taken_by, taken.status) == (cast.tessa, NoticeStatus.PICKED_UP)


def test_what_nobody_picked_up_is_not_closed_and_contact_is_made_once() -> None:
    cast = make_cast()
    by = cast.actor("bram")
    notice = make_notice()
    with pytest.raises(Refused):
        close_notice(notice_id=notice.id, reason=CloseReason.MISTAKE, by=by, at=NOW)
    take_notice(notice_id=notice.id, by=by, at=NOW)
    make_contact(notice_id=notice.id, person=WILMA, by=by, at=NOW)
    with pytest.raises(Refused):
        make_contact(notice_id=notice.id, person=WILMA, by=by, at=NOW)
    assert Person.objects.count() == 1


def test_the_database_holds_a_closed_notice_to_its_reason_and_a_taken_one_to_somebody() -> None:
    make_cast()
    notice = make_notice()
    for change in ({"status": NoticeStatus.PICKED_UP}, {"status": NoticeStatus.CLOSED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.filter(id=notice.id).update(**change)


def test_a_receipt_tells_the_state_and_a_tampered_one_nothing() -> None:
    cast = make_cast()
    notice = make_notice()
    receipt = receipt_of(notice)
    assert state_by_receipt(receipt) == NoticeStatus.RECEIVED
    take_notice(notice_id=notice.id, by=cast.actor("bram"), at=NOW)
    assert state_by_receipt(receipt) == NoticeStatus.PICKED_UP
    other = make_notice().id.hex
    assert state_by_receipt(other + receipt[32:]) is None
    assert state_by_receipt(receipt[:-1] + ("a" if receipt[-1] != "a" else "b")) is None
    assert state_by_receipt("onzin") is None
