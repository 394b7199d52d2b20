"""Asking by mail: once a day, nothing lost, nobody held up by another."""

from datetime import timedelta

import pytest

from meedoen.assurance.actions import (
    Undeliverable,
    answer,
    ask_again,
    assure,
    keep_freshness,
    plan_reminders,
    remind,
    send_waiting,
)
from meedoen.assurance.models import AddressCheck, Reminder, ReminderMail, Upkeep
from meedoen.assurance.queries import waiting
from meedoen.assurance.tests.makers import NOW, PostBox, days_ago, make_service, open_reminders
from meedoen.assurance.vocabulary import AssuranceWay
from meedoen.directory.models import Organization, Service
from meedoen.directory.vocabulary import Freshness
from meedoen.shared.errors import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def plan(days_later: int = 0) -> int:
    at = NOW + days_later * DAY
    keep_freshness(at=at)
    return plan_reminders(at=at)


def send(box: PostBox, days_later: float = 0) -> int:
    return send_waiting(at=NOW + timedelta(days=days_later), post=box, limit=50)


def test_an_organization_gets_one_mail_about_all_that_is_due() -> None:
    make_service("Koken", assured_date=days_ago(151))
    make_service("Breien", assured_date=days_ago(160))
    make_service("Net bevestigd", assured_date=days_ago(3))
    make_service("Van een ander", organization="De Eik", mail="eik@eik.example")
    box = PostBox()
    assert (plan(), send(box)) == (2, 2)
    assert sorted(box.taken) == [
        ("eik@eik.example", ["Van een ander"]),
        ("info@linde.example", ["Breien", "Koken"]),
    ]


def test_a_record_with_an_address_of_its_own_is_asked_there_where_the_organization_has_none() -> None:
    make_service("Koken", organization="Klein", mail="", email="koken@klein.example")
    make_service("Stil", organization="Klein", mail="")
    box = PostBox()
    assert (plan(), send(box)) == (1, 1)
    assert box.taken == [("koken@klein.example", ["Koken"])]
    assert Upkeep.objects.get(service__name="Stil").needs_call


def test_a_second_turn_on_the_same_day_mails_nobody() -> None:
    make_service()
    box = PostBox()
    assert [plan(), send(box), plan(), send(box), plan(), send(box)] == [1, 1, 0, 0, 0, 0]
    assert len(box.taken) == 1


def test_a_crash_between_sending_and_noting_it_mails_nobody_twice_that_day() -> None:
    make_service()
    plan()

    class Crashing(PostBox):
        def __call__(self, mail: ReminderMail, address: str, services: list[Service]) -> None:
            super().__call__(mail, address, services)
            raise KeyboardInterrupt

    box = Crashing()
    with pytest.raises(KeyboardInterrupt):
        send(box)
    calm = PostBox()
    assert (plan(), send(calm), send(calm, 0.9)) == (0, 0, 0)
    assert len(box.taken) == 1
    # A day later nobody knows whether it arrived, and it is not lost.
    assert send(calm, 1.1) == 1


def test_reminders_come_again_and_stop_after_the_last() -> None:
    make_service()
    box = PostBox()
    sent = [(day, plan(day) and send(box, day)) for day in range(0, 60)]
    assert [day for day, count in sent if count] == [0, 14, 28]
    assert [*Reminder.objects.order_by("number").values_list("number", flat=True)] == [1, 2, 3]
    assert Upkeep.objects.get().needs_call


def test_silence_labels_and_then_hides_a_record_that_was_never_confirmed() -> None:
    service = make_service()
    plan()
    send(PostBox())
    found = []
    for day in (182, 183, 364, 365):
        keep_freshness(at=NOW + day * DAY)
        service.refresh_from_db()
        found.append(service.freshness)
    assert found == [Freshness.CURRENT, Freshness.AGING, Freshness.AGING, Freshness.LAPSED]


def test_an_answer_ends_the_round() -> None:
    service = make_service()
    plan()
    send(PostBox())
    mail = ReminderMail.objects.get()
    assert answer(mail=mail, service_ids=[service.pk], at=NOW + DAY) == 1
    assert answer(mail=mail, service_ids=[service.pk], at=NOW + 2 * DAY) == 0
    service.refresh_from_db()
    assert service.assured_date == (NOW + DAY).date()
    assert (open_reminders(), plan(100), plan(151)) == ([], 0, 1)
    assert open_reminders() == [("Samen koken", 1)]


def test_a_telephone_call_answers_the_mail_that_waits() -> None:
    service = make_service()
    plan()
    assure(service=service, how=AssuranceWay.CALL, by=None, at=NOW, said_by="redacteur")
    box = PostBox()
    assert (send(box), box.taken) == (0, [])


def test_a_mail_that_fails_waits_longer_each_time_and_holds_up_no_other() -> None:
    make_service("Koken")
    make_service("Breien", organization="De Eik", mail="eik@eik.example")
    plan()
    box = PostBox(info=OSError("no route"))
    assert (send(box), [address for address, _ in box.taken]) == (1, ["eik@eik.example"])
    told = waiting()
    assert told is not None and (told.count, told.tries, told.trouble) == (1, 1, "OSError")
    assert [send(PostBox(), hours / 24) for hours in (0.5, 1.1)] == [0, 1]
    assert waiting() is None


def test_a_mail_server_that_is_away_is_not_asked_for_every_mail() -> None:
    for number in range(6):
        make_service(organization=f"Organisatie {number}", mail=f"mail{number}@voorbeeld.example")
    plan()
    box = PostBox(**{f"mail{number}": ConnectionRefusedError() for number in range(6)})
    assert send(box) == 0
    assert ReminderMail.objects.filter(tries=1).count() == 3
    assert send(PostBox(), 0.5) == 6


def test_a_mail_that_failed_often_is_planned_anew() -> None:
    make_service()
    plan()
    box = PostBox(info=OSError())
    for hours in range(0, 24 * 9):
        send(box, hours / 24)
    assert ReminderMail.objects.get().tries == 8
    assert ReminderMail.objects.get().given_up_at is not None
    assert (plan(10), send(PostBox(), 10)) == (1, 1)


def test_an_address_that_refuses_on_three_days_is_dead_and_the_organization_is_called() -> None:
    make_service()
    calls = []
    for day in (0, 1, 2):
        plan(day)
        send(PostBox(info=Undeliverable()), day)
        send(PostBox(info=Undeliverable()), day)
        calls.append((AddressCheck.objects.get().state, Upkeep.objects.get().needs_call))
    assert calls == [("unsure", False), ("unsure", False), ("dead", True)]
    assert plan(3) == 0


def test_a_mail_goes_nowhere_when_the_organization_changed_its_address() -> None:
    make_service()
    plan()
    Organization.objects.update(email="nieuw@linde.example")
    box = PostBox()
    assert (send(box), box.taken) == (0, [])
    assert (plan(1), send(box, 1)) == (1, 1)
    assert box.taken == [("nieuw@linde.example", ["Samen koken"])]


def test_an_editor_can_ask_now_and_once_a_day() -> None:
    service = make_service(assured_date=days_ago(10))
    make_service("Ook aan de beurt", assured_date=days_ago(200))
    keep_freshness(at=NOW)
    remind(service=service, by=None, at=NOW)
    box = PostBox()
    assert send(box) == 1
    assert box.taken == [("info@linde.example", ["Ook aan de beurt", "Samen koken"])]
    with pytest.raises(Refused, match="vandaag al een mail"):
        remind(service=service, by=None, at=NOW + timedelta(hours=3))


def test_who_has_no_address_cannot_be_asked_by_mail() -> None:
    service = make_service(organization="Zonder mail", mail="")
    with pytest.raises(Refused, match="Bel de organisatie"):
        remind(service=service, by=None, at=NOW)


def test_a_new_link_goes_to_the_same_address_and_counts_as_no_reminder() -> None:
    make_service("Koken")
    done = make_service("Breien")
    plan()
    send(PostBox())
    assure(service=done, how=AssuranceWay.CALL, by=None, at=NOW, said_by="redacteur")
    old = ReminderMail.objects.get()
    again = ask_again(mail=old, at=NOW + 70 * DAY)
    assert again is not None and again.nonce != old.nonce
    assert ask_again(mail=old, at=NOW + 70 * DAY) is None
    box = PostBox()
    assert send(box, 70) == 1
    assert box.taken == [("info@linde.example", ["Koken"])]
    assert open_reminders() == [("Koken", 1), ("Koken", 0)] or open_reminders() == [
        ("Koken", 0),
        ("Koken", 1),
    ]


def test_a_new_link_goes_nowhere_when_the_address_is_no_longer_published() -> None:
    make_service()
    plan()
    Organization.objects.update(email="nieuw@linde.example")
    with pytest.raises(Refused, match="staat niet meer in de sociale kaart"):
        ask_again(mail=ReminderMail.objects.get(), at=NOW)


def test_a_mail_holds_forty_records_and_the_rest_comes_a_day_later() -> None:
    for number in range(45):
        make_service(f"Aanbod {number:02}")
    box = PostBox()
    for day in (0, 1):
        plan(day)
        send(box, day)
    assert [len(names) for _, names in box.taken] == [40, 5]
