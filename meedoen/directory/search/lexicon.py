"""Which Dutch words are known, to take compounds apart by.

The words of the map's own classifications and of what compounds here are made of. A list of all Dutch words
found nothing more and was left out (docs/adr/0070).
"""

from functools import lru_cache

from meedoen.directory.reference import CLASSIFICATIONS
from meedoen.directory.search.same_words import PARTS_OF_COMPOUNDS
from meedoen.directory.search.words import plain_words, stem

SHORTEST = 3


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The words that can be part of a compound, with and without their endings."""
    terms = [term for one in CLASSIFICATIONS for term in one.terms]
    texts = [PARTS_OF_COMPOUNDS, *(text for term in terms for text in (term.name, term.words))]
    words = {word for text in texts for word in plain_words(text) if len(word) >= SHORTEST}
    return frozenset(words | {stem(word) for word in words})
