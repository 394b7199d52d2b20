"""Counts of people in a need, by every combination of traits, and what of them may be shown.

The tables that a reader can ask for overlap: a count that one table hides could stand in another, or be
worked out from two. So nothing is hidden per table. All counts are judged at once, once a month, and every
table is taken from what that left over (docs/adr/0077-overlap-and-gap.md).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from meedoen.monitor.vocabulary import ANY, NOT_KNOWN, Cell
from meedoen.shared.suppression import in_doubt, is_small, rounded, suppress

Shown = dict[Cell, int | None]


@dataclass(frozen=True)
class Profile:
    """So many people who are alike; for each trait their codes, none where it is not known."""

    traits: tuple[tuple[str, ...], ...]
    people: int


def counted(profiles: Iterable[Profile]) -> Counter[Cell]:
    """How many people fit in each cell, coarse and fine; cells where nobody fits are left out.

    Somebody with two codes for a trait fits in both, and once in the cell that is not split by it.
    """
    found: Counter[Cell] = Counter()
    for profile in profiles:
        for cell in product(*((ANY, *(codes or (NOT_KNOWN,))) for codes in profile.traits)):
            found[cell] += profile.people
    return found


def showable(counts: Mapping[Cell, int], values: Sequence[Sequence[str]]) -> Shown:
    """What may be shown of these counts: rounded to five, None where hidden; what is not in it is zero.

    In: the counts of `counted`; all codes of each trait in a fixed order. A line is a cell with one of its
    traits split; a line of a cell that is shown is a split in the sense of `suppress`. What one line hides is
    hidden in all others too. Where hiding parts leaves no doubt, the cell itself is hidden; of a cell that is
    hidden one part is hidden too, or adding them up would give it. Zeros are shown, since most can be told
    from a coarser zero. Lines are judged again until nothing changes.
    """
    hidden = {cell for cell, count in counts.items() if is_small(count)}
    waiting = dict.fromkeys(line for cell in sorted(hidden) for line in _lines(cell))
    while waiting:
        line = next(iter(waiting))
        del waiting[line]
        for cell in sorted(_concealed(line, counts, values, hidden) - hidden):
            hidden.add(cell)
            waiting.update(dict.fromkeys([*_lines(cell), *_splits(cell)]))
    plain = rounded({_key(cell): None if cell in hidden else count for cell, count in counts.items()})
    return {cell: plain[_key(cell)] for cell in counts}


_Line = tuple[int, Cell]
"""Which trait is split, and the cell that it splits."""


def _lines(cell: Cell) -> list[_Line]:
    """The lines in which a cell stands."""
    return [(at, (*cell[:at], ANY, *cell[at + 1 :])) for at, code in enumerate(cell) if code != ANY]


def _splits(cell: Cell) -> list[_Line]:
    """The lines that split a cell."""
    return [(at, cell) for at, code in enumerate(cell) if code == ANY]


def _concealed(
    line: _Line, counts: Mapping[Cell, int], values: Sequence[Sequence[str]], hidden: set[Cell]
) -> set[Cell]:
    at, whole = line
    parts = {code: (*whole[:at], code, *whole[at + 1 :]) for code in values[at]}
    there = {code: counts[part] for code, part in parts.items() if part in counts}
    if whole in hidden:
        first = next(parts[code] for code in there)
        return set() if any(parts[code] in hidden for code in there) else {first}
    beside = {code for code in there if parts[code] in hidden}
    shown = suppress(there, beside=beside)
    concealed = [code for code, count in shown.items() if count is None]
    if concealed and not in_doubt([there[code] for code in concealed]):
        return {whole}
    return {parts[code] for code in concealed}


def _key(cell: Cell) -> str:
    return "|".join(cell)


def to_json(shown: Shown) -> dict[str, int | None]:
    """The same with a text for each cell, to be kept."""
    return {_key(cell): count for cell, count in shown.items()}


def from_json(kept: Mapping[str, int | None]) -> Shown:
    return {tuple(key.split("|")): count for key, count in kept.items()}
