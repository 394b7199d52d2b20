"""Reads of areas."""

from meedoen.areas.models import Area, PostcodePoint
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
