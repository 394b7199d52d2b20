"""What a source says beside what stands here: what changes, what stays because it was edited here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
Key = tuple[str, str]
# Parts that others count or keep here, so that a source which leaves them out does not take them away.
NEVER_TAKEN_AWAY = frozenset({"service_capacity", "metadata"})
SHOWN = 80


@dataclass
class Compared:
    """`changes`: {"table", "id", "before", "after"} each, as a revision keeps them. `kept`: (table, column,
    what the source says) of what was edited here and stays."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    kept: list[tuple[str, str, str]] = field(default_factory=list)


def compare(
    record_type: str,
    wanted: Mapping[Key, Values],
    standing: Mapping[Key, Values],
    *,
    edited: Collection[str],
    supplied: Collection[str],
) -> Compared:
    """In: the rows of one record as the source has them and as they stand; `edited` the columns of the record
    and the kinds of part that were changed here and stay; `supplied` the kinds of part that the source tells
    about, so that what it leaves out is gone. Columns that `wanted` does not name stay as they are.
    """
    found = Compared()
    for (table, id), values in wanted.items():
        old = standing.get((table, id))
        if table != record_type and table in edited:
            if old is None or any(old.get(column) != value for column, value in values.items()):
                found.kept.append((table, "", _shown(values)))
            continue
        if old is None:
            found.changes.append({"table": table, "id": id, "before": None, "after": values})
            continue
        before, after = _differences(table, table == record_type, values, old, edited, found)
        if after:
            found.changes.append({"table": table, "id": id, "before": before, "after": after})
    for (table, id), old in standing.items():
        gone = (table, id) not in wanted and table != record_type and table in supplied
        if gone and table not in edited and table not in NEVER_TAKEN_AWAY:
            found.changes.append({"table": table, "id": id, "before": old, "after": None})
    return found


def _differences(
    table: str, is_record: bool, values: Values, old: Values, edited: Collection[str], found: Compared
) -> tuple[Values, Values]:
    before: Values = {}
    after: Values = {}
    for column, value in values.items():
        if old.get(column) == value:
            continue
        if is_record and column in edited:
            found.kept.append((table, column, _text(value)))
            continue
        before[column], after[column] = old.get(column), value
    return before, after


def _shown(values: Mapping[str, Any]) -> str:
    texts = (
        _text(value)
        for column, value in values.items()
        if value not in (None, "", [], {}) and column != "extra" and not column.endswith("_id")
    )
    return ", ".join(texts)[:SHOWN]


def _text(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
