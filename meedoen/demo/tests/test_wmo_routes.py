"""The Wmo routes of the demo: each state of one, and none that the policy would not allow."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest

from meedoen.casework.policy.wmo import Pause, RouteDays, running_term, terms_of
from meedoen.casework.policy.wmo_order import may_note, may_pause
from meedoen.casework.vocabulary import TermStanding, WmoDecision, WmoEnd, WmoStep
from meedoen.demo.story import Story
from meedoen.demo.wmo import WmoRouteRow, WmoRoutes

DAYS = [name.name for name in fields(RouteDays) if name.name != "pauses"]


def days_of(made: WmoRoutes, row: WmoRouteRow) -> RouteDays:
    pauses = tuple(Pause(one.starts_on, one.ends_on) for one in made.suspensions if one.route_id == row.id)
    return RouteDays(**{name: getattr(row, name) for name in DAYS}, pauses=pauses)


@pytest.mark.parametrize("on", [date(2026, 9, 15), date(2027, 1, 3), date(2024, 2, 29), date(2026, 4, 7)])
def test_every_route_is_one_that_the_policy_allows(tell: Callable[..., Story], on: date) -> None:
    made = tell("0.1", on=on).wmo
    for row in made.routes:
        route = days_of(made, row)
        for step in WmoStep:
            day = getattr(route, step.value)
            assert day is None or may_note(route, step, day, on), (row, step)
        if route.ended_on is None:
            for pause in route.pauses:
                assert may_pause(RouteDays(**{**vars(route), "pauses": ()}), pause, on)
    assert {row.end for row in made.routes} >= {WmoEnd.DECIDED, WmoEnd.NO_APPLICATION, WmoEnd.WITHDRAWN, ""}
    assert {row.decision for row in made.routes} == {WmoDecision.GRANTED, WmoDecision.REFUSED, ""}


def test_every_standing_of_a_term_can_be_looked_at(tell: Callable[..., Story]) -> None:
    story = tell("0.1")
    made, on = story.wmo, story.days.on
    standings = {
        term.standing
        for row in made.routes
        for term in terms_of(days_of(made, row), on)
        if term.kind != "own_plan"
    }
    assert standings == set(TermStanding) - {TermStanding.MET_LATE, TermStanding.OVER}
    joke = next(person.id for person in story.residents if person.number == 1)
    known = {row.id for row in story.casework.involvements if row.person_id == joke}
    cases = {case.id for case in story.casework.cases if case.involvement_id in known}
    own = [running_term(terms_of(days_of(made, row), on)) for row in made.routes if row.case_id in cases]
    assert [term.standing for term in own if term] == [TermStanding.SOON]
