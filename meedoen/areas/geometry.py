"""Coordinates: RD New in whole metres inside, WGS84 degrees at the doors (docs/adr/0003)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pyproj import Transformer

Ring = Sequence[Sequence[float]]


@lru_cache(maxsize=2)
def _transformer(source: str, target: str) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def rd_to_wgs84(x: float, y: float) -> tuple[float, float]:
    """Latitude and longitude in degrees (EPSG:4326) of a point in RD metres (EPSG:28992)."""
    lon, lat = _transformer("EPSG:28992", "EPSG:4326").transform(x, y)
    return lat, lon


def wgs84_to_rd(lat: float, lon: float) -> tuple[int, int]:
    """The point in whole RD metres (EPSG:28992) of a latitude and longitude in degrees (EPSG:4326).

    Raises ValueError where the point lies too far from the Netherlands to have RD coordinates.
    """
    x, y = _transformer("EPSG:4326", "EPSG:28992").transform(lon, lat)
    if not (-100_000 < x < 400_000 and 200_000 < y < 900_000):
        raise ValueError(f"({lat}, {lon}) lies outside the Netherlands")
    return round(x), round(y)


def contains(outline: Mapping[str, Any], lat: float, lon: float) -> bool:
    """Whether a point in degrees lies in a GeoJSON Polygon or MultiPolygon (WGS84), its holes left out."""
    polygons = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    return any(sum(_crossings(ring, lat, lon) for ring in polygon) % 2 == 1 for polygon in polygons)


def _crossings(ring: Ring, lat: float, lon: float) -> int:
    """How often a ray from the point to the east crosses the ring: odd is inside; a hole makes it even."""
    count = 0
    for (lon_a, lat_a), (lon_b, lat_b) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (lat_a > lat) != (lat_b > lat):
            count += lon < lon_a + (lat - lat_a) * (lon_b - lon_a) / (lat_b - lat_a)
    return count
