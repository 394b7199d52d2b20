"""Reading a record with all that hangs on it, and what was done to it before."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from meedoen.directory.hsds import TABLES, table
from meedoen.directory.models import Revision

RECORDS = ("service", "organization", "location")
# Which parts of which owner belong to a record; a part of a part follows its owner.
PARTS: dict[str, tuple[str, ...]] = {
    "service": (
        "service_at_location", "contact", "phone", "schedule", "service_area", "language", "cost_option",
        "funding", "required_document", "url", "service_capacity", "attribute",
    ),
    "organization": (
        "organization_identifier", "program", "contact", "phone", "funding", "url", "attribute",
    ),
    "location": ("address", "contact", "phone", "schedule", "language", "accessibility", "attribute"),
    "service_at_location": ("contact", "phone", "schedule", "service_area", "attribute"),
    "contact": ("phone", "attribute"),
    "phone": ("language", "attribute"),
}  # fmt: skip

Key = tuple[str, UUID]
Values = dict[str, Any]


@dataclass(frozen=True)
class PastChange:
    """A revision as it is shown: `fields` are (table, column, before, after) as texts."""

    revision: Revision
    fields: tuple[tuple[str, str, str, str], ...]
    can_undo: bool


def plain(value: object) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else value


def values_of(row: Model) -> Values:
    """Every column of a row but its id, as JSON keeps them."""
    columns = (field for field in row._meta.concrete_fields if not field.primary_key)
    return {field.attname: plain(getattr(row, field.attname)) for field in columns}


def tree_of(record_type: str, record_id: UUID) -> dict[Key, Values]:
    """A record and all that hangs on it, as (table, id) to column to value; empty where there is none.

    Queries: one for the record and one for each kind of part, however many parts there are.
    """
    row = table(record_type).model._default_manager.filter(pk=record_id).first()
    if row is None:
        return {}
    found: dict[Key, Values] = {(record_type, record_id): values_of(row)}
    for owner, parts in PARTS.items():
        ids = [id for name, id in found if name == owner]
        if not ids or (owner in RECORDS and owner != record_type):
            continue
        for name in parts:
            found |= {(name, part.pk): values_of(part) for part in _parts_of(owner, ids, name)}
    return found


def _parts_of(owner: str, ids: Collection[UUID], name: str) -> Iterator[Model]:
    rows = table(name).model._default_manager.order_by("pk")
    if name == "attribute":
        mine = Q(service_id__in=ids) if owner == "service" else Q(link_entity=owner, link_id__in=ids)
        return rows.filter(mine).iterator()
    return rows.filter(**{f"{owner}_id__in": ids}).iterator()


def history_of(record_type: str, record_id: UUID, *, limit: int = 50) -> list[PastChange]:
    """What was done to a record, last first. Two queries."""
    revisions = list(
        Revision.objects.filter(record_type=record_type, record_id=record_id).prefetch_related("undone_by")[
            :limit
        ]
    )
    return [_past(revision) for revision in revisions]


def _past(revision: Revision) -> PastChange:
    fields = []
    for row in revision.rows:
        if "." in row["table"]:
            continue
        before, after = row["before"] or {}, row["after"] or {}
        for column in sorted(before.keys() | after.keys()):
            old, new = _text(before.get(column)), _text(after.get(column))
            if old != new:
                fields.append((row["table"], column, old, new))
    return PastChange(revision, tuple(fields), bool(revision.rows) and not hasattr(revision, "undone_by"))


def _text(value: object) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def order_of(name: str) -> int:
    """Where a table stands in the order in which rows point at each other."""
    return [one.name for one in TABLES].index(name)
