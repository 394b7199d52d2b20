"""Whole days, and the half-years of accounting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.shared.errors import Refused
from meedoen.shared.period import Period, half_year, half_year_code, last_complete_half_year

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def test_a_half_year_has_its_first_and_last_day() -> None:
    assert half_year("2026-H1") == Period(date(2026, 1, 1), date(2026, 6, 30))
    assert half_year("2026-H2") == Period(date(2026, 7, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    "code", ["", "2026", "2026-H3", "2026-h1", "26-H1", "2026-H1 ", "1899-H1", "2026-H1x"]
)
def test_a_code_that_is_no_half_year_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(Refused, match="bijvoorbeeld 2026-H1"):
        half_year(code)


@given(days)
def test_each_day_lies_in_the_half_year_of_its_code(day: date) -> None:
    assert day in half_year(half_year_code(day))


@given(days)
def test_the_last_complete_half_year_ends_the_day_before_this_one_begins(today: date) -> None:
    last = half_year(last_complete_half_year(today))
    assert last.end + timedelta(days=1) == half_year(half_year_code(today)).start
    assert today not in last


@given(days, st.integers(0, 800), days, st.integers(0, 800))
def test_a_period_overlaps_a_run_where_they_share_a_day(
    start: date, length: int, other: date, other_length: int
) -> None:
    period = Period(start, start + timedelta(days=length))
    end = other + timedelta(days=other_length)
    shared = any(day in period for day in (other, end)) or (other <= start <= end)
    assert period.overlaps(other, end) is shared
    assert period.overlaps(other, None) is (other <= period.end)


def test_a_period_of_one_day_has_one_day() -> None:
    period = Period(date(2026, 3, 1), date(2026, 3, 1))
    assert period.days == 1 and date(2026, 3, 1) in period and date(2026, 3, 2) not in period


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 3, 2), date(2026, 3, 1))
