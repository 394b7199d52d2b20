"""What is offered by area, group, domain, level and part of day: the database adds it up."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meedoen.areas.models import Area, PostcodePoint
from meedoen.directory.figures import Offered, Reach, Trait, Where, not_found, offered
from meedoen.directory.models import NotFoundCount, Service, ServiceCapacity, TaxonomyTerm, Unit
from meedoen.directory.tests.makers import TODAY, give_area, give_place, give_rhythm, give_term, make_service
from meedoen.directory.vocabulary import Freshness, ServiceStatus, TaxonomyCode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]
OVERVECHT, ZUILEN = "WK034403", "WK034402"
HELD = Where("GM0344", (ZUILEN, OVERVECHT), TODAY)


def give_places(
    service: Service, maximum: int | None, available: int | None = None, unit: str = "plekken"
) -> None:
    row, _ = Unit.objects.get_or_create(name=unit)
    ServiceCapacity.objects.create(service=service, unit=row, maximum=maximum, available=available)


def in_overvecht(name: str = "Samen koken") -> Service:
    service = make_service(name)
    give_place(service, OVERVECHT, (136000, 458000))
    return service


def test_a_service_counts_where_it_is_held_with_its_places() -> None:
    give_places(in_overvecht(), 12, 4)
    in_overvecht("Inloop")
    neighbourhood = make_service("Tuin")
    give_place(neighbourhood, "BU03440201")

    assert offered(HELD, [Trait.AREA]) == {
        (ZUILEN,): Offered(1, 0, 0, 1),
        (OVERVECHT,): Offered(2, 12, 4, 1),
    }


def test_a_service_held_at_two_places_in_a_district_counts_once() -> None:
    service = in_overvecht()
    give_place(service, OVERVECHT, (136100, 458000))
    give_places(service, 12, 4)
    give_places(service, 3, 1, unit="stoelen")

    assert offered(HELD, [Trait.AREA]) == {(OVERVECHT,): Offered(1, 15, 5, 0)}


@pytest.mark.parametrize(
    "fields",
    [
        {"is_published": False},
        {"freshness": Freshness.LAPSED},
        {"status": ServiceStatus.INACTIVE},
    ],
)
def test_what_the_public_does_not_see_is_not_offered(fields: dict[str, object]) -> None:
    Service.objects.filter(id=in_overvecht().id).update(**fields)

    assert offered(HELD, [Trait.AREA]) == {}


def test_another_municipality_does_not_count() -> None:
    give_place(make_service(), "WK015003")

    assert offered(HELD, [Trait.AREA]) == {}


def test_a_service_that_works_for_the_whole_municipality_serves_each_district_and_its_address_does_not() -> (
    None
):
    for code in (OVERVECHT, ZUILEN):
        Area.objects.create(code=code, kind="district", name=code)
    everywhere, there = in_overvecht("Overal"), in_overvecht("Daar")
    give_area(everywhere, "Utrecht", "GM0344")
    give_area(there, "Een buurt", "BU03440201")
    serves = Where("GM0344", (ZUILEN, OVERVECHT), TODAY, Reach.SERVES)

    assert {key: found.services for key, found in offered(serves, [Trait.AREA]).items()} == {
        (ZUILEN,): 2,
        (OVERVECHT,): 1,
    }


@pytest.mark.parametrize(("metres", "districts"), [(1000, {OVERVECHT}), (2000, {OVERVECHT, ZUILEN})])
def test_near_is_within_so_many_metres_of_a_postcode_area(metres: int, districts: set[str]) -> None:
    zuilen = Area.objects.create(code=ZUILEN, kind="district", name="Zuilen")
    PostcodePoint.objects.create(postcode4="3553", rd_x=134500, rd_y=458000, area=zuilen)
    in_overvecht()
    near = Where("GM0344", (ZUILEN, OVERVECHT), TODAY, Reach.NEAR, metres)

    assert {area for (area,) in offered(near, [Trait.AREA])} == districts


def test_a_service_counts_in_each_of_its_levels_and_once_where_they_are_not_asked_for() -> None:
    service = in_overvecht()
    for level in ("1", "2"):
        give_term(service, "activation_level", level)
    in_overvecht("Zonder niveau")

    found = offered(HELD, [Trait.AREA, Trait.LEVEL])

    assert {key: row.services for key, row in found.items()} == {
        (OVERVECHT, "-"): 1,
        (OVERVECHT, "1"): 1,
        (OVERVECHT, "2"): 1,
    }
    assert offered(HELD, [Trait.AREA])[(OVERVECHT,)].services == 2


def test_a_filter_on_a_group_takes_along_what_is_for_everybody() -> None:
    give_term(in_overvecht("Ouders"), "target_group", "parents")
    both = in_overvecht("Iedereen")
    give_term(both, "target_group", "everybody")
    give_term(both, "target_group", "parents")
    give_term(in_overvecht("Jongeren"), "target_group", "young")

    assert offered(HELD, [Trait.AREA], only={Trait.GROUP: "parents"})[(OVERVECHT,)].services == 2
    assert {key: row.services for key, row in offered(HELD, [Trait.GROUP]).items()} == {
        ("everybody",): 1,
        ("parents",): 1,
        ("young",): 1,
    }


def test_a_day_from_morning_into_the_afternoon_is_both_parts_and_a_rhythm_that_ended_is_none() -> None:
    service = in_overvecht()
    give_rhythm(service, "TU", opens_at=time(9, 30), closes_at=time(15, 30))
    give_rhythm(service, "WE", opens_at=time(10), closes_at=time(11))
    give_rhythm(service, "TH", opens_at=time(19), closes_at=time(21), valid_to=TODAY - timedelta(days=1))

    assert {key[0] for key in offered(HELD, [Trait.PART])} == {"morning", "afternoon"}
    assert {key[0] for key in offered(HELD, [Trait.DAY])} == {"TU", "WE"}


def test_only_combinations_with_enough_services_are_given_where_that_is_asked() -> None:
    for name in ("Een", "Twee", "Drie"):
        give_term(in_overvecht(name), "interest", "cooking")
    give_term(in_overvecht("Vier"), "interest", "sport")

    assert list(offered(HELD, [Trait.AREA, Trait.INTEREST], least=3)) == [(OVERVECHT, "cooking")]


def test_a_filter_from_a_stranger_is_a_value_and_never_a_command() -> None:
    in_overvecht()

    assert offered(HELD, [Trait.AREA], only={Trait.AREA: "x' OR '1'='1", Trait.LEVEL: "%s;--"}) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_it_is_one_query_however_much_is_offered(count: int) -> None:
    for number in range(count):
        in_overvecht(f"Aanbod {number}")

    with CaptureQueriesContext(connection) as queries:
        offered(HELD, [Trait.AREA, Trait.GROUP, Trait.PART], only={Trait.DOMAIN: "work"})
    assert len(queries) == 1


def test_searches_in_vain_are_added_up_by_term_and_district_in_the_days_asked() -> None:
    parents = TaxonomyTerm.objects.get(taxonomy__code="target_group", code="parents")
    for day, area, count in (
        (date(2026, 9, 1), OVERVECHT, 4),
        (date(2026, 9, 2), OVERVECHT, 3),
        (date(2025, 1, 1), OVERVECHT, 9),
        (date(2026, 9, 1), "", 5),
        (date(2026, 9, 1), "WK015003", 5),
    ):
        NotFoundCount.objects.create(day=day, term=parents, area_code=area, count=count)
    NotFoundCount.objects.create(day=date(2026, 9, 1), term=None, area_code=OVERVECHT, count=2)

    assert not_found([ZUILEN, OVERVECHT], since=date(2026, 1, 1), until=date(2026, 12, 31)) == {
        (TaxonomyCode.TARGET_GROUP, "parents", OVERVECHT): 7
    }
