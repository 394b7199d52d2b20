"""What goes into the search index and what comes out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Match(StrEnum):
    """How well the results fit the words."""

    ALL = "all"
    ALIKE = "alike"
    SOME = "some"


class Means(StrEnum):
    """What the results were found by: the words, what they mean, or the two together."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True)
class Row:
    """One service as the index holds it. `marks` are what a filter looks for, such as `interest:cooking`.

    `spots`: where it is held, in RD metres. `topics`: per interest under which it is classified the words of
    that interest. `stamp` changes as soon as anything of it does.
    """

    id: UUID
    name: str
    summary: str
    description: str
    activities: Sequence[str]
    synonyms: Sequence[str]
    organization: str
    places: Sequence[str]
    marks: Collection[str]
    spots: Sequence[tuple[int, int]] = field(default=())
    topics: Sequence[Sequence[str]] = field(default=())
    stamp: str = ""


@dataclass(frozen=True)
class Near:
    """Within this many metres of a point (RD metres)."""

    x: int
    y: int
    metres: int


@dataclass(frozen=True)
class Found:
    """The services on this page of the results, best first, and how many there are in all."""

    ids: tuple[UUID, ...]
    total: int
    match: Match
    means: Means = Means.WORDS
