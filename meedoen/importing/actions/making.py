"""Making rows of many tables at once from values as JSON keeps them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models

from meedoen.directory.hsds import TABLES, table

Row = tuple[str, str, Mapping[str, Any]]
READERS: tuple[tuple[type[models.Field[Any, Any]], Callable[[str], object]], ...] = (
    (models.UUIDField, UUID),
    (models.ForeignKey, UUID),
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.TimeField, time.fromisoformat),
    (models.DecimalField, Decimal),
)


@cache
def _readers(name: str) -> dict[str, Callable[[str], object]]:
    found = {}
    for field in table(name).model._meta.concrete_fields:
        read = next((read for kind, read in READERS if isinstance(field, kind)), None)
        if read is not None:
            found[field.attname] = read
    return found


def python_values(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of one row as the model has them."""
    readers = _readers(name)
    return {
        column: readers[column](value) if value is not None and column in readers else value
        for column, value in values.items()
    }


def make_rows(rows: Iterable[Row], on_making: Mapping[str, Mapping[str, Any]]) -> None:
    """Insert rows, what is pointed at first. `on_making`: more columns by table."""
    by_table: defaultdict[str, list[models.Model]] = defaultdict(list)
    for name, id, values in rows:
        made = python_values(name, values)
        if name in on_making:
            made |= on_making[name]
        by_table[name].append(table(name).model(pk=UUID(id), **made))
    for one in TABLES:
        if one.name in by_table:
            one.model._default_manager.bulk_create(
                by_table[one.name], ignore_conflicts=one.name == "metadata"
            )
