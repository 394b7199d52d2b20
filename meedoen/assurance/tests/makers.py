"""Records for the tests of keeping the map true: one organization that can be mailed, one that cannot."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from meedoen.assurance.models import Reminder, ReminderMail
from meedoen.directory.models import Organization, Service

NOW = datetime(2026, 9, 15, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TODAY = NOW.date()
WRITTEN = NOW - timedelta(days=900)


def make_service(name: str = "Samen koken", organization: str = "De Linde", **fields: Any) -> Service:
    """A record of an organization that publishes a mail address, unless `mail` says another."""
    mail = fields.pop("mail", "info@linde.example")
    owner, _ = Organization.objects.get_or_create(name=organization, defaults={"email": mail})
    return Service.objects.create(**{"name": name, "organization": owner, "last_modified": WRITTEN} | fields)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


class PostBox:
    """Takes mails instead of a mail server; `trouble` says what goes wrong, and for whom."""

    def __init__(self, **trouble: BaseException) -> None:
        self.taken: list[tuple[str, list[str]]] = []
        self.trouble = trouble

    def __call__(self, mail: ReminderMail, address: str, services: Sequence[Service]) -> None:
        error = self.trouble.get(address.partition("@")[0])
        if error is not None:
            raise error
        self.taken.append((address, [service.name for service in services]))


def open_reminders() -> list[tuple[str, int]]:
    rows = Reminder.objects.filter(answered_at__isnull=True).order_by("service__name")
    return [(row.service.name, row.number) for row in rows.select_related("service")]
