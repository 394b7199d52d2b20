"""The signed link in a reminder: which mail, which record, until when. No account, nothing personal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.signing import BadSignature, Signer

ALL = "alles"
_SIGNER = "meedoen.assurance.ticket"


@dataclass(frozen=True)
class Ticket:
    """`service_id` None: everything in the mail."""

    nonce: str
    service_id: UUID | None
    expires_on: date


def ticket_text(ticket: Ticket) -> str:
    """As it stands in a link."""
    about = ticket.service_id.hex if ticket.service_id else ALL
    return Signer(salt=_SIGNER).sign(f"{ticket.nonce}.{about}.{ticket.expires_on:%Y%m%d}")


def read_ticket(text: str) -> Ticket | None:
    """The ticket of a link; None where it was not made here or where a letter of it was changed."""
    try:
        nonce, about, day = Signer(salt=_SIGNER).unsign(text).split(".")
        expires_on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        return Ticket(nonce, None if about == ALL else UUID(about), expires_on)
    except (BadSignature, ValueError):
        return None
