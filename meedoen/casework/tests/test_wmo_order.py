"""What may come when in a route under the Wmo 2015, and what cannot be undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meedoen.casework.policy.wmo import Pause, RouteDays, decision_due
from meedoen.casework.policy.wmo_order import (
    BEFORE,
    MISSING,
    day_of,
    end_for,
    may_close,
    may_decide,
    may_extend,
    may_note,
    may_pause,
    may_start,
    next_step,
)
from meedoen.casework.vocabulary import WmoEnd, WmoStep
from meedoen.people.vocabulary import EndReason

TODAY = date(2026, 10, 9)
NEW = RouteDays(date(2026, 9, 1))
READY = RouteDays(
    reported_on=date(2026, 9, 1),
    confirmed_on=date(2026, 9, 2),
    support_pointed_out_on=date(2026, 9, 2),
    own_plan_pointed_out_on=date(2026, 9, 3),
)
DONE = replace(READY, investigated_on=date(2026, 9, 28), report_given_on=date(2026, 9, 30))
APPLIED = replace(DONE, applied_on=date(2026, 10, 1))
DECIDED = replace(APPLIED, decided_on=date(2026, 10, 8), ended_on=date(2026, 10, 8))


def reason(verdict: object) -> str:
    return getattr(verdict, "reasons", ("",))[0] if not verdict else ""


def test_the_whole_way_can_be_walked_in_its_order() -> None:
    route = NEW
    on = NEW.reported_on
    while (step := next_step(route)) is not None and step[0] != WmoStep.DECIDED:
        on += timedelta(days=3)
        assert may_note(route, step[0], on, TODAY), step
        route = replace(route, **{step[0].value: on})
    assert step is not None and step[0] == WmoStep.DECIDED
    assert may_decide(route, on, TODAY)
    assert next_step(replace(route, decided_on=on, ended_on=on)) is None


@pytest.mark.parametrize("step", [WmoStep.CONFIRMED, WmoStep.SUPPORT, WmoStep.PLAN_OFFERED])
def test_the_investigation_waits_for_what_the_person_has_to_be_told(step: WmoStep) -> None:
    without = replace(READY, **{step.value: None})
    assert reason(may_note(without, WmoStep.INVESTIGATED, TODAY, TODAY)) == MISSING[step]
    assert may_note(READY, WmoStep.INVESTIGATED, TODAY, TODAY)
    after = replace(READY, **{step.value: date(2026, 9, 20)})
    assert "Dat moet vóór: onderzoek klaar" in reason(
        may_note(after, WmoStep.INVESTIGATED, date(2026, 9, 19), TODAY)
    )
    assert may_note(after, WmoStep.INVESTIGATED, date(2026, 9, 20), TODAY)


def test_no_day_is_in_the_future_or_before_the_report() -> None:
    for step in WmoStep:
        if step in (WmoStep.REPORTED, WmoStep.DECIDED):
            continue
        assert not may_note(DONE, step, TODAY + timedelta(days=1), TODAY), step
        assert not may_note(DONE, step, date(2026, 8, 31), TODAY), step
    assert may_start(TODAY, TODAY) and may_start(date(2025, 10, 9), TODAY)
    assert not may_start(TODAY + timedelta(days=1), TODAY)
    assert not may_start(date(2025, 10, 8), TODAY)


def test_an_application_comes_after_the_investigation_unless_that_took_too_long() -> None:
    """Wmo 2015 article 2.3.2 lid 9: the six weeks are over on 13 October."""
    later = date(2026, 11, 1)
    assert "kan pas als het onderzoek klaar is" in reason(
        may_note(READY, WmoStep.APPLIED, date(2026, 10, 13), later)
    )
    assert may_note(READY, WmoStep.APPLIED, date(2026, 10, 14), later)
    assert may_note(DONE, WmoStep.APPLIED, date(2026, 9, 28), later)
    assert not may_note(DONE, WmoStep.APPLIED, date(2026, 9, 27), later)
    applied = replace(READY, applied_on=date(2026, 10, 14))
    assert may_note(applied, WmoStep.INVESTIGATED, date(2026, 10, 20), later)


def test_an_own_plan_comes_in_before_the_investigation_is_done() -> None:
    assert may_note(READY, WmoStep.PLAN_RECEIVED, date(2026, 9, 30), TODAY)
    assert may_note(DONE, WmoStep.PLAN_RECEIVED, date(2026, 9, 28), TODAY)
    assert "komt daarvoor binnen" in reason(may_note(DONE, WmoStep.PLAN_RECEIVED, date(2026, 9, 29), TODAY))


def test_a_mistaken_day_is_corrected_as_long_as_all_still_fits() -> None:
    assert may_note(APPLIED, WmoStep.INVESTIGATED, date(2026, 9, 29), TODAY)
    assert "Dat moet vóór: verslag gegeven" in reason(
        may_note(APPLIED, WmoStep.INVESTIGATED, date(2026, 10, 1), TODAY)
    )
    assert may_note(DECIDED, WmoStep.CONFIRMED, date(2026, 9, 1), TODAY)
    assert may_note(DECIDED, WmoStep.DECIDED, date(2026, 10, 7), TODAY)
    assert may_note(NEW, WmoStep.REPORTED, date(2026, 8, 30), TODAY)
    assert "Voor die dag kan niet: ontvangst bevestigd" in reason(
        may_note(READY, WmoStep.REPORTED, date(2026, 9, 3), TODAY)
    )


def test_a_day_noted_by_mistake_is_taken_away_unless_something_rests_on_it() -> None:
    assert may_note(READY, WmoStep.PLAN_OFFERED, None, TODAY)
    assert not may_note(DONE, WmoStep.PLAN_OFFERED, None, TODAY)
    assert may_note(APPLIED, WmoStep.APPLIED, None, TODAY)
    assert not may_note(DECIDED, WmoStep.APPLIED, None, TODAY)
    still = replace(APPLIED, pauses=(Pause(date(2026, 10, 5), date(2026, 10, 6)),))
    assert "verlengd of stond stil" in reason(may_note(still, WmoStep.APPLIED, None, TODAY))
    assert "voor deze dag" in reason(may_note(still, WmoStep.APPLIED, date(2026, 10, 5), TODAY))
    for step in (WmoStep.REPORTED, WmoStep.DECIDED):
        assert "kan niet leeg" in reason(may_note(DECIDED, step, None, TODAY))


def test_a_decision_and_an_end_cannot_be_undone() -> None:
    assert "niet terugdraaien" in reason(may_decide(DECIDED, TODAY, TODAY))
    withdrawn = replace(APPLIED, ended_on=date(2026, 10, 2))
    assert "al afgesloten" in reason(may_decide(withdrawn, TODAY, TODAY))
    assert "al afgesloten" in reason(may_close(withdrawn, WmoEnd.MOVED, TODAY, TODAY))
    assert "alleen een dag verbeteren" in reason(may_note(withdrawn, WmoStep.PLAN_RECEIVED, TODAY, TODAY))
    assert "met de knop Beslissing" in reason(may_note(APPLIED, WmoStep.DECIDED, TODAY, TODAY))
    assert MISSING[WmoStep.APPLIED] == reason(may_decide(DONE, TODAY, TODAY))
    assert not may_decide(APPLIED, date(2026, 9, 30), TODAY)


def test_a_route_ends_without_a_decision_in_the_way_that_fits() -> None:
    assert "Rond eerst het onderzoek af" in reason(may_close(READY, WmoEnd.NO_APPLICATION, TODAY, TODAY))
    assert may_close(DONE, WmoEnd.NO_APPLICATION, TODAY, TODAY)
    assert "Er ligt een aanvraag" in reason(may_close(APPLIED, WmoEnd.NO_APPLICATION, TODAY, TODAY))
    for route in (NEW, DONE, APPLIED):
        for end in (WmoEnd.WITHDRAWN, WmoEnd.MOVED):
            assert may_close(route, end, TODAY, TODAY)
    assert "kan niet eerder klaar zijn" in reason(
        may_close(APPLIED, WmoEnd.WITHDRAWN, date(2026, 9, 30), TODAY)
    )
    assert not may_close(APPLIED, WmoEnd.WITHDRAWN, TODAY + timedelta(days=1), TODAY)
    assert not may_close(APPLIED, WmoEnd.DECIDED, TODAY, TODAY)


def test_the_term_is_made_longer_to_a_later_working_day_that_the_person_was_told() -> None:
    told = date(2026, 10, 8)
    assert may_extend(APPLIED, told, date(2026, 10, 30), TODAY)
    assert "Kies een latere dag" in reason(may_extend(APPLIED, told, date(2026, 10, 15), TODAY))
    assert "Kies een werkdag" in reason(may_extend(APPLIED, told, date(2026, 10, 31), TODAY))
    assert "meer dan een jaar" in reason(may_extend(APPLIED, told, date(2027, 10, 11), TODAY))
    for wrong in (date(2026, 9, 30), TODAY + timedelta(days=1)):
        assert "op welke dag" in reason(may_extend(APPLIED, wrong, date(2026, 10, 30), TODAY))
    for route in (DONE, DECIDED):
        assert not may_extend(route, told, date(2026, 10, 30), TODAY)


def test_a_suspension_begins_while_the_term_to_decide_runs() -> None:
    assert may_pause(APPLIED, Pause(date(2026, 10, 2)), TODAY)
    assert may_pause(APPLIED, Pause(date(2026, 10, 15), date(2026, 10, 20)), TODAY)
    assert "was al voorbij op 15-10-2026" in reason(may_pause(APPLIED, Pause(date(2026, 10, 16)), TODAY))
    assert "dag na de aanvraag" in reason(may_pause(APPLIED, Pause(date(2026, 10, 1)), TODAY))
    assert "Er is nog geen aanvraag" in reason(may_pause(DONE, Pause(date(2026, 10, 2)), TODAY))
    assert not may_pause(DECIDED, Pause(date(2026, 10, 2)), TODAY)
    assert "voor de eerste dag" in reason(
        may_pause(APPLIED, Pause(date(2026, 10, 5), date(2026, 10, 4)), TODAY)
    )
    assert "meer dan een jaar" in reason(
        may_pause(APPLIED, Pause(date(2026, 10, 5), date(2027, 10, 10)), TODAY)
    )
    first = replace(APPLIED, pauses=(Pause(date(2026, 10, 5), date(2026, 10, 14)),))
    assert may_pause(first, Pause(date(2026, 10, 26)), TODAY)


@pytest.mark.parametrize(
    ("why", "applied", "end"),
    [
        (EndReason.DIED, True, WmoEnd.MOVED),
        (EndReason.MOVED, False, WmoEnd.MOVED),
        (EndReason.OWN_WISH, False, WmoEnd.WITHDRAWN),
        (EndReason.NOT_NEEDED, False, WmoEnd.NO_APPLICATION),
        (EndReason.NOT_NEEDED, True, WmoEnd.WITHDRAWN),
        (EndReason.HANDED_OVER, True, WmoEnd.HANDED_OVER),
    ],
)
def test_a_route_ends_as_its_involvement_does(why: str, applied: bool, end: WmoEnd) -> None:
    assert end_for(why, applied) == end


STEPS = [step for step in WmoStep if step not in (WmoStep.REPORTED, WmoStep.DECIDED)]


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.none() | st.integers(-3, 80)), max_size=25))
def test_whatever_is_noted_in_any_order_the_route_stays_in_order(
    acts: list[tuple[WmoStep, int | None]],
) -> None:
    """What was allowed leaves a route in which nothing stands before what it rests on, and its terms."""
    route, today = NEW, date(2026, 11, 1)
    for step, days in acts:
        on = None if days is None else NEW.reported_on + timedelta(days=days)
        if may_note(route, step, on, today):
            route = replace(route, **{step.value: on})
    for step, before in BEFORE.items():
        day = day_of(route, step)
        for earlier in before if day else ():
            stands = day_of(route, earlier)
            assert day and stands and route.reported_on <= stands <= day <= today
    assert (decision_due(route, today) is None) == (route.applied_on is None)
