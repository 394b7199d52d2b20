"""What is different between rows that stand and rows that are wanted, and putting that in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

Facts = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One row: `old` None is new, `new` None is gone; otherwise both hold only the columns that differ."""

    id: UUID
    old: Facts | None
    new: Facts | None


def differences(
    wanted: Mapping[UUID, Facts], standing: Mapping[UUID, Model], *, may_remove: bool = False
) -> list[Difference]:
    """Every row that must be made, changed or (with `may_remove`) taken away.

    Columns that `wanted` does not state are left as they stand.
    """
    found = []
    for id, facts in wanted.items():
        if id not in standing:
            found.append(Difference(id, None, facts))
            continue
        row = standing[id]
        different = [column for column, value in facts.items() if getattr(row, column) != value]
        if different:
            old = {column: getattr(row, column) for column in different}
            found.append(Difference(id, old, {column: facts[column] for column in different}))
    if may_remove:
        found += [Difference(id, _facts(row), None) for id, row in standing.items() if id not in wanted]
    return found


def apply(
    model: type[Model],
    found: Sequence[Difference],
    standing: Mapping[UUID, Model],
    on_making: Mapping[str, Any] | None = None,
) -> None:
    """Write the differences; new rows also get the columns in `on_making`."""
    rows = model._default_manager
    gone = [difference.id for difference in found if difference.new is None]
    if gone:
        rows.filter(pk__in=gone).delete()
    new, changed = [], []
    columns: set[str] = set()
    for difference in found:
        if difference.new is None:
            continue
        if difference.old is None:
            new.append(model(pk=difference.id, **difference.new, **(on_making or {})))
            continue
        row = standing[difference.id]
        for column, value in difference.new.items():
            setattr(row, column, value)
        columns |= difference.new.keys()
        changed.append(row)
    rows.bulk_create(new)
    if changed:
        rows.bulk_update(changed, sorted(column.removesuffix("_id") for column in columns))


def in_words(facts: Iterable[Facts], names: Mapping[UUID, str], owner: str) -> str:
    """Rows as lines of text for the history: one row a line, empty columns and the owner left out."""
    lines = [
        ", ".join(
            f"{column.removesuffix('_id')}: {names.get(value, value) if isinstance(value, UUID) else value}"
            for column, value in row.items()
            if column != owner and value not in (None, "")
        )
        for row in facts
    ]
    return "\n".join(sorted(lines))


def _facts(row: Model) -> Facts:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
