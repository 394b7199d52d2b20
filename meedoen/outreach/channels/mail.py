"""Mail by the mail server of EMAIL_URL: text and simple HTML, no pictures and no counted links."""

from datetime import datetime
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from meedoen.outreach.channels import Busy, Envelope, Undeliverable
from meedoen.outreach.vocabulary import MessageStatus

REFUSED_FOR_GOOD = range(500, 600)


class MailSender:
    """Sends mail. The server does not say afterwards what came of it: bounces come as mail."""

    asks = False

    def __init__(self, connection: Any = None) -> None:
        self._connection = connection

    def send(self, envelope: Envelope, *, at: datetime) -> str:
        """Raises Undeliverable where the server says that the address takes no mail, Busy otherwise."""
        message = EmailMultiAlternatives(
            subject=envelope.subject,
            body=envelope.text,
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[envelope.to],
            reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
            headers={"Auto-Submitted": "auto-generated", "Message-ID": message_id(envelope.reference)},
            connection=self._connection or get_connection(),
        )
        message.attach_alternative(envelope.html, "text/html")
        try:
            message.send()
        except SMTPRecipientsRefused as error:
            if all(code in REFUSED_FOR_GOOD for code, _ in error.recipients.values()):
                raise Undeliverable("geweigerd") from None
            raise Busy("de mailserver wacht") from None
        except (SMTPException, OSError) as error:
            raise Busy(type(error).__name__) from None
        return ""

    def status_of(self, reference: UUID, *, at: datetime) -> tuple[str, MessageStatus] | None:
        return None


def message_id(reference: UUID) -> str:
    """The Message-ID of a mail: the same each time it is sent, so that a double can be known by it."""
    return f"<{reference.hex}@{urlsplit(settings.SITE_URL).hostname}>"
