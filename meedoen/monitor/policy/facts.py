"""What goes into a report and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from meedoen.monitor.vocabulary import Measure, SplitCode
from meedoen.shared.money import Money
from meedoen.shared.period import Period

Counts = dict[str, int | None]
"""A split that may be shown: count by code in its order, None where hidden."""


@dataclass(frozen=True)
class Visit:
    """That somebody was at a session which one line of the agreement carries."""

    subject: str
    line_id: UUID
    day: date
    half_days: int
    age_band: str
    district: str


@dataclass(frozen=True)
class Paid:
    """An amount paid on a line."""

    line_id: UUID
    day: date
    amount: Money


@dataclass(frozen=True)
class Climb:
    """On which step of the participation ladder somebody began and ended the half-year."""

    subject: str
    start: int
    end: int


@dataclass(frozen=True)
class Frame:
    """Of which agreement and half-year a report is. `counted` are the days that count.

    `over`: the half-year has ended, so that splits by trait may be settled.
    """

    agreement_id: UUID
    agreement: str
    reference: str
    funder: str
    provider: str
    municipality_code: str
    code: str
    counted: Period
    over: bool


@dataclass(frozen=True)
class Part:
    """One term of a sum. `value` in the unit of its figure, None where hidden."""

    label: str
    value: int | None


@dataclass(frozen=True)
class Parts:
    """Terms that add up to a figure. `by` says in Dutch by what it is taken apart."""

    by: str
    rows: tuple[Part, ...]


@dataclass(frozen=True)
class Figure:
    """One number, agreed against reached, that opens on how it was made.

    Costs are in cents, the other measures in whole units. `agreed` is None where nothing was agreed,
    `reached` where it may not (yet) be shown.
    """

    measure: Measure
    agreed: int | None
    reached: int | None
    definition: str
    filter: str
    parts: tuple[Parts, ...]

    @property
    def percentage(self) -> int | None:
        """Reached as a whole percentage of agreed, half up; None where either lacks or nothing was agreed."""
        if not self.agreed or self.reached is None:
            return None
        return (200 * self.reached + self.agreed) // (2 * self.agreed)


@dataclass(frozen=True)
class LineReport:
    """The figures of one line of the agreement."""

    id: UUID
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Settled:
    """The splits of a half-year as they were settled, once: on which day, and of how many people."""

    on: date
    people: int
    splits: Mapping[SplitCode, Counts]


@dataclass(frozen=True)
class HalfYearReport:
    """A report of one agreement over one half-year. `settled` is None until the half-year is over."""

    frame: Frame
    figures: tuple[Figure, ...]
    lines: tuple[LineReport, ...]
    settled: Settled | None


@dataclass(frozen=True)
class Member:
    """That somebody had a place, and whether they came."""

    subject: str
    came: bool
    district: str


@dataclass(frozen=True)
class Picture:
    """People in a municipality by district: with a place, and who came. Rounded, small numbers hidden."""

    placed: Counts
    came: Counts
