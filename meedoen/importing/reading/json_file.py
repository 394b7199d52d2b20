"""JSON in any of its forms: a list, a page, one record, a file per object, or a record a line (ndjson)."""

import codecs
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from meedoen.directory.hsds import TABLES
from meedoen.importing.policy.nesting import PAGE_WORDS, kind_of, unnested
from meedoen.importing.policy.values import NotReadable
from meedoen.importing.reading.limits import MB, Counted, open_plain
from meedoen.importing.reading.raw import RawRow
from meedoen.shared.errors import Refused

LONGEST_RECORD = 20 * MB
PIECE = MB
SPACE = " \t\r\n"
TOO_DEEP = "De gegevens zitten te diep in elkaar genest. Niets is gelezen."
TOO_LARGE = f"In {{name}} is één record groter dan {LONGEST_RECORD // MB} MB."
LISTS = {table.file: table.name for table in TABLES} | {
    table.file.removesuffix(".csv"): table.name for table in TABLES
}
LISTS |= {table.name: table.name for table in TABLES} | {
    "service_at_locations": "service_at_location",
    "urls": "url",
    "capacities": "service_capacity",
}


def read_json_file(path: Path) -> Iterator[RawRow]:
    """Every row of a file, the parts of a record before the record."""
    stem = path.name.lower().removesuffix(".gz").rsplit(".", 1)[0]
    with closing(open_plain(path)) as body:
        yield from read_json(body, path.name, LISTS.get(stem, ""))


def read_json(body: Counted, name: str, hint: str = "") -> Iterator[RawRow]:
    """The same of a stream. `hint`: which object the records are, where the name of the file says so."""
    for number, (table, record) in enumerate(_records(_Text(body, name)), start=1):
        place = f"{name}:{number}"
        if not isinstance(record, dict):
            yield RawRow(table or hint or "service", {}, place, "Hier hoort een groep gegevens te staan.")
            continue
        yield from rows_of_record(table or hint or kind_of(record), record, place)


def rows_of_record(table: str, record: dict[str, Any], place: str) -> Iterator[RawRow]:
    try:
        for part, values in unnested(table, record):
            yield RawRow(part, values, place, repeats=True)
    except (NotReadable, RecursionError) as problem:
        said = str(problem) if isinstance(problem, NotReadable) else TOO_DEEP
        yield RawRow(table, {"name": record.get("name")}, place, said)


class _Text:
    """Text that is read bit by bit: never more in memory than the record that is being read."""

    def __init__(self, body: Counted, name: str) -> None:
        self._body, self.name = body, name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(parse_constant=_no_constant)
        self.text, self.at, self.ended = "", 0, False

    def more(self) -> bool:
        """Read on; tells whether anything came."""
        if self.ended:
            return False
        try:
            body = self._body.read(PIECE)
            self.text = self.text[self.at :] + self._decode.decode(body, not body)
        except UnicodeDecodeError:
            raise Refused(f"{self.name} is geen UTF-8. Sla het bestand op als UTF-8.") from None
        self.at, self.ended = 0, not body
        return True

    def peek(self) -> str:
        """The next sign that is not white space, or nothing at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in SPACE:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def expect(self, signs: str) -> str:
        sign = self.peek()
        if not sign:
            raise Refused(f"{self.name} is geen JSON of is niet heel. Maak het opnieuw.")
        if sign not in signs:
            raise Refused(f"{self.name} is geen JSON: op deze plek hoort {' of '.join(signs)} te staan.")
        self.at += 1
        return sign

    def value(self) -> Any:
        """The next whole value."""
        self.peek()
        wanted = PIECE
        while True:
            try:
                value, end = self._json.raw_decode(self.text, self.at)
                if end - self.at > LONGEST_RECORD:
                    raise _TooLarge(TOO_LARGE.format(name=self.name))
                if end < len(self.text) or self.ended:
                    self.at = end
                    return value
            except RecursionError:
                raise Refused(f"{self.name}: {TOO_DEEP}") from None
            except ValueError:
                if self.ended:
                    raise Refused(f"{self.name} is geen JSON of is niet heel. Maak het opnieuw.") from None
            if len(self.text) - self.at > LONGEST_RECORD:
                raise _TooLarge(TOO_LARGE.format(name=self.name))
            self._fill(wanted)
            wanted *= 2

    def _fill(self, wanted: int) -> None:
        """Read on until there is so much, or no more."""
        while len(self.text) - self.at < wanted and self.more():
            pass


class _TooLarge(Refused):
    """One value is larger than is held in memory."""


def _no_constant(name: str) -> Any:
    """NaN and Infinity are no JSON; as text they are refused where a number belongs."""
    return name


def _records(text: _Text) -> Iterator[tuple[str, Any]]:
    """Each record with its table, where that is said."""
    while sign := text.peek():
        if sign == "[":
            yield from (("", one) for one in _items(text))
        elif sign == "{":
            yield from _object(text)
        else:
            raise Refused(f"{text.name} is geen JSON met gegevens van HSDS.")
    return


def _items(text: _Text) -> Iterator[Any]:
    text.expect("[")
    if text.peek() == "]":
        text.at += 1
        return
    while True:
        yield text.value()
        if text.expect(",]") == "]":
            return


def _object(text: _Text) -> Iterator[tuple[str, Any]]:
    """A page of records, a file with a list for each object, or a record itself."""
    try:
        whole = text.value()
    except _TooLarge:
        yield from _large_object(text)
        return
    if isinstance(whole.get("contents"), list) and any(word in whole for word in PAGE_WORDS[:3]):
        yield from (("", one) for one in whole["contents"])
    elif whole and all(key in LISTS and isinstance(value, list) for key, value in whole.items()):
        for key, records in whole.items():
            yield from ((LISTS[key], one) for one in records)
    elif "contents" not in whole and not any(word in whole for word in PAGE_WORDS):
        yield "", whole


def _large_object(text: _Text) -> Iterator[tuple[str, Any]]:
    """The same of one that is too large to hold: its lists are read record by record."""
    text.expect("{")
    sign = ","
    while sign == ",":
        key = text.value()
        text.expect(":")
        if text.peek() == "[" and (key == "contents" or key in LISTS):
            yield from ((LISTS.get(key, ""), one) for one in _items(text))
        else:
            text.value()
        sign = text.expect(",}")
