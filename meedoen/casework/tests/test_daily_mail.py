"""The mail of the day: counts and links, no names, once a day, and only where something waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from meedoen.accounts.models import Membership, User
from meedoen.casework.actions.daily_mail import MOST_TRIES, plan_daily_mails, send_daily_mails
from meedoen.casework.actions.referrals import keep_referrals
from meedoen.casework.jobs import mail_what_waits
from meedoen.casework.models import DailyMail
from meedoen.casework.queries.daily_mail import Waiting, what_waits
from meedoen.casework.tests.clock import Clock, stand_still
from meedoen.casework.tests.referral_makers import Handing, make_handing, on_day, telling_all
from meedoen.people.models import Involvement
from tests.cast import NOW, TODAY, involve, make_case, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.DAILY_MAIL_HOUR = 7
    settings.SITE_URL = "https://meedoen.voorbeeld.invalid"
    return stand_still(monkeypatch)


def _nothing_more(by: object) -> list[Waiting]:
    return []


def _told(handing: Handing, name: str, days: int = 0) -> list[str]:
    return [line.text for line in what_waits(handing.actor(name), on_day(days).date())]


def test_each_reads_what_waits_for_them_and_the_team_lead_what_nobody_has() -> None:
    handing = make_handing()
    referral = handing.send("overvecht")
    make_case(involve(make_person(handing.cast.utrecht, "Een"), handing.cast.bram))
    make_case(involve(make_person(handing.cast.utrecht, "Twee"), handing.cast.tessa, lead=False))
    assert _told(handing, "bram") == ["1 overdracht wacht op jullie"]
    assert _told(handing, "tessa") == [
        "1 overdracht wacht op jullie",
        "1 dossier wacht op een vaste contactpersoon",
    ]
    due = (referral.turns.get().due_on - TODAY).days
    assert _told(handing, "bram", due)[0] == "1 overdracht loopt vandaag af zonder antwoord"
    assert "1 dossier van jou is over de datum" in _told(handing, "bram", 1)
    assert "1 dossier bij een collega is over de datum" in _told(handing, "tessa", 1)
    assert _told(handing, "carla") == []


def test_what_came_back_is_told_until_the_next_working_day() -> None:
    handing = make_handing()
    handing.send("overvecht")
    keep_referrals(at=on_day(8))
    came_back = {
        days: "1 overdracht kwam bij je terug" in _told(handing, "fatima", days) for days in (8, 9, 10)
    }
    assert came_back == {8: True, 9: True, 10: False}


def test_who_has_nobody_left_is_told_to_the_team_lead() -> None:
    handing = make_handing()
    involvement = involve(make_person(handing.cast.utrecht, "Een"), handing.cast.bram)
    make_case(involvement)
    User.objects.filter(id=handing.cast.bram.id).update(is_active=False)
    assert "1 dossier heeft niemand die er nog over gaat" in _told(handing, "tessa")


def test_one_mail_a_day_goes_out_with_counts_and_links_and_no_name(clock: Clock) -> None:
    handing = make_handing()
    handing.send("overvecht", telling=telling_all())
    mail_what_waits(_nothing_more)
    mail_what_waits(_nothing_more)
    assert sorted(one.to[0].split("@")[0] for one in mail.outbox) == ["bram", "tessa"]
    body = mail.outbox[0].body
    assert "1 overdracht wacht op jullie\n  https://meedoen.voorbeeld.invalid/werk/overdrachten/" in body
    assert [word for word in ("Samir", "Amrani", "post") if word in body] == []
    assert DailyMail.objects.filter(lines=0, done_at__isnull=False).count() == 4
    clock.time = NOW + timedelta(days=1)
    mail_what_waits(_nothing_more)
    assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    ("hour", "at"),
    [
        (None, NOW),
        (11, NOW),
        (7, NOW + timedelta(days=4)),
        (7, datetime(2026, 12, 25, 10, 0, tzinfo=NOW.tzinfo)),
    ],
    ids=["off", "too early", "on a Saturday", "at Christmas"],
)
def test_none_goes_out_while_it_is_off_before_its_hour_or_on_a_day_off(
    clock: Clock, settings: Any, hour: int | None, at: datetime
) -> None:
    settings.DAILY_MAIL_HOUR = hour
    clock.time = at
    make_handing().send("overvecht")
    mail_what_waits(_nothing_more)
    assert (mail.outbox, DailyMail.objects.count()) == ([], 0)


def test_what_other_apps_count_stands_in_the_same_mail(clock: Clock) -> None:
    make_handing()
    mail_what_waits(lambda by: [Waiting(2, "signaal", "signalen", "/werk/signalen/")])
    assert len(mail.outbox) == 6
    assert "- 2 signalen" in mail.outbox[0].body


def test_accounts_of_the_demo_and_who_left_get_no_mail() -> None:
    handing = make_handing()
    User.objects.filter(id=handing.cast.bram.id).update(is_demo=True)
    Membership.objects.filter(user=handing.cast.tessa).update(ends_on=TODAY - timedelta(days=1))
    plan_daily_mails(at=NOW)
    assert set(DailyMail.objects.values_list("user__name", flat=True)) == {"Fatima", "Sanne", "Yusuf", "Olga"}


def test_one_that_fails_is_tried_again_later_and_holds_up_no_other() -> None:
    make_handing()
    plan_daily_mails(at=NOW)
    everybody = DailyMail.objects.count()
    reached: list[str] = []

    def post(user: User, waiting: Sequence[Waiting]) -> None:
        reached.append(user.name)
        if user.name == "Bram":
            raise OSError

    def lines(by: object) -> list[Waiting]:
        return [Waiting(1, "ding", "dingen", "/werk/")]

    def turn(minutes: int) -> int:
        at = NOW + timedelta(minutes=minutes)
        return send_daily_mails(at=at, lines=lines, post=post, limit=100)

    assert turn(0) == everybody - 1
    assert turn(10) == 0
    assert reached.count("Bram") == 1
    for again in range(1, 10):
        turn(31 * again)
    assert reached.count("Bram") == MOST_TRIES
    assert DailyMail.objects.get(user__name="Bram").trouble == "OSError"
    assert {name: reached.count(name) for name in set(reached) - {"Bram"}} == dict.fromkeys(
        set(reached) - {"Bram"}, 1
    )


def test_what_is_claimed_by_another_worker_is_left_to_it() -> None:
    make_handing()
    plan_daily_mails(at=NOW)
    DailyMail.objects.update(claimed_at=NOW)

    def post(user: User, waiting: Sequence[Waiting]) -> None:
        raise AssertionError

    def lines(by: object) -> list[Waiting]:
        return [Waiting(1, "ding", "dingen", "/werk/")]

    assert send_daily_mails(at=NOW + timedelta(minutes=5), lines=lines, post=post, limit=100) == 0


def test_old_rows_are_forgotten() -> None:
    make_handing()
    plan_daily_mails(at=NOW)
    plan_daily_mails(at=NOW + timedelta(days=31))
    assert set(DailyMail.objects.values_list("day", flat=True)) == {TODAY + timedelta(days=31)}


def test_what_waits_takes_as_many_queries_for_many_as_for_one(django_assert_max_num_queries: Any) -> None:
    handing = make_handing()
    tessa = handing.actor("tessa")
    for number in (1, 6):
        while Involvement.objects.filter(lead=handing.cast.bram).count() < number:
            make_case(involve(make_person(handing.cast.utrecht, "Een"), handing.cast.bram))
        with django_assert_max_num_queries(7):
            what_waits(tessa, TODAY + timedelta(days=2))
