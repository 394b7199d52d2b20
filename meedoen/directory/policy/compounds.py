"""Dutch words taken apart: compounds into their parts, and a word into how it sounds."""

import re
from collections.abc import Callable, Container, Sequence

SHORTEST_PART = 3
SHORTEST_COMPOUND = 6
MOST_PARTS = 4
# What may stand between two parts: buurt-s-huis would be read as buurthuis, boek-en-kast, zon-ne-bloem.
LINKS = ("", "s", "en", "e", "n")


def parts_of(word: str, known: Container[str]) -> tuple[str, ...]:
    """The parts of a compound: `wandelgroep` is wandel and groep. Empty where it is no compound.

    In: one word in lower case without accents, and the words (and stems) that are known. As few parts as
    there can be, and of those the ones whose last part is longest: the end says what it is.
    """
    if len(word) < SHORTEST_COMPOUND:
        return ()
    for count in range(2, MOST_PARTS + 1):
        if found := _split(word, known, count):
            return found
    return ()


def _split(word: str, known: Container[str], count: int) -> tuple[str, ...]:
    if count == 1:
        return (word,) if len(word) >= SHORTEST_PART and word in known else ()
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first = _known_start(word[:at], known)
        if first and (rest := _split(word[at:], known, count - 1)):
            return (first, *rest)
    return ()


def _known_start(start: str, known: Container[str]) -> str:
    """The part that a compound begins with, without what links it to the next."""
    for link in LINKS:
        part = start.removesuffix(link) if link else start
        if (not link or start.endswith(link)) and len(part) >= SHORTEST_PART and part in known:
            return part
    return ""


Change = tuple[re.Pattern[str], str]

# How Dutch spelling errs: what sounds alike is written alike. In this order.
_SOUNDS: tuple[Change, ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch(?=e?$|e?n$)", "s"), (r"tie(?=$|s$|f)", "tsi"), (r"cie(?=$|s$)", "tsi"),
        (r"(sj|sh|ch(?=in|ef|au|oc))", "s"), (r"(ch|gh|g)", "g"), (r"ck|kw|qu?|c(?=[aouklrt]|$)", "k"),
        (r"c", "s"), (r"x", "ks"), (r"ph|v", "f"), (r"z", "s"), (r"th", "t"), (r"(ij|ei|ey|y)", "i"),
        (r"(ou|au)w?", "o"), (r"(oe|u|w(?=$))", "u"), (r"(ie|ee|ea|i)", "i"), (r"aa|ah", "a"),
        (r"oo|oh", "o"), (r"uu", "u"), (r"dt?(?=$)|t+d?(?=$)", "t"), (r"(.)\1+", r"\1"),
        (r"(?<=[a-z]{2}[^e])e$", ""),
    )
)  # fmt: skip


def sound_of(word: str) -> str:
    """How a word sounds, roughly: `komputer` and `computer` are one, `dierren` and `dieren` too."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def spread_out(
    words: Sequence[str], known: Container[str], stem: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    """Per compound among the words its parts without their endings."""
    found = {word: parts_of(word, known) for word in dict.fromkeys(words)}
    return {word: tuple(stem(part) for part in parts) for word, parts in found.items() if parts}
