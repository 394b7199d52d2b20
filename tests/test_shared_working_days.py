"""Working days, and where a term ends, by the Algemene termijnenwet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.shared.working_days import add_working_days, holidays, is_working_day, next_working_day

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 11, 1))


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
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]
    assert date(2025, 5, 5) in holidays(2025)
    assert date(2025, 4, 26) in holidays(2025)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 4, 3), date(2026, 4, 7)),  # Good Friday, and Easter Monday after the weekend
        (date(2026, 5, 14), date(2026, 5, 15)),  # Ascension
        (date(2027, 12, 25), date(2027, 12, 27)),  # Christmas in a weekend is not made up for
        (date(2028, 2, 29), date(2028, 2, 29)),  # a leap day that is a working day
    ],
)
def test_a_term_runs_on_to_the_next_working_day(day: date, ends: date) -> None:
    assert next_working_day(day) == ends


@given(DAYS)
def test_a_term_never_ends_before_its_day_and_at_most_five_days_later(day: date) -> None:
    """The longest wait is from Good Friday over Easter, where King's day is the Tuesday after it."""
    ends = next_working_day(day)
    assert is_working_day(ends) and day <= ends
    assert not any(is_working_day(day + timedelta(days=step)) for step in range((ends - day).days))
    assert (ends - day).days <= 5


@given(DAYS, st.integers(min_value=0, max_value=400))
def test_a_later_day_never_ends_earlier(day: date, later: int) -> None:
    assert next_working_day(day + timedelta(days=later)) >= next_working_day(day)


def test_easter_moves_the_days_that_hang_on_it_from_its_earliest_to_its_latest() -> None:
    """Easter on 23 March 2008 and on 25 April 2038, when King's day follows Easter Monday."""
    assert {date(2008, 3, 21), date(2008, 3, 24), date(2008, 5, 1), date(2008, 5, 12)} < holidays(2008)
    assert {date(2038, 4, 23), date(2038, 4, 26), date(2038, 4, 27), date(2038, 6, 3)} < holidays(2038)
    assert next_working_day(date(2038, 4, 23)) == date(2038, 4, 28)
    # Ascension on 5 May 2016 was Liberation day as well: one day, not two.
    assert len(holidays(2016)) == 8
