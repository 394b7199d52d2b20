"""A place or a numbered spot, and what happens when somebody stops."""

from datetime import timedelta
from uuid import UUID

import pytest

from meedoen.accounts.models import Membership
from meedoen.activities.actions import (
    end_enrolment,
    end_finished_enrolments,
    enrol,
    refresh_free_places,
)
from meedoen.activities.models import Activity, Enrolment
from meedoen.activities.queries import fills, free_places, next_session_on, own_places, running_activities
from meedoen.activities.tests.makers import make_activity, make_session
from meedoen.activities.vocabulary import EndReason, EnrolmentStatus
from meedoen.directory.models import ServiceCapacity
from meedoen.people.models import Involvement
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW, TODAY, Cast, make_cast, make_person, running

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def _persons(cast: Cast, count: int) -> list[UUID]:
    return [make_person(cast.utrecht, f"Persoon {number}") for number in range(count)]


def _enrol(cast: Cast, activity: Activity, person: UUID) -> Enrolment:
    return enrol(activity_id=activity.id, person_id=person, by=cast.actor("bram"), at=NOW)


def _end(cast: Cast, enrolment: Enrolment, reason: EndReason = EndReason.OWN_CHOICE) -> Enrolment:
    return end_enrolment(enrolment_id=enrolment.id, reason=reason, by=cast.actor("carla"), at=LATER)


def _standing(enrolment: Enrolment) -> tuple[str, int | None]:
    enrolment.refresh_from_db()
    return enrolment.status, enrolment.spot


def _capacity(activity: Activity) -> tuple[int | None, int | None]:
    row = ServiceCapacity.objects.get(service=activity.service, unit__name="plekken")
    return row.available, row.maximum


def test_places_go_first_and_then_numbered_spots(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=2)
    made = [_enrol(cast, activity, person) for person in _persons(cast, 4)]
    assert [(row.status, row.spot) for row in made] == [
        ("placed", None),
        ("placed", None),
        ("waiting", 1),
        ("waiting", 2),
    ]
    assert [row.starts_on for row in made] == [TODAY, TODAY, None, None]
    assert {row.asked_at for row in made} == {NOW}


def test_a_place_in_an_activity_still_to_come_starts_with_it(cast: Cast) -> None:
    activity = make_activity(cast.linde, starts_on=TODAY + timedelta(days=20))
    assert _enrol(cast, activity, _persons(cast, 1)[0]).starts_on == TODAY + timedelta(days=20)


def test_the_same_person_twice_keeps_the_place_they_have(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    first, second = _persons(cast, 2)
    place, spot = _enrol(cast, activity, first), _enrol(cast, activity, second)
    assert _enrol(cast, activity, first) == place
    assert _enrol(cast, activity, second) == spot
    assert Enrolment.objects.count() == 2
    assert AuditLine.objects.filter(act="enrol").count() == 2


def test_somebody_who_stopped_can_come_back(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    person = _persons(cast, 1)[0]
    first = _end(cast, _enrol(cast, activity, person))
    again = _enrol(cast, activity, person)
    assert again != first
    assert (again.status, again.involvement_id == first.involvement_id) == ("placed", False)


def test_an_activity_that_ended_takes_nobody(cast: Cast) -> None:
    activity = make_activity(cast.linde, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="afgelopen"):
        _enrol(cast, activity, _persons(cast, 1)[0])
    assert (Enrolment.objects.count(), running().count()) == (0, 0)


def test_the_provider_knows_who_enrols_in_the_open_domain_and_no_other(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    make_session(activity, TODAY + timedelta(days=7))
    enrolment = _enrol(cast, activity, _persons(cast, 1)[0])
    involvement = enrolment.involvement
    assert (involvement.agency, involvement.legal_domain_id) == (cast.linde, "open")
    assert (involvement.lead, involvement.team) == (cast.carla, None)
    assert (involvement.next_action, involvement.next_action_on) == ("attend", TODAY + timedelta(days=7))


def test_a_provider_without_a_coordinator_has_no_lead_yet(cast: Cast) -> None:
    Membership.objects.filter(user=cast.carla).update(ends_on=TODAY - timedelta(days=1))
    enrolment = _enrol(cast, make_activity(cast.linde), _persons(cast, 1)[0])
    assert enrolment.involvement.lead is None


def test_a_second_activity_of_the_same_provider_has_the_same_involvement(cast: Cast) -> None:
    person = _persons(cast, 1)[0]
    one = _enrol(cast, make_activity(cast.linde, "Kookgroep"), person)
    two = _enrol(cast, make_activity(cast.linde, "Tuinploeg"), person)
    other = _enrol(cast, make_activity(cast.kastanje, "Naaiatelier"), person)
    assert one.involvement_id == two.involvement_id != other.involvement_id


def test_the_place_of_who_stops_goes_to_the_lowest_number_and_others_keep_theirs(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    place, one, two, three = [_enrol(cast, activity, person) for person in _persons(cast, 4)]
    ended = _end(cast, place)
    assert (ended.status, ended.ends_on, ended.end_reason) == ("ended", LATER.date(), "own_choice")
    assert [_standing(row) for row in (one, two, three)] == [("placed", None), ("waiting", 2), ("waiting", 3)]
    assert one.starts_on == LATER.date()
    assert _standing(_enrol(cast, activity, _persons(cast, 1)[0])) == ("waiting", 4)


def test_who_gets_a_place_from_the_list_is_told_today(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    place, waiting = [_enrol(cast, activity, person) for person in _persons(cast, 2)]
    _end(cast, place)
    involvement = Involvement.objects.get(id=waiting.involvement_id)
    assert (involvement.next_action, involvement.next_action_on) == ("contact", LATER.date())


def test_who_leaves_the_waiting_list_frees_no_place(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    place, one, two = [_enrol(cast, activity, person) for person in _persons(cast, 3)]
    _end(cast, one)
    assert [_standing(row) for row in (place, one, two)] == [
        ("placed", None),
        ("ended", None),
        ("waiting", 2),
    ]


def test_ending_twice_changes_nothing(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    place, one, two = [_enrol(cast, activity, person) for person in _persons(cast, 3)]
    _end(cast, place)
    _end(cast, place, EndReason.MOVED_AWAY)
    assert [_standing(row) for row in (one, two)] == [("placed", None), ("waiting", 2)]
    place.refresh_from_db()
    assert place.end_reason == EndReason.OWN_CHOICE
    assert AuditLine.objects.filter(act="end_enrolment").count() == 1


def test_a_place_given_up_before_it_began_never_started(cast: Cast) -> None:
    activity = make_activity(cast.linde, starts_on=TODAY + timedelta(days=20))
    ended = _end(cast, _enrol(cast, activity, _persons(cast, 1)[0]))
    assert (ended.starts_on, ended.ends_on) == (None, LATER.date())


def test_the_provider_stops_knowing_who_takes_part_in_nothing_any_more(cast: Cast) -> None:
    person = _persons(cast, 1)[0]
    one = _enrol(cast, make_activity(cast.linde, "Kookgroep"), person)
    two = _enrol(cast, make_activity(cast.linde, "Tuinploeg"), person)
    _end(cast, one)
    assert Involvement.objects.get(id=one.involvement_id).ends_on is None
    _end(cast, two)
    involvement = Involvement.objects.get(id=one.involvement_id)
    assert (involvement.ends_on, involvement.end_reason) == (LATER.date(), "own_choice")
    assert (involvement.lead, involvement.next_action_on is not None) == (cast.carla, True)


def test_every_act_has_its_line_in_the_trail(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    place, _ = [_enrol(cast, activity, person) for person in _persons(cast, 2)]
    _end(cast, place)
    acts = dict.fromkeys(AuditLine.objects.order_by("at").values_list("act", flat=True))
    assert {"enrol", "begin_involvement", "end_enrolment", "give_place", "end_involvement"} <= set(acts)


def test_the_social_map_knows_the_free_places_of_all_activities_of_a_service(cast: Cast) -> None:
    morning = make_activity(cast.linde, "Kookgroep ochtend", capacity=2)
    make_activity(cast.linde, "Kookgroep avond", capacity=3, service=morning.service)
    over = {"ends_on": TODAY - timedelta(days=1), "service": morning.service}
    make_activity(cast.linde, "Kookgroep vorig jaar", capacity=9, **over)
    enrolments = [_enrol(cast, morning, person) for person in _persons(cast, 3)]
    assert _capacity(morning) == (3, 5)
    _end(cast, enrolments[2])
    _end(cast, enrolments[0])
    assert _capacity(morning) == (4, 5)


def test_the_daily_count_takes_away_the_places_of_what_ended(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=2, ends_on=TODAY)
    _enrol(cast, activity, _persons(cast, 1)[0])
    assert _capacity(activity) == (1, 2)
    assert refresh_free_places(at=NOW + timedelta(days=1)) == 1
    assert _capacity(activity) == (0, 0)


def test_how_full_activities_are_is_one_query_for_one_and_for_three(
    cast: Cast, django_assert_num_queries
) -> None:
    activities = [make_activity(cast.linde, f"Groep {number}", capacity=2) for number in range(3)]
    for person in _persons(cast, 4):
        _enrol(cast, activities[0], person)
    _enrol(cast, activities[1], _persons(cast, 1)[0])
    with django_assert_num_queries(1):
        one = fills([activities[0].id])
    with django_assert_num_queries(1):
        three = free_places(activity.id for activity in activities)
    full = one[activities[0].id]
    assert (full.capacity, full.placed, full.waiting, full.next_spot, full.free) == (2, 2, 2, 3, 0)
    assert [three[activity.id] for activity in activities] == [0, 1, 2]


def test_own_places_are_of_that_person_alone_with_the_next_date(
    cast: Cast, django_assert_num_queries
) -> None:
    me, other = _persons(cast, 2)
    full = make_activity(cast.linde, "Kookgroep", capacity=0)
    open_ = make_activity(cast.kastanje, "Naaiatelier")
    stopped = make_activity(cast.linde, "Tuinploeg")
    make_session(open_, TODAY - timedelta(days=7))
    upcoming = make_session(open_, TODAY + timedelta(days=7))
    _enrol(cast, full, other)
    for activity in (full, open_):
        _enrol(cast, activity, me)
    _end(cast, _enrol(cast, stopped, me))
    with django_assert_num_queries(1):
        places = own_places(me, TODAY)
    assert [(row.activity_name, row.organization, row.status, row.spot, row.next_at) for row in places] == [
        ("Kookgroep", "Stichting De Linde", EnrolmentStatus.WAITING, 2, None),
        ("Naaiatelier", "Stichting De Kastanje", EnrolmentStatus.PLACED, None, upcoming.starts_at),
    ]
    assert [row.standing for row in places] == [
        "Je staat op de wachtlijst, op nummer 2.",
        "Je hebt een plek.",
    ]


def _over(activity: Activity) -> None:
    """The activity turns out to have ended yesterday, after people got a place in it."""
    Activity.objects.filter(id=activity.id).update(ends_on=TODAY - timedelta(days=1))


def test_nobody_gets_a_place_in_what_is_over(cast: Cast) -> None:
    activity = make_activity(cast.linde, capacity=1)
    place, waiting = [_enrol(cast, activity, person) for person in _persons(cast, 2)]
    _over(activity)
    _end(cast, place)
    assert _standing(waiting) == ("waiting", 1)


def test_who_is_left_in_what_is_over_is_done_and_known_there_no_more(cast: Cast) -> None:
    activity, goes_on = make_activity(cast.linde, capacity=2), make_activity(cast.linde, "Tuinploeg")
    place, elsewhere, waiting = [_enrol(cast, activity, person) for person in _persons(cast, 3)]
    other = _enrol(cast, goes_on, elsewhere.person_id)
    _over(activity)
    assert end_finished_enrolments(at=NOW) == 3
    rows = [place, elsewhere, waiting]
    assert [_standing(row) for row in rows] == [("ended", None)] * 3
    assert {(row.ends_on, row.end_reason) for row in rows} == {(TODAY - timedelta(days=1), "finished")}
    involvements = [Involvement.objects.get(id=row.involvement_id) for row in rows]
    assert [row.ends_on for row in involvements] == [TODAY, None, TODAY]
    assert {row.lead for row in involvements} == {cast.carla}
    assert all(row.next_action_on for row in involvements)
    assert _standing(other) == ("placed", None)
    assert _capacity(activity) == (0, 0)
    lines = AuditLine.objects.filter(act__in=["end_enrolment", "end_involvement"])
    assert set(lines.values_list("role", "user_id")) == {("system", None)}


def test_ending_what_is_over_again_changes_nothing_and_leaves_the_last_day_alone(cast: Cast) -> None:
    over, last_day = make_activity(cast.linde), make_activity(cast.linde, "Tuinploeg", ends_on=TODAY)
    _enrol(cast, over, _persons(cast, 1)[0])
    running = _enrol(cast, last_day, _persons(cast, 1)[0])
    _over(over)
    assert end_finished_enrolments(at=NOW) == 1
    lines = AuditLine.objects.count()
    assert end_finished_enrolments(at=NOW) == 0
    assert AuditLine.objects.count() == lines
    assert _standing(running) == ("placed", None)


def test_a_session_that_is_over_is_not_the_next_one(cast: Cast) -> None:
    activity = make_activity(cast.linde)
    make_session(activity, TODAY)
    next_week = make_session(activity, TODAY + timedelta(days=7))
    person = _persons(cast, 1)[0]
    after = NOW.replace(hour=13)
    enrolment = enrol(activity_id=activity.id, person_id=person, by=cast.actor("bram"), at=after)
    assert enrolment.involvement.next_action_on == TODAY + timedelta(days=7)
    assert next_session_on(activity.id, after) == TODAY + timedelta(days=7)
    assert [row.next_at for row in own_places(person, after)] == [next_week.starts_at]
    assert [row.next_at for row in running_activities(cast.actor("carla"), after)] == [next_week.starts_at]
    during = NOW.replace(hour=11)
    assert [row.next_at.date() for row in own_places(person, during) if row.next_at] == [TODAY]
