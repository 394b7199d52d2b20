"""Lists for the tests: a package of a few services, as files, and reading them as the command does."""

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from meedoen.importing.actions.reading import read_run
from meedoen.importing.actions.runs import decide, digest_of, move_on, start_run
from meedoen.importing.actions.taking_back import take_back
from meedoen.importing.actions.writing import write_run
from meedoen.importing.models import ImportRow, ImportRun
from meedoen.importing.reading.opened import format_of, read_file
from meedoen.importing.vocabulary import Choice, FileFormat, RunState
from meedoen.shared.stable_id import stable_id

AT = datetime(2026, 9, 15, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
Rows = list[dict[str, Any]]


def uid(*parts: str) -> str:
    return str(stable_id("test", *parts))


def package(services: int = 2) -> dict[str, Rows]:
    """One organization and one place, and so many services with a rhythm and a phone."""
    return {
        "organizations.csv": [
            {"id": uid("org"), "name": "De Linde", "description": "Buurtwerk", "website": "https://example.org"}
        ],
        "locations.csv": [
            {"id": uid("loc"), "location_type": "physical", "name": "Het Praathuis",
             "latitude": "52.12", "longitude": "5.1"}
        ],
        "addresses.csv": [
            {"id": uid("adr"), "location_id": uid("loc"), "address_1": "Dorpsstraat 1", "city": "Utrecht",
             "state_province": "Utrecht", "postal_code": "3561 AA", "country": "NL",
             "address_type": "physical"}
        ],
        "services.csv": [service(n) for n in range(services)],
        "service_at_location.csv": [
            {"id": uid("sal", str(n)), "service_id": uid("svc", str(n)), "location_id": uid("loc")}
            for n in range(services)
        ],
        "phones.csv": [
            {"id": uid("tel", str(n)), "service_id": uid("svc", str(n)), "number": f"030 00000{n:02d}"}
            for n in range(services)
        ],
        "schedules.csv": [
            {"id": uid("sch", str(n)), "service_id": uid("svc", str(n)), "freq": "WEEKLY", "byday": "TU",
             "opens_at": "10:00", "closes_at": "12:00"}
            for n in range(services)
        ],
    }  # fmt: skip


def service(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": uid("svc", str(number)),
        "organization_id": uid("org"),
        "name": f"Samen koken {number}",
        "description": "Elke dinsdag.",
        "status": "active",
        "last_modified": "2026-03-01T10:00:00Z",
    } | fields


def write_csv(folder: Path, files: dict[str, Rows]) -> Path:
    """A folder with these files; a column that only some rows have is empty in the others."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in files.items():
        heading = list(dict.fromkeys(key for row in rows for key in row)) or ["id"]
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, heading, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_json(path: Path, records: Any) -> Path:
    path.write_text(json.dumps(records), encoding="utf-8")
    return path


def read(path: Path, source: str = "Welzijn Noord", **more: Any) -> ImportRun:
    """Read and judge, as the command does."""
    format = more.pop("format", None) or format_of(str(path))
    run = start_run(
        source=source, format=format, file_name=str(path), digest=digest_of(path), by=None,
        said_by="redacteur, gemeente Utrecht", at=AT, **more,
    )  # fmt: skip
    if run.format == FileFormat.TABLE:
        run.state = RunState.READING
    read_run(run=run, rows=read_file(path, FileFormat(run.format)), at=AT)
    return ImportRun.objects.select_related("source").get(pk=run.pk)


def write(run: ImportRun) -> ImportRun:
    moved = move_on(run=run, to=RunState.WRITING, by=None, at=AT)
    return write_run(run=moved, by=None, at=AT)


def bring_in(path: Path, source: str = "Welzijn Noord", **more: Any) -> ImportRun:
    return write(read(path, source, **more))


def undo_run(run: ImportRun, to: RunState = RunState.UNDOING) -> ImportRun:
    return take_back(run=move_on(run=run, to=to, by=None, at=AT), by=None, at=AT)


def choose(row: ImportRow, choice: Choice, same_as: Any = None) -> None:
    decide(run=row.run, number=row.number, choice=choice, same_as=same_as, by=None, at=AT)


def outcomes(run: ImportRun) -> dict[str, int]:
    """How many rows of each outcome, without those that do not occur."""
    names = ("added", "changed", "same", "doubtful", "refused", "missing")
    return {name: getattr(run, name) for name in names if getattr(run, name)}


def messages(run: ImportRun, outcome: str = "") -> list[str]:
    rows = ImportRow.objects.filter(run=run)
    return [row.message for row in (rows.filter(outcome=outcome) if outcome else rows).order_by("number")]
