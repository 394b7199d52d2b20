"""Reading a list and judging every row of it: nothing of the map changes here."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from meedoen.directory.hsds import TABLES, table
from meedoen.directory.labels import label_of
from meedoen.directory.vocabulary import Winner
from meedoen.importing.actions.judging import Judge
from meedoen.importing.actions.judging_lists import Lists, judge_one
from meedoen.importing.actions.pointing import Pointers
from meedoen.importing.actions.report import Report
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.policy.values import NotReadable
from meedoen.importing.queries.reach import out_of_reach
from meedoen.importing.queries.standing import of_source, rows_of
from meedoen.importing.reading.facts import RECORDS, Fact, Ids, fact_of, name_of
from meedoen.importing.reading.raw import RawRow
from meedoen.importing.spool import LEVEL, Refusal, Spool
from meedoen.importing.vocabulary import RowOutcome, RunState
from meedoen.shared.errors import Refused

UNOWNED = "Er staat niet bij waar dit bij hoort."
NOT_TEXT = "Er staan tekens in die geen tekst zijn. Herstel de regel in de bron."
GONE = "De bron noemt dit niet meer."
CLOSED = "De bron noemt dit niet meer: het wordt niet actief."
STAYS_OPEN = "De bron noemt dit niet meer. Hier aangepast, blijft staan: {what}."
NOT_YOURS = "De bron noemt dit niet meer. Het hoort bij een andere gemeente en blijft staan."
NOTHING = "Er staat niets in wat te lezen is. Kijk of dit het goede bestand is."
TELL_EVERY = 2_000
MOST_ROWS = 20_000_000

Tell = Callable[[int], None]
# Id, name and origins of a record that stands here.
Standing = tuple[object, str, dict[str, str]]


def folder_of(run: ImportRun) -> Path:
    """Where the file and the working file of a run lie."""
    folder: Path = settings.VAR / "imports" / str(run.id)
    return folder


def read_run(*, run: ImportRun, rows: Iterable[RawRow], at: datetime, tell: Tell | None = None) -> None:
    """Read and judge: the run is `ready` afterwards, or `failed` with why. An earlier try is cleared away.

    In: the rows, one at a time; `tell` is called with how many were read so far. Raises Refused where
    the list cannot be read at all.
    """
    ImportRow.objects.filter(run=run).delete()
    run.state, run.message, run.done, run.total = RunState.READING, "", 0, 0
    run.rows_read = 0
    run.save()
    spool = Spool(folder_of(run) / "spool.sqlite3")
    try:
        _lay_down(run, rows, spool, tell)
        spool.settle()
        _judge(run, spool, at)
    except Refused as refusal:
        run.state, run.message = RunState.FAILED, str(refusal)[:1000]
        run.finished = at
        run.save()
        raise
    finally:
        spool.close()
    run.state = RunState.READY
    run.save()


def _lay_down(run: ImportRun, rows: Iterable[RawRow], spool: Spool, tell: Tell | None) -> None:
    ids = Ids(run.source_id)
    count = 0
    for count, row in enumerate(rows, start=1):
        _one(row, ids, spool)
        if count % TELL_EVERY == 0:
            _tell(run, count, tell)
        if count > MOST_ROWS:
            raise Refused(f"Er zijn meer dan {MOST_ROWS} rijen. Deel het bestand op.")
    if not count:
        raise Refused(NOTHING)
    _tell(run, count, tell)


def _tell(run: ImportRun, count: int, tell: Tell | None) -> None:
    run.rows_read = count
    if count % (10 * TELL_EVERY) == 0 or count < 10 * TELL_EVERY:
        ImportRun.objects.filter(pk=run.pk).update(rows_read=count)
    if tell is not None:
        tell(count)


def _one(row: RawRow, ids: Ids, spool: Spool) -> None:
    message, id = row.problem, None
    try:
        if not message:
            spool.add(fact_of(row, ids))
            return
    except NotReadable as problem:
        message = str(problem)
    except (UnicodeEncodeError, RecursionError):
        message = NOT_TEXT
    try:
        id = ids.of(row.table, row.values["id"]) if row.values.get("id") else None
        name = name_of(row.table, row.values)
        name.encode()
    except (NotReadable, UnicodeEncodeError):
        name = ""
    spool.refuse(Refusal(row.table, id, row.place, name, message))


def _judge(run: ImportRun, spool: Spool, at: datetime) -> None:
    report = Report(run)
    for some in spool.refusals():
        for one in some:
            report.add(
                RowOutcome.REFUSED,
                table=one.table,
                id=one.id,
                name=one.name,
                place=one.place,
                message=one.message,
            )
    lists = Lists(spool, report)
    lists.judge()
    for record_type in LEVEL:
        Judge(record_type, spool=spool, report=report, lists=lists, at=at).judge()
    for one_table in TABLES:
        if one_table.name not in RECORDS:
            _loose(one_table.name, spool, report)
    for record_type in ("organization", "location", "service"):
        _missing(record_type, spool, report)
    report.flush()
    report.save_counts()


def _loose(name: str, spool: Spool, report: Report) -> None:
    """Rows that are no part of a record: history, what was said of a table, attributes of word lists."""
    for facts in spool.of_table(name):
        standing = rows_of(name, [fact.id for fact in facts])
        pointers = Pointers(spool, facts, 9)
        for fact in facts:
            problem = _problem(fact, pointers)
            if problem:
                report.refuse(fact, problem)
            else:
                judge_one(report, fact, standing.get(fact.id))


def _problem(fact: Fact, pointers: Pointers) -> str:
    if fact.table == "attribute":
        return pointers.missing(fact, "")
    return "" if fact.table in ("metadata", "meta_table_description") else UNOWNED


def _missing(record_type: str, spool: Spool, report: Report) -> None:
    """What came from this source and is not in it any more, where the source tells of such records."""
    run = report.run
    if record_type not in spool.tables:
        return
    rows = table(record_type).model._default_manager.filter(of_source(record_type, run.source_id))
    ids: list[Standing] = []
    for pair in rows.order_by("pk").values_list("pk", "name", "origins").iterator():
        ids.append(pair)
        if len(ids) == 500:
            _tell_missing(record_type, ids, spool, report)
            ids = []
    if ids:
        _tell_missing(record_type, ids, spool, report)


def _tell_missing(record_type: str, ids: list[Standing], spool: Spool, report: Report) -> None:
    named = spool.mentioned(record_type, [str(id) for id, _, _ in ids])
    gone = [row for row in ids if str(row[0]) not in named]
    closes = report.run.close_missing and record_type == "service"
    stays = _stays_open(gone, report.run) if closes else {}
    for id, name, _ in gone:
        why = stays.get(str(id))
        report.add(
            RowOutcome.MISSING,
            table=record_type,
            id=str(id),
            name=name,
            place="",
            message=why or (CLOSED if closes else GONE),
            payload={"close": True} if closes and not why else None,
        )


def _stays_open(rows: list[Standing], run: ImportRun) -> dict[str, str]:
    """What is not closed though its source has it no more, with why."""
    what = label_of("service", "status")
    own = run.source.wins == Winner.OWN
    edited = {str(id) for id, _, origins in rows if own and "status" in origins}
    strange = out_of_reach("service", [str(id) for id, _, _ in rows], run)
    return dict.fromkeys(edited, STAYS_OPEN.format(what=what)) | dict.fromkeys(strange, NOT_YOURS)
