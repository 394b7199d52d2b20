"""The mail of the day: planned once a day for who writes cases, then sent, each of them once."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import Membership, User
from meedoen.accounts.queries import WRITERS, actor_of
from meedoen.casework.models.mails import DailyMail
from meedoen.casework.queries.daily_mail import Waiting

logger = logging.getLogger(__name__)

CLAIM_LASTS = timedelta(minutes=30)
MOST_TRIES = 5
KEPT = timedelta(days=30)

Lines = Callable[[Actor], list[Waiting]]
"""What waits for somebody."""
Post = Callable[[User, Sequence[Waiting]], None]
"""Sends one mail. Raises where that fails."""


@transaction.atomic
def plan_daily_mails(*, at: datetime) -> int:
    """Make a row for everybody who writes cases and has none of today; gives how many. Forgets old ones.

    Invented accounts of the demo get no mail.
    """
    today = at.date()
    DailyMail.objects.filter(day__lt=today - KEPT).delete()
    running = Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        role__in=WRITERS,
        starts_on__lte=today,
        user__is_active=True,
        user__is_demo=False,
    )
    has_one = DailyMail.objects.filter(day=today).values("user_id")
    users = running.exclude(user_id__in=has_one).values_list("user_id", flat=True).distinct()
    rows = [DailyMail(user_id=user_id, day=today) for user_id in users.order_by("user_id")]
    DailyMail.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def send_daily_mails(*, at: datetime, lines: Lines, post: Post, limit: int) -> int:
    """Send the mails of today that wait, at most `limit`; gives how many went out.

    One that fails is tried again when its claim has run out, at most five times, and holds up no other. Who
    has nothing that waits gets none.
    """
    sent = 0
    for mail in list(_waiting(at).select_related("user")[:limit]):
        if _claim(mail, at):
            sent += _send(mail, at, lines, post)
    return sent


def _send(mail: DailyMail, at: datetime, lines: Lines, post: Post) -> bool:
    try:
        found = lines(actor_of(mail.user, mail.day))
        if found:
            post(mail.user, found)
    except Exception as error:
        logger.warning("A daily mail could not be sent: %s", type(error).__name__)
        DailyMail.objects.filter(id=mail.id).update(trouble=type(error).__name__[:80])
        return False
    DailyMail.objects.filter(id=mail.id).update(done_at=at, lines=len(found), trouble="")
    return bool(found)


def _waiting(at: datetime) -> QuerySet[DailyMail]:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)
    return DailyMail.objects.filter(free, day=at.date(), done_at__isnull=True, tries__lt=MOST_TRIES)


@transaction.atomic
def _claim(mail: DailyMail, at: datetime) -> bool:
    """Take a mail for sending; False where another worker was first."""
    return _waiting(at).filter(id=mail.id).update(claimed_at=at, tries=mail.tries + 1) == 1
