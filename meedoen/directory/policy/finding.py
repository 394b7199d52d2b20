"""What a search asks for, in which areas it looks, and which terms are recognised in its words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from uuid import UUID

from meedoen.directory.policy.places import Place


@dataclass(frozen=True)
class Sought:
    """What somebody narrows the social map to; empty means no matter.

    `area`: held in it or working for it; `serves`: working for it, wherever it is held (both CBS codes). With
    `near` what is found comes by distance, with `metres` none lies farther. `day` is a code as MO, `part` is
    morning, afternoon or evening. `open_now` and `within` (days, today one of them) ask the schedules.
    """

    interest: str = ""
    access: str = ""
    free: bool = False
    area: str = ""
    near: Place | None = None
    metres: int = 0
    serves: str = ""
    life_domain: str = ""
    level: str = ""
    target_group: str = ""
    accessibility: str = ""
    language: str = ""
    place_free: bool = False
    day: str = ""
    part: str = ""
    open_now: bool = False
    within: int = 0

    @property
    def asked_area(self) -> str:
        """The district or municipality that was asked for, however; empty where none was."""
        code = self.area or self.serves or (self.near.area_code if self.near else "")
        return next(iter(wider_areas(code)), "") if code.startswith("BU") else code

    @property
    def narrowed_by(self) -> tuple[str, ...]:
        """The names of what is asked, in the order in which it may be left out: what matters least first."""
        unset = Sought()
        asked = [
            field.name for field in fields(self) if getattr(self, field.name) != getattr(unset, field.name)
        ]
        return tuple(name for name in LEFT_OUT_IN_ORDER if name in asked)

    def without(self, name: str) -> "Sought":
        """The same without one of these; the place stays where the distance goes."""
        return replace(self, **{name: getattr(Sought(), name)})


LEFT_OUT_IN_ORDER = (
    "metres", "open_now", "within", "part", "day", "place_free", "free", "level", "life_domain", "language",
    "serves", "area", "target_group", "access", "accessibility", "interest",
)  # fmt: skip


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
