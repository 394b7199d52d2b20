"""Pure planning of contact days: what fits, and who is invited when.

The rule (docs/adr/0086-contact-days.md): at each time as many talks as there are workers; no more are invited
than, going by the show rate, can be received; own district first, then the nearest with room; least recently
reached first. The same input gives the same plan.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

FARTHEST = 5_000
"""In metres: a place near home. Utrecht's talks were in the district (F3.006); the number is a choice."""

NEVER = date.min


def times_of(starts_at: time, ends_at: time, minutes: int) -> tuple[time, ...]:
    """The times at which talks of so many minutes begin, so that the last one ends in time."""
    at, end = (datetime.combine(NEVER, moment) for moment in (starts_at, ends_at))
    found, talk = [], timedelta(minutes=minutes)
    while at + talk <= end:
        found.append(at.time())
        at += talk
    return tuple(found)


@dataclass(frozen=True)
class DayRoom:
    """One contact day for the planner: when talks begin, how many workers, and what is taken."""

    id: UUID
    held_on: date
    area_code: str
    times: tuple[time, ...]
    workers: int
    show_rate: int
    taken: Mapping[time, int] = field(default_factory=dict)

    @property
    def talks(self) -> int:
        """How many talks can be held."""
        return len(self.times) * self.workers

    @property
    def invites(self) -> int:
        """How many can be invited: of them, going by the show rate, no more come than can be received."""
        return self.talks * 100 // self.show_rate

    @property
    def taken_here(self) -> int:
        return sum(self.taken.values())

    @property
    def free(self) -> int:
        """How many more can be invited on this day."""
        return min(max(0, self.invites - self.taken_here), sum(self.free_at(at) for at in self.times))

    def free_at(self, at: time) -> int:
        """How many more can be invited at a time; 0 where no talk begins then, or the day is full."""
        if at not in self.times:
            return 0
        left = self.invites - self.taken_here
        return max(0, min(left, self.invites_at(at) - self.taken.get(at, 0)))

    def invites_at(self, at: time) -> int:
        """The part of the day's invites for one time: spread evenly, no rounding lost."""
        number, count = self.times.index(at), len(self.times)
        return self.invites * (number + 1) // count - self.invites * number // count


@dataclass(frozen=True)
class Candidate:
    """Somebody to invite, by involvement. `not_before`: their pause between two tries ends on this day."""

    id: UUID
    area_code: str
    last_contact_on: date | None
    not_before: date | None = None


@dataclass(frozen=True)
class Place:
    """A time on a contact day for one candidate."""

    candidate: Candidate
    day_id: UUID
    held_on: date
    starts_at: time
    in_own_district: bool


@dataclass(frozen=True)
class Planned:
    """Who is invited when, and for whom there is no room near enough."""

    places: tuple[Place, ...]
    left_over: tuple[Candidate, ...]


@dataclass(frozen=True)
class Fit:
    """What a plan comes to. `weeks`: from the first to the last day on which somebody is invited.

    `more_days`: how many days like these are still needed for who is left over; None where there are no days.
    """

    people: int
    invited: int
    left_over: int
    talks: int
    invites: int
    elsewhere: int
    weeks: int
    more_days: int | None


@dataclass(frozen=True)
class Estimate:
    """What a number of workers can do, before any day is made."""

    talks_a_week: int
    invites_a_week: int
    weeks: int | None


def plan(
    candidates: Iterable[Candidate], rooms: Iterable[DayRoom], centres: Mapping[str, tuple[int, int]]
) -> Planned:
    """Give everybody at most one time: least recently reached first, in the own district as long as there is
    room, and then in the nearest district within `FARTHEST`; the earliest day that fits.

    In: `centres`: the middle of districts in RD metres by code. Where a middle is not known, only the own
    district counts, except for who has no district: they come where there is room.
    Out: places in the order of days and times. Source: docs/adr/0086-contact-days.md.
    """
    queue = sorted({one.id: one for one in candidates}.values(), key=turn)
    days = [_OpenDay(room) for room in sorted(rooms, key=lambda room: (room.held_on, room.times, room.id))]
    by_area: dict[str, list[_OpenDay]] = {}
    for day in days:
        by_area.setdefault(day.room.area_code, []).append(day)
    placed, waiting = _give_out(queue, lambda one: [by_area.get(one.area_code, [])])
    nearest = {code: _nearest(code, by_area, centres) for code in {one.area_code for one in waiting}}
    moved, left_over = _give_out(waiting, lambda one: [by_area[code] for code in nearest[one.area_code]])
    places = sorted(placed + moved, key=lambda place: (place.held_on, place.starts_at, turn(place.candidate)))
    return Planned(tuple(places), tuple(left_over))


def turn(candidate: Candidate) -> tuple[date, UUID]:
    """Least recently reached first; who was never reached before all others."""
    return candidate.last_contact_on or NEVER, candidate.id


def fit_of(planned: Planned, rooms: Sequence[DayRoom]) -> Fit:
    """What a plan comes to, in numbers."""
    days = [place.held_on for place in planned.places]
    invites = sum(room.invites for room in rooms)
    left_over = len(planned.left_over)
    return Fit(
        people=len(planned.places) + left_over,
        invited=len(planned.places),
        left_over=left_over,
        talks=sum(room.talks for room in rooms),
        invites=invites,
        elsewhere=sum(not place.in_own_district for place in planned.places),
        weeks=(max(days) - min(days)).days // 7 + 1 if days else 0,
        more_days=-(-left_over * len(rooms) // invites) if invites else None,
    )


def estimate(
    people: int, *, workers: int, mornings: int, minutes: int, minutes_per_talk: int, show_rate: int
) -> Estimate:
    """How long inviting so many people takes. In: mornings a week, minutes of a morning, show rate of 100."""
    talks = workers * mornings * (minutes // minutes_per_talk)
    invites = talks * 100 // show_rate
    return Estimate(talks, invites, -(-people // invites) if invites else None)


@dataclass
class _OpenDay:
    """A day while places are given out."""

    room: DayRoom
    free: dict[time, int] = field(init=False)
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.free = {at: self.room.free_at(at) for at in self.room.times}
        self.left = self.room.free

    def take(self) -> time:
        """The time with the most room, the earliest of equals."""
        at = max(self.free, key=lambda moment: self.free[moment])
        self.free[at] -= 1
        self.left -= 1
        return at


def _give_out(
    queue: Iterable[Candidate], choices: Callable[[Candidate], Iterable[list[_OpenDay]]]
) -> tuple[list[Place], list[Candidate]]:
    placed, waiting = [], []
    for one in queue:
        day = next((day for days in choices(one) if (day := _first_open(days, one.not_before))), None)
        if day is None:
            waiting.append(one)
        else:
            room, at = day.room, day.take()
            placed.append(Place(one, room.id, room.held_on, at, room.area_code == one.area_code))
    return placed, waiting


def _first_open(days: list[_OpenDay], not_before: date | None) -> _OpenDay | None:
    while days and not days[0].left:
        days.pop(0)
    fitting = (day for day in days if day.left and (not_before is None or day.room.held_on >= not_before))
    return next(fitting, None)


def _nearest(code: str, by_area: Collection[str], centres: Mapping[str, tuple[int, int]]) -> list[str]:
    """The other districts with days that are near enough, the nearest first."""
    if not code:
        return sorted(by_area)
    here = centres.get(code)
    if here is None:
        return []
    away = [
        (math.dist(here, centres[other]), other) for other in by_area if other != code and other in centres
    ]
    return [other for metres, other in sorted(away) if metres <= FARTHEST]
