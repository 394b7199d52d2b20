"""What places say of how to reach them, what was searched in vain, and figures per area, as rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class PlaceAttributeRow:
    id: UUID
    link_id: UUID
    taxonomy_term_id: UUID
    link_entity: str = "location"


@dataclass(frozen=True)
class SearchesRow:
    """The table numbers these itself."""

    day: date
    term_id: UUID
    area_code: str
    count: int


@dataclass(frozen=True)
class FigureRow:
    id: UUID
    area_id: UUID
    measure: str
    starts_on: date
    ends_on: date
    value: Decimal
    source: str
