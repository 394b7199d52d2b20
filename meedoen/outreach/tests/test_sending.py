"""The outbox: one at a time, again after trouble, never twice, never lost, and what did not arrive."""

import base64
import hashlib
import hmac
import json
import logging
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from meedoen.outreach.actions.sending import (
    ask_arrivals,
    ask_messages,
    decide_unsure,
    send_next,
    settle_interrupted,
)
from meedoen.outreach.channels import Busy, Envelope, Undeliverable, Unset
from meedoen.outreach.channels.mail import MailSender
from meedoen.outreach.channels.notify import NotifySender, token
from meedoen.outreach.messages import envelope
from meedoen.outreach.models import Campaign, Invitation, Message, Try
from meedoen.outreach.queries.inviting import invitations_due
from meedoen.outreach.tests.campaign_makers import known, running_campaign, world
from meedoen.outreach.vocabulary import Channel, MessageStatus
from meedoen.people.models import PersonDetails
from meedoen.shared.errors import Refused
from meedoen.trail.models import AccessLine
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

SERVICE, SECRET = "11111111-2222-4333-8444-555555555555", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
KEY = f"meedoen-{SERVICE}-{SECRET}"
ADDRESS = "wilma@voorbeeld.invalid"


class NotifyNL:
    """A service that speaks as GOV.UK Notify does: keeps what it was sent, and says what came of it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.status = "delivered"
        self.refuse: httpx.Response | None = None
        self.dies = False

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if not self._signed(request):
            return httpx.Response(403, json={"errors": [{"error": "AuthError"}]})
        if request.method == "GET":
            wanted = request.url.params["reference"]
            found = [
                {"id": one["id"], "status": self.status} for one in self.sent if one["reference"] == wanted
            ]
            return httpx.Response(200, json={"notifications": found})
        if self.refuse:
            return self.refuse
        body = json.loads(request.content) | {"id": str(uuid4()), "path": request.url.path}
        self.sent.append(body)
        if self.dies:
            raise KeyboardInterrupt
        return httpx.Response(201, json={"id": body["id"]})

    def _signed(self, request: httpx.Request) -> bool:
        head, claims, given = request.headers["Authorization"].removeprefix("Bearer ").split(".")
        made = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
        said = json.loads(base64.urlsafe_b64decode(claims + "=="))
        return (
            base64.urlsafe_b64encode(made).rstrip(b"=").decode() == given
            and said["iss"] == SERVICE
            and abs(said["iat"] - NOW.timestamp()) < 30 * 3600
        )


@pytest.fixture
def service(settings: Any) -> NotifyNL:
    settings.NOTIFY = {
        "URL": "https://notify.invalid",
        "KEY": KEY,
        "SMS_TEMPLATE": "sms-sjabloon",
        "EMAIL_TEMPLATE": "",
        "CALLBACK_SECRET": "terugbelgeheim",
    }
    return NotifyNL()


def by_service(service: NotifyNL) -> Any:
    return lambda channel: NotifySender(channel, httpx.MockTransport(service))


def by_mail(channel: Channel) -> MailSender:
    return MailSender()


def campaign_of(*channels: str, names: tuple[str, ...] = ("Wilma",)) -> tuple[Cast, Campaign]:
    cast, by = world()
    for name in names:
        person = known(cast, name).person_id
        PersonDetails.objects.filter(person_id=person).update(email=ADDRESS, phone="0612345678")
    campaign, _ = running_campaign(by, channels=channels)
    return cast, campaign


def ask(cast: Cast, campaign: Campaign, channel: Channel) -> int:
    return ask_messages(campaign=campaign, channel=channel, by=cast.actor("fatima"), at=NOW)


def send_all(sender_for: Any, at: datetime = NOW) -> None:
    while send_next(at=at, sender_for=sender_for, compose=envelope):
        pass


def statuses() -> list[str]:
    return list(Message.objects.values_list("status", flat=True))


def test_a_mail_goes_out_in_text_and_html_without_counting_anything() -> None:
    cast, campaign = campaign_of("email", "letter")
    assert ask(cast, campaign, Channel.EMAIL) == 1
    send_all(by_mail)
    (sent,) = mail.outbox
    assert isinstance(sent, mail.EmailMultiAlternatives)
    html = str(sent.alternatives[0][0])
    for words in (str(sent.body), html):
        assert "Beste Wilma Voorbeeld," in words and "/uitnodiging/" in words
    assert "<img" not in html and sent.to == [ADDRESS]
    assert Try.objects.get().outcome == "sent" and statuses() == ["sent"]
    assert AccessLine.objects.filter(name="invitation_message").count() == 1
    assert invitations_due(campaign.id, NOW.date())["email"] == []


def test_a_text_message_goes_through_the_service_without_a_name(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    send_all(by_service(service))
    (sent,) = service.sent
    message = Message.objects.get()
    assert (sent["path"], sent["phone_number"]) == ("/v2/notifications/sms", "0612345678")
    assert (sent["template_id"], sent["reference"]) == ("sms-sjabloon", message.id.hex)
    assert "Wilma" not in sent["personalisation"]["tekst"]
    assert message.provider_id == sent["id"]


def test_nobody_gets_the_same_message_twice(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms", names=("Wilma", "Jan"))
    ask(cast, campaign, Channel.SMS)
    with pytest.raises(Refused):
        ask(cast, campaign, Channel.SMS)
    send_all(by_service(service))
    send_all(by_service(service))
    assert len(service.sent) == 2
    with pytest.raises(Refused):
        ask(cast, campaign, Channel.SMS)


def test_a_process_that_died_after_sending_asks_before_it_sends_again(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    service.dies = True
    with pytest.raises(KeyboardInterrupt):
        send_all(by_service(service))
    assert statuses() == ["sending"]
    service.dies = False
    assert settle_interrupted(at=NOW, sender_for=by_service(service)) == 1
    send_all(by_service(service))
    assert len(service.sent) == 1 and statuses() == ["sent"] and Try.objects.count() == 1


def test_a_process_that_died_before_sending_sends_after_all(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    Message.objects.update(status=MessageStatus.SENDING)
    settle_interrupted(at=NOW, sender_for=by_service(service))
    send_all(by_service(service))
    assert len(service.sent) == 1 and statuses() == ["sent"]


@pytest.mark.parametrize(("went", "mails"), [(True, 0), (False, 1)])
def test_a_mail_of_which_nobody_knows_waits_for_somebody_to_decide(went: bool, mails: int) -> None:
    cast, campaign = campaign_of("email")
    ask(cast, campaign, Channel.EMAIL)
    Message.objects.update(status=MessageStatus.SENDING)
    settle_interrupted(at=NOW, sender_for=by_mail)
    send_all(by_mail)
    assert statuses() == ["unsure"] and mail.outbox == []
    message = Message.objects.get()
    decide_unsure(message_id=message.id, went=went, by=cast.actor("fatima"), at=NOW)
    send_all(by_mail)
    assert statuses() == ["sent"] and len(mail.outbox) == mails and Try.objects.count() == 1


def test_trouble_is_tried_again_later_and_then_given_up(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    service.refuse = httpx.Response(429, json={"errors": [{"error": "RateLimitError"}]})
    at = NOW
    for _ in range(6):
        send_all(by_service(service), at)
        at += timedelta(hours=9)
    assert statuses() == ["failed"] and Message.objects.get().sends == 6
    service.refuse = None
    assert ask(cast, campaign, Channel.SMS) == 1


def test_after_a_number_that_does_not_exist_another_channel_follows(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms", "letter")
    ask(cast, campaign, Channel.SMS)
    service.refuse = httpx.Response(400, json={"errors": [{"message": "phone_number Not enough digits"}]})
    send_all(by_service(service))
    assert statuses() == ["bounced"] and Try.objects.get().outcome == "bounced"
    later = Invitation.objects.get().next_try_on
    assert later is not None and len(invitations_due(campaign.id, later)["letter"]) == 1


def test_what_the_service_says_later_counts_once(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms", "letter")
    ask(cast, campaign, Channel.SMS)
    send_all(by_service(service))
    service.status = "permanent-failure"
    assert ask_arrivals(at=NOW, sender_for=by_service(service), limit=10) == 1
    assert ask_arrivals(at=NOW, sender_for=by_service(service), limit=10) == 0
    assert statuses() == ["bounced"] and Try.objects.get().outcome == "bounced"


def test_the_service_can_call_back_with_the_secret(service: NotifyNL, client: Client) -> None:
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    send_all(by_service(service))
    said = {"reference": Message.objects.get().id.hex, "status": "temporary-failure"}

    def told(secret: str, body: object) -> int:
        return client.post(
            "/koppeling/bezorging/",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        ).status_code

    assert told("fout", said) == 403 and statuses() == ["sent"]
    assert told("terugbelgeheim", {"status": "delivered"}) == 400
    assert told("terugbelgeheim", {"reference": uuid4().hex, "status": "delivered"}) == 204
    assert told("terugbelgeheim", said) == 204 and statuses() == ["bounced"]


def test_without_a_secret_nobody_can_call_back(client: Client) -> None:
    assert client.post("/koppeling/bezorging/", "{}", content_type="application/json").status_code == 404


class Refusing:
    def __init__(self, code: int) -> None:
        self.code = code

    def send_messages(self, messages: list[Any]) -> int:
        raise SMTPRecipientsRefused({ADDRESS: (self.code, b"no such user")})


@pytest.mark.parametrize(("code", "error"), [(550, Undeliverable), (450, Busy)])
def test_what_a_mail_server_refuses_names_no_address(code: int, error: type[Exception]) -> None:
    with pytest.raises(error) as raised:
        MailSender(Refusing(code)).send(Envelope(uuid4(), ADDRESS, "x", "x", "x"), at=NOW)
    assert ADDRESS not in str(raised.value)


def test_a_mail_that_came_back_is_read_from_a_folder(tmp_path: Path) -> None:
    cast, campaign = campaign_of("email", "letter")
    ask(cast, campaign, Channel.EMAIL)
    send_all(by_mail)
    reference = mail.outbox[0].extra_headers["Message-ID"]
    (tmp_path / "1.eml").write_bytes(returned(reference, "failed"))
    (tmp_path / "2.eml").write_bytes(returned(f"<{uuid4().hex}@x>", "failed"))
    (tmp_path / "3.eml").write_bytes(b"Subject: Afwezig\n\nIk ben er niet.\n")
    call_command("read_bounces", str(tmp_path))
    assert statuses() == ["bounced"] and Try.objects.get().outcome == "bounced"


def test_a_mail_that_is_only_late_changes_nothing(tmp_path: Path) -> None:
    cast, campaign = campaign_of("email")
    ask(cast, campaign, Channel.EMAIL)
    send_all(by_mail)
    path = tmp_path / "1.eml"
    path.write_bytes(returned(mail.outbox[0].extra_headers["Message-ID"], "delayed"))
    call_command("read_bounces", str(tmp_path))
    assert statuses() == ["sent"]


def returned(message_id: str, action: str) -> bytes:
    """A report of a mail server (RFC 3464)."""
    original = EmailMessage()
    original["Message-ID"] = message_id
    original.set_content("x")
    return (
        "Subject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="g"\n\n'
        "--g\nContent-Type: text/plain\n\nHelaas.\n"
        "--g\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.invalid\n\n"
        f"Final-Recipient: rfc822; iemand@x.invalid\nAction: {action}\nStatus: 5.1.1\n\n"
        f"--g\nContent-Type: message/rfc822\n\n{original.as_string()}\n--g--\n"
    ).encode()


def test_who_changed_their_time_meanwhile_gets_no_message(service: NotifyNL) -> None:
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    Invitation.objects.update(status="declined", day=None, starts_at=None)
    send_all(by_service(service))
    assert service.sent == [] and statuses() == ["failed"]


def test_without_settings_the_service_is_not_there(settings: Any) -> None:
    with pytest.raises(Unset):
        NotifySender(Channel.SMS)


def test_no_name_or_number_comes_in_the_log(service: NotifyNL, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="meedoen")
    cast, campaign = campaign_of("sms")
    ask(cast, campaign, Channel.SMS)
    service.refuse = httpx.Response(500)
    send_all(by_service(service))
    assert not any(word in caplog.text for word in ("Wilma", "0612345678", ADDRESS))
    assert "0612345678" not in Message.objects.get().trouble


def test_a_token_is_that_of_the_service() -> None:
    head, claims, _ = token(KEY, NOW).split(".")
    assert json.loads(base64.urlsafe_b64decode(head + "==")) == {"typ": "JWT", "alg": "HS256"}
    assert json.loads(base64.urlsafe_b64decode(claims + "=="))["iss"] == SERVICE
    assert UUID(SERVICE)
