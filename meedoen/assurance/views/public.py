"""The link in a reminder: shows the records and one button. Nobody signs in.

Mail scanners open every link by themselves, so opening one never confirms anything: only the button does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from meedoen.accounts.address import client_address
from meedoen.assurance.actions import answer, ask_again
from meedoen.assurance.models import Reminder, ReminderMail
from meedoen.assurance.queries import answered_on, mail_by_nonce, still_of
from meedoen.assurance.tickets import Ticket, read_ticket, ticket_text
from meedoen.directory.policy import date_text
from meedoen.directory.queries import ServiceCard, ServiceDetail, cards, detail
from meedoen.look.pages import too_many
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused
from meedoen.shared.window import seconds_left, window_of
from meedoen.trail.actions import count_attempt

WINDOW = timedelta(minutes=10)
MOST_ANSWERS = 60
MOST_NEW_LINKS = 5
TOO_OFTEN = "Dit is vanaf jouw netwerk te vaak gedaan. Wacht tien minuten en probeer het dan opnieuw."
DONE, SENT, OPEN = "klaar", "verstuurd", "niets-open"


@dataclass(frozen=True)
class Asked:
    """One record that the link asks about; `done_on` is the day it was confirmed since, None where open.

    `link` is about this record alone.
    """

    card: ServiceCard
    done_on: str
    is_here: bool
    link: str


@dataclass(frozen=True)
class Question:
    """What a link is about."""

    ticket: Ticket
    mail: ReminderMail
    reminders: Sequence[Reminder]

    def is_over(self, today: date) -> bool:
        return today > self.ticket.expires_on

    @property
    def service_ids(self) -> list[UUID]:
        return [reminder.service_id for reminder in self.reminders]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """What we say about the records, and the button that confirms it."""
    question = _question(ticket)
    at = now()
    if question.is_over(at.date()):
        return _page(request, "assurance/expired.html", {"ticket": ticket, "sent": ""}, status=410)
    refusal = ""
    if request.method == "POST":
        if _too_often(request, "assure_by_link", MOST_ANSWERS):
            return too_many(request, TOO_OFTEN, seconds_left(at, WINDOW))
        try:
            answer(mail=question.mail, service_ids=question.service_ids, at=at)
            return redirect("assurance:ticket", ticket=ticket)
        except Refused as error:
            refusal = error.message
    return _page(request, "assurance/ticket.html", _shown(question, at.date()) | {"refusal": refusal})


@never_cache
@require_POST
def new_link(request: HttpRequest, ticket: str) -> HttpResponse:
    """A mail with new links to the same published address; the page never tells which one that is."""
    question = _question(ticket)
    at = now()
    if _too_often(request, "new_assurance_link", MOST_NEW_LINKS):
        return too_many(request, TOO_OFTEN, seconds_left(at, WINDOW))
    try:
        made = ask_again(mail=question.mail, at=at)
        said = "Je krijgt binnen tien minuten een nieuwe mail." if made else _why_none(question)
    except Refused as error:
        said = error.message
    return _page(request, "assurance/expired.html", {"ticket": ticket, "sent": said})


def _question(text: str) -> Question:
    """What this link is about. 404 where it was not made here, or where the records are gone."""
    ticket = read_ticket(text)
    mail = mail_by_nonce(ticket.nonce) if ticket else None
    if ticket is None or mail is None:
        raise Http404
    rows = mail.reminders.select_related("service")
    if ticket.service_id:
        rows = rows.filter(service_id=ticket.service_id)
    reminders = list(rows)
    if not reminders:
        raise Http404
    return Question(ticket, mail, reminders)


def _shown(question: Question, today: date) -> dict[str, object]:
    dates = answered_on(question.reminders, question.mail)
    here = set(still_of(question.mail).filter(pk__in=dates).values_list("pk", flat=True))
    asked = [
        Asked(
            card,
            date_text(day) if (day := dates[card.id]) else "",
            card.id in here,
            _link_to(question, card.id),
        )
        for card in cards(question.service_ids, on=today)
    ]
    whole = detail(asked[0].card.id, on=today) if len(asked) == 1 else None
    still_open = [one for one in asked if not one.done_on and one.is_here]
    return {
        "asked": asked,
        "one": asked[0] if whole else None,
        "whole": whole,
        "facts": _facts(whole) if whole else [],
        "still_open": len(still_open),
        "organization": question.mail.organization.name,
    }


def _link_to(question: Question, service_id: UUID) -> str:
    about_one = replace(question.ticket, service_id=service_id)
    return reverse("assurance:ticket", args=[ticket_text(about_one)])


def _facts(whole: ServiceDetail) -> list[tuple[str, str]]:
    """What the organization looks through: all that a visitor needs to come."""
    card = whole.card
    told = [
        ("Waar", card.where),
        ("Wanneer", card.when),
        ("Voor wie", card.for_whom),
        ("Wat je er doet", ", ".join(whole.activities)),
        ("Prijs", card.price),
        ("Zo kom je erbij", whole.application_process),
        ("Telefoon", ", ".join([line.number for line in whole.own_phones] or whole.phones)),
        ("E-mail", whole.email),
        ("Website", whole.website),
        ("Talen", ", ".join(whole.languages)),
        ("Werkt voor", ", ".join(whole.areas)),
    ]
    return [(label, text[:1].upper() + text[1:] if " " in text else text) for label, text in told]


def _why_none(question: Question) -> str:
    dates = answered_on(question.reminders, question.mail)
    if all(dates.values()):
        return "Alles uit deze mail is al bevestigd. Je hoeft niets te doen."
    return "Vandaag is al een nieuwe mail gestuurd. Kijk ook bij ongewenste mail."


def _too_often(request: HttpRequest, kind: str, most: int) -> bool:
    window = window_of(now(), WINDOW)
    return count_attempt(kind=kind, who=client_address(request), window_start=window) > most


def _page(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page that no search engine keeps and that tells no other site its address."""
    page = render(request, template, context, status=status)
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    page.headers["Referrer-Policy"] = "same-origin"
    return page
