"""How distances, parts of the day and the lack of an activity are said."""

from datetime import time

import pytest

from meedoen.matching.policy import in_words, meetings_of, parts_of_day, why_not_to_join


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (time(10), time(12), {"morning"}),
        (time(10), time(12, 45), {"morning"}),
        (time(10), time(14), {"morning", "afternoon"}),
        (time(9), time(22), {"morning", "afternoon", "evening"}),
        (time(11, 30), time(12, 20), {"morning"}),
        (time(19, 30), time(21), {"evening"}),
        (time(13), None, {"afternoon"}),
        (None, time(12), set()),
    ],
)
def test_the_parts_of_a_day_a_meeting_takes(
    opens: time | None, closes: time | None, expected: set[str]
) -> None:
    assert parts_of_day(opens, closes) == expected


def test_every_weekly_meeting_takes_parts_of_the_week() -> None:
    assert meetings_of(["MO", "TH"], time(10), time(12)) == (
        frozenset({"MO-morning"}),
        frozenset({"TH-morning"}),
    )
    assert meetings_of(["MO"], None, None) == ()


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (0, "100 meter"),
        (430, "400 meter"),
        (949, "900 meter"),
        (950, "1 km"),
        (1_240, "1,2 km"),
        (12_345, "12 km"),
    ],
)
def test_distances_are_said_as_people_say_them(metres: int, words: str) -> None:
    assert in_words(metres) == words


def test_a_service_without_an_activity_here_says_why() -> None:
    closed = why_not_to_join(is_open=False, runs_elsewhere=True)
    elsewhere = why_not_to_join(is_open=True, runs_elsewhere=True)
    nothing = why_not_to_join(is_open=True, runs_elsewhere=False)
    assert len({closed.reasons, elsewhere.reasons, nothing.reasons}) == 3
    assert not any((closed, elsewhere, nothing))
    assert all((closed.remedies, elsewhere.remedies, nothing.remedies))
