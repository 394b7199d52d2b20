"""The folder of the index: one small file names what is in use, and changes in one go."""

import json
import os
import shutil
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from tantivy import Index, Searcher

from meedoen.directory.search import numbers
from meedoen.directory.search.document import LAYOUT, with_analyzers
from meedoen.directory.search.meaning import Meanings

POINTER = "current.json"


@dataclass(frozen=True)
class Pointer:
    """What is in use. `version` changes at every change of the index, `since` is when it was last read.

    `meaning`: the folder with the numbers of the texts; empty where there are none.
    """

    folder: str
    fingerprint: str
    version: str
    meaning: str = ""
    since: str = ""
    compared: str = ""


@dataclass(frozen=True)
class Look:
    """The index as it is at one moment."""

    searcher: Searcher
    meanings: Meanings | None


def read(folder: Path) -> Pointer | None:
    """What the pointer says, or None where there is none, a damaged one, or one of another layout."""
    try:
        said = json.loads((folder / POINTER).read_text())
    except (OSError, ValueError):
        return None
    if not isinstance(said, dict) or said.pop("layout", None) != LAYOUT:
        return None
    try:
        found = Pointer(**said)
    except TypeError:
        return None
    return found if all(isinstance(value, str) for value in asdict(found).values()) else None


def write(folder: Path, pointer: Pointer) -> None:
    draft = folder / f"{POINTER}.draft"
    draft.write_text(json.dumps({"layout": LAYOUT, **asdict(pointer)}))
    draft.replace(folder / POINTER)


def forget_others(folder: Path, kept: Collection[str]) -> None:
    for path in [*folder.glob("index-*"), *folder.glob("meaning-*")]:
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def look(folder: Path) -> Look | None:
    """A look at the index as it is now; None where there is none, or where it is damaged."""
    path = str(folder)
    try:
        status = os.stat(f"{path}/{POINTER}")
    except OSError:
        return None
    return _looked(path, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=4)
def _looked(folder: str, changed: int, inode: int) -> Look | None:
    """A pointer is never written twice at one moment into one file: a draft takes its place."""
    pointer = read(Path(folder))
    if pointer is None:
        return None
    try:
        index = opened(f"{folder}/{pointer.folder}")
        index.reload()
        searcher = index.searcher()
    except (OSError, ValueError):
        return None
    return Look(searcher, numbers.load(f"{folder}/{pointer.meaning}") if pointer.meaning else None)


@lru_cache(maxsize=2)
def opened(path: str) -> Index:
    return with_analyzers(Index.open(path))
