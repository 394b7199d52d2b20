"""Asking organizations whether their records are still true: first the row, then the mail.

A row says that a mail goes out on a day; it is claimed before it is sent and marked after it. So a crash
halfway mails nobody twice on a day, and nothing is lost.
"""

import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from meedoen.assurance.actions.addresses import note_visit
from meedoen.assurance.actions.counting import recount
from meedoen.assurance.models import Reminder, ReminderMail
from meedoen.assurance.policy import Visit
from meedoen.assurance.queries import (
    address_key,
    answered_on,
    facts_of,
    mails_to_send,
    services_to_ask,
    standing_address,
    still_of,
)
from meedoen.assurance.queries.mails import CLAIM_LASTS
from meedoen.assurance.vocabulary import Outcome
from meedoen.directory.models import Organization, Service
from meedoen.shared.errors import Refused
from meedoen.trail.actions import Reader, record_act

logger = logging.getLogger(__name__)

MOST_IN_A_MAIL = 40
LINK_DAYS = 60
MOST_TRIES = 8
MOST_TROUBLES = 3
MOST_ASKED = 5000

Post = Callable[[ReminderMail, str, Sequence[Service]], None]
"""Sends one mail to an address. Raises Undeliverable where the address refuses it, or any other error."""


class Undeliverable(Exception):
    """The mail server says that this address takes no mail."""


def plan_reminders(*, at: datetime) -> int:
    """Make the mails of today: one for each organization and address with records that are due.

    Gives how many. May run any number of times: an organization that has its mail of today gets no other.
    """
    rows = list(services_to_ask(at.date())[:MOST_ASKED])
    groups: dict[tuple[UUID, str], list[Service]] = defaultdict(list)
    addresses = {fact.service_id: fact.address for fact in facts_of([row.pk for row in rows])}
    for service in rows:
        if address := addresses.get(service.pk):
            groups[service.organization_id, address].append(service)
    made = [
        _make_mail(organization_id, address, services[:MOST_IN_A_MAIL], at=at)
        for (organization_id, address), services in groups.items()
    ]
    return sum(mail is not None for mail in made)


@transaction.atomic
def remind(*, service: Service, by: Reader | None, at: datetime) -> ReminderMail:
    """Ask the organization of a record now, and of its other records that are due.

    Raises Refused where it has no working mail address, or had a mail today.
    """
    fact = next(iter(facts_of([service.pk])), None)
    if fact is None:
        raise Refused("Dit aanbod staat niet meer in de sociale kaart. Er is niets om na te vragen.")
    if not fact.address:
        raise Refused("Er is geen e-mailadres dat werkt. Bel de organisatie.")
    others = services_to_ask(at.date()).filter(organization_id=service.organization_id)
    same = [row for row in others.exclude(pk=service.pk)[:MOST_IN_A_MAIL]]
    addresses = {other.service_id: other.address for other in facts_of([row.pk for row in same])}
    together = [service, *(row for row in same if addresses.get(row.pk) == fact.address)]
    mail = _make_mail(service.organization_id, fact.address, together[:MOST_IN_A_MAIL], at=at)
    if mail is None:
        raise Refused("Deze organisatie krijgt vandaag al een mail. Morgen kan het weer.")
    record_act(by=by, act="remind_organization", object_type="service", object_id=service.pk, at=at)
    return mail


@transaction.atomic
def ask_again(*, mail: ReminderMail, at: datetime) -> ReminderMail | None:
    """Make a mail with new links for what is still open in an old one, to the same published address.

    None where such a mail was made today already, or where nothing is open any more. Raises Refused where
    that address is no longer published.
    """
    reminders = list(mail.reminders.select_related("service__organization"))
    dates = answered_on(reminders, mail)
    still = still_of(mail).filter(pk__in=[id for id, day in dates.items() if day is None])
    services = list(still.select_related("organization"))
    if not services:
        return None
    address = standing_address(mail, services)
    if not address:
        raise Refused(
            "Het e-mailadres waar deze link naartoe ging staat niet meer in de sociale kaart. "
            "Vraag het de redactie van de sociale kaart van je gemeente."
        )
    return _make_mail(mail.organization_id, address, services, at=at, asked_for=True)


def send_waiting(*, at: datetime, post: Post, limit: int) -> int:
    """Send the mails that wait, at most `limit` of them; gives how many went out.

    A mail that fails is tried again later, at growing distances, and holds up no other. After three failures
    in a row the mail server itself is taken to be away, and the rest waits for the next turn.
    """
    sent = troubles = 0
    for mail in list(mails_to_send(at)[:limit]):
        if troubles >= MOST_TROUBLES:
            break
        if not _claim(mail, at):
            continue
        outcome = _send(mail, at, post)
        sent += outcome is True
        troubles = troubles + 1 if outcome is False else 0
    return sent


@transaction.atomic
def _make_mail(
    organization_id: UUID, address: str, services: Iterable[Service], *, at: datetime, asked_for: bool = False
) -> ReminderMail | None:
    """The mail of today to this organization; None where it has one."""
    # The lock makes a second planner wait; then it finds the row.
    Organization.objects.select_for_update().filter(pk=organization_id).first()
    mail, is_new = ReminderMail.objects.get_or_create(
        organization_id=organization_id,
        day=at.date(),
        address_key=address_key(address),
        asked_for=asked_for,
        defaults={
            "nonce": secrets.token_hex(16),
            "made_at": at,
            "expires_on": at.date() + timedelta(days=LINK_DAYS),
        },
    )
    if not is_new:
        return None
    chosen = list(services)
    sent = {fact.service_id: len(fact.asked.reminded) for fact in facts_of([row.pk for row in chosen])}
    Reminder.objects.bulk_create(
        Reminder(mail=mail, service=row, number=0 if asked_for else sent.get(row.pk, 0) + 1) for row in chosen
    )
    return mail


def _claim(mail: ReminderMail, at: datetime) -> bool:
    """Take a mail for sending, in a transaction of its own; False where another worker was first."""
    with transaction.atomic():
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=at - CLAIM_LASTS)
        rows = ReminderMail.objects.filter(free, pk=mail.pk, sent_at__isnull=True)
        return rows.update(claimed_at=at) == 1


def _send(mail: ReminderMail, at: datetime, post: Post) -> bool | None:
    """Whether it went out; None where there is nothing to send or the address refuses."""
    reminders = list(mail.reminders.select_related("service__organization"))
    dates = answered_on(reminders, mail)
    services = list(
        still_of(mail)
        .filter(pk__in=[id for id, day in dates.items() if day is None])
        .select_related("organization")
        .order_by("name", "pk")
    )
    address = standing_address(mail, services)
    if not services or not address:
        _give_up(mail, at, "niet meer nodig" if not services else "het adres is veranderd")
        return None
    try:
        post(mail, address, services)
    except Undeliverable as refusal:
        _give_up(mail, at, type(refusal).__name__)
        _note_refusal(address, services, at)
        return None
    except Exception as error:
        _try_later(mail, at, type(error).__name__)
        return False
    with transaction.atomic():
        ReminderMail.objects.filter(pk=mail.pk).update(sent_at=at, trouble="")
        recount(service_ids=[row.pk for row in services], at=at)
    return True


def _give_up(mail: ReminderMail, at: datetime, why: str) -> None:
    ReminderMail.objects.filter(pk=mail.pk).update(given_up_at=at, trouble=why)


def _try_later(mail: ReminderMail, at: datetime, why: str) -> None:
    """Release the claim: an hour later, then two, four and so on; at last the record is planned anew."""
    logger.warning("A reminder could not be sent: %s", why)
    tries = mail.tries + 1
    later = at + min(timedelta(hours=2 ** (tries - 1)), timedelta(days=1))
    ReminderMail.objects.filter(pk=mail.pk).update(
        claimed_at=None,
        tries=tries,
        try_after=later,
        trouble=why,
        given_up_at=at if tries >= MOST_TRIES else None,
    )


def _note_refusal(address: str, services: Sequence[Service], at: datetime) -> None:
    """A refused mail is a failed visit to that address: on the third day it counts as dead."""
    visit = Visit(Outcome.FAIL, "De mailserver weigert dit adres.")
    organization = services[0].organization
    if organization.email == address:
        note_visit("organization", organization.pk, "email", visit=visit, at=at)
    else:
        for service in services:
            if service.email == address:
                note_visit("service", service.pk, "email", visit=visit, at=at)
    recount(service_ids=[row.pk for row in services], at=at)
