"""A tabular data package: a folder or zip with one CSV file for each object of the standard."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from meedoen.directory.hsds import TABLES
from meedoen.importing.policy.values import LONGEST
from meedoen.importing.reading.json_file import rows_of_record
from meedoen.importing.reading.limits import LARGEST_UNPACKED, Counted, open_plain, opened_zip
from meedoen.importing.reading.raw import RawRow
from meedoen.importing.reading.text import BROKEN_QUOTES, UNREADABLE, lines_of, rows_of
from meedoen.shared.errors import Refused

FILES = {table.file: table.name for table in TABLES} | {f"{table.name}.csv": table.name for table in TABLES}
STATED = "stated_capacities"
HEADING_TWICE = "De kop van {file} noemt een kolom twee keer: {name}. Haal er één weg."


def tables_in(path: Path) -> list[str]:
    """Which objects of the standard a folder or zip has a file for."""
    if path.is_dir():
        names = [one.name for one in path.iterdir()]
    else:
        with opened_zip(path) as packed:
            names = [PurePosixPath(name).name for name in packed.namelist()]
    return sorted({FILES[name.lower()] for name in names if name.lower() in FILES})


def read_package(path: Path) -> Iterator[RawRow]:
    """Every row of every file of the standard; other files are left alone."""
    if path.is_dir():
        yield from _read_folder(path)
        return
    with opened_zip(path) as packed:
        found = False
        for entry in packed.infolist():
            name = PurePosixPath(entry.filename).name.lower()
            if name in FILES and not entry.is_dir():
                found = True
                with packed.open(entry) as body:
                    yield from _safely(read_csv(Counted(body, LARGEST_UNPACKED, name), name), path)
        if not found:
            raise Refused(_nothing(path))


def _safely(rows: Iterator[RawRow], path: Path) -> Iterator[RawRow]:
    """Rows of a zip, whose contents may turn out to be broken half-way."""
    try:
        yield from rows
    except (zipfile.BadZipFile, EOFError, OSError, io.UnsupportedOperation):
        raise Refused(f"{path.name} is beschadigd. Maak het zip-bestand opnieuw.") from None


def _read_folder(path: Path) -> Iterator[RawRow]:
    files = [one for one in sorted(path.iterdir()) if one.name.lower() in FILES]
    if not files:
        raise Refused(_nothing(path))
    for file in files:
        if file.is_symlink() or not file.is_file():
            raise Refused(f"{file.name} is een verwijzing en geen bestand. Zet het bestand zelf in de map.")
        with closing(open_plain(file)) as body:
            yield from read_csv(body, file.name.lower())


def _nothing(path: Path) -> str:
    return f"In {path.name} staat geen bestand van HSDS, zoals services.csv of organizations.csv."


def read_csv(body: Counted, file: str) -> Iterator[RawRow]:
    """The rows of one file. A row that cannot be read comes with its problem."""
    table = FILES[file]
    rows = rows_of(lines_of(body))
    number, heading = next(rows, (1, []))
    if heading is None:
        raise Refused(f"De eerste regel van {file} is niet te lezen. Zet daar de namen van de kolommen.")
    names = [name.strip() for name in heading]
    _look_at_heading(file, names)
    for number, cells in rows:
        place = f"{file}:{number}"
        if cells is None:
            yield RawRow(table, {}, place, BROKEN_QUOTES)
        elif len(cells) != len(names):
            problem = f"Deze regel heeft {len(cells)} vakken en de kop heeft er {len(names)}."
            yield RawRow(table, {}, place, problem)
        elif any(UNREADABLE in cell for cell in cells):
            yield RawRow(table, {}, place, "Er staan letters in die niet te lezen zijn. Sla op als UTF-8.")
        else:
            yield from _unpacked(table, dict(zip(names, cells, strict=True)), place)


def _unpacked(table: str, values: dict[str, Any], place: str) -> Iterator[RawRow]:
    """The row, and before it the capacities that Meedoen could only state beside the standard."""
    stated = values.pop(STATED, "")
    if stated.startswith("[") and len(stated) <= LONGEST:
        try:
            values[STATED] = msgspec.json.decode(stated)
        except msgspec.DecodeError:
            values[STATED] = stated
        yield from rows_of_record(table, values, place)
        return
    yield RawRow(table, values, place)


def _look_at_heading(file: str, names: Sequence[str]) -> None:
    if len(names) > 500:
        raise Refused(f"{file} heeft te veel kolommen ({len(names)}).")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(HEADING_TWICE.format(file=file, name=twice[:80] or "(leeg)"))
    if names and "id" not in names:
        raise Refused(f"{file} heeft geen kolom “id”. Elke rij in de bron heeft een eigen id nodig.")
