"""Reading which services have a page that search engines may know."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from meedoen.directory.vocabulary import ServiceStatus
from meedoen.publishing.queries import published

PER_PART = 50_000


def parts_of_sitemap() -> int:
    """In how many parts the services on offer go."""
    return -(-_on_offer().count() // PER_PART)


def services_of_part(number: int, per_part: int) -> Iterator[tuple[UUID, datetime]]:
    """Id and last change of the services in one part, counted from 1; read as it goes."""
    rows = _on_offer().order_by("id").values_list("id", "last_modified")
    return rows[(number - 1) * per_part : number * per_part].iterator(chunk_size=2000)


def _on_offer() -> "published.Rows":
    return published.services().filter(status=ServiceStatus.ACTIVE)
