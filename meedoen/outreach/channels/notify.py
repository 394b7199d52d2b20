"""Mail and SMS by a service that speaks as GOV.UK Notify does: NotifyNL (settings: docs/operations.md).

Each request carries a token of its own: a JSON Web Token (HS256) with the service's id and the time.
"""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx
from django.conf import settings

from meedoen.outreach.channels import Busy, Envelope, Undeliverable, Unset
from meedoen.outreach.vocabulary import Channel, MessageStatus

ID_LENGTH = 36
TIMEOUT = 10.0
STATES = {
    "delivered": MessageStatus.DELIVERED,
    "permanent-failure": MessageStatus.BOUNCED,
    "temporary-failure": MessageStatus.BOUNCED,
    "technical-failure": MessageStatus.BOUNCED,
}
ADDRESS = {Channel.SMS: "phone_number", Channel.EMAIL: "email_address"}


class NotifySender:
    """Sends by one channel. Raises Unset where the settings name no service or no template for it."""

    asks = True

    def __init__(self, channel: Channel, transport: httpx.BaseTransport | None = None) -> None:
        template = {
            Channel.SMS: settings.NOTIFY["SMS_TEMPLATE"],
            Channel.EMAIL: settings.NOTIFY["EMAIL_TEMPLATE"],
        }
        self._channel, self._template = channel, template[channel]
        self._key, self._transport = settings.NOTIFY["KEY"], transport
        if not settings.NOTIFY["URL"] or len(self._key) < 2 * ID_LENGTH or not self._template:
            raise Unset(str(channel))

    def send(self, envelope: Envelope, *, at: datetime) -> str:
        """Raises Undeliverable where the address is refused, Busy where the service cannot now."""
        body = {
            ADDRESS[self._channel]: envelope.to,
            "template_id": self._template,
            "personalisation": {"onderwerp": envelope.subject, "tekst": envelope.text},
            "reference": envelope.reference.hex,
        }
        answer = self._asked("POST", f"/v2/notifications/{self._channel}", at, json=body)
        if answer.status_code == httpx.codes.CREATED:
            return str(_read(answer).get("id", ""))
        if answer.status_code == httpx.codes.BAD_REQUEST and ADDRESS[self._channel] in answer.text:
            raise Undeliverable("geen goed adres")
        raise Busy(f"antwoord {answer.status_code}")

    def status_of(self, reference: UUID, *, at: datetime) -> tuple[str, MessageStatus] | None:
        answer = self._asked("GET", "/v2/notifications", at, params={"reference": reference.hex})
        if answer.status_code != httpx.codes.OK:
            raise Busy(f"antwoord {answer.status_code}")
        found = _read(answer).get("notifications") or []
        return (str(found[0].get("id", "")), state_of(found[0].get("status", ""))) if found else None

    def _asked(self, method: str, path: str, at: datetime, **what: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token(self._key, at)}", "User-Agent": "meedoen"}
        try:
            with httpx.Client(transport=self._transport, timeout=TIMEOUT, trust_env=False) as client:
                return client.request(method, settings.NOTIFY["URL"] + path, headers=headers, **what)
        except httpx.HTTPError as error:
            raise Busy(type(error).__name__) from None


def state_of(said: str) -> MessageStatus:
    """Our word for a state of theirs; anything on its way is sent."""
    return STATES.get(said, MessageStatus.SENT)


def token(key: str, at: datetime) -> str:
    """The token of a request. In: an API key (name-service id-secret, the last two of 36 signs)."""
    service, secret = key[-2 * ID_LENGTH - 1 : -ID_LENGTH - 1], key[-ID_LENGTH:]
    head = _packed({"typ": "JWT", "alg": "HS256"})
    said = f"{head}.{_packed({'iss': service, 'iat': int(at.timestamp())})}"
    return f"{said}.{_text(hmac.new(secret.encode(), said.encode(), hashlib.sha256).digest())}"


def _packed(what: dict[str, Any]) -> str:
    return _text(json.dumps(what, separators=(",", ":")).encode())


def _text(some: bytes) -> str:
    return base64.urlsafe_b64encode(some).rstrip(b"=").decode()


def _read(answer: httpx.Response) -> dict[str, Any]:
    try:
        said = answer.json()
    except ValueError:
        raise Busy("geen leesbaar antwoord") from None
    return said if isinstance(said, dict) else {}
