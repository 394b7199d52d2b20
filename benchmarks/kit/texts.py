"""Synthetic services to search in: words as often as the 33 real initiatives use them, and a long tail."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from uuid import UUID

import yaml
from kit.measure import ROOT

from meedoen.directory.policy import area_marks
from meedoen.directory.search import Row, telling_words

INITIATIVES = ROOT / "meedoen" / "directory" / "data" / "initiatives"
WORD = re.compile(r"[a-zà-ÿ]{2,}")
TAIL = 20_000
TAIL_SHARE = 0.15
MUNICIPALITIES = 342
INTERESTS = ("cooking", "garden", "music", "technology", "language", "walking", "care", "administration")


@dataclass(frozen=True)
class Question:
    """What somebody types: words of a service that is there."""

    text: str
    municipality: str


class Words:
    """Draws words: those of the initiatives by how often they stand there, and compounds of two of them."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311
        counts = Counter(WORD.findall(_all_text()))
        long = [word for word in counts if len(word) >= 4]
        tail = [self.dice.choice(long) + self.dice.choice(long) for _ in range(TAIL)]
        share = TAIL_SHARE / (1 - TAIL_SHARE) * counts.total()
        scale = share / sum(1 / rank for rank in range(1, TAIL + 1))
        self.words = [*counts, *tail]
        self.weights = list(accumulate([*counts.values(), *(scale / rank for rank in range(1, TAIL + 1))]))

    def text(self, count: int) -> str:
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=count))


def services(count: int, seed: int = 1) -> Iterator[Row]:
    """This many services of a hundred words each, over all municipalities; the same for the same seed."""
    words = Words(seed)
    dice = words.dice
    for _ in range(count):
        code = f"GM{dice.randrange(MUNICIPALITIES):04d}"
        interest = dice.choice(INTERESTS)
        yield Row(
            id=UUID(int=dice.getrandbits(128), version=4),
            name=words.text(4),
            summary=words.text(14),
            description=words.text(60),
            activities=(words.text(2), words.text(2), words.text(2)),
            synonyms=(words.text(6),),
            organization=words.text(3),
            places=(words.text(2),),
            marks=area_marks([f"WK{code[2:]}01", code]) | {f"interest:{interest}"},
        )


def questions(rows: list[Row], count: int, seed: int = 2) -> list[Question]:
    """Questions of one to three telling words that stand together in the short texts of one service."""
    dice = random.Random(seed)  # noqa: S311
    asked: list[Question] = []
    while len(asked) < count:
        row = dice.choice(rows)
        words = telling_words(f"{row.name} {row.summary} {' '.join(row.activities)}")
        number = 1 + len(asked) % 3
        if len(words) >= number:
            asked.append(Question(" ".join(dice.sample(words, number)), municipality_of(row)))
    return asked


def municipality_of(row: Row) -> str:
    return next(mark for mark in row.marks if mark.startswith("GM"))


def _all_text() -> str:
    parts: list[str] = []
    for path in sorted(INITIATIVES.glob("*.yaml")):
        _collect(yaml.safe_load(path.read_text()), parts)
    return " ".join(parts).lower()


def _collect(value: Any, parts: list[str]) -> None:
    if isinstance(value, str):
        parts.append(value)
    elif isinstance(value, dict):
        for one in value.values():
            _collect(one, parts)
    elif isinstance(value, list):
        for one in value:
            _collect(one, parts)
