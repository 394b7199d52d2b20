"""Forty at once for ten places, on PostgreSQL, each thread with a connection of its own.

The control is the same code without the row lock and must oversell: else the first test proves nothing.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, connections

from meedoen.accounts.actor import Actor
from meedoen.activities.actions import end_enrolment, enrol, places
from meedoen.activities.models import Activity, Enrolment
from meedoen.activities.tests.makers import make_activity
from meedoen.activities.vocabulary import EndReason, EnrolmentStatus
from meedoen.directory.models import ServiceCapacity
from meedoen.people.models import Involvement
from tests.cast import NOW, make_cast, make_person

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

REQUESTS, THREADS, PLACES = 200, 40, 10
TRIES = 10
LONG_ENOUGH_TO_COLLIDE = 1.0


@pytest.fixture
def own_connections() -> Iterator[None]:
    """A real connection for each thread: the pool would let eight of the forty in at a time."""
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    pool = options.pop("pool", None)
    yield
    connection.close()
    if pool is not None:
        options["pool"] = pool


def _all_at_once(calls: list[Callable[[], object]]) -> list[BaseException]:
    """Run the calls from forty threads that start together; what a call raised is handed back."""
    start = Barrier(THREADS)
    shares = [calls[number::THREADS] for number in range(THREADS)]

    def work(share: list[Callable[[], object]]) -> list[BaseException]:
        trouble: list[BaseException] = []
        connection.ensure_connection()
        start.wait(timeout=60)
        for call in share:
            try:
                call()
            except IntegrityError as error:
                trouble.append(error)
        connections.close_all()
        return trouble

    with ThreadPoolExecutor(THREADS) as threads:
        return [error for trouble in threads.map(work, shares) for error in trouble]


def _enrolling(activity: Activity, persons: list[UUID], by: Actor) -> list[Callable[[], object]]:
    def call(person_id: UUID) -> Callable[[], object]:
        return lambda: enrol(activity_id=activity.id, person_id=person_id, by=by, at=NOW)

    return [call(person) for person in persons]


def _placed(activity: Activity) -> int:
    return Enrolment.objects.filter(activity=activity, status=EnrolmentStatus.PLACED).count()


def _spots(activity: Activity) -> list[int | None]:
    rows = Enrolment.objects.filter(activity=activity, status=EnrolmentStatus.WAITING)
    return list(rows.order_by("spot").values_list("spot", flat=True))


def _without_the_lock(activity_id: UUID) -> Activity:
    """`places._locked` with the same read of the same rows, and nothing locked."""
    service = Activity.objects.filter(id=activity_id).values("service_id")
    rows = Activity.objects.filter(service_id__in=service).order_by("id")
    return {row.id: row for row in rows}[activity_id]


@pytest.mark.usefixtures("own_connections")
def test_two_hundred_requests_from_forty_threads_fill_ten_places_exactly() -> None:
    cast = make_cast()
    activity = make_activity(cast.linde, capacity=PLACES)
    persons = [make_person(cast.utrecht, f"Persoon {number}") for number in range(REQUESTS)]
    assert _all_at_once(_enrolling(activity, persons, cast.actor("bram"))) == []
    assert _placed(activity) == PLACES
    assert _spots(activity) == list(range(1, REQUESTS - PLACES + 1))
    assert set(Enrolment.objects.values_list("person_id", flat=True)) == set(persons)
    capacity = ServiceCapacity.objects.get(service=activity.service)
    assert (capacity.available, capacity.maximum) == (0, PLACES)


@pytest.mark.usefixtures("own_connections")
def test_the_control_without_the_lock_oversells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else stays: one transaction a request, the constraints, the counts, the trail.

    The unique spot on the waiting list stops doubles there, and such a request fails as a whole; places have
    no constraint that counts them, so without the lock too many are given.
    """
    monkeypatch.setattr(places, "_locked", _without_the_lock)
    cast = make_cast()
    by = cast.actor("bram")
    most = 0
    for number in range(TRIES):
        activity = make_activity(cast.linde, f"Kookgroep {number}", capacity=PLACES)
        persons = [make_person(cast.utrecht, f"Persoon {number}.{place}") for place in range(REQUESTS)]
        _all_at_once(_enrolling(activity, persons, by))
        most = max(most, _placed(activity))
        if most > PLACES:
            break
    assert most > PLACES


@pytest.mark.usefixtures("own_connections")
def test_one_person_asking_forty_times_at_once_has_one_place() -> None:
    cast = make_cast()
    activity = make_activity(cast.linde, capacity=PLACES)
    person = make_person(cast.utrecht, "Ongeduldig")
    assert _all_at_once(_enrolling(activity, [person] * THREADS, cast.actor("bram"))) == []
    assert Enrolment.objects.filter(person_id=person).count() == 1


@pytest.mark.usefixtures("own_connections")
def test_forty_who_stop_while_others_come_leave_every_place_filled_once() -> None:
    cast = make_cast()
    by = cast.actor("carla")
    activity = make_activity(cast.linde, capacity=PLACES)
    persons = [make_person(cast.utrecht, f"Persoon {number}") for number in range(80)]
    first = [enrol(activity_id=activity.id, person_id=person, by=by, at=NOW) for person in persons[:40]]

    def stopping(enrolment: Enrolment) -> Callable[[], object]:
        return lambda: end_enrolment(
            enrolment_id=enrolment.id, reason=EndReason.OWN_CHOICE, by=by, at=NOW + timedelta(minutes=1)
        )

    calls = _enrolling(activity, persons[40:], by) + [stopping(enrolment) for enrolment in first]
    assert _all_at_once(calls) == []
    assert _placed(activity) == PLACES
    assert len(_spots(activity)) == 40 - PLACES
    assert Enrolment.objects.filter(activity=activity, status=EnrolmentStatus.ENDED).count() == 40


def _held_up(call: Callable[..., object], arrived: Event, go_on: Event) -> Callable[..., object]:
    """The same call, after which its transaction waits a while for the other one to come past."""

    def held_up(**given: object) -> object:
        made = call(**given)
        arrived.set()
        go_on.wait(timeout=LONG_ENOUGH_TO_COLLIDE)
        return made

    return held_up


def _collide(monkeypatch: pytest.MonkeyPatch, first: str) -> None:
    """Somebody's last place at De Linde ends while they get one in another service there.

    `first` names the write of an involvement that has happened, and is not committed, when the other begins.
    """
    cast = make_cast()
    by, person = cast.actor("carla"), make_person(cast.utrecht, "Wisselt")
    old, new = make_activity(cast.linde, "Kookgroep"), make_activity(cast.linde, "Tuinploeg")
    last = enrol(activity_id=old.id, person_id=person, by=by, at=NOW)
    arrived, go_on = Event(), Event()
    monkeypatch.setattr(places, first, _held_up(getattr(places, first), arrived, go_on))

    def leave() -> object:
        return end_enrolment(enrolment_id=last.id, reason=EndReason.OWN_CHOICE, by=by, at=NOW)

    def join() -> object:
        return enrol(activity_id=new.id, person_id=person, by=by, at=NOW)

    early, late = (join, leave) if first == "begin_involvement" else (leave, join)

    def work(call: Callable[[], object]) -> None:
        try:
            call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(work, early)
        assert arrived.wait(timeout=30)
        other = threads.submit(work, late)
        other.add_done_callback(lambda _: go_on.set())
        one.result(timeout=30)
        other.result(timeout=30)


def _placed_where_nobody_knows_them() -> int:
    return Enrolment.objects.filter(status=EnrolmentStatus.PLACED, involvement__ends_on__isnull=False).count()


@pytest.mark.usefixtures("own_connections")
@pytest.mark.parametrize("first", ["begin_involvement", "end_involvement"])
def test_who_leaves_one_service_and_joins_another_at_once_stays_known(
    monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    _collide(monkeypatch, first)
    assert _placed_where_nobody_knows_them() == 0
    assert Involvement.objects.filter(ends_on__isnull=True).count() == 1


@pytest.mark.usefixtures("own_connections")
def test_the_control_that_locks_no_involvement_loses_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_hold_involvements", lambda which: None)
    _collide(monkeypatch, "begin_involvement")
    assert _placed_where_nobody_knows_them() == 1
