"""The weekly programme, and who was there."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from meedoen.activities.actions import end_enrolment, enrol, make_sessions, mark_attendance
from meedoen.activities.models import Activity, Attendance, Session
from meedoen.activities.policy import week_of
from meedoen.activities.queries import attendance_list, programme, running_activities
from meedoen.activities.tests.makers import make_activity, make_service, make_session
from meedoen.activities.vocabulary import EndReason, Presence
from meedoen.directory.models import Schedule
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, Cast, make_cast, make_person

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _plan(cast: Cast, activity: Activity, until: date, **more) -> int:
    return make_sessions(activity_id=activity.id, until=until, by=cast.actor("carla"), at=NOW, **more)


def _moments(activity: Activity) -> list[str]:
    rows = Session.objects.filter(activity=activity).order_by("starts_at")
    return [timezone.localtime(row.starts_at).strftime("%Y-%m-%d %H:%M") for row in rows]


def _enrol(cast: Cast, activity: Activity, name: str = "Fatma"):
    person = make_person(cast.utrecht, name)
    return enrol(activity_id=activity.id, person_id=person, by=cast.actor("bram"), at=NOW)


def _mark(cast: Cast, session: Session, enrolment, presence: Presence, at=NOW) -> Attendance:
    return mark_attendance(
        session_id=session.id, enrolment_id=enrolment.id, presence=presence, by=cast.actor("carla"), at=at
    )


def test_a_weekly_programme_is_planned_without_doubles_and_keeps_its_hour_in_winter(cast: Cast) -> None:
    activity = make_activity(cast.linde, parts_of_day=2)
    assert _plan(cast, activity, date(2026, 10, 28), since=date(2026, 10, 12)) == 3
    assert _plan(cast, activity, date(2026, 11, 4), since=date(2026, 10, 12)) == 1
    assert _plan(cast, activity, date(2026, 11, 4), since=date(2026, 10, 12)) == 0
    assert _moments(activity) == [
        "2026-10-13 10:00",
        "2026-10-20 10:00",
        "2026-10-27 10:00",
        "2026-11-03 10:00",
    ]
    assert set(Session.objects.values_list("parts_of_day", flat=True)) == {2}


def test_sessions_are_planned_from_today_on(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    assert _plan(cast, activity, TODAY + WEEK) == 2
    assert _moments(activity) == ["2026-09-15 10:00", "2026-09-22 10:00"]


def test_a_session_that_was_moved_to_another_hour_is_not_planned_again_that_day(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    make_session(activity, TODAY, time(14))
    assert _plan(cast, activity, TODAY + WEEK) == 1
    assert _moments(activity) == ["2026-09-15 14:00", "2026-09-22 10:00"]


def test_without_a_rhythm_of_its_own_an_activity_follows_the_schedule_of_its_service(cast: Cast) -> None:
    service = make_service(cast.linde)
    Schedule.objects.create(service=service, description="op afspraak")
    Schedule.objects.create(
        service=service, freq="WEEKLY", byday="WE", opens_at=time(9), closes_at=time(11), interval=2,
        dtstart=date(2026, 9, 2),
    )  # fmt: skip
    activity = make_activity(cast.linde, service=service, byday="", opens_at=None, closes_at=None)
    _plan(cast, activity, date(2026, 10, 1))
    assert _moments(activity) == ["2026-09-16 09:00", "2026-09-30 09:00"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"byday": ""}, "geen vaste dag"),
        ({"opens_at": None}, "geen vaste tijd"),
        ({"byday": "maandag"}, "is geen dag"),
        ({"ends_on": TODAY - timedelta(days=1)}, "loopt de activiteit niet"),
    ],
)
def test_what_cannot_be_planned_says_why_and_plans_nothing(cast: Cast, fields: dict, said: str) -> None:
    activity = make_activity(cast.linde, **fields)
    with pytest.raises(Refused, match=said):
        _plan(cast, activity, TODAY + WEEK)
    assert Session.objects.count() == 0


def test_the_last_mark_counts_and_the_same_mark_changes_nothing(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    session, enrolment = make_session(activity), _enrol(cast, activity)
    first = _mark(cast, session, enrolment, Presence.PRESENT)
    later = NOW + timedelta(minutes=5)
    _mark(cast, session, enrolment, Presence.PRESENT, later)
    assert AuditLine.objects.filter(act="mark_attendance").count() == 1
    assert Attendance.objects.get().marked_at == NOW
    _mark(cast, session, enrolment, Presence.EXCUSED, later)
    row = Attendance.objects.get()
    assert (row.id, row.presence, row.marked_at, row.marked_by) == (
        first.id,
        Presence.EXCUSED,
        later,
        cast.carla,
    )
    assert AuditLine.objects.filter(act="mark_attendance", object_id=str(row.id)).count() == 2


def test_a_session_still_to_come_cannot_be_marked(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    enrolment = _enrol(cast, activity)
    with pytest.raises(Refused, match="nog niet geweest"):
        _mark(cast, make_session(activity, TODAY + timedelta(days=1)), enrolment, Presence.PRESENT)
    assert Attendance.objects.count() == 0


def test_only_who_had_a_place_on_that_day_can_be_marked(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    session, before = make_session(activity), make_session(activity, TODAY - WEEK)
    placed, waiting = _enrol(cast, activity, "Met plek"), _enrol(cast, activity, "Wacht")
    elsewhere = _enrol(cast, make_activity(cast.linde, "Tuinploeg"), "Elders")
    for enrolment, where in ((waiting, session), (elsewhere, session), (placed, before)):
        with pytest.raises(Refused):
            _mark(cast, where, enrolment, Presence.PRESENT)
    assert Attendance.objects.count() == 0


def test_the_list_has_who_had_a_place_on_that_day(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=2)
    stays, stops, waits = [_enrol(cast, activity, name) for name in ("Blijft", "Stopt", "Wacht")]
    _enrol(cast, make_activity(cast.kastanje, "Naaiatelier"), "Elders")
    end_enrolment(
        enrolment_id=stops.id, reason=EndReason.FINISHED, by=cast.actor("carla"), at=NOW + timedelta(days=2)
    )
    today, next_week = make_session(activity), make_session(activity, TODAY + WEEK)
    _mark(cast, today, stays, Presence.PRESENT)
    assert {(row.enrolment_id, row.presence) for row in attendance_list(today)} == {
        (stays.id, Presence.PRESENT),
        (stops.id, None),
    }
    assert {row.enrolment_id for row in attendance_list(next_week)} == {stays.id, waits.id}
    assert attendance_list(make_session(activity, TODAY - WEEK)) == []


def test_the_programme_is_of_the_own_agency_and_of_that_week(cast: Cast, django_assert_num_queries) -> None:
    carla = cast.actor("carla")
    cooking = make_activity(cast.linde, capacity=1)
    garden = make_activity(cast.linde, "Tuinploeg")
    in_week = [make_session(garden, date(2026, 9, 20), time(23)), make_session(cooking)]
    make_session(cooking, date(2026, 9, 21), time(0))
    make_session(cooking, date(2026, 9, 13), time(23))
    make_session(make_activity(cast.kastanje, "Naaiatelier"))
    for name in ("Met plek", "Wacht"):
        enrolment = _enrol(cast, cooking, name)
    with django_assert_num_queries(2):
        found = programme(carla, week_of("2026-W38"))
    assert [(row.id, row.name) for row in found] == [
        (in_week[1].id, "Kookgroep"),
        (in_week[0].id, "Tuinploeg"),
    ]
    assert (found[0].fill.placed, found[0].fill.waiting, found[0].fill.free) == (1, 1, 0)
    assert found[0].starts_at.hour == 10
    placed = cooking.enrolments.exclude(id=enrolment.id).get()
    _mark(cast, in_week[1], placed, Presence.ABSENT)
    make_session(garden, date(2026, 9, 19))
    with django_assert_num_queries(2):
        found = programme(carla, week_of("2026-W38"))
    assert [row.marked for row in found] == [1, 0, 0]


def test_running_activities_are_own_and_not_over(cast: Cast, django_assert_num_queries) -> None:
    carla = cast.actor("carla")
    cooking = make_activity(cast.linde)
    make_activity(cast.linde, "Vorig jaar", ends_on=TODAY - timedelta(days=1))
    make_activity(cast.kastanje, "Naaiatelier")
    make_activity(cast.linde, "Tuinploeg", ends_on=TODAY)
    upcoming = make_session(cooking)
    with django_assert_num_queries(2):
        found = running_activities(carla, NOW)
    assert [(row.name, row.next_at) for row in found] == [
        ("Kookgroep", upcoming.starts_at),
        ("Tuinploeg", None),
    ]
    assert running_activities(cast.actor("hanna"), NOW) == []
    assert running_activities(cast.actor("joke"), NOW) == []
