"""The planner of contact days: never more than can be received, everybody once, longest ago first."""

from collections import Counter
from datetime import date, time, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as some

from meedoen.outreach.policy.campaigns import (
    Candidate,
    DayRoom,
    Planned,
    estimate,
    fit_of,
    plan,
    times_of,
)

MONDAY = date(2026, 10, 5)
MORNING = times_of(time(9), time(12), 45)
CENTRES = {"WK01": (136_000, 457_000), "WK02": (137_000, 457_000), "WK03": (150_000, 457_000)}
AREAS = ["WK01", "WK02", "WK03", ""]


def room(number: int, *, area: str = "WK01", workers: int = 1, show_rate: int = 100) -> DayRoom:
    return DayRoom(UUID(int=number), MONDAY + timedelta(days=number), area, MORNING, workers, show_rate)


def somebody(number: int, *, area: str = "WK01", seen: date | None = None) -> Candidate:
    return Candidate(UUID(int=number), area, seen)


days = some.lists(
    some.tuples(some.sampled_from(AREAS[:3]), some.integers(0, 4), some.integers(20, 100)), max_size=6
)
people = some.lists(
    some.tuples(some.sampled_from(AREAS), some.one_of(some.none(), some.integers(0, 4))), max_size=60
)


def worlds(spec_days: list[tuple[str, int, int]], spec_people: list[tuple[str, int | None]]) -> Planned:
    rooms = rooms_of(spec_days)
    return plan(candidates_of(spec_people), rooms, CENTRES)


def rooms_of(spec: list[tuple[str, int, int]]) -> list[DayRoom]:
    return [
        room(number, area=area, workers=workers, show_rate=rate)
        for number, (area, workers, rate) in enumerate(spec)
    ]


def candidates_of(spec: list[tuple[str, int | None]]) -> list[Candidate]:
    return [
        somebody(number, area=area, seen=None if ago is None else MONDAY - timedelta(days=365 * ago))
        for number, (area, ago) in enumerate(spec)
    ]


def test_a_morning_has_the_talks_that_end_in_time() -> None:
    assert (time(9), time(9, 45), time(10, 30), time(11, 15)) == MORNING
    assert times_of(time(9), time(9, 30), 45) == ()


def test_at_a_show_rate_of_half_twice_as_many_are_invited_as_can_be_received() -> None:
    one = room(1, workers=2, show_rate=50)
    assert (one.talks, one.invites, [one.invites_at(at) for at in MORNING]) == (8, 16, [4, 4, 4, 4])
    odd = room(1, workers=1, show_rate=70)
    assert (odd.invites, [odd.invites_at(at) for at in MORNING]) == (5, [1, 1, 1, 2])


@settings(max_examples=200, deadline=None)
@given(spec_days=days, spec_people=people)
def test_no_more_are_invited_than_can_be_received(
    spec_days: list[tuple[str, int, int]], spec_people: list[tuple[str, int | None]]
) -> None:
    planned = worlds(spec_days, spec_people)
    rooms = {one.id: one for one in rooms_of(spec_days)}
    per_day = Counter(place.day_id for place in planned.places)
    per_time = Counter((place.day_id, place.starts_at) for place in planned.places)
    for day, number in per_day.items():
        assert number * rooms[day].show_rate <= rooms[day].talks * 100
    for (day, at), number in per_time.items():
        assert number <= rooms[day].invites_at(at)


@settings(max_examples=200, deadline=None)
@given(spec_days=days, spec_people=people)
def test_everybody_has_one_time_or_is_left_over(
    spec_days: list[tuple[str, int, int]], spec_people: list[tuple[str, int | None]]
) -> None:
    planned = worlds(spec_days, spec_people)
    told = [place.candidate.id for place in planned.places] + [one.id for one in planned.left_over]
    assert sorted(told) == [UUID(int=number) for number in range(len(spec_people))]


@settings(max_examples=200, deadline=None)
@given(spec_days=days, spec_people=people)
def test_nobody_is_passed_over_for_who_was_reached_later_in_the_same_district(
    spec_days: list[tuple[str, int, int]], spec_people: list[tuple[str, int | None]]
) -> None:
    planned = worlds(spec_days, spec_people)
    place_of = {place.candidate.id: place for place in planned.places}
    queue = sorted(candidates_of(spec_people), key=lambda one: (one.last_contact_on or date.min, one.id))
    for area in AREAS:
        mine = [place_of.get(one.id) for one in queue if one.area_code == area]
        placed = [place is not None for place in mine]
        assert placed == sorted(placed, reverse=True)
        own = [place.held_on for place in mine if place and place.in_own_district]
        assert own == sorted(own)
        at_home = [place.in_own_district for place in mine if place]
        assert at_home == sorted(at_home, reverse=True)


@settings(max_examples=50, deadline=None)
@given(spec_days=days, spec_people=people)
def test_the_same_people_in_another_order_get_the_same_plan(
    spec_days: list[tuple[str, int, int]], spec_people: list[tuple[str, int | None]]
) -> None:
    candidates, rooms = candidates_of(spec_people), rooms_of(spec_days)
    assert plan(candidates, rooms, CENTRES) == plan(candidates[::-1], rooms[::-1], CENTRES)


def test_the_nearest_district_takes_who_has_no_room_at_home_and_far_is_too_far() -> None:
    five = [somebody(number) for number in range(5)]
    near, far = room(2, area="WK02"), room(1, area="WK03")
    planned = plan(five, [room(3), near, far], CENTRES)
    assert [place.day_id.int for place in planned.places] == [2, 3, 3, 3, 3]
    assert planned.places[0].candidate.id == UUID(int=4)
    assert plan(five, [far], CENTRES).left_over == tuple(five)
    assert plan([somebody(1, area="")], [far], CENTRES).left_over == ()


def test_who_pauses_between_two_tries_gets_a_later_day() -> None:
    rests = Candidate(UUID(int=1), "WK01", None, not_before=MONDAY + timedelta(days=3))
    planned = plan([rests], [room(1), room(2), room(4)], CENTRES)
    assert [place.held_on for place in planned.places] == [MONDAY + timedelta(days=4)]
    assert plan([rests], [room(1)], CENTRES).left_over == (rests,)


def test_what_was_given_out_before_is_not_given_out_again() -> None:
    full = DayRoom(UUID(int=1), MONDAY, "WK01", MORNING, 1, 100, dict.fromkeys(MORNING, 1))
    assert full.free == 0
    half = DayRoom(UUID(int=1), MONDAY, "WK01", MORNING, 1, 100, {MORNING[0]: 1, MORNING[1]: 1})
    planned = plan([somebody(1), somebody(2), somebody(3)], [half], CENTRES)
    assert [place.starts_at for place in planned.places] == [MORNING[2], MORNING[3]]
    moved_here = DayRoom(UUID(int=1), MONDAY, "WK01", MORNING, 1, 100, {MORNING[0]: 4})
    assert (moved_here.free, moved_here.free_at(MORNING[1])) == (0, 0)


def test_the_plan_in_numbers_says_how_many_days_are_still_needed() -> None:
    planned = plan([somebody(number) for number in range(10)], [room(1), room(8)], CENTRES)
    fit = fit_of(planned, [room(1), room(8)])
    assert (fit.people, fit.invited, fit.left_over, fit.talks, fit.invites) == (10, 8, 2, 8, 8)
    assert (fit.weeks, fit.more_days) == (2, 1)
    nothing = fit_of(plan([somebody(1)], [], CENTRES), [])
    assert (nothing.weeks, nothing.more_days, nothing.left_over) == (0, None, 1)


def test_seven_colleagues_and_5500_people_fill_half_a_year() -> None:
    guess = estimate(5500, workers=7, mornings=4, minutes=180, minutes_per_talk=45, show_rate=50)
    assert (guess.talks_a_week, guess.invites_a_week, guess.weeks) == (112, 224, 25)
    assert estimate(10, workers=0, mornings=5, minutes=180, minutes_per_talk=45, show_rate=50).weeks is None


def test_5500_people_are_planned_in_a_moment() -> None:
    crowd = [somebody(number, area=AREAS[number % 2]) for number in range(5500)]
    rooms = [room(number, area=AREAS[number % 2], workers=7, show_rate=50) for number in range(99)]
    planned = plan(crowd, rooms, CENTRES)
    assert (len(planned.places), len(planned.left_over)) == (5500, 0)
