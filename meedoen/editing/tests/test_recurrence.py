"""Days and times as an organization says them come back as they were said."""

from datetime import date, time

import pytest

from meedoen.directory.policy import rhythm_text
from meedoen.editing.policy.recurrence import Line, line_of, mistakes, schedule_of
from meedoen.editing.queries.wording import rhythm_of
from meedoen.editing.vocabulary import Repeat

WEEKLY = Line(Repeat.WEEKLY, ("TU", "TH"), opens_at=time(10), closes_at=time(12, 30))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (WEEKLY, "elke dinsdag en donderdag, 10.00 tot 12.30 uur"),
        (
            Line(Repeat.FORTNIGHTLY, ("MO",), starts_on=date(2026, 9, 14)),
            "om de week op maandag",
        ),
        (Line(Repeat.MONTHLY, ("FR",), (1, -1)), "de eerste vrijdag en laatste vrijdag van elke maand"),
        (Line(Repeat.ONCE, starts_on=date(2026, 10, 3)), "3 oktober 2026"),
    ],
)
def test_a_line_is_kept_as_the_parts_of_a_rule_and_read_back_as_it_was(line: Line, said: str) -> None:
    assert mistakes(line) == []
    kept = schedule_of(line)
    assert line_of(kept) == line
    assert rhythm_text(rhythm_of(kept)) == said


def test_not_in_the_school_holidays_and_an_end_are_kept() -> None:
    line = Line(
        Repeat.WEEKLY,
        ("WE",),
        starts_on=date(2026, 9, 2),
        ends_on=date(2027, 6, 30),
        not_in_school_holidays=True,
        description="niet bij regen",
    )
    assert line_of(schedule_of(line)) == line


@pytest.mark.parametrize(
    "schedule",
    [
        {"freq": "WEEKLY", "interval": 3, "byday": "MO", "dtstart": "2026-09-14"},
        {"freq": "MONTHLY", "interval": 1, "bymonthday": "15"},
        {"freq": "MONTHLY", "interval": 1, "byday": "1MO,2TU"},
        {"freq": "WEEKLY", "interval": 1, "byday": "MO", "count": 6},
        {"freq": "WEEKLY", "interval": 1, "byday": "1MO"},
        {"freq": "MONTHLY", "interval": 1, "byday": "MO"},
        {"freq": "", "interval": 1, "byday": ""},
        {"freq": "WEEKLY", "interval": 1, "byday": "MOO"},
    ],
)
def test_what_the_editor_cannot_say_it_does_not_touch(schedule: dict[str, object]) -> None:
    assert line_of(schedule) is None


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (Line(Repeat.WEEKLY), "days"),
        (Line(Repeat.MONTHLY, ("MO",)), "nth"),
        (Line(Repeat.ONCE), "starts_on"),
        (Line(Repeat.FORTNIGHTLY, ("MO",)), "starts_on"),
        (Line(Repeat.WEEKLY, ("MO",), opens_at=time(12), closes_at=time(10)), "closes_at"),
        (Line(Repeat.WEEKLY, ("MO",), closes_at=time(10)), "opens_at"),
        (Line(Repeat.WEEKLY, ("MO",), starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 1)), "ends_on"),
    ],
)
def test_a_line_that_names_no_day_or_goes_backwards_is_said_beside_its_field(line: Line, field: str) -> None:
    assert [name for name, _ in mistakes(line)] == [field]
