"""The hot path: rows as the database gives them, by statements that are made once.

Django makes the statement anew each time and every value into an object; for a page of a hundred services
that costs more than reading and writing out. The conditions come from the same querysets as everywhere.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec
from django.db import connection
from django.db.models import QuerySet

from meedoen.directory.hsds import Kind, Table
from meedoen.publishing.queries.published import NAMED, organizations, rows
from meedoen.publishing.queries.shape import Made, finish, plain_number, shape

Statement = tuple[str, tuple[Any, ...]]
# An id as the database gives and takes it: UUID on PostgreSQL, 32 digits on SQLite.
Id = Any


def fetch(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def statement_of(found: QuerySet[Any]) -> Statement:
    """The SQL of a queryset with its values."""
    sql, values = found.query.sql_with_params()
    return sql, tuple(values)


@cache
def _ids(name: str, vendor: str) -> Statement:
    return statement_of(rows(name).order_by("id").values_list("id"))


def page_ids(name: str, start: int, count: int) -> list[Id]:
    """The ids on a part of the whole list of published records, by id."""
    sql, values = _ids(name, connection.vendor)
    return [id for (id,) in fetch(f"{sql} LIMIT %s OFFSET %s", (*values, count, start))]


def native(id: Any) -> Id:
    """An id as this database takes it."""
    return str(id).replace("-", "") if connection.vendor == "sqlite" else id


@cache
def _rows(name: str, vendor: str) -> str:
    """`SELECT` of the columns of a table, up to the ids."""
    made = shape(name)
    fields = {field.attname: field.column for field in made.table.model._meta.concrete_fields}
    quote = connection.ops.quote_name
    columns = ", ".join(quote(fields[column] or "") for column in (*made.columns, "extra"))
    return f"SELECT {columns} FROM {quote(made.table.model._meta.db_table)} WHERE id IN "  # noqa: S608


def objects(name: str, ids: Sequence[Id]) -> dict[Id, Made]:
    """The objects with these ids, by the id as the database has it. `ids` are those of published records."""
    if not ids:
        return {}
    made, found = shape(name), {}
    lines = fetch(f"{_rows(name, connection.vendor)} ({', '.join(['%s'] * len(ids))})", ids)
    changed = _changed(made.table, connection.vendor)
    pairs = []
    for row in lines:
        one = made.make(row[:-1], _extra(row[-1]))
        _change(one, changed)
        found[row[0]] = one
        pairs.append((one, row))
    finish(name, pairs)
    _leave_out(name, found)
    return found


def _change(one: Made, changed: Iterable[tuple[str, Callable[[Any], Any]]]) -> None:
    for key, change in changed:
        if key in one:
            value = change(one[key])
            if value is None:
                del one[key]
            else:
                one[key] = value


def _leave_out(name: str, found: Mapping[Id, Made]) -> None:
    """Names of organizations that are not published are left out; one query where there are any names.

    A program is left out where it is nested, since it is read there anyway.
    """
    for column in NAMED.get(name, ()):
        if column == "program_id":
            continue
        named = {one[column] for one in found.values() if column in one}
        if named:
            known = {str(id) for id in organizations().filter(pk__in=named).values_list("pk", flat=True)}
            for one in found.values():
                if str(one.get(column)) not in known:
                    one.pop(column, None)


def _extra(text: Any) -> Made:
    found: Made = {} if text in (None, "{}") else json.loads(text)
    return found


# From what the database gives to what JSON wants


@cache
def _changed(found: Table, vendor: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    changes: dict[Kind, Callable[[Any], Any]] = {
        Kind.LIST: _list,
        Kind.MOMENT: aware,
        Kind.NUMBER: lambda value: plain_number(float(value)),
    }
    if vendor == "sqlite":
        changes |= {Kind.UUID: _dashed, Kind.FLAG: bool}
    return tuple((field.name, changes[field.kind]) for field in found.fields if field.kind in changes)


def _dashed(text: str) -> str:
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def aware(value: datetime | str) -> datetime:
    """A moment as the database gives it: SQLite keeps UTC without saying so, and sums it up as text."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _list(text: str) -> msgspec.Raw | None:
    """JSON as it stands, not read and written again; None for an empty list."""
    return None if text == "[]" else msgspec.Raw(text.encode())
