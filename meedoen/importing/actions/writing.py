"""Writing what was judged: first what is new, hidden and some hundreds at a time, then the rest at once."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from meedoen.importing.actions.adding import add
from meedoen.importing.actions.finishing import finish_run
from meedoen.importing.actions.moment import (
    Moment,
    New,
    Progress,
    Tell,
    check_writing,
    logger,
    mark_written,
    moment_of,
)
from meedoen.importing.actions.runs import new_rows
from meedoen.importing.actions.waiting import Waiting
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.vocabulary import RunState
from meedoen.trail.actions import Reader

AT_ONCE = 500


def write_run(*, run: ImportRun, by: Reader | None, at: datetime, tell: Tell | None = None) -> ImportRun:
    """Write what is left of a run that is being written. Until the last transaction nothing of it shows.

    Can be broken off at any point and called again. `tell` is called with how many rows are written, and of
    how many. Raises Refused where the run is not being written.
    """
    moment = moment_of(run, by, at)
    progress = Progress(moment.run, tell)
    waiting = Waiting(moment)
    while _some(moment, waiting, progress):
        pass
    return finish_run(moment=moment, progress=progress)


def _some(moment: Moment, waiting: Waiting, progress: Progress) -> bool:
    """Write the next new rows together, or else each alone; tells whether there were any.

    A row may fail only when all is saved, so the whole transaction is tried.
    """
    rows: list[ImportRow] = []
    try:
        with transaction.atomic():
            run = _locked(moment)
            if run.state == RunState.DONE:
                return False
            check_writing(run)
            rows = list(new_rows(run).filter(number__gt=run.done).order_by("number")[:AT_ONCE])
            if not rows:
                return False
            ready = waiting.ready(rows)
            add(ready, moment, has_gaps=moment.has_gaps)
            _mark(run, ready, rows[-1])
    except Exception as error:
        if not rows:
            raise
        # Never its text: that may quote the list.
        logger.warning("rows of an import did not go together: %s", type(error).__name__)
        for row in rows:
            progress.on(_write_alone(row, moment, waiting))
    else:
        progress.on(len(ready))
    return True


def _locked(moment: Moment) -> ImportRun:
    return ImportRun.objects.select_for_update().get(pk=moment.run.pk)


def _write_alone(row: ImportRow, moment: Moment, waiting: Waiting) -> int:
    """Write one row in a transaction of its own; what fails is tried again at the end. Gives how many."""
    try:
        with transaction.atomic():
            run = _locked(moment)
            if run.state != RunState.WRITING or run.done >= row.number:
                return 0
            ready = waiting.ready([row])
            add(ready, moment, has_gaps=moment.has_gaps)
            _mark(run, ready, row)
    except Exception as error:
        logger.warning("row %d of an import waits for the end: %s", row.number, type(error).__name__)
        waiting.leave(row)
        with transaction.atomic():
            run = _locked(moment)
            check_writing(run)
            _mark(run, [], row)
        return 0
    return len(ready)


def _mark(run: ImportRun, new: Sequence[New], last: ImportRow) -> None:
    """How far it is, in the transaction that writes."""
    mark_written([row for row, _ in new])
    run.done = last.number
    run.save(update_fields=["done"])
