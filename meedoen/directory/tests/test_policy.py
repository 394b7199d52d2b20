from datetime import date, datetime, time
from decimal import Decimal
from math import dist
from uuid import UUID

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from meedoen.directory.policy import (
    Cost,
    Counted,
    Rhythm,
    Spot,
    area_marks,
    assurance_text,
    for_whom_text,
    free_places_text,
    marks_of_area,
    next_date,
    price_text,
    recognise,
    rhythm_text,
    spread,
    when_text,
    where_text,
    wider_areas,
)

TUESDAY = date(2026, 9, 15)
COOKING, LANGUAGE = UUID(int=1), UUID(int=2)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


# When


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("WEEKLY", byday="TU"), TUESDAY),
        (Rhythm("WEEKLY", byday="MO,TH"), date(2026, 9, 17)),
        (Rhythm("WEEKLY", byday="MO"), date(2026, 9, 21)),
        (Rhythm("WEEKLY", interval=2, byday="TU", dtstart=date(2026, 9, 8)), date(2026, 9, 22)),
        (Rhythm("WEEKLY", interval=2, byday="TU"), None),
        (Rhythm("WEEKLY", dtstart=date(2026, 9, 3)), date(2026, 9, 17)),
        (Rhythm("WEEKLY"), None),
        (Rhythm("WEEKLY", byday="TU", until=date(2026, 9, 14)), None),
        (Rhythm("WEEKLY", byday="TU", dtstart=date(2027, 1, 1)), date(2027, 1, 5)),
        (Rhythm("MONTHLY", byday="1MO"), date(2026, 10, 5)),
        (Rhythm("MONTHLY", byday="-1FR"), date(2026, 9, 25)),
        (Rhythm("MONTHLY", byday="5TU"), date(2026, 9, 29)),
        (Rhythm("MONTHLY", byday="WAT"), None),
        (Rhythm(dtstart=date(2026, 9, 20)), date(2026, 9, 20)),
        (Rhythm(dtstart=date(2026, 9, 1)), None),
        (Rhythm(description="drie dagen per week"), None),
    ],
)
def test_next_date_of_a_rhythm(rhythm: Rhythm, expected: date | None) -> None:
    assert next_date(rhythm, TUESDAY) == expected


@given(
    on=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    start=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    interval=st.integers(1, 6),
    days=st.sets(st.integers(0, 6), min_size=1),
)
def test_next_date_in_weeks_is_that_of_the_calendar_standard(
    on: date, start: date, interval: int, days: set[int]
) -> None:
    rhythm = Rhythm("WEEKLY", interval=interval, byday=",".join(DAYS[day] for day in days), dtstart=start)
    rule = rrule.rrule(
        rrule.WEEKLY, interval=interval, byweekday=sorted(days), dtstart=datetime.combine(start, time())
    )
    after = rule.after(datetime.combine(max(on, start), time()), inc=True)
    assert after is not None
    assert next_date(rhythm, on) == after.date()


@given(
    on=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    start=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    interval=st.integers(1, 4),
    nth=st.sampled_from([1, 2, 3, 4, -1, -2]),
    day=st.integers(0, 6),
)
def test_next_date_in_months_is_that_of_the_calendar_standard(
    on: date, start: date, interval: int, nth: int, day: int
) -> None:
    rhythm = Rhythm("MONTHLY", interval=interval, byday=f"{nth}{DAYS[day]}", dtstart=start)
    rule = rrule.rrule(
        rrule.MONTHLY,
        interval=interval,
        byweekday=rrule.weekday(day, nth),
        dtstart=datetime.combine(start, time()),
    )
    after = rule.after(datetime.combine(max(on, start), time()), inc=True)
    assert after is not None
    assert next_date(rhythm, on) == after.date()


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (
            Rhythm("WEEKLY", byday="TU,TH", opens_at=time(10), closes_at=time(12, 30)),
            "elke dinsdag en donderdag, 10.00 tot 12.30 uur",
        ),
        (
            Rhythm("WEEKLY", interval=2, byday="MO", opens_at=time(9)),
            "om de week op maandag, vanaf 09.00 uur",
        ),
        (Rhythm("MONTHLY", byday="1MO,-1FR"), "de eerste maandag en laatste vrijdag van elke maand"),
        (Rhythm(dtstart=date(2026, 3, 3)), "3 maart 2026"),
        (Rhythm(description="drie dagen per week"), "drie dagen per week"),
        (Rhythm(), ""),
    ],
)
def test_a_rhythm_in_words(rhythm: Rhythm, expected: str) -> None:
    assert rhythm_text(rhythm) == expected


def test_without_any_rhythm_the_times_are_said_to_be_unknown() -> None:
    assert when_text([Rhythm()]) == "dagen en tijden niet bekend"


def test_several_rhythms_are_told_from_monday_on() -> None:
    rhythms = [
        Rhythm(description="in de vakantie dicht"),
        Rhythm("WEEKLY", byday="WE"),
        Rhythm("WEEKLY", byday="TU", opens_at=time(13)),
        Rhythm("WEEKLY", byday="TU", opens_at=time(9)),
    ]
    assert when_text(rhythms) == (
        "elke dinsdag, vanaf 09.00 uur; elke dinsdag, vanaf 13.00 uur; elke woensdag; in de vakantie dicht"
    )


# What a visitor reads


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([], "prijs niet bekend"),
        ([Cost(Decimal(0), per="keer")], "gratis"),
        ([Cost(Decimal(0), per="keer", condition="de inloop is gratis")], "de inloop is gratis"),
        ([Cost(Decimal(0), condition="de eerste keer")], "gratis (de eerste keer)"),
        ([Cost(Decimal("3"), Decimal("5"), "keer", "per activiteit")], "€ 3,00 tot € 5,00 per activiteit"),
        ([Cost(Decimal("3"), per="per keer")], "€ 3,00 per keer"),
        ([Cost(Decimal("4"), None, "dagdeel", "zonder indicatie")], "€ 4,00 per dagdeel (zonder indicatie)"),
        ([Cost(Decimal(0), condition="met Stadspas"), Cost(Decimal("2.5"))], "gratis (met Stadspas); € 2,50"),
        ([Cost(Decimal("20"), currency="NLG")], "NLG 20,00"),
    ],
)
def test_price_in_words(costs: list[Cost], expected: str) -> None:
    assert price_text(costs) == expected


@pytest.mark.parametrize(
    ("year", "assured", "invented", "expected"),
    [
        (1999, None, False, "beschreven in 1999, niet bevestigd"),
        (2016, date(2026, 3, 3), False, "nagevraagd op 3 maart 2026"),
        (None, None, False, "niet bevestigd"),
        (2025, None, True, "beschreven in 2025, niet bevestigd (verzonnen voorbeeld)"),
    ],
)
def test_how_sure_a_record_is(year: int | None, assured: date | None, invented: bool, expected: str) -> None:
    assert assurance_text(year, assured, invented=invented) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], "vrije plekken niet bekend"),
        ([Counted("deelnemers", None)], "vrije plekken niet bekend"),
        ([Counted("plekken", 3, TUESDAY)], "nog 3 plekken"),
        ([Counted("plekken", 1, TUESDAY)], "nog 1 plek"),
        ([Counted("plekken", 0, TUESDAY)], "vol"),
        ([Counted("plekken", 3, date(2026, 8, 1))], "nog 3 plekken (geteld op 1 augustus 2026)"),
    ],
)
def test_free_places_in_words(counts: list[Counted], expected: str) -> None:
    assert free_places_text(counts, TUESDAY) == expected


@pytest.mark.parametrize(
    ("groups", "minimum", "maximum", "access", "expected"),
    [
        ([], None, None, "", "doelgroep niet bekend"),
        ([], None, None, "open", "iedereen"),
        (["jongeren"], 18, 27, "", "jongeren, 18 tot en met 27 jaar"),
        (["ouderen", "buren"], None, None, "indication", "ouderen en anderen, met een indicatie"),
        ([], 18, None, "open", "vanaf 18 jaar"),
        ([], None, 18, "", "tot en met 18 jaar"),
    ],
)
def test_for_whom_in_words(
    groups: list[str], minimum: int | None, maximum: int | None, access: str, expected: str
) -> None:
    assert for_whom_text(groups, minimum, maximum, access) == expected


def test_a_long_target_group_is_cut_at_a_word() -> None:
    text = for_whom_text(["woord " * 40], None, None)
    assert len(text) <= 122
    assert text.endswith("woord …")


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        ([], "plek niet bekend"),
        ([Spot(name="PrachtHuis", part="Overschie", city="Rotterdam")], "PrachtHuis, Overschie (Rotterdam)"),
        ([Spot(city="Rotterdam"), Spot(city="Rotterdam"), Spot(city="Ede")], "Rotterdam en Ede"),
        ([Spot(city=city) for city in "ABCD"], "A, B, C en D"),
        ([Spot(city=city) for city in "ABCDE"], "A, B, C en 2 andere plaatsen"),
    ],
)
def test_where_in_words(spots: list[Spot], expected: str) -> None:
    assert where_text(spots) == expected


# Finding


def test_an_area_lies_in_its_district_and_municipality() -> None:
    assert wider_areas("BU03440312") == ["WK034403", "GM0344"]
    assert wider_areas("WK034403") == ["GM0344"]
    assert wider_areas("GM0344") == []
    assert wider_areas("onzin") == []


@pytest.mark.parametrize(
    ("service_in", "asked", "found"),
    [
        ("WK034403", "WK034403", True),
        ("WK034402", "WK034403", False),
        ("GM0344", "WK034403", True),
        ("WK034403", "GM0344", True),
        ("BU03440312", "WK034403", True),
        ("WK034403", "BU03440312", True),
        ("GM0345", "GM0344", False),
    ],
)
def test_a_service_is_found_in_its_area_and_in_those_around_and_inside_it(
    service_in: str, asked: str, found: bool
) -> None:
    assert bool(area_marks([service_in]) & marks_of_area(asked)) is found


def test_terms_are_recognised_by_one_word_and_by_several() -> None:
    terms = {("kok",): [COOKING], ("nederland", "ler"): [LANGUAGE], ("ler",): [LANGUAGE]}
    assert recognise(["ik", "wil", "nederland", "ler", "kok"], terms) == [LANGUAGE, COOKING]
    assert recognise(["iets"], terms) == []
    assert recognise([], terms) == []


def test_points_on_one_spot_are_laid_apart_and_others_stay() -> None:
    spot, other = (136000, 458000), (137000, 459000)
    placed = spread([spot, other, spot, spot])
    assert placed[:2] == [spot, other]
    assert len(set(placed)) == 4
    assert max(dist(spot, point) for point in placed[2:]) < 100
