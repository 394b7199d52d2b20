"""`meedoen hsds-import`: read a social map in HSDS, show what it would change, and write it."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser

from meedoen.importing.actions.reading import read_run
from meedoen.importing.actions.runs import digest_of, move_on, start_run, unfinished_run
from meedoen.importing.actions.taking_back import take_back
from meedoen.importing.actions.writing import write_run
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.reading.api import Server, read_api
from meedoen.importing.reading.opened import format_of, read_file
from meedoen.importing.reading.raw import RawRow
from meedoen.importing.vocabulary import FileFormat, RowOutcome, RunState
from meedoen.look.commands import ConsoleCommand
from meedoen.shared.clock import now
from meedoen.shared.console import Console
from meedoen.shared.errors import Refused

SAID_BY = "beheer, opdrachtregel"
COLUMNS = {"place": "Waar", "outcome": "Wat", "type": "Soort", "name": "Naam", "message": "Bericht"}
SHOWN = 200


class Command(ConsoleCommand):
    help = "Lees een sociale kaart in HSDS in: eerst een verslag van wat er verandert, dan pas schrijven."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", default="", help="bestand, map of adres van een HSDS-API")
        parser.add_argument(
            "--source", default="", help="naam van de bron (standaard de naam van het bestand)"
        )
        parser.add_argument("--dry-run", action="store_true", help="alleen het verslag, er verandert niets")
        parser.add_argument("--yes", action="store_true", help="schrijf zonder te vragen")
        parser.add_argument("--continue", dest="run_id", default="", help="ga verder met deze lezing")
        parser.add_argument("--undo", default="", help="draai deze lezing terug, ook als die klaar is")
        parser.add_argument("--cancel", default="", help="breek deze lezing af en haal weg wat erbij kwam")
        parser.add_argument(
            "--close-missing", action="store_true", help="wat de bron niet meer noemt wordt niet actief"
        )
        parser.add_argument(
            "--allow-private", action="store_true", help="ook een server in het eigen netwerk mag"
        )

    def run(self, console: Console, **options: Any) -> None:
        if options["cancel"]:
            _cancel(console, _run_of(options["cancel"]))
            return
        if options["undo"]:
            _undo(console, _run_of(options["undo"]))
            return
        run = _begun(console, options)
        if run.state in (RunState.READING, RunState.FAILED):
            _read(console, run, options)
        _report(console, run)
        if options["dry_run"]:
            console.done("Dit was proefdraaien: er is niets veranderd.", run=str(run.id), state=run.state)
            return
        if run.state == RunState.READY and not (options["yes"] or _agreed(console)):
            text = f"Er is niets geschreven. Schrijven kan met: meedoen hsds-import --continue {run.id} --yes"
            console.done(text, run=str(run.id), state=run.state)
            return
        _write(console, run)


def _run_of(id: str) -> ImportRun:
    try:
        run = ImportRun.objects.select_related("source").filter(pk=UUID(id)).first()
    except ValueError:
        run = None
    if run is None:
        raise Refused(f"Er is geen lezing {id}. Kijk of je het goed hebt overgenomen.")
    return run


def _begun(console: Console, options: dict[str, Any]) -> ImportRun:
    """The run to go on with, or a new one."""
    if options["run_id"]:
        run = _run_of(options["run_id"])
        _still_the_same(run)
        return run
    said = options["what"]
    if not said:
        raise Refused("Zeg wat er ingelezen moet worden: een bestand, een map of een adres.")
    format = format_of(said)
    is_api = format == FileFormat.API
    path = Path(said)
    source = options["source"] or (said if is_api else path.resolve().name)[:120]
    digest = "" if is_api else digest_of(path)
    file_name = said if is_api else str(path.resolve())
    run = unfinished_run(source=source, file_name=file_name, digest=digest)
    if run is not None:
        console.say(f"Verder met een eerdere lezing van hetzelfde: {run.id}.")
        if run.state == RunState.READY:
            run.state = RunState.READING
        return run
    return start_run(
        source=source,
        format=format,
        file_name=file_name,
        digest=digest,
        address=said if is_api else "",
        by=None,
        said_by=SAID_BY,
        at=now(),
        is_dry_run=options["dry_run"],
        close_missing=options["close_missing"],
    )


def _still_the_same(run: ImportRun) -> None:
    """A file that was changed after it was read is not what was judged."""
    path = Path(run.file_name)
    if run.digest and run.state == RunState.READY and path.exists() and digest_of(path) != run.digest:
        raise Refused(
            f"{path.name} is veranderd sinds het is gelezen. Lees het opnieuw in: meedoen hsds-import {path}"
        )


def _read(console: Console, run: ImportRun, options: dict[str, Any]) -> None:
    run.close_missing = run.close_missing or options["close_missing"]
    if run.format != FileFormat.API:
        path = Path(run.file_name)
        if not path.exists():
            raise Refused(f"{path} is er niet meer. Zet het terug of lees een ander bestand in.")
        rows = console.progress(read_file(path, FileFormat(run.format)), "Lezen")
        read_run(run=run, rows=rows, at=now())
        return
    with closing(Server(allow_private=options["allow_private"])) as server:
        read_run(run=run, rows=console.progress(_all(run, server), "Lezen"), at=now())


def _all(run: ImportRun, server: Server) -> Iterator[RawRow]:
    return read_api(run.file_name, server)


def _report(console: Console, run: ImportRun) -> None:
    rows = ImportRow.objects.filter(run=run).exclude(outcome__in=(RowOutcome.ADDED, RowOutcome.SAME))
    shown = [
        [row.place, row.get_outcome_display(), row.record_type, row.name, row.message]
        for row in rows.order_by("number")[:SHOWN]
    ]
    if shown:
        console.table("Waar je naar moet kijken", COLUMNS, shown)
    counts = {outcome.value: getattr(run, outcome.value) for outcome in RowOutcome}
    words = ", ".join(f"{counts[outcome.value]} {outcome.label}" for outcome in RowOutcome)
    console.done(f"{run.rows_read} rijen gelezen uit “{run.source.name}”: {words}.", **counts)


def _agreed(console: Console) -> bool:
    if console.as_json or not sys.stdin.isatty():
        return False
    return input("Schrijven? [j/N] ").strip().lower() in ("j", "ja")


def _write(console: Console, run: ImportRun) -> None:
    if run.state == RunState.READY:
        run = move_on(run=run, to=RunState.WRITING, by=None, at=now())
    if run.state == RunState.WRITING:
        run = write_run(run=run, by=None, at=now(), tell=_bar(console))
    written = ImportRow.objects.filter(run=run, written=True).count()
    console.done(
        f"Klaar: {written} geschreven. Terugdraaien kan met: meedoen hsds-import --undo {run.id}",
        run=str(run.id),
        state=run.state,
        written=written,
    )


def _bar(console: Console) -> Any:
    """Progress on the terminal: a bar that goes on by hand, where there is one."""
    told = {"last": -1}

    def tell(done: int, total: int) -> None:
        share = 100 * done // max(1, total)
        if sys.stderr.isatty() and share != told["last"]:
            told["last"] = share
            print(f"\rSchrijven {share:3d} % ({done} van {total})", end="", file=sys.stderr, flush=True)
            if done >= total:
                print(file=sys.stderr)

    return tell


def _undo(console: Console, run: ImportRun) -> None:
    if run.state != RunState.UNDOING:
        run = move_on(run=run, to=RunState.UNDOING, by=None, at=now())
    run = take_back(run=run, by=None, at=now())
    console.done(f"Deze lezing is nu: {run.get_state_display()}.", run=str(run.id), state=run.state)


def _cancel(console: Console, run: ImportRun) -> None:
    if run.state == RunState.WRITING:
        run = move_on(run=run, to=RunState.CANCELLING, by=None, at=now())
    if run.state == RunState.CANCELLING:
        run = take_back(run=run, by=None, at=now())
    elif run.state not in (RunState.CANCELLED, RunState.DONE, RunState.UNDONE, RunState.UNDOING):
        run = move_on(run=run, to=RunState.CANCELLED, by=None, at=now())
    console.done(f"Deze lezing is nu: {run.get_state_display()}.", run=str(run.id), state=run.state)
