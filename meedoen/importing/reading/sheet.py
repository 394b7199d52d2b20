"""Somebody's own table: CSV with any delimiter and encoding, or XLSX. Headings, examples, rows."""

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from meedoen.importing.policy.table_rows import as_text, objects_of
from meedoen.importing.policy.values import NotReadable
from meedoen.importing.reading.limits import LARGEST_SHEET, open_plain, opened_zip
from meedoen.importing.reading.raw import RawRow
from meedoen.importing.reading.text import BROKEN_QUOTES, UNREADABLE, lines_of, rows_of
from meedoen.shared.errors import Refused

DELIMITERS = ",;\t|"
MOST_COLUMNS = 200
MOST_LINES = 200_000
MOST_EMPTY = 1_000
LONGEST_CELL = 100_000
EXAMPLES = 3
NOT_XLSX = "{name} is geen Excel-bestand dat te openen is. Sla het opnieuw op als .xlsx of als .csv."
DANGEROUS = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """What a file looks like: headings in order, and for each some examples; the sheets it has."""

    headings: tuple[str, ...]
    examples: Mapping[str, tuple[str, ...]]
    sheets: tuple[str, ...] = ()
    sheet: str = ""


Line = tuple[int, list[str] | None]


def look_at(path: Path, sheet: str = "") -> Table:
    """Headings and examples of a file. Raises Refused where it is no table."""
    sheets = tuple(_sheets(path)) if _is_xlsx(path) else ()
    chosen = sheet if sheet in sheets else sheets[0] if sheets else ""
    lines = list(islice(_lines(path, chosen), 50))
    headings = _headings(path, lines)
    examples: dict[str, tuple[str, ...]] = {}
    for place, heading in enumerate(headings):
        found = [
            cells[place] for _, cells in lines[1:] if cells and place < len(cells) and cells[place].strip()
        ]
        examples[heading] = tuple(text[:60] for text in dict.fromkeys(found))[:EXAMPLES]
    return Table(tuple(headings), examples, sheets, chosen)


def _headings(path: Path, lines: list[Line]) -> list[str]:
    if not lines or lines[0][1] is None or not any(cell.strip() for cell in lines[0][1]):
        raise Refused(f"{path.name} heeft geen kop. Zet op de eerste regel hoe elke kolom heet.")
    cells = list(lines[0][1])
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(f"{path.name} heeft {len(cells)} kolommen. Meer dan {MOST_COLUMNS} kan niet.")
    if any("\0" in cell for cell in cells):
        raise Refused(f"{path.name} is geen tabel die te lezen is. Sla het op als CSV (UTF-8) of XLSX.")
    headings: list[str] = []
    for number, cell in enumerate(cells, start=1):
        heading = " ".join(cell.split())[:120] or f"kolom {number}"
        while heading in headings:
            heading += " (2)"
        headings.append(heading)
    return headings


def read_table(path: Path, sheet: str, columns: Mapping[str, str]) -> Iterator[RawRow]:
    """The objects in each row. `columns`: heading to name of the field; others go along as they are."""
    lines = _lines(path, sheet)
    first = next(lines, None)
    headings = _headings(path, [first] if first else [])
    for number, cells in lines:
        place = f"{path.name}:{number}"
        if cells is None:
            yield RawRow("service", {}, place, BROKEN_QUOTES)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        yield from _objects(headings, cells, columns, place, number)


def _objects(
    headings: list[str], cells: list[str], columns: Mapping[str, str], place: str, number: int
) -> Iterator[RawRow]:
    more = [cell for cell in cells[len(headings) :] if cell.strip()]
    if more:
        problem = f"Deze regel heeft meer vakken dan de kop: {len(headings)}."
        yield RawRow("service", {"name": cells[0]}, place, problem)
        return
    said: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if columns.get(heading):
            said[columns[heading]] = cell
        elif cell.strip():
            said[f"overig: {heading}"] = cell
    problem = _problem(said)
    if problem:
        yield RawRow("service", {"name": said.get("name", "")[:200]}, place, problem)
        return
    try:
        objects = list(objects_of(said, number))
    except NotReadable as unreadable:
        yield RawRow("service", {}, place, str(unreadable))
        return
    for table, values in objects:
        yield RawRow(table, values, place, repeats=table in ("organization", "location", "address"))


def _problem(said: Mapping[str, str]) -> str:
    if not said.get("name", "").strip():
        return "Er staat geen naam op deze regel."
    if any(UNREADABLE in text for text in said.values()):
        return "Er staan letters in die niet te lezen zijn. Sla het bestand op als UTF-8."
    return ""


def _is_xlsx(path: Path) -> bool:
    """By what is in it and not by what it is called."""
    with path.open("rb") as body:
        start = body.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(f"{path.name} is een oud Excel-bestand (.xls). Sla het op als .xlsx of .csv.")
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"\x1f\x8b", b"7z\xbc")):
        raise Refused(f"{path.name} is geen tabel. Sla je lijst op als CSV of XLSX.")
    if not start:
        raise Refused(f"{path.name} is leeg.")
    return start.startswith(b"PK")


def _lines(path: Path, sheet: str) -> Iterator[Line]:
    return _xlsx_lines(path, sheet) if _is_xlsx(path) else _csv_lines(path)


def _csv_lines(path: Path) -> Iterator[Line]:
    with closing(open_plain(path)) as body:
        start = "".join(islice(lines_of(body), 20))
    if "\0" in start:
        raise Refused(f"{path.name} is geen tabel die te lezen is. Sla het op als CSV (UTF-8) of XLSX.")
    if start.lstrip()[:1] == "<":
        raise Refused(f"{path.name} is een webpagina en geen tabel. Sla je lijst op als CSV of XLSX.")
    with closing(open_plain(path)) as body:
        for count, line in enumerate(rows_of(lines_of(body), _delimiter(start))):
            if count > MOST_LINES:
                raise Refused(f"{path.name} heeft meer dan {MOST_LINES} regels. Deel het op.")
            yield line


def _delimiter(start: str) -> str:
    """What stands between the cells: the sign that splits the heading in most pieces, quotes respected."""
    head = start.splitlines()[0] if start else ""
    if head.lower().startswith("sep=") and len(head) == 5:
        return head[4]

    def pieces(sign: str) -> int:
        try:
            return len(next(csv.reader([head], delimiter=sign), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=pieces)


def _looked_over(path: Path) -> None:
    """A spreadsheet is a zip of XML: no bombs in it, no entities."""
    with opened_zip(path, LARGEST_SHEET) as packed:
        names = packed.namelist()
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise Refused(NOT_XLSX.format(name=path.name))
        for name in names:
            if name.endswith((".xml", ".rels")):
                try:
                    with packed.open(name) as body:
                        start = body.read(64_000)
                except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
                    raise Refused(NOT_XLSX.format(name=path.name)) from None
                if DANGEROUS.search(start) or DANGEROUS.search(start.replace(b"\0", b"")):
                    raise Refused(f"{path.name} bevat code die een tabel niet nodig heeft. Niets is gelezen.")


def _book(path: Path) -> Any:
    import openpyxl

    _looked_over(path)
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception:  # whatever is wrong inside: the library raises anything from KeyError to XML faults
        raise Refused(NOT_XLSX.format(name=path.name)) from None


def _sheets(path: Path) -> list[str]:
    book = _book(path)
    try:
        return [sheet.title for sheet in book.worksheets][:100]
    finally:
        book.close()


def _xlsx_lines(path: Path, sheet: str) -> Iterator[Line]:
    book = _book(path)
    try:
        found = next((one for one in book.worksheets if one.title == sheet), None) or book.worksheets[0]
        found.reset_dimensions()
        yield from _cells(found, path)
    except Refused:
        raise
    except Exception:  # see _book
        raise Refused(NOT_XLSX.format(name=path.name)) from None
    finally:
        book.close()


def _cells(sheet: Any, path: Path) -> Iterator[Line]:
    empty = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1):
        cells = [as_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        empty = 0 if cells else empty + 1
        if empty > MOST_EMPTY:
            return
        if number > MOST_LINES:
            raise Refused(f"{path.name} heeft meer dan {MOST_LINES} regels. Deel het op.")
        if any(len(cell) > LONGEST_CELL for cell in cells):
            yield number, None
        elif cells:
            yield number, cells
