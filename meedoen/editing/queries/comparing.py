"""A proposal set beside what stands: item by item, old, new, and what somebody else made of it meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from meedoen.directory.actions.history import RowChange
from meedoen.directory.hsds import table
from meedoen.directory.models import TaxonomyTerm
from meedoen.directory.queries.history import Key, Values, plain, tree_of
from meedoen.editing.policy.approval import kind_of_change
from meedoen.editing.queries.wording import UNSAID, Words, label, words_for
from meedoen.editing.vocabulary import ChangeKind


@dataclass(frozen=True)
class Item:
    """One thing that can be taken over by itself. `changes` are what taking it over writes.

    `now` is what stands there where that is neither the old nor the new value; `possible` is False where
    what would change is no longer there.
    """

    key: str
    label: str
    kind: ChangeKind
    before: str
    after: str
    now: str
    conflict: bool
    possible: bool
    changes: tuple[RowChange, ...]


def kept_rows(rows: Sequence[Mapping[str, Any]]) -> list[RowChange]:
    """The rows of a proposal or revision, as changes."""
    return [RowChange(row["table"], UUID(row["id"]), row["before"], row["after"]) for row in rows]


def taxonomies_of(rows: Sequence[RowChange]) -> dict[str, str]:
    """Of the terms that these changes are about: id as text to the code of its list. One query."""
    ids = {
        str(side["taxonomy_term_id"])
        for row in rows
        if row.table == "attribute"
        for side in (row.before, row.after)
        if side and side.get("taxonomy_term_id")
    }
    if not ids:
        return {}
    found = TaxonomyTerm.objects.filter(id__in=ids).values_list("id", "taxonomy__code")
    return {str(id): code for id, code in found}


def items_of(
    record_type: str,
    record_id: UUID,
    rows: Sequence[RowChange],
    *,
    current: Mapping[Key, Values] | None = None,
) -> list[Item]:
    """What a change consists of, in the order in which a record is read."""
    standing = dict(tree_of(record_type, record_id) if current is None else current)
    for row in rows:
        if (row.table, row.id) not in standing and row.before is not None:
            standing |= _elsewhere(row)
    words = words_for(rows, {key: standing[key] for key in standing if key[0] in ("attribute", "schedule")})
    taxonomies = taxonomies_of(rows)
    is_new = any(row.table == record_type and row.before is None for row in rows)
    items: list[Item] = []
    for group in _grouped(rows, record_type):
        first = group[0]
        if first.table == record_type and first.before is not None and first.after is not None:
            items += [
                _column(first, column, standing, words) for column in first.after if column not in UNSAID
            ]
        else:
            items.append(_part(group, record_type, standing, words, taxonomies, is_new))
    return items


def _elsewhere(row: RowChange) -> dict[Key, Values]:
    """A row that hangs on another record, such as the address of a place."""
    found = table(row.table).model._default_manager.filter(pk=row.id).first()
    if found is None:
        return {}
    columns = (field for field in found._meta.concrete_fields if not field.primary_key)
    return {(row.table, row.id): {one.attname: plain(getattr(found, one.attname)) for one in columns}}


def _grouped(rows: Sequence[RowChange], record_type: str) -> list[list[RowChange]]:
    """Changes that can only go together: a new place with its address and that the service is held there."""
    groups: list[list[RowChange]] = []
    home: dict[str, list[RowChange]] = {}
    for row in rows:
        if row.table == record_type:
            groups.append([row])
            continue
        pointed = {
            str(value) for name, value in (row.after or row.before or {}).items() if name.endswith("_id")
        }
        joined = next((home[one] for one in sorted(pointed & home.keys())), None)
        if joined is None:
            joined = []
            groups.append(joined)
        joined.append(row)
        if row.before is None or row.after is None:
            home[str(row.id)] = joined
    return groups


def _column(row: RowChange, column: str, standing: Mapping[Key, Values], words: Words) -> Item:
    before, after = (row.before or {}).get(column), (row.after or {}).get(column)
    there = standing.get((row.table, row.id))
    now = there.get(column) if there else None
    conflict = there is not None and now not in (before, after)
    change = RowChange(row.table, row.id, {column: now if conflict else before}, {column: after})
    return Item(
        key=f"{row.id}.{column}",
        label=label(row.table, column),
        kind=kind_of_change(row.table, column),
        before=words.of_column(column, before),
        after=words.of_column(column, after),
        now=words.of_column(column, now) if conflict else "",
        conflict=conflict,
        possible=there is not None,
        changes=(change,) if now != after else (),
    )


def _part(
    group: Sequence[RowChange],
    record_type: str,
    standing: Mapping[Key, Values],
    words: Words,
    taxonomies: Mapping[str, str],
    is_new: bool,
) -> Item:
    shown = next((row for row in group if row.table == "service_at_location"), group[0])
    there = standing.get((shown.table, shown.id))
    whole_before = None if shown.before is None else (there or {}) | shown.before
    whole_after = None if shown.after is None else (there or {}) | shown.after
    term = str((whole_after or whole_before or {}).get("taxonomy_term_id"))
    changed = shown.before is not None and there is not None
    conflict = changed and any((there or {}).get(name) != value for name, value in _said(shown.before))
    gone = shown.before is not None and there is None
    done = len(group) == 1 and not is_new and _stands_already(shown, standing)
    kind = (
        ChangeKind.NEW_SERVICE
        if is_new and shown.table == record_type
        else kind_of_change(shown.table, taxonomy=taxonomies.get(term, ""))
    )
    return Item(
        key=str(shown.id),
        label=f"{label(shown.table)} (staat er al)" if done else label(shown.table),
        kind=kind,
        before=words.of_row(shown.table, whole_before) if whole_before else "",
        after=words.of_row(shown.table, whole_after) if whole_after else "",
        now=words.of_row(shown.table, there) if conflict and there else "",
        conflict=conflict,
        possible=not gone,
        changes=() if done else tuple(_rebased(row, standing) for row in group),
    )


def _stands_already(row: RowChange, standing: Mapping[Key, Values]) -> bool:
    """Whether somebody else added meanwhile what this would add: nothing is left to write then."""
    if row.before is not None or row.after is None:
        return False
    said = _said_by_part(row.table, row.after)
    return any(
        _said_by_part(row.table, there) == said for (name, _), there in standing.items() if name == row.table
    )


def _said_by_part(name: str, values: Values) -> Values:
    left_out = {"extra", "updated"} | ({"label", "link_type"} if name == "attribute" else set())
    return {column: value for column, value in values.items() if value and column not in left_out}


def _said(values: Values | None) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in (values or {}).items() if name not in UNSAID]


def _rebased(row: RowChange, standing: Mapping[Key, Values]) -> RowChange:
    """The same change, from what stands there now: whoever takes it over has seen that."""
    there = standing.get((row.table, row.id))
    if row.before is None or there is None:
        return row
    if row.after is None:
        return RowChange(row.table, row.id, dict(there), None)
    return RowChange(row.table, row.id, {name: there.get(name) for name in row.before}, row.after)
