"""When somebody was talked with, and where they stood on the ladder: pure choices of the demo."""

from dataclasses import dataclass
from datetime import date, timedelta

from meedoen.demo.days import Days, office_day
from meedoen.demo.dice import Dice
from meedoen.demo.population import A4

LOWEST, HIGHEST = 1, 6
HIGHEST_WITHOUT_WAGE = 4
SHARE_THAT_GROWS = 0.3
SHARE_THAT_FALLS_BACK = 0.05
FIRST_STEPS = {4: (45, 35, 20, 0), 3: (20, 40, 35, 5), 2: (10, 35, 40, 15), 1: (5, 25, 45, 25)}
"""Weights of ladder steps 1 to 4 at the first talk, by arrangement. Nobody in the demo has paid work."""
FIRST_STEPS_WITHOUT_BENEFIT = (30, 40, 25, 5)


@dataclass(frozen=True)
class Talk:
    """A talk, the worker's view of the ladder step then, and the person's own."""

    on: date
    step: int
    own_step: int


def talk_days_at_work_and_income(
    dice: Dice, days: Days, *, arrangement: int | None, took_part_from: date | None
) -> list[date]:
    """The days of the talks, oldest first; at least one.

    Who takes part was talked with before the place began, at the end of the last half-year, and perhaps
    since. In arrangement 4 one talk a year is planned and years without contact occur (F6.009).
    """
    if took_part_from is not None:
        return _talks_around_a_place(dice, days, took_part_from)
    recent, longer, longest = (55, 30, 15) if arrangement == A4 else (60, 35, 5)
    low, high = dice.weighted([(5, 360), (366, 1095), (1096, 2100)], [recent, longer, longest])
    return [office_day(days.ago(dice.number(low, high)))]


def talk_days_in_team(dice: Dice, days: Days, started: date, took_part_from: date | None) -> list[date]:
    """The days of the talks since the team knows somebody, oldest first; at least one."""
    if took_part_from is not None:
        return _talks_around_a_place(dice, days, took_part_from)
    first = started + timedelta(days=dice.number(1, 10))
    later = [dice.day(first, days.ago(2)) for _ in range(dice.number(0, 2))]
    return sorted({office_day(min(day, days.ago(1))) for day in [first, *later]})


def _talks_around_a_place(dice: Dice, days: Days, took_part_from: date) -> list[date]:
    found = {took_part_from - timedelta(days=dice.number(5, 45))}
    late = days.last.end - timedelta(days=dice.number(0, 45))
    if late > took_part_from and dice.chance(0.85):
        found.add(late)
    since = days.current.start + timedelta(days=45)
    if since < days.on and since > took_part_from and dice.chance(0.5):
        found.add(dice.day(since, days.ago(1)))
    return sorted({office_day(min(day, days.ago(1))) for day in found})


def talks(dice: Dice, on: list[date], arrangement: int | None) -> list[Talk]:
    """The ladder step at each talk: most stay where they are, some grow, a few fall back."""
    weights = FIRST_STEPS_WITHOUT_BENEFIT if arrangement is None else FIRST_STEPS[arrangement]
    step = dice.weighted((1, 2, 3, 4), weights)
    made = []
    for index, day in enumerate(on):
        if index and dice.chance(SHARE_THAT_GROWS):
            step = min(step + 1, HIGHEST_WITHOUT_WAGE)
        elif index and dice.chance(SHARE_THAT_FALLS_BACK):
            step = max(step - 1, LOWEST)
        own = step + dice.weighted((-1, 0, 1), (15, 60, 25))
        made.append(Talk(day, step, max(LOWEST, min(own, HIGHEST))))
    return made
