from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from meedoen.areas.models import SchoolHoliday
from meedoen.areas.school_holidays import holidays_by_region, region_of
from meedoen.areas.vocabulary import HolidayRegion


@pytest.mark.parametrize(
    ("code", "said", "expected"),
    [
        ("GM0344", "", HolidayRegion.MIDDLE),
        ("WK034403", "", HolidayRegion.MIDDLE),
        ("BU01500101", "", HolidayRegion.NORTH),
        ("GM0935", "north", HolidayRegion.SOUTH),
        ("GM0317", "", None),
        ("GM0317", "north", HolidayRegion.NORTH),
        ("GM0317", "overal", None),
        ("", "", None),
    ],
)
def test_the_region_of_an_area(settings: Any, code: str, said: str, expected: HolidayRegion | None) -> None:
    settings.SCHOOL_HOLIDAY_REGION = said
    assert region_of(code) == expected


@pytest.mark.django_db
def test_the_holidays_of_a_region_come_oldest_first() -> None:
    SchoolHoliday.objects.all().delete()
    for region, first, last in (
        ("middle", date(2026, 12, 19), date(2027, 1, 3)),
        ("middle", date(2026, 10, 17), date(2026, 10, 25)),
        ("south", date(2026, 12, 19), date(2027, 1, 3)),
    ):
        SchoolHoliday.objects.create(region=region, name="Vakantie", starts_on=first, ends_on=last)

    assert holidays_by_region() == {
        "north": [],
        "middle": [(date(2026, 10, 17), date(2026, 10, 25)), (date(2026, 12, 19), date(2027, 1, 3))],
        "south": [(date(2026, 12, 19), date(2027, 1, 3))],
    }


@pytest.mark.django_db
def test_a_holiday_does_not_end_before_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolHoliday.objects.create(
            region="north", name="Vakantie", starts_on=date(2030, 1, 2), ends_on=date(2030, 1, 1)
        )


@pytest.mark.django_db
def test_the_holidays_that_come_with_meedoen_do_not_overlap() -> None:
    for spans in holidays_by_region().values():
        assert all(before[1] < after[0] for before, after in pairwise(spans))
