"""Offer beside need: where people want something that is not there, and where much is alike. Sentences.

Source of the wish: F3.018, F7.021 and F8.002 (overlaps and gaps in target groups and in types of activity).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from meedoen.monitor.vocabulary import ANY, AXES, NOT_KNOWN, PARTS, Axis, Cell
from meedoen.shared.suppression import THRESHOLD

Shown = Mapping[Cell, int | None]


@dataclass(frozen=True)
class Offer:
    """What is offered in a cell: services, their places, those free, and how many don't say a number."""

    services: int = 0
    places: int = 0
    free: int = 0
    unknown: int = 0

    def __add__(self, other: "Offer") -> "Offer":
        return Offer(
            self.services + other.services,
            self.places + other.places,
            self.free + other.free,
            self.unknown + other.unknown,
        )


@dataclass(frozen=True)
class GridCell:
    """One cell of the table. `people` None where the count is hidden."""

    row: str
    column: str
    offer: Offer
    people: int | None

    @property
    def short(self) -> int | None:
        """How many more people than places, 0 where there are enough; None where it cannot be said."""
        if self.people is None or self.offer.unknown:
            return None
        return max(0, self.people - self.offer.places)


@dataclass(frozen=True)
class Gap:
    """A need that meets no offer, or fewer places than people. `codes` by axis."""

    codes: tuple[tuple[Axis, str], ...]
    people: int
    offer: Offer

    @property
    def without(self) -> int:
        """How many people there are more than places."""
        return self.people - self.offer.places


@dataclass(frozen=True)
class Sought:
    """A term that was searched for in a district and not found, so many times."""

    taxonomy: str
    term: str
    area: str
    times: int


@dataclass(frozen=True)
class Crowd:
    """Services that are alike: the same thing in the same district on the same part of a day."""

    area: str
    interest: str
    day: str
    part: str
    offer: Offer


@dataclass(frozen=True)
class Names:
    """The labels of the codes, by axis and for the interests; days and how near something must be."""

    axes: Mapping[Axis, Mapping[str, str]]
    interests: Mapping[str, str]
    taxonomies: Mapping[str, Mapping[str, str]]
    days: Mapping[str, str]
    nearby: str


@dataclass(frozen=True)
class Sentence:
    """One finding in words. `concerns`: how many people without a place, searches, or places left over.

    `codes`: for the link to the services.
    """

    text: str
    concerns: int
    source: str
    codes: tuple[tuple[str, str], ...]
    is_gap: bool = True


def with_everybody(
    offers: Mapping[tuple[str, ...], Offer], at: int, groups: Iterable[str]
) -> dict[tuple[str, ...], Offer]:
    """What fits each group: what is meant for it, and what is meant for everybody.

    In: offers by codes, of which number `at` is a group, and all groups. Everybody itself stays as it is.
    """
    found = dict(offers)
    rest = {(*key[:at], *key[at + 1 :]): offer for key, offer in offers.items() if key[at] == "everybody"}
    for (key, offer), group in product(rest.items(), groups):
        if group not in ("everybody", NOT_KNOWN):
            whole = (*key[:at], group, *key[at:])
            found[whole] = offers.get(whole, Offer()) + offer
    return found


def grid(
    rows: Sequence[str],
    columns: Sequence[str],
    offers: Mapping[tuple[str, ...], Offer],
    people: Mapping[tuple[str, str], int | None],
) -> list[list[GridCell]]:
    """The table, row by row in the given order; what is not in the counts is zero."""
    return [
        [
            GridCell(row, column, offers.get((row, column), Offer()), people.get((row, column), 0))
            for column in columns
        ]
        for row in rows
    ]


def gaps(
    axes: Sequence[Axis], shown: Shown, offers: Mapping[tuple[str, ...], Offer], fixed: Mapping[Axis, str]
) -> list[Gap]:
    """The cells split by these axes where people are shown and the places are none or too few.

    `fixed`: what the reader narrowed by. A cell of which a trait is not known is left out, and one with
    services that do not say how many places they have is only a gap where nothing is offered at all.
    """
    found = []
    for cell, people in shown.items():
        codes = {axis: code for axis, code in zip(AXES, cell, strict=True) if code != ANY}
        if not people or NOT_KNOWN in codes.values() or set(codes) != {*axes, *fixed}:
            continue
        if any(codes[axis] != code for axis, code in fixed.items()):
            continue
        offer = offers.get(tuple(codes[axis] for axis in axes), Offer())
        too_few = not offer.unknown and offer.places < people
        if people >= THRESHOLD and (not offer.services or too_few):
            found.append(Gap(tuple(codes.items()), people, offer))
    return sorted(found, key=lambda gap: (-gap.without, gap.codes))


def sentences(
    found: Iterable[Gap], sought: Iterable[Sought], crowds: Iterable[Crowd], names: Names
) -> list[Sentence]:
    """What to say of gaps, searches and overlap; what concerns most people comes first."""
    said = [
        *(_gap_sentence(gap, names) for gap in found),
        *(_sought_sentence(row, names) for row in sought),
        *(_crowd_sentence(crowd, names) for crowd in crowds),
    ]
    return sorted(said, key=lambda sentence: (-sentence.concerns, sentence.text))


def _gap_sentence(gap: Gap, names: Names) -> Sentence:
    codes = dict(gap.codes)
    where = names.axes[Axis.AREA].get(codes.get(Axis.AREA, ""), "De hele gemeente")
    what = " ".join(
        word
        for word in (
            f"in de {PARTS[codes[Axis.PART]]}" if Axis.PART in codes else "",
            f"voor {_lower(names.axes[Axis.GROUP][codes[Axis.GROUP]])}" if Axis.GROUP in codes else "",
            f"op niveau {codes[Axis.LEVEL]} ({_lower(names.axes[Axis.LEVEL][codes[Axis.LEVEL]])})"
            if Axis.LEVEL in codes
            else "",
            f"op het leefgebied {_lower(names.axes[Axis.DOMAIN][codes[Axis.DOMAIN]])}"
            if Axis.DOMAIN in codes
            else "",
        )
        if word
    )
    if gap.offer.services:
        have = f"{_count(gap.offer.places, 'plek', 'plekken')} {what} {names.nearby}"
    else:
        have = f"geen aanbod {what} {names.nearby}"
    return Sentence(
        f"{where}: {' '.join(have.split())}; ongeveer {gap.people} mensen met een plan zoeken dit.",
        gap.without,
        "plannen",
        tuple((axis.value, code) for axis, code in gap.codes),
    )


def _sought_sentence(row: Sought, names: Names) -> Sentence:
    term = names.taxonomies.get(row.taxonomy, {}).get(row.term, row.term)
    area = names.axes[Axis.AREA].get(row.area, row.area)
    return Sentence(
        f"{area}: ongeveer {row.times} keer zocht iemand naar “{term}” en vond niets.",
        row.times,
        "zoekvragen",
        ((Axis.AREA.value, row.area), (row.taxonomy, row.term)),
    )


def _crowd_sentence(crowd: Crowd, names: Names) -> Sentence:
    free = crowd.offer.free
    places = f"samen {_count(free, 'vrije plek', 'vrije plekken')}"
    if crowd.offer.unknown:
        places += f" (van {crowd.offer.unknown} is het aantal plekken niet bekend)"
    when = f"op {names.days[crowd.day]}{PARTS[crowd.part]}"
    return Sentence(
        f"{names.axes[Axis.AREA][crowd.area]}: {crowd.offer.services} keer "
        f"{' '.join(f'{_lower(names.interests[crowd.interest])} {when} {names.nearby}'.split())}, {places}.",
        free,
        "sociale kaart",
        (
            (Axis.AREA.value, crowd.area),
            ("interest", crowd.interest),
            ("day", crowd.day),
            (Axis.PART.value, crowd.part),
        ),
        is_gap=False,
    )


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
