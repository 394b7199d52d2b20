"""Pure decisions about letters: their order, their files, the code of an answer, and what a name may hold."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

LETTERS_A_FILE = 150
"""Half of them in two languages. Of 250 a job of 5,500 took 422 MB, of 500 one file takes as much
(docs/performance.md)."""

KEPT_AFTER_POSTING = timedelta(days=14)
ANSWER_WINDOW = timedelta(minutes=10)
MOST_ANSWERS = 60
"""Looks at an invitation from one network in ten minutes: a neighbourhood centre may share one."""

CODE_LETTERS = 12
CODE_GROUP = 4
_FIND_BITS, _SIGN_BITS = 25, 35
# Crockford's base 32: no I, L, O or U, which are taken for 1, 1, 0 and V.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("ILOU", "110V")
# Persian and Arabic need both joiners; every other sign without a width could turn or hide what follows.
_JOINERS = "\u200c\u200d"

Row = TypeVar("Row")


@dataclass(frozen=True)
class Slice:
    """The letters of one file: which number it has, and from where to where in the order of the batch."""

    number: int
    start: int
    end: int


def next_slice(*, done: int, total: int, files: int, size: int = LETTERS_A_FILE) -> Slice | None:
    """The file to make next, or None where all are made."""
    return Slice(files + 1, done, min(done + size, total)) if done < total else None


def in_postcode_order(rows: Iterable[tuple[Row, str, str]]) -> list[Row]:
    """The first of each (row, postcode, street), as the post walks: by postcode, then street and number."""
    return [row for row, _, _ in sorted(rows, key=lambda one: (_squeezed(one[1]), _street(one[2])))]


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text).upper()


def _street(text: str) -> list[tuple[int, int, str]]:
    """A street as a key in which 9 comes before 10."""
    parts = re.findall(r"\d+|\D+", text.strip().lower())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def plain(text: str) -> str:
    """A name as one line, without signs that show nothing: controls, and marks that turn the direction.

    What is left stands as it was written. In: what a user or an import once typed.
    """
    kept = (
        " " if char.isspace() else char
        for char in text
        if char.isspace() or char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join("".join(kept).split())


def answer_code(invitation_id: UUID, key: str) -> str:
    """The code by which the invited person answers, such as K7QF-M2RT-9XWD: sixty bits.

    Twenty-five are of the id, to find the row by; thirty-five are a keyed hash of the whole id (HMAC-SHA256),
    which nobody without the key can make. In: the id, and the key of the installation.
    """
    find = invitation_id.int >> (128 - _FIND_BITS)
    number = (find << _SIGN_BITS) | _signature(invitation_id, key)
    letters = "".join(_LETTERS[(number >> shift) & 31] for shift in range(55, -1, -5))
    return "-".join(letters[at : at + CODE_GROUP] for at in range(0, CODE_LETTERS, CODE_GROUP))


def ids_of_code(code: str) -> tuple[UUID, UUID] | None:
    """The first and last id that the invitation of a code can have; None where it is no code at all."""
    typed = tidy_code(code).replace("-", "")
    if len(typed) != CODE_LETTERS:
        return None
    number = 0
    for letter in typed:
        number = (number << 5) | _LETTERS.index(letter)
    low = (number >> _SIGN_BITS) << (128 - _FIND_BITS)
    return UUID(int=low), UUID(int=low | ((1 << (128 - _FIND_BITS)) - 1))


def fits_code(code: str, invitation_id: UUID, key: str) -> bool:
    """Whether this is the code of that invitation, in a time that tells nothing."""
    return hmac.compare_digest(tidy_code(code).encode(), answer_code(invitation_id, key).encode())


def tidy_code(typed: str) -> str:
    """A code as somebody typed it, in its own form: capitals, groups of four, and letters that look alike
    read as the one that is used. Other signs than those of a code are left out."""
    told = typed.upper().translate(_LOOK_ALIKE)
    letters = "".join(char for char in told if char in _LETTERS)
    return "-".join(letters[at : at + CODE_GROUP] for at in range(0, len(letters), CODE_GROUP))


def _signature(invitation_id: UUID, key: str) -> int:
    digest = hmac.new(
        key.encode(), b"meedoen.outreach.answer:" + invitation_id.bytes, hashlib.sha256
    ).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _SIGN_BITS)


def qr_pixels(rows: Sequence[Sequence[int]]) -> list[int]:
    """The modules of a QR code (1 is dark) as grey values, for a picture without a file format."""
    return [0 if dark else 255 for row in rows for dark in row]


BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
"""How long a message waits after each time that it could not go; after the last it is given up."""

ASK_FOR = timedelta(days=3)
"""How long a sending service is asked what came of a message: GOV.UK Notify gives up on SMS after that."""


def wait_after(sends: int) -> timedelta | None:
    """How long to wait after so many times of sending (from 1), or None where it is given up."""
    return BACK_OFF[sends - 1] if sends <= len(BACK_OFF) else None
