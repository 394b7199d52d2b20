"""Lines of text from bytes in whatever encoding, and rows from lines: a mistake costs a row, not the file."""

import csv
import io
from collections.abc import Iterator
from typing import Protocol

from meedoen.importing.reading.limits import MB
from meedoen.shared.errors import Refused

LONGEST_FIELD = 131_072
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
BROKEN_QUOTES = (
    "Er staat een aanhalingsteken te veel of te weinig, of een veld is veel te lang. "
    "Deze regel is niet gelezen."
)


class Lines(Protocol):
    def readline(self, size: int = ...) -> bytes: ...


def lines_of(stream: Lines) -> Iterator[str]:
    """The lines as text: UTF-8 (with or without mark), UTF-16 with a mark, and otherwise Windows-1252.

    Line by line, for files in which both occur. What no encoding knows becomes UNREADABLE.
    """
    first = stream.readline(MB)
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield from _utf_16(first, stream)
        return
    line = first.removeprefix(b"\xef\xbb\xbf")
    while line:
        try:
            yield line.decode()
        except UnicodeDecodeError:
            yield line.decode("cp1252", "replace")
        line = stream.readline(MB)


def _utf_16(first: bytes, stream: Lines) -> Iterator[str]:
    rest = b"".join(iter(lambda: stream.readline(MB), b""))
    if len(rest) > 200 * MB:
        raise Refused("Een bestand in UTF-16 mag hooguit 200 MB zijn. Sla het op als UTF-8.")
    text = (first + rest).decode("utf-16", "replace")
    yield from io.StringIO(text, newline="")


def rows_of(lines: Iterator[str], delimiter: str = ",") -> Iterator[tuple[int, list[str] | None]]:
    """Line number and cells of each row, the heading first; None for a row that cannot be read."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, None
            continue
        if cells:
            yield reader.line_num, cells
