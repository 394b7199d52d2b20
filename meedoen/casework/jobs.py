"""What the timetable does for casework: hand-overs move on, and a mail of the day says what waits."""

import logging
from collections.abc import Callable, Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from meedoen.accounts.actor import Actor
from meedoen.accounts.models import User
from meedoen.casework.actions.daily_mail import plan_daily_mails, send_daily_mails
from meedoen.casework.actions.referrals import keep_referrals as keep
from meedoen.casework.queries.daily_mail import Waiting, what_waits
from meedoen.shared.clock import now
from meedoen.shared.working_days import is_working_day

logger = logging.getLogger(__name__)

MAILS_A_TURN = 100


def keep_referrals() -> None:
    """Every few minutes: move on what nobody answered in time, and what cannot be answered any more."""
    moved = keep(at=now())
    if moved:
        logger.info("%s hand-overs were moved on", moved)


def mail_what_waits(more: Callable[[Actor], list[Waiting]]) -> None:
    """Every few minutes: on a working day, from the hour of the setting, one mail to each worker.

    `more`: what other apps count for a worker, to stand in the same mail.
    """
    at = now()
    hour = settings.DAILY_MAIL_HOUR
    if hour is None or at.hour < hour or not is_working_day(at.date()):
        return
    plan_daily_mails(at=at)
    connection = get_connection()

    def post(user: User, waiting: Sequence[Waiting]) -> None:
        daily_letter(user, waiting, connection).send()

    def lines(by: Actor) -> list[Waiting]:
        return [*what_waits(by, at.date()), *more(by)]

    sent = send_daily_mails(at=at, lines=lines, post=post, limit=MAILS_A_TURN)
    if sent:
        logger.info("%s mails of the day sent", sent)


def daily_letter(user: User, waiting: Sequence[Waiting], connection: object = None) -> EmailMessage:
    """The mail as it goes out: counts and links, and no name of anybody it is about."""
    context = {
        "name": user.name,
        "lines": [(line.text, settings.SITE_URL + line.path) for line in waiting],
        "site": settings.SITE_URL,
    }
    return EmailMessage(
        subject="Wat er vandaag op je wacht",
        body=render_to_string("casework/mail/daily.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
