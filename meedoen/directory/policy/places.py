"""Places on a map."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import cos, pi, sin, sqrt

APART_METRES = 45.0
GOLDEN_ANGLE = pi * (3 - sqrt(5))

Point = tuple[int, int]


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
