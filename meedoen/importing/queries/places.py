"""In which district a place lies, by its point or its postcode."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from meedoen.areas.geometry import contains, rd_to_wgs84
from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind

CELL = 0.05
Box = tuple[float, float, float, float]


class DistrictFinder:
    """All districts with an outline, and all postcodes: read once, two queries."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[Box, str, Mapping[str, Any]]]] = defaultdict(
            list
        )
        outlines = Area.objects.filter(kind=AreaKind.DISTRICT, outline__isnull=False)
        for code, outline in outlines.values_list("code", "outline"):
            if not outline:
                continue
            box = _box(outline)
            for column in range(int(box[0] / CELL), int(box[2] / CELL) + 1):
                for row in range(int(box[1] / CELL), int(box[3] / CELL) + 1):
                    self._cells[(column, row)].append((box, code, outline))
        self._postcodes = dict(PostcodePoint.objects.values_list("postcode4", "area__code"))

    def at(self, x: int | None, y: int | None) -> str:
        """The CBS code of the district at a point in RD metres, or nothing."""
        if x is None or y is None or not self._cells:
            return ""
        lat, lon = rd_to_wgs84(x, y)
        for box, code, outline in self._cells.get((int(lon / CELL), int(lat / CELL)), ()):
            if box[0] <= lon <= box[2] and box[1] <= lat <= box[3] and contains(outline, lat, lon):
                return code
        return ""

    def of_postcode(self, postcode: str) -> str:
        """The CBS code of the district of a Dutch postcode, or nothing."""
        found = re.match(r"\s*([1-9]\d{3})\s*([A-Za-z]{2})?\s*$", postcode)
        return self._postcodes.get(found[1], "") if found else ""


def _box(outline: Mapping[str, Any]) -> Box:
    polygons = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    points = [point for polygon in polygons for ring in polygon for point in ring]
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)
