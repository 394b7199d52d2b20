"""Work that the one worker does for the social map."""

import logging

from django.conf import settings

from meedoen.directory.queries import index_fingerprint, index_rows
from meedoen.directory.search import SearchIndex

logger = logging.getLogger(__name__)


def keep_index_fresh() -> bool:
    """Make the search index anew where the social map changed since it was made; tells whether it did.

    Only the worker calls this: the index has one writer.
    """
    index = SearchIndex(settings.SEARCH_INDEX)
    # Read before the rows: a change in between shows up as a new fingerprint at the next turn.
    fingerprint = index_fingerprint()
    if index.fingerprint() == fingerprint:
        return False
    count = index.rebuild(index_rows(), fingerprint)
    logger.info("The search index holds %s services", count)
    return True
