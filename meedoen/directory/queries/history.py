"""Reading a record with all that hangs on it, and what was done to it before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from meedoen.directory.hsds import TABLES, table
from meedoen.directory.models import Location, Revision, Service

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
    """A revision as it is shown, of which `rows` are told; `fields` are (table, column, before, after)."""

    revision: Revision
    rows: tuple[Mapping[str, Any], ...]
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
    return [_past(revision, revision.rows) for revision in revisions]


def history_with_others(location_id: UUID, *, limit: int = 50) -> list[PastChange]:
    """What was done to a place along with another record, last first; `rows` are only those of the place.

    A place is made with the service that is held there, its address may be in what was suggested about such a
    service, and it moves along when organizations are merged. Putting that back is done at the other record.
    """
    tree = tree_of("location", location_id)
    place = Location.objects.filter(pk=location_id).first()
    if place is None:
        return []
    body = place.organization_id
    near = Service.objects.filter(Q(at_locations__location=place) | Q(organization=body))
    others = Q(record_type="service", record_id__in=near.values("pk"))
    others |= Q(record_type="organization", record_id=body)
    named = Q()
    for _, id in tree:
        named |= Q(rows__icontains=str(id))
    revisions = Revision.objects.filter(others, named).select_related("undone_by")
    told = (_past(one, _about_place(one.rows, tree, location_id)) for one in revisions.iterator())
    return list(islice((one for one in told if one.rows), limit))


def _about_place(
    rows: Sequence[Mapping[str, Any]], tree: Mapping[Key, Values], location_id: UUID
) -> list[Mapping[str, Any]]:
    """The rows of a place itself, of its parts, and of a part that came or went."""
    ids = {(name, str(id)) for name, id in tree}
    return [
        row
        for row in rows
        if (row["table"], row["id"]) in ids
        or (
            row["table"] in PARTS["location"]
            and (row["after"] or row["before"] or {}).get("location_id") == str(location_id)
        )
    ]


def _past(revision: Revision, rows: Sequence[Mapping[str, Any]]) -> PastChange:
    fields = []
    for row in rows:
        if "." in row["table"]:
            continue
        before, after = row["before"] or {}, row["after"] or {}
        for column in sorted(before.keys() | after.keys()):
            old, new = _text(before.get(column)), _text(after.get(column))
            if old != new:
                fields.append((row["table"], column, old, new))
    can_undo = bool(revision.rows) and not hasattr(revision, "undone_by")
    return PastChange(revision, tuple(rows), tuple(fields), can_undo)


def _text(value: object) -> str:
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def order_of(name: str) -> int:
    """Where a table stands in the order in which rows point at each other."""
    return [one.name for one in TABLES].index(name)
