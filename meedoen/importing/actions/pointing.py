"""Whether what a row points at is there: in the file, or on the map already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from meedoen.directory.hsds import BY_NAME, Kind
from meedoen.directory.labels import PARTS
from meedoen.importing.queries.standing import standing_ids
from meedoen.importing.reading.facts import TARGETS, Fact, links_of
from meedoen.importing.spool import LEVEL, Spool

ELSEWHERE = 9
MISSING = "Verwijst naar {what} {id}: dat staat niet in het bestand en niet hier, of het is geweigerd."


@cache
def pointers_of(table: str) -> tuple[tuple[str, str, bool], ...]:
    """(column, table pointed at, whether the row cannot do without) of each pointer of a table."""
    model = BY_NAME[table].model
    kept = {one.attname: one for one in model._meta.concrete_fields}
    return tuple(
        (field.column, TARGETS[field.name], not kept[field.column].null)
        for field in BY_NAME[table].fields
        if field.kind == Kind.UUID and field.name in TARGETS
    )


class Pointers:
    """What the rows of some records point at, looked up in one go. `level`: of those records."""

    def __init__(self, spool: Spool, facts: Iterable[Fact], level: int) -> None:
        self._level = level
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for fact in facts:
            for column, target, _ in pointers_of(fact.table):
                if fact.values.get(column):
                    wanted[target].add(fact.values[column])
            if fact.table == "attribute":
                for target, id in links_of("attribute", fact.values):
                    wanted[target].add(id)
        self._known = {target: spool.known(target, ids) for target, ids in wanted.items()}
        left = {target: ids - self._known[target].keys() for target, ids in wanted.items()}
        self._standing = standing_ids(left)

    def reaches(self, target: str, id: str, home: str) -> bool:
        """Whether a row of the record `home` can point at this: it is made before, or with it."""
        found = self._known.get(target, {}).get(id)
        if found is None:
            return id in self._standing.get(target, ())
        level, owner = found
        if target in LEVEL:
            return level < self._level or id == home or target == "organization"
        return level < self._level or owner == home

    def missing(self, fact: Fact, home: str) -> str:
        """Empty the pointers that lead nowhere; gives a sentence where the row cannot do without."""
        lost = []
        for column, target, needed in pointers_of(fact.table):
            id = fact.values.get(column)
            if id and not self.reaches(target, id, home):
                sentence = MISSING.format(what=PARTS.get(target, target.replace("_", " ")), id=id)
                if needed:
                    return sentence
                lost.append(sentence)
                fact.values[column] = None
                fact.values["extra"][column] = id
            elif not id and needed and column in fact.values:
                return f"Er staat niet bij welk(e) {PARTS.get(target, target)} dit is."
        if needed_column(fact):
            return f"Er staat niet bij waar dit bij hoort: {PARTS.get(fact.table, fact.table)}."
        fact.remarks += lost
        return self._unowned(fact, home)

    def _unowned(self, fact: Fact, home: str) -> str:
        owners = BY_NAME[fact.table].owners
        if fact.table == "attribute":
            target, id = next(links_of("attribute", fact.values), ("", ""))
            found = target in BY_NAME and self.reaches(target, id, home)
            return "" if found else MISSING.format(what=PARTS.get(target, target), id=id)
        if owners and not any(fact.values.get(column) for column in owners):
            return fact.remarks[-1] if fact.remarks else "Er staat niet bij waar dit bij hoort."
        return ""


def needed_column(fact: Fact) -> str:
    """A pointer that the row cannot do without and that the source did not even name."""
    return next(
        (column for column, _, needed in pointers_of(fact.table) if needed and column not in fact.values), ""
    )


def with_aliases(values: dict[str, Any], table: str, aliases: Mapping[tuple[str, str], str]) -> None:
    """Let pointers at what is known here under another id lead there."""
    for column, target, _ in pointers_of(table):
        id = values.get(column)
        if id and (target, id) in aliases:
            values[column] = aliases[(target, id)]
