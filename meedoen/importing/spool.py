"""Where the rows of one reading lie while they are put together: a file, so that memory stays flat.

Rows may come in any order. When all are in, each part knows the one record that it is written with: of all
that it hangs on, the one that is written last.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from meedoen.directory.hsds import TABLES
from meedoen.importing.reading.facts import RECORDS, Fact, links_of

NUMBER = {table.name: number for number, table in enumerate(TABLES)}
NAME = {number: name for name, number in NUMBER.items()}
LEVEL = {"organization": 1, "location": 2, "service": 3}
AT_ONCE = 5_000
SAME_TWICE = "Dit id staat er twee keer in, met andere gegevens. Alleen de eerste is gelezen."
TABLE = """
CREATE TABLE raw (n INTEGER PRIMARY KEY, tbl INTEGER, id TEXT, level INTEGER, home TEXT, place TEXT,
                  body BLOB, remarks TEXT, repeats INTEGER, ok INTEGER DEFAULT 1);
CREATE TABLE via (n INTEGER, tbl INTEGER, id TEXT);
CREATE TABLE refused (n INTEGER PRIMARY KEY, tbl INTEGER, id TEXT, place TEXT, name TEXT, message TEXT);
"""
# A part of a part is written where its owner is; the owners first, so that theirs is known.
CLIMB = """
UPDATE raw SET (level, home) = (
    SELECT o.level, o.home FROM via v JOIN raw o ON o.tbl = v.tbl AND o.id = v.id
    WHERE v.n = raw.n ORDER BY o.level DESC LIMIT 1)
WHERE tbl = ? AND EXISTS (
    SELECT 1 FROM via v JOIN raw o ON o.tbl = v.tbl AND o.id = v.id
    WHERE v.n = raw.n AND o.level > raw.level)
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not kept, with why."""

    table: str
    id: str | None
    place: str
    name: str
    message: str


class Spool:
    """One file, made anew for each reading."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self._path = path
        self._rows: list[tuple[object, ...]] = []
        self._via: list[tuple[object, ...]] = []
        self._n = 0
        self._seen: dict[tuple[str, str], int] = {}
        self._sql = sqlite3.connect(path, isolation_level=None)
        self._sql.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-24576;"
            "PRAGMA temp_store=FILE;" + TABLE + "BEGIN"
        )
        self.tables: set[str] = set()

    def add(self, fact: Fact) -> None:
        """Lay a row down. Raises UnicodeEncodeError for text that is none."""
        body = msgspec.json.encode(fact.values)
        if fact.repeats and self._just_seen(fact, body):
            return
        self.tables.add(fact.table)
        self._n += 1
        level, home, indirect = _home_of(fact.table, fact.id, fact.values)
        self._via += [(self._n, NUMBER[owner], id) for owner, id in indirect]
        remarks = "\n".join(fact.remarks)
        self._rows.append(
            (self._n, NUMBER[fact.table], fact.id, level, home, fact.place, body, remarks, fact.repeats)
        )
        if len(self._rows) >= AT_ONCE:
            self._lay_down()

    def _just_seen(self, fact: Fact, body: bytes) -> bool:
        """Whether exactly this was read a moment ago: an organization is nested in each of its services."""
        key, mark = (fact.table, fact.id), hash(body)
        if self._seen.get(key) == mark:
            return True
        if len(self._seen) > 20_000:
            self._seen.clear()
        self._seen[key] = mark
        return False

    def refuse(self, refusal: Refusal) -> None:
        self._sql.execute(
            "INSERT INTO refused (tbl, id, place, name, message) VALUES (?, ?, ?, ?, ?)",
            (NUMBER[refusal.table], refusal.id, refusal.place, refusal.name, refusal.message),
        )

    def _lay_down(self) -> None:
        self._sql.executemany("INSERT INTO raw VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", self._rows)
        self._sql.executemany("INSERT INTO via VALUES (?, ?, ?)", self._via)
        self._rows, self._via = [], []

    def settle(self) -> None:
        """All rows are in: put doubles together and find where each part belongs."""
        self._lay_down()
        self._sql.execute("CREATE INDEX raw_by_id ON raw (tbl, id)")
        self._join_doubles()
        self._sql.execute("CREATE INDEX via_by_row ON via (n)")
        for table in TABLES:
            if table.name not in RECORDS:
                self._sql.execute(CLIMB, (NUMBER[table.name],))
        self._sql.execute("CREATE INDEX raw_by_home ON raw (level, home)")

    def _join_doubles(self) -> None:
        """The same id more than once: nested records fill each other up, rows of a table do not."""
        twice = self._sql.execute("SELECT tbl, id FROM raw GROUP BY tbl, id HAVING count(*) > 1").fetchall()
        for tbl, id in twice:
            rows = self._sql.execute(
                "SELECT n, body, place, repeats FROM raw WHERE tbl = ? AND id = ? ORDER BY n", (tbl, id)
            ).fetchall()
            first = msgspec.json.decode(rows[0][1])
            for n, body, place, repeats in rows[1:]:
                said = msgspec.json.decode(body)
                self._sql.execute("DELETE FROM raw WHERE n = ?", (n,))
                self._sql.execute("UPDATE via SET n = ? WHERE n = ?", (rows[0][0], n))
                if repeats or rows[0][3]:
                    first = _filled_up(first, said)
                elif said != first:
                    name = str(said.get("name") or "")[:200]
                    self.refuse(Refusal(NAME[tbl], id, place, name, SAME_TWICE))
            level, home, _ = _home_of(NAME[tbl], id, first)
            self._sql.execute(
                "UPDATE raw SET body = ?, level = ?, home = ? WHERE n = ?",
                (msgspec.json.encode(first), level, home, rows[0][0]),
            )

    def records(self, table: str) -> Iterator[list[str]]:
        """The ids of the records of one kind, in the order of the file, some hundreds at a time."""
        with closing(
            self._sql.execute("SELECT id FROM raw WHERE tbl = ? ORDER BY n", (NUMBER[table],))
        ) as all:
            while some := all.fetchmany(500):
                yield [id for (id,) in some]

    def homes_elsewhere(self, table: str) -> Iterator[list[str]]:
        """The ids of records that are not in the file while parts of them are."""
        query = (
            "SELECT DISTINCT home FROM raw r WHERE level = ? AND NOT EXISTS"
            " (SELECT 1 FROM raw o WHERE o.tbl = ? AND o.id = r.home)"
        )
        with closing(self._sql.execute(query, (LEVEL[table], NUMBER[table]))) as all:
            while some := all.fetchmany(500):
                yield [id for (id,) in some]

    def of_records(self, table: str, ids: Sequence[str]) -> list[tuple[str, Fact]]:
        """(record, row) for these records and everything that is written with them, owners before parts."""
        query = (
            "SELECT home, tbl, id, body, place, remarks FROM raw"  # noqa: S608
            f" WHERE level = ? AND home IN ({_marks(ids)}) ORDER BY tbl, n"
        )
        rows = self._sql.execute(query, (LEVEL[table], *ids)).fetchall()
        return [(home, _fact(*row)) for home, *row in rows]

    def of_table(self, table: str) -> Iterator[list[Fact]]:
        """The rows of one kind that are no part of a record, some hundreds at a time."""
        query = "SELECT tbl, id, body, place, remarks FROM raw WHERE tbl = ? AND level = 0 ORDER BY n"
        with closing(self._sql.execute(query, (NUMBER[table],))) as all:
            while some := all.fetchmany(500):
                yield [_fact(*row) for row in some]

    def known(self, table: str, ids: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Which of these ids are in the file and were not refused: the level and id of their record."""
        wanted = list(ids)
        query = (
            "SELECT id, level, home FROM raw"  # noqa: S608
            f" WHERE tbl = ? AND ok = 1 AND id IN ({_marks(wanted)})"
        )
        return {id: (level, home) for id, level, home in self._sql.execute(query, (NUMBER[table], *wanted))}

    def mentioned(self, table: str, ids: Sequence[str]) -> set[str]:
        """Which of these the file names at all, also where that row was refused."""
        return self._ids("raw", table, ids) | self._ids("refused", table, ids)

    def _ids(self, where: str, table: str, ids: Sequence[str]) -> set[str]:
        query = f"SELECT id FROM {where} WHERE tbl = ? AND id IN ({_marks(ids)})"  # noqa: S608
        return {id for (id,) in self._sql.execute(query, (NUMBER[table], *ids))}

    def strike(self, rows: Iterable[tuple[str, str]]) -> None:
        """These rows were refused after all: what points at them must know."""
        self._sql.executemany(
            "UPDATE raw SET ok = 0 WHERE tbl = ? AND id = ?", [(NUMBER[table], id) for table, id in rows]
        )

    def refusals(self) -> Iterator[list[Refusal]]:
        query = "SELECT tbl, id, place, name, message FROM refused ORDER BY n"
        with closing(self._sql.execute(query)) as all:
            while some := all.fetchmany(500):
                yield [Refusal(NAME[tbl], *rest) for tbl, *rest in some]

    def parents(self, table: str, column: str) -> dict[str, str]:
        """Which record stands under which other, of those that stand under one."""
        query = "SELECT id, json_extract(CAST(body AS TEXT), ?) FROM raw WHERE tbl = ?"
        rows = self._sql.execute(query, (f"$.{column}", NUMBER[table]))
        return {id: parent for id, parent in rows if parent}

    def close(self) -> None:
        self._sql.close()
        self._path.unlink(missing_ok=True)


def _home_of(table: str, id: str, values: Mapping[str, Any]) -> tuple[int, str, list[tuple[str, str]]]:
    """Level and id of the record that a row is directly part of, and through what else it may be of one."""
    if table in LEVEL:
        return LEVEL[table], id, []
    level, home, indirect = 0, "", []
    if table not in RECORDS:
        for owner, owner_id in links_of(table, values):
            if LEVEL.get(owner, 0) > level:
                level, home = LEVEL[owner], owner_id
            elif owner not in LEVEL and owner in NUMBER:
                indirect.append((owner, owner_id))
    return level, home, indirect


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def _filled_up(first: dict[str, object], said: dict[str, object]) -> dict[str, object]:
    """Two nested mentions of one record: each may hold what the other leaves out."""
    for name, value in said.items():
        if first.get(name) in (None, "", [], {}):
            first[name] = value
        elif name == "extra" and isinstance(value, dict) and isinstance(first[name], dict):
            first[name] = value | first[name]  # type: ignore[operator]
    return first


def _fact(tbl: int, id: str, body: bytes, place: str, remarks: str) -> Fact:
    return Fact(NAME[tbl], id, msgspec.json.decode(body), place, remarks.split("\n") if remarks else [])
