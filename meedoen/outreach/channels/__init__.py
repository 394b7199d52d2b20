"""Ways out for a message: mail by the mail server, mail and SMS by a service like NotifyNL.

Each takes an `Envelope` and says in one of four ways how it went: it went (the service's own id, or nothing),
`Undeliverable` (this address takes none, now or later), `Busy` (try again), `Unset` (not set up here).
No address stands in an error or a log.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from meedoen.outreach.vocabulary import MessageStatus


class Undeliverable(Exception):
    """The address takes no messages; `str` says why in a word, without the address."""


class Busy(Exception):
    """It did not go, and may go later; `str` says why in a word."""


class Unset(Exception):
    """This way out was not set up in the settings."""


@dataclass(frozen=True)
class Envelope:
    """One message. `reference`: what it is known by outside, so that it can be asked after."""

    reference: UUID
    to: str
    subject: str
    text: str
    html: str = ""


class Sender(Protocol):
    """One way out. `asks`: whether it can say later what came of a message."""

    asks: bool

    def send(self, envelope: Envelope, *, at: datetime) -> str:
        """Send it, and give what the service calls it (empty where there is none)."""
        ...

    def status_of(self, reference: UUID, *, at: datetime) -> tuple[str, MessageStatus] | None:
        """The service's id and the state of a message, or None where it never came there."""
        ...
