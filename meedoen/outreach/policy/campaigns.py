"""Pure planning of contact days: what fits, and who is invited when.

The rule (docs/adr/0120-contact-days.md): at each time as many talks as there are workers; no more are invited
than, going by the show rate, can be received; own district first, then the nearest with room; least recently
reached first. The same input gives the same plan.
"""

from collections.abc import Mapping
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
        return sum(self.free_at(at) for at in self.times)

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
