"""How a service lies in the index: one field of weighted words, and beside it what typing errors need.

One field keeps a search to one list per word: a word of the name stands in it four times, one of the
description once, which weighs as BM25 over several fields would and reads a seventh of it.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from tantivy import Document, Index, Schema, SchemaBuilder

from meedoen.directory.policy.compounds import parts_of, sound_of
from meedoen.directory.search.lexicon import known_words
from meedoen.directory.search.parts import Row
from meedoen.directory.search.same_words import SAME_MEANING
from meedoen.directory.search.words import analyzer, plain_words, stem, stems

LAYOUT = 2
TEXT, WORDS, SOUNDS, MARKS = "text", "words", "sounds", "marks"
HALF = 2**64 - 1

# How many times a word of this part is counted.
WEIGHTS = {
    "name": 4,
    "activities": 3,
    "summary": 2,
    "organization": 2,
    "places": 2,
    "synonyms": 1,
    "description": 1,
}


@lru_cache(maxsize=1)
def schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("id_high", fast=True)
    builder.add_unsigned_field("id_low", fast=True)
    builder.add_text_field(MARKS, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(TEXT, tokenizer_name="stemmed", index_option="freq")
    builder.add_text_field(WORDS, tokenizer_name="plain", index_option="basic")
    builder.add_text_field(SOUNDS, tokenizer_name="plain", index_option="basic")
    builder.add_integer_field("rd_x", fast=True)
    builder.add_integer_field("rd_y", fast=True)
    return builder.build()


def with_analyzers(index: Index) -> Index:
    index.register_tokenizer("plain", analyzer(stemmed=False))
    index.register_tokenizer("stemmed", analyzer(stemmed=True))
    return index


def document(row: Row) -> Document:
    texts = _texts(row)
    everything = dict.fromkeys(plain_words(" \n".join(texts.values())))
    parts = [part for word in everything for part in _parts(word)]
    weighted = [text for name, text in texts.items() for _ in range(WEIGHTS[name])]
    weighted += [" ".join(parts), " ".join(_same_meaning(texts))]
    return Document.from_dict(
        {
            "id": str(row.id),
            "id_high": row.id.int >> 64,
            "id_low": row.id.int & HALF,
            MARKS: sorted(row.marks),
            TEXT: " \n".join(weighted),
            WORDS: " ".join([*everything, *dict.fromkeys(parts)]),
            SOUNDS: " ".join(dict.fromkeys(_sound(word) for word in [*everything, *parts])),
            "rd_x": [x for x, _ in row.spots],
            "rd_y": [y for _, y in row.spots],
        },
        schema(),
    )


def id_of(high: int, low: int) -> UUID:
    return UUID(int=high << 64 | low)


def _texts(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "activities": " \n".join(row.activities),
        "summary": row.summary,
        "organization": row.organization,
        "places": " \n".join(row.places),
        "synonyms": " \n".join(row.synonyms),
        "description": row.description,
    }


@lru_cache(maxsize=100_000)
def _parts(word: str) -> tuple[str, ...]:
    return parts_of(word, known_words())


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    return sound_of(stem(word))


@lru_cache(maxsize=1)
def _groups() -> dict[str, list[tuple[list[str], str]]]:
    """By its first word: each word or phrase without endings, and the other words for the same."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for group in SAME_MEANING:
        said = [one.strip() for one in group.split(",")]
        for one in said:
            phrase, others = stems(one), " ".join(other for other in said if other != one)
            found.setdefault(phrase[0], []).append((phrase, others))
    return found


def _same_meaning(texts: dict[str, str]) -> Iterable[str]:
    """The other words for what stands in these texts: old and new terms of the law, words of the street."""
    groups, found = _groups(), dict[str, None]()
    for text in texts.values():
        words = stems(text)
        for at, word in enumerate(words):
            for phrase, others in groups.get(word, ()):
                if words[at : at + len(phrase)] == phrase:
                    found[others] = None
    return found
