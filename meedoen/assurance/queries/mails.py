"""Reading reminders: whom to ask today, which mails wait, and what a link is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime

from meedoen.assurance.models import Reminder, ReminderMail, Upkeep
from meedoen.assurance.queries.records import address_key, kept
from meedoen.directory.models import Service

CLAIM_LASTS = timedelta(days=1)


@dataclass(frozen=True)
class Waiting:
    """How many mails could not be sent yet, since when, and what the last trouble was."""

    count: int
    tries: int
    trouble: str


def services_to_ask(today: date) -> QuerySet[Service]:
    """The records that need a reminder by `today` and do not stand in a mail that still waits."""
    in_waiting = Reminder.objects.filter(mail__sent_at__isnull=True, mail__given_up_at__isnull=True)
    return (
        kept()
        .annotate(remind_on=Subquery(Upkeep.objects.filter(service=OuterRef("pk")).values("remind_on")[:1]))
        .filter(remind_on__lte=today)
        .exclude(pk__in=in_waiting.values("service_id"))
        .select_related("organization")
        .order_by("organization_id", "remind_on", "pk")
    )


def mails_to_send(at: datetime) -> QuerySet[ReminderMail]:
    """Mails that wait and may be tried now: not claimed, or so long ago that the sender must be gone."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)
    due = Q(try_after__isnull=True) | Q(try_after__lte=at)
    rows = ReminderMail.objects.filter(free, due, sent_at__isnull=True, given_up_at__isnull=True)
    return rows.select_related("organization").order_by("made_at", "id")


def waiting() -> Waiting | None:
    """What must be told of mails that failed; None where every mail goes out as it should."""
    rows = ReminderMail.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, tries__gt=0)
    told = rows.aggregate(count=Count("id"), tries=Max("tries"), trouble=Max("trouble"))
    return Waiting(told["count"], told["tries"], told["trouble"]) if told["count"] else None


def mail_by_nonce(nonce: str) -> ReminderMail | None:
    return ReminderMail.objects.select_related("organization").filter(nonce=nonce).first()


def still_of(mail: ReminderMail) -> QuerySet[Service]:
    """The records on the map that are still of the organization this mail went to, after any merge."""
    return kept().filter(organization_id=mail.organization_id)


def standing_address(mail: ReminderMail, services: Sequence[Service]) -> str:
    """The published address that this mail was made for; empty where it is no longer published."""
    published = [mail.organization.email, *(service.email for service in services)]
    return next((text for text in published if text and address_key(text) == mail.address_key), "")


def answered_on(reminders: Sequence[Reminder], mail: ReminderMail) -> dict[UUID, date | None]:
    """By record: the day on which it was confirmed since the mail; None where it is still open.

    A confirmation by telephone or on the site counts as well as one by the link.
    """
    found: dict[UUID, date | None] = {}
    for reminder in reminders:
        said = reminder.service.assured_date
        if reminder.answered_at is not None:
            found[reminder.service_id] = localtime(reminder.answered_at).date()
        else:
            found[reminder.service_id] = said if said and said > mail.day else None
    return found
