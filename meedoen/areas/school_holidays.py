"""The school holidays of a municipality, by the region that it lies in.

There are three. In the north lie Groningen, Friesland, Drenthe, Overijssel, Noord-Holland and nearly all
of Flevoland; in the middle Zuid-Holland and most of Utrecht; in the south Limburg, Zeeland, nearly all of
Noord-Brabant, and Gelderland around Arnhem and Nijmegen (nieuws.nl, July to September 2023). The larger
municipalities stand here; for another one `SCHOOL_HOLIDAY_REGION` says the region, and without that its
holidays are not known.
"""

from datetime import date

from django.conf import settings

from meedoen.areas.models import SchoolHoliday
from meedoen.areas.vocabulary import HolidayRegion

# By CBS code, without GM.
_MUNICIPALITIES = {
    HolidayRegion.NORTH: """
        0014 0034 0080 0106 0114 0141 0150 0153 0164 0193 0361 0363 0392 0394 0402 0405 0439 0479 0995
    """,
    HolidayRegion.MIDDLE: "0307 0344 0484 0503 0505 0513 0518 0546 0599 0606 0622 0637 1783",
    HolidayRegion.SOUTH: """
        0202 0268 0664 0687 0715 0718 0748 0758 0772 0794 0796 0828 0855 0917 0935 0957 0983 1674 1883
    """,
}
_REGION_OF = {
    f"GM{number}": region for region, numbers in _MUNICIPALITIES.items() for number in numbers.split()
}


def region_of(area_code: str) -> HolidayRegion | None:
    """The region of a municipality or an area in it (GM, WK or BU code); None where it is not known."""
    said = settings.SCHOOL_HOLIDAY_REGION
    fallback = HolidayRegion(said) if said in HolidayRegion.values else None
    return _REGION_OF.get(f"GM{area_code[2:6]}", fallback)


def holidays_by_region() -> dict[str, list[tuple[date, date]]]:
    """The first and last day of each school holiday that is known, by region, oldest first. One query."""
    found: dict[str, list[tuple[date, date]]] = {region: [] for region in HolidayRegion.values}
    rows = SchoolHoliday.objects.order_by("starts_on").values_list("region", "starts_on", "ends_on")
    for region, starts_on, ends_on in rows:
        found[region].append((starts_on, ends_on))
    return found
