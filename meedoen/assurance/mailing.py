"""The mail that asks an organization whether its records are still true: plain text and simple HTML.

Nothing in it tells us whether it was read: no pictures, no counted links.
"""

from collections.abc import Sequence
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from meedoen.assurance.actions import Undeliverable
from meedoen.assurance.models import ReminderMail
from meedoen.assurance.tickets import Ticket, ticket_text
from meedoen.directory.models import Service
from meedoen.directory.policy import date_text
from meedoen.directory.queries import ServiceCard, cards

REFUSED_FOR_GOOD = range(500, 600)


class Postman:
    """Sends reminders over one connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __call__(self, mail: ReminderMail, address: str, services: Sequence[Service]) -> None:
        """Send one mail. Raises Undeliverable where the server says that this address takes no mail."""
        try:
            letter(mail, address, services, self._connection).send()
        except SMTPRecipientsRefused as error:
            if all(code in REFUSED_FOR_GOOD for code, _ in error.recipients.values()):
                raise Undeliverable from error
            raise


def letter(
    mail: ReminderMail, address: str, services: Sequence[Service], connection: Any = None
) -> EmailMultiAlternatives:
    """The mail as it goes out: what we say of each record, a link for each, and one for all."""
    context = _context(mail, services)
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("assurance/mail/reminder.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    message.attach_alternative(render_to_string("assurance/mail/reminder.html", context), "text/html")
    return message


def _context(mail: ReminderMail, services: Sequence[Service]) -> dict[str, Any]:
    shown = cards([service.pk for service in services], on=mail.day)
    count = len(shown)
    assured = {service.pk: service.assured_date for service in services}
    return {
        "subject": "Klopt dit nog? Jullie aanbod in de sociale kaart",
        "organization": _one_line(mail.organization.name),
        "records": [_record(mail, card, assured.get(card.id)) for card in shown],
        "count": count,
        "all_link": _link(mail, None),
        "is_again": mail.reminders.filter(number__gt=1).exists(),
        "asked_for": mail.asked_for,
        "expires_on": date_text(mail.expires_on),
        "reply_to": settings.MAIL_REPLY_TO,
        "site": settings.SITE_URL,
    }


def _record(mail: ReminderMail, card: ServiceCard, assured: Any) -> dict[str, Any]:
    facts = [("Waar", card.where), ("Wanneer", card.when), ("Voor wie", card.for_whom), ("Prijs", card.price)]
    return {
        "name": _one_line(card.name),
        "summary": _one_line(card.summary),
        "facts": [(label, _one_line(text)) for label, text in facts],
        "assured": date_text(assured) if assured else "",
        "link": _link(mail, card),
    }


def _link(mail: ReminderMail, card: ServiceCard | None) -> str:
    ticket = Ticket(mail.nonce, card.id if card else None, mail.expires_on)
    return settings.SITE_URL + reverse("assurance:ticket", args=[ticket_text(ticket)])


def _one_line(text: str) -> str:
    return " ".join(text.split())
