"""Reading what is found as a map: points and outlines, in degrees."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from meedoen.areas.geometry import rd_to_wgs84
from meedoen.areas.queries import districts
from meedoen.directory.models import Location, Service
from meedoen.directory.policy import spread, wider_areas
from meedoen.directory.queries.cards import cards

MOST_MUNICIPALITIES = 3


def count_placed(service_ids: Sequence[UUID]) -> int:
    """How many of these services are held at a place of which the coordinates are known."""
    placed = Service.objects.on_offer().filter(id__in=service_ids, at_locations__location__rd_x__isnull=False)
    return placed.distinct().count()


def map_of(service_ids: Sequence[UUID], *, on: date) -> dict[str, Any]:
    """The points of these services and the outlines of the districts around them.

    Out: two GeoJSON FeatureCollections, `points` and `outlines`, in WGS84 with longitude first. A service
    without coordinates has no point.
    """
    placed = [
        (card, card.rd) for card in cards(service_ids, on=on, only_on_offer=True) if card.rd is not None
    ]
    points = [
        _feature(
            {"type": "Point", "coordinates": _degrees(*rd)},
            title=card.name,
            url=card.url,
            text=f"{card.organization}. {card.where}. {card.when}. {card.price}.",
        )
        for (card, _), rd in zip(placed, spread(rd for _, rd in placed), strict=True)
    ]
    outlines = [
        _feature(area.outline, title=area.name)
        for code in _municipalities([card.id for card, _ in placed])
        for area in districts(code)
        if area.outline
    ]
    return {"points": _collection(points), "outlines": _collection(outlines)}


def _municipalities(service_ids: Sequence[UUID]) -> list[str]:
    codes = (
        Location.objects.filter(at_services__service__in=service_ids, rd_x__isnull=False)
        .exclude(area_code="")
        .values_list("area_code", flat=True)
        .distinct()
    )
    found = {wider for code in codes for wider in [code, *wider_areas(code)] if wider.startswith("GM")}
    return sorted(found)[:MOST_MUNICIPALITIES]


def _degrees(x: int, y: int) -> list[float]:
    lat, lon = rd_to_wgs84(x, y)
    return [round(lon, 6), round(lat, 6)]


def _feature(geometry: Any, **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
