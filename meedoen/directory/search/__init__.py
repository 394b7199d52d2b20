"""The search index: a folder on disk that one process writes and all others read (docs/adr/0020 and 0070).

`find` looks by words, by meaning and by the two together; `marks` spells what a filter asks for. Words that
somebody typed are never logged or kept.
"""

from meedoen.directory.search import marks
from meedoen.directory.search.index import SearchIndex
from meedoen.directory.search.parts import Found, Match, Means, Near, Row
from meedoen.directory.search.words import plain_words, stems, telling_words

__all__ = [
    "Found",
    "Match",
    "Means",
    "Near",
    "Row",
    "SearchIndex",
    "marks",
    "plain_words",
    "stems",
    "telling_words",
]
