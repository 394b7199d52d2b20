"""What a service says of itself, in pieces that can be put in numbers."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from meedoen.directory.search.parts import Row

LONGEST_WHOLE = 2_000
LONGEST_PHRASE = 300
MOST_PHRASES = 24
SHORTEST_SENTENCE = 4
END_OF_SENTENCE = re.compile(r"[.!?\n]+")


@dataclass(frozen=True)
class Said:
    """A text as a whole, its phrases (name, summary, activities, sentences), and its topics with their words.

    Without who gives it and where: two services with the same words say the same.
    """

    whole: str
    phrases: tuple[str, ...]
    topics: tuple[tuple[str, ...], ...]

    @cached_property
    def key(self) -> str:
        return key_of(repr((self.whole, self.phrases, self.topics)))


def said_by(row: Row) -> Said:
    whole = "\n".join([row.name, row.summary, row.description, ", ".join(row.activities)])
    sentences = [one.strip() for one in END_OF_SENTENCE.split(row.description[:LONGEST_WHOLE])]
    phrases = [row.name, row.summary, *row.activities]
    phrases += [one for one in sentences if len(one) >= SHORTEST_SENTENCE]
    short = dict.fromkeys(phrase[:LONGEST_PHRASE] for phrase in phrases if phrase.strip())
    topics = tuple((", ".join(topic)[:LONGEST_PHRASE], *topic) for topic in row.topics if topic)
    return Said(whole[:LONGEST_WHOLE], tuple(short)[:MOST_PHRASES] or (whole[:LONGEST_PHRASE],), topics)


def key_of(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:20]
