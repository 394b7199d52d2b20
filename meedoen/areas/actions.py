"""Writes of areas. They come from files of CBS and Kadaster: what is loaded replaces what stood."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from meedoen.areas.models import Area, AreaFigure, PostcodePoint
from meedoen.areas.policy import wider_codes
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


@dataclass(frozen=True)
class Loaded:
    """How many rows of a file were new, changed, and the same; `loose` lists areas that lie in none known."""

    new: int
    changed: int
    same: int
    loose: tuple[str, ...] = ()


@transaction.atomic
def load_area_file(
    *, areas: Sequence[AreaFacts], municipality_names: Mapping[str, str], dry_run: bool = False
) -> Loaded:
    """Put the areas of a file in place, each in the nearest area around it that is known by its code.

    `municipality_names` names municipalities that the file speaks of: one that is not known yet is added
    without an outline. A finer area that stands already moves under the district that came in. Loading twice
    changes nothing. With `dry_run` nothing is written.
    """
    standing = {code: row for code, *row in Area.objects.values_list("code", "name", "outline")}
    told = {facts.code for facts in areas}
    around = {wider for facts in areas for wider in wider_codes(facts.code)} - told - set(standing)
    added = [
        AreaFacts(code, AreaKind.MUNICIPALITY, municipality_names[code])
        for code in sorted(around)
        if code in municipality_names
    ]
    known = told | set(standing) | {facts.code for facts in added}
    every = [*added, *(replace(facts, parent_code=_nearest(facts.code, known)) for facts in areas)]
    changed = [f for f in every if f.code in standing and standing[f.code] != [f.name, f.outline]]
    new = sum(facts.code not in standing for facts in every)
    if not dry_run:
        load_areas(areas=every)
        _hang_finer(known)
    loose = tuple(f.code for f in every if not f.parent_code and f.kind != AreaKind.MUNICIPALITY)
    return Loaded(new, len(changed), len(every) - new - len(changed), loose)


def _nearest(code: str, known: Collection[str]) -> str:
    return next((wider for wider in wider_codes(code) if wider in known), "")


def _hang_finer(known: Collection[str]) -> None:
    """Put areas that lie in none, or only in a municipality, under the nearest that is known."""
    finer = Area.objects.exclude(kind=AreaKind.MUNICIPALITY).exclude(parent__kind=AreaKind.DISTRICT)
    ids = dict(Area.objects.values_list("code", "id"))
    moved = []
    for area in finer.only("id", "code", "parent_id"):
        parent = ids.get(_nearest(area.code, known))
        if parent and parent != area.parent_id:
            area.parent_id = parent
            moved.append(area)
    Area.objects.bulk_update(moved, ["parent"], batch_size=200)


@dataclass(frozen=True)
class FigureFacts:
    """One figure as a file states it."""

    area_code: str
    measure: str
    starts_on: date
    ends_on: date
    value: Decimal
    source: str

    @property
    def key(self) -> tuple[str, str, date, date]:
        return self.area_code, self.measure, self.starts_on, self.ends_on


@transaction.atomic
def load_figures(*, figures: Sequence[FigureFacts], dry_run: bool = False) -> Loaded:
    """Put figures in place; one of the same area, measure and period takes the new value and source.

    Raises Refused where an area is not known. Loading twice changes nothing. With `dry_run` nothing is
    written.
    """
    ids = dict(Area.objects.values_list("code", "id"))
    measures = {facts.measure for facts in figures}
    rows = AreaFigure.objects.filter(measure__in=measures)
    standing = {
        (code, measure, since, until): (value, source)
        for code, measure, since, until, value, source in rows.values_list(
            "area__code", "measure", "starts_on", "ends_on", "value", "source"
        )
    }
    new = [facts for facts in figures if facts.key not in standing]
    changed = [f for f in figures if f.key in standing and standing[f.key] != (f.value, f.source)]
    if not dry_run:
        _write_figures([*new, *changed], ids)
    return Loaded(len(new), len(changed), len(figures) - len(new) - len(changed))


def _write_figures(figures: Sequence[FigureFacts], ids: dict[str, UUID]) -> None:
    AreaFigure.objects.bulk_create(
        [
            AreaFigure(
                area_id=_known(ids, facts.area_code, facts.measure),
                measure=facts.measure,
                starts_on=facts.starts_on,
                ends_on=facts.ends_on,
                value=facts.value,
                source=facts.source,
            )
            for facts in figures
        ],
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["measure", "area", "starts_on", "ends_on"],
        update_fields=["value", "source"],
    )
