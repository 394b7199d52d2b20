"""What a search asks for, in which areas it looks, and which terms are recognised in its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Sought:
    """What somebody narrows the social map to; empty means no matter."""

    interest: str = ""
    access: str = ""
    free: bool = False
    area: str = ""


def wider_areas(code: str) -> list[str]:
    """The areas that an area lies in, by CBS code: BU03440312 lies in WK034403, and that in GM0344."""
    digits = code[2:]
    if not digits.isdigit():
        return []
    district, municipality = f"WK{digits[:6]}", f"GM{digits[:4]}"
    return {"BU": [district, municipality], "WK": [municipality]}.get(code[:2], [])


def area_marks(codes: Iterable[str]) -> set[str]:
    """The marks under which a service in these areas is found: its own areas, and `in:` those around them."""
    own = {code for code in codes if code}
    return own | {f"in:{wider}" for code in own for wider in wider_areas(code)}


def marks_of_area(code: str) -> set[str]:
    """The marks that a search in an area takes: held there, somewhere in it, or for an area around it."""
    return {code, f"in:{code}", *wider_areas(code)}


def recognise(words: Sequence[str], terms: Mapping[tuple[str, ...], Iterable[UUID]]) -> list[UUID]:
    """The terms whose name or synonym stands in a question, in the order in which they stand there.

    In: the words of the question and, per name or synonym as a tuple of words, its terms; both brought to the
    same form (lower case, stemmed). The words are not kept.
    """
    longest = max((len(key) for key in terms), default=0)
    found: dict[UUID, None] = {}
    for start in range(len(words)):
        for length in range(longest, 0, -1):
            for term in terms.get(tuple(words[start : start + length]), ()):
                found[term] = None
    return list(found)
