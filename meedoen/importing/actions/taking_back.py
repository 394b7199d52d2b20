"""Taking back what a run did: one that was broken off, or one that turned out to be a mistake."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from meedoen.directory.actions.history import undo
from meedoen.directory.hsds import TABLES, table
from meedoen.directory.models import Attribute, Metadata, Organization, Revision, Service
from meedoen.directory.queries.history import RECORDS
from meedoen.directory.vocabulary import RevisionKind
from meedoen.importing.actions.making import python_values
from meedoen.importing.actions.runs import remove_files
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.vocabulary import RunState
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader, record_act

AT_ONCE = 200
ENDS = {RunState.CANCELLING: RunState.CANCELLED, RunState.UNDOING: RunState.UNDONE}
EDITED = "Blijft staan: het is na het inlezen hier aangepast."
IN_USE = "Blijft staan: iets anders gebruikt het al, zoals een activiteit."
REASON = "De hele lezing is teruggedraaid"

Tell = Callable[[int, int], None]


def take_back(*, run: ImportRun, by: Reader | None, at: datetime, tell: Tell | None = None) -> ImportRun:
    """Take away what a run added and put back what it changed, some hundreds at a time.

    The run is `cancelling` or `undoing`. Can be broken off at any point and called again. What was edited
    here since, or is in use, stays and is told about in its row.
    """
    fresh = ImportRun.objects.get(pk=run.pk)
    if fresh.state not in ENDS:
        raise Refused(f"Deze lezing is “{fresh.get_state_display()}” en wordt niet teruggedraaid.")
    _hide(fresh)
    total = _left(fresh).count()
    seen = 0
    for kind, tables in _order():
        after: UUID | None = None
        while True:
            with transaction.atomic():
                ImportRun.objects.select_for_update().get(pk=run.pk)
                rows = _left(fresh).filter(kind=kind, record_type__in=tables).order_by("pk")
                some = list((rows.filter(pk__gt=after) if after else rows)[:AT_ONCE])
                if some:
                    _take_back(some, fresh, by, at)
            if not some:
                break
            after = some[-1].pk
            seen += len(some)
            if tell is not None:
                tell(seen, total)
    return _end(fresh, by, at)


def _order() -> list[tuple[RevisionKind, list[str]]]:
    """What was changed first; then what was added, from what points to what is pointed at."""
    names = [one.name[:20] for one in reversed(TABLES)]
    last = ["taxonomy_term", "taxonomy", "unit", "organization", "location", "service"]
    others = [name for name in names if name not in last]
    groups = [["service"], ["location"], ["organization"], others, ["unit"], ["taxonomy_term"], ["taxonomy"]]
    return [(RevisionKind.IMPORT, names), *((RevisionKind.ADD, group) for group in groups)]


def _left(run: ImportRun) -> QuerySet[Revision]:
    undone = Revision.objects.filter(undoes=OuterRef("pk"))
    kinds = (RevisionKind.ADD, RevisionKind.IMPORT)
    return Revision.objects.filter(~Exists(undone), batch=run.pk, kind__in=kinds)


def _hide(run: ImportRun) -> None:
    """Nobody sees half of it meanwhile."""
    ids = _left(run).filter(kind=RevisionKind.ADD).values("record_id")
    with transaction.atomic():
        for model in (Service, Organization):
            model._default_manager.filter(pk__in=ids).update(is_published=False)


def _take_back(some: Sequence[Revision], run: ImportRun, by: Reader | None, at: datetime) -> None:
    if some[0].kind == RevisionKind.ADD:
        _remove(some, run, at)
        return
    for revision in some:
        try:
            with transaction.atomic():
                _put_back(revision, run, by, at)
        except Refused as refusal:
            _tell_row(run, revision, f"Niet teruggedraaid: {refusal.message}")


def _put_back(revision: Revision, run: ImportRun, by: Reader | None, at: datetime) -> None:
    if revision.record_type in RECORDS:
        undo(revision=revision, by=by, at=at, said_by=run.by, reason=REASON)
        return
    for one in revision.rows:
        values = python_values(one["table"], one["before"])
        table(one["table"]).model._default_manager.filter(pk=one["id"]).update(**values)
    _undone([revision], run, at)


def _remove(some: Sequence[Revision], run: ImportRun, at: datetime) -> None:
    """Take away records that the run added; if they do not go together, each on its own."""
    edited = _edited_since(some, run)
    for revision in some:
        if revision.record_id in edited:
            _stays(run, revision, EDITED)
    gone = [revision for revision in some if revision.record_id not in edited]
    if not gone or _removed(gone, run, at):
        return
    for revision in gone:
        if not _removed([revision], run, at):
            _stays(run, revision, IN_USE)


def _edited_since(some: Sequence[Revision], run: ImportRun) -> set[UUID]:
    ids = [revision.record_id for revision in some]
    others = Revision.objects.filter(record_id__in=ids).exclude(batch=run.pk)
    return set(others.values_list("record_id", flat=True))


def _removed(some: Sequence[Revision], run: ImportRun, at: datetime) -> bool:
    model = next(one.model for one in TABLES if one.name[:20] == some[0].record_type)
    parts = [UUID(row["id"]) for revision in some for row in revision.rows]
    try:
        with transaction.atomic():
            Attribute.objects.filter(link_id__in=parts).delete()
            model._default_manager.filter(pk__in=[revision.record_id for revision in some]).delete()
            Metadata.objects.filter(resource_id__in=[revision.record_id for revision in some]).delete()
            _undone(some, run, at)
    except (ProtectedError, DatabaseError):
        return False
    return True


def _stays(run: ImportRun, revision: Revision, why: str) -> None:
    """It stays, and is to be seen as before."""
    if revision.record_type in ("service", "organization"):
        model = table(revision.record_type).model
        model._default_manager.filter(pk=revision.record_id).update(is_published=True)
    _tell_row(run, revision, why)


def _tell_row(run: ImportRun, revision: Revision, message: str) -> None:
    ImportRow.objects.filter(run=run, record_id=revision.record_id).update(message=message)


def _undone(some: Sequence[Revision], run: ImportRun, at: datetime) -> None:
    Revision.objects.bulk_create(
        Revision(
            at=at,
            kind=RevisionKind.UNDO,
            record_type=revision.record_type,
            record_id=revision.record_id,
            rows=[_turned(row) for row in revision.rows],
            by=run.by,
            reason=REASON,
            batch=run.pk,
            undoes=revision,
        )
        for revision in some
    )


def _turned(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"before": row["after"], "after": row["before"]}


@transaction.atomic
def _end(run: ImportRun, by: Reader | None, at: datetime) -> ImportRun:
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state in ENDS:
        stayed: defaultdict[str, int] = defaultdict(int)
        for revision in _left(locked).only("record_type"):
            stayed[revision.record_type] += 1
        locked.state, locked.finished = ENDS[RunState(locked.state)], at
        if stayed:
            locked.message = f"Er is {sum(stayed.values())} keer iets blijven staan. Zie het verslag."
        locked.save()
        written = ImportRow.objects.filter(run=locked, record_type="metadata", written=True)
        Metadata.objects.filter(pk__in=written.values("record_id")).delete()
        record_act(by=by, act=f"import_{locked.state}", object_type="import_run", object_id=locked.pk, at=at)
        transaction.on_commit(lambda: remove_files(locked))
    return locked
