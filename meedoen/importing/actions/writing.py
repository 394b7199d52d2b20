"""Writing what was judged: whole records, some hundreds at a time, and how far in the same transaction."""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import DatabaseError, transaction

from meedoen.directory.actions.history import RowChange, change_record
from meedoen.directory.hsds import table
from meedoen.directory.labels import label_of
from meedoen.directory.models import Organization, Revision, Service, Source
from meedoen.directory.queries.history import RECORDS
from meedoen.directory.vocabulary import RevisionKind, Winner
from meedoen.importing.actions.making import make_rows, python_values
from meedoen.importing.actions.pointing import pointers_of, with_aliases
from meedoen.importing.actions.runs import remove_files, rows_to_write
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.queries.standing import standing_ids
from meedoen.importing.vocabulary import Choice, RowOutcome, RunState
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader, record_act

AT_ONCE = 500
SOURCED = ("organization", "location", "service")
NO_OWNER = "Waar dit bij hoort is overgeslagen of geweigerd, dus dit ook."
NOT_WRITTEN = "Dit is niet geschreven: het botst met iets dat er intussen bij is gekomen. Lees opnieuw in."

BROKEN = "Dit is niet geschreven: er staat iets in wat niet te bewaren is. Herstel het en lees opnieuw in."
STILL_OPEN = "Niet gesloten. Hier aangepast, blijft staan: {what}."

logger = logging.getLogger(__name__)

Tell = Callable[[int, int], None]
Payload = dict[str, Any]


@dataclass(frozen=True)
class _Moment:
    run: ImportRun
    by: Reader | None
    at: datetime
    aliases: Mapping[tuple[str, str], str]
    has_gaps: bool


def write_run(*, run: ImportRun, by: Reader | None, at: datetime, tell: Tell | None = None) -> ImportRun:
    """Write what is left of a run that is being written; afterwards all that is new shows at once.

    Can be broken off at any point and called again. Raises Refused where the run is not being written.
    """
    moment = _moment(run, by, at)
    while True:
        done, rows = _some(run, moment)
        if done is not None:
            return done
        for row in rows:
            _write_alone(row, moment)
        if tell is not None:
            written = ImportRow.objects.filter(run=run, written=True).count()
            tell(written, ImportRun.objects.values_list("total", flat=True).get(pk=run.pk))


def _some(run: ImportRun, moment: _Moment) -> tuple[ImportRun | None, list[ImportRow]]:
    """Write the next rows together: gives the run where it is done, and the rows that did not go together.

    A row may fail only when all is saved, so the whole transaction is tried.
    """
    rows: list[ImportRow] = []
    try:
        with transaction.atomic():
            locked = ImportRun.objects.select_for_update().get(pk=run.pk)
            if locked.state == RunState.DONE:
                return locked, []
            if locked.state != RunState.WRITING:
                raise Refused(f"Deze lezing is “{locked.get_state_display()}” en wordt niet geschreven.")
            rows = list(rows_to_write(locked).filter(number__gt=locked.done).order_by("number")[:AT_ONCE])
            if not rows:
                return _finish(locked, moment), []
            _write(rows, moment)
            _mark(locked, rows)
    except Exception as error:
        if not rows:
            raise
        # Never its text: that may quote the list.
        logger.warning("rows of an import did not go together: %s", type(error).__name__)
        return None, rows
    return None, []


def _moment(run: ImportRun, by: Reader | None, at: datetime) -> _Moment:
    fresh = ImportRun.objects.select_related("source").get(pk=run.pk)
    doubtful = ImportRow.objects.filter(run=run, outcome=RowOutcome.DOUBTFUL)
    same = doubtful.filter(decided=Choice.SAME).values_list("record_type", "record_id", "same_as")
    return _Moment(
        run=fresh,
        by=by,
        at=at,
        aliases={(name, str(id)): str(other) for name, id, other in same if other},
        has_gaps=doubtful.exclude(decided=Choice.TAKE).exists()
        or ImportRow.objects.filter(run=run, outcome=RowOutcome.REFUSED, written=True).exists(),
    )


def _write_alone(row: ImportRow, moment: _Moment) -> None:
    """Write one row in a transaction of its own, after it did not go together with others."""
    try:
        with transaction.atomic():
            locked = ImportRun.objects.select_for_update().get(pk=moment.run.pk)
            if locked.state != RunState.WRITING or locked.done >= row.number:
                return
            _write([row], moment)
            _mark(locked, [row])
    except Exception as error:
        logger.warning("row %d of an import was not written: %s", row.number, type(error).__name__)
        with transaction.atomic():
            locked = ImportRun.objects.select_for_update().get(pk=moment.run.pk)
            _refuse(row, NOT_WRITTEN if isinstance(error, DatabaseError) else BROKEN)
            _mark(locked, [row])


def _mark(run: ImportRun, rows: Sequence[ImportRow]) -> None:
    """How far it is, in the transaction that writes; what was written need not be kept twice."""
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(written=True, payload="")
    run.done = rows[-1].number
    run.save(update_fields=["done"])


def _id(row: ImportRow) -> UUID:
    if row.record_id is None:
        raise ValueError(f"row {row.number} is of no record")
    return row.record_id


def _refuse(row: ImportRow, message: str) -> None:
    row.outcome, row.message = RowOutcome.REFUSED, message
    row.save(update_fields=["outcome", "message"])


def _write(rows: Sequence[ImportRow], moment: _Moment) -> None:
    new: list[tuple[ImportRow, list[list[Any]]]] = []
    for row in rows:
        payload = msgspec.json.decode(row.payload)
        if payload.get("close"):
            _close(row, moment)
        elif payload["new"]:
            made = payload.get("rows") or [
                [one["table"], one["id"], one["after"]] for one in payload["changes"]
            ]
            new.append((row, made))
        elif row.record_type in RECORDS:
            _change(row, payload, moment)
        else:
            _change_other(row, payload, moment)
    if new:
        _add(new, moment)


def _add(new: list[tuple[ImportRow, list[list[Any]]]], moment: _Moment) -> None:
    if moment.aliases or moment.has_gaps:
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
            record_id=_id(row),
            rows=_added_rows(row, rows),
            by=moment.run.by,
            reason=_reason(moment),
            batch=moment.run.pk,
        )
        for row, rows in new
        if row.record_type != "metadata"
    )


def _reason(moment: _Moment) -> str:
    return f"Ingelezen uit {moment.run.source.name}"[:400]


def _added_rows(row: ImportRow, rows: list[list[Any]]) -> list[dict[str, Any]]:
    """What is needed to take it back: which rows came, and what the record is called."""
    own = (row.record_type, str(row.record_id))
    return [
        {"table": name, "id": id, "before": None, "after": {"name": row.name} if (name, id) == own else {}}
        for name, id, _ in rows
        if name != "metadata"
    ]


def _without_gaps(
    new: list[tuple[ImportRow, list[list[Any]]]], moment: _Moment
) -> list[tuple[ImportRow, list[list[Any]]]]:
    """The same without what hangs on something that was skipped; what is the same here is pointed at."""
    coming, there = _pointed_at([one for _, rows in new for one in rows], moment)
    kept = []
    for row, rows in new:
        left: list[list[Any]] = []
        for one in rows:
            if _stands(one, there, coming):
                left.append(one)
        if any(id == str(row.record_id) for _, id, _ in left):
            kept.append((row, left))
        else:
            _refuse(row, NO_OWNER)
    return kept


def _pointed_at(
    rows: list[list[Any]], moment: _Moment
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """What comes now, and what is on the map of what these rows point at."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    coming: defaultdict[str, set[str]] = defaultdict(set)
    for name, id, values in rows:
        with_aliases(values, name, moment.aliases)
        coming[name].add(id)
        for column, target, _ in pointers_of(name):
            if values.get(column):
                wanted[target].add(values[column])
    return coming, standing_ids({target: ids - coming[target] for target, ids in wanted.items()})


def _stands(one: list[Any], there: Mapping[str, set[str]], coming: Mapping[str, set[str]]) -> bool:
    """Whether what a row needs is there; what it could do without is emptied."""
    name, _, values = one
    for column, target, needed in pointers_of(name):
        id = values.get(column)
        if id and id not in there.get(target, ()) and id not in coming.get(target, ()):
            if needed:
                return False
            values[column] = None
    return True


def _change(row: ImportRow, payload: Payload, moment: _Moment) -> None:
    changes = [
        RowChange(one["table"], UUID(one["id"]), one["before"], one["after"]) for one in payload["changes"]
    ]
    for change in changes:
        if change.after:
            with_aliases(change.after, change.table, moment.aliases)
    try:
        with transaction.atomic():
            change_record(
                record_type=row.record_type,
                record_id=_id(row),
                rows=changes,
                kind=RevisionKind.IMPORT,
                by=moment.by,
                at=moment.at,
                said_by=moment.run.by,
                origin=None,
                reason=_reason(moment),
                batch=moment.run.pk,
            )
            make_rows((("metadata", id, values) for id, values in payload.get("metadata", ())), {})
            _as_the_source_says(row, changes, moment.run.source)
    except Refused as refusal:
        _refuse(row, f"Niet overgenomen: {refusal.message}")


def _as_the_source_says(row: ImportRow, changes: Sequence[RowChange], source: Source) -> None:
    """The source's own moment of change stays, and what it won is not "edited here" any more."""
    model = table(row.record_type).model
    own = [change.after or {} for change in changes if change.id == row.record_id]
    moment = next((after["last_modified"] for after in own if after.get("last_modified")), None)
    rows = model._default_manager.filter(pk=_id(row))
    if moment:
        rows.update(**python_values(row.record_type, {"last_modified": moment}))
    if source.wins == Winner.SOURCE:
        changed = {column for after in own for column in after} | {change.table for change in changes}
        record = rows.get()
        left = {name: said for name, said in record.origins.items() if name not in changed}  # type: ignore[attr-defined]
        rows.update(origins=left)


def _change_other(row: ImportRow, payload: Payload, moment: _Moment) -> None:
    """A word list, term or unit of elsewhere: changed as it stands, with what it was."""
    for one in payload["changes"]:
        values = python_values(one["table"], one["after"])
        table(one["table"]).model._default_manager.filter(pk=one["id"]).update(**values)
    if row.record_type == "metadata":
        return
    Revision.objects.create(
        at=moment.at,
        kind=RevisionKind.IMPORT,
        record_type=row.record_type[:20],
        record_id=_id(row),
        rows=payload["changes"],
        by=moment.run.by,
        reason=_reason(moment),
        batch=moment.run.pk,
    )


def _close(row: ImportRow, moment: _Moment) -> None:
    """The source no longer has it: it is not on offer any more, and never deleted."""
    service = Service.objects.filter(pk=_id(row)).first()
    if service is None or service.merged_into_id or service.status not in ("active", "temporarily closed"):
        return
    if moment.run.source.wins == Winner.OWN and "status" in service.origins:
        row.message = STILL_OPEN.format(what=label_of("service", "status"))
        row.save(update_fields=["message"])
        return
    change = RowChange("service", service.pk, {"status": service.status}, {"status": "inactive"})
    _change(row, {"changes": [change.kept]}, moment)


def _finish(run: ImportRun, moment: _Moment) -> ImportRun:
    """All is written: what is new shows from now on, in one statement for each kind."""
    added = Revision.objects.filter(batch=run.pk, kind=RevisionKind.ADD)
    for model, name in ((Organization, "organization"), (Service, "service")):
        ids = added.filter(record_type=name).values("record_id")
        model._default_manager.filter(is_published=False, pk__in=ids).update(is_published=True)
    run.state, run.finished = RunState.DONE, moment.at
    run.refused = ImportRow.objects.filter(run=run, outcome=RowOutcome.REFUSED).count()
    run.save()
    Source.objects.filter(pk=run.source_id).update(last_read=moment.at)
    record_act(
        by=moment.by,
        act="import_done",
        object_type="import_run",
        object_id=run.pk,
        at=moment.at,
        changes={"added": (0, run.added), "changed": (0, run.changed)},
    )
    transaction.on_commit(lambda: remove_files(run))
    return run
