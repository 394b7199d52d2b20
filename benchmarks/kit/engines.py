"""The search index and what it is held against: each holds the same services and answers the same question.

An answer is the twenty best services of those that have every word, and how many there are in all.
"""

import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import psycopg
from kit.measure import ROOT, backend_seconds
from kit.texts import municipality_of

from meedoen.directory.policy import marks_of_area
from meedoen.directory.search import Row, SearchIndex, stems, telling_words

sys.path.insert(0, str(ROOT))
ON_A_PAGE = 20
AT_ONCE = 2000


class Engine(Protocol):
    name: str
    filled: dict[str, float]

    def fill(self, rows: Iterable[Row]) -> None: ...
    def find(self, text: str, municipality: str) -> int: ...
    def cpu(self) -> float: ...
    def close(self) -> None: ...


class Ours:
    """The index of `meedoen.directory.search`, as the pages ask it."""

    name = "meedoen"

    def __init__(self, folder: Path) -> None:
        self._index = SearchIndex(folder)
        self.filled: dict[str, float] = {}

    def fill(self, rows: Iterable[Row]) -> None:
        started = time.process_time()
        self._index.rebuild(rows, "bench")
        size = sum(path.stat().st_size for path in self._index.folder.rglob("*") if path.is_file())
        self.filled = {"cpu_s": round(time.process_time() - started, 2), "megabytes": round(size / 1e6, 1)}

    def find(self, text: str, municipality: str) -> int:
        marks = [marks_of_area(municipality)] if municipality else []
        found = self._index.find(telling_words(text), marks, limit=ON_A_PAGE)
        return found.total if found else 0

    def cpu(self) -> float:
        return time.process_time()

    def close(self) -> None:
        pass


class PostgreSQL:
    """A tsvector of the same fields in four weights with a GIN index, and an index on the municipality.

    One process a query (no parallel workers), so that its CPU can be counted.
    """

    name = "PostgreSQL, Dutch full text, GIN"

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("SET max_parallel_workers_per_gather = 0")
        self._pid = self._connection.info.backend_pid
        self.filled: dict[str, float] = {}

    def fill(self, rows: Iterable[Row]) -> None:
        run, before = self._connection.execute, self.cpu()
        run("DROP TABLE IF EXISTS service")
        run("CREATE TABLE service (id uuid PRIMARY KEY, municipality text, a text, b text, c text, d text)")
        with self._connection.cursor() as cursor, cursor.copy("COPY service FROM STDIN") as copy:
            for row in rows:
                copy.write_row((row.id, municipality_of(row), *_four(row)))
        weighted = " || ".join(
            f"setweight(to_tsvector('dutch', {part}), '{part.upper()}')" for part in "abcd"
        )
        run(f"ALTER TABLE service ADD found tsvector GENERATED ALWAYS AS ({weighted}) STORED")
        run("CREATE INDEX ON service USING gin (found)")
        run("CREATE INDEX ON service (municipality)")
        run("VACUUM ANALYZE service")
        size = run("SELECT pg_total_relation_size('service')").fetchone()
        self.filled = {"cpu_s": round(self.cpu() - before, 2), "megabytes": round((size or [0])[0] / 1e6, 1)}

    def find(self, text: str, municipality: str) -> int:
        narrowed = "AND municipality = %(municipality)s" if municipality else ""
        rows = self._connection.execute(
            "SELECT id, count(*) OVER () FROM service, plainto_tsquery('dutch', %(text)s) AS asked"  # noqa: S608
            f" WHERE found @@ asked {narrowed} ORDER BY ts_rank(found, asked) DESC, id LIMIT {ON_A_PAGE}",
            {"text": " ".join(telling_words(text)), "municipality": municipality},
        ).fetchall()
        return int(rows[0][1]) if rows else 0

    def cpu(self) -> float:
        return time.process_time() + backend_seconds(self._pid)

    def close(self) -> None:
        self._connection.close()


class Fts5:
    """FTS5 with the same weights. It has no Dutch endings: it is given the stems that the index uses."""

    name = "SQLite FTS5"

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA cache_size=-65536")
        self._path = path
        self.filled: dict[str, float] = {}

    def fill(self, rows: Iterable[Row]) -> None:
        started = time.process_time()
        self._connection.execute("CREATE VIRTUAL TABLE service USING fts5 (id UNINDEXED, place, a, b, c, d)")
        weights = "bm25(0, 0, 4.0, 3.0, 2.0, 1.0)"
        self._connection.execute("INSERT INTO service (service, rank) VALUES ('rank', ?)", [weights])
        batch = ((str(row.id), municipality_of(row), *_stemmed(row)) for row in rows)
        while some := list(islice(batch, AT_ONCE)):
            self._connection.executemany("INSERT INTO service VALUES (?, ?, ?, ?, ?, ?)", some)
        self._connection.execute("INSERT INTO service (service) VALUES ('optimize')")
        self._connection.commit()
        size = self._path.stat().st_size
        self.filled = {"cpu_s": round(time.process_time() - started, 2), "megabytes": round(size / 1e6, 1)}

    def find(self, text: str, municipality: str) -> int:
        words = " ".join(f'"{stem}"' for word in telling_words(text) for stem in stems(word))
        asked = f"{{a b c d}} : ({words})" + (f' AND place : "{municipality}"' if municipality else "")
        best = f"SELECT id FROM service WHERE service MATCH ? ORDER BY rank LIMIT {ON_A_PAGE}"  # noqa: S608
        if not self._connection.execute(best, [asked]).fetchall():
            return 0
        total = self._connection.execute("SELECT count(*) FROM service WHERE service MATCH ?", [asked])
        return int(total.fetchone()[0])

    def cpu(self) -> float:
        return time.process_time()

    def close(self) -> None:
        self._connection.close()


@contextmanager
def scratch_database() -> Iterator[str]:
    """A PostgreSQL database of this run, on the server that the tests use; it is dropped afterwards."""
    from psycopg import sql

    from tools.postgres import find_server

    server = find_server()
    if not server.url:
        raise SystemExit(f"This measurement needs PostgreSQL: {server.said}")
    base = server.url.rsplit("/", 1)[0]
    name = f"meedoen_bench_{server.url.rsplit('_', 1)[1]}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{base}/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _four(row: Row) -> tuple[str, str, str, str]:
    """The texts by how much they count, as in the index: name, activities, where and who, the rest."""
    who = [row.summary, row.organization, *row.places]
    return row.name, " \n".join(row.activities), " \n".join(who), " \n".join([*row.synonyms, row.description])


def _stemmed(row: Row) -> tuple[Any, ...]:
    return tuple(" ".join(stems(text)) for text in _four(row))
