from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from meedoen.accounts.policy import seconds_left, window_of

HERE = ZoneInfo("Europe/Amsterdam")
MINUTE = timedelta(seconds=60)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=HERE)
)


@given(moments)
def test_a_moment_falls_in_its_own_window(at: datetime) -> None:
    start = window_of(at, MINUTE)
    assert start.timestamp() <= at.timestamp() < start.timestamp() + 60


@given(moments)
def test_waiting_the_seconds_left_reaches_the_next_window(at: datetime) -> None:
    left = seconds_left(at, MINUTE)
    assert 1 <= left <= 60
    later = datetime.fromtimestamp(at.timestamp() + left + 1, HERE)
    assert window_of(later, MINUTE) > window_of(at, MINUTE)
