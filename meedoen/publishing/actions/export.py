"""Writing the open data to a folder: a tabular data package, JSON, or both; all of it or nothing."""

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from meedoen.directory.hsds import TABLES, Table
from meedoen.publishing.policy.parameters import Asked
from meedoen.publishing.queries.pages import stream
from meedoen.publishing.queries.state import count_of
from meedoen.publishing.queries.tables import columns, count_rows, resource, snapshot, text_rows
from meedoen.publishing.vocabulary import HSDS_VERSION, Listing
from meedoen.shared.errors import Refused

PACKAGE = "datapackage.json"
JSON_FOLDER = "json"
OURS = frozenset({PACKAGE, JSON_FOLDER, *(table.file for table in TABLES)})


class Files(StrEnum):
    """Which files are written."""

    CSV = "csv"
    JSON = "json"
    BOTH = "both"


def export(*, folder: Path, files: Files, progress: Callable[..., Iterator[Any]]) -> dict[str, int]:
    """Write what is published to a folder and count the rows of each file.

    Written beside the folder and then put in its place, so that a reader has the old files or the new ones.
    The same data give the same bytes. `progress(items, label, total)` hands the items on.
    Raises Refused where the folder holds anything else, or cannot be written.
    """
    _may_replace(folder)
    draft = folder.parent / f".{folder.name}.{uuid4().hex[:8]}"
    try:
        draft.mkdir(parents=True)
        with snapshot():
            counts = _write(draft, files, progress)
        _put_in_place(draft, folder)
    except OSError as error:
        raise Refused(f"De map is niet te schrijven: {error.strerror}.", str(folder)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return counts


def _may_replace(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused("Hier staat al een bestand. Kies een map die nog niet bestaat.", str(folder))
    if folder.is_dir():
        names = {path.name for path in folder.iterdir()}
        json_folder = folder / JSON_FOLDER
        if json_folder.is_dir():
            names |= {path.name for path in json_folder.iterdir()} - {
                f"{one.value}.ndjson" for one in Listing
            }
        if names - OURS:
            raise Refused(
                "In deze map staan ook andere bestanden. Kies een lege map of een eerdere export.",
                str(folder),
            )


def _write(draft: Path, files: Files, progress: Callable[..., Iterator[Any]]) -> dict[str, int]:
    counts = {}
    if files is not Files.JSON:
        for table in TABLES:
            lines = progress(text_rows(table.name), table.file, count_rows(table.name))
            counts[table.file] = _write_csv(draft / table.file, table, lines)
        (draft / PACKAGE).write_text(_package(), encoding="utf-8")
    if files is not Files.CSV:
        (draft / JSON_FOLDER).mkdir()
        for listing in Listing:
            name = f"{JSON_FOLDER}/{listing.value}.ndjson"
            parts = progress(_lines(listing), name, count_of(listing))
            counts[name] = _write_lines(draft / name, parts)
    return counts


def _write_csv(path: Path, table: Table, rows: Iterable[list[str]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns(table))
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _lines(listing: Listing) -> Iterator[bytes]:
    """Each record with all related data, as JSON on a line of its own."""
    for part in stream(listing, Asked(full=True)):
        yield from part.splitlines(keepends=True)


def _write_lines(path: Path, lines: Iterable[bytes]) -> int:
    count = 0
    with path.open("wb") as file:
        for line in lines:
            file.write(line)
            count += 1
    return count


def _package() -> str:
    """What the standard wants to know of the files; no moment in it, so that equal data give equal files."""
    about = {
        "profile": "tabular-data-package",
        "name": "meedoen-sociale-kaart",
        "title": "De sociale kaart (Open Referral HSDS)",
        "version": HSDS_VERSION,
        "homepage": "https://docs.openreferral.org",
        "resources": [resource(table) for table in TABLES],
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"


def _put_in_place(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    before = folder.parent / f".{folder.name}.{uuid4().hex[:8]}"
    folder.rename(before)
    try:
        draft.rename(folder)
    except OSError:
        before.rename(folder)
        raise
    shutil.rmtree(before, ignore_errors=True)
