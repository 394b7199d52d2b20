"""The published rows of each table as text, for the files of the tabular data package."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import Q

from meedoen.directory.hsds import BY_MODEL, Field, Kind, Table, table
from meedoen.publishing.queries.published import pointers, rows
from meedoen.publishing.queries.shape import Line, Made, read

AT_ONCE = 2000
STATED = "stated_capacities"
# Beside the fields of a table: what a source said that no schema knows.
EXTRA = "extra"

_json = msgspec.json.Encoder(order="sorted").encode


def columns(found: Table) -> list[str]:
    """The headings of the file of a table: the standard's own, then those of Meedoen's profile."""
    standard = [field.name for field in found.fields if not field.profile]
    computed = [name for name in found.computed if name not in standard]
    profile = [field.name for field in found.fields if field.profile]
    stated = [STATED] if found.name == "service" else []
    return [*standard, *computed, *profile, *stated, EXTRA]


def count_rows(name: str) -> int:
    return rows(name).count()


def text_rows(name: str) -> Iterator[list[str]]:
    """Every published row of a table as texts, by id, some at a time so that memory stays flat."""
    found = table(name)
    headings = columns(found)
    owners = [found.by_column[column].name for column in found.owners]
    last: UUID | None = None
    while True:
        part = rows(name).order_by("id")
        part = part if last is None else part.filter(pk__gt=last)
        lines = read(name, part[:AT_ONCE], hidden=pointers(name))
        stated = _stated(lines) if name == "service" else {}
        for line in lines:
            values: Made = {**line.made, **dict(zip(owners, line.owners, strict=True))}
            values |= {EXTRA: line.extra, STATED: stated.get(line.id)}
            yield [cell(values.get(heading)) for heading in headings]
        if len(lines) < AT_ONCE:
            return
        last = lines[-1].id


def _stated(lines: Sequence[Line]) -> Mapping[UUID, list[Made]]:
    """Per service the capacity without both figures that the standard demands, each with its unit."""
    found = table("service_capacity").model._default_manager.filter(
        Q(available=None) | Q(updated=None), service_id__in=[line.id for line in lines]
    )
    capacities = read("service_capacity", found.order_by("id"))
    wanted = {line.made["unit_id"] for line in capacities}
    units = read("unit", table("unit").model._default_manager.filter(pk__in=wanted))
    by_id = {line.id: line.made for line in units}
    stated: dict[UUID, list[Made]] = {}
    for line in capacities:
        owner = line.owners[0]
        if owner is not None:
            stated.setdefault(owner, []).append(line.made | {"unit": by_id[line.made["unit_id"]]})
    return stated


def cell(value: Any) -> str:
    """A value as it stands in a file: ISO dates, moments in UTC, lists and objects as JSON."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return _json(value).decode()
    return str(value)


# What the package says of its files

TYPES: Mapping[Kind, dict[str, str]] = {
    Kind.TEXT: {"type": "string"},
    Kind.UUID: {"type": "string", "format": "uuid"},
    Kind.DATE: {"type": "date"},
    Kind.MOMENT: {"type": "datetime"},
    Kind.TIME: {"type": "time"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.EMAIL: {"type": "string", "format": "email"},
    Kind.URI: {"type": "string", "format": "uri"},
    Kind.FLAG: {"type": "boolean"},
    Kind.LIST: {"type": "array"},
}
COMPUTED: Mapping[str, dict[str, str]] = {
    "latitude": {"type": "number"},
    "longitude": {"type": "number"},
    "taxonomy": {"type": "string"},
    STATED: {"type": "array"},
    EXTRA: {"type": "object"},
}
# A required text may be empty where nothing is known; these never are.
FILLED = frozenset({"id", "name", "status", "location_type", "address_type"})


def resource(found: Table) -> dict[str, Any]:
    """How `datapackage.json` describes the file of a table."""
    schema: dict[str, Any] = {
        "fields": [_described(found, name) for name in columns(found)],
        "primaryKey": "id",
    }
    keys = [_foreign_key(found, field) for field in found.fields if field.kind is Kind.UUID]
    schema["foreignKeys"] = [key for key in keys if key is not None]
    return {
        "name": found.name,
        "path": found.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _described(found: Table, name: str) -> dict[str, Any]:
    field = found.by_name.get(name)
    if field is None:
        return {"name": name, **COMPUTED[name]}
    described: dict[str, Any] = {"name": name, **TYPES[field.kind]}
    if field.required and name in FILLED:
        described["constraints"] = {"required": True}
    return described


def _foreign_key(found: Table, field: Field) -> dict[str, Any] | None:
    columns_of = {one.attname: one for one in found.model._meta.concrete_fields}
    target = columns_of[field.column].related_model if field.column in columns_of else None
    if not isinstance(target, type) or target not in BY_MODEL or field.name == "id":
        return None
    resource_name = "" if target is found.model else BY_MODEL[target].name
    return {"fields": field.name, "reference": {"resource": resource_name, "fields": "id"}}


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read meanwhile is as it was at one moment; nobody who writes has to wait."""
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("COMMIT")
