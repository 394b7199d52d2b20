"""Which services an index holds and how each was when it was added: a small file beside the index.

By it the worker adds and takes away what changed, and nothing else.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

NAME = "ledger.sqlite3"
AT_ONCE = 500


class Ledger:
    """The ledger of the index in `folder`. Raises OSError where it can't be read or written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def start(self) -> None:
        with closing(self._open()) as book, book:
            book.execute("CREATE TABLE IF NOT EXISTS held (id BLOB PRIMARY KEY, stamp TEXT) WITHOUT ROWID")

    def write(self, stamps: Iterable[tuple[UUID, str]], gone: Collection[UUID] = ()) -> None:
        with _as_oserror(), closing(self._open()) as book, book:
            book.executemany("DELETE FROM held WHERE id = ?", ((id.bytes,) for id in gone))
            book.executemany(
                "INSERT OR REPLACE INTO held VALUES (?, ?)", ((id.bytes, stamp) for id, stamp in stamps)
            )

    def count(self) -> int:
        with _as_oserror(), closing(self._open()) as book:
            return int(book.execute("SELECT count(*) FROM held").fetchone()[0])

    def stamps(self) -> dict[UUID, str]:
        with _as_oserror(), closing(self._open()) as book:
            return {UUID(bytes=id): stamp for id, stamp in book.execute("SELECT id, stamp FROM held")}

    def stamps_of(self, ids: Collection[UUID]) -> dict[UUID, str]:
        with _as_oserror(), closing(self._open()) as book:
            return dict(self._some(book, list(ids)))

    def _some(self, book: sqlite3.Connection, ids: list[UUID]) -> Iterator[tuple[UUID, str]]:
        for start in range(0, len(ids), AT_ONCE):
            asked = [id.bytes for id in ids[start : start + AT_ONCE]]
            marks = ",".join("?" * len(asked))
            rows = book.execute(f"SELECT id, stamp FROM held WHERE id IN ({marks})", asked)  # noqa: S608
            yield from ((UUID(bytes=id), stamp) for id, stamp in rows)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path)


class _as_oserror:  # noqa: N801
    """A damaged file is an OSError to whoever reads the ledger."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise OSError("the ledger of the search index can't be read") from error
