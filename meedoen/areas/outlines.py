"""Outlines with fewer points: what a map on a phone needs, and no more."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any

METRES_A_DEGREE = 111_320.0
DECIMALS = 5
FEWEST_POINTS = 4

Position = tuple[float, float]
Outline = dict[str, Any]


def thinned(polygons: Sequence[Sequence[Sequence[Position]]], metres: float) -> Outline:
    """A GeoJSON Polygon or MultiPolygon in WGS84 that strays at most `metres` from these polygons.

    In: polygons as rings of (longitude, latitude), the outer ring first. By Douglas and Peucker; five
    decimals (a metre). Rings of which no surface is left are dropped, but never the last polygon.
    """
    found = [rings for polygon in polygons if (rings := _polygon(polygon, metres))]
    if not found:
        largest = max(polygons, key=lambda polygon: surface(polygon[0]))
        found = [[_rounded(largest[0])]]
    return _outline(found)


def joined(outlines: Sequence[Outline]) -> Outline:
    """One outline of all these parts of an area."""
    polygons: list[Any] = []
    for outline in outlines:
        single = outline["type"] == "Polygon"
        polygons += [outline["coordinates"]] if single else outline["coordinates"]
    return _outline(polygons)


def _outline(polygons: list[Any]) -> Outline:
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def surface(ring: Sequence[Position]) -> float:
    """Square metres inside a ring of degrees, near enough to tell nonsense."""
    scale = cos(radians(ring[0][1])) * METRES_A_DEGREE**2
    twice = sum(
        (x1 - ring[0][0]) * (y2 - ring[0][1]) - (x2 - ring[0][0]) * (y1 - ring[0][1])
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    return abs(twice) / 2 * scale


def _polygon(polygon: Sequence[Sequence[Position]], metres: float) -> list[list[list[float]]]:
    rings = [_rounded(_thin(ring, metres)) for ring in polygon]
    if len(rings[0]) < FEWEST_POINTS:
        return []
    return [rings[0], *(ring for ring in rings[1:] if len(ring) >= FEWEST_POINTS)]


def _rounded(ring: Sequence[Position]) -> list[list[float]]:
    """The ring with five decimals, closed, without two equal points in a row."""
    points: list[list[float]] = []
    for x, y in ring:
        point = [round(x, DECIMALS), round(y, DECIMALS)]
        if not points or point != points[-1]:
            points.append(point)
    return points if points[0] == points[-1] else [*points, points[0]]


def _thin(ring: Sequence[Position], metres: float) -> list[Position]:
    """The points of a closed ring that a line may not leave out, by Douglas and Peucker.

    A ring has no two ends: it is cut at its first point and at the point farthest from it.
    """
    wide = cos(radians(ring[0][1])) * METRES_A_DEGREE
    flat = [(x * wide, y * METRES_A_DEGREE) for x, y in ring]
    far = max(range(len(flat)), key=lambda at: _squared(flat[at], flat[0], flat[0]))
    keep = {0, far, len(flat) - 1}
    spans = [(0, far), (far, len(flat) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        a, b = flat[first], flat[last]
        at = max(range(first + 1, last), key=lambda index: _squared(flat[index], a, b))
        if _squared(flat[at], a, b) > metres * metres:
            keep.add(at)
            spans += [(first, at), (at, last)]
    return [ring[index] for index in sorted(keep)]


def _squared(point: Position, a: Position, b: Position) -> float:
    """The square of the distance from a point to the line piece from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    along = 0.0
    if length:
        along = max(0.0, min(1.0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length))
    return (point[0] - a[0] - along * dx) ** 2 + (point[1] - a[1] - along * dy) ** 2
