"""Windows of time: each moment lies in one, and waiting the seconds left reaches the next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.shared.window import seconds_left, window_of

HERE = ZoneInfo("Europe/Amsterdam")
LENGTHS = st.sampled_from([timedelta(seconds=60), timedelta(minutes=10)])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=HERE)
)


@given(MOMENTS, LENGTHS)
def test_a_moment_falls_in_its_own_window(at: datetime, length: timedelta) -> None:
    start = window_of(at, length)
    assert start.timestamp() <= at.timestamp() < start.timestamp() + length.total_seconds()
    assert window_of(start, length) == start


@given(MOMENTS, LENGTHS)
def test_waiting_the_seconds_left_reaches_the_next_window(at: datetime, length: timedelta) -> None:
    left = seconds_left(at, length)
    assert 1 <= left <= length.total_seconds()
    later = datetime.fromtimestamp(at.timestamp() + left + 1, HERE)
    assert window_of(later, length) > window_of(at, length)


@pytest.mark.parametrize(("minute", "start"), [(10, 10), (19, 10), (20, 20)])
def test_windows_of_ten_minutes_start_at_whole_tens(minute: int, start: int) -> None:
    at = datetime(2026, 9, 15, 10, minute, 7, tzinfo=HERE)
    assert window_of(at, timedelta(minutes=10)) == at.replace(minute=start, second=0)
