"""Beginning a run, choosing what becomes of a doubtful row, and passing from one state to the next."""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import models, transaction

from meedoen.accounts.models import Municipality
from meedoen.directory.hsds import table
from meedoen.directory.models import Source
from meedoen.directory.vocabulary import SourceKind
from meedoen.importing.actions.reading import folder_of
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.vocabulary import NEXT, Choice, FileFormat, RowOutcome, RunState
from meedoen.shared.errors import Refused
from meedoen.shared.stable_id import stable_id
from meedoen.trail.actions import Reader, record_act

KINDS = {
    FileFormat.PACKAGE: SourceKind.HSDS,
    FileFormat.JSON: SourceKind.HSDS,
    FileFormat.API: SourceKind.API,
    FileFormat.TABLE: SourceKind.TABLE,
}
BUSY = "Een lezing van “{name}” is nog niet klaar. Maak die eerst af of breek die af: {id}."
UNFINISHED = (RunState.COLUMNS, RunState.READING, RunState.READY, RunState.WRITING)
# How the payload of something new begins.
NEW = '{"new":true'
# What is said of what may be on the map already.
SAID_OF = ("attribute", "metadata", "meta_table_description")
AT_WORK = (RunState.WRITING, RunState.CANCELLING, RunState.UNDOING)


@transaction.atomic
def start_run(
    *,
    source: str,
    format: FileFormat,
    file_name: str,
    by: Reader | None,
    said_by: str,
    at: datetime,
    digest: str = "",
    sheet: str = "",
    address: str = "",
    is_dry_run: bool = False,
    close_missing: bool = False,
    municipality_id: UUID | None = None,
) -> ImportRun:
    """A new run of a source, which is made where this municipality has none of that name.

    In: no municipality is the whole installation, which only the command line may say. Raises Refused where
    another run of this source is being written.
    """
    found = _source(source, format, address, municipality_id)
    busy = ImportRun.objects.filter(source=found, state__in=AT_WORK).first()
    if busy is not None:
        raise Refused(BUSY.format(name=found.name, id=busy.id), "source")
    run = ImportRun.objects.create(
        source=found,
        municipality_id=municipality_id,
        format=format,
        file_name=file_name[:500],
        digest=digest,
        sheet=sheet,
        by=said_by,
        started=at,
        is_dry_run=is_dry_run,
        close_missing=close_missing,
        state=RunState.COLUMNS if format == FileFormat.TABLE else RunState.READING,
    )
    record_act(by=by, act="start_import", object_type="import_run", object_id=run.id, at=at)
    return run


def _source(said: str, format: FileFormat, address: str, municipality_id: UUID | None) -> Source:
    name = " ".join(said.replace("\0", " ").split())
    if not name or len(name) > 120:
        raise Refused("Geef de bron een naam van 1 tot 120 tekens.", "source")
    found, _ = Source.objects.get_or_create(  # type: ignore[misc]
        name=name,
        municipality_id=municipality_id,
        defaults={"id": _source_id(name, municipality_id), "kind": KINDS[format], "address": address[:500]},
    )
    return found


def _source_id(name: str, municipality_id: UUID | None) -> UUID:
    """The same on every installation, so that the ids of what comes from it are too."""
    if municipality_id is None:
        return stable_id("source", name)
    return stable_id("source", Municipality.objects.get(pk=municipality_id).code, name)


@transaction.atomic
def move_on(*, run: ImportRun, to: RunState, by: Reader | None, at: datetime) -> ImportRun:
    """Bring a run in the next state. Raises Refused where it cannot go there from where it is."""
    locked = ImportRun.objects.select_for_update().select_related(None).get(pk=run.pk)
    if to not in NEXT[locked.state]:
        raise Refused(
            f"Dat kan nu niet: deze lezing is “{locked.get_state_display()}”. Laad de pagina opnieuw."
        )
    if to == RunState.WRITING and locked.state == RunState.READY:
        locked.total = rows_to_write(locked).count()
        locked.is_dry_run = False
    locked.state, locked.message = to, ""
    locked.save()
    if to == RunState.CANCELLED:
        remove_files(locked)
    record_act(by=by, act=f"import_{to.value}", object_type="import_run", object_id=run.id, at=at)
    return locked


def rows_to_write(run: ImportRun) -> models.QuerySet[ImportRow]:
    """The rows that will be written, those that were chosen for among the doubtful ones included."""
    sure = models.Q(outcome__in=(RowOutcome.ADDED, RowOutcome.CHANGED, RowOutcome.MISSING))
    chosen = models.Q(outcome=RowOutcome.DOUBTFUL, decided=Choice.TAKE)
    return ImportRow.objects.filter(sure | chosen, run=run, written=False).exclude(payload="")


def new_rows(run: ImportRun) -> models.QuerySet[ImportRow]:
    """Of those, the records and words that are not on the map yet; not what is only said of something."""
    sure = models.Q(outcome=RowOutcome.ADDED)
    chosen = models.Q(outcome=RowOutcome.DOUBTFUL, payload__startswith=NEW)
    return rows_to_write(run).filter(sure | chosen).exclude(record_type__in=SAID_OF)


@transaction.atomic
def decide(
    *, run: ImportRun, number: int, choice: Choice, same_as: UUID | None, by: Reader | None, at: datetime
) -> ImportRow:
    """Say what becomes of a doubtful row. Raises Refused, ImportRow.DoesNotExist."""
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    row = ImportRow.objects.select_for_update().get(run=locked, number=number)
    if locked.state != RunState.READY or row.outcome != RowOutcome.DOUBTFUL:
        raise Refused("Deze rij wacht niet op een keuze. Laad de pagina opnieuw.")
    row.same_as = None
    if choice == Choice.SAME:
        if same_as is None or str(same_as) not in {one["id"] for one in row.choices}:
            raise Refused("Kies welk aanbod of welke organisatie hetzelfde is.")
        if not table(row.record_type).model._default_manager.filter(pk=same_as).exists():
            raise Refused("Wat je koos staat er niet meer. Laad de pagina opnieuw.")
        row.same_as = same_as
    row.decided = choice
    row.save(update_fields=["decided", "same_as"])
    record_act(
        by=by,
        act=f"import_choose_{choice.value}",
        object_type=row.record_type,
        object_id=row.record_id or "",
        at=at,
    )
    return row


@transaction.atomic
def match_columns(
    *, run: ImportRun, columns: dict[str, str], wins: str, sheet: str, by: Reader | None, at: datetime
) -> None:
    """Remember for the source what each column is and who wins, and let the run be read."""
    Source.objects.filter(pk=run.source_id).update(columns=columns, wins=wins)
    ImportRun.objects.filter(pk=run.pk).update(sheet=sheet[:120])
    move_on(run=run, to=RunState.READING, by=by, at=at)


def unfinished_run(*, source: str, file_name: str, digest: str) -> ImportRun | None:
    """The run from the command line of the same file or server that was broken off; the latest of them."""
    runs = ImportRun.objects.filter(source__name=source, municipality=None, state__in=UNFINISHED)
    runs = runs.select_related("source")
    same = runs.filter(digest=digest) if digest else runs.filter(file_name=file_name, state=RunState.WRITING)
    return same.order_by("-started").first()


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, or of all files in a folder with their names."""
    total = hashlib.sha256()
    files = sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]
    for file in files:
        total.update(file.name.encode(errors="replace") + b"\0")
        with file.open("rb") as body:
            while some := body.read(1_000_000):
                total.update(some)
    return total.hexdigest()


def remove_files(run: ImportRun) -> None:
    """Take away the file that was sent and what was made of it."""
    shutil.rmtree(folder_of(run), ignore_errors=True)
