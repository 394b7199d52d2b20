"""Rows of the ladder chooser and the instruments, with the names of their columns."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class LadderChoiceRow:
    id: UUID
    case_id: UUID
    chosen_on: date
    answers: dict[str, str]
    suggested_id: UUID | None
    because: list[str]
    person_sees_id: UUID | None
    chosen_id: UUID
    why_different: str
    by_id: UUID
    recorded_at: datetime


@dataclass(frozen=True)
class InstrumentMeasurementRow:
    id: UUID
    case_id: UUID
    instrument_id: str
    moment: str
    view: str
    measured_on: date
    by_id: UUID
    recorded_at: datetime


@dataclass(frozen=True)
class InstrumentScoreRow:
    id: UUID
    measurement_id: UUID
    item_id: UUID
    value: int
    words: str
