"""Places on a map, and how far they are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, dist, pi, sin, sqrt

APART_METRES = 45.0
GOLDEN_ANGLE = pi * (3 - sqrt(5))

BANDS = (1000, 2000, 5000, 10_000)

Point = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """From where somebody looks: a point in RD metres, what it is called, and the CBS code of its area."""

    x: int
    y: int
    name: str
    area_code: str = ""


def metres_between(one: Point, other: Point) -> int:
    """How far two points in RD metres lie apart, as the crow flies, in whole metres."""
    return round(dist(one, other))


def distance_text(metres: int) -> str:
    """600 meter hemelsbreed; 2,4 kilometer hemelsbreed. No more precise than a postcode area is."""
    if metres < 950:
        return f"{max(100, round(metres / 100) * 100)} meter hemelsbreed"
    kilometres = metres / 1000
    said = (
        f"{kilometres:.1f}".replace(".", ",").removesuffix(",0")
        if kilometres < 10
        else str(round(kilometres))
    )
    return f"{said} kilometer hemelsbreed"


def band_of(metres: int | None) -> int:
    """In which ring around a place it lies, the nearest first: within 1, 2, 5, 10 km, farther, not known."""
    if metres is None:
        return len(BANDS) + 1
    return sum(metres > band for band in BANDS)


def spread(points: Iterable[Point]) -> Sequence[Point]:
    """The same points in the same order, those on one spot laid out around it in a spiral.

    In and out: whole RD metres. Many places are known by their postcode area only and would lie on top of
    each other; 45 metres apart each can be reached, and none moves further than its neighbourhood.
    """
    seen: Counter[Point] = Counter()
    found = []
    for x, y in points:
        number = seen[x, y]
        seen[x, y] += 1
        radius, angle = APART_METRES * sqrt(number), number * GOLDEN_ANGLE
        found.append((x + round(radius * cos(angle)), y + round(radius * sin(angle))))
    return found
