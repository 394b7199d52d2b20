"""What keeps contact days by itself, and the slow work of inviting: letters, the outbox, old files."""

import logging
from uuid import UUID

from django_tasks import task

from meedoen.accounts.actor import Actor
from meedoen.accounts.queries import actor_of
from meedoen.accounts.vocabulary import Verb
from meedoen.outreach.actions import climb_notices
from meedoen.outreach.actions.days import keep_days
from meedoen.outreach.actions.letters import (
    GONE,
    Unprintable,
    delete_old_files,
    make_next_file,
    note_posted,
    stop_batch,
    strange,
)
from meedoen.outreach.actions.sending import ask_arrivals, send_next, settle_interrupted
from meedoen.outreach.messages import envelope, sender_for
from meedoen.outreach.models import LetterBatch
from meedoen.outreach.paper import Press, letter
from meedoen.outreach.vocabulary import BatchStatus
from meedoen.shared.clock import now
from meedoen.shared.errors import Refused

logger = logging.getLogger(__name__)

MESSAGES_A_TURN = 30
ANSWERS_A_TURN = 50


def keep_notices() -> None:
    """Tell the next one up of each notice whose day has passed."""
    climb_notices(at=now())


@task()
def make_letters(batch_id: str) -> None:
    """Make the letters of a batch, from where an earlier try stopped."""
    batch = LetterBatch.objects.select_related("campaign", "by").filter(pk=UUID(batch_id)).first()
    if batch is None or batch.status == BatchStatus.DONE:
        return
    LetterBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.WORKING)
    at = now()
    by = _who_asked(batch)
    if by is None:
        stop_batch(batch=batch, trouble=GONE)
        return
    try:
        press = Press()
        while make_next_file(batch=batch, printer=press, compose=letter, by=by, at=at):
            at = now()
    except Unprintable as error:
        stop_batch(batch=batch, trouble=strange(error.places))
    except Refused as error:
        stop_batch(batch=batch, trouble=error.message)


@task()
def post_letters(batch_id: str) -> None:
    """Note a try for each letter that was posted."""
    batch = LetterBatch.objects.select_related("campaign", "by").get(pk=UUID(batch_id))
    if batch.posted_at is not None:
        note_posted(batch=batch, by=actor_of(batch.by, batch.posted_at.date()), at=batch.posted_at)


def keep_contact_days() -> None:
    """Each day: see `keep_days`."""
    keep_days(at=now())


def send_messages() -> None:
    """Every minute: send some of what waits, one at a time."""
    settle_interrupted(at=now(), sender_for=sender_for)
    sent = 0
    while sent < MESSAGES_A_TURN and send_next(at=now(), sender_for=sender_for, compose=envelope):
        sent += 1
    if sent:
        logger.info("%s messages of the outbox were dealt with", sent)


def ask_what_arrived() -> None:
    """Every few minutes: ask the sending service what came of its messages."""
    ask_arrivals(at=now(), sender_for=sender_for, limit=ANSWERS_A_TURN)


def delete_old_letters() -> None:
    """Once a day: delete files of letters that were posted two weeks ago."""
    deleted = delete_old_files(at=now())
    if deleted:
        logger.info("%s files of letters were deleted", deleted)


def _who_asked(batch: LetterBatch) -> Actor | None:
    """Who asked for a batch, as far as they still work there and may invite."""
    by = actor_of(batch.by, now().date())
    fits = by.agency_id == batch.campaign.agency_id and by.legal_domain == batch.campaign.legal_domain_id
    return by if fits and batch.by.is_active and by.may(Verb.PLAN_CONTACT_DAYS) else None
