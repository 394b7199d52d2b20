"""The mail itself: what it says, to whom, and what it never holds."""

import smtplib
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail.backends.smtp import EmailBackend

from meedoen.assurance import jobs
from meedoen.assurance.actions import keep_freshness, plan_reminders
from meedoen.assurance.mailing import Postman, letter
from meedoen.assurance.models import AddressCheck, ReminderMail
from meedoen.assurance.tests.makers import NOW, days_ago, make_service
from meedoen.assurance.tickets import Ticket, read_ticket, ticket_text
from meedoen.directory.models import Organization, Service

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def planned() -> ReminderMail:
    keep_freshness(at=NOW)
    plan_reminders(at=NOW)
    return ReminderMail.objects.get()


def written(mail: ReminderMail) -> tuple[str, str]:
    services = [*Service.objects.order_by("name")]
    message = letter(mail, "info@linde.example", services)
    return str(message.body), str(message.alternatives[0][0])


def test_the_mail_says_what_we_say_of_each_record_with_a_link_each_and_one_for_all(settings: Any) -> None:
    settings.SITE_URL = "https://kaart.example"
    koken = make_service("Koken", summary="Samen eten.", assured_date=days_ago(200))
    breien = make_service("Breien")
    mail = planned()
    text, page = written(mail)
    for words in ("Koken", "Samen eten.", "Laatst bevestigd op 27 februari 2026", "Nog nooit bevestigd"):
        assert words in text and words in page
    links = [
        f"https://kaart.example/klopt/{ticket_text(Ticket(mail.nonce, about, mail.expires_on))}/"
        for about in (breien.pk, koken.pk, None)
    ]
    assert [word for word in text.split() if "/klopt/" in word] == links
    assert [link for link in Links(page).links if "/klopt/" in link] == links
    assert "Wat gebeurt er als je niets doet?" in text and "al lang niet nagevraagd" in text


def test_one_record_gets_one_link_and_no_link_for_all() -> None:
    make_service("Koken")
    text, _ = written(planned())
    assert text.count("/klopt/") == 1
    assert "in één keer" not in text


def test_the_mail_tells_nobody_that_it_was_read() -> None:
    make_service("Koken")
    _, page = written(planned())
    assert not {"img", "script", "iframe", "link", "object"} & {*Links(page).tags}


def test_what_a_record_says_cannot_change_the_mail() -> None:
    make_service(
        "Koken</h2><script>alert(1)</script>\nBcc: een@ander.example", summary="regel\r\n\r\nKlopt: ja"
    )
    Organization.objects.update(name="De Linde\nBcc: een@ander.example")
    mail = planned()
    message = letter(mail, "info@linde.example", [*Service.objects.all()])
    text, page = written(mail)
    assert "<script>" not in page
    assert "\nBcc:" not in text and "\nKlopt: ja" not in text
    assert message.message()["Subject"] == "Klopt dit nog? Jullie aanbod in de sociale kaart"
    assert message.recipients() == ["info@linde.example"]


def test_the_job_sends_through_the_mail_server_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    make_service("Koken")
    planned()
    monkeypatch.setattr(jobs, "now", lambda: NOW)
    jobs.send_mails()
    jobs.send_mails()
    assert [message.to for message in outbox.outbox] == [["info@linde.example"]]
    assert outbox.outbox[0].extra_headers == {"Auto-Submitted": "auto-generated"}


class Refusing:
    """A connection whose server refuses every address; as Django's own, it takes a list of messages."""

    def __init__(self, code: int) -> None:
        self.code = code

    def send_messages(self, email_messages: list[Any]) -> int:
        raise smtplib.SMTPRecipientsRefused({"info@linde.example": (self.code, b"no such user")})


def test_the_mail_server_of_the_tests_is_called_as_the_real_one() -> None:
    import inspect

    ours = inspect.signature(Refusing.send_messages).parameters
    assert [*ours] == [*inspect.signature(EmailBackend.send_messages).parameters]


@pytest.mark.parametrize(("code", "fails"), [(550, 1), (450, 0)])
def test_an_address_that_is_refused_for_good_is_noted_and_one_that_is_refused_for_now_is_not(
    code: int, fails: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_service("Koken")
    planned()
    monkeypatch.setattr(jobs, "now", lambda: NOW)
    monkeypatch.setattr(jobs, "Postman", lambda connection: Postman(Refusing(code)))
    jobs.send_mails()
    assert AddressCheck.objects.filter(table="organization", fails=1).count() == fails
    assert ReminderMail.objects.get().sent_at is None


def test_a_ticket_reads_as_it_was_written_and_no_other() -> None:
    service = make_service()
    mail = planned()
    for about in (service.pk, None):
        ticket = Ticket(mail.nonce, about, mail.expires_on)
        text = ticket_text(ticket)
        assert read_ticket(text) == ticket
        for changed in (
            text[:-1],
            text[1:],
            text.replace(".", "", 1),
            text.upper(),
            "",
            "alles",
            "\0",
            "a:b",
        ):
            assert read_ticket(changed) is None
