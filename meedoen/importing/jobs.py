"""The slow work of a reading, done by the one worker. Each job goes on where an earlier try stopped."""

from pathlib import Path
from uuid import UUID

from django_tasks import task

from meedoen.importing.actions.reading import folder_of, read_run
from meedoen.importing.actions.runs import digest_of
from meedoen.importing.actions.taking_back import take_back
from meedoen.importing.actions.writing import write_run
from meedoen.importing.models import ImportRun
from meedoen.importing.reading.opened import read_file
from meedoen.importing.reading.sheet import read_table
from meedoen.importing.vocabulary import FileFormat, RunState
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

GONE = "Het bestand is er niet meer of is veranderd. Stuur het opnieuw."


@task()
def read_import(run_id: str) -> None:
    """Read and judge the file of a run. What cannot be read stands on the page of the run."""
    run = ImportRun.objects.select_related("source").get(pk=UUID(run_id))
    if run.state != RunState.READING:
        return
    path = file_of(run)
    if path is None or digest_of(path) != run.digest:
        run.state, run.message, run.finished = RunState.FAILED, GONE, now()
        run.save()
        return
    if run.format == FileFormat.TABLE:
        rows = read_table(path, run.sheet, run.source.columns)
    else:
        rows = read_file(path, FileFormat(run.format))
    try:
        read_run(run=run, rows=rows, at=now())
    except Refused:
        return


@task()
def write_import(run_id: str) -> None:
    """Write what was judged."""
    run = ImportRun.objects.get(pk=UUID(run_id))
    if run.state == RunState.WRITING:
        write_run(run=run, by=None, at=now())


@task()
def take_back_import(run_id: str) -> None:
    """Take back what a run did."""
    run = ImportRun.objects.get(pk=UUID(run_id))
    if run.state in (RunState.CANCELLING, RunState.UNDOING):
        take_back(run=run, by=None, at=now())


def file_of(run: ImportRun) -> Path | None:
    """The file that was sent for this run, where it is still there."""
    folder = folder_of(run)
    found = [one for one in folder.iterdir() if one.name.startswith("lijst")] if folder.is_dir() else []
    return found[0] if found else None
