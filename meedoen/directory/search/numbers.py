"""The files in which the worker keeps what services mean, and from which everybody else reads it."""

import json
import logging
from functools import lru_cache
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from meedoen.directory.search.meaning import Meanings, Pool, Text

logger = logging.getLogger(__name__)

WHOLES, PHRASES, KEPT = "wholes.npy", "phrases.npy", "texts.json"


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    wholes: list[str]
    phrases: list[str]
    topics: list[list[int]]
    texts: dict[str, tuple[int, list[int], list[int]]]
    held: dict[str, list[UUID]]


def save(found: Meanings, folder: Path) -> str:
    """Write the numbers into a new folder under this one; gives its name."""
    import numpy as np

    name = f"meaning-{uuid4().hex}"
    (folder / name).mkdir(parents=True)
    np.save(folder / name / WHOLES, found.wholes.vectors)
    np.save(folder / name / PHRASES, found.phrases.vectors)
    kept = {
        "wholes": found.wholes.keys,
        "phrases": found.phrases.keys,
        "topics": found.topics,
        "texts": {key: [text.whole, text.phrases, text.topics] for key, text in found.texts.items()},
        "held": {key: [str(id) for id in ids] for key, ids in found.held.items()},
    }
    (folder / name / KEPT).write_text(json.dumps(kept))
    return name


@lru_cache(maxsize=2)
def load(path: str) -> Meanings | None:
    """The numbers in a folder, read as they are needed; None where they are damaged or can't be read."""
    try:
        import numpy as np

        kept = msgspec.json.decode((Path(path) / KEPT).read_bytes(), type=_Kept)
        wholes = Pool(tuple(kept.wholes), np.load(Path(path) / WHOLES, mmap_mode="r"))
        phrases = Pool(tuple(kept.phrases), np.load(Path(path) / PHRASES, mmap_mode="r"))
    except (ImportError, OSError, ValueError, EOFError, msgspec.MsgspecError):
        logger.warning("What the services mean can't be read; searching by words alone")
        return None
    texts = {
        key: Text(whole, tuple(some), tuple(topics)) for key, (whole, some, topics) in kept.texts.items()
    }
    found = Meanings(wholes, phrases, tuple(map(tuple, kept.topics)), texts, kept.held)
    return found if _is_whole(found) else None


def _is_whole(found: Meanings) -> bool:
    """Whether the numbers are of these texts: a file that was cut off or exchanged is not used."""
    pools = (found.wholes, found.phrases)
    if any(pool.vectors.ndim != 2 or len(pool.keys) != pool.vectors.shape[0] for pool in pools):
        return False
    most = len(found.phrases.keys)
    used = [place for text in found.texts.values() for place in text.phrases]
    used += [place for topic in found.topics for place in topic]
    return (
        all(0 <= place < most for place in used)
        and all(0 <= text.whole < len(found.wholes.keys) for text in found.texts.values())
        and all(text.phrases for text in found.texts.values())
        and all(0 <= one < len(found.topics) for text in found.texts.values() for one in text.topics)
        and found.held.keys() <= found.texts.keys()
    )
