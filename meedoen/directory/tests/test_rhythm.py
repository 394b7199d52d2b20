"""On which days something is open: beside the calendar standard, and beside a plain walk through the days."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meedoen.directory.policy import (
    Holidays,
    Occurrence,
    Rhythm,
    is_open,
    left_out,
    next_date,
    next_times,
    occurrence_text,
    occurrences,
    rhythm_text,
    rrule_text,
)

# A busy machine draws its first examples slowly.
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
DUTCH = ZoneInfo("Europe/Amsterdam")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ANY_DAY = st.dates(date(2019, 12, 25), date(2033, 1, 10))
AUTUMN = Holidays(
    (
        (date(2026, 7, 18), date(2026, 8, 30)),
        (date(2026, 10, 17), date(2026, 10, 25)),
        (date(2026, 12, 19), date(2027, 1, 3)),
    )
)


def days(rhythm: Rhythm, start: date, count: int, holidays: Holidays | None = None) -> list[date]:
    found = occurrences(rhythm, start, count, *([holidays] if holidays else []))
    return [time.day for time in found]


# Beside a plain walk


def week_of(day: date) -> int:
    return (day - timedelta(days=day.weekday())).toordinal() // 7


def is_nth(day: date, nth: int) -> bool:
    """Whether a day is the nth of its weekday in its month, from the end where `nth` is negative."""
    if nth > 0:
        return (day.day - 1) // 7 + 1 == nth
    return (monthrange(day.year, day.month)[1] - day.day) // 7 + 1 == -nth


@unhurried
@given(
    start=ANY_DAY,
    first=ANY_DAY,
    interval=st.integers(1, 5),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    until=st.none() | ANY_DAY,
)
def test_weeks_are_those_of_a_plain_walk(
    start: date, first: date, interval: int, weekdays: set[int], until: date | None
) -> None:
    rhythm = Rhythm("WEEKLY", interval, ",".join(DAYS[day] for day in weekdays), first, until)
    walked = [
        day
        for day in (start + timedelta(days=ahead) for ahead in range(60))
        if day >= first
        and day.weekday() in weekdays
        and (week_of(day) - week_of(first)) % interval == 0
        and (until is None or day <= until)
    ]
    assert days(rhythm, start, 60) == walked
    assert next_date(rhythm, start) == next(iter(days(rhythm, max(start, first), 60)), None)


@unhurried
@given(
    start=ANY_DAY,
    first=ANY_DAY,
    interval=st.integers(1, 4),
    named=st.sets(st.tuples(st.sampled_from([0, 1, 2, 4, 5, -1, -5]), st.integers(0, 6)), min_size=1),
)
def test_months_are_those_of_a_plain_walk(
    start: date, first: date, interval: int, named: set[tuple[int, int]]
) -> None:
    byday = ",".join(f"{nth or ''}{DAYS[day]}" for nth, day in named)
    walked = [
        day
        for day in (start + timedelta(days=ahead) for ahead in range(400))
        if day >= first
        and (day.year * 12 + day.month - first.year * 12 - first.month) % interval == 0
        and any(day.weekday() == weekday and (not nth or is_nth(day, nth)) for nth, weekday in named)
    ]
    assert days(Rhythm("MONTHLY", interval, byday, first), start, 400) == walked


@unhurried
@given(start=ANY_DAY, first=ANY_DAY, number=st.sampled_from([1, 15, 28, 29, 30, 31, -1, -3]))
def test_days_of_the_month_are_those_of_a_plain_walk(start: date, first: date, number: int) -> None:
    def is_named(day: date) -> bool:
        last = monthrange(day.year, day.month)[1]
        return day >= first and day.day == (number if number > 0 else last + 1 + number)

    walked = [day for ahead in range(800) if is_named(day := start + timedelta(days=ahead))]
    assert days(Rhythm("MONTHLY", dtstart=first, bymonthday=str(number)), start, 800) == walked


# Beside the calendar standard


@unhurried
@given(
    start=ANY_DAY,
    first=ANY_DAY,
    freq=st.sampled_from(["WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 3),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    count=st.integers(1, 40),
    wkst=st.sampled_from(DAYS),
)
def test_a_counted_rhythm_is_that_of_the_standard(
    start: date, first: date, freq: str, interval: int, weekdays: set[int], count: int, wkst: str
) -> None:
    byday = ",".join(DAYS[day] for day in sorted(weekdays))
    rhythm = Rhythm(freq, interval, byday, first, count=count, wkst=wkst)
    rule = rrule.rrulestr(
        f"FREQ={freq};INTERVAL={interval};COUNT={count};WKST={wkst};BYDAY={byday}",
        dtstart=datetime.combine(first, time()),
    )
    assert days(rhythm, start, 300) == [
        moment.date() for moment in rule if start <= moment.date() <= start + timedelta(days=299)
    ]


@unhurried
@given(
    first=ANY_DAY,
    freq=st.sampled_from(["WEEKLY", "MONTHLY"]),
    interval=st.integers(1, 3),
    weekdays=st.sets(st.integers(0, 6)),
    until=st.none() | st.integers(0, 300),
    hours=st.none() | st.just(time(9, 30)),
)
def test_the_rule_as_text_gives_the_same_days(
    first: date, freq: str, interval: int, weekdays: set[int], until: int | None, hours: time | None
) -> None:
    end = None if until is None else first + timedelta(days=until)
    rhythm = Rhythm(
        freq, interval, ",".join(DAYS[day] for day in sorted(weekdays)), first, end, opens_at=hours
    )
    begins = next_date(rhythm, first)
    if begins is None:
        return
    start = datetime.combine(begins, hours or time(), DUTCH if hours else None)
    rule = rrule.rrulestr(rrule_text(rhythm), dtstart=start)
    found = list(rule.between(start, start + timedelta(days=300), inc=True))
    assert [moment.date() for moment in found] == days(rhythm, begins, 301)[: len(found)]
    assert len(days(rhythm, begins, 300)) <= len(found)


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("WEEKLY", byday="TU, th"), "FREQ=WEEKLY;BYDAY=TU,TH"),
        (
            Rhythm("WEEKLY", 2, "MO", date(2026, 9, 7), date(2026, 12, 31), wkst="SU"),
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261231;WKST=SU;BYDAY=MO",
        ),
        # The last moment of a summer day in the Netherlands, in UTC.
        (
            Rhythm("WEEKLY", byday="MO", until=date(2026, 7, 6), opens_at=time(9)),
            "FREQ=WEEKLY;UNTIL=20260706T215959Z;BYDAY=MO",
        ),
        (Rhythm("MONTHLY", byday="-1FR"), "FREQ=MONTHLY;BYDAY=-1FR"),
        (Rhythm("MONTHLY", dtstart=date(2026, 9, 15)), "FREQ=MONTHLY;BYMONTHDAY=15"),
        (Rhythm("MONTHLY", byday="FR", bymonthday="13"), "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
        (Rhythm("WEEKLY", byday="TU", byweekno="2,4"), "FREQ=YEARLY;BYWEEKNO=2,4;BYDAY=TU"),
        (Rhythm("WEEKLY", byday="TU", dtstart=date(2026, 9, 1), count=4), "FREQ=WEEKLY;COUNT=4;BYDAY=TU"),
        (
            Rhythm("WEEKLY", byday="TU", dtstart=date(2026, 9, 1), count=4, valid_from=date(2026, 9, 9)),
            "FREQ=WEEKLY;UNTIL=20260922;BYDAY=TU",
        ),
        (Rhythm("WEEKLY", 2, "MO"), ""),
        (Rhythm("WEEKLY", byday="1MO"), ""),
        (Rhythm(dtstart=date(2026, 9, 1)), ""),
        (Rhythm(description="zomaar"), ""),
    ],
)
def test_a_rhythm_as_a_rule_of_the_standard(rhythm: Rhythm, expected: str) -> None:
    assert rrule_text(rhythm) == expected


# Known days


@pytest.mark.parametrize(
    ("rhythm", "start", "expected"),
    [
        (Rhythm("MONTHLY", byday="5FR"), date(2026, 2, 1), date(2026, 5, 29)),
        (Rhythm("MONTHLY", byday="-1FR"), date(2026, 12, 26), date(2027, 1, 29)),
        (Rhythm("WEEKLY", byday="TH"), date(2026, 12, 27), date(2026, 12, 31)),
        (Rhythm("WEEKLY", 2, "TH", date(2026, 12, 17)), date(2027, 1, 1), date(2027, 1, 14)),
        (Rhythm("MONTHLY", 12, dtstart=date(2024, 2, 29)), date(2024, 3, 1), date(2028, 2, 29)),
        (Rhythm("MONTHLY", bymonthday="30", byday="MO"), date(2026, 9, 1), date(2026, 11, 30)),
        (Rhythm("MONTHLY", 12, dtstart=date(2026, 2, 1), bymonthday="30"), date(2026, 1, 1), None),
        (Rhythm("WEEKLY", byyearday="366", byday="TU,SU"), date(2025, 1, 1), date(2028, 12, 31)),
        (Rhythm("WEEKLY", byday="MO", byweekno="53"), date(2026, 1, 1), date(2026, 12, 28)),
        (Rhythm("MONTHLY", byday="MO"), date(2026, 9, 8), date(2026, 9, 14)),
        (Rhythm("WEEKLY", byday="TU", valid_from=date(2026, 10, 1)), date(2026, 9, 1), date(2026, 10, 6)),
        (Rhythm("WEEKLY", byday="TU", valid_to=date(2026, 8, 31)), date(2026, 9, 1), None),
        (Rhythm("WEEKLY", 2, "TU", bymonthday="13", dtstart=date(2026, 1, 1)), date(2026, 9, 1), None),
        (Rhythm("DAILY", byday="TU"), date(2026, 9, 1), None),
        (Rhythm("WEEKLY", byday="TU", bymonthday="veertien"), date(2026, 9, 1), None),
        (Rhythm("WEEKLY", byday="TU", bymonthday="1" * 90), date(2026, 9, 1), None),
        (Rhythm("WEEKLY", byday="TU", dtstart=date(9999, 12, 1)), date(2026, 9, 1), None),
        (Rhythm("WEEKLY", 32767, "TU", date(1900, 1, 2)), date(2026, 9, 1), None),
    ],
)
def test_the_next_day(rhythm: Rhythm, start: date, expected: date | None) -> None:
    assert next_date(rhythm, start) == expected


def test_a_morning_keeps_its_hour_when_the_clock_changes() -> None:
    rhythm = Rhythm("WEEKLY", byday="SU", opens_at=time(10), closes_at=time(12))

    moments = [time.starts for time in occurrences(rhythm, date(2026, 3, 22), 8) if time.starts]

    assert [f"{moment:%d %H.%M}" for moment in moments] == ["22 10.00", "29 10.00"]
    assert [moment.astimezone(UTC).hour for moment in moments] == [9, 8]


def test_hours_of_another_clock_are_told_in_dutch_time_and_on_the_dutch_day() -> None:
    winter, summer = date(2026, 1, 4), date(2026, 7, 5)
    late = Rhythm("WEEKLY", byday="SU", opens_at=time(23), closes_at=time(1), timezone=Decimal("0"))

    first, second = next_times(late, winter, 1)[0], next_times(late, summer, 1)[0]

    assert (first.day, occurrence_text(first)) == (
        date(2026, 1, 5),
        "maandag 5 januari, 00.00 tot 02.00 uur",
    )
    assert occurrence_text(second) == "maandag 6 juli, 01.00 tot 03.00 uur"
    assert days(late, date(2026, 1, 5), 1) == [date(2026, 1, 5)]
    assert occurrences(Rhythm("WEEKLY", byday="SU", timezone=Decimal("99")), winter, 1) == [
        Occurrence(winter)
    ]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 9, 15, 9, 59, tzinfo=DUTCH), False),
        (datetime(2026, 9, 15, 10, 0, tzinfo=DUTCH), True),
        (datetime(2026, 9, 15, 8, 30, tzinfo=UTC), True),
        (datetime(2026, 9, 15, 12, 0, tzinfo=DUTCH), False),
        (datetime(2026, 9, 16, 11, 0, tzinfo=DUTCH), False),
    ],
)
def test_open_is_from_its_first_minute_until_it_closes(at: datetime, expected: bool) -> None:
    assert is_open(Rhythm("WEEKLY", byday="TU", opens_at=time(10), closes_at=time(12)), at) is expected
    assert is_open(Rhythm("WEEKLY", byday="TU"), at) is False


def test_what_closes_after_midnight_is_open_on_the_next_day() -> None:
    rhythm = Rhythm("WEEKLY", byday="SA", opens_at=time(22), closes_at=time(2))

    assert is_open(rhythm, datetime(2026, 9, 20, 1, tzinfo=DUTCH)) is True
    assert is_open(rhythm, datetime(2026, 9, 20, 2, tzinfo=DUTCH)) is False


def test_open_in_the_hour_that_comes_twice() -> None:
    rhythm = Rhythm("WEEKLY", byday="SU", opens_at=time(0), closes_at=time(2, 30))

    assert is_open(rhythm, datetime(2026, 10, 25, 0, 15, tzinfo=UTC)) is True
    assert is_open(rhythm, datetime(2026, 10, 25, 1, 45, tzinfo=UTC)) is False


# School holidays


def test_school_holidays_are_left_out_where_the_rhythm_says_so() -> None:
    always = Rhythm("WEEKLY", byday="TU")
    closed = Rhythm("WEEKLY", byday="TU", not_in_school_holidays=True)
    start = date(2026, 10, 13)

    assert days(closed, start, 15, AUTUMN) == [date(2026, 10, 13), date(2026, 10, 27)]
    assert left_out(closed, start, 15, AUTUMN) == [date(2026, 10, 20)]
    assert next_date(closed, date(2026, 10, 17), AUTUMN) == date(2026, 10, 27)
    assert days(always, start, 15, AUTUMN) == [date(2026, 10, day) for day in (13, 20, 27)]
    assert days(closed, start, 15) == days(always, start, 15)


def test_a_day_is_known_between_two_holidays_that_lie_near_each_other() -> None:
    assert AUTUMN.knows(date(2026, 9, 15)) is True
    assert AUTUMN.knows(date(2026, 10, 20)) is True
    assert AUTUMN.knows(date(2026, 7, 1)) is False
    assert AUTUMN.knows(date(2027, 1, 4)) is False
    without_autumn = Holidays((AUTUMN.spans[0], AUTUMN.spans[2]))
    assert without_autumn.knows(date(2026, 9, 15)) is False


# In words


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("MONTHLY", byday="MO"), "elke maandag"),
        (Rhythm("MONTHLY", 2, "1MO", date(2026, 9, 7)), "de eerste maandag eens in de 2 maanden"),
        (Rhythm("MONTHLY", bymonthday="15,-1"), "de 15e en laatste dag van elke maand"),
        (Rhythm("MONTHLY", bymonthday="13", byday="FR"), "de 13e van elke maand, alleen op vrijdag"),
        (Rhythm("WEEKLY", byday="TU", byweekno="2,4"), "elke dinsdag in de weken 2 en 4"),
        (
            Rhythm("WEEKLY", byday="TU", not_in_school_holidays=True),
            "elke dinsdag, niet in de schoolvakanties",
        ),
        (Rhythm("WEEKLY", byday="TU", until=date(2026, 12, 1)), "elke dinsdag, tot en met 1 december 2026"),
        (Rhythm("WEEKLY", byday="1MO", description="vraag het na"), "vraag het na"),
    ],
)
def test_a_less_common_rhythm_in_words(rhythm: Rhythm, expected: str) -> None:
    assert rhythm_text(rhythm) == expected
