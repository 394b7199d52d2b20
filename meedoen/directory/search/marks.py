"""How a mark is spelled: what the index notes of a service so that a filter can ask for it.

A search asks for one mark of each of several collections. The same spelling for who writes the index
(`queries/index.py`) and who asks it (`queries/finding.py`). Marks of areas: `policy.area_marks`.
"""

from datetime import time

FREE = "free"
PLACE_FREE = "place_free"
MORNING, AFTERNOON, EVENING = "morning", "afternoon", "evening"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS_OF_DAY = (MORNING, AFTERNOON, EVENING)
NOON, SIX = time(12), time(17)


def term(taxonomy: str, code: str) -> str:
    """That a term of a classification holds: `interest:cooking`, `accessibility:wheelchair`."""
    return f"{taxonomy}:{code}"


def language(code: str) -> str:
    """That it is given in this language (ISO 639-1): `lang:ar`."""
    return f"lang:{code.strip().lower()}"


def when(day: str = "", part: str = "") -> str:
    """That it is open on a day (`MO`), in a part of a day (`morning`), or on that day in that part.

    `when:MO`, `when:morning`, `when:MO-morning`. A rhythm without hours has the mark of its day alone.
    """
    return f"when:{'-'.join(said for said in (day, part) if said)}"


def parts_of_day(opens: time | None, closes: time | None) -> tuple[str, ...]:
    """The parts of a day in which something is open: morning before twelve, evening from five o'clock.

    Without a closing time, the part in which it opens; without an opening time none is known.
    """
    if opens is None:
        return ()
    until = closes if closes is not None and closes > opens else None
    open_in = {
        MORNING: opens < NOON,
        AFTERNOON: NOON <= opens < SIX or (opens < NOON and until is not None and until > NOON),
        EVENING: opens >= SIX
        or (until is not None and until > SIX)
        or (closes is not None and closes < opens),
    }
    return tuple(part for part in PARTS_OF_DAY if open_in[part])
