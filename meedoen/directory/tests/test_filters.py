"""Narrowing the social map: by place, by area served, by day and hour, and by what a place offers."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client

from meedoen.areas.models import Area, PostcodePoint, SchoolHoliday
from meedoen.areas.vocabulary import AreaKind
from meedoen.directory.actions import set_capacity
from meedoen.directory.jobs import keep_index_fresh
from meedoen.directory.models import (
    Accessibility,
    Attribute,
    Language,
    Schedule,
    Service,
    ServiceAtLocation,
    TaxonomyTerm,
)
from meedoen.directory.policy import Place, Sought
from meedoen.directory.queries import find_services, place_of
from meedoen.directory.tests.makers import (
    NOW,
    give_area,
    give_place,
    give_rhythm,
    give_term,
    make_service,
)
from meedoen.shared.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]
HERE = Place(136000, 458000, "3561", "WK034403")


def names(text: str = "", at: datetime = NOW, **sought: Any) -> list[str]:
    """Names of what is found, in the order in which it is found."""
    found = find_services(text, Sought(**sought), limit=50, at=at)
    assert found.total == len(found.ids)
    return [Service.objects.get(id=id).name for id in found.ids]


def found_alike(*, at: datetime = NOW, **sought: Any) -> list[str]:
    """The same without words, with words looked up in the database, and with words by the index."""
    plain = sorted(names(at=at, **sought))
    assert sorted(names("samen", at=at, **sought)) == plain
    keep_index_fresh()
    assert find_services("samen", Sought(), limit=1).by_index is True
    assert sorted(names("samen", at=at, **sought)) == plain
    return plain


# Place


@pytest.fixture
def around() -> None:
    """One service at hand, one 2,5 km away, one 9 km away in its corner, one without a known place."""
    for name, rd in (
        ("samen ver", (142000, 464700)),
        ("samen dichtbij", (136300, 458400)),
        ("samen verderop", (138500, 458000)),
        ("samen ergens", None),
    ):
        give_place(make_service(name), rd=rd)


@pytest.mark.usefixtures("around")
@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        (1000, ["samen dichtbij"]),
        (2000, ["samen dichtbij"]),
        (5000, ["samen dichtbij", "samen verderop"]),
        (10_000, ["samen dichtbij", "samen ver", "samen verderop"]),
        (0, ["samen dichtbij", "samen ergens", "samen ver", "samen verderop"]),
    ],
)
def test_within_a_distance_as_the_crow_flies(metres: int, expected: list[str]) -> None:
    assert found_alike(near=HERE, metres=metres) == expected


@pytest.mark.usefixtures("around")
def test_the_nearest_comes_first_and_what_has_no_place_last() -> None:
    expected = ["samen dichtbij", "samen verderop", "samen ver", "samen ergens"]
    assert names(near=HERE) == expected
    keep_index_fresh()
    assert names("samen", near=HERE) == expected
    found = find_services("", Sought(near=HERE), limit=2, offset=1)
    assert list(found.metres.values()) == [2500, 8994]
    assert found.total == 4


def test_of_two_places_of_a_service_the_nearest_counts() -> None:
    service = make_service("samen")
    give_place(service, rd=(150000, 470000))
    give_place(service, rd=(136000, 458600))

    assert find_services("", Sought(near=HERE), limit=1).metres == {service.id: 600}


@pytest.fixture
def utrecht() -> Area:
    utrecht = Area.objects.create(code="GM0344", kind=AreaKind.MUNICIPALITY, name="Utrecht")
    overvecht = Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht", parent=utrecht)
    PostcodePoint.objects.create(postcode4="3561", rd_x=136000, rd_y=458000, area=overvecht)
    PostcodePoint.objects.create(postcode4="3562", rd_x=137000, rd_y=459000, area=overvecht)
    return utrecht


@pytest.mark.usefixtures("utrecht")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3561", Place(136000, 458000, "3561", "WK034403")),
        (" 3561 ab ", Place(136000, 458000, "3561", "WK034403")),
        ("3561AB", Place(136000, 458000, "3561", "WK034403")),
        ("overvecht", Place(136500, 458500, "Overvecht", "WK034403")),
        ("Overvecht, Utrecht", Place(136500, 458500, "Overvecht", "WK034403")),
    ],
)
def test_a_place_is_a_postcode_or_a_name(text: str, expected: Place) -> None:
    assert place_of(text) == expected


@pytest.mark.usefixtures("utrecht")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9999", "Postcode 9999 kennen we hier niet."),
        ("0123", "Dit is geen postcode."),
        ("3561ABC", "Dit is geen postcode."),
        ("٣٥٦١", "Dit is geen postcode."),
        ("Nergenshuizen", "De plek “Nergenshuizen” kennen we hier niet."),
        ("Overvecht, Deventer", "De plek “Overvecht, Deventer” kennen we hier niet."),
        (",", "De plek “,” kennen we hier niet."),
    ],
)
def test_a_place_that_is_not_known_is_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        place_of(text)


def test_of_two_places_of_one_name_the_municipality_is_asked(utrecht: Area) -> None:
    deventer = Area.objects.create(code="GM0150", kind=AreaKind.MUNICIPALITY, name="Deventer")
    for code, parent in (("WK034404", utrecht), ("WK015004", deventer)):
        Area.objects.create(code=code, kind=AreaKind.DISTRICT, name="Centrum", parent=parent)

    with pytest.raises(Refused, match="Centrum, Deventer of Centrum, Utrecht"):
        place_of("Centrum")
    with pytest.raises(Refused, match="Waar Centrum precies ligt"):
        place_of("Centrum, Deventer")


def test_the_middle_of_an_area_is_that_of_its_outline(utrecht: Area) -> None:
    # Around the tower of Amersfoort, from which the grid is measured.
    ring = [[5.377206, 52.145174], [5.397206, 52.145174], [5.397206, 52.165174], [5.377206, 52.145174]]
    utrecht.outline = {"type": "MultiPolygon", "coordinates": [[ring]]}
    utrecht.save()

    place = place_of("utrecht")

    assert (abs(place.x - 155000) < 20, abs(place.y - 463000) < 20) == (True, True)


# Area served


def test_what_works_for_an_area_is_found_there_wherever_it_is_held(client: Client) -> None:
    everywhere = make_service("samen heel Utrecht")
    give_place(everywhere, "WK034406", city="Utrecht", region="Oost")
    give_area(everywhere, "heel Utrecht", "GM0344")
    give_place(make_service("samen in Overvecht"), "WK034403")
    Area.objects.create(code="WK034403", kind=AreaKind.DISTRICT, name="Overvecht")

    assert found_alike(serves="WK034403") == ["samen heel Utrecht"]
    assert found_alike(area="WK034403") == ["samen heel Utrecht", "samen in Overvecht"]
    assert found_alike(serves="WK015001") == []
    page = client.get("/aanbod/?wijk=WK034403").content.decode()
    assert page.count("Werkt voor heel Utrecht, vanuit een andere plek") == 1


# Words of the place and the people


def test_each_choice_of_a_list_finds_what_has_it() -> None:
    this, _ = make_service("samen dit"), make_service("samen dat")
    for taxonomy, code in (
        ("life_domain", "income"),
        ("activation_level", "2"),
        ("target_group", "benefit"),
        ("accessibility", "lift"),
    ):
        give_term(this, taxonomy, code)
    Language.objects.create(service=this, code="ar", name="Arabisch")
    Language.objects.create(service=this, code="nl", name="Nederlands")
    set_capacity(service_id=this.id, unit="plekken", available=2, maximum=8, by=None, at=NOW)
    set_capacity(
        service_id=make_service("samen vol").id, unit="plekken", available=0, maximum=8, by=None, at=NOW
    )

    for sought in (
        {"life_domain": "income"},
        {"level": "2"},
        {"target_group": "benefit"},
        {"accessibility": "lift"},
        {"language": "ar"},
        {"place_free": True},
        {"life_domain": "income", "level": "2", "target_group": "benefit", "language": "ar"},
    ):
        assert found_alike(**sought) == ["samen dit"], sought
    assert found_alike(life_domain="income", level="1") == []


def test_a_place_is_accessible_by_its_own_words_too() -> None:
    by_word, by_term = make_service("samen woord"), make_service("samen kenmerk")
    Accessibility.objects.create(location=give_place(by_word), description="Rolstoeltoegankelijk")
    term = TaxonomyTerm.objects.get(taxonomy__code="accessibility", code="wheelchair")
    Attribute.objects.create(link_entity="location", link_id=give_place(by_term).id, taxonomy_term=term)
    give_place(make_service("samen trap"))

    assert found_alike(accessibility="wheelchair") == ["samen kenmerk", "samen woord"]


def test_languages_to_choose_from_are_those_spoken_beside_dutch(client: Client) -> None:
    service = make_service()
    assert 'name="taal"' not in client.get("/aanbod/?gratis=0").content.decode()
    for code, name in (("nl", "Nederlands"), ("ar", "Arabisch")):
        Language.objects.create(service=service, code=code, name=name)

    page = client.get("/aanbod/?taal=ar").content.decode()

    assert '<option value="ar" selected>Arabisch</option>' in page
    assert '<option value="nl"' not in page


# Day and hour


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ({"day": "TU"}, ["samen dinsdagmiddag", "samen dinsdagochtend", "samen eerste dinsdag"]),
        ({"part": "morning"}, ["samen dinsdagochtend", "samen lange dag"]),
        ({"part": "afternoon"}, ["samen dinsdagmiddag", "samen lange dag"]),
        ({"part": "evening"}, ["samen lange dag", "samen nacht"]),
        ({"day": "TU", "part": "morning"}, ["samen dinsdagochtend"]),
        ({"day": "TU", "part": "evening"}, []),
        ({"day": "SU"}, []),
    ],
)
def test_by_day_and_part_of_the_day(sought: dict[str, Any], expected: list[str]) -> None:
    for name, byday, opens, closes in (
        ("samen dinsdagochtend", "TU", time(9), time(12)),
        ("samen dinsdagmiddag", "TU", time(13), time(17)),
        ("samen lange dag", "WE", time(9), time(21)),
        ("samen nacht", "SA", time(22), time(2)),
    ):
        give_rhythm(make_service(name), byday, opens_at=opens, closes_at=closes)
    give_rhythm(make_service("samen eerste dinsdag"), "1TU", freq="MONTHLY")
    make_service("samen onbekend")

    assert found_alike(**sought) == expected


def test_the_hours_of_a_building_are_not_those_of_what_is_held_there() -> None:
    own, without, there = (
        make_service("samen eigen"),
        make_service("samen zonder"),
        make_service("samen daar"),
    )
    building = give_place(own)
    for service in (without, there):
        ServiceAtLocation.objects.create(service=service, location=building)
    Schedule.objects.create(location=building, freq="WEEKLY", byday="MO")
    give_rhythm(own, "TU")
    link = ServiceAtLocation.objects.get(service=there)
    Schedule.objects.create(service_at_location=link, freq="WEEKLY", byday="WE")

    assert [found_alike(day=day) for day in ("MO", "TU", "WE")] == [[], ["samen eigen"], ["samen daar"]]
    assert found_alike(within=7) == ["samen daar", "samen eigen"]


def test_open_now_and_within_days_follow_the_schedule_and_the_clock() -> None:
    # NOW is a Tuesday at ten.
    for name, byday, opens, closes in (
        ("samen nu", "TU", time(9), time(12)),
        ("samen straks", "TU", time(14), time(16)),
        ("samen vrijdag", "FR", time(9), time(12)),
        ("samen zonder uren", "TU", None, None),
    ):
        give_rhythm(make_service(name), byday, opens_at=opens, closes_at=closes)
    give_rhythm(
        make_service("samen om de week"), "TU", interval=2, dtstart=date(2026, 9, 8), opens_at=time(9)
    )
    give_rhythm(make_service("samen afgelopen"), "TU", until=date(2026, 9, 14), opens_at=time(9))
    make_service("samen onbekend")

    assert found_alike(open_now=True) == ["samen nu"]
    assert found_alike(open_now=True, at=NOW.replace(hour=15)) == ["samen straks"]
    assert found_alike(within=1) == ["samen nu", "samen straks", "samen zonder uren"]
    assert found_alike(within=7) == ["samen nu", "samen straks", "samen vrijdag", "samen zonder uren"]
    assert found_alike(within=14) == [
        "samen nu",
        "samen om de week",
        "samen straks",
        "samen vrijdag",
        "samen zonder uren",
    ]


def test_school_holidays_of_its_own_region_are_left_out() -> None:
    SchoolHoliday.objects.all().delete()
    SchoolHoliday.objects.create(
        region="middle", name="Vakantie", starts_on=date(2026, 9, 12), ends_on=date(2026, 9, 20)
    )
    for name, code in (("samen Utrecht", "WK034403"), ("samen Deventer", "WK015001")):
        service = make_service(name)
        give_place(service, code)
        give_rhythm(service, "TU", not_in_school_holidays=True)

    assert found_alike(within=1) == ["samen Deventer"]
    assert found_alike(within=14) == ["samen Deventer", "samen Utrecht"]
