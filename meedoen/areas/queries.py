"""Reads of areas."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from meedoen.areas.models import Area, AreaFigure, PostcodePoint
from meedoen.areas.vocabulary import AreaKind


def point_of(postcode4: str) -> tuple[int, int] | None:
    """The middle of a four-digit postcode area in RD metres, or None where it was not loaded."""
    return PostcodePoint.objects.filter(postcode4=postcode4).values_list("rd_x", "rd_y").first()


def area_of(postcode4: str) -> str | None:
    """The CBS code of the district of a four-digit postcode area, or None where it was not loaded."""
    return PostcodePoint.objects.filter(postcode4=postcode4).values_list("area__code", flat=True).first()


def districts(municipality_code: str) -> list[Area]:
    """The districts of a municipality (CBS code, as GM0344), in the order of their codes."""
    return list(Area.objects.filter(kind=AreaKind.DISTRICT, parent__code=municipality_code).order_by("code"))


@dataclass(frozen=True)
class DatedFigure:
    """What was counted in an area, over which whole days, and who says so."""

    value: Decimal
    starts_on: date
    ends_on: date
    source: str


def measures() -> list[str]:
    """The names of all that was counted in some area, in alphabetical order."""
    return list(AreaFigure.objects.order_by("measure").values_list("measure", flat=True).distinct())


def figures(measure: str, codes: Collection[str], on: date) -> dict[str, Decimal]:
    """The value of a measure in each of these areas (CBS codes) that has one, as it was known on a day."""
    return {code: figure.value for code, figure in dated_figures(measure, codes, on).items()}


def dated_figures(measure: str, codes: Collection[str], on: date) -> dict[str, DatedFigure]:
    """The figure of a measure in each of these areas that has one, by code, in one query.

    That is the one of the latest period that had begun on `on`; of two that began together the shorter one.
    """
    rows = (
        AreaFigure.objects.filter(measure=measure, area__code__in=codes, starts_on__lte=on)
        .order_by("starts_on", "-ends_on")
        .values_list("area__code", "value", "starts_on", "ends_on", "source")
    )
    return {code: DatedFigure(value, since, until, source) for code, value, since, until, source in rows}


def area_codes() -> frozenset[str]:
    """The codes of all areas that are known here."""
    return frozenset(Area.objects.values_list("code", flat=True))


def names_of_areas(kind: AreaKind, municipality_code: str = "") -> list[tuple[str, str]]:
    """(code, name) of the areas of a kind, all of them or those of a municipality (CBS builds codes so)."""
    found = Area.objects.filter(kind=kind)
    if municipality_code:
        found = found.filter(code__regex=rf"^..{municipality_code[2:6]}")
    return list(found.order_by("code").values_list("code", "name"))
