"""What the generators make of agreements and payments: a dataclass for each table, as in `rows.py`."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True)
class AgreementRow:
    id: UUID
    municipality_id: UUID
    funder_id: UUID
    provider_id: UUID
    name: str
    kind: str
    reference: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class AgreementLineRow:
    id: UUID
    agreement_id: UUID
    service_id: UUID
    name: str
    people: int
    half_days: int
    ladder_steps: int | None
    price_basis: str
    unit_price: Decimal


@dataclass(frozen=True)
class PaymentRow:
    id: UUID
    line_id: UUID
    paid_on: date
    amount: Decimal
