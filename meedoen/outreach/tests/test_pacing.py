"""The pace of trying: another channel after silence, and after the most tries peace until a day."""

from datetime import date, timedelta

from meedoen.outreach.policy.pacing import (
    RESPITE,
    NextStep,
    Pace,
    Tried,
    after_missed,
    after_try,
    first_try_on,
    next_channel,
)

FRIDAY = date(2026, 10, 2)
DAY = date(2026, 10, 20)
PACE = Pace(("letter", "sms", "phone"), 3, 4)
ALL = frozenset(PACE.channels)


def tried(*outcomes: str, channel: str = "letter") -> list[Tried]:
    return [Tried(channel, outcome, FRIDAY) for outcome in outcomes]


def test_the_first_invitation_goes_out_three_weeks_before_the_day() -> None:
    assert first_try_on(DAY, date(2026, 9, 1)) == date(2026, 9, 29)
    assert first_try_on(DAY, FRIDAY) == FRIDAY


def test_silence_is_followed_by_another_channel_and_then_round_again() -> None:
    assert next_channel(PACE, [], ALL) == "letter"
    once = tried("sent")
    assert next_channel(PACE, once, ALL) == "sms"
    all_three = [*once, *tried("sent", channel="sms"), *tried("no_answer", channel="phone")]
    assert next_channel(PACE, all_three, ALL) == "letter"


def test_a_way_that_is_not_known_or_did_not_arrive_is_not_used() -> None:
    assert next_channel(PACE, [], {"phone", "email"}) == "phone"
    assert next_channel(PACE, tried("bounced"), {"letter"}) is None
    assert next_channel(PACE, tried("bounced"), {"letter", "sms"}) == "sms"
    assert next_channel(PACE, [], ()) is None


def test_who_was_told_of_a_time_is_left_in_peace_until_it_has_been() -> None:
    assert after_try(PACE, tried("sent"), day=DAY) == NextStep(try_on=date(2026, 10, 30))
    later = date(2026, 11, 20)
    assert after_try(PACE, tried("sent"), day=later) == NextStep(try_on=later + timedelta(days=1))


def test_what_did_not_arrive_is_followed_by_another_channel_on_the_next_working_day() -> None:
    assert after_try(PACE, tried("bounced"), day=DAY) == NextStep(try_on=date(2026, 10, 5))


def test_after_the_most_tries_a_time_that_stands_still_counts_and_else_there_is_peace() -> None:
    assert after_try(PACE, tried("sent", "sent", "sent"), day=DAY) == NextStep()
    stop = NextStep(stop_until=FRIDAY + RESPITE)
    assert after_try(PACE, tried("sent", "sent", "no_answer"), day=DAY) == stop
    assert after_try(PACE, tried("sent", "sent", "sent"), day=None) == stop


def test_who_does_not_come_is_asked_again_after_the_pause_or_left_in_peace() -> None:
    assert after_missed(PACE, tried("sent"), on=DAY) == NextStep(try_on=date(2026, 10, 30))
    assert after_missed(PACE, tried("sent"), on=date(2026, 12, 1)) == NextStep(try_on=date(2026, 12, 2))
    assert after_missed(PACE, tried("sent", "sent", "sent"), on=DAY) == NextStep(stop_until=DAY + RESPITE)


def test_the_peace_ends_within_the_year_that_can_be_planned_ahead() -> None:
    assert timedelta(days=300) < RESPITE <= timedelta(days=365)
