"""Decisions about notices, without a database."""

from datetime import date

import pytest

from meedoen.outreach.policy import (
    may_become,
    may_take,
    may_work_on,
    next_due,
    too_often,
)
from meedoen.outreach.vocabulary import NOTICE_STEPS, NOTICE_WORKING_DAYS, NoticeStatus

FORWARD = [
    (NoticeStatus.RECEIVED, NoticeStatus.PICKED_UP),
    (NoticeStatus.PICKED_UP, NoticeStatus.IN_CONTACT),
    (NoticeStatus.PICKED_UP, NoticeStatus.CLOSED),
    (NoticeStatus.IN_CONTACT, NoticeStatus.CLOSED),
]


def test_a_notice_goes_only_forward_and_every_state_is_in_the_table() -> None:
    allowed = [(one, other) for one in NoticeStatus for other in NoticeStatus if may_become(one, other)]
    assert sorted(allowed) == sorted(FORWARD)
    assert set(NOTICE_STEPS) == set(NoticeStatus)


def test_every_open_state_has_a_term_and_closed_has_none() -> None:
    assert set(NOTICE_WORKING_DAYS) == set(NoticeStatus) - {NoticeStatus.CLOSED}


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 9, 15), date(2026, 9, 18)),
        (date(2026, 9, 18), date(2026, 9, 23)),
        (date(2026, 9, 19), date(2026, 9, 24)),
        (date(2026, 12, 24), date(2026, 12, 30)),
        (date(2026, 4, 2), date(2026, 4, 9)),
    ],
    ids=["tuesday", "friday", "saturday", "christmas", "easter"],
)
def test_three_working_days_pass_over_weekends_and_holidays(on: date, due: date) -> None:
    assert next_due(NoticeStatus.RECEIVED, on, NOTICE_WORKING_DAYS) == due


def test_a_colleague_takes_over_and_a_closed_notice_stays_closed() -> None:
    assert may_take(NoticeStatus.RECEIVED, taken_by_me=False)
    assert may_take(NoticeStatus.PICKED_UP, taken_by_me=False)
    assert not may_take(NoticeStatus.PICKED_UP, taken_by_me=True)
    assert not may_take(NoticeStatus.CLOSED, taken_by_me=False)
    assert may_work_on(taken_by_me=True)
    assert not may_work_on(taken_by_me=False)


def test_thirty_times_in_ten_minutes_is_enough() -> None:
    assert [too_often(attempt) for attempt in (1, 30, 31)] == [False, False, True]
