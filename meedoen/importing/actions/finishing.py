"""The last step of a writing: all that changes, closes or shows, in one transaction."""

from collections.abc import Callable, Sequence
from itertools import groupby

from django.db import DatabaseError, connection, transaction

from meedoen.directory.models import Organization, Revision, Service, Source
from meedoen.directory.vocabulary import RevisionKind
from meedoen.importing.actions.adding import add
from meedoen.importing.actions.changing import change
from meedoen.importing.actions.moment import (
    Moment,
    New,
    Payload,
    Progress,
    check_writing,
    logger,
    mark_written,
    parts_of,
    payload_of,
    refuse,
)
from meedoen.importing.actions.runs import remove_files, rows_to_write
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.vocabulary import RowOutcome, RunState
from meedoen.shared.errors import Refused
from meedoen.trail.actions import record_act

AT_ONCE = 500
NOT_WRITTEN = "Dit is niet geschreven: het botst met iets dat er intussen bij is gekomen. Lees opnieuw in."
BROKEN = "Dit is niet geschreven: er staat iets in wat niet te bewaren is. Herstel het en lees opnieuw in."


@transaction.atomic
def finish_run(*, moment: Moment, progress: Progress) -> ImportRun:
    """Change and close what stands, add what waited for that, and show what is new: all of it or nothing.

    Raises Refused where the run is not being written (any more): who cancels meanwhile is not kept waiting,
    since the run itself is locked only at the end.
    """
    # So that two of these do not do the same work beside each other.
    Source.objects.select_for_update(no_key=True).get(pk=moment.run.source_id)
    run = ImportRun.objects.get(pk=moment.run.pk)
    if run.state == RunState.DONE:
        return run
    check_writing(run)
    _keys_at_once()
    last = 0
    while rows := list(rows_to_write(run).filter(number__gt=last).order_by("number")[:AT_ONCE]):
        _write(rows, moment)
        mark_written(rows)
        last = rows[-1].number
        progress.on(len(rows))
        check_writing(ImportRun.objects.get(pk=run.pk))
    return _done(max(last, run.done), moment)


def _keys_at_once() -> None:
    """A row that points at nothing is told of at that row; put off, it would cost the whole transaction.

    SQLite cannot: there what is pointed at is looked up (`changing`, `adding`), and nobody else writes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _write(rows: Sequence[ImportRow], moment: Moment) -> None:
    """In their own order: what is pointed at comes before what points at it."""
    said = ((row, payload_of(row)) for row in rows)
    for is_new, some in groupby(said, key=lambda one: bool(one[1].get("new"))):
        if is_new:
            _add([(row, parts_of(payload)) for row, payload in some], moment)
            continue
        for row, payload in some:
            _alone(row, _changing(row, payload, moment))


def _changing(row: ImportRow, payload: Payload, moment: Moment) -> Callable[[], None]:
    return lambda: change(row, payload, moment)


def _add(new: Sequence[New], moment: Moment) -> None:
    """Together; if they do not go together, each on its own."""
    try:
        with transaction.atomic():
            add(new, moment, has_gaps=True)
    except Exception as error:
        # Never its text: that may quote the list.
        logger.warning("rows of an import did not go together: %s", type(error).__name__)
        for one in new:
            _alone(one[0], _adding(one, moment))


def _adding(one: New, moment: Moment) -> Callable[[], None]:
    return lambda: add([one], moment, has_gaps=True)


def _alone(row: ImportRow, write: Callable[[], None]) -> None:
    """Write one row, or refuse it with why; the others go on."""
    try:
        with transaction.atomic():
            write()
    except Refused as refusal:
        refuse(row, f"Niet overgenomen: {refusal.message}")
    except Exception as error:
        logger.warning("row %d of an import was not written: %s", row.number, type(error).__name__)
        refuse(row, NOT_WRITTEN if isinstance(error, DatabaseError) else BROKEN)


def _done(last: int, moment: Moment) -> ImportRun:
    """All is written: what is new shows from now on, in one statement for each kind."""
    run = ImportRun.objects.select_for_update().get(pk=moment.run.pk)
    check_writing(run)
    added = Revision.objects.filter(batch=run.pk, kind=RevisionKind.ADD)
    for model, name in ((Organization, "organization"), (Service, "service")):
        ids = added.filter(record_type=name).values("record_id")
        model._default_manager.filter(is_published=False, pk__in=ids).update(is_published=True)
    run.state, run.finished, run.done = RunState.DONE, moment.at, last
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
