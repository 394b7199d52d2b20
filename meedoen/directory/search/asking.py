"""Queries are built from words and never parsed from text, so no sign that somebody types has a meaning."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from tantivy import FieldType, Occur, Query, Searcher

from meedoen.directory.policy.compounds import parts_of, sound_of
from meedoen.directory.search.document import MARKS, SOUNDS, TEXT, WORDS, schema
from meedoen.directory.search.parts import Match, Near
from meedoen.directory.search.words import stem

SHORTEST_TO_COMPLETE = 3
SHORTEST_TO_CORRECT = 5
SHORTEST_TO_CORRECT_TWICE = 9
SHORTEST_SOUND = 3

# What a word that is only alike counts, beside one that is the same.
BY_PARTS, BY_SOUND, BEGUN, ONE_WRONG, TWO_WRONG = 0.6, 0.6, 0.5, 0.4, 0.2


Clause = tuple[Occur, Query]


class _Known:
    """The stems that stand in the index: a compound somebody types is split by what there is to find."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def __contains__(self, word: object) -> bool:
        return self._searcher.doc_freq(TEXT, stem(str(word))) > 0


def queries(words: Sequence[str], searcher: Searcher) -> Iterable[tuple[Match, list[Clause]]]:
    """The ways to look for these words, the strictest first; each is made only when it is asked for.

    As clauses and not as one query: beside the filters in one list they are twice as fast as one inside the
    other.
    """
    if not words:
        return
    yield Match.ALL, [(Occur.Must, exactly(stem(word))) for word in words]
    likenesses = [alike(word, searcher) for word in words]
    yield Match.ALIKE, [(Occur.Must, one) for one in likenesses]
    if len(likenesses) > 1:
        yield Match.SOME, [(Occur.Must, some(likenesses))]


def how_many(words: Sequence[str], searcher: Searcher) -> Clause:
    """Of a service how many of these words, or words alike, stand in it: that is its score."""
    return (Occur.Must, some(Query.const_score_query(alike(word, searcher), 1.0) for word in words))


def every(found: Iterable[Query]) -> Query:
    clauses = list(found)
    return clauses[0] if len(clauses) == 1 else Query.boolean_query([(Occur.Must, one) for one in clauses])


def some(found: Iterable[Query]) -> Query:
    clauses = list(found)
    return clauses[0] if len(clauses) == 1 else Query.boolean_query([(Occur.Should, one) for one in clauses])


def exactly(stemmed: str) -> Query:
    return Query.term_query(schema(), TEXT, stemmed, index_option="freq")


def alike(word: str, searcher: Searcher) -> Query:
    """A word that is this one, has its parts, sounds like it, begins so, or has a letter or two wrong."""
    stemmed = stem(word)
    found = [exactly(stemmed)]
    if parts := parts_of(word, _Known(searcher)):
        found.append(Query.boost_query(every(exactly(stem(part)) for part in parts), BY_PARTS))
    sound = sound_of(stemmed)
    if len(sound) >= SHORTEST_SOUND:
        found.append(Query.boost_query(Query.term_query(schema(), SOUNDS, sound), BY_SOUND))
    if len(stemmed) >= SHORTEST_TO_COMPLETE:
        begun = Query.fuzzy_term_query(schema(), WORDS, stemmed, distance=0, prefix=True)
        found.append(Query.boost_query(begun, BEGUN))
    if len(word) >= SHORTEST_TO_CORRECT:
        found.append(_wrong(WORDS, word, 1, ONE_WRONG))
    if len(word) >= SHORTEST_TO_CORRECT_TWICE:
        found.append(_wrong(WORDS, word, 2, TWO_WRONG))
    return some(found)


def _wrong(field: str, word: str, letters: int, weight: float) -> Query:
    return Query.boost_query(Query.fuzzy_term_query(schema(), field, word, distance=letters), weight)


def filters(marks: Sequence[Collection[str]], near: Near | None = None) -> list[Clause]:
    """One of each collection of marks, and within so many metres; without a say in the order."""
    asked = [_any_mark(tuple(sorted(collection))) for collection in marks]
    if near is not None:
        asked.append(_between("rd_x", near.x - near.metres, near.x + near.metres))
        asked.append(_between("rd_y", near.y - near.metres, near.y + near.metres))
    return [(Occur.Must, one) for one in asked]


@lru_cache(maxsize=1024)
def _any_mark(marks: tuple[str, ...]) -> Query:
    found = some(Query.term_query(schema(), MARKS, mark, index_option="basic") for mark in marks)
    return _silent(found) if marks else Query.empty_query()


def _between(field: str, least: int, most: int) -> Query:
    return _silent(Query.range_query(schema(), field, FieldType.Integer, least, most))


def _silent(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def one_of(ids: Iterable[str]) -> Clause:
    """Only these services. Each looked up by itself: as one set tantivy takes five times as long."""
    return (
        Occur.Must,
        _silent(some(Query.term_query(schema(), "id", id, index_option="basic") for id in ids)),
    )
