"""Which Dutch words are known, to take compounds apart by.

The words of the map's own classifications and, where it was built, the word list of OpenTaal
(build/words/nl.txt; docs/adr/0070). Only who writes the index needs it.
"""

from functools import lru_cache
from pathlib import Path

from meedoen.directory.reference import CLASSIFICATIONS, PARTS_OF_COMPOUNDS
from meedoen.directory.search.words import plain_words, stem

WORD_LIST = Path(__file__).resolve().parents[3] / "build" / "words" / "nl.txt"
# Shorter words of the list split too much ("ver", "ate"); of the map's own all count.
SHORTEST_OF_LIST = 4


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The words that can be part of a compound, with and without their endings."""
    own = {word for text in _own_texts() for word in plain_words(text) if len(word) >= 3}
    found = own | {stem(word) for word in own} | {word for word in _listed() if len(word) >= SHORTEST_OF_LIST}
    return frozenset(found)


def _own_texts() -> list[str]:
    terms = [term for one in CLASSIFICATIONS for term in one.terms]
    return [PARTS_OF_COMPOUNDS, *(text for term in terms for text in (term.name, term.words))]


def _listed() -> list[str]:
    try:
        return WORD_LIST.read_text(encoding="utf-8").split()
    except OSError:
        return []
