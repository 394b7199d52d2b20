"""Adding new records with all their parts, hidden where they can be, and a small revision of each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from meedoen.directory.models import Revision
from meedoen.directory.vocabulary import RevisionKind
from meedoen.importing.actions.making import make_rows
from meedoen.importing.actions.moment import NO_OWNER, Moment, New, Part, id_of, refuse
from meedoen.importing.actions.pointing import pointers_of, with_aliases
from meedoen.importing.models import ImportRow
from meedoen.importing.queries.standing import standing_ids

Key = tuple[str, str]


def add(new: Sequence[New], moment: Moment, *, has_gaps: bool) -> None:
    """Insert these records. `has_gaps`: what they point at may not be there; then they go without it."""
    if moment.aliases or has_gaps:
        new = _without_gaps(new, moment)
    source = {"source_id": moment.run.source_id}
    hidden = source | {"is_published": False}
    make_rows(
        ((name, id, values) for _, rows in new for name, id, values in rows),
        {"location": source, "service": hidden, "organization": hidden},
    )
    Revision.objects.bulk_create(
        Revision(
            at=moment.at,
            kind=RevisionKind.ADD,
            record_type=row.record_type[:20],
            record_id=id_of(row),
            rows=_added_rows(row, rows),
            by=moment.run.by,
            reason=moment.reason,
            batch=moment.run.pk,
        )
        for row, rows in new
        if row.record_type != "metadata"
    )


def _added_rows(row: ImportRow, rows: list[Part]) -> list[dict[str, Any]]:
    """What is needed to take it back: which rows came, and what the record is called."""
    own = (row.record_type, str(row.record_id))
    return [
        {"table": name, "id": id, "before": None, "after": {"name": row.name} if (name, id) == own else {}}
        for name, id, _ in rows
        if name != "metadata"
    ]


def _without_gaps(new: Sequence[New], moment: Moment) -> list[New]:
    """The same without what hangs on something that was skipped; what is the same here is pointed at.

    What is pointed at comes first, in a record and among records: so what is left out is known in time.
    """
    there = _there(new, moment)
    kept: list[New] = []
    for row, rows in new:
        left: list[Part] = []
        for one in rows:
            if _stands(one, there):
                left.append(one)
                there[one[0]].add(one[1])
        if any(id == str(row.record_id) for _, id, _ in left):
            kept.append((row, left))
            continue
        for name, id, _ in left:
            there[name].discard(id)
        refuse(row, NO_OWNER)
    return kept


def _there(new: Sequence[New], moment: Moment) -> defaultdict[str, set[str]]:
    """What is on the map of what these records point at."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for _, rows in new:
        for name, _, values in rows:
            with_aliases(values, name, moment.aliases)
            for column, target, _ in pointers_of(name):
                if values.get(column):
                    wanted[target].add(values[column])
    return defaultdict(set, standing_ids(wanted))


def _stands(one: Part, there: Mapping[str, set[str]]) -> bool:
    """Whether what a row needs is there; what it could do without is emptied."""
    name, _, values = one
    for column, target, needed in pointers_of(name):
        id = values.get(column)
        if id and id not in there.get(target, ()):
            if needed:
                return False
            values[column] = None
    return True
