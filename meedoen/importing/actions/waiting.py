"""Which new records wait for the end: their coming would show, or they hang on what comes only then."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from meedoen.directory.hsds import BY_NAME, table
from meedoen.directory.models import Location, Revision
from meedoen.directory.vocabulary import RevisionKind
from meedoen.importing.actions.moment import Moment, New, Part, parts_of, payload_of
from meedoen.importing.actions.pointing import pointers_of, with_aliases
from meedoen.importing.actions.runs import new_rows, rows_to_write
from meedoen.importing.models import ImportRow
from meedoen.importing.reading.facts import RECORDS, TARGETS
from meedoen.importing.vocabulary import RowOutcome

Key = tuple[str, str]
POINTED_AT = frozenset(TARGETS.values())
# How a part that comes with a change stands in its payload.
BRINGS = '"before":null'
SOME = 500


@cache
def hangs_on(name: str) -> tuple[tuple[str, str], ...]:
    """(column, table) of what a row is a part of, so that it shows there: a place is of an organization."""
    owners = ("organization_id",) if name == "location" else BY_NAME[name].owners
    return tuple((column, target) for column, target, _ in pointers_of(name) if column in owners)


class Waiting:
    """The ids that come only at the end: with a change, or with a new record that waits."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment
        self._ids: set[Key] = set()
        run = moment.run
        other = rows_to_write(run).exclude(outcome=RowOutcome.ADDED)
        for row in other.filter(payload__contains=BRINGS).only("payload").iterator(chunk_size=SOME):
            payload = payload_of(row)
            if not payload["new"]:
                self._wait(parts_of(payload))
        for row in new_rows(run).filter(number__lte=run.done).only("payload").iterator(chunk_size=SOME):
            self._wait(parts_of(payload_of(row)))

    def leave(self, row: ImportRow) -> None:
        """This one could not be written now."""
        self._wait(parts_of(payload_of(row)))

    def ready(self, rows: Sequence[ImportRow]) -> list[New]:
        """Those that can be written now, with their parts; the others wait from now on."""
        new = [(row, parts_of(payload_of(row))) for row in rows]
        if self._moment.aliases:
            for name, _, values in (one for _, parts in new for one in parts):
                with_aliases(values, name, self._moment.aliases)
        shown, seats = self._shown(new), _seats(new)
        found = []
        for row, parts in new:
            if any(self._waits(one, shown, seats) for one in parts):
                self._wait(parts)
            else:
                found.append((row, parts))
        return found

    def _wait(self, parts: Sequence[Part]) -> None:
        self._ids |= {(name, id) for name, id, _ in parts if name in POINTED_AT}

    def _waits(self, one: Part, shown: set[Key], seats: set[str]) -> bool:
        name, _, values = one
        if name == "service_at_location" and values.get("location_id") in seats:
            return True
        if shown and any((target, values.get(column)) in shown for column, target in hangs_on(name)):
            return True
        return any((target, values.get(column)) in self._ids for column, target, _ in pointers_of(name))

    def _shown(self, new: Sequence[New]) -> set[Key]:
        """What stands on the map already, of what these hang on."""
        coming = {(name, id) for _, parts in new for name, id, _ in parts}
        hung = {
            (target, values[column])
            for _, parts in new
            for name, _, values in parts
            for column, target in hangs_on(name)
            if values.get(column)
        }
        return self._standing(hung - coming)

    def _standing(self, hung: set[Key]) -> set[Key]:
        """Which of these this run did not make itself; of a part, whether that holds for what it is of."""
        if not hung:
            return set()
        added = Revision.objects.filter(batch=self._moment.run.pk, kind=RevisionKind.ADD)
        ids = added.filter(record_id__in={id for _, id in hung}).values_list("record_id", flat=True)
        made = {str(id) for id in ids}
        parts: defaultdict[str, set[str]] = defaultdict(set)
        for name, id in hung:
            if name not in RECORDS:
                parts[name].add(id)
        owners = {key: some for name, ids in parts.items() for key, some in _owners(name, ids).items()}
        standing = self._standing({one for some in owners.values() for one in some})
        found = {(name, id) for name, id in hung if name in RECORDS and id not in made}
        return found | {key for key, some in owners.items() if some & standing}


def _owners(name: str, ids: set[str]) -> dict[Key, set[Key]]:
    """Of parts that are there: what they are parts of."""
    columns = hangs_on(name)
    rows = table(name).model._default_manager.filter(pk__in=ids)
    found: dict[Key, set[Key]] = {}
    for id, *of in rows.values_list("pk", *(column for column, _ in columns)):
        owners = zip((target for _, target in columns), of, strict=True)
        found[(name, str(id))] = {(target, str(value)) for target, value in owners if value}
    return found


def _seats(new: Sequence[New]) -> set[str]:
    """Places that are published as the seat of an organization, until anything is held there."""
    places = {
        values["location_id"]
        for _, parts in new
        for name, _, values in parts
        if name == "service_at_location" and values.get("location_id")
    }
    held = Location.objects.filter(pk__in=places, organization__is_published=True, at_services=None)
    return {str(id) for id in held.values_list("pk", flat=True)} if places else set()
