"""Work that the one worker does to keep the map true: short turns, so that nothing else waits long."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

from django.core.mail import get_connection

from meedoen.assurance.actions import (
    find_addresses,
    keep_changed,
    keep_figures,
    keep_visits,
    plan_reminders,
    send_waiting,
)
from meedoen.assurance.actions import keep_freshness as count_all
from meedoen.assurance.mailing import Postman
from meedoen.assurance.models import AddressCheck
from meedoen.assurance.policy import Visit
from meedoen.assurance.queries import standing_addresses
from meedoen.assurance.visiting import Errand, MailVisitor, PageVisitor, visit_all, without_network
from meedoen.assurance.vocabulary import AddressKind, AddressState, Outcome
from meedoen.shared.clock import now

logger = logging.getLogger(__name__)

MAILS_A_TURN = 50
VISITS_A_TURN = 40
WITNESSES = 3


def keep_freshness() -> None:
    """Once a day: count every record, keep the figures of the month, and plan the mails of today."""
    at = now()
    changed = count_all(at=at)
    figures = keep_figures(at=at)
    planned = plan_reminders(at=at)
    logger.info("Freshness: %s changed, %s organizations, %s mails planned", changed, figures, planned)


def keep_counts() -> None:
    """Every few minutes: count what is new or was changed."""
    keep_changed(at=now())


def send_mails() -> None:
    """Every few minutes: send what waits. Without anything waiting no connection is opened."""
    sent = send_waiting(at=now(), post=Postman(get_connection()), limit=MAILS_A_TURN)
    if sent:
        logger.info("%s reminders sent", sent)


def list_addresses() -> None:
    """Once a day: which addresses are published now."""
    logger.info("%s published addresses are known", find_addresses(at=now()))


def visit_addresses() -> None:
    """Every few minutes: visit some addresses whose turn it is."""
    visit_some(pages=PageVisitor(), mails=MailVisitor())


def visit_some(*, pages: PageVisitor, mails: MailVisitor) -> int:
    """One turn of visits; gives how many were kept. Where the network is away no failure counts."""
    at = now()
    due = list(
        AddressCheck.objects.filter(check_on__lte=at.date()).order_by("check_on", "id")[:VISITS_A_TURN]
    )
    standing = standing_addresses(due)
    checks = [check for check in due if standing.get(check.pk)]
    errands = [Errand(AddressKind(check.kind), standing[check.pk]) for check in checks]
    visits = visit_all(errands, pages=pages, mails=mails)
    if without_network(visits, _witnesses(pages, mails, {(errand.kind, errand.host) for errand in errands})):
        visits = [visit and Visit(Outcome.UNSURE, "Er was geen internet.") for visit in visits]
    kept = [(check, visit) for check, visit in zip(checks, visits, strict=True) if visit is not None]
    keep_visits(visits=kept, at=at)
    return len(kept)


def _witnesses(
    pages: PageVisitor, mails: MailVisitor, besides: set[tuple[str, str]]
) -> Iterator[Callable[[], Visit]]:
    """Addresses elsewhere that worked before, most lately first: asked whether there is a network at all."""
    rows = list(
        AddressCheck.objects.filter(state=AddressState.OK).order_by("-checked_at", "id")[: 10 * WITNESSES]
    )
    standing = standing_addresses(rows)
    errands = [Errand(AddressKind(row.kind), standing.get(row.pk, "")) for row in rows]
    chosen = [errand for errand in errands if errand.host and (errand.kind, errand.host) not in besides]
    for errand in chosen[:WITNESSES]:
        visitor = pages if errand.kind == AddressKind.URL else mails
        yield partial(visitor.visit, errand.address)
