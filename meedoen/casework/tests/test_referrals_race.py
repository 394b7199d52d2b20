"""Two people answer one hand-over at the same moment, on PostgreSQL, each with a connection of their own.

The control is the same code without the row lock and must go wrong: else the first tests prove nothing.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from uuid import UUID

import pytest
from django.db import connection, connections

from meedoen.casework.actions import referrals as actions
from meedoen.casework.actions.referrals import accept_referral, decline_referral, keep_referrals
from meedoen.casework.actions.referrals import withdraw_referral as withdraw
from meedoen.casework.models import Case, Referral, ReferralTurn
from meedoen.casework.tests.referral_makers import Handing, make_handing, on_day, turns_of
from meedoen.shared.errors import Refused
from meedoen.trail.models import AuditLine
from tests.cast import NOW

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

THREADS = 8
LONG_ENOUGH_TO_COLLIDE = 1.0


@pytest.fixture
def own_connections() -> Iterator[None]:
    """A real connection for each thread, and not one of the pool."""
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    pool = options.pop("pool", None)
    yield
    connection.close()
    if pool is not None:
        options["pool"] = pool


def _without_the_lock(referral_id: UUID) -> Referral:
    """`referral_turns.locked` with the same read, and nothing locked."""
    return Referral.objects.select_related("case__involvement").get(id=referral_id)


def _refused(call: Callable[[], object]) -> bool:
    """Whether the call was refused. Its connection is closed after it."""
    try:
        call()
    except Refused:
        return True
    finally:
        connections.close_all()
    return False


def _collide(
    monkeypatch: pytest.MonkeyPatch, handing: Handing, other: Callable[[Referral], object]
) -> tuple[Referral, list[bool]]:
    """Bram accepts; halfway, nothing committed yet, `other` happens. Gives which of the two was refused."""
    referral = handing.send("overvecht", "wijkhulp")
    arrived, go_on = Event(), Event()
    begin = actions.begin_involvement

    def held_up(**given: object) -> object:
        made = begin(**given)  # type: ignore[arg-type]
        arrived.set()
        go_on.wait(timeout=LONG_ENOUGH_TO_COLLIDE)
        return made

    monkeypatch.setattr(actions, "begin_involvement", held_up)
    bram = handing.actor("bram")
    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(_refused, lambda: accept_referral(referral_id=referral.id, by=bram, at=NOW))
        assert arrived.wait(timeout=30)
        two = threads.submit(_refused, lambda: other(referral))
        two.add_done_callback(lambda _: go_on.set())
        refused = [one.result(timeout=30), two.result(timeout=30)]
    referral.refresh_from_db()
    return referral, refused


def _decline(handing: Handing) -> Callable[[Referral], object]:
    tessa = handing.actor("tessa")
    return lambda referral: decline_referral(referral_id=referral.id, reason="Vol.", by=tessa, at=NOW)


def _waits_somewhere(referral: Referral) -> bool:
    return ReferralTurn.objects.filter(referral=referral, sent_at__isnull=False, answer="").exists()


@pytest.mark.usefixtures("own_connections")
def test_of_a_yes_and_a_no_at_one_moment_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    handing = make_handing()
    referral, refused = _collide(monkeypatch, handing, _decline(handing))
    assert refused == [False, True]
    assert (referral.status, _waits_somewhere(referral)) == ("accepted", False)
    assert turns_of(referral) == [("Buurtteam Utrecht", "accepted"), ("Stichting Wijkhulp", "-")]


@pytest.mark.usefixtures("own_connections")
def test_the_control_without_the_lock_has_it_accepted_and_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else stays: one transaction each, the constraints, the checks after reading."""
    monkeypatch.setattr(actions, "locked", _without_the_lock)
    handing = make_handing()
    referral, refused = _collide(monkeypatch, handing, _decline(handing))
    assert refused == [False, False]
    assert (referral.status, _waits_somewhere(referral)) == ("accepted", True)


@pytest.mark.usefixtures("own_connections")
def test_what_the_sender_withdraws_while_it_is_accepted_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    handing = make_handing()
    fatima = handing.actor("fatima")
    referral, refused = _collide(
        monkeypatch, handing, lambda one: withdraw(referral_id=one.id, by=fatima, at=NOW)
    )
    assert refused == [False, True]
    assert (referral.status, Case.objects.count()) == ("accepted", 2)


@pytest.mark.usefixtures("own_connections")
def test_the_timetable_moves_nothing_on_that_is_being_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    handing = make_handing()
    referral, refused = _collide(monkeypatch, handing, lambda _: keep_referrals(at=on_day(20)))
    assert refused == [False, False]
    assert (referral.status, _waits_somewhere(referral)) == ("accepted", False)


@pytest.mark.usefixtures("own_connections")
def test_of_eight_who_accept_together_one_does() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    actors = [handing.actor(name) for name in ("bram", "tessa")] * (THREADS // 2)
    start = Barrier(THREADS)

    def accept(number: int) -> bool:
        connection.ensure_connection()
        start.wait(timeout=60)
        return _refused(lambda: accept_referral(referral_id=referral.id, by=actors[number], at=NOW))

    with ThreadPoolExecutor(THREADS) as threads:
        refused = list(threads.map(accept, range(THREADS)))
    assert refused.count(False) == 1
    assert AuditLine.objects.filter(act="referral_accepted").count() == 1
    assert Case.objects.count() == 2


@pytest.mark.usefixtures("own_connections")
def test_of_two_hand_overs_sent_together_one_goes() -> None:
    handing = make_handing()
    start = Barrier(2)

    def send(name: str) -> bool:
        connection.ensure_connection()
        start.wait(timeout=60)
        return _refused(lambda: handing.send(name))

    with ThreadPoolExecutor(2) as threads:
        refused = list(threads.map(send, ("overvecht", "wijkhulp")))
    assert sorted(refused) == [False, True]
    assert Referral.objects.count() == 1
