"""Records that stand here with all that hangs on them: many at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db.models import Model, Q

from meedoen.directory.hsds import table
from meedoen.directory.queries.history import PARTS, RECORDS, Values, values_of

Key = tuple[str, str]
Trees = dict[str, dict[Key, Values]]


def trees_of(record_type: str, ids: Collection[str]) -> Trees:
    """Of each record that is there: (table, id) to column to value. About twenty queries, however many."""
    model = table(record_type).model
    trees: Trees = {}
    homes: dict[Key, str] = {}
    for row in model._default_manager.filter(pk__in=ids):
        trees[str(row.pk)] = {(record_type, str(row.pk)): values_of(row)}
        homes[(record_type, str(row.pk))] = str(row.pk)
    for owner, parts in PARTS.items():
        if not homes or (owner in RECORDS and owner != record_type):
            continue
        owners = [id for name, id in homes if name == owner]
        for name in parts if owners else ():
            for part, owner_id in _parts(owner, owners, name):
                home = homes[(owner, owner_id)]
                homes[(name, str(part.pk))] = home
                trees[home][(name, str(part.pk))] = values_of(part)
    return trees


def _parts(owner: str, ids: Collection[str], name: str) -> Iterable[tuple[Model, str]]:
    rows = table(name).model._default_manager.order_by("pk")
    if name == "attribute" and owner != "service":
        for row in rows.filter(link_entity=owner, link_id__in=ids):
            yield row, str(row.link_id)  # type: ignore[attr-defined]
        return
    for row in rows.filter(**{f"{owner}_id__in": ids}):
        yield row, str(getattr(row, f"{owner}_id"))


def rows_of(name: str, ids: Collection[str]) -> dict[str, Values]:
    """Rows of one table by id. One query."""
    rows = table(name).model._default_manager.filter(pk__in=ids)
    return {str(row.pk): values_of(row) for row in rows}


def standing_ids(wanted: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Which of these ids are on the map, by table. One query for each table."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, ids in wanted.items():
        if ids:
            rows = table(name).model._default_manager.filter(pk__in=ids).values_list("pk", flat=True)
            found[name] = {str(id) for id in rows}
    return found


def names_of(record_type: str, ids: Collection[str]) -> dict[str, str]:
    """What these records are called. One query, or none."""
    rows = table(record_type).model._default_manager.filter(pk__in=ids).values_list("pk", "name")
    return {str(id): name for id, name in rows} if ids else {}


def of_source(record_type: str, source_id: UUID) -> Q:
    """The records of a source that are still on offer, for finding out which of them it no longer has."""
    mine = Q(source_id=source_id)
    if record_type == "location":
        return mine
    mine &= Q(merged_into=None)
    return mine & Q(status__in=["active", "temporarily closed"]) if record_type == "service" else mine


def merged_into() -> dict[tuple[str, str], str]:
    """Of each record that was merged away, which record it is now. Two queries."""
    found: dict[tuple[str, str], str] = {}
    for name in ("organization", "service"):
        rows = table(name).model._default_manager.filter(merged_into__isnull=False)
        next_of = {str(id): str(other) for id, other in rows.values_list("pk", "merged_into_id")}
        for id in next_of:
            last, seen = id, {id}
            while last in next_of and next_of[last] not in seen:
                last = next_of[last]
                seen.add(last)
            found[(name, id)] = last
    return found
