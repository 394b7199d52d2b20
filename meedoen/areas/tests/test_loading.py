from dataclasses import replace

import pytest

from meedoen.areas.actions import AreaFacts, PostcodeFacts, load_areas
from meedoen.areas.models import Area, PostcodePoint
from meedoen.areas.queries import area_of, districts, point_of
from meedoen.areas.vocabulary import AreaKind
from meedoen.shared.errors import Refused

UTRECHT = AreaFacts("GM0344", AreaKind.MUNICIPALITY, "Utrecht")
DEVENTER = AreaFacts("GM0150", AreaKind.MUNICIPALITY, "Deventer")
OVERVECHT = AreaFacts("WK034403", AreaKind.DISTRICT, "Overvecht", "GM0344")
WEST = AreaFacts("WK034401", AreaKind.DISTRICT, "West", "GM0344")
KEIZERSLANDEN = AreaFacts("WK015005", AreaKind.DISTRICT, "Keizerslanden", "GM0150")
POSTCODE = PostcodeFacts("3561", 135_900, 458_700, "WK034403")

pytestmark = pytest.mark.django_db


def test_districts_are_those_of_one_municipality_in_order_of_code() -> None:
    load_areas(areas=[OVERVECHT, WEST, KEIZERSLANDEN, UTRECHT, DEVENTER])

    assert [area.name for area in districts("GM0344")] == ["West", "Overvecht"]


def test_a_postcode_has_a_point_and_a_district() -> None:
    load_areas(areas=[UTRECHT, OVERVECHT], postcodes=[POSTCODE])

    assert point_of("3561") == (135_900, 458_700)
    assert area_of("3561") == "WK034403"
    assert (point_of("7415"), area_of("7415")) == (None, None)


def test_loading_twice_changes_nothing_and_a_newer_file_replaces() -> None:
    load_areas(areas=[UTRECHT, OVERVECHT], postcodes=[POSTCODE])
    before = (list(Area.objects.values()), list(PostcodePoint.objects.values()))
    load_areas(areas=[UTRECHT, OVERVECHT], postcodes=[POSTCODE])
    assert (list(Area.objects.values()), list(PostcodePoint.objects.values())) == before

    load_areas(
        areas=[replace(OVERVECHT, name="Overvecht en omstreken")], postcodes=[replace(POSTCODE, rd_x=136_000)]
    )
    assert [area.name for area in districts("GM0344")] == ["Overvecht en omstreken"]
    assert point_of("3561") == (136_000, 458_700)


def test_an_area_without_its_parent_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(Refused, match=r"WK034403: Gebied GM0344 bestaat niet\."):
        load_areas(areas=[OVERVECHT])
    with pytest.raises(Refused, match=r"3561: Gebied WK034403 bestaat niet\."):
        load_areas(areas=[UTRECHT], postcodes=[POSTCODE])

    assert Area.objects.count() == 0
