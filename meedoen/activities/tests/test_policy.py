"""Places, waiting lists, rhythms and weeks: decided without a database."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.activities.policy import (
    WEEKDAYS,
    Rhythm,
    Room,
    may_enrol,
    may_mark,
    meeting_days,
    meeting_times,
    span_of_new_sessions,
    spot_for_newcomer,
    week_code,
    week_of,
    weekdays,
)
from meedoen.shared.errors import Refused
from meedoen.shared.period import Period

TUESDAY = date(2026, 9, 15)


def _rhythm(
    byday: str, *, anchor: date = date(2026, 9, 1), freq: str = "WEEKLY", interval: int = 1
) -> Rhythm:
    return Rhythm(byday, time(10), time(12), anchor, freq, interval)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_place_is_given_exactly_when_one_is_free_and_nobody_waits(
    capacity: int, placed: int, last_spot: int
) -> None:
    spot = spot_for_newcomer(Room(capacity, placed, last_spot))
    assert (spot is None) == (placed < capacity and last_spot == 0)
    assert spot in (None, last_spot + 1)


def test_who_comes_when_others_wait_goes_behind_them_even_if_a_place_is_free() -> None:
    assert spot_for_newcomer(Room(capacity=10, placed=9, last_spot=4)) == 5


def test_an_activity_can_be_joined_up_to_its_last_day() -> None:
    assert may_enrol(ends_on=TUESDAY, on=TUESDAY)
    assert may_enrol(ends_on=None, on=TUESDAY)
    assert not may_enrol(ends_on=TUESDAY, on=TUESDAY + timedelta(days=1))


def test_attendance_is_marked_from_the_day_itself_for_who_had_a_place_then() -> None:
    assert may_mark(held_on=TUESDAY, starts_on=TUESDAY, ends_on=None, on=TUESDAY)
    assert may_mark(held_on=TUESDAY, starts_on=TUESDAY, ends_on=TUESDAY, on=TUESDAY)
    day = timedelta(days=1)
    assert not may_mark(held_on=TUESDAY + day, starts_on=TUESDAY, ends_on=None, on=TUESDAY)
    assert not may_mark(held_on=TUESDAY, starts_on=TUESDAY + day, ends_on=None, on=TUESDAY)
    assert not may_mark(held_on=TUESDAY, starts_on=TUESDAY, ends_on=TUESDAY - day, on=TUESDAY)
    assert not may_mark(held_on=TUESDAY, starts_on=None, ends_on=None, on=TUESDAY)


def test_a_weekly_rhythm_gives_its_days() -> None:
    days = meeting_days(_rhythm("TU,FR"), Period(date(2026, 9, 14), date(2026, 9, 25)))
    assert days == [date(2026, 9, 15), date(2026, 9, 18), date(2026, 9, 22), date(2026, 9, 25)]


def test_every_other_week_is_counted_from_the_first_week() -> None:
    days = meeting_days(
        _rhythm("TU", anchor=date(2026, 9, 1), interval=2), Period(date(2026, 9, 2), date(2026, 10, 1))
    )
    assert days == [date(2026, 9, 15), date(2026, 9, 29)]


def test_a_monthly_rhythm_gives_the_first_monday() -> None:
    days = meeting_days(_rhythm("1MO", freq="MONTHLY"), Period(date(2026, 9, 1), date(2026, 11, 30)))
    assert days == [date(2026, 9, 7), date(2026, 10, 5), date(2026, 11, 2)]


@given(
    st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 120),
)
def test_a_weekly_rhythm_gives_exactly_the_days_with_those_names(
    names: set[str], start: date, length: int
) -> None:
    span = Period(start, start + timedelta(days=length))
    days = meeting_days(_rhythm(",".join(sorted(names)), anchor=date(2019, 12, 30)), span)
    every = (start + timedelta(days=number) for number in range(length + 1))
    assert days == [day for day in every if WEEKDAYS[day.weekday()] in names]


@pytest.mark.parametrize("byday", ["", " ", "XX", "MO;TU", "9MO", "maandag"])
def test_a_rhythm_without_a_day_is_refused(byday: str) -> None:
    with pytest.raises(Refused, match="dag"):
        meeting_days(_rhythm(byday), Period(TUESDAY, TUESDAY))


def test_weekdays_are_read_with_or_without_a_number() -> None:
    assert weekdays("mo, -1FR") == ("MO", "FR")
    assert weekdays("") == ()


def test_a_rhythm_needs_an_end_after_its_start() -> None:
    with pytest.raises(Refused, match="vaste tijd"):
        meeting_times(Rhythm("MO", time(10), None, TUESDAY))
    with pytest.raises(Refused, match="niet na de begintijd"):
        meeting_times(Rhythm("MO", time(10), time(10), TUESDAY))
    assert meeting_times(Rhythm("MO", time(10), time(11), TUESDAY)) == (time(10), time(11))


def test_sessions_are_made_within_the_run_of_the_activity() -> None:
    def span(since: date, until: date) -> Period:
        return span_of_new_sessions(
            starts_on=date(2026, 9, 10), ends_on=date(2026, 12, 1), since=since, until=until
        )

    assert span(date(2026, 9, 1), date(2027, 1, 1)) == Period(date(2026, 9, 10), date(2026, 12, 1))
    with pytest.raises(Refused, match="loopt de activiteit niet"):
        span(date(2026, 12, 2), date(2026, 12, 31))
    with pytest.raises(Refused, match="binnen een jaar"):
        span(TUESDAY, date(2030, 1, 1))


def test_a_week_runs_from_monday_to_sunday_and_back_to_its_code() -> None:
    assert week_of("2026-W38") == Period(date(2026, 9, 14), date(2026, 9, 20))
    assert week_code(date(2027, 1, 1)) == "2026-W53"


@given(st.dates(date(1901, 1, 1), date(2199, 12, 31)))
def test_every_day_lies_in_the_week_of_its_code(day: date) -> None:
    assert day in week_of(week_code(day))


@pytest.mark.parametrize(
    "code", ["", "2026", "2026-W54", "2025-W53", "2026-W00", "9999-W01", "2026-38", "x" * 500]
)
def test_what_is_no_week_is_refused(code: str) -> None:
    with pytest.raises(Refused, match="is geen week"):
        week_of(code)
