"""The terms of a route under the Wmo 2015, on days that are easy to get wrong."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.casework.policy.wmo import (
    DECISION_DAYS,
    INVESTIGATION_DAYS,
    OBJECTION_DAYS,
    OWN_PLAN_DAYS,
    Pause,
    RouteDays,
    closed,
    decision_due,
    investigation_due,
    last_day,
    running_term,
    term_words,
    terms_of,
)
from meedoen.casework.vocabulary import TermStanding, WmoTerm
from meedoen.shared.working_days import is_working_day

DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2060, 1, 1))
LENGTHS = st.sampled_from([OWN_PLAN_DAYS, DECISION_DAYS, INVESTIGATION_DAYS, OBJECTION_DAYS])
ROUTE = RouteDays(
    reported_on=date(2026, 9, 1),
    confirmed_on=date(2026, 9, 2),
    support_pointed_out_on=date(2026, 9, 2),
    own_plan_pointed_out_on=date(2026, 9, 2),
    investigated_on=date(2026, 9, 28),
    report_given_on=date(2026, 9, 30),
    applied_on=date(2026, 10, 1),
)


@st.composite
def pauses(draw: st.DrawFn, around: date) -> Pause:
    starts_on = around + timedelta(days=draw(st.integers(-5, 40)))
    return Pause(starts_on, starts_on + timedelta(days=draw(st.integers(0, 30))))


@st.composite
def stories(draw: st.DrawFn) -> tuple[date, int, list[Pause]]:
    start = draw(DAYS)
    return start, draw(LENGTHS), draw(st.lists(pauses(around=start), max_size=4))


@given(stories())
def test_a_term_ends_on_a_working_day_on_which_it_does_not_stand_still(
    story: tuple[date, int, list[Pause]],
) -> None:
    start, days, still = story
    end = last_day(start, days, still)
    between = [start + timedelta(days=count + 1) for count in range((end - start).days)]
    counted = [day for day in between if not any(pause.holds(day) for pause in still)]
    assert is_working_day(end) and end in counted
    # Nothing too much: before the end there are fewer days than the law gives, or none on which it could end.
    earlier = [day for index, day in enumerate(counted[:-1]) if index + 1 >= days and is_working_day(day)]
    assert len(counted) >= days and earlier == []


@given(stories(), st.data())
def test_one_more_suspension_never_makes_a_term_shorter(
    story: tuple[date, int, list[Pause]], data: st.DataObject
) -> None:
    start, days, still = story
    more = data.draw(pauses(around=start))
    assert last_day(start, days, [*still, more]) >= last_day(start, days, still)


@given(stories())
def test_overlapping_suspensions_count_each_day_once(story: tuple[date, int, list[Pause]]) -> None:
    start, days, still = story
    apart = {pause.starts_on + timedelta(days=day) for pause in still for day in range(_length(pause))}
    assert last_day(start, days, still) == last_day(start, days, [Pause(day, day) for day in sorted(apart)])
    assert last_day(start, days, still) == last_day(start, days, [*still, *still])


@given(stories(), st.integers(0, 60))
def test_a_later_start_or_a_longer_term_never_ends_earlier(
    story: tuple[date, int, list[Pause]], later: int
) -> None:
    start, days, still = story
    assert last_day(start + timedelta(days=later), days, still) >= last_day(start, days, still)
    assert last_day(start, days + later, still) >= last_day(start, days, still)


@given(DAYS, LENGTHS)
def test_every_term_holds_two_working_days(start: date, days: int) -> None:
    """Algemene termijnenwet article 2: no term of the route is ever too short for it."""
    end = last_day(start, days)
    inside = [start + timedelta(days=count + 1) for count in range((end - start).days)]
    assert sum(is_working_day(day) for day in inside) >= 2


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 9, 1), INVESTIGATION_DAYS, date(2026, 10, 13)),  # an ordinary Tuesday
        (date(2028, 1, 18), INVESTIGATION_DAYS, date(2028, 2, 29)),  # ends on a leap day
        (date(2028, 2, 29), INVESTIGATION_DAYS, date(2028, 4, 11)),  # begins on one
        (date(2027, 1, 18), INVESTIGATION_DAYS, date(2027, 3, 1)),  # the same weeks in a year without one
        (date(2028, 2, 22), OWN_PLAN_DAYS, date(2028, 2, 29)),
        (date(2026, 3, 16), DECISION_DAYS, date(2026, 3, 30)),  # over the night of 29 March, summer time
        (date(2026, 10, 19), DECISION_DAYS, date(2026, 11, 2)),  # over the night of 25 October, winter time
        (date(2026, 3, 20), DECISION_DAYS, date(2026, 4, 7)),  # Good Friday, the weekend, Easter Monday
        (date(2025, 12, 19), OWN_PLAN_DAYS, date(2025, 12, 29)),  # Boxing Day is a Friday
        (date(2026, 11, 13), INVESTIGATION_DAYS, date(2026, 12, 28)),  # Christmas on Friday and Saturday
        (date(2026, 12, 18), DECISION_DAYS, date(2027, 1, 4)),  # New year is a Friday
        (date(2026, 4, 20), OWN_PLAN_DAYS, date(2026, 4, 28)),  # King's day
        (date(2025, 4, 12), DECISION_DAYS, date(2025, 4, 28)),  # King's day a day earlier: on the Saturday
        (date(2026, 4, 21), DECISION_DAYS, date(2026, 5, 6)),  # Liberation day, each year
        (date(2026, 4, 2), INVESTIGATION_DAYS, date(2026, 5, 15)),  # Ascension
        (date(2026, 5, 11), DECISION_DAYS, date(2026, 5, 26)),  # Whit Monday
        (date(2026, 9, 5), OWN_PLAN_DAYS, date(2026, 9, 14)),  # a Saturday
    ],
)
def test_terms_over_leap_days_summer_time_and_holidays(start: date, days: int, end: date) -> None:
    assert last_day(start, days) == end


def test_days_that_stand_still_are_added() -> None:
    ten = Pause(date(2026, 10, 5), date(2026, 10, 14))
    assert decision_due(ROUTE, date(2026, 10, 20)) == date(2026, 10, 15)
    assert decision_due(replace(ROUTE, pauses=(ten,)), date(2026, 10, 20)) == date(
        2026, 10, 26
    )  # not a Sunday
    both = replace(ROUTE, pauses=(ten, Pause(date(2026, 10, 12), date(2026, 10, 16))))
    assert decision_due(both, date(2026, 10, 20)) == date(2026, 10, 27)


def test_a_term_does_not_end_on_a_day_on_which_it_stands_still() -> None:
    """The two weeks are over on Saturday 17 October; on the Monday to which that moves it stands still."""
    route = replace(
        ROUTE, applied_on=date(2026, 10, 3), pauses=(Pause(date(2026, 10, 19), date(2026, 10, 20)),)
    )
    assert decision_due(route, date(2026, 10, 19)) == date(2026, 10, 21)


def test_what_stands_still_without_an_end_moves_the_last_day_each_day() -> None:
    route = replace(ROUTE, pauses=(Pause(date(2026, 10, 6)),))
    seen = []
    for day in (6, 7, 19):
        term = running_term(terms_of(route, date(2026, 10, day)))
        assert term is not None and term.standing == TermStanding.STILL
        seen.append((term.due_on, term.still_days, term_words(term)))
    assert seen == [
        (date(2026, 10, 16), 1, "staat stil, daarna nog 10 dagen"),
        (date(2026, 10, 19), 2, "staat stil, daarna nog 12 dagen"),  # a Saturday, so Monday
        (date(2026, 10, 29), 14, "staat stil, daarna nog 10 dagen"),
    ]
    planned = replace(ROUTE, pauses=(Pause(date(2026, 10, 8)),))
    assert decision_due(planned, date(2026, 10, 7)) == date(2026, 10, 15)
    with pytest.raises(ValueError, match="close it first"):
        last_day(date(2026, 10, 1), 14, route.pauses)
    assert closed(route.pauses, date(2026, 10, 8)) == (Pause(date(2026, 10, 6), date(2026, 10, 8)),)


def test_a_suspension_with_an_end_says_what_is_left_after_it() -> None:
    route = replace(ROUTE, pauses=(Pause(date(2026, 10, 6), date(2026, 10, 9)),))
    term = running_term(terms_of(route, date(2026, 10, 7)))
    assert term is not None
    assert (term.due_on, term_words(term)) == (date(2026, 10, 19), "staat stil, daarna nog 10 dagen")


def test_a_longer_term_is_the_day_that_was_named_and_what_stood_still_since() -> None:
    extended = replace(ROUTE, extended_on=date(2026, 10, 12), extended_to=date(2026, 11, 12))
    today = date(2026, 11, 30)
    assert decision_due(extended, today) == date(2026, 11, 12)
    known = replace(extended, pauses=(Pause(date(2026, 10, 5), date(2026, 10, 20)),))
    assert decision_due(known, today) == date(2026, 11, 12)
    since = replace(extended, pauses=(Pause(date(2026, 10, 20), date(2026, 10, 21)),))
    assert decision_due(since, today) == date(2026, 11, 16)  # the 14th is a Saturday
    overtaken = replace(extended, pauses=(Pause(date(2026, 10, 5), date(2026, 11, 10)),))
    assert decision_due(overtaken, today) == date(2026, 11, 23)


@given(st.integers(0, 30), st.integers(1, 60), st.lists(pauses(around=date(2026, 10, 2)), max_size=3))
def test_a_longer_term_never_ends_earlier_than_without(told: int, more: int, still: list[Pause]) -> None:
    short = replace(ROUTE, pauses=tuple(still))
    told_on = date(2026, 10, 1) + timedelta(days=told)
    long = replace(short, extended_on=told_on, extended_to=told_on + timedelta(days=more))
    today = date(2027, 6, 1)
    assert (decision_due(long, today) or date.min) >= (decision_due(short, today) or date.max)


@pytest.mark.parametrize(
    ("today", "standing", "words"),
    [
        (date(2026, 10, 5), TermStanding.AHEAD, "loopt af over 8 dagen"),
        (date(2026, 10, 6), TermStanding.SOON, "loopt af over 7 dagen"),
        (date(2026, 10, 12), TermStanding.SOON, "loopt morgen af"),
        (date(2026, 10, 13), TermStanding.SOON, "loopt vandaag af"),
        (date(2026, 10, 14), TermStanding.LATE, "te laat, 1 dag"),
        (date(2026, 10, 30), TermStanding.LATE, "te laat, 17 dagen"),
    ],
)
def test_a_term_says_in_words_how_it_stands(today: date, standing: TermStanding, words: str) -> None:
    term = running_term(terms_of(RouteDays(date(2026, 9, 1)), today))
    assert term is not None
    assert (term.kind, term.due_on) == (WmoTerm.INVESTIGATION, date(2026, 10, 13))
    assert (term.standing, term_words(term)) == (standing, words)
    assert term.presses == (standing != TermStanding.AHEAD)


def test_a_municipality_chooses_when_it_is_warned() -> None:
    route, today = RouteDays(date(2026, 9, 1)), date(2026, 10, 1)
    standings = [running_term(terms_of(route, today, warn)).standing for warn in (11, 12)]  # type: ignore[union-attr]
    assert standings == [TermStanding.AHEAD, TermStanding.SOON]


def _told(route: RouteDays, today: date) -> list[tuple[WmoTerm, TermStanding]]:
    return [(term.kind, term.standing) for term in terms_of(route, today)]


def test_the_terms_of_a_route_from_report_to_decision() -> None:
    begun = RouteDays(date(2026, 9, 1))
    assert _told(begun, date(2026, 9, 8)) == [
        (WmoTerm.OWN_PLAN, TermStanding.AHEAD),
        (WmoTerm.INVESTIGATION, TermStanding.AHEAD),
    ]
    assert _told(begun, date(2026, 9, 9))[0] == (WmoTerm.OWN_PLAN, TermStanding.OVER)
    planned = replace(begun, own_plan_received_on=date(2026, 9, 10))
    assert _told(planned, date(2026, 9, 12))[0] == (WmoTerm.OWN_PLAN, TermStanding.MET)
    assert term_words(terms_of(planned, date(2026, 9, 12))[0]) == "ontvangen"
    assert _told(ROUTE, date(2026, 10, 2)) == [
        (WmoTerm.OWN_PLAN, TermStanding.OVER),
        (WmoTerm.INVESTIGATION, TermStanding.MET),
        (WmoTerm.DECISION, TermStanding.AHEAD),
    ]
    late = replace(ROUTE, decided_on=date(2026, 10, 16), ended_on=date(2026, 10, 16))
    assert _told(late, date(2026, 10, 20)) == [
        (WmoTerm.INVESTIGATION, TermStanding.MET),
        (WmoTerm.DECISION, TermStanding.MET_LATE),
        (WmoTerm.OBJECTION, TermStanding.AHEAD),
    ]
    assert _told(late, date(2026, 11, 28))[-1] == (WmoTerm.OBJECTION, TermStanding.OVER)


def test_nothing_runs_any_more_in_a_route_that_has_ended() -> None:
    ended = RouteDays(date(2026, 9, 1), ended_on=date(2026, 9, 3))
    assert _told(ended, date(2027, 1, 1)) == []
    withdrawn = replace(ROUTE, ended_on=date(2026, 10, 2))
    assert _told(withdrawn, date(2027, 1, 1)) == [(WmoTerm.INVESTIGATION, TermStanding.MET)]


def test_every_term_names_its_article() -> None:
    named = {
        term.kind: term.article
        for term in terms_of(replace(ROUTE, decided_on=date(2026, 10, 9)), date(2026, 10, 9))
    }
    assert set(named) == set(WmoTerm)
    assert "2.3.2 lid 1" in named[WmoTerm.INVESTIGATION] and "2.3.5 lid 2" in named[WmoTerm.DECISION]


def test_six_weeks_counted_from_any_day_of_a_year_end_between_six_and_seven() -> None:
    for count in range(366):
        start = date(2028, 1, 1) + timedelta(days=count)
        end = investigation_due(RouteDays(start))
        assert 42 <= (end - start).days <= 46, start


def _length(pause: Pause) -> int:
    assert pause.ends_on is not None
    return (pause.ends_on - pause.starts_on).days + 1
