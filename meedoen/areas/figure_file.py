"""A CSV file with figures per area, read strictly; what is wrong is said in Dutch, by line."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from meedoen.areas.actions import FigureFacts
from meedoen.areas.policy import area_code, clean_text, period_of, value_of
from meedoen.shared.errors import Refused

MOST_BYTES = 100_000_000
LONGEST_MEASURE, LONGEST_SOURCE = 80, 200
COLUMNS = {
    "area_code": ("area_code", "gebied", "gebiedscode", "code", "regiocode"),
    "measure": ("measure", "onderwerp", "maat", "wat"),
    "period": ("period", "periode", "perioden"),
    "value": ("value", "waarde", "aantal"),
    "source": ("source", "bron"),
}
HOW = (
    "Nodig zijn de kolommen area_code, measure, period, value en source "
    "(of gebied, onderwerp, periode, waarde en bron)."
)


@dataclass(frozen=True)
class Mistake:
    line: int
    text: str


@dataclass(frozen=True)
class FigureFile:
    """What a file says; `empty` counts lines without a number, `elsewhere` those of areas not known here."""

    figures: list[FigureFacts]
    mistakes: list[Mistake]
    empty: int
    elsewhere: int


def read_figures(path: Path, *, known: Collection[str], only_known: bool = False) -> FigureFile:
    """The figures of a CSV file in UTF-8 or Windows-1252, with commas, semicolons or tabs.

    `known`: the codes of all areas here. A line of another area is a mistake, or is passed over with
    `only_known`. Raises Refused for a file that is no such table at all.
    """
    rows = _rows(_decoded(path), str(path))
    reader = _Reader(_columns(next(rows, (1, []))[1], str(path)), known, only_known)
    for line, row in rows:
        if any(cell.strip() for cell in row):
            reader.read(line, row)
    return FigureFile(list(reader.figures.values()), reader.mistakes, reader.empty, reader.elsewhere)


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"Dit bestand is groter dan {MOST_BYTES // 1_000_000} MB. Splits het.", str(path))
        data = path.read_bytes()
    except OSError as error:
        raise Refused(
            "Dit bestand is niet te lezen. Klopt de naam, en mag je het openen?", str(path)
        ) from error
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(
        "Dit is geen tekst in een leesbare codering. Bewaar het bestand als CSV in UTF-8.", str(path)
    )


def _rows(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    """(line, cells), the lines counted as an editor counts them. Raises Refused where a cell never ends."""
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        before = 0
        for row in reader:
            yield before + 1, row
            before = reader.line_num
    except csv.Error:
        raise Refused(
            "Deze regel is niet te lezen. Staat er een aanhalingsteken te veel, of een heel lange cel?",
            f"{where}:{reader.line_num}",
        ) from None


def _columns(head: list[str], where: str) -> dict[str, int]:
    said = [name.strip().casefold() for name in head]
    found = {
        column: next((said.index(name) for name in names if name in said), -1)
        for column, names in COLUMNS.items()
    }
    if missing := [column for column, at in found.items() if at < 0 and column != "source"]:
        raise Refused(f"In de eerste regel ontbreekt {', '.join(missing)}. {HOW}", f"{where}:1")
    return found


class _Reader:
    def __init__(self, columns: dict[str, int], known: Collection[str], only_known: bool) -> None:
        self.columns, self.known, self.only_known = columns, known, only_known
        self.figures: dict[tuple[object, ...], FigureFacts] = {}
        self.mistakes: list[Mistake] = []
        self.empty = self.elsewhere = 0

    def read(self, line: int, row: list[str]) -> None:
        """Take one line in; what is wrong with it becomes a mistake."""
        try:
            facts = self._facts(row)
        except Refused as refusal:
            self.mistakes.append(Mistake(line, refusal.message))
            return
        if facts is None:
            return
        if self.figures.setdefault(facts.key, facts) != facts:
            self.mistakes.append(Mistake(line, "Dit cijfer staat al eerder in het bestand, met iets anders."))

    def _facts(self, row: list[str]) -> FigureFacts | None:
        said = {name: row[at] if 0 <= at < len(row) else "" for name, at in self.columns.items()}
        code = area_code(said["area_code"])
        if not code:
            raise Refused("Dit is geen code van het CBS, zoals GM0344, WK034403 of BU03440311.")
        if code not in self.known:
            if self.only_known:
                self.elsewhere += 1
                return None
            raise Refused(
                f"Gebied {code} is hier niet bekend. Laad het met load-areas, of gebruik --only-known."
            )
        measure = clean_text(said["measure"], LONGEST_MEASURE, "De naam van wat er geteld is").casefold()
        period, value = period_of(said["period"]), value_of(said["value"])
        if value is None:
            self.empty += 1
            return None
        source = clean_text(said["source"], LONGEST_SOURCE, "De bron") if said["source"].strip() else ""
        return FigureFacts(code, measure, period.start, period.end, value, source)
