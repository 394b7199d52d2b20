"""The search index: a folder on disk that one process writes and all others read (docs/adr/0020).

A rebuild makes a new folder beside the one in use and then changes one small file that names it, so that a
reader has the whole old index or the whole new one. Words that somebody typed are never logged or kept.
"""

import json
import shutil
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from tantivy import (
    Document,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzer,
    TextAnalyzerBuilder,
    Tokenizer,
)

from meedoen.directory.reference import SAYING_NOTHING

LAYOUT = 1
POINTER = "current.json"
HEAP_BYTES = 50_000_000
MOST_WORDS = 12
SHORTEST_TO_COMPLETE = 3
SHORTEST_TO_CORRECT = 5

# How much a word in this field counts.
WEIGHTS = {
    "name": 4.0,
    "activities": 3.0,
    "summary": 2.0,
    "organization": 2.0,
    "places": 2.0,
    "synonyms": 1.0,
    "description": 1.0,
}

STOP_WORDS = frozenset(SAYING_NOTHING.split())


class Match(StrEnum):
    """How well the results fit the words."""

    ALL = "all"
    ALIKE = "alike"
    SOME = "some"


@dataclass(frozen=True)
class Row:
    """One service as the index holds it. `marks` are what a filter looks for, such as `interest:cooking`."""

    id: UUID
    name: str
    summary: str
    description: str
    activities: Sequence[str]
    synonyms: Sequence[str]
    organization: str
    places: Sequence[str]
    marks: Collection[str]


@dataclass(frozen=True)
class Found:
    """The services on this page of the results, best first, and how many there are in all."""

    ids: tuple[UUID, ...]
    total: int
    match: Match


# Words


@lru_cache(maxsize=2)
def _analyzer(*, stemmed: bool) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("dutch")) if stemmed else builder).build()


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case without accents."""
    return list(_analyzer(stemmed=False).analyze(text))


def stems(text: str) -> list[str]:
    """The same words without their endings: `tuinen` and `tuin` are one."""
    return list(_analyzer(stemmed=True).analyze(text))


def telling_words(text: str) -> list[str]:
    """The words of a question that say what is looked for: at most twelve, each once."""
    words = dict.fromkeys(word for word in plain_words(text) if word not in STOP_WORDS)
    return list(words)[:MOST_WORDS]


# Writing


@lru_cache(maxsize=1)
def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("marks", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="plain", index_option="basic")
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="stemmed", index_option="freq")
    return builder.build()


def _with_analyzers(index: Index) -> Index:
    index.register_tokenizer("plain", _analyzer(stemmed=False))
    index.register_tokenizer("stemmed", _analyzer(stemmed=True))
    return index


class SearchIndex:
    """The index in one folder. Only the worker calls `rebuild`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fingerprint(self) -> str:
        """Of which data the index in use was made; empty where there is none that can be read."""
        pointer = self._pointer()
        return str(pointer["fingerprint"]) if pointer and self._searcher() is not None else ""

    def rebuild(self, rows: Iterable[Row], fingerprint: str) -> int:
        """Make a new index of these rows, let it take over from the one in use, and count what it holds."""
        before = self._pointer()
        name = f"index-{uuid4().hex}"
        path = self.folder / name
        path.mkdir(parents=True)
        writer = _with_analyzers(Index(_schema(), path=str(path))).writer(HEAP_BYTES, 1)
        count = 0
        for row in rows:
            writer.add_document(Document.from_dict(_document(row), _schema()))
            count += 1
        writer.commit()
        writer.wait_merging_threads()
        self._point_at(name, fingerprint)
        # The one before stays for readers that just looked up its name.
        self._forget_others({name, before["folder"] if before else name})
        return count

    def _point_at(self, name: str, fingerprint: str) -> None:
        draft = self.folder / f"{POINTER}.draft"
        draft.write_text(json.dumps({"layout": LAYOUT, "folder": name, "fingerprint": fingerprint}))
        draft.replace(self.folder / POINTER)

    def _forget_others(self, kept: Collection[str]) -> None:
        for path in self.folder.glob("index-*"):
            if path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)

    # Reading

    def find(
        self, words: Sequence[str], marks: Sequence[Collection[str]] = (), *, limit: int, offset: int = 0
    ) -> Found | None:
        """The services that fit the words (of `telling_words`) and carry a mark of each collection.

        First those with every word; where there are none, with every word begun or one letter different;
        where there are none of those either, with some of the words. None where there is no index to look in.
        """
        searcher = self._searcher()
        if searcher is None:
            return None
        wanted = [(Occur.Must, _any_mark(collection)) for collection in marks]
        for match, query in _queries(words):
            result = searcher.search(
                Query.boolean_query([(Occur.Must, query), *wanted]), limit=limit, offset=offset, count=True
            )
            total = int(result.count)  # type: ignore[attr-defined]
            if total:
                ids = tuple(UUID(searcher.doc(address)["id"][0]) for _, address in result.hits)
                return Found(ids, total, match)
        return Found((), 0, Match.ALL)

    def _pointer(self) -> dict[str, Any] | None:
        try:
            pointer = json.loads((self.folder / POINTER).read_text())
        except (OSError, ValueError):
            return None
        whole = isinstance(pointer, dict) and {"layout", "folder", "fingerprint"} <= pointer.keys()
        return pointer if whole and pointer["layout"] == LAYOUT else None

    def _searcher(self) -> Searcher | None:
        """A look at the index as it is now; None where there is none, or where it is damaged."""
        pointer = self._pointer()
        if pointer is None:
            return None
        try:
            return _opened(str(self.folder / pointer["folder"])).searcher()
        except (OSError, ValueError):
            return None


@lru_cache(maxsize=2)
def _opened(path: str) -> Index:
    return _with_analyzers(Index.open(path))


def _document(row: Row) -> dict[str, Any]:
    texts = {
        "name": row.name,
        "activities": " \n".join(row.activities),
        "summary": row.summary,
        "organization": row.organization,
        "places": " \n".join(row.places),
        "synonyms": " \n".join(row.synonyms),
        "description": row.description,
    }
    everything = " \n".join(texts.values())
    return {"id": str(row.id), "marks": sorted(row.marks), "words": everything, **texts}


# Queries are built from words and never parsed from text, so no sign that somebody types has a meaning.


def _queries(words: Sequence[str]) -> Iterable[tuple[Match, Query]]:
    pairs = [(word, stem) for word in words for stem in stems(word)]
    if not pairs:
        return
    yield Match.ALL, _every(_exactly(stem) for _, stem in pairs)
    alike = [_alike(word, stem) for word, stem in pairs]
    yield Match.ALIKE, _every(alike)
    if len(alike) > 1:
        yield Match.SOME, _some(alike)


def _every(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _some(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _exactly(stem: str) -> Query:
    return _some(
        Query.boost_query(Query.term_query(_schema(), field, stem), weight)
        for field, weight in WEIGHTS.items()
    )


def _alike(word: str, stem: str) -> Query:
    """A word that is this one, begins with its stem, or differs from it in one letter."""
    queries = [_exactly(stem)]
    if len(stem) >= SHORTEST_TO_COMPLETE:
        begun = Query.fuzzy_term_query(_schema(), "words", stem, distance=0, prefix=True)
        queries.append(Query.boost_query(begun, 0.5))
    if len(word) >= SHORTEST_TO_CORRECT:
        queries.append(Query.boost_query(Query.fuzzy_term_query(_schema(), "words", word, distance=1), 0.3))
    return _some(queries)


def _any_mark(marks: Iterable[str]) -> Query:
    """One of these marks, without a say in the order of the results."""
    found = _some(Query.term_query(_schema(), "marks", mark) for mark in marks)
    return Query.boost_query(Query.const_score_query(found, 1.0), 0.0)
