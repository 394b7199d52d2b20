"""Decisions about notices, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.outreach.policy import (
    add_working_days,
    holidays,
    is_working_day,
    may_become,
    may_take,
    may_work_on,
    next_due,
    too_often,
)
from meedoen.outreach.vocabulary import NOTICE_STEPS, NOTICE_WORKING_DAYS, NoticeStatus

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 11, 1))
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
        (date(2026, 4, 2), date(2026, 4, 8)),
    ],
    ids=["tuesday", "friday", "saturday", "christmas", "easter"],
)
def test_three_working_days_pass_over_weekends_and_holidays(on: date, due: date) -> None:
    assert next_due(NoticeStatus.RECEIVED, on, NOTICE_WORKING_DAYS) == due


@given(DAYS, st.integers(min_value=0, max_value=30))
def test_a_due_day_is_a_working_day_with_that_many_working_days_before_it(day: date, count: int) -> None:
    due = add_working_days(day, count)
    start = add_working_days(day, 0)
    between = [start + timedelta(days=step) for step in range(1, (due - start).days + 1)]
    assert is_working_day(due)
    assert sum(is_working_day(one) for one in between) == count


def test_holidays_are_those_of_the_law() -> None:
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]
    assert date(2025, 5, 5) in holidays(2025)
    assert date(2025, 4, 26) in holidays(2025)


def test_a_colleague_takes_over_and_a_closed_notice_stays_closed() -> None:
    assert may_take(NoticeStatus.RECEIVED, taken_by_me=False)
    assert may_take(NoticeStatus.PICKED_UP, taken_by_me=False)
    assert not may_take(NoticeStatus.PICKED_UP, taken_by_me=True)
    assert not may_take(NoticeStatus.CLOSED, taken_by_me=False)
    assert may_work_on(taken_by_me=True)
    assert not may_work_on(taken_by_me=False)


def test_thirty_times_in_ten_minutes_is_enough() -> None:
    assert [too_often(attempt) for attempt in (1, 30, 31)] == [False, False, True]
