"""What leaves activities for a report: presence and places under a key, with traits and without persons."""

from datetime import date, datetime, time, timedelta

import pytest

from meedoen.activities.figures import (
    AgeBand,
    AttendanceFact,
    EnrolmentFact,
    age_band_of,
    attendance,
    district_of,
    enrolments,
)
from meedoen.activities.models import Activity, Attendance, Enrolment, Session
from meedoen.activities.vocabulary import EnrolmentStatus, Presence
from meedoen.directory.models import Organization, Service
from meedoen.shared.clock import HERE
from meedoen.shared.period import half_year
from meedoen.shared.subject_key import SubjectKeys
from tests.cast import NOW, Cast, involve, make_cast, make_person

PERIOD = half_year("2026-H1")


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (None, AgeBand.UNKNOWN),
        (17, AgeBand.UNDER_27),
        (26, AgeBand.UNDER_27),
        (27, AgeBand.FROM_27),
        (44, AgeBand.FROM_27),
        (45, AgeBand.FROM_45),
        (64, AgeBand.FROM_45),
        (65, AgeBand.FROM_65),
        (101, AgeBand.FROM_65),
    ],
)
def test_each_age_falls_in_one_band(age: int | None, band: AgeBand) -> None:
    assert age_band_of(age) == band


@pytest.mark.parametrize(
    ("code", "district"),
    [("WK034403", "WK034403"), ("BU03440312", "WK034403"), ("GM0344", ""), ("", ""), ("3561", "")],
)
def test_a_neighbourhood_lies_in_the_district_of_its_code(code: str, district: str) -> None:
    assert district_of(code) == district


def make_activity(cast: Cast) -> Activity:
    organization = Organization.objects.create(name="De Linde", agency=cast.linde)
    service = Service.objects.create(organization=organization, name="Buurtkeuken", last_modified=NOW)
    return Activity.objects.create(
        municipality=cast.utrecht,
        agency=cast.linde,
        service=service,
        name="Buurtkeuken",
        starts_on=date(2025, 1, 1),
        capacity=50,
    )


def enrol(cast: Cast, activity: Activity, **fields: object) -> Enrolment:
    person = make_person(cast.utrecht, "Naam", area_code="BU03440312")
    return Enrolment.objects.create(
        **{
            "activity": activity,
            "involvement": involve(person, cast.carla),
            "person_id": person,
            "status": EnrolmentStatus.PLACED,
            "asked_at": NOW,
            "starts_on": date(2026, 1, 5),
            **fields,
        }
    )


def attend(
    cast: Cast, enrolment: Enrolment, starts_at: datetime, presence: Presence = Presence.PRESENT
) -> None:
    session, _ = Session.objects.get_or_create(
        activity=enrolment.activity,
        starts_at=starts_at,
        defaults={"ends_at": starts_at + timedelta(hours=2), "parts_of_day": 2},
    )
    Attendance.objects.create(
        session=session, enrolment=enrolment, presence=presence, marked_by=cast.carla, marked_at=NOW
    )


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), HERE)


@pytest.mark.django_db
def test_a_presence_is_handed_out_under_a_key_with_day_half_days_and_traits() -> None:
    cast, keys = make_cast(), SubjectKeys()
    activity = make_activity(cast)
    enrolment = enrol(cast, activity)
    attend(cast, enrolment, at(date(2026, 3, 3)))
    attend(cast, enrolment, at(date(2026, 3, 10)), Presence.ABSENT)
    facts = attendance(
        municipality_id=cast.utrecht.id,
        agency_id=cast.linde.id,
        service_ids=[activity.service_id],
        line_ids=[],
        period=PERIOD,
        keys=keys,
    )
    assert facts == [
        AttendanceFact(
            subject=keys.key(enrolment.person_id),
            service_id=activity.service_id,
            line_id=None,
            day=date(2026, 3, 3),
            parts_of_day=2,
            age_band=AgeBand.FROM_45,
            district="WK034403",
        )
    ]
    assert str(enrolment.person_id) not in repr(facts)


@pytest.mark.django_db
def test_the_first_and_last_minute_of_a_period_are_those_of_dutch_clocks() -> None:
    cast = make_cast()
    enrolment = enrol(cast, make_activity(cast))
    for moment in (
        datetime(2025, 12, 31, 23, 59, tzinfo=HERE),
        datetime(2026, 1, 1, 0, 0, tzinfo=HERE),
        datetime(2026, 6, 30, 23, 59, tzinfo=HERE),
        datetime(2026, 7, 1, 0, 0, tzinfo=HERE),
    ):
        attend(cast, enrolment, moment)
    facts = attendance(
        municipality_id=cast.utrecht.id,
        agency_id=cast.linde.id,
        service_ids=[enrolment.activity.service_id],
        line_ids=[],
        period=PERIOD,
        keys=SubjectKeys(),
    )
    assert [fact.day for fact in facts] == [PERIOD.start, PERIOD.end]


@pytest.mark.django_db
def test_places_are_those_held_on_a_day_of_the_period_and_no_waiting_list() -> None:
    cast, keys = make_cast(), SubjectKeys()
    activity = make_activity(cast)
    came = enrol(cast, activity)
    attend(cast, came, at(date(2026, 3, 3)))
    absent = enrol(cast, activity, status=EnrolmentStatus.ENDED, ends_on=date(2026, 1, 6))
    enrol(cast, activity, status=EnrolmentStatus.WAITING, spot=1, starts_on=None)
    enrol(cast, activity, status=EnrolmentStatus.ENDED, ends_on=date(2026, 8, 1), starts_on=date(2026, 7, 1))
    enrol(
        cast, activity, status=EnrolmentStatus.ENDED, starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)
    )
    facts = enrolments(municipality_id=cast.utrecht.id, period=PERIOD, keys=keys)
    assert sorted(facts, key=lambda fact: fact.came) == [
        EnrolmentFact(keys.key(absent.person_id), False, AgeBand.FROM_45, "WK034403"),
        EnrolmentFact(keys.key(came.person_id), True, AgeBand.FROM_45, "WK034403"),
    ]
    assert enrolments(municipality_id=cast.deventer.id, period=PERIOD, keys=keys) == []
