"""Work that the one worker does for the social map."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from meedoen.directory.queries.index import (
    count_offered,
    index_fingerprint,
    index_rows,
    stamps,
    touched_since,
)
from meedoen.directory.search import SearchIndex
from meedoen.shared.clock import now

logger = logging.getLogger(__name__)

# Up to so many services the whole list is compared at every change; beyond that what was touched lately is,
# and the whole list now and then, or as soon as the numbers do not agree.
COMPARED_AT_ONCE = 20_000
COMPARED_EVERY = timedelta(minutes=10)
# A change that began so long ago can come in after one that began later.
LATEST_COMING_IN = timedelta(minutes=10)


def keep_index_fresh() -> bool:
    """Bring the search index up to date where the social map changed; tells whether it did.

    Only the worker calls this: the index has one writer. New words of the terms, or an index that can't be
    read, make it anew; all other changes are added to it.
    """
    index = SearchIndex(settings.SEARCH_INDEX)
    # Read before the rows: a change in between shows up as a new fingerprint at the next turn.
    fingerprint, moment = index_fingerprint(), now()
    standing = index.fingerprint()
    if standing == fingerprint:
        return False
    if standing.partition(" ")[0] == fingerprint.partition(" ")[0] and _updated(index, fingerprint, moment):
        return True
    count = index.rebuild(index_rows(), fingerprint, since=moment.isoformat(), with_meaning=True)
    logger.info("The search index holds %s services", count)
    return True


def compare_index() -> None:
    """Once an hour: compare every service with the index, whatever the fingerprint says.

    A service that goes out of sight at the moment at which another returns leaves the numbers as they were.
    """
    index = SearchIndex(settings.SEARCH_INDEX)
    fingerprint, moment = index_fingerprint(), now()
    if index.fingerprint():
        _updated(index, fingerprint, moment)


def _updated(index: SearchIndex, fingerprint: str, moment: datetime) -> bool:
    """Add what changed to the index in use; whether that could be done."""
    try:
        changed, gone, compared = _changes(index, moment)
        count = index.update(
            index_rows(changed),
            gone,
            fingerprint,
            since=moment.isoformat(),
            compared=moment.isoformat() if compared else "",
        )
    except (OSError, ValueError):
        logger.warning("The search index could not be added to; it is made anew")
        return False
    logger.info("The search index took in %s services and let go of %s", count, len(gone))
    return True


def _changes(index: SearchIndex, moment: datetime) -> tuple[list[UUID], list[UUID], bool]:
    """Which services to index again, which to take out, and whether the whole list was compared."""
    pointer, ledger, offered = index.pointer(), index.ledger(), count_offered()
    due = datetime.fromisoformat(pointer.compared) + COMPARED_EVERY < moment
    if offered > COMPARED_AT_ONCE and not due:
        touched = touched_since(datetime.fromisoformat(pointer.since) - LATEST_COMING_IN)
        held = ledger.stamps_of(touched)
        there = dict(stamps(touched))
        changed = [id for id, stamp in there.items() if held.get(id) != stamp]
        gone = [id for id in held if id not in there]
        if ledger.count() + sum(id not in held for id in changed) - len(gone) == offered:
            return changed, gone, False
    held = ledger.stamps()
    there = dict(stamps())
    changed = [id for id, stamp in there.items() if held.get(id) != stamp]
    return changed, [id for id in held if id not in there], True
