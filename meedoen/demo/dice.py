"""Chance that comes out the same every time: the same seed gives the same demo, ids included."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from faker import Faker

Item = TypeVar("Item")
LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


class Dice:
    """Dice for one branch of the demo; each branch has its own, so that one can change without the others."""

    def __init__(self, seed: int, branch: str) -> None:
        self._random = random.Random(f"{seed}/{branch}")
        self._faker = Faker("nl_NL")
        self._faker.seed_instance(f"{seed}/{branch}")

    def uuid(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` up to and including `high`; `low` where that is no range."""
        return self._random.randint(low, max(low, high))

    def between(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def pick(self, items: Sequence[Item]) -> Item:
        return self._random.choice(items)

    def weighted(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        return self._random.choices(items, weights)[0]

    def some(self, items: Sequence[Item], low: int, high: int) -> list[Item]:
        """Between `low` and `high` different items, in their own order."""
        count = min(len(items), self.number(low, high))
        chosen = set(self._random.sample(range(len(items)), count))
        return [item for index, item in enumerate(items) if index in chosen]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        return self._random.sample(items, len(items))

    def day(self, first: date, last: date) -> date:
        """A day from `first` up to and including `last`; `first` where `last` lies before it."""
        return first + timedelta(days=self.number(0, (last - first).days))

    def letters(self, count: int) -> str:
        return "".join(self._random.choices(LETTERS, k=count))

    def first_name(self, gender: str) -> str:
        name = self._faker.first_name_female() if gender == "woman" else self._faker.first_name_male()
        return str(name)

    def last_name(self) -> str:
        return str(self._faker.last_name())
