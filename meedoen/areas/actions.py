"""Writes of areas. They come from files of CBS and Kadaster: what is loaded replaces what stood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.vocabulary import AreaKind
from meedoen.shared.errors import Refused


@dataclass(frozen=True)
class AreaFacts:
    """An area as a source file states it. `outline` is a GeoJSON geometry in WGS84."""

    code: str
    kind: AreaKind
    name: str
    parent_code: str = ""
    outline: dict[str, Any] | None = None


@dataclass(frozen=True)
class PostcodeFacts:
    """The middle of a four-digit postcode area in RD metres, and the code of the area it lies in."""

    postcode4: str
    rd_x: int
    rd_y: int
    area_code: str


def area_id(code: str) -> UUID:
    """The id of an area follows from its code, so that every installation gives it the same one."""
    return uuid5(NAMESPACE_URL, f"urn:cbs:{code}")


@transaction.atomic
def load_areas(*, areas: Sequence[AreaFacts], postcodes: Iterable[PostcodeFacts] = ()) -> None:
    """Put areas and postcode points in place; one that stands already takes the new name, outline and point.

    Loading the same twice changes nothing. Parents may stand anywhere in `areas`, or in the database already.
    Raises Refused where a parent, or the area of a postcode, is in neither.
    """
    ids = {facts.code: area_id(facts.code) for facts in areas} | dict(Area.objects.values_list("code", "id"))
    Area.objects.bulk_create(
        [
            Area(
                id=ids[facts.code],
                code=facts.code,
                kind=facts.kind,
                name=facts.name,
                outline=facts.outline,
                parent_id=_known(ids, facts.parent_code, facts.code) if facts.parent_code else None,
            )
            for facts in areas
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "name", "outline", "parent"],
    )
    PostcodePoint.objects.bulk_create(
        [
            PostcodePoint(
                postcode4=point.postcode4,
                rd_x=point.rd_x,
                rd_y=point.rd_y,
                area_id=_known(ids, point.area_code, point.postcode4),
            )
            for point in postcodes
        ],
        update_conflicts=True,
        unique_fields=["postcode4"],
        update_fields=["rd_x", "rd_y", "area"],
    )


def _known(ids: dict[str, UUID], code: str, of: str) -> UUID:
    if code not in ids:
        raise Refused(
            f"Gebied {code} bestaat niet. Zet het in hetzelfde bestand, of laad het eerst.", where=of
        )
    return ids[code]
